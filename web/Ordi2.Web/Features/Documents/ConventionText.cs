using System.Text.Json;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Documents;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.Documents;

/// <summary>The gift convention as it will be made, for whoever is about to sign it.</summary>
internal static class ConventionText
{
    /// <summary>The number of what the other side has signed, else the one that the step has by itself: the press gives the paper its own.</summary>
    public static string NumberOf(DonationTerms donation) => donation.Convention ?? StepNumbers.Of(DocumentKind.GiftConvention, donation.Id.Text);

    /// <returns>What it says, without signatures; nothing before somebody has taken the gift.</returns>
    public static async Task<DataLines?> OfAsync(IGrainFactory grains, Houses houses, DonationTerms donation, string language)
    {
        if (donation.Receiver is not { } receiver)
        {
            return null;
        }

        var paper = DonationPapers.Convention(donation, await ProfileAsync(donation.Donor), await ProfileAsync(receiver), []);
        using var content = JsonDocument.Parse(paper.Content);
        var names = new OrganisationNames(houses);
        await names.LearnAsync(DataLines.OrganisationsIn(content.RootElement));
        return DataLines.Of(content.RootElement, people: false, names, language);

        async Task<OrganisationProfile?> ProfileAsync(OrganisationId id) => await grains.GetGrain<IOrganisationGrain>($"organisation/{id}").GetAsync();
    }
}
