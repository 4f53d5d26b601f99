using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>From the donor to the triage bench: transitions 1 to 5 and 36.</summary>
public sealed class IntakeExamples
{
    private static readonly DeclareDevice Declare = new(World.Gift, DeviceType.Laptop);
    private static readonly PickUp PickUp = new(World.Gift, World.Tour, DeviceType.Laptop);

    [Fact]
    public void A_donor_announces_a_machine_of_its_gift()
    {
        var story = Given.Nothing().When(Who.Donor, new DeclareDevice(World.Gift, DeviceType.Laptop, " sn-1 ")).Is(MachineStatus.Declared);

        Assert.Equal("SN-1", story.Fact<DeviceDeclared>().Serial);
        Assert.Equal(World.Donor, story.Machine.Custody!.Holder);
        Assert.Null(story.Machine.Ownership);
    }

    [Fact]
    public void The_coordinator_announces_for_a_donor_of_its_own_pole_only()
    {
        Given.Nothing().When(Who.Coordinator, Declare).Is(MachineStatus.Declared);
        Given.Nothing().RefusedAs("not-your-donation", Who.Coordinator.At(World.OtherPole), Declare);
        Given.Nothing().RefusedAs("not-your-donation", Who.Donor.At(World.Carrier), Declare);
    }

    [Fact]
    public void Nothing_is_announced_for_a_gift_that_is_not_known_or_over()
    {
        Given.Nothing().In(world => world with { Donation = null }).RefusedAs("donation-unknown", Who.Donor, Declare);
        Given.Nothing().In(With(DonationStatus.Cancelled)).RefusedAs("donation-is-over", Who.Donor, Declare);
    }

    [Fact]
    public void A_serial_that_another_machine_has_is_found_when_it_is_announced() =>
        Given.Nothing().In(world => world with { SameSerial = [new MachineId("2222222")] })
            .When(Who.Donor, new DeclareDevice(World.Gift, DeviceType.Laptop, "SN-1")).Found("duplicate-serial").Is(MachineStatus.Declared);

    [Fact]
    public void A_driver_picks_a_machine_up_and_ownership_stays()
    {
        var story = Given.Declared().When(Who.Driver, PickUp).Is(MachineStatus.Collected);

        Assert.Equal(new CustodyPassed(World.Donor, World.Carrier, null, HandoverBasis.TwoSided), story.Fact<CustodyPassed>());
        Assert.Null(story.Machine.Ownership);
    }

    [Fact]
    public void A_driver_picks_up_what_was_never_announced() => Given.Nothing().When(Who.Driver, PickUp).Is(MachineStatus.Collected);

    [Fact]
    public void Before_the_convention_is_signed_only_a_signature_at_the_dock_lets_a_machine_leave()
    {
        Given.Nothing().In(With(DonationStatus.Accepted)).RefusedAs("donation-not-signed", Who.Driver, PickUp);
        Given.Nothing().In(world => world with { Donation = world.Donation! with { Status = DonationStatus.Accepted, DockSignatureAllowed = true } })
            .When(Who.Driver, PickUp).Is(MachineStatus.Collected);
    }

    [Fact]
    public void A_round_must_be_known_open_the_drivers_own_and_for_the_gift()
    {
        Given.Nothing().In(world => world with { Round = null }).RefusedAs("round-unknown", Who.Driver, PickUp);
        Given.Nothing().In(world => world with { Round = world.Round! with { Status = RoundStatus.Done } }).RefusedAs("round-not-open", Who.Driver, PickUp);
        Given.Nothing().RefusedAs("round-of-another-carrier", Who.Driver.At(World.Workshop), PickUp);
        Given.Nothing().In(world => world with { Round = world.Round! with { Donation = World.SecondGift } }).RefusedAs("round-for-another-donation", Who.Driver, PickUp);
        Given.Nothing().In(world => world with { Donation = null }).RefusedAs("donation-unknown", Who.Driver, PickUp);
    }

    [Fact]
    public void The_dock_refuses_a_machine_for_a_reason_of_the_list_with_a_photo()
    {
        var story = Given.Collected().When(Who.Supervisor, new RefuseDevice("crt", "photo-1")).Is(MachineStatus.Refused);

        Assert.True(story.Fact<DeviceRefused>().GoesBack);
        Assert.Equal(World.Workshop, story.Machine.Custody!.Holder);
        Given.Collected().RefusedAs("reason-not-in-list", Who.Supervisor, new RefuseDevice("ugly", "photo-1"));
        Given.Collected().RefusedAs("photo-missing", Who.Supervisor, new RefuseDevice("crt"));
    }

    [Fact]
    public void Another_workshop_cannot_refuse_a_machine_that_was_received_here() =>
        Assert.Equal("wrong-custody", Given.Received().Held(Who.Supervisor.At(World.OtherWorkshop), new RefuseDevice("crt", "photo-1")).Code);

