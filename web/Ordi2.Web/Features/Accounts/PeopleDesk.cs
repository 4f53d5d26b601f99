using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Accounts;

/// <summary>One membership of an organisation as somebody who looks after it sees it.</summary>
internal sealed record MemberLine(Membership Membership, string Called, string? Email, bool SecondFactor, bool MayEnd, bool MayRescue);

/// <summary>The people of organisations, and what a reader may do about each.</summary>
internal sealed class PeopleDesk(AccountDatabase database, AggregateQueries aggregates, Houses houses)
{
    public async Task<IReadOnlyList<MemberLine>> LinesAsync(Standing reader, OrganisationProfile organisation)
    {
        var house = Houses.Of(organisation);
        var members = await database.Memberships.Where(it => it.Organisation == organisation.Id.Text && it.EndedAt == null)
            .Join(database.People.AsNoTracking(), membership => membership.Person, person => person.Id, (membership, person) => new { membership, person, passkey = database.Passkeys.Any(it => it.UserId == person.Id) })
            .ToListAsync();
        List<MemberLine> lines = [];

        foreach (var member in members.OrderBy(it => it.person.Called, StringComparer.OrdinalIgnoreCase))
        {
            var mayEnd = Memberships.MayTake(reader, house, member.membership.Role, member.membership.Manages);
            lines.Add(new(
                member.membership,
                member.person.Called,
                member.person.Email,
                member.person.TwoFactorEnabled || member.passkey,
                mayEnd,
                mayEnd && await MayRescueAsync(reader, member.person.Id)));
        }

        return lines;
    }

    /// <summary>
    /// Whether somebody may open an account again, or erase it: only who may take every role that the person has, everywhere. Else the manager of
    /// one organisation could become somebody who also works for another.
    /// </summary>
    public async Task<bool> MayRescueAsync(Standing reader, string person)
    {
        foreach (var membership in await database.Memberships.AsNoTracking().Where(it => it.Person == person && it.EndedAt == null).ToListAsync())
        {
            if (await houses.FindAsync(membership.Organisation) is not { } house
                || !Memberships.MayTake(reader, house, membership.Role, membership.Manages))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether whoever made an invitation may still give what it gives: what they are now decides, and not what they were on the day on which they made it.
    /// </summary>
    public async Task<bool> StillInvitesAsync(OneTimeLink invitation) =>
        invitation.Organisation is { } organisation && await houses.FindAsync(organisation) is { } house
        && (await StandingsAsync(invitation.MadeBy)).Any(maker => Memberships.WhyNot(maker, house, invitation.Role, invitation.Manages) is null);

    /// <summary>Whether somebody who handed over a link to an account may open that account now.</summary>
    public async Task<bool> StillRescuesAsync(string? maker, string person)
    {
        foreach (var standing in await StandingsAsync(maker))
        {
            if (await MayRescueAsync(standing, person))
            {
                return true;
            }
        }

        return false;
    }

    public async Task<bool> IsMemberAsync(string email, OrganisationId organisation, Role role)
    {
        var normalized = email.ToUpperInvariant();
        return await database.Memberships.AnyAsync(it => it.Organisation == organisation.Text && it.Role == role && it.EndedAt == null
            && database.People.Any(person => person.Id == it.Person && person.NormalizedEmail == normalized));
    }

    private async Task<IEnumerable<Standing>> StandingsAsync(string? person) =>
        (await database.Memberships.AsNoTracking().Where(it => it.Person == person && it.EndedAt == null).ToListAsync()).Select(it => it.Standing);

    /// <summary>The organisations of a pole, by name.</summary>
    public async Task<IReadOnlyList<Choice>> NeighboursAsync(OrganisationId pole)
    {
        List<Choice> found = [];
        string? after = null;

        while (true)
        {
            var page = await aggregates.ListAsync(new AggregateFilter
            {
                Kind = "organisation",
                Party = pole.Text,
                Relations = RelationSet.Of(Relation.ItsPole, Relation.Itself).Bits,
                After = after,
                Limit = AggregateFilter.MostRows,
            });

            foreach (var (row, _) in page)
            {
                using var body = JsonDocument.Parse(row.Body);
                found.Add(new(row.Id, body.RootElement.TryGetProperty("name", out var name) ? name.GetString() ?? row.Id : row.Id));
            }

            if (page.Length < AggregateFilter.MostRows)
            {
                return [.. found.OrderBy(choice => choice.Label, StringComparer.OrdinalIgnoreCase)];
            }

            after = page[^1].Row.Id;
        }
    }
}
