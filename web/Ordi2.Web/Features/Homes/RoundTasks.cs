using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>A gift that was accepted, and nobody has planned yet to fetch it: for those who plan rounds.</summary>
internal sealed class RoundTasks(PaperDesk papers)
{
    private const int Shown = 4;

    public async Task<IReadOnlyList<HomeTask>> ReadAsync(HomePage page, CancellationToken cancellationToken)
    {
        var caller = page.Caller;

        if (caller.Role is not (Role.Storekeeper or Role.Supervisor or Role.Coordinator))
        {
            return [];
        }

        var gifts = (await papers.InAsync<DonationTerms, DonationStatus>(caller, "donation", cancellationToken, DonationStatus.Accepted, DonationStatus.Signed))
            .Where(gift => gift.Receiver == caller.Organisation || (caller.Role is Role.Coordinator && gift.Pole == caller.Organisation)).ToArray();

        if (gifts.Length == 0)
        {
            return [];
        }

        var planned = (await papers.InAsync<RoundTerms, RoundStatus>(caller, "round", cancellationToken, RoundStatus.Planned, RoundStatus.Open))
            .Select(round => round.Donation).ToHashSet();
        var open = gifts.Where(gift => !planned.Contains(gift.Id)).ToArray();

        if (open.Length > Shown)
        {
            return [new("/rounds/new", page.Count("todo-gifts-round", open.Length), open.Length, Tone: Tone.Warn)];
        }

        var names = await papers.NamesAsync(open.Select(gift => (OrganisationId?)gift.Donor));
        return
        [
            .. open.Select(gift => new HomeTask($"/rounds/new?donation={gift.Id}", page.Say("todo-gift-round", names[gift.Donor], Called.Gift(page, gift)), Tone: Tone.Warn)),
        ];
    }
}
