using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines.Properties;

/// <summary>One write: the machine before and after, and the facts.</summary>
internal sealed record Written(Machine Before, ImmutableArray<Recorded<MachineEvent>> Facts, Machine After, World World);

/// <summary>
/// What the grain does with scans, without grain and ledger: find a repetition, decide, write, try the held ones again.
/// </summary>
internal sealed class Loop
{
    private readonly List<Recorded<MachineEvent>> _history = [];
    private readonly AnswerBook _answers = new();

    public Machine Machine { get; private set; } = Machine.Unknown;

    public IReadOnlyList<Recorded<MachineEvent>> History => _history;

    public AnswerBook Answers => _answers;

    /// <summary>Everything that was scanned, with the first answer.</summary>
    public List<(Scan Scan, Caller Caller, ScanReceipt Receipt)> Scans { get; } = [];

    public Action<Written> OnWrite { get; init; } = _ => { };

    /// <summary>Told of each scan before it is decided.</summary>
    public Action<Scan, Caller, World, DateTimeOffset> OnScan { get; init; } = (_, _, _, _) => { };

    public ScanReceipt Take(Scan scan, Caller caller, World world, DateTimeOffset now)
    {
        var step = CommandCatalog<MachineCommand>.StepOf(scan.Command);

        if (_answers.Find(caller.Device.Text, scan.ScanId) is { } first)
        {
            return AnswerBook.Repeat(first, scan, step, World.Machine, []);
        }

        OnScan(scan, caller, world, now);
        var receipt = Decide(scan, caller, world, now, step);
        Scans.Add((scan, caller, receipt));
        return receipt;
    }

    private ScanReceipt Decide(Scan scan, Caller caller, World world, DateTimeOffset now, string step)
    {
        switch (MachineDecision.Decide(Machine, World.Machine, scan, caller, world.Asked(Machine, scan.Command, caller.Organisation), now))
        {
            case Refuse<MachineEvent> refused:
                _answers.Refuse(caller.Device.Text, scan.ScanId, step, Machine, refused.Reason);
                break;

            case Accept<MachineEvent> accepted:
                Write(accepted.Events, new(scan.OccurredAt, now, caller.Person, caller.Organisation, caller.Device, scan.ScanId), world);

                if (!Machine.Held.IsEmpty && accepted.Events[0] is not (ScanHeld or TriageProposed))
                {
                    RetryHeld(world, now);
                }

                break;
        }

        var answer = _answers.Find(caller.Device.Text, scan.ScanId)!.Value;
        return AnswerBook.First(answer, scan, World.Machine, []) with { Reason = answer.Outcome is Outcome.Refused or Outcome.Held ? answer.Remark : null };
    }

    private void RetryHeld(World world, DateTimeOffset now)
    {
        for (var moved = true; moved;)
        {
            moved = false;

            foreach (var held in HeldScans.InOrder(Machine).ToArray())
            {
                var (scan, caller) = HeldScans.Again(held);
                var facts = HeldScans.Retry(Machine, World.Machine, held, world.Asked(Machine, scan.Command, caller.Organisation), now);

                if (!facts.IsEmpty)
                {
                    Write(facts, held.From with { RecordedAt = now, CommandId = null }, world);
                    moved = true;
                }
            }
        }
    }

    private void Write(ImmutableArray<MachineEvent> facts, Provenance provenance, World world)
    {
        Assert.NotEmpty(facts);

        // Only the first fact of a step carries the id of the scan.
        ImmutableArray<Recorded<MachineEvent>> recorded =
            [.. facts.Select((fact, index) => new Recorded<MachineEvent>(_history.Count + 1 + index, fact, index == 0 ? provenance : provenance with { CommandId = null }))];
        var before = Machine;
        _history.AddRange(recorded);
        Machine = facts[0] is EventCorrected ? Machine.Fold(_history) : recorded.Aggregate(before, (machine, one) => machine.Evolve(one));

        foreach (var one in recorded)
        {
            _answers.Note(one, Machine);
        }

        OnWrite(new(before, recorded, Machine, world));
    }

    /// <summary>All that is known of a machine, as text: two machines are one when it is the same.</summary>
    public static string Said(Machine machine) => JsonSerializer.Serialize(machine, WireJson.Options);
}
