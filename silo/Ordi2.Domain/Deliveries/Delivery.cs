using System.Collections.Immutable;
using System.Diagnostics;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Deliveries;

/// <summary>What is known of a delivery from its history.</summary>
public sealed record Delivery(DeliveryId Id)
{
    /// <summary>What others may know; nothing before it was created.</summary>
    public DeliveryTerms? Terms { get; init; }

    /// <summary>The pole of the dossier.</summary>
    public OrganisationId? Pole { get; init; }

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    private DeliveryTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its creation.");

    public Delivery Evolve(DeliveryEvent @event, Provenance from) => this with
    {
        Pole = @event is DeliveryCreated created ? created.Pole : Pole,
        Terms = Change(@event) with { Version = (Terms?.Version ?? 0) + 1 },
        Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
    };

    private DeliveryTerms Change(DeliveryEvent @event) => @event switch
    {
        DeliveryCreated e => new() { Id = Id, From = e.From, Consignee = e.Consignee, Carrier = e.Carrier, Dossier = e.Dossier },
        MachinesAdded e => Known with { Machines = [.. Known.Machines, .. e.Machines] },
        MachineRemoved e => Known with { Machines = Known.Machines.Remove(e.Machine) },
        DeliveryMadeReady => Known with { Status = DeliveryStatus.Ready },
        DeliveryDispatched e => Known with { Status = DeliveryStatus.Dispatched, Machines = Known.Machines.RemoveRange(e.LeftBehind) },
        MachineArrived e => Known with { Arrived = Known.Arrived.Add(e.Machine) },
        DeliveryDelivered => Known with { Status = DeliveryStatus.Delivered },
        DeliveryDeliveredInPart => Known with { Status = DeliveryStatus.Partial },
        DeliveryRefused => Known with { Status = DeliveryStatus.Refused },
        DeliveryClosed => Known with { Status = DeliveryStatus.Closed },
        _ => throw new UnreachableException($"A delivery does not know {@event.GetType().Name}."),
    };
}

/// <summary>What was sent beside what was scanned in at the EPN.</summary>
public sealed record DeliveryComparison(ImmutableArray<MachineId> Arrived, ImmutableArray<MachineId> Missing, ImmutableArray<MachineId> Extra)
{
    public static DeliveryComparison Of(DeliveryTerms delivery) => new(
        [.. delivery.Arrived.Intersect(delivery.Machines)],
        [.. delivery.Machines.Except(delivery.Arrived)],
        [.. delivery.Arrived.Except(delivery.Machines)]);
}
