using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>A machine that was received without a gift, and the gift that is said later: transition 3+.</summary>
public sealed class LateGiftExamples
{
    private static readonly DonationTerms Gift = new World().Donation!;
    private static readonly AttachToGift Attach = new(World.Gift);
    private static readonly Restrictions NoResale = new() { ResaleForbidden = true };

    [Fact]
    public void A_machine_received_without_a_gift_is_taken_and_pointed_out()
    {
        var story = Walked().Is(MachineStatus.Received).Found(Findings.NoGift);

        Assert.Null(story.Machine.Donation);
        Assert.DoesNotContain(Given.Received().Facts, fact => fact is FindingRaised);
        Assert.DoesNotContain(Nowhere().When(Who.Operator, new ReceiveDevice(Type: DeviceType.Laptop, FromWasteStream: true)).Facts, fact => fact is FindingRaised);
    }

    [Fact]
    public void A_twin_does_not_hide_that_no_gift_was_chosen()
    {
        var story = Nowhere().In(world => world with { SameSerial = [new("X000001")] }).When(Who.Operator, new ReceiveDevice(null, DeviceType.Laptop, "SN-1"));

        Assert.Equal(["duplicate-serial", Findings.NoGift], story.Facts.OfType<FindingRaised>().Select(found => found.Code));
    }

    [Fact]
    public void The_gift_that_is_said_later_brings_what_receiving_for_it_brings()
    {
        DonationTerms Restricted(DonationTerms gift) => gift with { Restrictions = NoResale, ReceptionNote = "BR-1" };
        var late = Walked(Restricted).When(Who.Storekeeper, Attach with { DonorNumber = " caf-0042 " }).Is(MachineStatus.Received).Machine;
        var first = Given.Received(world => world with { Donation = Restricted(world.Donation!) }).Machine;

        Assert.Equal(
            (first.Donation, first.Pole, first.Restrictions, first.Ownership, first.LegalNature, first.Lives, first.Type, first.Serial),
            (late.Donation, late.Pole, late.Restrictions, late.Ownership, late.LegalNature, late.Lives, late.Type, late.Serial));
        Assert.Empty(late.Findings);
    }

    [Fact]
    public void The_donors_number_is_kept_with_it()
    {
        Assert.Equal("CAF-0042", Walked().When(Who.Operator, Attach with { DonorNumber = " caf-0042 " }).Fact<GiftAttached>().DonorNumber);
        Walked().RefusedAs("number-missing", Who.Operator, Attach with { DonorNumber = new string('9', 65) });
    }

    [Fact]
    public void What_a_waste_stream_gave_is_a_waste_and_no_product_that_is_ready()
    {
        static DonationTerms Waste(DonationTerms gift) => gift with { LegalBasis = LegalBasis.WasteStream };

        Assert.Equal(LegalNature.Waste, Walked(Waste).When(Who.Operator, Attach).Machine.LegalNature);
        Ready(Waste).RefusedAs("is-waste", Who.Storekeeper, Attach);
        Ready().When(Who.Storekeeper, Attach).Is(MachineStatus.Ready);
    }

    [Fact]
    public void It_passes_with_the_pickup_where_the_convention_was_signed_when_it_came_and_not_when_it_was_attached()
    {
        static DonationTerms SignedAt(DonationTerms gift, DateTimeOffset at) => gift with
        {
            Convention = "CD-1",
            SignedAt = at,
            Clauses = ConventionClauses.Usual with { Moment = OwnershipMoment.Pickup },
        };

        Assert.Equal(World.Workshop, Walked(gift => SignedAt(gift, World.Start.AddDays(-1))).After(TimeSpan.FromDays(3)).When(Who.Operator, Attach).Machine.Ownership?.Owner);
        Assert.Null(Walked(gift => SignedAt(gift, World.Start.AddDays(1))).After(TimeSpan.FromDays(3)).When(Who.Operator, Attach).Machine.Ownership);
    }

    [Fact]
    public void A_kind_that_the_gift_did_not_announce_is_pointed_out_as_at_the_dock() =>
        Walked(gift => gift with { Announced = [new(DeviceType.Monitor, 3)] }).When(Who.Operator, Attach).Found("off-list");

