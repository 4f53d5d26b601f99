using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>At the dock of the workshop: transition 3, the first time and in a later life.</summary>
public sealed class ReceptionExamples
{
    private static readonly PickUp PickUp = new(World.Gift, World.Tour, DeviceType.Laptop);
    private static readonly ReceiveDevice Receive = new(World.Gift, DeviceType.Laptop, "SN-1");

    [Fact]
    public void The_workshop_receives_a_machine_and_it_is_in_its_custody()
    {
        var story = Given.Collected().When(Who.Storekeeper, Receive).Is(MachineStatus.Received);

        Assert.Equal(World.Workshop, story.Machine.Custody!.Holder);
        Assert.Equal(1, story.Machine.Lives);
        Assert.Equal(LegalNature.Product, story.Machine.LegalNature);
    }

    [Fact]
    public void The_donors_own_number_is_kept_as_it_was_declared_and_as_it_was_read_at_the_dock()
    {
        var story = Given.Nothing().When(Who.Donor, new DeclareDevice(World.Gift, DeviceType.Laptop, DonorNumber: " caf-0042 "));
        Assert.Equal("CAF-0042", story.Fact<DeviceDeclared>().DonorNumber);

        Assert.Equal("CAF-0043", story.When(Who.Storekeeper, Receive with { DonorNumber = "caf-0043" }).Fact<DeviceReceived>().DonorNumber);
        Given.Collected().RefusedAs("number-missing", Who.Storekeeper, Receive with { DonorNumber = new string('9', 65) });
        Given.Nothing().RefusedAs("number-missing", Who.Donor, new DeclareDevice(World.Gift, DonorNumber: "a\tb"));
    }

    [Fact]
    public void Restrictions_of_the_gift_travel_with_the_machine()
    {
        var story = Given.Received(world => world with { Donation = world.Donation! with { Restrictions = new Restrictions { ResaleForbidden = true } } });

        Assert.True(story.Machine.Restrictions.ResaleForbidden);
    }

    [Fact]
    public void A_machine_that_comes_after_the_reception_note_belongs_to_the_receiver_at_once()
    {
        var story = Given.Received(world => world with { Donation = world.Donation! with { ReceptionNote = "BR-1" } });

        Assert.Equal(new OwnershipPassed(World.Donor, World.Workshop, "BR-1", null), story.Fact<OwnershipPassed>());
    }

    [Fact]
    public void Ownership_passes_at_the_pickup_where_the_signed_convention_says_so_and_once_only()
    {
        var picked = Given.Nothing().In(AgreedAtPickup).When(Who.Driver, PickUp);

        Assert.Equal(new OwnershipPassed(World.Donor, World.Workshop, "CD-1", null), picked.Fact<OwnershipPassed>());
        Assert.Equal(World.Workshop, picked.Machine.Ownership!.Owner);
        Assert.Equal("CD-1", picked.When(Who.Storekeeper, Receive).Machine.Ownership!.Document);
    }

    [Fact]
    public void What_gets_its_label_at_the_dock_passes_there_under_a_convention_of_the_pickup() =>
        Assert.Equal(World.Workshop, Given.Nothing().In(AgreedAtPickup).When(Who.Storekeeper, Receive).Machine.Ownership!.Owner);

    [Theory]
    [InlineData("the convention is not signed")]
    [InlineData("it was signed after the pickup")]
    [InlineData("it says the reception note")]
    [InlineData("the donor did not announce that kind")]
    public void Nothing_passes_at_the_pickup_where(string why)
    {
        var picked = Given.Nothing()
            .In(world => AgreedAtPickup(world) with { Donation = Without(AgreedAtPickup(world).Donation!, why) })
            .When(Who.Driver, PickUp);

        Assert.Null(picked.Machine.Ownership);
    }

    [Fact]
    public void A_machine_that_passed_at_the_pickup_and_is_refused_is_the_donors_again_when_it_takes_it_back()
    {
        var back = Given.Nothing().In(AgreedAtPickup)
            .When(Who.Driver, PickUp)
            .When(Who.Storekeeper, Receive)
            .When(Who.Storekeeper, new RefuseDevice("broken", "photo-1"))
            .When(Who.Driver.At(World.Workshop), new HandBack("JD", "RS-1"));

        Assert.Equal(new OwnershipPassed(World.Workshop, World.Donor, "RS-1", null), back.Fact<OwnershipPassed>());
        Assert.Equal(World.Donor, back.Machine.Ownership!.Owner);
    }

