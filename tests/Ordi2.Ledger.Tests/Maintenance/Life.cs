using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;
using static Ordi2.Ledger.Tests.Samples;

namespace Ordi2.Ledger.Tests.Maintenance;

/// <summary>Machines that change at random, as grains would write them; the seed makes it the same every time.</summary>
internal sealed class Life(ILedger ledger, int seed)
{
    private static readonly MachineStatus[] Statuses = Enum.GetValues<MachineStatus>();

#pragma warning disable CA5394 // Chance with a seed, not a secret.
    private readonly Random _random = new(seed);

    public Dictionary<string, MachineRow> Machines { get; } = [];

    public Dictionary<string, StreamEnd> Ends { get; } = [];

    /// <summary>What the machines reached on which day, by machine.</summary>
    public List<(string Machine, string Scope, string Counter, int Amount)> Reached { get; } = [];

    public AggregateRow Donation { get; } = new("donation", "g1", "SIGNED", [new("donor", 4), new("o1", 8)], "{}", 1);

    public async Task PlayAsync(int machines, int rounds)
    {
        await ledger.AppendAsync(Scan("x") with { Stream = "donation/g1", Aggregate = Donation });
        for (var round = 0; round < rounds; round++)
        {
            var ids = round == 0 ? [.. Enumerable.Range(0, machines).Select(_ => NewMachine())] : Machines.Keys.Where(_ => _random.Next(2) == 0).ToArray();
            var moves = ids.Select(id => (Id: id, Before: Machines.GetValueOrDefault(id), After: Next(id))).ToArray();
            var ends = await Task.WhenAll(moves.Select(move => ledger.AppendAsync(Write(move.Id, move.Before, move.After))));
            foreach (var (move, end) in moves.Zip(ends))
            {
                Machines[move.Id] = move.After;
                Ends[move.Id] = end;
            }
        }
    }

    /// <summary>One more machine, while something else goes on.</summary>
    public async Task PlayOnAsync(ILedger to)
    {
        var id = NewMachine();
        var end = StreamEnd.Empty;
        MachineRow? before = null;
        for (var i = 0; i < 20; i++)
        {
            var after = Next(id) with { Version = i + 1 };
            end = await to.AppendAsync(Scan(id, end).With(before, after));
            before = after;
        }
    }

    private Append Write(string id, MachineRow? before, MachineRow after)
    {
        var append = Scan(id, Ends.TryGetValue(id, out var end) ? end : StreamEnd.Empty, labels: [id]);
        Reached.AddRange(Samples.Reached(before, after, append).Select(reached => (id, reached.Scope, reached.Counter, reached.Amount)));
        return append.With(before, after) with { ExternalIds = [new ExternalId("serial", $"SN-{id}")] };
    }

    private MachineRow Next(string id) => Row(id, Statuses[_random.Next(Statuses.Length)], (Machines.GetValueOrDefault(id)?.Version ?? 0) + 1) with
    {
        Holder = $"o{_random.Next(4)}",
        Pole = _random.Next(5) == 0 ? null : $"pole{_random.Next(3)}",
        Donation = _random.Next(5) == 0 ? null : $"g{_random.Next(3)}",
        Holds = _random.Next(3) == 0 ? 4 : 0,
        HeldScans = _random.Next(3) == 0 ? _random.Next(5) : 0,
        Findings = _random.Next(3) == 0 ? ["late-scan"] : [],
        Type = (DeviceType)_random.Next(4),
    };
#pragma warning restore CA5394
}
