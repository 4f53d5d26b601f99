using System.Text.Json;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Rounds;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using RoundBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Rounds.CollectionRound,
    Ordi2.Contracts.Rounds.RoundCommand,
    Ordi2.Domain.Rounds.RoundEvent,
    Ordi2.Contracts.Rounds.RoundTerms>;

namespace Ordi2.Domain.Tests.Rounds;

public sealed class TripTests
{
    [Fact]
    public void What_a_phone_keyed_in_pieces_is_one_trip_and_each_piece_counts_once()
    {
        var bench = Opened(Round);
        var piece = new KeyCounts("phone-b") { Counts = [new(DeviceType.Desktop, 60)] };
        var id = Guid.NewGuid();
        bench.Ask(piece, Driver, id);
        bench.Ask(piece, Driver, id);
        bench.Do(new KeyCounts("phone-b") { Counts = [new(DeviceType.Desktop, 40)] }, Driver);
        Assert.Equal([new TypeCount(DeviceType.Desktop, 100)], bench.Terms.Counts.AsEnumerable());

        bench.Do(new RecordTrip { Trip = "phone-b", Counts = [new(DeviceType.Desktop, 7)], Note = "BE-2" }, Driver);
        var trip = Assert.Single(bench.Terms.Stops[0].Trips);
        Assert.Equal((StopEnd.Signed, 107), (trip.Ended, trip.Counts[0].Count));
        bench.Refuses("trip-already-signed", new KeyCounts("phone-b") { Counts = [new(DeviceType.Desktop, 1)] }, Driver);
        bench.Refuses("trip-already-signed", new RecordTrip { Trip = "phone-b", Note = "BE-3" }, Driver);
    }

    [Fact]
    public void Each_stop_ends_with_a_signature_or_absent_before_the_round_is_done()
    {
        var bench = Opened(Round with { Stops = [new("cave") { Safety = ["batterie gonflée"] }, new("quai")] });
        bench.Refuses("stop-unknown", new RecordTrip { Note = "BE-1" }, Driver);
        bench.Refuses("stop-unknown", new RecordTrip { Note = "BE-1", Stop = "grenier" }, Driver);
        bench.Do(new RecordTrip { Note = "BE-1", Stop = "cave", Counts = [new(DeviceType.Laptop, 3)] }, Driver);
        bench.Refuses("stop-not-ended", new FinishRound { Stop = "cave", Note = "BE-2" }, Driver);
        bench.Do(new RecordTrip { DonorAbsent = true, Stop = "quai" }, Driver);
        bench.Do(new FinishRound(), Driver);
        Assert.Equal([StopEnd.Signed, StopEnd.Absent], bench.Terms.Stops.Select(stop => stop.End));
        Assert.Equal(["batterie gonflée"], bench.Terms.Stops[0].Plan.Safety.AsEnumerable());
    }

    [Fact]
    public void A_stop_where_nothing_was_taken_says_why()
    {
        var bench = Opened(Round with { Stops = [new("cave"), new("quai")] });
        bench.Refuses("words-missing", new RecordTrip { DonorAbsent = true, Stop = "cave", Reason = " " }, Driver);
        bench.Do(new RecordTrip { DonorAbsent = true, Stop = "cave", Reason = "porte fermée" }, Driver);
        bench.Do(new FinishRound { Note = "BE-2", Stop = "quai", Counts = [new(DeviceType.Laptop, 2)], Reason = "deux écrans laissés" }, Driver);
        Assert.Equal(["porte fermée", "deux écrans laissés"], bench.Terms.Stops.Select(stop => stop.Trips[0].Reason!));
    }

    [Fact]
    public void A_round_says_at_whose_door_it_stops_and_what_is_announced_there()
    {
        var known = WithDonation();
        var bench = new RoundBench(Kinds.Round, known with { Donation = known.Donation! with { Announced = [new(DeviceType.Laptop, 12), new(DeviceType.Monitor, 3), new(DeviceType.Laptop, 8)] } });
        bench.Do(Round, Coordinator);
        Assert.Equal(known.Donation!.Donor, bench.Terms.Donor);
        Assert.Equal([new TypeCount(DeviceType.Laptop, 20), new TypeCount(DeviceType.Monitor, 3)], bench.Terms.Announced.AsEnumerable());
    }

