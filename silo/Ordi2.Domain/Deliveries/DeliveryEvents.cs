using System.Collections.Immutable;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Deliveries;

/// <summary>A fact in the life of a delivery.</summary>
public abstract record DeliveryEvent
{
    private protected DeliveryEvent()
    {
    }
}

[StoredAs("delivery.created.v1")]
public sealed record DeliveryCreated(OrganisationId From, OrganisationId Consignee, OrganisationId Carrier, DossierId Dossier, OrganisationId? Pole = null) : DeliveryEvent;

[StoredAs("delivery.machines-added.v1")]
public sealed record MachinesAdded(ImmutableArray<MachineId> Machines) : DeliveryEvent;

[StoredAs("delivery.machine-removed.v1")]
public sealed record MachineRemoved(MachineId Machine, [FreeText] string Reason) : DeliveryEvent;

[StoredAs("delivery.boxed.v1")]
public sealed record MachineBoxed(string Box, MachineId Machine) : DeliveryEvent;

[StoredAs("delivery.slot-agreed.v1")]
public sealed record SlotAgreed(DateTimeOffset From, DateTimeOffset To) : DeliveryEvent;

/// <summary>Another consignee; the note before is replaced.</summary>
[StoredAs("delivery.diverted.v1")]
public sealed record DeliveryDiverted(OrganisationId To, string Document, [FreeText] string Reason) : DeliveryEvent;

[StoredAs("delivery.damage-reported.v1")]
public sealed record DamageReported(MachineId Machine, [FreeText] string Damage, string? Photo = null) : DeliveryEvent;

[StoredAs("delivery.stray-recorded.v1")]
public sealed record StrayRecorded(MachineId Machine, DeliveryId MeantFor) : DeliveryEvent;

[StoredAs("delivery.incidents-noted.v1")]
public sealed record IncidentsNoted(ImmutableArray<string> Incidents) : DeliveryEvent;

[StoredAs("delivery.made-ready.v1")]
public sealed record DeliveryMadeReady : DeliveryEvent;

/// <summary>It left; what stayed behind is no longer on the list.</summary>
[StoredAs("delivery.dispatched.v1")]
public sealed record DeliveryDispatched(string Document, ImmutableArray<MachineId> LeftBehind, [FreeText] string? ShortShippedReason = null) : DeliveryEvent;

[StoredAs("delivery.machine-arrived.v1")]
public sealed record MachineArrived(MachineId Machine) : DeliveryEvent;

/// <summary>Everything that was sent has arrived.</summary>
[StoredAs("delivery.delivered.v1")]
public sealed record DeliveryDelivered : DeliveryEvent;

/// <summary>Nothing more comes, and something that was sent did not arrive.</summary>
[StoredAs("delivery.delivered-in-part.v1")]
public sealed record DeliveryDeliveredInPart(ImmutableArray<MachineId> Missing) : DeliveryEvent;

[StoredAs("delivery.refused.v1")]
public sealed record DeliveryRefused([FreeText] string Reason) : DeliveryEvent;

[StoredAs("delivery.closed.v1")]
public sealed record DeliveryClosed : DeliveryEvent;

/// <summary>Other machines stand for some that arrived elsewhere; the note before is replaced.</summary>
[StoredAs("delivery.machines-exchanged.v1")]
public sealed record MachinesExchanged(string Document, ImmutableArray<ExchangedMachine> Machines) : DeliveryEvent;

[StoredAs("delivery.unboxed.v1")]
public sealed record MachineUnboxed(MachineId Machine) : DeliveryEvent;

[StoredAs("delivery.prepared-again.v1")]
public sealed record DeliveryPreparedAgain([FreeText] string Reason) : DeliveryEvent;
