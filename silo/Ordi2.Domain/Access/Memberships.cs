using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Access;

/// <summary>What somebody does, and for whom: one membership of a person.</summary>
/// <param name="Organisation">For which organisation.</param>
/// <param name="Role">In which role.</param>
/// <param name="Manages">Whether this person looks after the accounts of the organisation.</param>
public sealed record Standing(OrganisationId Organisation, Role Role, bool Manages = false);

/// <summary>What must be known of an organisation to let somebody in.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Pole">The pole that coordinates it; a pole is its own.</param>
/// <param name="Activities">What it does.</param>
/// <param name="Status">Whether it works.</param>
public sealed record House(OrganisationId Id, OrganisationId? Pole, ImmutableArray<Activity> Activities, OrganisationStatus Status = OrganisationStatus.Active);

/// <summary>Who may let whom into an organisation, and look after whose account.</summary>
/// <remarks>
/// The coordinator of a pole does it for every organisation of the pole, a manager for their own, and a technical supervisor for the people
/// of the workshop floor: operators come and go every few months (domain.md 3.1).
/// </remarks>
public static class Memberships
{
    private static readonly Role[] Floor = [Role.Operator, Role.Storekeeper, Role.Driver];

    /// <summary>The roles that there are in an organisation that does this.</summary>
    public static ImmutableArray<Role> RolesOf(IEnumerable<Activity> activities) => [.. activities.SelectMany(RolesOf).Distinct().Order()];

    /// <summary>Whether somebody may give a role in an organisation, or take it away; if not, why.</summary>
    /// <param name="giver">Who gives it.</param>
    /// <param name="house">Where.</param>
    /// <param name="role">Which role.</param>
    /// <param name="manages">Whether whoever gets it is to look after accounts as well.</param>
    public static Refusal? WhyNot(Standing giver, House house, Role role, bool manages)
    {
        return WhyNotOf(house, role) ?? (MayTake(giver, house, role, manages) ? null : Refusal.Forbidden("may-not-give-role", role.Code()));
    }

    /// <summary>Why nobody, person or program, may have a role in an organisation, whoever gives it; nothing where it follows from what the organisation does.</summary>
    /// <param name="house">Where.</param>
    /// <param name="role">Which role.</param>
    public static Refusal? WhyNotOf(House house, Role role) => house.Status is OrganisationStatus.Closed ? Refusal.Forbidden("organisation-closed")
        : RolesOf(house.Activities) is var roles && roles.Contains(role) ? null
        : Refusal.Invalid("role-not-of-organisation", role.Code(), house.Id.Text, string.Join(", ", roles.Select(one => one.Code())));

    /// <summary>
    /// Whether somebody may take a role away, and help or erase who has it. It does not matter whether the organisation still works: the people of one that
    /// is closed have a right to be forgotten as well.
    /// </summary>
    /// <param name="taker">Who takes it away.</param>
    /// <param name="house">Where.</param>
    /// <param name="role">Which role.</param>
    /// <param name="manages">Whether whoever has it looks after accounts as well.</param>
    public static bool MayTake(Standing taker, House house, Role role, bool manages) =>
        role is not (Role.None or Role.System) && (Administers(taker, house) || (!manages && MayGiveOnTheFloor(taker, house, role)));

    /// <summary>The roles that somebody may give in an organisation.</summary>
    public static ImmutableArray<Role> MayGive(Standing giver, House house) =>
        [.. RolesOf(house.Activities).Where(role => WhyNot(giver, house, role, manages: false) is null)];

    /// <summary>Whether somebody may see who belongs to an organisation.</summary>
    public static bool MaySeePeople(Standing reader, House house) => Administers(reader, house) || (reader.Role is Role.Supervisor && reader.Organisation == house.Id);

    /// <summary>Whether somebody may enrol and revoke the stations of an organisation, and give badges for them: in an EPN its animator, who receives with a telephone.</summary>
    public static bool MayEnrolStations(Standing who, House house) =>
        Administers(who, house) || (who.Role is Role.Supervisor or Role.Animator && who.Organisation == house.Id);

    /// <summary>Whether a role scans at a station, by badge and four digits.</summary>
    public static bool WorksAtStations(Role role) => role is Role.Animator || SignsInByBadge(role);

    /// <summary>Whether a badge and four digits open the pages of a role as well: those of the workshop, and none that hold more.</summary>
    public static bool SignsInByBadge(Role role) => Floor.Contains(role);

    /// <summary>Whether somebody may give a badge, and take it away: whoever may give the role, and everybody to themselves.</summary>
    /// <param name="giver">Who gives it.</param>
    /// <param name="house">Where.</param>
    /// <param name="role">For which role.</param>
    /// <param name="manages">Whether whoever has it looks after accounts as well.</param>
    /// <param name="isOwn">Whether it is the membership of the giver.</param>
    public static bool MayGiveBadge(Standing giver, House house, Role role, bool manages, bool isOwn) =>
        WorksAtStations(role) && (MayTake(giver, house, role, manages) || (isOwn && MayEnrolStations(giver, house)));

    /// <summary>Whether somebody looks after every account of an organisation.</summary>
    public static bool Administers(Standing who, House house) => who.Role switch
    {
        Role.System => true,
        Role.Coordinator when house.Pole == who.Organisation || house.Id == who.Organisation => true,
        _ => who.Manages && house.Id == who.Organisation,
    };

    /// <summary>Whether this membership opens so much that a password alone does not guard it.</summary>
    public static bool NeedsSecondFactor(Role role, bool manages) => manages || role is Role.Coordinator or Role.System;

    private static bool MayGiveOnTheFloor(Standing giver, House house, Role role) =>
        giver.Role is Role.Supervisor && giver.Organisation == house.Id && Floor.Contains(role);

    private static Role[] RolesOf(Activity activity) => activity switch
    {
        Activity.Donor => [Role.Donor],
        Activity.Workshop => [Role.Operator, Role.Supervisor, Role.Storekeeper, Role.Driver],
        Activity.Epn => [Role.Animator, Role.Storekeeper, Role.Driver],
        Activity.Partner => [Role.Partner],
        Activity.Pole => [Role.Coordinator],
        Activity.Carrier => [Role.Driver],
        Activity.Recycler => [Role.Recycler, Role.Driver],
        _ => [],
    };
}
