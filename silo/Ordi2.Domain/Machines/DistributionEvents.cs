using System.Collections.Immutable;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Machines;

[StoredAs("machine.allocated.v1")]
public sealed record MachineAllocated(DossierId Dossier, int Line, OrganisationId Epn, OrganisationId Partner, AllocationId? Allocation = null) : MachineEvent;

[StoredAs("machine.allocation-released.v1")]
public sealed record AllocationReleased(DossierId Dossier, int Line, [FreeText] string Reason) : MachineEvent;

[StoredAs("machine.packed.v1")]
public sealed record MachinePacked(string Box, DeliveryId Delivery, ImmutableArray<string> Accessories) : MachineEvent;

[StoredAs("machine.dispatched.v1")]
public sealed record MachineDispatched(DeliveryId Delivery, OrganisationId Consignee, [FreeText] string? ShortShippedReason) : MachineEvent;

/// <param name="PlaceBefore">The placement deadline: 30 days by default (domain.md 12.1).</param>
[StoredAs("machine.arrived-at-epn.v1")]
public sealed record ArrivedAtEpn(DeliveryId Delivery, DateTimeOffset PlaceBefore, int? RulesVersion = null) : MachineEvent
{
    /// <summary>When the EPN is reminded of it; never where it is not said.</summary>
    public DateTimeOffset? RemindAt { get; init; }
}

/// <summary>The EPN was reminded that the time for the placement ends.</summary>
[StoredAs("machine.placement-reminded.v1")]
public sealed record PlacementReminded(DateTimeOffset PlaceBefore) : MachineEvent;

[StoredAs("machine.returned-to-depot.v1")]
public sealed record ReturnedToDepot(DeliveryId Delivery, [FreeText] string Reason) : MachineEvent;

[StoredAs("machine.placed.v1")]
public sealed record PlacedWithPartner(LoanId Loan, OrganisationId Epn, OrganisationId Partner, string CoSignedBy, bool Derogation) : MachineEvent
{
    /// <summary>What its re-use avoids, where this placement is the one that counts.</summary>
    public CountedImpact? Impact { get; init; }

    /// <summary>When the partner signed with a code of its own, by <see cref="CoSignedBy"/>; nothing where it signed by hand before the EPN.</summary>
    public DateTimeOffset? CodeSignedAt { get; init; }

    /// <summary>Until then a defect is a matter of the warranty.</summary>
    public DateTimeOffset? WarrantyUntil { get; init; }

    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("machine.given-back-unplaced.v1")]
public sealed record GivenBackUnplaced([FreeText] string Reason) : MachineEvent;

[StoredAs("machine.return-requested.v1")]
public sealed record ReturnRequested(ReturnKind Kind) : MachineEvent
{
    /// <summary>Whether whoever holds it asked; nothing in what was written before requests said it.</summary>
    public bool? ByHolder { get; init; }
}

/// <param name="To">Received; ready again only for an unplaced machine whose box was never opened.</param>
/// <param name="MediaDirty">Whether a user may have written on the media.</param>
[StoredAs("machine.return-received.v1")]
public sealed record ReturnReceived(MachineStatus To, bool MediaDirty, [FreeText] string Condition, bool ChargerPresent, string? Photo) : MachineEvent
{
    /// <summary>It came back so soon that its impact is taken back, by the rules that held at its placement. An old fact does not say: then the dates do.</summary>
    public bool? ImpactReversed { get; init; }

    /// <summary>Whoever had it and gives it back; nothing where nobody of another organisation stands there.</summary>
    public OrganisationId? GivenBackBy { get; init; }
}

/// <summary>It has the place of another machine from now on: both had reached each other's consignee.</summary>
[StoredAs("machine.place-taken.v1")]
public sealed record PlaceTaken(
    MachineId Of,
    DossierId Dossier,
    int Line,
    OrganisationId Epn,
    OrganisationId Partner,
    DeliveryId Delivery,
    OrganisationId Consignee,
    AllocationId? Allocation = null) : MachineEvent;

/// <summary>The exchange was undone: it has the place that it had before.</summary>
[StoredAs("machine.place-given-back.v1")]
public sealed record PlaceGivenBack(MachineId Of) : MachineEvent;

[StoredAs("machine.unpacked.v1")]
public sealed record MachineUnpacked(DeliveryId Delivery, [FreeText] string Reason) : MachineEvent;
