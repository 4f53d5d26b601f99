using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Deliveries;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using DeliveryBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Deliveries.Delivery,
    Ordi2.Contracts.Deliveries.DeliveryCommand,
    Ordi2.Domain.Deliveries.DeliveryEvent,
    Ordi2.Contracts.Deliveries.DeliveryTerms>;

namespace Ordi2.Domain.Tests.Deliveries;

public sealed class DeliveryTests
{
    private static DeliveryBench Nothing => new(Kinds.Delivery, WithDossier());

    [Fact]
    public void What_is_scanned_in_is_compared_with_what_was_sent()
    {
        var bench = Sent(M1, M2);
        bench.Do(new RecordArrival(M1), Cast.System);
        Assert.Empty(bench.Do(new RecordArrival(M1), Cast.System));
        bench.Do(new RecordArrival(M3), Cast.System);
        Assert.Equal(DeliveryStatus.Dispatched, bench.Terms.Status);

        var comparison = DeliveryComparison.Of(bench.Terms);
        Assert.Equal([M1], comparison.Arrived.AsEnumerable());
        Assert.Equal([M2], comparison.Missing.AsEnumerable());
        Assert.Equal([M3], comparison.Extra.AsEnumerable());

        bench.Refuses("something-arrived", new RefuseDelivery("absent"), Driver);
        bench.Do(new EndArrival(), Animator);
        Assert.Equal(DeliveryStatus.Partial, bench.Terms.Status);
        bench.Do(new RecordArrival(M2), Cast.System);
        Assert.Equal(DeliveryStatus.Delivered, bench.Terms.Status);
    }

    [Fact]
    public void Whoever_sends_drives_or_receives_agrees_the_hours_and_the_last_word_counts()
    {
        var bench = Sent(M1);
        var morning = new AgreeSlot(At(bench, 1, 9), At(bench, 1, 11));
        bench.Refuses("role-may-not", morning, As(Role.Animator, Stranger));
        bench.Do(morning, Animator);
        Assert.Empty(bench.Do(morning, Driver));
        bench.Do(new AgreeSlot(At(bench, 2, 14), At(bench, 2, 15)), Storekeeper);
        Assert.Equal((At(bench, 2, 14), At(bench, 2, 15)), (bench.Terms.SlotFrom, bench.Terms.SlotTo));

        bench.Refuses("dates-reversed", new AgreeSlot(At(bench, 2, 15), At(bench, 2, 14)), Animator);
        bench.Refuses("slot-over-days", new AgreeSlot(At(bench, 2, 15), At(bench, 3, 9)), Animator);
        bench.Refuses("slot-over", new AgreeSlot(At(bench, -1, 9), At(bench, -1, 10)), Animator);

        bench.Do(new DivertDelivery(Workshop.Id, "BL-2", "fermé"), Coordinator);
        Assert.Null(bench.Terms.SlotFrom);

        static DateTimeOffset At(DeliveryBench bench, int days, int hour) => FrenchCalendar.At(FrenchCalendar.DayOf(bench.Now).AddDays(days), new(hour, 0));
    }

    [Fact]
    public void The_last_awaited_scan_completes_the_delivery()
    {
        var bench = Sent(M1, M2);
        bench.Do(new RecordArrival(M2), Cast.System);
        bench.Do(new RecordArrival(M1), Cast.System);
        Assert.Equal(DeliveryStatus.Delivered, bench.Terms.Status);
    }

    [Fact]
    public void A_delivery_is_for_an_accepted_dossier_of_an_accredited_epn()
    {
        Nothing.Refuses("delivery-to-itself", Box with { Consignee = Workshop.Id }, Storekeeper);
        Nothing.Refuses("organisation-does-not-do-that", Box with { Consignee = Partner.Id }, Storekeeper);
        Nothing.Refuses("dossier-of-another-epn", Box with { Consignee = Stranger.Id }, Storekeeper);

        var bench = Nothing;
        bench.Facts = WithDossier(DossierStatus.Waitlisted);
        bench.Refuses("dossier-not-running", Box, Storekeeper);
        bench.Facts = Cast.Facts;
        bench.Refuses("not-created-yet", Box, Storekeeper);
        bench.Facts = With(Epn with { Status = OrganisationStatus.Closing }, WithDossier());
        bench.Refuses("organisation-not-working", Box, Storekeeper);
        bench.Facts = With(Epn with { Accreditations = [] }, WithDossier());
        bench.Refuses("not-accredited", Box, Storekeeper);
    }