    [Fact]
    public void A_phone_that_syncs_after_the_round_was_finished_loses_nothing()
    {
        var bench = Opened(Round);
        bench.Do(new FinishRound { Note = "BE-2", Counts = [new(DeviceType.Desktop, 107)] }, Driver);
        bench.Do(new RecordTrip { Note = "BE-1", Counts = [new(DeviceType.Desktop, 180)] }, Driver);
        Assert.Equal([new TypeCount(DeviceType.Desktop, 287)], bench.Terms.Counts.AsEnumerable());
        bench.Do(new CloseRound(), Coordinator);
        bench.Refuses("step-not-now", new RecordTrip { Note = "BE-3" }, Driver);
    }

    [Fact]
    public void A_plan_has_stops_that_can_be_told_apart()
    {
        var bench = new RoundBench(Kinds.Round, WithDonation());
        bench.Refuses("stop-twice", Round with { Stops = [new("quai"), new("quai")] }, Coordinator);
        bench.Refuses("dates-reversed", Round with { Stops = [new("quai") { SlotFrom = Now, SlotTo = Now }] }, Coordinator);
        bench.Refuses("words-missing", Round with { Stops = [new("quai") { Safety = [" "] }] }, Coordinator);
        bench.Refuses("out-of-bounds", Round with { Capacity = 0 }, Coordinator);
    }

    [Fact]
    public void Every_signed_trip_owes_its_pickup_note()
    {
        var bench = Opened(Round);
        bench.Do(new RecordTrip { Trip = "a", Note = "BE-1" }, Driver);
        Assert.Equal(["collecting", "note/1/a"], bench.State.Errands.Select(errand => errand.Name));
        bench.Do(new FinishRoundErrand("collecting"), Aggregates.Cast.System);
        Assert.Equal("note/1/a", Assert.Single(bench.State.Errands).Name);
    }

    [Fact]
    public void A_trip_that_the_donor_signed_with_its_code_owes_a_note_that_says_so()
    {
        var bench = Opened(Round);
        bench.Do(new RecordTrip { Trip = "a", Note = "BE-1" }, Driver);
        bench.Do(new MakeRoundCode(SigningCode.Digest(Trips.SignedBy(bench.Terms.Id, "1", "a"), "123456")), DonorContact);
        bench.Now = Now.AddMinutes(2);
        bench.Do(new SignTrip("123456", "a"), Driver);

        var errand = bench.State.Errands[^1];
        Assert.Equal(("signed-note/1/a", "note/1/a", DonorContact.Person), (errand.Name, errand.After, errand.By));
        var order = DonationPapers.Of(bench.State, errand)!;
        Assert.Equal(DonationPapers.Of(bench.State, bench.State.Errands[^2])!.Trace, order.InPlaceOf);
        using var content = JsonDocument.Parse(order.Render.Content);
        var signature = content.RootElement.GetProperty("signature");
        Assert.Equal(
            ("by-code", DonorContact.Organisation.Text, DonorContact.Person.Text, bench.Now),
            (signature.GetProperty("how").GetString(), signature.GetProperty("organisation").GetString(), signature.GetProperty("signedBy").GetString(), signature.GetProperty("signedAt").GetDateTimeOffset()));
        Assert.DoesNotContain("signature", DonationPapers.Of(bench.State, bench.State.Errands[^2])!.Render.Content, StringComparison.Ordinal);
        Assert.Equal(RoundBench.Json(bench.State), RoundBench.Json(bench.Replayed()));
    }

    [Fact]
    public void A_count_that_is_sent_twice_is_one_trip_also_after_the_history_was_read_anew()
    {
        var bench = Opened(Round);
        var count = new RecordTrip { Trip = "phone-a", Note = "BE-1", Counts = [new(DeviceType.Laptop, 12)], KnownTrips = 0 };
        var id = Guid.NewGuid();
        bench.Ask(count, Driver, id);
        Assert.Empty(Assert.IsType<Accept<RoundEvent>>(bench.Ask(count, Driver, id)).Events);
        Assert.Empty(Assert.IsType<Accept<RoundEvent>>(RoundDecisions.Decide(bench.Replayed(), count, Driver, id, Ordi2.Domain.Aggregates.Facts.None, Now)).Events);
        Assert.Equal([new TypeCount(DeviceType.Laptop, 12)], bench.Terms.Counts.AsEnumerable());
    }

    [Fact]
    public void A_count_of_a_stop_that_somebody_else_counted_meanwhile_waits_for_a_person()
    {
        var bench = Opened(Round);
        bench.Do(new RecordTrip { Trip = "web", Note = "BE-1", Counts = [new(DeviceType.Laptop, 12)] }, Driver);
        var mine = new RecordTrip { Trip = "phone", Note = "BE-1", Counts = [new(DeviceType.Laptop, 12)], KnownTrips = 0 };
        bench.Refuses("stop-counted-meanwhile", mine, Driver);
        bench.Refuses("out-of-bounds", mine with { KnownTrips = -1 }, Driver);
        bench.Do(new KeyCounts("phone") { Counts = [new(DeviceType.Monitor, 1)] }, Driver);
        bench.Do(mine with { KnownTrips = 1 }, Driver);
        bench.Do(mine with { Trip = "phone-2", KnownTrips = null }, Driver);
        Assert.Equal(36, bench.Terms.Counts.Single(line => line.Type == DeviceType.Laptop).Count);
    }

