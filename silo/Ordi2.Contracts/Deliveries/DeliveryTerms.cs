using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Dossiers;

namespace Ordi2.Contracts.Deliveries;

/// <summary>Life of a delivery (domain.md 5).</summary>
[Alias("ordi2.delivery-status")]
public enum DeliveryStatus
{
    /// <summary>The pick list is being filled.</summary>
    Preparing = 0,

    /// <summary>Ready to leave.</summary>
    Ready,

    /// <summary>On the road.</summary>
    Dispatched,

    /// <summary>Everything arrived.</summary>
    Delivered,

    /// <summary>A part arrived.</summary>
    Partial,

    /// <summary>Refused at the door.</summary>
    Refused,

    /// <summary>Closed.</summary>
    Closed,
}

/// <summary>How machines come to the EPN.</summary>
[Alias("ordi2.delivery-mode")]
public enum DeliveryMode
{
    /// <summary>Livraison: somebody brings them.</summary>
    Brought = 0,

    /// <summary>Retrait sur place: the EPN fetches them, it is its own carrier.</summary>
    Fetched,
}

/// <summary>What is in one box.</summary>
/// <param name="Box">Its label.</param>
/// <param name="Machines">The machines in it.</param>
[GenerateSerializer, Immutable, Alias("ordi2.delivery-box")]
public sealed record DeliveryBox(
    [property: Id(0)] string Box,
    [property: Id(1)] ImmutableArray<MachineId> Machines);

/// <summary>A machine that arrived damaged.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="Damage">What is damaged.</param>
/// <param name="Photo">Id of a photo.</param>
[GenerateSerializer, Immutable, Alias("ordi2.damaged-machine")]
public sealed record DamagedMachine(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] string Damage,
    [property: Id(2)] string? Photo = null);

/// <summary>A machine that arrived and belongs to another delivery.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="MeantFor">The delivery that it belongs to.</param>
[GenerateSerializer, Immutable, Alias("ordi2.stray-machine")]
public sealed record StrayMachine(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] DeliveryId MeantFor);

/// <summary>A delivery note (bon de livraison).</summary>
/// <param name="Number">Its number.</param>
/// <param name="Consignee">Who it is made out to.</param>
/// <param name="ReplacedBy">The number of the note that replaces it.</param>
[GenerateSerializer, Immutable, Alias("ordi2.delivery-note")]
public sealed record DeliveryNote(
    [property: Id(0)] string Number,
    [property: Id(1)] OrganisationId Consignee,
    [property: Id(2)] string? ReplacedBy = null);

/// <summary>What was sent beside what was received, unit by unit.</summary>
/// <param name="Missing">Sent, and not received.</param>
/// <param name="Extra">Received, and neither sent with this delivery nor with another that is known.</param>
/// <param name="Damaged">Received damaged.</param>
/// <param name="MeantForAnother">Received, and sent with another delivery.</param>
[GenerateSerializer, Immutable, Alias("ordi2.delivery-difference")]
public sealed record DeliveryDifference(
    [property: Id(0)] ImmutableArray<MachineId> Missing,
    [property: Id(1)] ImmutableArray<MachineId> Extra,
    [property: Id(2)] ImmutableArray<DamagedMachine> Damaged,
    [property: Id(3)] ImmutableArray<StrayMachine> MeantForAnother);

/// <summary>What others need to know of a delivery to decide.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.delivery-terms")]
public sealed record DeliveryTerms
{
    /// <summary>Which delivery.</summary>
    [Id(0)]
    public required DeliveryId Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public DeliveryStatus Status { get; init; }

    /// <summary>The workshop that sends.</summary>
    [Id(2)]
    public required OrganisationId From { get; init; }

    /// <summary>The EPN that receives.</summary>
    [Id(3)]
    public required OrganisationId Consignee { get; init; }

    /// <summary>Who transports; the workshop itself when it drives.</summary>
    [Id(4)]
    public required OrganisationId Carrier { get; init; }

    /// <summary>For which dossier.</summary>
    [Id(5)]
    public required DossierId Dossier { get; init; }

    /// <summary>The pick list.</summary>
    [Id(6)]
    public ImmutableArray<MachineId> Machines { get; init; } = [];

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(7)]
    public long Version { get; init; }

    /// <summary>What the EPN scanned in. Sent and not here is missing; here and not sent is extra.</summary>
    [Id(8)]
    public ImmutableArray<MachineId> Arrived { get; init; } = [];

    /// <summary>Brought, or fetched by the EPN.</summary>
    [Id(9)]
    public DeliveryMode Mode { get; init; }

    /// <summary>The boxes.</summary>
    [Id(10)]
    public ImmutableArray<DeliveryBox> Boxes { get; init; } = [];

    /// <summary>What was sent beside what was received; nothing before it left.</summary>
    [Id(11)]
    public DeliveryDifference? Difference { get; init; }

    /// <summary>Its delivery notes, the valid one last.</summary>
    [Id(12)]
    public ImmutableArray<DeliveryNote> Notes { get; init; } = [];

    /// <summary>The incidents that a shortage opened.</summary>
    [Id(13)]
    public ImmutableArray<string> Incidents { get; init; } = [];

    /// <summary>From when somebody is there to load or unload, as it was agreed; nothing where nobody said so yet.</summary>
    [Id(14)]
    public DateTimeOffset? SlotFrom { get; init; }

    /// <summary>Until when.</summary>
    [Id(15)]
    public DateTimeOffset? SlotTo { get; init; }
}
