using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Dossiers;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Organisations;

/// <summary>
/// An organisation that somebody names who has its papers in hand: by the identifier that the pole gave, or by the SIREN, SIRET or RNA
/// number. Nobody is shown a list of them.
/// </summary>
internal sealed class HouseSearch(AggregateQueries aggregates, Houses houses)
{
    /// <summary>The choice of somebody who stands in no list.</summary>
    public const string Another = "other";

    /// <summary>The one that was chosen among those that are known, or named beside them; what is wrong is said by its field.</summary>
    /// <param name="page">The page that asked.</param>
    /// <param name="chosen">Field of the choice, and what was chosen.</param>
    /// <param name="other">Field of the name of another one, and what was typed.</param>
    /// <param name="known">Those that could be chosen.</param>
    public async Task<OrganisationId?> ChosenAsync(WebPage page, (string Field, string? Value) chosen, (string Field, string? Value) other, ImmutableArray<OrganisationId> known)
    {
        if (chosen.Value != Another)
        {
            page.Mistakes.Unless(known.Any(one => one.Text == chosen.Value), chosen.Field, page.Say("choose-one"));
            return page.Mistakes.For(chosen.Field) is null ? new(chosen.Value!) : null;
        }

        var found = string.IsNullOrWhiteSpace(other.Value) ? null : await FindAsync(other.Value, page.HttpContext.RequestAborted);
        page.Mistakes.Unless(found is not null, other.Field, page.Say("house-not-found"));
        return found?.Id;
    }

    public async Task<OrganisationProfile?> FindAsync(string typed, CancellationToken cancellationToken)
    {
        if (PartnerSearch.NumberOf(typed) is { } number)
        {
            var rows = await aggregates.ListAsync(new AggregateFilter { Kind = "organisation", Word = number, Limit = AggregateFilter.MostRows }, cancellationToken);
            var found = rows.Select(row => JsonSerializer.Deserialize<OrganisationProfile>(row.Row.Body, WireJson.Options)).OfType<OrganisationProfile>()
                .FirstOrDefault(one => one.Siren == number || one.Rna == number || one.OtherNumber?.Number == number);

            // A code of ours may look like the number of another country.
            if (found is not null)
            {
                return found;
            }
        }

        return AggregateIds.IsOne(typed.Trim()) ? await houses.ProfileAsync(typed.Trim()) : null;
    }
}
