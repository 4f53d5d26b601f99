using System.Collections.Immutable;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Allocations;

/// <summary>A fact in the life of an allocation.</summary>
public abstract record AllocationEvent
{
    private protected AllocationEvent()
    {
    }
}

[StoredAs("allocation.proposed.v1")]
public sealed record AllocationProposed : AllocationEvent
{
    public required DossierId Dossier { get; init; }

    public required int Line { get; init; }

    public required OrganisationId Pole { get; init; }

    public required OrganisationId Epn { get; init; }

    public required OrganisationId Partner { get; init; }

    public required NeedLine Need { get; init; }

    public required int Quantity { get; init; }

    public required ImmutableArray<AllocatedMachine> Machines { get; init; }

    public required DateTimeOffset Deadline { get; init; }

    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

/// <summary>Who confirmed it reserves the machines, one after the other.</summary>
[StoredAs("allocation.confirmed.v1")]
public sealed record AllocationConfirmed(PersonId By) : AllocationEvent;

/// <summary>What became of one machine.</summary>
[StoredAs("allocation.machine-noted.v1")]
public sealed record MachineNoted(MachineId Machine, AllocatedState State, [FreeText] string? Reason = null) : AllocationEvent;

/// <summary>Another machine takes the place of one that did not suit.</summary>
[StoredAs("allocation.machine-named.v1")]
public sealed record MachineNamed(AllocatedMachine Machine) : AllocationEvent;

[StoredAs("allocation.released.v1")]
public sealed record AllocationGivenUp([FreeText] string Reason) : AllocationEvent;

[StoredAs("allocation.expired.v1")]
public sealed record AllocationExpired : AllocationEvent;

/// <summary>A machine that arrived has the place of another, or gives it back.</summary>
[StoredAs("allocation.machine-exchanged.v1")]
public sealed record AllocatedMachineExchanged(MachineId Old, AllocatedMachine New) : AllocationEvent;
