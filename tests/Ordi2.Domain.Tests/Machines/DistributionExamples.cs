using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Machines;
using TightenRestrictions = Ordi2.Contracts.Machines.TightenRestrictions;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>From the stock to the partner: transitions 17 to 23.</summary>
public sealed class DistributionExamples
{
    private static readonly Allocate Allocate = new(World.Project);
    private static readonly Pack Pack = new("BOX-1", World.Shipment);
    private static readonly Dispatch Dispatch = new(World.Shipment);
    private static readonly PlaceWithPartner Place = new(World.Convention, "rita");

    [Fact]
    public void The_pole_gives_a_ready_machine_to_an_accepted_dossier()
    {
        var story = Given.Ready().When(Who.Coordinator, Allocate).Is(MachineStatus.Reserved);

        Assert.Equal(new Allocation(World.Project, 0, World.Epn, World.Partner), story.Machine.Allocation);
    }

    [Fact]
    public void A_dossier_must_be_known_accepted_and_of_the_pole()
    {
        Given.Ready().In(world => world with { Dossier = null }).RefusedAs("dossier-unknown", Who.Coordinator, Allocate);
        Given.Ready().In(Dossier(dossier => dossier with { Status = DossierStatus.Waitlisted })).RefusedAs("dossier-not-accepted", Who.Coordinator, Allocate);
        Given.Ready().In(Dossier(dossier => dossier with { Pole = World.OtherPole })).RefusedAs("dossier-of-another-pole", Who.Coordinator, Allocate);
        Given.Ready().RefusedAs("machine-of-another-pole", Who.Coordinator.At(World.OtherPole), Allocate);
    }

    [Fact]
    public void A_line_of_the_dossier_must_exist()
    {
        Given.Ready().RefusedAs("dossier-line-unknown", Who.Coordinator, new Allocate(World.Project, 1));
        Given.Ready().RefusedAs("dossier-line-unknown", Who.Coordinator, new Allocate(World.Project, -1));
    }

    [Theory]
    [InlineData(DeviceType.Desktop, Profile.None, Grade.C)]
    [InlineData(DeviceType.Laptop, Profile.Multimedia, Grade.C)]
    [InlineData(DeviceType.Laptop, Profile.None, Grade.A)]
    public void A_machine_fits_the_line_in_type_profile_and_grade(DeviceType type, Profile profile, Grade grade) =>
        Given.Ready().In(Line(line => line with { Type = type, Profile = profile, LowestGrade = grade }))
            .RefusedAs("machine-does-not-fit", Who.Coordinator, Allocate);

    [Fact]
    public void The_restrictions_of_the_gift_fit_the_partner()
    {
        var story = Given.Ready().When(Who.Coordinator, new TightenRestrictions(new Restrictions { AllowedRecipients = [RecipientCategory.StudentAssociation] }));

        story.RefusedAs("restriction-does-not-fit", Who.Coordinator, Allocate);
        story.In(world => world.With(World.Partner, one => one with { Category = RecipientCategory.StudentAssociation })).When(Who.Coordinator, Allocate);
    }

    [Fact]
    public void An_epn_takes_new_machines_with_a_charter_and_not_while_it_closes()
    {
        Given.Ready().In(world => world.With(World.Epn, one => one with { Status = OrganisationStatus.Closing })).RefusedAs("organisation-closing", Who.Coordinator, Allocate);
        Given.Ready().In(world => world.With(World.Epn, one => one with { Accreditations = [] })).RefusedAs("not-accredited", Who.Coordinator, Allocate);
        Given.Ready().In(world => world with { Organisations = world.Organisations.RemoveAll(one => one.Id == World.Epn) })
            .RefusedAs("organisation-unknown", Who.Coordinator, Allocate);
    }

    [Fact]
    public void A_hold_keeps_a_machine_in_the_stock() =>
        Given.Ready().When(Who.Coordinator, new OpenRecall("RC-1", "battery")).RefusedAs("on-hold", Who.Coordinator, Allocate);

    [Fact]
    public void An_allocation_is_released_until_the_machine_is_packed()
    {
        var story = Given.Reserved().When(Who.System, new ReleaseAllocation("deadline")).Is(MachineStatus.Ready);

        Assert.Null(story.Machine.Allocation);
        Given.Packed().RefusedAs("wrong-status", Who.Coordinator, new ReleaseAllocation("changed"));
    }