    [Fact]
    public void A_machine_stands_on_the_list_once()
    {
        var bench = Nothing;
        bench.Do(Box, Storekeeper);
        bench.Refuses("nothing-in-it", new MakeReady(), Storekeeper);
        bench.Refuses("out-of-bounds", new AddMachines(), Storekeeper);
        bench.Refuses("number-missing", new AddMachines { Machines = [new MachineId("")] }, Storekeeper);
        bench.Do(new AddMachines { Machines = [M1, M1] }, Storekeeper);
        Assert.Empty(bench.Do(new AddMachines { Machines = [M1] }, Storekeeper));
        Assert.Equal([M1], bench.Terms.Machines.AsEnumerable());
        bench.Refuses("machine-not-in-it", new RemoveMachine(M2, "rayée"), Storekeeper);
    }

    [Fact]
    public void What_stays_behind_needs_a_reason_and_is_not_missing_later()
    {
        var bench = Nothing;
        bench.Do(Box, Storekeeper);
        bench.Do(new AddMachines { Machines = [M1, M2] }, Storekeeper);
        bench.Do(new MakeReady(), Storekeeper);
        bench.Refuses("words-missing", new DispatchDelivery("BL-1") { LeftBehind = [M2] }, Driver);
        bench.Refuses("machine-not-in-it", new DispatchDelivery("BL-1", "plus de place") { LeftBehind = [M3] }, Driver);
        bench.Refuses("nothing-in-it", new DispatchDelivery("BL-1", "plus de place") { LeftBehind = [M1, M2] }, Driver);
        bench.Refuses("number-missing", new DispatchDelivery(""), Driver);
        bench.Refuses("role-may-not", new DispatchDelivery("BL-1"), As(Role.Driver, Recycler));
        bench.Refuses("line-not-packed", new DispatchDelivery("BL-1", "plus de place") { LeftBehind = [M2] }, Driver);
        bench.Do(new PutInBox("C-1", M1), Operator);
        bench.Do(new DispatchDelivery("BL-1", "plus de place") { LeftBehind = [M2] }, Driver);
        bench.Do(new RecordArrival(M1), Cast.System);
        Assert.Equal(DeliveryStatus.Delivered, bench.Terms.Status);
    }

    [Fact]
    public void What_is_not_packed_does_not_leave()
    {
        var bench = Nothing;
        bench.Do(Box, Storekeeper);
        bench.Do(new AddMachines { Machines = [M1, M2] }, Storekeeper);
        bench.Do(new PutInBox("C-1", M1), Operator);
        bench.Do(new MakeReady(), Storekeeper);
        bench.Refuses("line-not-packed", new DispatchDelivery("BL-1"), Driver);
        Assert.Equal(DeliveryStatus.Ready, bench.Terms.Status);

        // What was packed and taken out again is not packed.
        bench.Do(new PutInBox("C-1", M2), Operator);
        bench.Do(new TakeOutOfBox(M2), Cast.System);
        bench.Refuses("line-not-packed", new DispatchDelivery("BL-1"), Driver);
        bench.Do(new PutInBox("C-2", M2), Operator);
        bench.Do(new DispatchDelivery("BL-1"), Driver);
    }

