using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>What a donor contests and somebody has to settle: the sheet of a gift, for who received it or its pole; the count of a round, for its driver too.</summary>
internal sealed class ContestTasks(PaperDesk papers)
{
    public async Task<IReadOnlyList<HomeTask>> ReadAsync(HomePage page, CancellationToken cancellationToken) =>
        page.Caller.Role is Role.Supervisor or Role.Storekeeper or Role.Coordinator or Role.Driver
            ? [.. await SheetsAsync(page, cancellationToken), .. await RoundsAsync(page, cancellationToken)]
            : [];

    private async Task<IEnumerable<HomeTask>> SheetsAsync(HomePage page, CancellationToken cancellationToken)
    {
        if (page.Caller.Role is Role.Driver)
        {
            return [];
        }

        var open = (await papers.InAsync<DonationTerms, DonationStatus>(page.Caller, "donation", cancellationToken, DonationStatus.Received))
            .Where(gift => gift.OpenContest is not null && (gift.Receiver == page.Caller.Organisation || (page.Caller.Role is Role.Coordinator && gift.Pole == page.Caller.Organisation)))
            .OrderBy(gift => gift.OpenContest!.At).ToArray();
        var names = await papers.NamesAsync(open.Select(gift => (OrganisationId?)gift.Donor));
        var list = page.Caller.Role is Role.Coordinator ? "/offers" : "/receptions";
        return open.Select(gift => new HomeTask($"{list}/{gift.Id}#contest", page.Say("todo-sheet-contested", names[gift.Donor], Called.Gift(page, gift)), Tone: Tone.Bad));
    }

    private async Task<IEnumerable<HomeTask>> RoundsAsync(HomePage page, CancellationToken cancellationToken)
    {
        var disputed = await papers.InAsync<RoundTerms, RoundStatus>(page.Caller, "round", cancellationToken, RoundStatus.Disputed);
        var names = await papers.NamesAsync(disputed.Select(round => round.Donor));
        return disputed.Select(round => new HomeTask(
            $"/rounds/{round.Id}",
            page.Say("todo-round-disputed", round.Donor is { } donor ? names[donor] : round.Donation.Text, page.Date(round.Day)),
            Tone: Tone.Bad));
    }
}