    [Fact]
    public void A_machine_of_the_pick_list_is_packed_into_a_box()
    {
        Given.Reserved().When(Who.Operator, Pack).Is(MachineStatus.Packed);
        Given.Reserved().In(Delivery(delivery => delivery with { Machines = [] })).RefusedAs("not-in-pick-list", Who.Operator, Pack);
        Given.Reserved().In(Delivery(delivery => delivery with { Dossier = new DossierId("P-2") })).RefusedAs("delivery-for-another-dossier", Who.Operator, Pack);
        Given.Reserved().In(Delivery(delivery => delivery with { Status = DeliveryStatus.Dispatched })).RefusedAs("delivery-already-left", Who.Operator, Pack);
        Given.Reserved().In(world => world with { Delivery = null }).RefusedAs("delivery-unknown", Who.Operator, Pack);
        Given.Reserved().RefusedAs("box-missing", Who.Operator, Pack with { Box = " " });
    }

    [Fact]
    public void A_box_leaves_with_its_delivery_and_the_carrier_has_it()
    {
        var story = Given.Packed().When(Who.Driver, Dispatch).Is(MachineStatus.InTransit);

        Assert.Equal(World.Carrier, story.Machine.Custody!.Holder);
        Assert.Equal(World.Epn, story.Machine.Consignee);
        Given.Packed().In(Delivery(delivery => delivery with { Status = DeliveryStatus.Preparing })).RefusedAs("delivery-not-ready", Who.Driver, Dispatch);
        Given.Packed().RefusedAs("packed-for-another-delivery", Who.Driver, new Dispatch(new DeliveryId("L-2")));
        Given.Packed().RefusedAs("not-your-delivery", Who.Driver.At(World.OtherWorkshop), Dispatch);
        Given.Packed().In(world => world with { Delivery = null }).RefusedAs("delivery-unknown", Who.Driver, Dispatch);
        Given.Packed().When(Who.Coordinator, new OpenRecall("RC-1", "battery")).RefusedAs("on-hold", Who.Driver, Dispatch);
    }

    [Fact]
    public void The_consignee_receives_the_machine_and_has_thirty_days_to_place_it()
    {
        var story = Given.InTransit().When(Who.Animator, new ReceiveAtEpn()).Is(MachineStatus.AtEpn);

        Assert.Equal(World.Epn, story.Machine.Custody!.Holder);
        Assert.Equal(story.Machine.StatusSince.AddDays(30), story.Machine.DueAt);
        Given.InTransit().In(world => world with { Delivery = null }).RefusedAs("delivery-unknown", Who.Animator, new ReceiveAtEpn());
    }

    [Fact]
    public void A_machine_that_finds_nobody_returns_to_the_depot()
    {
        var story = Given.InTransit().When(Who.Driver, new ReturnToDepot("absent")).Is(MachineStatus.Packed);

        Assert.Equal(World.Workshop, story.Machine.Custody!.Holder);
        Given.InTransit().In(world => world with { Delivery = null }).RefusedAs("delivery-unknown", Who.Driver, new ReturnToDepot("absent"));
        Given.ComingBack().RefusedAs("is-coming-back", Who.Driver.At(World.Epn), new ReturnToDepot("absent"));
        Given.ComingBack().RefusedAs("is-coming-back", Who.Animator, new ReceiveAtEpn());
    }

    [Fact]
    public void The_partner_of_the_dossier_gets_the_machine_under_a_signed_convention()
    {
        var story = Given.AtEpn().When(Who.Animator, Place).Is(MachineStatus.Placed);

        Assert.Equal(World.Partner, story.Machine.Custody!.Holder);
        Assert.Equal(World.Convention, story.Machine.Loan);
        Assert.Equal(World.Epn, story.Fact<PlacedWithPartner>().Epn);
    }

