using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Organisations;
using Ordi2.Ledger.Search;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Organisations;

/// <summary>The organisations that a pole coordinates, itself among them: forty, rarely more than a hundred, so that all are read at once.</summary>
internal sealed class PoleMembers(PaperDesk papers)
{
    /// <summary>By name, as people sort: without accents.</summary>
    public async Task<ImmutableArray<OrganisationProfile>> AllAsync(Caller caller, CancellationToken cancellationToken)
    {
        List<OrganisationProfile> found = [];
        string? after = null;

        do
        {
            var page = await papers.ListAsync<OrganisationProfile>(
                caller,
                "organisation",
                filter => filter with { Relations = RelationSet.Of(Relation.ItsPole, Relation.Itself).Bits, AmongEverybodys = false, After = after, Limit = PaperDesk.Most },
                cancellationToken);
            found.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);

        return [.. found.OrderBy(one => SearchWords.Of(one.Name), StringComparer.Ordinal)];
    }

    /// <summary>The charters that end soon and that nothing follows: the first to end first.</summary>
    public static IEnumerable<Accreditation> Ending(OrganisationProfile organisation, DateTimeOffset now) => organisation.Status is OrganisationStatus.Closed
        ? []
        : organisation.Accreditations
            .Where(one => one.Status is AccreditationStatus.Granted or AccreditationStatus.Expiring or AccreditationStatus.Expired
                && one.ValidTo <= now + Accreditations.Notice
                && organisation.Activities.Contains(one.Activity)
                && !organisation.Accreditations.Any(next => next.Activity == one.Activity && next.ValidTo > one.ValidTo && next.Status is not AccreditationStatus.Withdrawn))
            .OrderBy(one => one.ValidTo);
}
