using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Receptions;

/// <summary>The gifts that a machine of a workshop may have come with: those that it receives and that are not over. What is being counted comes first.</summary>
internal sealed class ComingGifts(PaperDesk papers)
{
    private static readonly DonationStatus[] Open = [DonationStatus.InCollection, DonationStatus.Received, DonationStatus.Reconciled, DonationStatus.Signed, DonationStatus.Accepted];

    /// <summary>To choose one of them: who gives it, and what.</summary>
    public async Task<ImmutableArray<Choice>> AsChoicesAsync(WebPage page, Caller caller, CancellationToken cancellationToken)
    {
        var found = await papers.InAsync<DonationTerms, DonationStatus>(caller, "donation", cancellationToken, Open);
        DonationTerms[] gifts = [.. found.Where(gift => gift.Receiver == caller.Organisation)];
        var names = await papers.NamesAsync(gifts.Select(gift => (OrganisationId?)gift.Donor));
        return [.. gifts.Select(gift => new Choice(gift.Id.Text, names[gift.Donor], $"{Called.Gift(page, gift)} ({Called.Number(page, gift.Id)})"))];
    }
}