    [Fact]
    public void A_convention_must_be_known_signed_of_the_epn_and_for_the_partner_of_the_dossier()
    {
        Given.AtEpn().In(world => world with { Loan = null }).RefusedAs("loan-unknown", Who.Animator, Place);
        Given.AtEpn().In(Loan(loan => loan with { Status = LoanStatus.Draft })).RefusedAs("loan-not-signed", Who.Animator, Place);
        Given.AtEpn().In(Loan(loan => loan with { Relay = World.OtherEpn })).RefusedAs("loan-of-another-epn", Who.Animator, Place);
        Given.AtEpn().In(Loan(loan => loan with { Borrower = World.Donor })).RefusedAs("borrower-is-not-the-partner", Who.Animator, Place);
    }

    [Fact]
    public void The_epn_never_ends_as_the_user_nor_does_its_legal_person()
    {
        var same = (World world) => world.With(World.Partner, one => one with { Siren = $"siren-{World.Epn}" });

        Given.AtEpn().In(same).RefusedAs("partner-is-the-epn", Who.Animator, Place);
        Given.AtEpn().In(world => world.With(World.Partner, one => one with { Parent = World.Epn })).RefusedAs("partner-is-the-epn", Who.Animator, Place);
        Given.AtEpn().In(world => world with { Organisations = world.Organisations.RemoveAll(one => one.Id == World.Partner) })
            .RefusedAs("organisation-unknown", Who.Animator, Place);
        Assert.True(Given.AtEpn().In(same).In(Dossier(dossier => dossier with { PartnerIsEpnDerogation = true })).When(Who.Animator, Place).Fact<PlacedWithPartner>().Derogation);
    }

    [Fact]
    public void A_placement_has_a_session_ahead_and_the_partners_signature()
    {
        Given.AtEpn().In(Dossier(dossier => dossier with { Sessions = [] })).RefusedAs("no-session-planned", Who.Animator, Place);
        Given.AtEpn().RefusedAs("co-signature-missing", Who.Animator, Place with { CoSignedBy = "" });
        Given.AtEpn().RefusedAs("co-signature-missing", Who.Animator, Place with { CoSignedBy = Who.Animator.Person.Text });
        Given.AtEpn().RefusedAs("co-signature-missing", Who.Animator, Place with { CoSignedBy = "program-of-the-epn" });
        Given.AtEpn().In(world => world.With(World.Epn, one => one with { Status = OrganisationStatus.Closing })).RefusedAs("organisation-closing", Who.Animator, Place);
        Given.AtEpn().When(Who.Coordinator, new OpenRecall("RC-1", "battery")).RefusedAs("on-hold", Who.Animator, Place);
    }

    [Fact]
    public void The_partners_own_code_signs_for_its_machine_and_no_other_one_and_for_this_day()
    {
        var referent = new PersonId("referent-of-the-partner");
        var without = Place with { CoSignedBy = "" };
        var at = (MachineId machine, TimeSpan before) => Loan(loan => loan with { CoSigned = [new(machine, referent, Given.AtEpn().Now - before)] });

        var placed = Given.AtEpn().In(at(World.Machine, TimeSpan.FromMinutes(1))).When(Who.Animator, without).Fact<PlacedWithPartner>();
        Assert.Equal((referent.Text, true), (placed.CoSignedBy, placed.CodeSignedAt is not null));
        Assert.Null(Given.AtEpn().When(Who.Animator, Place).Fact<PlacedWithPartner>().CodeSignedAt);
        Given.AtEpn().In(at(new("B7N2KDR"), TimeSpan.FromMinutes(1))).RefusedAs("co-signature-missing", Who.Animator, without);
        Given.AtEpn().In(at(World.Machine, TimeSpan.FromHours(13))).RefusedAs("co-signature-missing", Who.Animator, without);
    }

    private static Func<World, World> Dossier(Func<DossierTerms, DossierTerms> change) => world => world with { Dossier = change(world.Dossier!) };

    private static Func<World, World> Line(Func<NeedLine, NeedLine> change) => Dossier(dossier => dossier with { Needs = [change(dossier.Needs[0])] });

    private static Func<World, World> Delivery(Func<DeliveryTerms, DeliveryTerms> change) => world => world with { Delivery = change(world.Delivery!) };

    private static Func<World, World> Loan(Func<LoanTerms, LoanTerms> change) => world => world with { Loan = change(world.Loan!) };
}
