using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;
using TightenRestrictions = Ordi2.Contracts.Machines.TightenRestrictions;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>Who becomes the owner, when and by which paper: the three patterns that a gift convention chooses from (domain.md 2.7).</summary>
public sealed class OwnershipExamples
{
    private static readonly Allocate Promise = new(World.Project);
    private static readonly PlaceWithPartner Place = new(World.Convention, "rita");
    private static readonly TransferOwnership ToTheEpn = new(World.Epn, "AC-1");
    private static readonly TransferOwnership ToThePartner = new(World.Partner, "AC-1");

    private static readonly Func<World, World> ByTheEpn = world => world with { Loan = world.Loan! with { Lender = World.Epn } };
    private static readonly Func<World, World> AsAGift = world => world with { Loan = world.Loan! with { GiftDeed = true }, Dossier = world.Dossier! with { Mode = ProvisionMode.Gift } };

    [Fact]
    public void A_the_epn_becomes_the_owner_by_a_deed_once_it_has_the_machine_and_lends_it_then()
    {
        var owned = Arrived(OwnershipPattern.Epn).When(Who.Coordinator, ToTheEpn).Is(MachineStatus.AtEpn);
        Assert.Equal((World.Workshop, World.Epn, new DocumentId("AC-1")), (owned.Fact<OwnershipPassed>().From!.Value, owned.Machine.Ownership!.Owner, owned.Fact<OwnershipPassed>().Deed!.Value));

        var placed = owned.In(ByTheEpn).When(Who.Animator, Place).Is(MachineStatus.Placed);
        Assert.Equal((World.Epn, (LoanId?)World.Convention, World.Partner), (placed.Machine.Ownership!.Owner, placed.Machine.Loan, placed.Machine.Custody!.Holder));

        // It stays the EPN's: it is lent, and not given.
        placed.RefusedAs("owner-stays-the-epn", Who.Coordinator, ToThePartner);
    }

    [Fact]
    public void A_the_epn_does_not_lend_what_is_not_its_own_yet_nor_lets_another_lend_what_is()
    {
        Arrived(OwnershipPattern.Epn).RefusedAs("epn-owns-it-first", Who.Animator, Place);
        Arrived(OwnershipPattern.Epn).In(ByTheEpn).RefusedAs("epn-owns-it-first", Who.Animator, Place);
        Arrived(OwnershipPattern.Epn).When(Who.Coordinator, ToTheEpn).RefusedAs("lender-is-not-the-owner", Who.Animator, Place);

        // Before the reception note is signed it is the donor's, by whatever paper it is called another's.
        Given.AtEpn().In(Agreed(OwnershipPattern.Epn)).In(world => world with { Loan = world.Loan! with { Lender = World.Donor } }).RefusedAs("epn-owns-it-first", Who.Animator, Place);
    }

    [Fact]
    public void A_what_the_gift_does_not_allow_the_epn_is_not_promised_through_it()
    {
        static Story Restricted(OwnershipPattern pattern) => Given.Ready().In(Agreed(pattern))
            .In(world => world.With(World.Partner, one => one with { Category = RecipientCategory.StudentAssociation }))
            .When(Who.Coordinator, new TightenRestrictions(new Restrictions { AllowedRecipients = [RecipientCategory.StudentAssociation] }));

        Restricted(OwnershipPattern.Epn).RefusedAs("restriction-does-not-fit", Who.Coordinator, Promise);
        Restricted(OwnershipPattern.Epn).In(world => world.With(World.Epn, one => one with { Category = RecipientCategory.StudentAssociation })).When(Who.Coordinator, Promise);
        Restricted(OwnershipPattern.PoleOrWorkshop).When(Who.Coordinator, Promise);
    }

    [Fact]
    public void B_the_receiver_stays_the_owner_and_gives_it_to_the_partner_by_a_deed_alone()
    {
        var placed = Arrived(OwnershipPattern.PoleOrWorkshop).When(Who.Animator, Place);
        Assert.Equal((World.Workshop, (LoanId?)World.Convention), (placed.Machine.Ownership!.Owner, placed.Machine.Loan));
        Assert.Equal(World.Partner, placed.When(Who.Coordinator, ToThePartner).Machine.Ownership!.Owner);

        Arrived(OwnershipPattern.PoleOrWorkshop).In(AsAGift).RefusedAs("convention-gives-it-to-no-partner", Who.Animator, Place);
        Arrived(OwnershipPattern.PoleOrWorkshop).RefusedAs("deed-for-placed-only", Who.Coordinator, ToTheEpn);
    }

    [Fact]
    public void C_the_partner_becomes_the_owner_by_the_gift_deed_under_which_it_gets_the_machine()
    {
        var placed = Arrived(OwnershipPattern.Partner).In(AsAGift).When(Who.Animator, Place).Is(MachineStatus.Placed);

        Assert.Equal((World.Workshop, World.Partner, World.Convention.Text), (placed.Fact<OwnershipPassed>().From!.Value, placed.Machine.Ownership!.Owner, placed.Machine.Ownership.Document));
        Assert.Null(placed.Machine.Loan);
    }

