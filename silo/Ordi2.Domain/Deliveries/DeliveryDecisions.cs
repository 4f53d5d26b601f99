using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using UnreachableException = System.Diagnostics.UnreachableException;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Deliveries.DeliveryEvent>;

namespace Ordi2.Domain.Deliveries;

/// <summary>May this be done to a delivery?</summary>
public static class DeliveryDecisions
{
    private const int MostMachines = 500;

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(Delivery delivery, DeliveryCommand command) => command switch
    {
        CreateDelivery create => Inquiry.About(create.From, create.Consignee, create.Carrier) with { Dossier = create.Dossier },
        DivertDelivery divert => Inquiry.About(divert.To),
        AddMachines when delivery.Terms is { } known => Inquiry.None with { OpenDeliveriesOf = known.From },
        _ => Inquiry.None,
    };

    public static Decision<DeliveryEvent> Decide(
        Delivery delivery,
        DeliveryCommand command,
        Caller caller,
        Guid commandId,
        Facts facts,
        DateTimeOffset now)
    {
        var step = CommandCatalog<DeliveryCommand>.StepOf(command);
        var relations = Relations(delivery, command, caller, facts.Dossier);
        var repeated = delivery.Commands.Contains(commandId);

        return DeliveryLife.Table.Stops(delivery.Id.Text, step, delivery.Terms?.Status, caller, repeated, relations) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : delivery.Terms is { } known ? Change(delivery, known, command, facts, now) : Create(delivery.Id, (CreateDelivery)command, facts, now);
    }

    private static Relation[] Relations(Delivery delivery, DeliveryCommand command, Caller caller, DossierTerms? dossier)
    {
        var create = command as CreateDelivery;
        var relations = new List<Relation>(4);

        if (caller.Organisation == (delivery.Terms?.From ?? create?.From))
        {
            relations.Add(Relation.ItsSender);
        }

        if (caller.Organisation == (delivery.Terms?.Consignee ?? create?.Consignee))
        {
            relations.Add(Relation.ItsConsignee);
        }

        if (caller.Organisation == (delivery.Terms?.Carrier ?? create?.Carrier))
        {
            relations.Add(Relation.ItsCarrier);
        }

        if (caller.Organisation == (delivery.Pole ?? dossier?.Pole))
        {
            relations.Add(Relation.ItsPole);
        }

        return [.. relations];
    }

    private static Decision<DeliveryEvent> Create(DeliveryId id, CreateDelivery command, Facts facts, DateTimeOffset now) => WriteUnless(
        Demand.Number(id.Text, "id")
            ?? (command.From == command.Consignee ? Refusal.Conflict("delivery-to-itself", command.From.Text) : null)
            ?? Demand.Does(facts, command.From, Activity.Workshop, Activity.Pole)
            ?? Demand.Accredited(facts, command.Consignee, now, Activity.Epn)
            ?? Demand.Does(facts, command.Carrier, Activity.Carrier, Activity.Workshop, Activity.Epn, Activity.Pole)
            ?? ForThisEpn(command, facts.Dossier),
        new DeliveryCreated(command.From, command.Consignee, command.Carrier, command.Dossier, facts.Dossier?.Pole));

    private static Refusal? ForThisEpn(CreateDelivery command, DossierTerms? dossier) => dossier switch
    {
        null => Refusal.NotFound("not-created-yet", $"dossier/{command.Dossier}"),
        { Status: not (DossierStatus.Accepted or DossierStatus.InProgress) } => Refusal.Conflict("dossier-not-running", command.Dossier.Text, dossier.Status.Code()),
        _ when dossier.Epn != command.Consignee => Refusal.Conflict("dossier-of-another-epn", command.Dossier.Text, dossier.Epn.Text),
        _ => null,
    };

