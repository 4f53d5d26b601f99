using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using DonationBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Donations.Donation,
    Ordi2.Contracts.Donations.DonationCommand,
    Ordi2.Domain.Donations.DonationEvent,
    Ordi2.Contracts.Donations.DonationTerms>;

namespace Ordi2.Domain.Tests.Donations;

public sealed class ReconciliationTests
{
    [Fact]
    public void The_sheet_says_what_was_announced_picked_up_and_received_and_not_counted_is_not_zero()
    {
        var sheet = DiscrepancySheet.Of(
            [new(DeviceType.Desktop, 200), new(DeviceType.Desktop, 90), new(DeviceType.Monitor, 60)],
            [new(DeviceType.Desktop, 287), new(DeviceType.Monitor)],
            [new(DeviceType.Desktop, 283, 0), new(DeviceType.Monitor, 71, 0), new(DeviceType.Printer, 3, 0), new(DeviceType.Laptop, 1, 1)]);

        Assert.Equal(
            [
                new SheetLine(DeviceType.Laptop, 0, null, 1, 1),
                new SheetLine(DeviceType.Desktop, 290, 287, 283),
                new SheetLine(DeviceType.Monitor, 60, null, 71),
                new SheetLine(DeviceType.Printer, 0, null, 3),
            ],
            sheet.AsEnumerable());
        Assert.Equal([0, 4, 0, 0], sheet.Select(line => line.LostOnTheWay));
        Assert.Equal([false, false, true, true], sheet.Select(line => line.IsOffList));
    }

    [Fact]
    public void What_did_not_arrive_is_an_errand_until_it_is_seen_to()
    {
        var bench = Received();
        var errand = Assert.Single(bench.State.Errands, one => one.Kind is DonationErrandKind.Discrepancy);
        Assert.Equal(bench.State.Errands[0].Since, Kinds.Donation.DueAt(bench.State));

        foreach (var one in bench.State.Errands)
        {
            bench.Do(new FinishErrand(one.Name), Cast.System);
        }

        bench.Do(new FinishErrand(errand.Name), Cast.System);
        Assert.Empty(bench.State.Errands);
        Assert.Equal(bench.Terms.CountedAt + bench.State.DonorSilence, Kinds.Donation.DueAt(bench.State));
    }

    [Fact]
    public void Nothing_is_owed_where_everything_that_was_picked_up_arrived()
    {
        var bench = Received(WithDonation() with { PickedUp = [new(DeviceType.Laptop, 9)], Arrived = [new(DeviceType.Laptop, 9, 0)] });
        Assert.DoesNotContain(bench.State.Errands, one => one.Kind is DonationErrandKind.Discrepancy);
    }

    [Fact]
    public void What_the_donor_contests_waits_for_an_answer_and_its_days_begin_again_then()
    {
        var bench = Received();
        ContestSheet contest = new("Douze sont partis.") { Given = [new(DeviceType.Laptop, 12)] };
        bench.Refuses("signs-for-another", contest, Coordinator);
        bench.Refuses("role-may-not", contest, Storekeeper);
        bench.Refuses("words-missing", new ContestSheet(" "), DonorContact);
        bench.Refuses("nothing-contested", new AnswerContest("Vu."), Supervisor);
        bench.Do(contest, DonorContact);
        Assert.Equal((contest.Words, 12), (bench.Terms.OpenContest!.Words, bench.Terms.OpenContest.Given.Single().Count));
        Assert.Null(bench.Terms.AnswerBefore);
        bench.Now += bench.State.DonorSilence;
        bench.Refuses("already-contested", new ReconcileDonation(Reconciliation.DonorSilent), Cast.System);
        bench.Refuses("already-contested", contest, DonorContact);
        bench.Refuses("role-may-not", new AnswerContest("Vu."), DonorContact);

        bench.Do(new AnswerContest("Recompté : 9 sont arrivés."), Storekeeper);
        var answered = Assert.Single(bench.Terms.Contests);
        Assert.Equal(("Recompté : 9 sont arrivés.", Storekeeper.Organisation, Contracts.Role.Storekeeper), (answered.Answer, answered.AnsweredFor!.Value, answered.AnsweredAs!.Value));
        Assert.Null(bench.Terms.OpenContest);
        Assert.Equal(answered.AnsweredAt + bench.State.DonorSilence, bench.Terms.AnswerBefore);
        bench.Now = bench.Terms.AnswerBefore!.Value;
        bench.Do(new ReconcileDonation(Reconciliation.DonorSilent), Cast.System);
        Assert.IsType<Refuse<DonationEvent>>(bench.WouldBe(contest, DonorContact));
    }