    [Fact]
    public void C_a_loan_comes_first_where_the_dossier_asks_for_one_and_the_deed_after_it()
    {
        var placed = Arrived(OwnershipPattern.Partner).When(Who.Animator, Place);

        Assert.Equal(World.Workshop, placed.Machine.Ownership!.Owner);
        Assert.Equal(World.Partner, placed.When(Who.Coordinator, ToThePartner).Machine.Ownership!.Owner);
        Arrived(OwnershipPattern.Partner).RefusedAs("deed-for-placed-only", Who.Coordinator, ToTheEpn);
    }

    [Fact]
    public void C_nobody_gives_what_is_the_donors_still()
    {
        Given.AtEpn().In(Agreed(OwnershipPattern.Partner)).In(AsAGift).RefusedAs("lender-is-not-the-owner", Who.Animator, Place);
        Arrived(OwnershipPattern.Partner).In(AsAGift).In(world => world with { Loan = world.Loan! with { Lender = World.Pole } }).RefusedAs("lender-is-not-the-owner", Who.Animator, Place);
    }

    [Fact]
    public void C_a_gift_deed_goes_to_nobody_whom_the_restrictions_exclude_since_the_allocation() => Arrived(OwnershipPattern.Partner).In(AsAGift)
        .When(Who.Coordinator, new TightenRestrictions(new Restrictions { AllowedRecipients = [RecipientCategory.StudentAssociation] }))
        .RefusedAs("restriction-does-not-fit", Who.Animator, Place);

    [Theory]
    [InlineData(OwnershipPattern.PoleOrWorkshop, false)]
    [InlineData(OwnershipPattern.Epn, false)]
    [InlineData(OwnershipPattern.Partner, true)]
    public void A_dossier_that_asks_for_a_gift_gets_what_its_convention_gives_the_partner(OwnershipPattern pattern, bool given)
    {
        var story = Given.Ready().In(Agreed(pattern)).In(AsAGift);

        if (given)
        {
            story.When(Who.Coordinator, Promise).Is(MachineStatus.Reserved);
        }
        else
        {
            story.RefusedAs("convention-gives-it-to-no-partner", Who.Coordinator, Promise);
        }

        Given.Ready().In(Agreed(pattern)).When(Who.Coordinator, Promise).Is(MachineStatus.Reserved);
    }

    [Fact]
    public void What_came_with_no_known_gift_is_bound_by_no_pattern()
    {
        Func<World, World> unknown = world => world with { Donation = null };

        Given.Ready().In(AsAGift).In(unknown).When(Who.Coordinator, Promise).Is(MachineStatus.Reserved);
        Assert.Equal(World.Partner, Given.AtEpn().In(AsAGift).In(unknown).When(Who.Animator, Place).Machine.Ownership!.Owner);
    }

    [Fact]
    public void A_coordinator_is_offered_the_deed_where_the_convention_lets_the_ownership_pass()
    {
        Assert.Null(Why(Arrived(OwnershipPattern.Epn)));
        Assert.Equal("deed-for-placed-only", Why(Arrived(OwnershipPattern.PoleOrWorkshop)));
        Assert.Equal("owner-stays-the-epn", Why(Arrived(OwnershipPattern.Epn).When(Who.Coordinator, ToTheEpn).In(ByTheEpn).When(Who.Animator, Place)));
        Assert.Null(Why(Given.Placed()));

        static string? Why(Story story) =>
            Prospects.Why(story.Machine, World.Machine, Who.Coordinator, story.Now, [.. Prospects.DraftsOf(typeof(TransferOwnership), story.Machine)!.Value.Select(draft => (draft, story.World.Asked(story.Machine, draft, Who.Coordinator.Organisation)))])?.Code;
    }

    [Fact]
    public void The_deed_to_the_epn_is_signed_by_its_animator_and_made_where_it_may_serve()
    {
        var epn = World.Of(World.Epn, Activity.Epn);
        var owner = World.Of(World.Workshop, Activity.Workshop);
        var story = Arrived(OwnershipPattern.Epn);

        Assert.Null(TransferDeed.Unmakable(World.Machine, story.Machine, story.World.Donation, World.Pole, epn, null, PoleRules.Default));
        Assert.Equal([new(World.Workshop, Role.Supervisor), new(World.Epn, Role.Animator)], TransferDeed.Of(World.Pole, World.Machine, story.Machine, owner, epn, null).Signatories.AsEnumerable());
        Assert.Equal("deed-for-placed-only", TransferDeed.Unmakable(World.Machine, story.Machine, Agreed(OwnershipPattern.PoleOrWorkshop)(story.World).Donation, World.Pole, epn, null, PoleRules.Default)?.Code);
    }

