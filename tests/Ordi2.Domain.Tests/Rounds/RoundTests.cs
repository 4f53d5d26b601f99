using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using RoundBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Rounds.CollectionRound,
    Ordi2.Contracts.Rounds.RoundCommand,
    Ordi2.Domain.Rounds.RoundEvent,
    Ordi2.Contracts.Rounds.RoundTerms>;

namespace Ordi2.Domain.Tests.Rounds;

public sealed class RoundTests
{
    private static RoundBench Nothing => new(Kinds.Round, WithDonation());

    [Fact]
    public void Two_trips_are_added_and_what_nobody_counted_stays_not_counted()
    {
        var bench = Nothing;
        bench.Do(Round, Coordinator);
        bench.Do(new OpenRound(), Driver);
        bench.Do(new RecordTrip { Counts = [new(DeviceType.Desktop, 180), new(DeviceType.Monitor)], Note = "BE-1" }, Driver);
        bench.Do(new FinishRound { Counts = [new(DeviceType.Desktop, 107), new(DeviceType.Printer, 0)], Note = "BE-2" }, Driver);

        Assert.Equal(
            [new TypeCount(DeviceType.Desktop, 287), new TypeCount(DeviceType.Monitor), new TypeCount(DeviceType.Printer, 0)],
            bench.Terms.Counts.AsEnumerable());
        Assert.Equal(RoundStatus.Done, bench.Terms.Status);
    }

    [Fact]
    public void A_trip_ends_with_a_signature_or_with_nobody_there()
    {
        var bench = Nothing;
        bench.Do(Round, Coordinator);
        bench.Do(new OpenRound(), Driver);
        bench.Refuses("number-missing", new FinishRound(), Driver);
        bench.Refuses("absent-and-signed", new FinishRound { Note = "BE-1", DonorAbsent = true }, Driver);
        bench.Refuses("out-of-bounds", new FinishRound { Note = "BE-1", Counts = [new(DeviceType.Desktop, -1)] }, Driver);
        bench.Refuses("out-of-bounds", new FinishRound { Note = "BE-1", Counts = [new(DeviceType.Desktop, 1), new(DeviceType.Desktop, 2)] }, Driver);
        bench.Refuses("type-missing", new RecordTrip { Note = "BE-1", Counts = [new(DeviceType.Unknown, 1)] }, Driver);
        bench.Do(new FinishRound { DonorAbsent = true }, Driver);
    }

    [Theory]
    [InlineData(DonationStatus.Draft)]
    [InlineData(DonationStatus.Proposed)]
    [InlineData(DonationStatus.Cancelled)]
    [InlineData(DonationStatus.Closed)]
    public void A_donation_that_nobody_agreed_on_is_not_fetched(DonationStatus status)
    {
        var bench = Nothing;
        bench.Facts = WithDonation(status);
        bench.Refuses("donation-not-to-be-fetched", Round, Coordinator);
    }

    [Fact]
    public void A_round_leaves_only_for_a_signed_donation_or_with_a_signature_at_the_dock()
    {
        var bench = Nothing;
        bench.Facts = WithDonation(DonationStatus.Accepted);
        bench.Do(Round, Coordinator);
        bench.Refuses("convention-not-signed", new OpenRound(), Driver);
        bench.Facts = bench.Facts with { Donation = bench.Facts.Donation! with { DockSignatureAllowed = true } };
        bench.Do(new OpenRound(), Driver);
    }

    [Fact]
    public void Nothing_of_a_public_body_is_fetched_before_its_commitment_whatever_is_signed_at_the_dock()
    {
        var bench = Nothing;
        var donation = WithDonation(DonationStatus.Accepted).Donation! with { DockSignatureAllowed = true, LegalBasis = LegalBasis.CgpppL321223 };
        bench.Facts = Cast.Facts with { Donation = donation };
        bench.Do(Round, Coordinator);
        bench.Refuses("commitment-before-collection", new OpenRound(), Driver);
        bench.Facts = Cast.Facts with { Donation = donation with { Status = DonationStatus.Signed } };
        bench.Do(new OpenRound(), Driver);
    }

    [Fact]
    public void A_carrier_drives_and_a_dispute_is_settled_in_words()
    {
        var bench = Nothing;
        bench.Refuses("organisation-does-not-do-that", Round with { Carrier = Epn.Id }, Coordinator);
        bench.Do(Round, Coordinator);
        bench.Do(new OpenRound(), Driver);
        bench.Do(new FinishRound { Note = "BE-1" }, Driver);
        bench.Do(new DisputeRound("290 annoncés"), DonorContact);
        bench.Refuses("words-missing", new CloseRound(), Coordinator);
        bench.Do(new CloseRound("compte refait"), Coordinator);
    }
}
