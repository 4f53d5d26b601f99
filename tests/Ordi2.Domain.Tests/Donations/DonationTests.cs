using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
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
using TightenRestrictions = Ordi2.Contracts.Donations.TightenRestrictions;

namespace Ordi2.Domain.Tests.Donations;

public sealed class DonationTests
{
    private static readonly Caller TownClerk = As(Role.Donor, Town);

    private static readonly CreateDonation PublicGift = new(Town.Id, LegalBasis.CgpppL321223) { Announced = TenLaptops, Pole = Pole.Id };

    private static DonationBench Nothing => new(Kinds.Donation, Cast.Facts);

    [Fact]
    public void A_donation_is_signed_when_both_sides_have_signed_the_same_convention()
    {
        var bench = Accepted();

        bench.Do(new SignDonation(DonationParty.Donor, "CD-1"), DonorContact);
        Assert.Equal(DonationStatus.Accepted, bench.Terms.Status);
        bench.Refuses("document-already-signed", new SignDonation(DonationParty.Donor, "CD-1"), DonorContact);
        bench.Refuses("another-document", new SignDonation(DonationParty.Receiver, "CD-2"), Supervisor);
        Assert.Equal([DonationParty.Donor], bench.Terms.SignedBy.AsEnumerable());

        bench.Do(new SignDonation(DonationParty.Receiver, "CD-1"), Supervisor);
        Assert.Equal(DonationStatus.Signed, bench.Terms.Status);
    }

    [Fact]
    public void Nobody_signs_for_the_other_side_but_the_pole_may_record_a_paper()
    {
        var bench = Accepted();
        bench.Refuses("signs-for-another", new SignDonation(DonationParty.Donor, "CD-1"), Supervisor);
        bench.Refuses("signs-for-another", new SignDonation(DonationParty.Receiver, "CD-1"), DonorContact);
        bench.Refuses("signs-for-another", new SignDonation(DonationParty.Donor, "CD-1", OnPaper: true), Supervisor);
        bench.Refuses("signs-for-another", new SignDonation(DonationParty.Donor, "CD-1"), Coordinator);
        bench.Do(new SignDonation(DonationParty.Donor, "CD-1", OnPaper: true), Coordinator);
    }

    [Fact]
    public void A_draft_says_what_is_given_and_by_a_donor_that_is_known()
    {
        Nothing.Refuses("out-of-bounds", Gift with { Announced = [] }, DonorContact);
        Nothing.Refuses("type-missing", Gift with { Announced = [new(DeviceType.Unknown, 1)] }, DonorContact);
        Nothing.Refuses("out-of-bounds", Gift with { Announced = [new(DeviceType.Laptop, 0)] }, DonorContact);
        Nothing.Refuses("out-of-bounds", Gift with { Announced = [new(DeviceType.Laptop, 1, UnitValueCents: -1)] }, DonorContact);
        Nothing.Refuses("organisation-unknown", Gift with { Donor = new("nowhere") }, Coordinator);
        Nothing.Refuses("organisation-does-not-do-that", Gift with { Donor = Epn.Id }, Coordinator);
        Nothing.Refuses("role-may-not", Gift, As(Role.Donor, Town));
    }

    [Fact]
    public void No_disk_is_announced_of_a_kind_that_holds_none()
    {
        var bench = Nothing;
        ImmutableArray<AnnouncedLine> ticked = [new(DeviceType.Laptop, 2, WithMedia: true), new(DeviceType.Monitor, 3, WithMedia: true), new(DeviceType.Accessory, 4, WithMedia: true)];
        bench.Do(Gift with { Announced = ticked }, DonorContact);
        Assert.Equal([true, false, false], bench.Terms.Announced.Select(line => line.WithMedia));

        bench.Do(new ChangeLines { Announced = [.. ticked.Reverse()] }, DonorContact);
        Assert.Equal([false, false, true], bench.Terms.Announced.Select(line => line.WithMedia));
    }

    [Theory]
    [InlineData(LegalBasis.CgpppL321223)]
    [InlineData(LegalBasis.CgpppL321222)]
    [InlineData(LegalBasis.PrivateIndividual)]
    public void A_firm_gives_on_the_basis_of_a_firm(LegalBasis basis) =>
        Nothing.Refuses("basis-does-not-fit-donor", Gift with { LegalBasis = basis }, DonorContact);

    [Fact]
    public void A_public_body_does_not_give_as_a_firm() =>
        Nothing.Refuses("basis-does-not-fit-donor", PublicGift with { LegalBasis = LegalBasis.Mecenat238Bis }, TownClerk);