    [Fact]
    public void No_deed_is_made_and_signed_that_cannot_serve()
    {
        var epn = World.Of(World.Epn, Activity.Epn);
        var restricted = Arrived(OwnershipPattern.Epn).When(Who.Coordinator, new TightenRestrictions(new Restrictions { AllowedRecipients = [RecipientCategory.StudentAssociation] }));
        var held = Arrived(OwnershipPattern.Epn).When(Who.Coordinator, new PlaceHold(Hold.DataIncident, "?"));

        restricted.RefusedAs("restriction-does-not-fit", Who.Coordinator, ToTheEpn);
        Assert.Equal("restriction-does-not-fit", Why(restricted, epn));
        Assert.Null(Why(restricted, epn with { Category = RecipientCategory.StudentAssociation }));

        held.RefusedAs("on-hold", Who.Coordinator, ToTheEpn);
        Assert.Equal("on-hold", Why(held, epn));

        DeededMachine[] both = [new(World.Machine, restricted.Machine, restricted.World.Donation), new(new("N000001"), held.Machine, held.World.Donation)];
        Assert.Empty(TransferDeed.Passing(both, World.Pole, epn, PoleRules.Default));

        static string? Why(Story story, OrganisationProfile epn) =>
            TransferDeed.Unmakable(World.Machine, story.Machine, story.World.Donation, World.Pole, epn, null, PoleRules.Default)?.Code;
    }

    [Fact]
    public void One_deed_makes_the_machines_of_a_delivery_the_epns_and_serves_once_for_each()
    {
        var (epn, owner) = (World.Of(World.Epn, Activity.Epn), World.Of(World.Workshop, Activity.Workshop));
        var (ours, another) = (Arrived(OwnershipPattern.Epn), new MachineId("K7M2PQ9"));
        DeededMachine[] all =
        [
            new(World.Machine, ours.Machine, ours.World.Donation),
            new(another, ours.Machine, ours.World.Donation),
            new(new("N000001"), Arrived(OwnershipPattern.PoleOrWorkshop).Machine, Agreed(OwnershipPattern.PoleOrWorkshop)(ours.World).Donation),
            new(new("N000002"), Given.Ready().Machine, ours.World.Donation),
        ];

        var passing = TransferDeed.Passing(all, World.Pole, epn, PoleRules.Default);
        Assert.Equal([World.Machine, another], passing.Select(one => one.Id));
        Assert.Null(TransferDeed.Unmakable(World.Shipment, passing, World.Pole));
        Assert.Equal("delivery-has-nothing-to-deed", TransferDeed.Unmakable(World.Shipment, [], World.Pole)?.Code);
        Assert.Equal("delivery-of-several-owners", TransferDeed.Unmakable(World.Shipment, [passing[0], passing[1] with { Machine = Given.AtEpn().Machine }], World.Pole)?.Code);
        Assert.Empty(TransferDeed.Passing(all, World.OtherPole, epn, PoleRules.Default));

        var deed = TransferDeed.Of(World.Pole, World.Shipment, passing, owner, epn);
        Assert.Equal([new(World.Workshop, Role.Supervisor), new(World.Epn, Role.Animator)], deed.Signatories.AsEnumerable());
        Assert.Superset(new HashSet<string>(["delivery/" + World.Shipment, $"machine/{World.Machine}", $"machine/{another}"], StringComparer.Ordinal), deed.About.ToHashSet(StringComparer.Ordinal));

        var signed = World.DeedOf(null) with { About = deed.About, Content = deed.Content };
        var owned = Arrived(OwnershipPattern.Epn).In(world => world with { Deed = signed }).When(Who.Coordinator, ToTheEpn).Is(MachineStatus.AtEpn);
        Assert.Equal("deed-served-already", TransferDeed.Stops(signed, "AC-1", World.Machine, owned.Machine.UsedDeeds, World.Workshop, World.Epn, null)?.Code);
        Assert.Null(TransferDeed.Stops(signed, "AC-1", another, ours.Machine.UsedDeeds, World.Workshop, World.Epn, null));
        Assert.Equal("deed-unknown", TransferDeed.Stops(signed, "AC-1", new("N000001"), [], World.Workshop, World.Epn, null)?.Code);
    }

    /// <summary>At the EPN, with the reception note signed: the receiver owns it.</summary>
    private static Story Arrived(OwnershipPattern pattern) => Given.AtEpn().In(Agreed(pattern))
        .In(world => world with { Donation = world.Donation! with { ReceptionNote = "BR-1" } })
        .When(Who.Storekeeper, new AcquireOwnership(World.Workshop, "BR-1"));

    private static Func<World, World> Agreed(OwnershipPattern pattern) => world => world with { Donation = world.Donation! with { Ownership = pattern } };
}
