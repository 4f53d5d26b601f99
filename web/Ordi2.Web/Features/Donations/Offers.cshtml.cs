using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Donations;

/// <summary>What was offered to a pole and waits for its answer, then what it took and is under way.</summary>
internal sealed class OffersPage(PaperDesk papers) : RolePage(Role.Coordinator)
{
    public ImmutableArray<DonationTerms> Offers { get; private set; } = [];

    /// <summary>What the pole took and is not closed: signatures, rounds, the end.</summary>
    public ImmutableArray<DonationTerms> UnderWay { get; private set; } = [];

    public Names Names { get; private set; } = Names.None;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Offers = await papers.InAsync<DonationTerms, DonationStatus>(Caller, "donation", cancellationToken, DonationStatus.Proposed);
        UnderWay =
        [
            .. (await papers.InAsync<DonationTerms, DonationStatus>(
                Caller, "donation", cancellationToken, DonationStatus.Accepted, DonationStatus.Signed, DonationStatus.InCollection, DonationStatus.Received, DonationStatus.Reconciled))
                .OrderBy(one => one.Status),
        ];
        Names = await papers.NamesAsync(Offers.Concat(UnderWay).Select(offer => (OrganisationId?)offer.Donor));
    }
}