    [Fact]
    public void Triage_decides_where_a_machine_goes()
    {
        var story = Given.Received().When(Who.Operator, new Triage(Route.Recycle, PowersOn: false, "3")).Is(MachineStatus.Triaged);

        Assert.Equal(Route.Recycle, story.Machine.Route);
        Assert.Equal("3", story.Fact<DeviceTriaged>().CriteriaVersion);
        Given.Received().RefusedAs("route-missing", Who.Operator, new Triage(Route.None));
    }

    [Fact]
    public void In_training_parts_and_recycling_wait_for_the_supervisor()
    {
        var trainee = Who.Operator with { InTraining = true };
        var story = Given.Received().When(trainee, new Triage(Route.Parts)).Is(MachineStatus.Received);

        Assert.Equal(Route.Parts, story.Machine.Proposal!.Route);
        story.When(Who.Supervisor, new Triage(Route.Parts)).Is(MachineStatus.Triaged);
        Assert.Null(story.Machine.Proposal);
        Given.Received().When(trainee, new Triage(Route.Reuse)).Is(MachineStatus.Triaged);
    }

    [Fact]
    public void In_doubt_the_supervisor_is_asked_and_decides()
    {
        var story = Given.Received().When(Who.Operator, new Triage(Route.Ask)).Is(MachineStatus.Received);

        Assert.Equal(Route.Ask, story.Machine.Proposal!.Route);
        story.RefusedAs("route-missing", Who.Supervisor, new Triage(Route.Ask));

        // The doubt stands on the machine, once, until the supervisor has decided: that is how these come first.
        Assert.Equal([Findings.TriageDoubtful], story.Machine.Findings.AsEnumerable());
        story.When(Who.Operator, new Triage(Route.Ask)).Is(MachineStatus.Received);
        Assert.DoesNotContain(story.Facts, fact => fact is FindingRaised);
        story.When(Who.Supervisor, new Triage(Route.Reuse)).Is(MachineStatus.Triaged);
        Assert.Empty(story.Machine.Findings);
    }

    [Fact]
    public void A_refused_machine_goes_back_to_the_donor_who_signs()
    {
        var story = Given.Refused().When(Who.Driver.At(World.Workshop), new HandBack("JD", "RS-1")).Is(MachineStatus.HandedBack);

        Assert.Null(story.Machine.Custody);
        Given.Refused().RefusedAs("signature-missing", Who.Driver.At(World.Workshop), new HandBack(" "));
        Given.Refused().RefusedAs("not-your-machine", Who.Storekeeper.At(World.OtherWorkshop), new HandBack("JD"));
        Given.Refused().RefusedAs("not-your-machine", Who.Driver, new HandBack("JD"));
        Given.Refused().When(Who.Supervisor, new PlaceHold(Hold.DataIncident, "?")).RefusedAs("on-hold", Who.Driver.At(World.Workshop), new HandBack("JD"));
    }

    [Fact]
    public void A_machine_that_is_given_again_in_another_gift_keeps_what_became_of_it_in_the_first()
    {
        var back = Given.Refused().When(Who.Driver.At(World.Workshop), new HandBack("JD", "RS-1"));
        Assert.Empty(back.Machine.PastGifts);

        var again = back.In(world => world with { Donation = world.Donation! with { Id = World.SecondGift } })
            .When(Who.Storekeeper, new ReceiveDevice(World.SecondGift, DeviceType.Laptop)).Is(MachineStatus.Received);
        Assert.Equal(World.SecondGift, again.Machine.Donation);
        Assert.Equal([new PastGift(World.Gift, MachineStatus.HandedBack, DeviceType.Laptop)], again.Machine.PastGifts.AsEnumerable());
    }

    [Fact]
    public void Where_the_convention_says_so_a_refused_machine_is_recycled_instead() =>
        Given.Received(world => world with { Donation = world.Donation! with { RefusalDefault = RefusalDefault.Recycle } })
            .When(Who.Storekeeper, new RefuseDevice("broken", "photo"))
            .RefusedAs("refused-is-recycled", Who.Driver.At(World.Workshop), new HandBack("JD"));

    [Fact]
    public void What_does_not_belong_to_the_gift_goes_back_whatever_the_convention_says() =>
        Given.Received(world => world with { Donation = world.Donation! with { RefusalDefault = RefusalDefault.Recycle } })
            .When(Who.Storekeeper, new RefuseDevice("not-in-gift", "photo"))
            .When(Who.Driver.At(World.Workshop), new HandBack("JD")).Is(MachineStatus.HandedBack);

    private static Func<World, World> With(DonationStatus status) => world => world with { Donation = world.Donation! with { Status = status } };
}
