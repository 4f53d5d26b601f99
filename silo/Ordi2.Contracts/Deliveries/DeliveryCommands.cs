using System.Collections.Immutable;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Deliveries;

/// <summary>A delivery for a dossier is begun, with an empty pick list.</summary>
/// <param name="From">The workshop that sends.</param>
/// <param name="Consignee">The EPN that receives.</param>
/// <param name="Carrier">Who transports; the workshop itself when it drives, the EPN when it fetches.</param>
/// <param name="Dossier">For which dossier.</param>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.create"), Step("create")]
public sealed record CreateDelivery(
    [property: Id(0)] OrganisationId From,
    [property: Id(1)] OrganisationId Consignee,
    [property: Id(2)] OrganisationId Carrier,
    [property: Id(3)] DossierId Dossier) : DeliveryCommand;

/// <summary>Machines are put on the pick list; those that stand on it already change nothing.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.add-machines"), Step("add-machines")]
public sealed record AddMachines : DeliveryCommand
{
    /// <summary>Which ones, 1 to 500.</summary>
    [Id(0)]
    public ImmutableArray<MachineId> Machines { get; init; } = [];
}

/// <summary>A machine is taken off the pick list.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.remove-machine"), Step("remove-machine")]
public sealed record RemoveMachine(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] string Reason) : DeliveryCommand;

/// <summary>A machine of the pick list was packed into a box; the latest box counts. Told by the machine when it is scanned.</summary>
/// <param name="Box">Label of the box.</param>
/// <param name="Machine">Which machine.</param>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.put-in-box"), Step("put-in-box")]
public sealed record PutInBox(
    [property: Id(0)] string Box,
    [property: Id(1)] MachineId Machine) : DeliveryCommand;

/// <summary>
/// Another EPN gets the delivery, or what is on the road goes back to the depot: the first one closes, or cannot take it. The delivery
/// note is replaced, never edited.
/// </summary>
/// <param name="To">Which EPN; of a delivery on the road also the workshop that sent it.</param>
/// <param name="Document">Number of the new delivery note.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.divert"), Step("divert")]
public sealed record DivertDelivery(
    [property: Id(0)] OrganisationId To,
    [property: Id(1)] string Document,
    [property: Id(2)] string Reason) : DeliveryCommand;

/// <summary>When the machines are brought or fetched is agreed; said again, the later word counts.</summary>
/// <param name="From">From when somebody is there.</param>
/// <param name="To">Until when, after <paramref name="From"/> and on the same day in France.</param>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.agree-slot"), Step("agree-slot")]
public sealed record AgreeSlot(
    [property: Id(0)] DateTimeOffset From,
    [property: Id(1)] DateTimeOffset To) : DeliveryCommand;

/// <summary>A machine arrived damaged.</summary>
/// <param name="Machine">Which one; it was sent with this delivery, or arrived with it.</param>
/// <param name="Damage">What is damaged.</param>
/// <param name="Photo">Id of a photo.</param>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.report-damage"), Step("report-damage")]
public sealed record ReportDamage(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] string Damage,
    [property: Id(2)] string? Photo = null) : DeliveryCommand;

/// <summary>A machine arrived that another delivery was to bring to another EPN.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="MeantFor">The delivery that it belongs to.</param>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.record-stray"), Step("record-stray")]
public sealed record RecordStray(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] DeliveryId MeantFor) : DeliveryCommand;

/// <summary>The incidents of a shortage are open. Only the system says so.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.note-incidents"), Step("note-incidents")]
public sealed record NoteIncidents : DeliveryCommand
{
    /// <summary>Their ids.</summary>
    [Id(0)]
    public ImmutableArray<string> Incidents { get; init; } = [];
}

/// <summary>Everything is packed.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.make-ready"), Step("make-ready")]
public sealed record MakeReady : DeliveryCommand;

/// <summary>The delivery leaves with its delivery note (bon de livraison).</summary>
/// <param name="Document">Number of the delivery note.</param>
/// <param name="ShortShippedReason">Why machines of the pick list stay behind, if any do.</param>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.dispatch"), Step("dispatch")]
public sealed record DispatchDelivery(
    [property: Id(0)] string Document,
    [property: Id(1)] string? ShortShippedReason = null) : DeliveryCommand
{
    /// <summary>Machines of the pick list that stay behind.</summary>
    [Id(2)]
    public ImmutableArray<MachineId> LeftBehind { get; init; } = [];
}

/// <summary>The EPN scanned one machine in, on the list or not; scanning it again changes nothing.</summary>
/// <param name="Machine">Which one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.record-arrival"), Step("record-arrival")]
public sealed record RecordArrival(
    [property: Id(0)] MachineId Machine) : DeliveryCommand;

/// <summary>Nothing more comes: what is missing by now is missing.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.end-arrival"), Step("end-arrival")]
public sealed record EndArrival : DeliveryCommand;

/// <summary>The EPN refused the whole delivery at its door, or nobody was there.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.refuse"), Step("refuse")]
public sealed record RefuseDelivery(
    [property: Id(0)] string Reason) : DeliveryCommand;

/// <summary>The delivery is closed; a shortage is followed up elsewhere.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.close"), Step("close")]
public sealed record CloseDelivery : DeliveryCommand;