    [Fact]
    public void A_signature_that_was_drawn_stands_on_the_pickup_note_and_needs_no_code()
    {
        var bench = Opened(Round);
        var drawn = new DrawnSignature("Ada Martin", "M12 40L13 41L300 120M0 0L9 9", "gardienne");
        bench.Do(new RecordTrip { Trip = "a", Note = "BE-1", Counts = [new(DeviceType.Laptop, 3)], Signature = drawn }, Driver);

        var trip = bench.Terms.Stops[0].Trips[0];
        Assert.Equal((drawn, (DateTimeOffset?)trip.CountedAt), (trip.Signature, trip.SignedAt));
        bench.Refuses("trip-already-signed", new SignTrip("123456", "a"), Driver);
        using var content = JsonDocument.Parse(DonationPapers.Of(bench.State, bench.State.Errands[^1])!.Render.Content);
        var signature = content.RootElement.GetProperty("signature");
        Assert.Equal(
            ("by-finger", "Ada Martin", "gardienne", drawn.Drawing, bench.Terms.Donor!.Value.Text),
            (signature.GetProperty("how").GetString(), signature.GetProperty("signer").GetString(), signature.GetProperty("signerCapacity").GetString(), signature.GetProperty("drawing").GetString(), signature.GetProperty("organisation").GetString()));
        Assert.Equal(RoundBench.Json(bench.State), RoundBench.Json(bench.Replayed()));

        // Who signed is kept where it can be erased: on the paper as on the round.
        var aside = EventCatalog<DocumentEvent>.FreeTextOf(
            new DocumentRendered(DocumentKind.PickupNote, new("c"), "pickup-note", "1", content.RootElement, "", [], [], []));
        Assert.Equal(
            ["Ada Martin", drawn.Drawing, "gardienne"],
            signature.EnumerateObject().Where(field => aside.Contains(field.Name)).Select(field => field.Value.GetString()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("words-missing", " ", "M1 1L2 2")]
    [InlineData("drawing-wrong", "Ada", "")]
    [InlineData("drawing-wrong", "Ada", "L1 1")]
    [InlineData("drawing-wrong", "Ada", "M1 1L")]
    [InlineData("drawing-wrong", "Ada", "M1 1L301 1")]
    [InlineData("drawing-wrong", "Ada", "M1 1L1 121")]
    [InlineData("drawing-wrong", "Ada", "M1 1L99999999999999999999 1")]
    [InlineData("drawing-wrong", "Ada", "M1 1Z")]
    [InlineData("drawing-wrong", "Ada", "M1 1\"/><script>")]
    [InlineData("drawing-wrong", "Ada", "M1 -1")]
    public void What_is_no_signature_is_refused(string code, string name, string drawing) =>
        Opened(Round).Refuses(code, new RecordTrip { Note = "BE-1", Signature = new(name, drawing) }, Driver);

    [Fact]
    public void Nobody_signs_where_nobody_is_and_neither_a_name_nor_a_drawing_goes_on_for_ever()
    {
        var bench = Opened(Round);
        bench.Refuses("absent-and-signed", new RecordTrip { DonorAbsent = true, Signature = new("Ada", "M1 1L2 2") }, Driver);
        bench.Refuses("out-of-bounds", new RecordTrip { Note = "BE-1", Signature = new(new('a', DrawnSignature.LongestName + 1), "M1 1L2 2") }, Driver);
        bench.Refuses("out-of-bounds", new RecordTrip { Note = "BE-1", Signature = new("Ada", "M1 1L2 2", new('a', DrawnSignature.LongestName + 1)) }, Driver);
        bench.Refuses("drawing-wrong", new RecordTrip { Note = "BE-1", Signature = new("Ada", "M1 1" + string.Concat(Enumerable.Repeat("L1 1", DrawnSignature.LongestDrawing / 4))) }, Driver);
    }

    private static RoundBench Opened(CreateRound plan)
    {
        var bench = new RoundBench(Kinds.Round, WithDonation());
        bench.Do(plan, Coordinator);
        bench.Do(new OpenRound(), Driver);
        return bench;
    }
}