    [Fact]
    public void What_was_lost_on_the_way_is_in_the_balance_and_both_sides_stand_under_the_takeover()
    {
        var bench = Received();
        var balance = Ordi2.Domain.Documents.DonationPapers.BalanceOf(Ordi2.Domain.Machines.Balance.Of([]), [bench.Terms]);
        Assert.Equal(bench.Terms.Sheet.Sum(line => Math.Max(0, line.LostOnTheWay)), balance.LostOnTheWay);
        Assert.True(balance.LostOnTheWay > 0);
        Assert.Equal(10, balance.Announced);

        bench.Do(new SignReceptionNote("BR-1"), Storekeeper);
        bench.Do(new ReconcileDonation(Reconciliation.SignedByDonor, "EC-1"), DonorContact);
        var takeover = Assert.Single(bench.State.Errands, errand => errand.Kind is DonationErrandKind.Takeover);
        Assert.Equal([Storekeeper.Organisation, DonorContact.Organisation], takeover.Signatures.Select(one => one.Organisation));
    }

    [Fact]
    public void Only_the_donor_accepts_what_it_did_not_announce()
    {
        var bench = Received();
        Assert.Equal("off-list-unanswered", DiscrepancySheet.Unanswered(bench.Terms)?.Code);
        bench.Refuses("signs-for-another", new AcceptOffList { Types = [DeviceType.Printer] }, Coordinator);
        bench.Refuses("role-may-not", new AcceptOffList { Types = [DeviceType.Printer] }, Storekeeper);
        bench.Refuses("not-off-list", new AcceptOffList { Types = [DeviceType.Laptop] }, DonorContact);
        bench.Refuses("out-of-bounds", new AcceptOffList(), DonorContact);
        bench.Do(new AcceptOffList("lettre du 3 mai") { Types = [DeviceType.Printer] }, Coordinator);
        Assert.Null(DiscrepancySheet.Unanswered(bench.Terms));
    }

    [Fact]
    public void What_the_donor_does_not_give_goes_back_before_anything_is_certified()
    {
        var bench = Received();
        bench.Refuses("signs-for-another", new RefuseOffList { Types = [DeviceType.Printer] }, Coordinator);
        bench.Refuses("role-may-not", new RefuseOffList { Types = [DeviceType.Printer] }, Storekeeper);
        bench.Refuses("not-off-list", new RefuseOffList { Types = [DeviceType.Laptop] }, DonorContact);
        bench.Do(new RefuseOffList("lettre du 3 mai") { Types = [DeviceType.Printer] }, Coordinator);
        Assert.Equal("off-list-to-hand-back", DiscrepancySheet.Unanswered(bench.Terms)?.Code);
        Assert.False(DiscrepancySheet.Gives(bench.Terms, DeviceType.Printer));
        Assert.True(DiscrepancySheet.Gives(bench.Terms, DeviceType.Laptop));

        // Counted again before they went back, the answer stands; afterwards nothing is left to answer.
        bench.Do(new CountAgain(), Storekeeper);
        Assert.Equal("off-list-to-hand-back", DiscrepancySheet.Unanswered(bench.Terms)?.Code);
        bench.Facts = bench.Facts with { Arrived = [.. bench.Facts.Arrived.Select(one => one.Type is DeviceType.Printer ? one with { Refused = one.Received } : one)] };
        bench.Do(new CountAgain(), Storekeeper);
        Assert.Null(DiscrepancySheet.Unanswered(bench.Terms));
    }

    [Fact]
    public void The_donor_may_give_after_all_what_it_refused_and_not_take_back_what_it_gave()
    {
        var bench = Received();
        bench.Do(new SignReceptionNote("BR-1"), Storekeeper);
        Assert.False(DiscrepancySheet.Gives(bench.Terms, DeviceType.Printer));
        bench.Do(new RefuseOffList { Types = [DeviceType.Printer] }, DonorContact);
        var before = bench.State.Errands.Length;
        bench.Do(new AcceptOffList { Types = [DeviceType.Printer] }, DonorContact);
        Assert.Equal(DonationErrandKind.Ownership, bench.State.Errands[before].Kind);
        Assert.True(DiscrepancySheet.Gives(bench.Terms, DeviceType.Printer));
        bench.Refuses("off-list-given", new RefuseOffList { Types = [DeviceType.Printer] }, DonorContact);
    }