    [Theory]
    [InlineData(DeliveryStatus.Preparing, true)]
    [InlineData(DeliveryStatus.Ready, true)]
    [InlineData(DeliveryStatus.Dispatched, true)]
    [InlineData(DeliveryStatus.Partial, false)]
    [InlineData(DeliveryStatus.Closed, false)]
    public void A_machine_stands_on_one_open_delivery(DeliveryStatus other, bool isOpen)
    {
        var bench = Nothing;
        bench.Do(Box, Storekeeper);
        var open = bench.Terms with { Id = new("BL-9"), Status = other, Machines = [M1, M2], Arrived = [M2] };
        bench.Facts = WithDossier() with { OpenDeliveries = [bench.Terms, open] };

        if (isOpen)
        {
            bench.Refuses("machine-in-another-delivery", new AddMachines { Machines = [M3, M1] }, Storekeeper);
            Assert.Empty(bench.Terms.Machines);
        }
        else
        {
            bench.Do(new AddMachines { Machines = [M1] }, Storekeeper);
        }

        // What arrived is in no delivery any more; what is on the list already is no question.
        bench.Do(new AddMachines { Machines = [M2] }, Storekeeper);
        Assert.Empty(bench.Do(new AddMachines { Machines = [M2] }, Storekeeper));
    }

    private static void Packed(DeliveryBench bench)
    {
        foreach (var machine in bench.Terms.Machines)
        {
            bench.Do(new PutInBox("C-1", machine), Operator);
        }
    }

    private static DeliveryBench Sent(params MachineId[] machines)
    {
        var bench = Nothing;
        bench.Do(Box, Storekeeper);
        bench.Do(new AddMachines { Machines = [.. machines] }, Storekeeper);
        Packed(bench);
        bench.Do(new MakeReady(), Storekeeper);
        bench.Do(new DispatchDelivery("BL-1"), Driver);
        return bench;
    }

    [Fact]
    public void Boxes_say_what_is_in_them_and_the_latest_box_counts()
    {
        var bench = Nothing;
        bench.Do(Box, Storekeeper);
        bench.Do(new AddMachines { Machines = [M1, M2] }, Storekeeper);
        bench.Refuses("machine-not-in-it", new PutInBox("C-1", M3), Operator);
        bench.Do(new PutInBox("C-1", M1), Cast.System);
        bench.Do(new PutInBox("C-1", M2), Cast.System);
        Assert.Empty(bench.Do(new PutInBox("C-1", M2), Cast.System));
        bench.Do(new PutInBox("C-2", M2), Cast.System);
        Assert.Equal(["C-1", "C-2"], Kinds.Delivery.Names(bench.State));
        Assert.Equal([("C-1", "M1"), ("C-2", "M2")], bench.Terms.Boxes.Select(box => (box.Box, string.Join(' ', box.Machines))));
    }

    [Fact]
    public void Sent_and_received_are_compared_unit_by_unit_missing_extra_damaged_and_meant_for_another()
    {
        var bench = Sent(M1, M2);
        var stranger = new MachineId("M8");
        bench.Do(new RecordArrival(M1), Cast.System);
        bench.Do(new RecordArrival(M3), Cast.System);
        bench.Do(new ReportDamage(M1, "écran fendu", "photo-1"), Animator);
        bench.Refuses("machine-not-in-it", new ReportDamage(stranger, "écran fendu"), Animator);
        bench.Refuses("machine-is-of-this-delivery", new RecordStray(M2, new("D-2")), Animator);
        bench.Do(new RecordStray(stranger, new("D-2")), Animator);

        var difference = bench.Terms.Difference!;
        Assert.Equal([M2], difference.Missing.AsEnumerable());
        Assert.Equal([M3], difference.Extra.AsEnumerable());
        Assert.Equal([new DamagedMachine(M1, "écran fendu", "photo-1")], difference.Damaged.AsEnumerable());
        Assert.Equal([new StrayMachine(stranger, new("D-2"))], difference.MeantForAnother.AsEnumerable());
    }

    [Fact]
    public void A_shortage_is_not_at_rest_until_its_incidents_are_open()
    {
        var bench = Sent(M1, M2);
        bench.Do(new RecordArrival(M1), Cast.System);
        Assert.Null(bench.State.ShortSince);
        bench.Do(new EndArrival(), Animator);
        Assert.Equal(bench.Now, bench.State.ShortSince);
        bench.Do(new NoteIncidents { Incidents = ["I-1"] }, Cast.System);
        Assert.Null(bench.State.ShortSince);
        Assert.Equal(["I-1"], bench.Terms.Incidents.AsEnumerable());
    }

