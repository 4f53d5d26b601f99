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

    /// <summary>Since when a shortage waits for its incidents.</summary>
    public DateTimeOffset? ShortSince { get; init; }

    public ImmutableArray<DamagedMachine> Damaged { get; init; } = [];

    public ImmutableArray<StrayMachine> Strays { get; init; } = [];

    /// <summary>The facts that made a delivery note, by number and moment: each note replaces the one before.</summary>
    public ImmutableArray<(long Seq, DateTimeOffset At)> NoteFacts { get; init; } = [];

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    private DeliveryTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its creation.");

    public Delivery Evolve(DeliveryEvent @event, Provenance from)
    {
        var next = this with
        {
            Pole = @event is DeliveryCreated created ? created.Pole : Pole,
            Terms = Change(@event) with { Version = (Terms?.Version ?? 0) + 1 },
            ShortSince = @event switch { DeliveryDeliveredInPart => from.RecordedAt, IncidentsNoted => null, _ => ShortSince },
            Damaged = @event is DamageReported damage ? Damaged.Add(new(damage.Machine, damage.Damage, damage.Photo)) : Damaged,
            Strays = @event switch
            {
                StrayRecorded stray => Strays.Add(new(stray.Machine, stray.MeantFor)),
                MachinesExchanged exchange => Strays.RemoveAll(stray => exchange.Machines.Any(pair => pair.New == stray.Machine)),
                _ => Strays,
            },
            NoteFacts = IsNote(@event) ? NoteFacts.Add(((Terms?.Version ?? 0) + 1, from.RecordedAt)) : NoteFacts,
            Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
        };

        return next.Terms!.Status is DeliveryStatus.Preparing or DeliveryStatus.Ready ? next : next with { Terms = next.Terms with { Difference = next.Difference() } };
    }

    /// <summary>Whether a fact makes a delivery note: of what is on the road, and of it alone.</summary>
    private bool IsNote(DeliveryEvent @event) => @event switch
    {
        DeliveryDispatched or MachinesExchanged => true,
        DeliveryDiverted => Terms?.Status is DeliveryStatus.Dispatched,
        _ => false,
    };

    private DeliveryDifference Difference()
    {
        var comparison = DeliveryComparison.Of(Known);
        return new(comparison.Missing, [.. comparison.Extra.Except(Strays.Select(stray => stray.Machine))], Damaged, Strays);
    }

    private DeliveryTerms Change(DeliveryEvent @event) => @event switch
    {
        DeliveryCreated e => new() { Id = Id, From = e.From, Consignee = e.Consignee, Carrier = e.Carrier, Dossier = e.Dossier, Mode = ModeOf(e) },
        MachinesAdded e => Known with { Machines = [.. Known.Machines, .. e.Machines] },
        MachineRemoved e => Known with { Machines = Known.Machines.Remove(e.Machine) },
        DeliveryMadeReady => Known with { Status = DeliveryStatus.Ready },
        DeliveryDispatched e => Known with
        {
            Status = DeliveryStatus.Dispatched,
            Machines = Known.Machines.RemoveRange(e.LeftBehind),
            Notes = Replaced(e.Document, Known.Consignee),
        },
        SlotAgreed e => Known with { SlotFrom = e.From, SlotTo = e.To },
        MachineBoxed e => Known with { Boxes = Boxed(e) },

        // When the first one is there says nothing of the next.
        DeliveryDiverted e => Known with { Consignee = e.To, Notes = Replaced(e.Document, e.To), SlotFrom = null, SlotTo = null },
        MachinesExchanged e => Exchanged(e),
        MachineUnboxed e => Known with { Boxes = [.. Without(e.Machine).Where(box => !box.Machines.IsEmpty)] },
        DeliveryPreparedAgain => Known with { Status = DeliveryStatus.Preparing },
        DamageReported or StrayRecorded => Known,
        IncidentsNoted e => Known with { Incidents = [.. Known.Incidents, .. e.Incidents] },
        MachineArrived e => Known with { Arrived = Known.Arrived.Add(e.Machine) },
        DeliveryDelivered => Known with { Status = DeliveryStatus.Delivered },
        DeliveryDeliveredInPart => Known with { Status = DeliveryStatus.Partial },
        DeliveryRefused => Known with { Status = DeliveryStatus.Refused },
        DeliveryClosed => Known with { Status = DeliveryStatus.Closed },
        _ => throw new UnreachableException($"A delivery does not know {@event.GetType().Name}."),
    };

    private static DeliveryMode ModeOf(DeliveryCreated e) => e.Carrier == e.Consignee ? DeliveryMode.Fetched : DeliveryMode.Brought;

    private ImmutableArray<DeliveryNote> Replaced(string document, OrganisationId consignee) =>
        [.. Known.Notes.Select(note => note.ReplacedBy is null ? note with { ReplacedBy = document } : note), new(document, consignee)];

    private IEnumerable<DeliveryBox> Without(MachineId machine) => Known.Boxes.Select(box => box with { Machines = box.Machines.Remove(machine) });

    /// <summary>What is replaced has not arrived here, whatever was noted; a delivery that awaits a machine again is on the road again.</summary>
    private DeliveryTerms Exchanged(MachinesExchanged e)
    {
        var next = Known with
        {
            Machines = [.. Known.Machines.Select(After)],
            Boxes = [.. Known.Boxes.Select(box => box with { Machines = [.. box.Machines.Select(After)] })],
            Arrived = Known.Arrived.RemoveAll(machine => e.Machines.Any(pair => pair.Old == machine)),
            Notes = Replaced(e.Document, Known.Consignee),
        };

        return next.Status is DeliveryStatus.Delivered && !DeliveryComparison.Of(next).Missing.IsEmpty ? next with { Status = DeliveryStatus.Dispatched } : next;

        MachineId After(MachineId machine) => e.Machines.FirstOrDefault(pair => pair.Old == machine)?.New ?? machine;
    }

    private ImmutableArray<DeliveryBox> Boxed(MachineBoxed e)
    {
        var others = Without(e.Machine).ToArray();
        var same = others.FirstOrDefault(box => box.Box == e.Box) ?? new DeliveryBox(e.Box, []);
        return [.. others.Where(box => box.Box != e.Box && !box.Machines.IsEmpty), same with { Machines = same.Machines.Add(e.Machine) }];
    }
}

/// <summary>What was sent beside what was scanned in at the EPN.</summary>
public sealed record DeliveryComparison(ImmutableArray<MachineId> Arrived, ImmutableArray<MachineId> Missing, ImmutableArray<MachineId> Extra)
{
    public static DeliveryComparison Of(DeliveryTerms delivery) => new(
        [.. delivery.Arrived.Intersect(delivery.Machines)],
        [.. delivery.Machines.Except(delivery.Arrived)],
        [.. delivery.Arrived.Except(delivery.Machines)]);
}