    [Fact]
    public void A_pickup_that_passed_the_ownership_is_taken_back_with_it()
    {
        var picked = Given.Nothing().In(AgreedAtPickup).When(Who.Driver, PickUp);
        Assert.Equal(World.Workshop, picked.Machine.Ownership!.Owner);

        var taken = picked.When(Who.Coordinator, new CorrectEvent(picked.Machine.LastStep!.Seq, "did-not-occur"));
        Assert.Null(taken.Machine.Ownership);
        Assert.NotEqual(MachineStatus.Collected, taken.Machine.Status);
        Assert.Equal(World.Workshop, taken.When(Who.Driver, PickUp).Machine.Ownership!.Owner);

        // What was received with the note has its own way back.
        var received = Given.Nothing().In(AgreedAtPickup).When(Who.Driver, PickUp).When(Who.Storekeeper, Receive);
        received.RefusedAs("reception-stands", Who.Coordinator, new CorrectEvent(received.Machine.LastStep!.Seq, "did-not-occur"));
    }

    private static DonationTerms Without(DonationTerms agreed, string why) => why switch
    {
        "the convention is not signed" => agreed with { SignedAt = null, Status = DonationStatus.Accepted, DockSignatureAllowed = true },
        "it was signed after the pickup" => agreed with { SignedAt = World.Start.AddDays(9) },
        "it says the reception note" => agreed with { Clauses = ConventionClauses.Usual },
        _ => agreed with { Announced = [new(DeviceType.Monitor, 3)] },
    };

    private static World AgreedAtPickup(World world) => world with
    {
        Donation = world.Donation! with { Convention = "CD-1", SignedAt = World.Start.AddDays(-1), Clauses = ConventionClauses.Usual with { Moment = OwnershipMoment.Pickup } },
    };

    [Fact]
    public void A_machine_from_a_waste_stream_is_a_waste() => Assert.Equal(
        LegalNature.Waste,
        Given.Nothing().When(Who.Operator, Receive with { FromWasteStream = true }).Machine.LegalNature);

    [Fact]
    public void A_workshop_receives_with_a_charter_that_is_valid_on_the_day()
    {
        var expired = (World world) => world.With(World.Workshop, one => one with
        {
            Accreditations = [one.Accreditations[0] with { ValidTo = World.Start.AddHours(-1) }],
        });

        Given.Nothing().In(expired).RefusedAs("not-accredited", Who.Operator, Receive);
        Given.Nothing().In(world => world.With(World.Workshop, one => one with { Status = OrganisationStatus.Suspended }))
            .RefusedAs("organisation-not-active", Who.Operator, Receive);

        // Done offline before the charter ended, sent after it (domain.md 12.4, point 7).
        Given.Nothing().In(expired).When(Who.Operator, Receive, occurredAt: World.Start.AddHours(-2)).Is(MachineStatus.Received);
    }

    [Fact]
    public void A_site_takes_the_types_that_it_accepts()
    {
        var laptops = (World world) => world.With(World.Workshop, one => one with { Sites = [new Site(World.Site, "Atelier 1", true, [DeviceType.Laptop])] });

        Assert.Equal("site-does-not-accept", Given.Nothing().In(laptops).Refused(Who.Operator, new ReceiveDevice(World.Gift, DeviceType.Monitor), site: World.Site).Code);
        Given.Nothing().In(laptops).When(Who.Operator, Receive, site: World.Site).Is(MachineStatus.Received);
        Assert.Equal("site-unknown", Given.Nothing().Refused(Who.Operator, Receive, site: new SiteId("elsewhere")).Code);
    }

    [Fact]
    public void The_type_that_was_announced_counts_where_the_reception_says_none()
    {
        var story = Given.Nothing().In(world => world.With(World.Workshop, one => one with { Sites = [new Site(World.Site, "Atelier 1", true, [DeviceType.Laptop])] }))
            .When(Who.Donor, new DeclareDevice(World.Gift, DeviceType.Monitor));

        Assert.Equal("site-does-not-accept", story.Refused(Who.Operator, new ReceiveDevice(World.Gift), site: World.Site).Code);
    }

    [Fact]
    public void A_gift_that_is_named_must_exist_and_not_be_over()
    {
        Given.Nothing().In(world => world with { Donation = null }).RefusedAs("donation-unknown", Who.Operator, Receive);
        Given.Nothing().In(With(DonationStatus.Closed)).RefusedAs("donation-is-over", Who.Operator, Receive);
        Given.Nothing().In(world => world with { Donation = null }).When(Who.Operator, Receive with { Donation = null }).Is(MachineStatus.Received);
    }

    [Fact]
    public void Two_machines_with_one_serial_are_both_received_with_a_finding() =>
        Given.Nothing().In(world => world with { SameSerial = [new MachineId("2222222")] }).When(Who.Operator, Receive).Found("duplicate-serial").Is(MachineStatus.Received);

