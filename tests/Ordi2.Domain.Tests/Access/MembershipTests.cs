using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Access;

namespace Ordi2.Domain.Tests.Access;

public class MembershipTests
{
    private static readonly House Pole = new(new("pole"), new("pole"), [Activity.Pole]);
    private static readonly House Workshop = new(new("atelier"), new("pole"), [Activity.Workshop]);
    private static readonly House OtherWorkshop = new(new("autre"), new("pole"), [Activity.Workshop]);
    private static readonly House Foreign = new(new("loin"), new("autre-pole"), [Activity.Workshop, Activity.Epn]);

    private static readonly Dictionary<string, House> Houses = new(StringComparer.Ordinal)
    {
        ["pole"] = Pole,
        ["atelier"] = Workshop,
        ["autre"] = OtherWorkshop,
        ["loin"] = Foreign,
    };

    [Theory]
    // The coordinator of the pole, everywhere in the pole and nowhere else.
    [InlineData("pole", Role.Coordinator, false, "pole", Role.Coordinator, true, null)]
    [InlineData("pole", Role.Coordinator, false, "atelier", Role.Supervisor, true, null)]
    [InlineData("pole", Role.Coordinator, false, "loin", Role.Operator, false, "may-not-give-role")]
    // A manager in their own organisation alone, whatever their role.
    [InlineData("atelier", Role.Storekeeper, true, "atelier", Role.Supervisor, true, null)]
    [InlineData("atelier", Role.Storekeeper, true, "autre", Role.Operator, false, "may-not-give-role")]
    // A supervisor on the floor of their own workshop; never somebody who manages.
    [InlineData("atelier", Role.Supervisor, false, "atelier", Role.Operator, false, null)]
    [InlineData("atelier", Role.Supervisor, false, "atelier", Role.Driver, false, null)]
    [InlineData("atelier", Role.Supervisor, false, "atelier", Role.Operator, true, "may-not-give-role")]
    [InlineData("atelier", Role.Supervisor, false, "atelier", Role.Supervisor, false, "may-not-give-role")]
    [InlineData("atelier", Role.Supervisor, false, "autre", Role.Operator, false, "may-not-give-role")]
    // Nobody else.
    [InlineData("atelier", Role.Operator, false, "atelier", Role.Operator, false, "may-not-give-role")]
    [InlineData("atelier", Role.None, false, "atelier", Role.Operator, false, "may-not-give-role")]
    // Roles that the organisation does not have, and roles that nobody gives.
    [InlineData("pole", Role.Coordinator, true, "atelier", Role.Coordinator, false, "role-not-of-organisation")]
    [InlineData("pole", Role.Coordinator, true, "pole", Role.System, false, "role-not-of-organisation")]
    [InlineData("pole", Role.Coordinator, true, "pole", Role.None, false, "role-not-of-organisation")]
    [InlineData("national", Role.System, false, "loin", Role.Animator, true, null)]
    public void Who_may_give_which_role(string from, Role own, bool manages, string house, Role given, bool toManage, string? refused) =>
        Assert.Equal(refused, Memberships.WhyNot(new Standing(new(from), own, manages), Houses[house], given, toManage)?.Code);

    /// <summary>An animator receives with a telephone of the EPN, with a badge that they give themselves; a badge opens no pages but those of the workshop.</summary>
    [Fact]
    public void Who_enrols_a_device_and_holds_a_badge_for_it()
    {
        var epn = new House(new("epn"), new("pole"), [Activity.Epn, Activity.Workshop]);
        Standing animator = new(new("epn"), Role.Animator), supervisor = new(new("epn"), Role.Supervisor), coordinator = new(new("pole"), Role.Coordinator);

        Assert.All([animator, supervisor, coordinator], who => Assert.True(Memberships.MayEnrolStations(who, epn)));
        Assert.All(
            [new Standing(new("autre"), Role.Animator), new Standing(new("epn"), Role.Storekeeper), new Standing(new("epn"), Role.Partner)],
            who => Assert.False(Memberships.MayEnrolStations(who, epn)));
        Assert.Equal(new[] { Role.Operator, Role.Storekeeper, Role.Driver, Role.Animator }.Order(), Enum.GetValues<Role>().Where(Memberships.WorksAtStations).Order());
        Assert.Equal(new[] { Role.Operator, Role.Storekeeper, Role.Driver }.Order(), Enum.GetValues<Role>().Where(Memberships.SignsInByBadge).Order());

        Assert.True(Memberships.MayGiveBadge(animator, epn, Role.Animator, manages: false, isOwn: true));
        Assert.True(Memberships.MayGiveBadge(coordinator, epn, Role.Animator, manages: false, isOwn: false));
        Assert.False(Memberships.MayGiveBadge(animator, epn, Role.Animator, manages: false, isOwn: false));
        Assert.False(Memberships.MayGiveBadge(animator, epn, Role.Storekeeper, manages: false, isOwn: false));
        Assert.False(Memberships.MayGiveBadge(supervisor, epn, Role.Animator, manages: false, isOwn: false));
        Assert.False(Memberships.MayGiveBadge(supervisor, epn, Role.Supervisor, manages: false, isOwn: true));
    }

    [Fact]
    public void Nobody_is_let_into_an_organisation_that_is_closed() => Assert.Equal(
        "organisation-closed",
        Memberships.WhyNot(new Standing(new("pole"), Role.Coordinator), Workshop with { Status = OrganisationStatus.Closed }, Role.Operator, false)?.Code);

    [Fact]
    public void The_people_of_an_organisation_that_is_closed_are_ended_and_erased_by_whom_they_were_before()
    {
        var closed = Workshop with { Status = OrganisationStatus.Closed };

        Assert.True(Memberships.MayTake(new(new("pole"), Role.Coordinator), closed, Role.Supervisor, manages: true));
        Assert.False(Memberships.MayTake(new(new("autre-pole"), Role.Coordinator), closed, Role.Operator, manages: false));
        Assert.False(Memberships.MayTake(new(new("atelier"), Role.Supervisor), Workshop, Role.Operator, manages: true));
        Assert.False(Memberships.MayTake(new(new("pole"), Role.Coordinator), Workshop, Role.System, manages: false));
    }

    [Fact]
    public void Every_activity_has_a_role_and_every_role_but_the_systems_has_an_activity()
    {
        Assert.All(Enum.GetValues<Activity>(), activity => Assert.NotEmpty(Memberships.RolesOf([activity])));
        Assert.Equal(
            Enum.GetValues<Role>().Except([Role.None, Role.System]).Order(),
            Memberships.RolesOf(Enum.GetValues<Activity>()));
    }

    [Theory]
    [InlineData(Role.Coordinator, false, true)]
    [InlineData(Role.Donor, true, true)]
    [InlineData(Role.Supervisor, false, false)]
    [InlineData(Role.Operator, false, false)]
    public void Who_opens_much_needs_a_second_factor(Role role, bool manages, bool needed) => Assert.Equal(needed, Memberships.NeedsSecondFactor(role, manages));
}
