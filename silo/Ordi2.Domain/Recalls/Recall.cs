using System.Collections.Immutable;
using System.Diagnostics;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recalls;

namespace Ordi2.Domain.Recalls;

/// <summary>What is known of a recall from its history.</summary>
public sealed record Recall(RecallId Id)
{
    private RecallTerms? _counted;

    /// <summary>What its pole may know; nothing before it was created. Counted when somebody looks: a history of thousands of answers is not counted at each of them.</summary>
    public RecallTerms? Terms => _counted ??= Uncounted is { } known ? Counted(known) : null;

    /// <summary>When machines were found last: until each of them has its hold, the recall is not at rest.</summary>
    public DateTimeOffset FoundAt { get; init; }

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    /// <summary>Machines that have no hold yet.</summary>
    public IEnumerable<MachineId> NotHeld => Uncounted is { Status: not RecallStatus.Draft } known ? known.Lines.Where(line => !line.Held).Select(line => line.Machine) : [];

    /// <summary>By when the system must act, if it must.</summary>
    public DateTimeOffset? DueAt => Uncounted is { Status: RecallStatus.Active } && NotHeld.Any() ? FoundAt : null;

    private RecallTerms? Uncounted
    {
        get;
        init
        {
            field = value;
            _counted = null;
        }
    }

    private RecallTerms Known => Uncounted ?? throw new InvalidOperationException($"The history of {Id} does not begin with its creation.");

    public Recall Evolve(RecallEvent @event, Provenance from) => this with
    {
        FoundAt = @event is MachinesRecalled ? from.RecordedAt : FoundAt,
        Uncounted = Change(@event) with { Version = (Uncounted?.Version ?? 0) + 1 },
        Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
    };

    public RecallLine? LineOf(MachineId machine) => Uncounted?.Lines.FirstOrDefault(line => line.Machine == machine);

    private RecallTerms Change(RecallEvent @event) => @event switch
    {
        RecallCreated e => new()
        {
            Id = Id,
            Pole = e.Pole,
            Reason = e.Reason,
            Filter = e.Filter,
            Instruction = e.Instruction,
            Guidance = e.Instruction is SafetyInstruction.DangerousBattery ? "guidance-safety-battery" : "guidance-bring-back",
            AnswerBefore = e.AnswerBefore,
            Incident = e.Incident,
        },
        MachinesRecalled e => Known with { Status = RecallStatus.Active, Lines = [.. Known.Lines, .. Lines(e.Machines)] },
        MachinesHeld e => Held([.. e.Machines]),
        RecalledMachineFound e => Line(e.Machine, line => line with { State = RecallLineState.Found }),
        RecallAnswered e => Line(
            e.Machine,
            line => line with { Answer = e.Answer, State = line.State is RecallLineState.Found ? RecallLineState.Found : RecallLineState.Answered }),
        HolderUnreachable e => Line(e.Machine, line => line with { State = RecallLineState.Unreachable }),
        RecallClosed => Known with { Status = RecallStatus.Closed },
        _ => throw new UnreachableException($"A recall does not know {@event.GetType().Name}."),
    };

    private RecallTerms Held(HashSet<MachineId> machines) =>
        Known with { Lines = [.. Known.Lines.Select(line => machines.Contains(line.Machine) ? line with { Held = true } : line)] };

    private RecallTerms Line(MachineId machine, Func<RecallLine, RecallLine> change)
    {
        for (var i = 0; i < Known.Lines.Length; i++)
        {
            if (Known.Lines[i].Machine == machine)
            {
                return Known with { Lines = Known.Lines.SetItem(i, change(Known.Lines[i])) };
            }
        }

        return Known;
    }

    private static ImmutableArray<RecallLine> Lines(ImmutableArray<FoundMachine> machines) =>
    [
        .. machines.Select(found => new RecallLine(
            found.Machine,
            found.InStock,
            found.InStock ? RecallLineState.Found : RecallLineState.Silent,
            found.Holder,
            found.Relay)),
    ];

    private static RecallTerms Counted(RecallTerms terms)
    {
        var outside = terms.Lines.Where(line => !line.InStock).ToArray();

        return terms with
        {
            Progress = new(
                outside.Length,
                terms.Lines.Length - outside.Length,
                Of(RecallLineState.Found).Count(),
                Of(RecallLineState.Answered).Count(),
                Of(RecallLineState.Unreachable).Count(),
                Of(RecallLineState.Silent).Count()),
            Left = By(Of(RecallLineState.Silent), line => line.Holder),
            Letters = By(outside.SelectMany(Addressees), pair => pair.To, pair => pair.Line),
        };

        IEnumerable<RecallLine> Of(RecallLineState state) => outside.Where(line => line.State == state);
    }

    private static IEnumerable<(OrganisationId? To, RecallLine Line)> Addressees(RecallLine line) =>
        line.Relay is { } relay && relay != line.Holder ? [(line.Holder, line), (relay, line)] : [(line.Holder, line)];

    private static ImmutableArray<RecallList> By(IEnumerable<RecallLine> lines, Func<RecallLine, OrganisationId?> holder) => By(lines, holder, line => line);

    private static ImmutableArray<RecallList> By<T>(IEnumerable<T> all, Func<T, OrganisationId?> holder, Func<T, RecallLine> line) =>
    [
        .. all.GroupBy(holder)
            .OrderBy(group => group.Key?.Text, StringComparer.Ordinal)
            .Select(group => new RecallList(group.Key, [.. group.Select(one => line(one).Machine)])),
    ];
}