    private static Decision<DeliveryEvent> Change(Delivery delivery, DeliveryTerms known, DeliveryCommand command, Facts facts, DateTimeOffset now) => command switch
    {
        PutInBox c when known.Boxes.Any(box => box.Box == c.Box && box.Machines.Contains(c.Machine)) => AlreadySo(),
        PutInBox c => WriteUnless(Demand.Number(c.Box, "box") ?? OnTheList(known, c.Machine), new MachineBoxed(c.Box, c.Machine)),
        AgreeSlot c when c.From == known.SlotFrom && c.To == known.SlotTo => AlreadySo(),
        AgreeSlot c => WriteUnless(Kept(c, now), new SlotAgreed(c.From.ToUniversalTime(), c.To.ToUniversalTime())),
        DivertDelivery c when c.To == known.Consignee => AlreadySo(),
        DivertDelivery c => WriteUnless(
            NewNote(known, c.Document)
                ?? Demand.Words(c.Reason, "reason")
                ?? (c.To != known.From ? Demand.Accredited(facts, c.To, now, Activity.Epn)
                    : known.Status is DeliveryStatus.Dispatched ? null : Refusal.Conflict("delivery-to-itself", c.To.Text)),
            new DeliveryDiverted(c.To, c.Document, c.Reason)),
        ReportDamage c when delivery.Damaged.Any(one => one.Machine == c.Machine) => AlreadySo(),
        ReportDamage c => WriteUnless(
            Demand.Words(c.Damage, "damage")
                ?? (c.Photo is { } photo ? Demand.Number(photo, "photo") : null)
                ?? (known.Arrived.Contains(c.Machine) ? null : OnTheList(known, c.Machine)),
            new DamageReported(c.Machine, c.Damage, c.Photo)),
        RecordStray c when delivery.Strays.Any(one => one.Machine == c.Machine) => AlreadySo(),
        RecordStray c => WriteUnless(
            Demand.Number(c.Machine.Text, "machine")
                ?? Demand.Number(c.MeantFor.Text, "meantFor")
                ?? (known.Machines.Contains(c.Machine) || c.MeantFor == known.Id ? Refusal.Conflict("machine-is-of-this-delivery", c.Machine.Text, known.Id.Text) : null),
            new StrayRecorded(c.Machine, c.MeantFor)),
        ExchangeMachines c => Exchange(known, c),
        TakeOutOfBox c => known.Boxes.Any(box => box.Machines.Contains(c.Machine)) ? Write(new MachineUnboxed(c.Machine)) : AlreadySo(),
        PrepareAgain c => WriteUnless(Demand.Words(c.Reason, "reason"), new DeliveryPreparedAgain(c.Reason)),
        NoteIncidents c => delivery.ShortSince is null ? AlreadySo() : Write(new IncidentsNoted(c.Incidents)),
        AddMachines c => Add(known, c, facts),
        RemoveMachine c => WriteUnless(OnTheList(known, c.Machine) ?? Demand.Words(c.Reason, "reason"), new MachineRemoved(c.Machine, c.Reason)),
        MakeReady => WriteUnless(
            known.Machines.IsEmpty ? Refusal.Conflict("nothing-in-it", $"delivery/{known.Id}") : null,
            new DeliveryMadeReady()),
        DispatchDelivery c => Dispatch(known, c),
        RecordArrival c => Arrive(known, c.Machine),
        EndArrival => DeliveryComparison.Of(known) is { Missing.IsEmpty: false } comparison
            ? Write(new DeliveryDeliveredInPart(comparison.Missing))
            : Write(new DeliveryDelivered()),
        RefuseDelivery c => WriteUnless(
            Demand.Words(c.Reason, "reason")
                ?? (known.Arrived.IsEmpty ? null : Refusal.Conflict("something-arrived", known.Id.Text, Number(known.Arrived.Length))),
            new DeliveryRefused(c.Reason)),
        CloseDelivery => Write(new DeliveryClosed()),
        _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
    };

    private static Decision<DeliveryEvent> Add(DeliveryTerms known, AddMachines command, Facts facts)
    {
        var machines = command.Machines.IsDefault ? [] : command.Machines;
        ImmutableArray<MachineId> added = [.. machines.Distinct().Except(known.Machines)];

        var reason = Demand.Between(machines.Length, 1, MostMachines, "machines")
            ?? Demand.Between(known.Machines.Length + added.Length, 1, MostMachines, "machines")
            ?? machines.Select(machine => Demand.Number(machine.Text, "machines")).FirstOrDefault(refusal => refusal is not null)
            ?? added.Select(machine => InAnother(known, machine, facts)).FirstOrDefault(refusal => refusal is not null);

        return reason is not null ? No(reason) : added.IsEmpty ? AlreadySo() : Write(new MachinesAdded(added));
    }

    private static Decision<DeliveryEvent> Dispatch(DeliveryTerms known, DispatchDelivery command)
    {
        ImmutableArray<MachineId> behind = command.LeftBehind.IsDefault ? [] : [.. command.LeftBehind.Distinct()];

        return WriteUnless(
            Demand.Number(command.Document, "document")
                ?? behind.Select(machine => OnTheList(known, machine)).FirstOrDefault(refusal => refusal is not null)
                ?? (behind.IsEmpty ? null : Demand.Words(command.ShortShippedReason, "shortShippedReason"))
                ?? (behind.Length == known.Machines.Length ? Refusal.Conflict("nothing-in-it", $"delivery/{known.Id}") : null)
                ?? Unpacked(known, behind),
            new DeliveryDispatched(command.Document, behind, command.ShortShippedReason));
    }