    [Fact]
    public void A_diverted_delivery_has_a_new_note_and_the_old_one_is_replaced_and_not_edited()
    {
        var bench = Sent(M1);
        var before = Assert.Single(bench.Terms.Notes);
        bench.Refuses("role-may-not", new DivertDelivery(Stranger.Id, "BL-2", "fermeture"), Animator);
        bench.Refuses("document-already-signed", new DivertDelivery(Stranger.Id, before.Number, "fermeture"), Coordinator);
        bench.Facts = With(Stranger with { Status = OrganisationStatus.Closing }, WithDossier());
        bench.Refuses("organisation-not-working", new DivertDelivery(Stranger.Id, "BL-2", "fermeture"), Coordinator);
        bench.Facts = WithDossier();
        bench.Do(new DivertDelivery(Stranger.Id, "BL-2", "fermeture"), Coordinator);
        Assert.Equal([before with { ReplacedBy = "BL-2" }, new DeliveryNote("BL-2", Stranger.Id)], bench.Terms.Notes.AsEnumerable());
        Assert.Equal(Stranger.Id, bench.Terms.Consignee);
        bench.Refuses("role-may-not", new EndArrival(), Animator);
    }

    [Fact]
    public void What_is_on_the_road_goes_back_to_the_depot_with_a_note_of_its_own()
    {
        var bench = Sent(M1);
        bench.Do(new DivertDelivery(Workshop.Id, "BL-2", "fermeture"), Coordinator);
        Assert.Equal((Workshop.Id, "BL-2"), (bench.Terms.Consignee, bench.Terms.Notes[^1].Number));
        Assert.Equal("BL-2", bench.Terms.Notes[0].ReplacedBy);

        var prepared = Nothing;
        prepared.Do(Box, Storekeeper);
        prepared.Do(new AddMachines { Machines = [M1] }, Storekeeper);
        prepared.Do(new MakeReady(), Storekeeper);
        prepared.Refuses("delivery-to-itself", new DivertDelivery(Workshop.Id, "BL-2", "fermeture"), Coordinator);
    }

    [Fact]
    public void A_delivery_that_was_diverted_before_it_left_has_one_note_that_holds()
    {
        var bench = Nothing;
        bench.Do(Box, Storekeeper);
        bench.Do(new AddMachines { Machines = [M1] }, Storekeeper);
        bench.Do(new MakeReady(), Storekeeper);
        bench.Do(new DivertDelivery(Stranger.Id, "BL-1", "fermeture"), Coordinator);
        Packed(bench);
        bench.Do(new DispatchDelivery("BL-2"), Storekeeper);
        Assert.Equal("BL-2", Assert.Single(bench.Terms.Notes, note => note.ReplacedBy is null).Number);
    }

    [Fact]
    public void Each_note_of_a_delivery_replaces_the_one_before()
    {
        var bench = Sent(M1);
        var first = Assert.Single(bench.State.NoteFacts);
        bench.Do(new DivertDelivery(Stranger.Id, "BL-2", "fermeture"), Coordinator);
        Assert.Equal([first.Seq, bench.Terms.Version], bench.State.NoteFacts.Select(fact => fact.Seq));

        var paper = Assert.Single(AgreementPapers.Of(bench.State, new Recorded<DeliveryEvent>(
            bench.Terms.Version,
            new DeliveryDiverted(Stranger.Id, "BL-2", "fermeture"),
            new Provenance(bench.Now, bench.Now, Coordinator.Person, Coordinator.Organisation, Coordinator.Device, Guid.Empty))));
        Assert.Equal((paper.Trace with { Purpose = $"delivery/{bench.Terms.Id}/{first.Seq}", At = first.At }, "fermeture"), (paper.InPlaceOf, paper.InPlaceWhy));
        Assert.Equal(DocumentKind.DeliveryNote, paper.Render.Kind);
        Assert.Equal([new Signatory(Workshop.Id, Role.Storekeeper), new Signatory(Stranger.Id, Role.Animator)], paper.Render.Signatories.AsEnumerable());
    }

    [Fact]
    public void An_epn_that_fetches_is_its_own_carrier()
    {
        var bench = Nothing;
        bench.Do(Box with { Carrier = Epn.Id }, Storekeeper);
        Assert.Equal(DeliveryMode.Fetched, bench.Terms.Mode);
    }
}
