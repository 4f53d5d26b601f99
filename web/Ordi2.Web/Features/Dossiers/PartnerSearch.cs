using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Organisations;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Search;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Dossiers;

/// <summary>
/// With whom an EPN makes a project: those with whom it made one already, and others by a number that stands on their papers, or by their whole name where nobody has it at hand. A list of
/// all the organisations of a pole is for the pole alone.
/// </summary>
internal sealed class PartnerSearch(AggregateQueries aggregates, PaperDesk papers, Houses houses)
{
    private const int SirenLength = 9;
    private const int SiretLength = 14;
    private const int RnaLength = 10;

    /// <summary>The partners of its dossiers, by name.</summary>
    public async Task<ImmutableArray<OrganisationProfile>> KnownAsync(Caller caller, CancellationToken cancellationToken)
    {
        var dossiers = (await papers.ListAsync<DossierTerms>(caller, "dossier", filter => filter with { Limit = PaperDesk.Most }, cancellationToken)).Items;
        var profiles = await Task.WhenAll(dossiers.Where(one => one.Epn == caller.Organisation).Select(one => one.Partner.Text).Distinct(StringComparer.Ordinal).Select(houses.ProfileAsync));
        return [.. profiles.OfType<OrganisationProfile>().Where(IsPartner).OrderBy(one => SearchWords.Of(one.Name), StringComparer.Ordinal)];
    }

    /// <summary>Whoever works as a partner and has exactly this SIREN, SIRET, RNA number or number of another register, or is called exactly so: a part of a name finds nobody.</summary>
    public async Task<ImmutableArray<OrganisationProfile>> FindAsync(string typed, CancellationToken cancellationToken)
    {
        var number = NumberOf(typed);
        var word = number ?? SearchWords.Of(typed);

        if (word.Length < SearchWords.Shortest)
        {
            return [];
        }

        var rows = await aggregates.ListAsync(new AggregateFilter { Kind = "organisation", Word = word, Limit = AggregateFilter.MostRows }, cancellationToken);
        return
        [
            .. rows.Select(row => JsonSerializer.Deserialize<OrganisationProfile>(row.Row.Body, WireJson.Options)).OfType<OrganisationProfile>()
                .Where(one => IsPartner(one) && (SearchWords.Of(one.Name) == SearchWords.Of(typed) || (number is not null && (one.Siren == number || one.Rna == number || one.OtherNumber?.Number == number)))),
        ];
    }

    /// <summary>A SIREN, the SIREN of a SIRET, an RNA number, a UAI or a number of another country, as they are stored; nothing for anything else.</summary>
    public static string? NumberOf(string typed) => SearchWords.Of(typed) switch
    {
        { Length: SirenLength or SiretLength } number when number.All(char.IsAsciiDigit) => number[..SirenLength],
        { Length: RnaLength } number when number[0] is 'W' && number[1..].All(char.IsAsciiDigit) => number,
        _ when Identity.Plain(typed) is var other && (Identity.IsUai(other) || Identity.IsForeign(other)) => other,
        _ => null,
    };

    private static bool IsPartner(OrganisationProfile one) => one.Status is OrganisationStatus.Active && one.Activities.Contains(Activity.Partner);
}