    [Fact]
    public void What_a_silent_donor_did_not_announce_may_be_accepted_or_counted_again_after_the_clock_has_reconciled()
    {
        var bench = Received();
        bench.Now += TimeSpan.FromDays(15);
        bench.Do(Kinds.Donation.WhenDue(bench.State, bench.Now)!, Cast.System);
        bench.Do(new AcceptOffList { Types = [DeviceType.Printer] }, DonorContact);
        Assert.Null(DiscrepancySheet.Unanswered(bench.Terms));

        bench.Do(new CountAgain(), Storekeeper);
        Assert.Null(DiscrepancySheet.Unanswered(bench.Terms));
        Assert.Equal(DonationStatus.Reconciled, bench.Terms.Status);
        bench.Do(new CloseDonation(), Coordinator);
        bench.Facts = bench.Facts with { Arrived = [.. bench.Facts.Arrived, new(DeviceType.Monitor, 1, 0)] };
        bench.Do(new CountAgain(), Storekeeper);
        bench.Do(new AcceptOffList { Types = [DeviceType.Monitor] }, DonorContact);
        Assert.Null(DiscrepancySheet.Unanswered(bench.Terms));
    }

    [Fact]
    public void What_the_donor_accepted_is_accepted_for_as_many_as_there_were()
    {
        var bench = Received();
        bench.Do(new AcceptOffList { Types = [DeviceType.Printer] }, DonorContact);
        bench.Facts = bench.Facts with { Arrived = [.. bench.Facts.Arrived.Select(one => one.Type is DeviceType.Printer ? one with { Received = one.Received + 40 } : one)] };
        bench.Do(new CountAgain(), Storekeeper);

        Assert.Equal("off-list-unanswered", DiscrepancySheet.Unanswered(bench.Terms)?.Code);
    }

    [Fact]
    public void The_first_count_dates_the_gift_and_what_was_signed_is_not_counted_otherwise()
    {
        var bench = Received();
        var given = bench.Terms.GivenAt;
        Assert.Equal(bench.Terms.CountedAt, given);
        bench.Now += TimeSpan.FromDays(20);
        bench.Do(new CountAgain(), Storekeeper);
        Assert.Equal((given, bench.Now), (bench.Terms.GivenAt, bench.Terms.CountedAt));

        bench.Do(new ReconcileDonation(Reconciliation.SignedByDonor, "EC-1"), DonorContact);
        bench.Facts = bench.Facts with { Arrived = [.. bench.Facts.Arrived.Select(one => one.Type is DeviceType.Laptop ? one with { Received = one.Received - 1 } : one)] };
        bench.Refuses("sheet-signed", new CountAgain(), Storekeeper);
    }

    [Fact]
    public void Of_two_receipts_one_gets_the_right_of_the_gift_until_it_gives_it_back()
    {
        var bench = Received();
        bench.Refuses("step-not-now", new TakeReceipt(new("R-1")), Cast.System);
        bench.Do(new ReconcileDonation(Reconciliation.SignedByDonor, "EC-1"), DonorContact);
        bench.Refuses("role-may-not", new TakeReceipt(new("R-1")), Coordinator);

        bench.Do(new TakeReceipt(new("R-1")), Cast.System);
        Assert.Empty(bench.Do(new TakeReceipt(new("R-1")), Cast.System));
        bench.Refuses("receipt-already-issued", new TakeReceipt(new("R-2")), Cast.System);
        Assert.Empty(bench.Do(new GiveBackReceipt(new("R-2")), Cast.System));

        bench.Do(new TakeReceipt(new("R-3"), Replaces: new("R-1")), Cast.System);
        bench.Do(new GiveBackReceipt(new("R-3"), To: new("R-1")), Cast.System);
        Assert.Equal("R-1", bench.Terms.Receipt?.Text);
        bench.Do(new GiveBackReceipt(new("R-1")), Cast.System);
        bench.Do(new TakeReceipt(new("R-2")), Cast.System);
        Assert.Equal("R-2", bench.Terms.Receipt?.Text);
    }

    [Fact]
    public void A_new_count_gives_the_donor_another_15_days()
    {
        var bench = Received();
        bench.Now += TimeSpan.FromDays(14);
        bench.Do(new CountAgain(), Storekeeper);
        bench.Now += TimeSpan.FromDays(14);
        bench.Refuses("donor-may-still-object", new ReconcileDonation(Reconciliation.DonorSilent), Cast.System);
        Assert.Null(Kinds.Donation.WhenDue(bench.State, bench.Now));
        bench.Now += TimeSpan.FromDays(1);
        bench.Do(Kinds.Donation.WhenDue(bench.State, bench.Now)!, Cast.System);
        Assert.Equal((DonationStatus.Reconciled, Reconciliation.DonorSilent), (bench.Terms.Status, bench.Terms.SettledBy));
        Assert.Contains(bench.State.Errands, one => one.Kind is DonationErrandKind.Takeover);
    }

    [Fact]
    public void The_value_is_dated_by_the_day_in_France()
    {
        var bench = Received();
        bench.Now = new DateTimeOffset(2027, 12, 31, 23, 30, 0, TimeSpan.Zero);
        bench.Do(new StateValue(100_000), DonorContact);
        Assert.Equal(new DateOnly(2028, 1, 1), bench.Terms.StatedValue!.On);
    }