    [Fact]
    public void What_was_not_announced_is_received_off_the_list() =>
        Given.Nothing().In(world => world with { Donation = world.Donation! with { Announced = [new AnnouncedLine(DeviceType.Monitor, 3)] } })
            .When(Who.Operator, Receive).Found("off-list").Is(MachineStatus.Received);

    [Fact]
    public void A_machine_comes_back_in_a_later_life_under_another_gift_and_is_dirty()
    {
        var story = Given.Refused().When(Who.Driver.At(World.Workshop), new HandBack("JD"))
            .In(world => world with { Donation = world.Donation! with { Id = World.SecondGift } });

        story.RefusedAs("not-given-again", Who.Operator, Receive with { Donation = World.Gift });
        story.When(Who.Operator, Receive with { Donation = World.SecondGift }).Is(MachineStatus.Received);

        Assert.Equal(2, story.Machine.Lives);
        Assert.Equal(World.SecondGift, story.Machine.Donation);
        Assert.Equal(Sanitisation.Unknown, story.Machine.Sanitisation);
    }

    [Fact]
    public void A_machine_that_a_pole_receives_in_its_own_workshop_is_of_that_pole()
    {
        var own = (World world) => (world with { Donation = null }).With(World.Workshop, one => one with { Pole = null, Activities = [Activity.Pole, Activity.Workshop] });
        var story = Given.Nothing().In(own).When(Who.Operator, new ReceiveDevice(Type: DeviceType.Laptop));

        Assert.Equal(World.Workshop, story.Machine.Pole);
        story.RefusedAs("machine-of-another-pole", Who.Coordinator.At(World.OtherPole), new OpenRecall("RC-1", "battery"));
    }

    [Fact]
    public void What_was_picked_up_under_one_gift_is_not_received_under_another()
    {
        var free = (World world) => world with { Donation = world.Donation! with { Id = World.SecondGift } };

        Given.Collected().In(free).RefusedAs("machine-of-another-donation", Who.Operator, Receive with { Donation = World.SecondGift });
        Given.Collected().When(Who.Operator, Receive with { Donation = World.Gift }).Is(MachineStatus.Received);
    }

    [Fact]
    public void What_was_only_announced_may_come_with_a_later_gift_of_the_same_donor()
    {
        var later = (World world) => world with
        {
            Donation = world.Donation! with { Id = World.SecondGift },
            Round = world.Round! with { Donation = World.SecondGift },
        };
        var another = (World world) => later(world) with { Donation = later(world).Donation! with { Donor = World.Partner } };
        var pickUp = new PickUp(World.SecondGift, World.Tour, DeviceType.Laptop);

        Given.Declared().In(later).When(Who.Driver, pickUp).Is(MachineStatus.Collected);
        Given.Declared().In(another).RefusedAs("machine-of-another-donation", Who.Driver, pickUp);
        Given.Declared().In(another).RefusedAs("machine-of-another-donation", Who.Operator, Receive with { Donation = World.SecondGift });
    }

    [Fact]
    public void The_price_cap_of_a_public_gift_is_that_of_the_kind_of_machine()
    {
        var gift = (World world) => world with
        {
            Donation = world.Donation! with { LegalBasis = LegalBasis.CgpppL321223, Restrictions = DonationRestrictions.Of(LegalBasis.CgpppL321223, PoleRules.Default) },
        };

        Assert.Equal(3_000, Given.Nothing().In(gift).When(Who.Operator, new ReceiveDevice(World.Gift, DeviceType.Monitor)).Machine.Restrictions.MaxPriceCents);
    }

    [Fact]
    public void A_partner_gives_again_what_became_its_own_and_nobody_else_gives_it()
    {
        var second = (World world) => world with { Donation = world.Donation! with { Id = World.SecondGift } };
        var owned = Given.Placed().When(Who.Coordinator, new TransferOwnership(World.Partner, "AC-1")).In(second);

        owned.RefusedAs("not-given-again", Who.Operator, Receive with { Donation = World.SecondGift });
        owned.In(world => world with { Donation = world.Donation! with { Donor = World.Partner } })
            .When(Who.Operator, Receive with { Donation = World.SecondGift }).Is(MachineStatus.Received);
    }

    [Fact]
    public void A_machine_that_is_lent_is_not_given_again() =>
        Given.Placed().In(world => world with { Donation = world.Donation! with { Id = World.SecondGift } })
            .RefusedAs("not-given-again", Who.Operator, Receive with { Donation = World.SecondGift });

    private static Func<World, World> With(DonationStatus status) => world => world with { Donation = world.Donation! with { Status = status } };
}