    /// <summary>What is received is counted by scan at the EPN; the last one that was awaited completes the delivery.</summary>
    private static Decision<DeliveryEvent> Arrive(DeliveryTerms known, MachineId machine)
    {
        if (Demand.Number(machine.Text, "machine") is { } reason)
        {
            return No(reason);
        }

        if (known.Arrived.Contains(machine))
        {
            return AlreadySo();
        }

        var after = DeliveryComparison.Of(known with { Arrived = known.Arrived.Add(machine) });

        return after.Missing.IsEmpty && known.Status is not DeliveryStatus.Delivered
            ? Write(new MachineArrived(machine), new DeliveryDelivered())
            : Write(new MachineArrived(machine));
    }

    private static Decision<DeliveryEvent> Exchange(DeliveryTerms known, ExchangeMachines command)
    {
        var pairs = command.Machines.IsDefault ? [] : command.Machines;
        var reason = NewNote(known, command.Document)
            ?? Demand.Between(pairs.Length, 1, MostMachines, "machines")
            ?? pairs.Select(pair => OnTheList(known, pair.Old)
                ?? Demand.Number(pair.New.Text, "machines")
                ?? (known.Machines.Contains(pair.New) ? Refusal.Conflict("machine-is-of-this-delivery", pair.New.Text, known.Id.Text) : null))
                .FirstOrDefault(refusal => refusal is not null);

        if (reason is not null)
        {
            return No(reason);
        }

        var exchanged = new MachinesExchanged(command.Document, pairs);
        var awaited = known.Machines.Except(pairs.Select(pair => pair.Old)).Concat(pairs.Select(pair => pair.New)).Except(known.Arrived);
        return known.Status is DeliveryStatus.Delivered || awaited.Any() ? Write(exchanged) : Write(exchanged, new DeliveryDelivered());
    }

    /// <summary>
    /// At most one open delivery per machine (invariant 3). Two lists that are written in the same moment do not know of each other:
    /// the machine itself is packed for one of them only.
    /// </summary>
    private static Refusal? InAnother(DeliveryTerms known, MachineId machine, Facts facts) =>
        facts.OpenDeliveries.FirstOrDefault(other => other.Id != known.Id && IsAwaited(other, machine)) is { } other
            ? Refusal.Conflict("machine-in-another-delivery", machine.Text, other.Id.Text)
            : null;

    private static bool IsAwaited(DeliveryTerms delivery, MachineId machine) =>
        delivery.Status is DeliveryStatus.Preparing or DeliveryStatus.Ready or DeliveryStatus.Dispatched
        && delivery.Machines.Contains(machine)
        && !delivery.Arrived.Contains(machine);

    /// <summary>What leaves was packed, line by line; what was not is left behind with a reason (domain.md 4.4, transition 20).</summary>
    private static Refusal? Unpacked(DeliveryTerms known, ImmutableArray<MachineId> behind)
    {
        MachineId[] open = [.. known.Machines.Except(behind).Except(known.Boxes.SelectMany(box => box.Machines))];
        return open.Length == 0 ? null : Refusal.Conflict("line-not-packed", open[0].Text, known.Id.Text, Number(open.Length));
    }

    /// <summary>A note is replaced by another one, never by itself.</summary>
    private static Refusal? NewNote(DeliveryTerms known, string document) => Demand.Number(document, "document")
        ?? (known.Notes.Any(note => note.Number == document) ? Refusal.Conflict("document-already-signed", document) : null);

    /// <summary>A moment at which somebody can be there: not over, and within one day of the people who wait.</summary>
    private static Refusal? Kept(AgreeSlot slot, DateTimeOffset now) =>
        slot.To <= slot.From ? Refusal.Invalid("dates-reversed", Refusal.Moment(slot.From), Refusal.Moment(slot.To))
            : FrenchCalendar.DayOf(slot.From) != FrenchCalendar.DayOf(slot.To) ? Refusal.Invalid("slot-over-days", Refusal.Moment(slot.From), Refusal.Moment(slot.To))
            : slot.To <= now ? Refusal.Conflict("slot-over", Refusal.Moment(slot.To))
            : null;

    private static Refusal? OnTheList(DeliveryTerms known, MachineId machine) =>
        known.Machines.Contains(machine) ? null : Refusal.NotFound("machine-not-in-it", machine.Text ?? string.Empty, $"delivery/{known.Id}");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
