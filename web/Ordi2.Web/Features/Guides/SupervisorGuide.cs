using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Ordi2.Contracts;
using Ordi2.Contracts.Boards;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Boards;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Guides;

/// <summary>The encadrant: make the workshop ready (people, stations, badges), release the first machine, be found in the directory.</summary>
internal sealed class SupervisorGuide(PaperDesk papers, BoardQueries boards, IDbContextFactory<AccountDatabase> databases) : IRoleGuide
{
    public Role Role => Role.Supervisor;

    public async Task<ImmutableArray<GuideStep>> ReadAsync(SignedIn me, CancellationToken cancellationToken)
    {
        var house = me.Caller.Organisation.Text;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var colleague = await database.Memberships.AnyAsync(it => it.Organisation == house && it.Person != me.Membership.Person && it.EndedAt == null, cancellationToken);
        var station = await database.Stations.AnyAsync(it => it.Organisation == house && it.EnrolledAt != null && it.RevokedAt == null, cancellationToken);
        var badge = await database.Badges.AnyAsync(it => it.Organisation == house && it.RevokedAt == null, cancellationToken);
        var days = await boards.DaysAsync($"organisation/{house}", FrenchCalendar.DayOf(me.Membership.GivenAt), cancellationToken);
        var profile = await papers.OneAsync<OrganisationProfile>(me.Caller, "organisation", house, cancellationToken);

        return
        [
            new("supervisor-people", "/people", colleague),
            new("supervisor-station", "/stations", station),
            new("supervisor-badge", "/badges", badge),
            new("supervisor-release", "/bench?mode=check", days.Any(day => day.Milestone == Milestones.Ready)),
            new("supervisor-card", "/directory-card", profile?.Card is not null),
        ];
    }
}
