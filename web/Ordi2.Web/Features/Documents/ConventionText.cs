using System.Text.Json;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Documents;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Documents;

/// <summary>A convention as it stands, for whoever is about to sign it.</summary>
/// <param name="Lines">What it says.</param>
/// <param name="Seal">Of every letter of it: who signs sends back what was read, so that nobody signs another text than the one that was shown.</param>
internal sealed record ShownConvention(DataLines Lines, string Seal);

/// <summary>A convention as it will be made, for whoever is about to sign it.</summary>
internal static class ConventionText
{
    /// <summary>The number of what the other side has signed, else the one that the step has by itself: the press gives the paper its own.</summary>
    public static string NumberOf(DonationTerms donation) => donation.Convention ?? StepNumbers.Of(DocumentKind.GiftConvention, donation.Id.Text);

    /// <summary>Whether the box is ticked under the text that stands now; if not, the page says why.</summary>
    /// <param name="page">Where it is signed.</param>
    /// <param name="shown">The text that stands now; nothing where there is nothing to sign any more, which the step itself answers.</param>
    /// <param name="seal">Of the text that was read.</param>
    /// <param name="agreed">Whether the box was ticked.</param>
    public static bool IsAgreed(WebPage page, ShownConvention? shown, string? seal, bool agreed)
    {
        var same = shown is null || shown.Seal == seal;
        page.Mistakes
            .Unless(same, "agreed", page.Say("convention-changed"))
            .Unless(agreed || !same, "agreed", page.Say("say-agreed"));
        return agreed && same;
    }

    /// <returns>What it says, without signatures; nothing before somebody has taken the gift.</returns>
    public static async Task<ShownConvention?> OfAsync(IGrainFactory grains, Houses houses, DonationTerms donation, string language)
    {
        if (donation.Receiver is not { } receiver)
        {
            return null;
        }

        var paper = DonationPapers.Convention(donation, await ProfileAsync(donation.Donor), await ProfileAsync(receiver), []);
        return await ShownAsync(houses, paper.Content, language);

        async Task<OrganisationProfile?> ProfileAsync(OrganisationId id) => await grains.GetGrain<IOrganisationGrain>($"organisation/{id}").GetAsync();
    }

    /// <returns>What a loan says, without signatures, of the machines that the dossier has got and no loan has yet.</returns>
    public static Task<ShownConvention> OfAsync(Houses houses, LoanTerms loan, IEnumerable<MachineRow> machines, DossierTerms? dossier, string language)
    {
        var named = machines.Where(row => row.Loan is null).Select(row => new NamedMachine(row.Id, row.Type, row.Maker, row.Model, row.Serial, ChargerPresent: null));
        return ShownAsync(houses, AgreementPapers.Unsigned(loan, [.. named], dossier?.Sessions ?? []), language);
    }

    private static async Task<ShownConvention> ShownAsync(Houses houses, string text, string language)
    {
        using var content = JsonDocument.Parse(text);
        var names = new OrganisationNames(houses);
        await names.LearnAsync(DataLines.OrganisationsIn(content.RootElement));
        return new(DataLines.Of(content.RootElement, people: false, names, language), DocumentDecisions.HashOf(text));
    }
}
