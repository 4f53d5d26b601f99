using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Rounds;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>The driver: the stops of today first, what is to be delivered, then what comes next. A round that is another one's stands on the list of all rounds only.</summary>
internal sealed class DriverHome(PaperDesk papers) : IRoleHome
{
    private const int Shown = 6;

    public Role Role => Role.Driver;

    public async Task<HomeView> ReadAsync(HomePage page, CancellationToken cancellationToken)
    {
        var rounds = (await papers.InAsync<RoundTerms, RoundStatus>(page.Caller, "round", cancellationToken, RoundStatus.Planned, RoundStatus.Open))
            .Where(round => round.Carrier == page.Caller.Organisation && (round.Driver ?? page.Caller.Person) == page.Caller.Person).OrderBy(round => round.Day).ToArray();
        var deliveries = (await papers.InAsync<DeliveryTerms, DeliveryStatus>(page.Caller, "delivery", cancellationToken, DeliveryStatus.Ready, DeliveryStatus.Dispatched))
            .Where(delivery => delivery.Carrier == page.Caller.Organisation).ToArray();
        var now = rounds.Where(round => RoundsPage.IsNow(round, page.Today)).OrderBy(round => round.Status is not RoundStatus.Open).ToArray();
        var names = await papers.NamesAsync(rounds.Select(round => round.Donor).Concat(deliveries.Select(delivery => (OrganisationId?)delivery.Consignee)));

        return new()
        {
            Tasks = [.. now.Take(Shown).Select(round => Now(page, round, names)), .. Deliveries(page, deliveries, names), .. Next(page, rounds.Except(now), names)],
            Actions = [("/rounds", page.Say("rounds"))],
            Figures =
            [
                new(page.Say("figure-stops"), page.Number(now.Sum(round => round.Stops.Count(stop => stop.End is StopEnd.None)))),
                new(page.Say("figure-to-fetch"), page.Number(now.Sum(round => round.Announced.Sum(line => line.Count ?? 0)))),
                new(page.Say("figure-to-deliver"), page.Number(deliveries.Length)),
            ],
            Doors =
            [
                new("/rounds", page.Say("rounds"), page.Say("door-rounds"), "truck"),
                new("/deliveries", page.Say("nav-deliveries"), page.Say("door-deliveries-driver"), "box"),
                page.Board(),
            ],
        };
    }

    private static HomeTask Now(HomePage page, RoundTerms round, Names names)
    {
        var donor = round.Donor is { } one ? names[one] : round.Donation.Text;
        var left = round.Stops.Count(stop => stop.End is StopEnd.None);

        return round.Status is RoundStatus.Planned && round.Day == page.Today ? new($"/rounds/{round.Id}", page.Say("todo-round-today", donor))
            : round.Status is RoundStatus.Planned ? new($"/rounds/{round.Id}", page.Say("todo-round-start", donor), Due: FrenchCalendar.StartOf(round.Day), Tone: Tone.Warn)
            : left > 0 ? new($"/rounds/{round.Id}", page.Count("todo-round-stops", left, donor), left)
            : round.Stops.Any(stop => stop.End is StopEnd.Signed && !RoundPage.IsSigned(stop)) ? new($"/rounds/{round.Id}#sign", page.Say("todo-round-sign", donor), Tone: Tone.Warn)
            : new($"/rounds/{round.Id}", page.Say("todo-round-finish", donor), Tone: Tone.Warn);
    }

    private static IEnumerable<HomeTask> Deliveries(HomePage page, DeliveryTerms[] deliveries, Names names)
    {
        if (deliveries.Length > Shown)
        {
            yield return new("/deliveries", page.Count("todo-deliver-all", deliveries.Length), deliveries.Length);
            yield break;
        }

        foreach (var delivery in deliveries.OrderBy(delivery => delivery.SlotFrom ?? DateTimeOffset.MaxValue))
        {
            yield return new(
                $"/deliveries/{delivery.Id}",
                page.Count(delivery.Status is DeliveryStatus.Ready ? "todo-load" : "todo-deliver", delivery.Machines.Length, names[delivery.Consignee]),
                delivery.Machines.Length,
                Due: delivery.SlotFrom);
        }
    }

    private static IEnumerable<HomeTask> Next(HomePage page, IEnumerable<RoundTerms> coming, Names names) => coming.Take(1)
        .Select(round => new HomeTask($"/rounds/{round.Id}", page.Say("todo-round-next", round.Donor is { } donor ? names[donor] : round.Donation.Text), Due: FrenchCalendar.StartOf(round.Day)));
}