    [Fact]
    public void A_public_body_gives_nothing_worth_more_than_300_euros_and_says_what_each_line_is_worth()
    {
        var bench = Nothing;
        bench.Do(PublicGift with { Announced = [new(DeviceType.Laptop, 1, UnitValueCents: 30_001)] }, TownClerk);
        bench.Refuses("unit-value-too-high", new ProposeDonation(Pole.Id), TownClerk);
        bench.Do(new ChangeLines { Announced = [new(DeviceType.Laptop, 1)] }, TownClerk);
        bench.Refuses("unit-value-missing", new ProposeDonation(Pole.Id), TownClerk);
        bench.Do(new ChangeLines { Announced = [new(DeviceType.Laptop, 1, UnitValueCents: 30_000)] }, TownClerk);
        bench.Do(new ProposeDonation(Pole.Id), TownClerk);
        bench.Refuses("unit-value-too-high", new ChangeLines { Announced = [new(DeviceType.Laptop, 1, UnitValueCents: 30_001)] }, TownClerk);
    }

    [Fact]
    public void A_public_gift_goes_only_to_a_receiver_of_the_categories_of_the_law()
    {
        var bench = Nothing;
        bench.Do(PublicGift, TownClerk);
        bench.Do(new ProposeDonation(Pole.Id), TownClerk);
        bench.Facts = With(Workshop with { Category = RecipientCategory.None });
        bench.Refuses("receiver-not-allowed", new AcceptDonation(Workshop.Id), Coordinator);
        bench.Facts = Cast.Facts;
        bench.Do(new AcceptDonation(Workshop.Id), Coordinator);

        // The law asks before the signature: a category that changed since then counts.
        bench.Facts = With(Workshop with { Category = RecipientCategory.AssistanceAssociation });
        bench.Refuses("receiver-not-allowed", new SignDonation(DonationParty.Receiver, "CD-1"), Supervisor);
    }

    [Fact]
    public void A_receiver_is_an_accredited_workshop_or_pole()
    {
        var bench = Nothing;
        bench.Do(Gift, DonorContact);
        bench.Do(new ProposeDonation(Pole.Id), DonorContact);
        bench.Refuses("organisation-does-not-do-that", new AcceptDonation(Epn.Id), Coordinator);
        bench.Facts = With(Workshop with { Accreditations = [] });
        bench.Refuses("not-accredited", new AcceptDonation(Workshop.Id), Coordinator);
        bench.Facts = With(Workshop with { Status = OrganisationStatus.Closing });
        bench.Refuses("organisation-not-working", new AcceptDonation(Workshop.Id), Coordinator);
    }

    [Fact]
    public void A_pole_keeps_a_draft_that_it_prepared()
    {
        var bench = Nothing;
        bench.Do(Gift, Coordinator);
        bench.Refuses("another-pole", new ProposeDonation(OtherPole.Id), Coordinator);
    }

    [Fact]
    public void Nothing_is_fetched_before_the_signature_unless_the_pole_allows_to_sign_at_the_dock()
    {
        var bench = Accepted();
        bench.Refuses("convention-not-signed", new StartCollecting(), Storekeeper);
        bench.Do(new AllowDockSignature("quai de nuit"), Coordinator);
        bench.Do(new StartCollecting(), Storekeeper);
        bench.Do(new MarkReceived(), Storekeeper);
        bench.Refuses("convention-not-signed", new SignReceptionNote("BR-1"), Storekeeper);
        bench.Refuses("convention-not-signed", new ReconcileDonation(Reconciliation.SignedByDonor, "EC-1"), DonorContact);
    }

    [Fact]
    public void A_collection_that_its_round_or_a_colleague_has_started_is_started_once()
    {
        var bench = Accepted();
        bench.Do(new AllowDockSignature("quai de nuit"), Coordinator);
        bench.Do(new StartCollecting(), Storekeeper);
        var version = bench.Terms.Version;
        bench.Do(new StartCollecting(), Coordinator);
        Assert.Equal((DonationStatus.InCollection, version), (bench.Terms.Status, bench.Terms.Version));
    }

    [Fact]
    public void Ownership_passes_with_one_reception_note()
    {
        var bench = Received();
        Assert.Null(bench.Terms.ReceptionNote);
        bench.Do(new SignReceptionNote("BR-1"), Storekeeper);
        bench.Refuses("document-already-signed", new SignReceptionNote("BR-2"), Storekeeper);
        Assert.Equal("BR-1", bench.Terms.ReceptionNote);
    }

