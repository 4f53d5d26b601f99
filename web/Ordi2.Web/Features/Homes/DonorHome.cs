using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Machines;
using Ordi2.Ledger.Donations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Donations;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>Who gives: announce, sign, see what became of each machine, fetch the papers. Only its own gifts.</summary>
internal sealed class DonorHome(PaperDesk papers, DonationQueries donations) : IRoleHome
{
    /// <summary>Of so many donations the machines are added up for the figures: the rest stands on their own pages.</summary>
    private const int AddedUp = 100;

    public Role Role => Role.Donor;

    public async Task<HomeView> ReadAsync(HomePage page, CancellationToken cancellationToken)
    {
        var open = await papers.InAsync<DonationTerms, DonationStatus>(
            page.Caller, "donation", cancellationToken, DonationStatus.Draft, DonationStatus.Proposed, DonationStatus.Accepted, DonationStatus.Received, DonationStatus.Reconciled);
        var all = (await papers.ListAsync<DonationTerms>(page.Caller, "donation", filter => filter with { Limit = AddedUp }, cancellationToken)).Items;
        var counts = await Task.WhenAll(all.Select(donation => donations.CountAsync(donation.Id.Text, cancellationToken)));
        var balance = Balance.Of(counts.SelectMany(count => count).SelectMany(count => Enumerable.Repeat(count.Status, count.Count)));

        var fetched = await papers.InAsync<RoundTerms, RoundStatus>(page.Caller, "round", cancellationToken, RoundStatus.Open, RoundStatus.Done);

        return new()
        {
            Tasks = [.. Pickups(page, fetched), .. Tasks(page, open)],
            Actions = [("/donations/new", page.Say("donation-announce")), ("/donations/import", page.Say("donation-from-list"))],
            Figures =
            [
                new(page.Say("balance-received"), page.Number(balance.Received)),
                new(page.Say("balance-placed"), page.Number(balance.Placed), Tone.Good),
                new(page.Say("balance-process"), page.Number(balance.InProcess + balance.Ready)),
                new(page.Say("balance-recycled"), page.Number(balance.Recycled)),
            ],
            Doors =
            [
                new("/donations", page.Say("nav-donations"), page.Say("door-donations"), "inbox"),
                new("/documents", page.Say("door-papers"), page.Say("door-papers-hint"), "document"),
                page.Board(),
            ],
        };
    }

    /// <summary>The driver has counted, and waits for the code with which the donor signs.</summary>
    private static IEnumerable<HomeTask> Pickups(HomePage page, IEnumerable<RoundTerms> rounds) => rounds
        .Where(round => round.Stops.Any(stop => stop.Trips.Any(trip => DonationPage.MaySignCount(round, trip))))
        .OrderByDescending(round => round.Status is RoundStatus.Open)
        .Select(round => new HomeTask($"/donations/{round.Donation}#pickups", page.Say("todo-pickup-sign", page.Date(round.Day)), Tone: Tone.Warn));

    private static IEnumerable<HomeTask> Tasks(HomePage page, IReadOnlyList<DonationTerms> open)
    {
        foreach (var donation in open.Where(one => one is { Status: DonationStatus.Received, OpenContest: null }).OrderBy(one => one.AnswerBefore ?? DateTimeOffset.MaxValue))
        {
            yield return new($"/donations/{donation.Id}", page.Say("todo-donation-sheet", Called.Gift(page, donation)), Due: donation.AnswerBefore, Tone: Tone.Warn);
        }

        foreach (var donation in open.Where(one => one.Status is DonationStatus.Accepted && !one.SignedBy.Contains(DonationParty.Donor)))
        {
            yield return new($"/donations/{donation.Id}", page.Say("todo-donation-sign", Called.Gift(page, donation)), Tone: Tone.Warn);
        }

        foreach (var donation in open.Where(one => one.Status is DonationStatus.Draft))
        {
            yield return new($"/donations/{donation.Id}", page.Say("todo-donation-draft", Called.Gift(page, donation)));
        }

        if (open.Count(one => one.Status is DonationStatus.Reconciled) is > 0 and var settled)
        {
            yield return new("/documents", page.Count("todo-donation-papers", settled), settled);
        }
    }
}