    [Fact]
    public void The_value_is_the_donors_and_nobody_elses()
    {
        var bench = Received();
        bench.Refuses("signs-for-another", new StateValue(100_000), Coordinator);
        bench.Refuses("out-of-bounds", new StateValue(-1), DonorContact);
        bench.Do(new StateValue(100_000), DonorContact);
        bench.Do(new StateValue(90_000, "attestation du 5 mai"), Coordinator);
        Assert.Equal(new StatedValue(90_000, new(2027, 3, 15), "attestation du 5 mai"), bench.Terms.StatedValue);
    }

    [Fact]
    public void A_signed_convention_keeps_its_clauses()
    {
        var bench = new DonationBench(Kinds.Donation, Cast.Facts);
        bench.Do(Gift, DonorContact);
        bench.Refuses("out-of-bounds", new SetClauses(new() { EraseWithinDays = 0 }), DonorContact);
        bench.Do(new SetClauses(new() { ErasedBy = DonationParty.Donor, PlaceOfDeposit = "cave" }), DonorContact);
        bench.Do(new ProposeDonation(Pole.Id), DonorContact);
        bench.Do(new AcceptDonation(Workshop.Id), Coordinator);
        bench.Do(new SignDonation(DonationParty.Donor, "CD-1"), DonorContact);
        bench.Refuses("document-already-signed", new SetClauses(ConventionClauses.Usual), Supervisor);
        Assert.Equal("cave", bench.Terms.Clauses.PlaceOfDeposit);
    }

    [Fact]
    public void A_public_gift_is_committed_to_re_use_before_it_is_collected()
    {
        var clerk = As(Contracts.Role.Donor, Town);
        var bench = new DonationBench(Kinds.Donation, Cast.Facts);
        bench.Do(new CreateDonation(Town.Id, LegalBasis.CgpppL321223) { Announced = TenLaptops, Pole = Pole.Id }, clerk);
        bench.Do(new ProposeDonation(Pole.Id), clerk);
        bench.Do(new AcceptDonation(Workshop.Id), Coordinator);
        bench.Do(new AllowDockSignature("quai"), Coordinator);
        bench.Refuses("commitment-before-collection", new StartCollecting(), Storekeeper);
        bench.Do(new SignDonation(DonationParty.Donor, "CD-1"), clerk);
        bench.Do(new SignDonation(DonationParty.Receiver, "CD-1"), Supervisor);
        Assert.Equal([DonationErrandKind.Convention, DonationErrandKind.Commitment], bench.State.Errands.Select(errand => errand.Kind));
        bench.Do(new StartCollecting(), Storekeeper);
    }

    [Theory]
    [InlineData("2016-01-01", null, false, false)]
    [InlineData("2017-03-15", null, false, true)]
    [InlineData("2016-01-01", "2025-12-31", false, true)]
    [InlineData("2024-01-01", null, true, false)]
    [InlineData(null, null, false, true)]
    public void Lines_over_10_years_and_protected_media_stand_outside_of_the_ratio(string? acquired, string? reformed, bool isProtected, bool counts)
    {
        var bench = new DonationBench(Kinds.Donation, Cast.Facts);
        var line = new AnnouncedLine(DeviceType.Laptop, 4, Day(acquired), 10_000, ReformedOn: Day(reformed), Protected: isProtected);
        bench.Do(Gift with { Announced = [new(DeviceType.Monitor, 1), line] }, DonorContact);
        Assert.Equal(counts ? [] : [2], bench.Terms.OutsideReen.AsEnumerable());
    }

    [Fact]
    public void Nothing_is_reformed_before_it_was_acquired()
    {
        var bench = new DonationBench(Kinds.Donation, Cast.Facts);
        bench.Refuses("dates-reversed", Gift with { Announced = [new(DeviceType.Laptop, 1, new(2020, 1, 2), ReformedOn: new(2020, 1, 1))] }, DonorContact);
    }

    private static DateOnly? Day(string? day) => day is null ? null : DateOnly.Parse(day, global::System.Globalization.CultureInfo.InvariantCulture);

    private static DonationBench Received(Facts? facts = null)
    {
        var bench = new DonationBench(Kinds.Donation, facts ?? Counted);
        bench.Do(Gift, DonorContact);
        bench.Do(new ProposeDonation(Pole.Id), DonorContact);
        bench.Do(new AcceptDonation(Workshop.Id), Coordinator);
        bench.Do(new SignDonation(DonationParty.Donor, "CD-1"), DonorContact);
        bench.Do(new SignDonation(DonationParty.Receiver, "CD-1"), Supervisor);
        bench.Do(new StartCollecting(), Storekeeper);
        bench.Do(new MarkReceived(), Storekeeper);
        return bench;
    }
}
