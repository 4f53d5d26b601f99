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
}
