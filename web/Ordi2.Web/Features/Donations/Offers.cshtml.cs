using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Donations;

/// <summary>What was offered to a pole and waits for its answer.</summary>
internal sealed class OffersPage(PaperDesk papers) : RolePage(Role.Coordinator)
{
    public ImmutableArray<DonationTerms> Offers { get; private set; } = [];

    public Names Names { get; private set; } = Names.None;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Offers = await papers.InAsync<DonationTerms, DonationStatus>(Caller, "donation", cancellationToken, DonationStatus.Proposed);
        Names = await papers.NamesAsync(Offers.Select(offer => (OrganisationId?)offer.Donor));
    }

    /// <summary>How many machines of which kinds: « 12 portables, 3 écrans ».</summary>
    public string What(DonationTerms offer) => string.Join(", ", offer.Announced
        .GroupBy(line => line.Type)
        .Select(kind => MachineWords.Of(this, kind.Key, kind.Sum(line => line.Quantity))));
}
