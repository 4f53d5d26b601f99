using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Guides;

/// <summary>Who gives: announce, sign, be there at the pickup, say yes to the count, fetch the papers.</summary>
internal sealed class DonorGuide(PaperDesk papers) : IRoleGuide
{
    /// <summary>In the papers of so many gifts a certificate is looked for: the first ones have theirs.</summary>
    private const int LookedInto = 3;

    public Role Role => Role.Donor;

    public async Task<ImmutableArray<GuideStep>> ReadAsync(SignedIn me, CancellationToken cancellationToken)
    {
        static bool IsAnnounced(DonationTerms gift) => gift.Status is not DonationStatus.Draft;
        static bool IsSigned(DonationTerms gift) => gift.SignedAt is not null;
        static bool IsFetched(DonationTerms gift) => gift.Status is DonationStatus.InCollection || gift.GivenAt is not null;
        static bool IsSettled(DonationTerms gift) => gift.ReconciledAt is not null;

        var gifts = await papers.UntilAsync<DonationTerms>(me.Caller, "donation", cancellationToken, IsAnnounced, IsSigned, IsFetched, IsSettled);
        var about = await Task.WhenAll(gifts.Where(IsSettled).Take(LookedInto).Select(gift =>
            papers.ListAsync<DocumentTerms>(me.Caller, "document", filter => filter with { About = $"donation/{gift.Id}" }, cancellationToken)));

        return
        [
            new("donor-announce", "/donations/new", gifts.Any(IsAnnounced)),
            new("donor-sign", Of(gifts, DonationStatus.Accepted), gifts.Any(IsSigned)),
            new("donor-pickup", Of(gifts, DonationStatus.Signed), gifts.Any(IsFetched)),
            new("donor-settle", Of(gifts, DonationStatus.Received), gifts.Any(IsSettled)),
            new("donor-papers", "/documents", about.Any(page => page.Items.Any(paper => paper.Kind is DocumentKind.TakeoverCertificate))),
        ];
    }

    /// <summary>The gift that waits for this step; all of them while there is none.</summary>
    private static string Of(ImmutableArray<DonationTerms> gifts, DonationStatus status) =>
        gifts.FirstOrDefault(gift => gift.Status == status) is { } one ? $"/donations/{one.Id}" : "/donations";
}
