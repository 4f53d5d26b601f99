using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Scanner.Simulation;

/// <summary>A workshop with the people at its benches.</summary>
internal sealed record Workshop(OrganisationProfile Profile, Account Operator, Account Supervisor, Account Storekeeper);

/// <summary>An organisation with the one account that speaks for it.</summary>
internal sealed record Member(OrganisationProfile Profile, Account Account);

/// <summary>Who plays: the accounts of the file with the profiles that the server has of their organisations.</summary>
/// <param name="Pole">The pole, by its coordinator.</param>
/// <param name="Donors">Those who give.</param>
/// <param name="Carriers">Those who drive; a workshop may drive for itself.</param>
/// <param name="Workshops">Those who refurbish.</param>
/// <param name="Epns">Those who relay.</param>
/// <param name="Partners">Those who use the machines.</param>
/// <param name="Recyclers">Those who recycle.</param>
internal sealed record Territory(
    Member Pole,
    ImmutableArray<Member> Donors,
    ImmutableArray<Member> Carriers,
    ImmutableArray<Workshop> Workshops,
    ImmutableArray<Member> Epns,
    ImmutableArray<Member> Partners,
    ImmutableArray<Member> Recyclers)
{
    /// <summary>Sorts the accounts. With several poles, the one with most workshops plays, and only its workshops and EPNs.</summary>
    /// <exception cref="SimulationException">A role is missing.</exception>
    public static Territory Of(IReadOnlyList<Account> accounts, IReadOnlyDictionary<OrganisationId, OrganisationProfile> profiles)
    {
        var workshops = accounts.GroupBy(account => account.OrganisationId)
            .Select(group => (Profile: profiles[group.Key], Supervisor: Find(group, Role.Supervisor), Storekeeper: Find(group, Role.Storekeeper), Operator: Find(group, Role.Operator)))
            .Where(bench => bench is { Supervisor: not null, Storekeeper: not null })
            .Select(bench => new Workshop(bench.Profile, bench.Operator ?? bench.Supervisor!, bench.Supervisor!, bench.Storekeeper!))
            .ToList();

        var pole = Members(Role.Coordinator).MaxBy(member => workshops.Count(workshop => workshop.Profile.Pole == member.Profile.Id))
            ?? throw Missing(Role.Coordinator);
        var ours = workshops.Where(workshop => workshop.Profile.Pole is null || workshop.Profile.Pole == pole.Profile.Id).ToImmutableArray();

        return new(
            pole,
            Needed(Role.Donor),
            Needed(Role.Driver),
            ours.IsEmpty ? throw Missing(Role.Supervisor, Role.Storekeeper) : ours,
            Needed(Role.Animator),
            Needed(Role.Partner),
            Needed(Role.Recycler));

        ImmutableArray<Member> Needed(Role role)
        {
            var members = Members(role).Where(member => member.Profile.Pole is null || member.Profile.Pole == pole.Profile.Id).ToImmutableArray();
            return members.IsEmpty ? throw Missing(role) : members;
        }

        IEnumerable<Member> Members(Role role) => accounts.Where(account => account.Role == role)
            .DistinctBy(account => account.OrganisationId)
            .Select(account => new Member(profiles[account.OrganisationId], account));
    }

    private static Account? Find(IEnumerable<Account> accounts, Role role) => accounts.FirstOrDefault(account => account.Role == role);

    private static SimulationException Missing(params Role[] roles) =>
        new($"The accounts file has no organisation of this pole with the role {string.Join(" and ", roles.Select(role => role.Code()))}. Use the file that the server writes with --demo.");
}