    [Fact]
    public void A_machine_has_one_gift()
    {
        Assert.Contains(World.Gift.Text, Given.Received().Refused(Who.Supervisor, Attach).Arguments);
        Given.Received().RefusedAs("gift-known-already", Who.Supervisor, Attach);
        Walked().When(Who.Operator, Attach).RefusedAs("gift-known-already", Who.Operator, new AttachToGift(World.SecondGift));
    }

    [Fact]
    public void The_gift_is_known_not_over_and_received_by_whoever_has_the_machine()
    {
        Nowhere().When(Who.Operator, new ReceiveDevice(Type: DeviceType.Laptop)).RefusedAs("donation-unknown", Who.Operator, Attach);
        Walked(gift => gift with { Status = DonationStatus.Closed }).RefusedAs("donation-is-over", Who.Operator, Attach);
        Walked(gift => gift with { Receiver = World.OtherWorkshop }).RefusedAs("gift-of-another-workshop", Who.Operator, Attach);
        Walked(gift => gift with { Status = DonationStatus.Reconciled }).When(Who.Operator, Attach);
    }

    [Fact]
    public void Nobody_gives_what_another_one_owns()
    {
        var owned = Walked();
        owned.Write([new OwnershipPassed(World.Workshop, World.Partner, "AC-1", null)], Who.System, owned.Now);

        owned.RefusedAs("not-given-again", Who.Operator, Attach);
    }

    [Fact]
    public void Only_the_workshop_that_holds_it_says_it_and_as_long_as_it_is_on_its_benches()
    {
        Assert.Equal("wrong-custody", Walked().Held(Who.Operator.At(World.OtherWorkshop), Attach).Code);
        Walked().RefusedAs("role-may-not", Who.Animator, Attach);
        Given.Reserved().RefusedAs("wrong-status", Who.Storekeeper, Attach);
    }

    [Fact]
    public void A_wrong_gift_is_taken_back_and_the_machine_waits_for_one_again()
    {
        var story = Walked().When(Who.Storekeeper, Attach);
        var free = story.When(Who.Supervisor, new CorrectEvent(story.Machine.LastStep!.Seq, "incorrect-data")).Machine;

        Assert.Null(free.Donation);
        Assert.Equal(Findings.NoGift, Assert.Single(free.Findings));
        Assert.Equal(World.SecondGift, story.In(world => world with { Donation = Gift with { Id = World.SecondGift } }).When(Who.Storekeeper, new AttachToGift(World.SecondGift)).Machine.Donation);
    }

    [Fact]
    public void What_the_gift_forbids_is_not_loosened_by_a_correction()
    {
        var story = Walked(gift => gift with { Restrictions = NoResale }).When(Who.Storekeeper, Attach);

        story.RefusedAs("step-undone-by-its-opposite", Who.Coordinator, new CorrectEvent(story.Machine.LastStep!.Seq, "incorrect-data"));
    }

    [Fact]
    public void Only_a_machine_without_a_gift_is_asked_about_one()
    {
        Assert.Null(Prospects.DraftsOf(typeof(AttachToGift), Walked().Machine));
        Assert.Empty(Prospects.DraftsOf(typeof(AttachToGift), Given.Received().Machine)!.Value);
    }

    private static Story Nowhere() => Given.Nothing().In(world => world with { Donation = null });

    private static Story Walked(Func<DonationTerms, DonationTerms>? gift = null) => Nowhere()
        .When(Who.Operator, new ReceiveDevice(null, DeviceType.Laptop, "SN-1"), site: World.Site)
        .In(world => world with { Donation = (gift ?? (same => same))(Gift) });

    private static Story Ready(Func<DonationTerms, DonationTerms>? gift = null) => Walked(gift)
        .When(Who.Operator, new Triage(Route.Reuse))
        .When(Who.Operator, Given.AuditOf(World.Disk))
        .When(Who.Operator, new StartWipe(WipeMethod.Overwrite))
        .When(Who.Operator, Given.Success(Given.Proof(World.Disk)))
        .When(Who.Operator, new InstallOs(OsPlan.Linux, "debian-13"))
        .When(Who.Controller, Given.Checked());
}
