using System.Collections.Immutable;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Allocations;

/// <summary>What is known of an allocation from its history.</summary>
public sealed record MachineAllocation(AllocationId Id)
{
    private static readonly TimeSpan Interrupted = TimeSpan.FromMinutes(1);

    /// <summary>What others may know; nothing before it was created.</summary>
    public AllocationTerms? Terms { get; init; }

    /// <summary>Who confirmed it: the machines are reserved in this name.</summary>
    public PersonId? ConfirmedBy { get; init; }

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    /// <summary>Which machine had the place before, by the one that has it now.</summary>
    public ImmutableSortedDictionary<string, AllocatedMachine> Exchanged { get; init; } = ImmutableSortedDictionary.Create<string, AllocatedMachine>(StringComparer.Ordinal);

    private AllocationTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its creation.");

    /// <summary>When the last fact was written.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>
    /// The moment at which what is not packed goes back to the stock. While a machine is still to be reserved or given back it is
    /// soon: whoever was interrupted is taken up again by the clock.
    /// </summary>
    public DateTimeOffset? DueAt => Next is not null ? At + Interrupted
        : Terms is { Status: AllocationStatus.Proposed or AllocationStatus.Confirmed } open ? open.Deadline
        : null;

    /// <summary>What the clock has to say now, or nothing.</summary>
    public AllocationCommand? WhenDue(DateTimeOffset now) =>
        Terms is { Status: AllocationStatus.Proposed or AllocationStatus.Confirmed } open && open.Deadline <= now ? new ExpireAllocation() : null;

    /// <summary>What has to be done next with a machine, or nothing: it follows from the facts alone, so that it can be resumed anywhere.</summary>
    public AllocationStep? Next => Terms switch
    {
        { Status: AllocationStatus.Confirmed } known when First(known, AllocatedState.Named) is { } machine => new AllocationStep(machine, Reserve: true),
        { Status: AllocationStatus.Released or AllocationStatus.Expired } known when First(known, AllocatedState.Secured) is { } machine => new AllocationStep(machine, Reserve: false),
        _ => null,
    };

    public MachineAllocation Evolve(AllocationEvent @event, Provenance from)
    {
        var next = Change(@event);

        return next with
        {
            Terms = next.Terms! with { Version = (Terms?.Version ?? 0) + 1 },
            At = from.RecordedAt,
            Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
        };
    }

    private static MachineId? First(AllocationTerms known, AllocatedState state) => known.Machines.FirstOrDefault(one => one.State == state)?.Machine;

    private MachineAllocation Change(AllocationEvent @event) => @event switch
    {
        AllocationProposed e => this with { Terms = Begin(e) },
        AllocationConfirmed e => With(AllocationStatus.Confirmed) with { ConfirmedBy = e.By },
        MachineNoted e => Settled(Known with
        {
            Machines = [.. Known.Machines.Select(one => one.Machine == e.Machine ? one with { State = e.State, Reason = e.Reason } : one)],
        }),
        MachineNamed e => this with { Terms = Known with { Machines = Known.Machines.Add(e.Machine) } },
        AllocatedMachineExchanged e => Settled(Reopened(Known with { Machines = [.. Known.Machines.Select(one => one.Machine == e.Old ? e.New : one)] })) with
        {
            Exchanged = Exchanged.SetItem(e.New.Machine.Text, Known.Machines.First(one => one.Machine == e.Old)),
        },
        AllocationGivenUp e => this with { Terms = Known with { Status = AllocationStatus.Released, Reason = e.Reason } },
        AllocationExpired => With(AllocationStatus.Expired),
        _ => throw new UnreachableException($"An allocation does not know {@event.GetType().Name}."),
    };

    private MachineAllocation With(AllocationStatus status) => this with { Terms = Known with { Status = status } };

    private AllocationTerms Begin(AllocationProposed e) => new()
    {
        Id = Id,
        Dossier = e.Dossier,
        Line = e.Line,
        Pole = e.Pole,
        Epn = e.Epn,
        Partner = e.Partner,
        Need = e.Need,
        Quantity = e.Quantity,
        Machines = e.Machines,
        Deadline = e.Deadline,
    };

    /// <summary>What was over goes on when a machine is awaited again.</summary>
    private static AllocationTerms Reopened(AllocationTerms next) =>
        next.Status is AllocationStatus.Fulfilled or AllocationStatus.Partial && next.Machines.Any(one => one.State is AllocatedState.Secured)
            ? next with { Status = AllocationStatus.Confirmed }
            : next;

    /// <summary>It is over when no machine is named or reserved any more.</summary>
    private MachineAllocation Settled(AllocationTerms next)
    {
        if (next.Status is not AllocationStatus.Confirmed
            || next.Machines.Any(one => one.State is AllocatedState.Named or AllocatedState.Secured or AllocatedState.TakenByAnother))
        {
            return this with { Terms = next };
        }

        var arrived = next.Machines.Count(one => one.State is AllocatedState.Arrived);
        return this with
        {
            Terms = next with
            {
                Status = arrived == 0 ? AllocationStatus.Released : arrived >= next.Quantity ? AllocationStatus.Fulfilled : AllocationStatus.Partial,
            },
        };
    }
}

/// <summary>One step with one machine.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="Reserve">Reserve it; otherwise give it back to the stock.</param>
public sealed record AllocationStep(MachineId Machine, bool Reserve);