    [Fact]
    public void Silence_reconciles_after_15_days_and_only_the_system_counts_them()
    {
        var bench = Received();
        bench.Now = Now + bench.State.DonorSilence - TimeSpan.FromTicks(1);
        bench.Refuses("donor-may-still-object", new ReconcileDonation(Reconciliation.DonorSilent), Cast.System);
        bench.Now = Now + bench.State.DonorSilence;
        bench.Refuses("silence-is-counted-by-the-system", new ReconcileDonation(Reconciliation.DonorSilent), Coordinator);
        bench.Do(new ReconcileDonation(Reconciliation.DonorSilent), Cast.System);
        Assert.Equal(DonationStatus.Reconciled, bench.Terms.Status);
    }

    [Fact]
    public void The_donor_reconciles_with_a_signature()
    {
        var bench = Received();
        bench.Refuses("number-missing", new ReconcileDonation(Reconciliation.SignedByDonor), DonorContact);
        bench.Refuses("signs-for-another", new ReconcileDonation(Reconciliation.SignedByDonor, "EC-1"), Coordinator);
        bench.Do(new ReconcileDonation(Reconciliation.SignedByDonor, "EC-1", OnPaper: true), Coordinator);
    }

    [Fact]
    public void Restrictions_follow_from_the_law_and_can_only_be_tightened()
    {
        var bench = Nothing;
        bench.Do(PublicGift, TownClerk);
        var law = bench.Terms.Restrictions;
        Assert.True(law.ResaleForbidden);
        Assert.True(law.StatutoryPurposeOnly);
        Assert.True(law.ReuseProofDue);

        foreach (var looser in new[]
        {
            Restrictions.None,
            law with { ResaleForbidden = false },
            law with { MaxPriceCents = null },
            law with { MaxPriceCents = law.MaxPriceCents + 1 },
            law with { AllowedRecipients = [] },
            law with { AllowedRecipients = [.. law.AllowedRecipients, RecipientCategory.None] },
            law with { StatutoryPurposeOnly = false },
            law with { ReuseProofDue = false },
        })
        {
            bench.Refuses("restrictions-only-tighten", new TightenRestrictions(looser), TownClerk);
        }

        bench.Refuses("out-of-bounds", new TightenRestrictions(law with { MaxPriceCents = -1 }), TownClerk);
        bench.Do(new TightenRestrictions(law with { MaxPriceCents = 5_000, AllowedRecipients = [RecipientCategory.PublicUtility] }), TownClerk);
    }

    [Theory]
    [InlineData(DeviceType.Laptop, 18_000)]
    [InlineData(DeviceType.Desktop, 15_000)]
    [InlineData(DeviceType.Tablet, 10_000)]
    [InlineData(DeviceType.Phone, 10_000)]
    [InlineData(DeviceType.Monitor, 3_000)]
    [InlineData(DeviceType.Printer, 3_000)]
    [InlineData(DeviceType.Multifunction, 17_000)]
    [InlineData(DeviceType.Server, 0)]
    public void The_solidarity_price_of_a_public_gift_is_capped_by_kind(DeviceType type, int cents)
    {
        var bench = Nothing;
        bench.Do(PublicGift, TownClerk);
        Assert.Equal(cents, DonationRestrictions.ForMachine(bench.Terms, type, PoleRules.Default).MaxPriceCents);
    }

    [Fact]
    public void A_gift_to_an_assistance_association_is_never_sold()
    {
        var law = DonationRestrictions.Of(LegalBasis.CgpppL321222, PoleRules.Default);
        Assert.True(law is { ResaleForbidden: true, MaxPriceCents: null });
        Assert.False(DonationRestrictions.AreAtLeastAsTight(law with { MaxPriceCents = 1_000 }, law));
    }

    [Fact]
    public void What_is_on_its_way_is_no_longer_cancelled()
    {
        var bench = Received();
        bench.Refuses("step-not-now", new CancelDonation("regret"), DonorContact);
    }

    private static DonationBench Accepted()
    {
        var bench = Nothing;
        bench.Do(Gift, DonorContact);
        bench.Do(new ProposeDonation(Pole.Id), DonorContact);
        bench.Do(new AcceptDonation(Workshop.Id), Coordinator);
        return bench;
    }

    private static DonationBench Received()
    {
        var bench = Accepted();
        bench.Do(new SignDonation(DonationParty.Donor, "CD-1"), DonorContact);
        bench.Do(new SignDonation(DonationParty.Receiver, "CD-1"), Supervisor);
        bench.Do(new StartCollecting(), Storekeeper);
        bench.Do(new MarkReceived(), Storekeeper);
        return bench;
    }
}
