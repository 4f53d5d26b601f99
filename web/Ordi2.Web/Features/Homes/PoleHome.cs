using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Texts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Alerts;
using Ordi2.Web.Features.Boards;
using Ordi2.Web.Features.Organisations;
using Ordi2.Web.Features.Recycling;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>The coordinator of a pole, with forty organisations and one hour a week: what goes wrong, what waits for a decision, then the flows.</summary>
internal sealed class PoleHome(PaperDesk papers, AlertDesk alerts, PoleMembers members, BoardReader boards, ProvenBatches proven) : IRoleHome
{
    public Role Role => Role.Coordinator;

    public async Task<HomeView> ReadAsync(HomePage page, CancellationToken cancellationToken)
    {
        var caller = page.Caller;
        var list = await alerts.ReadAsync(caller, cancellationToken);
        var dossiers = await papers.InAsync<DossierTerms, DossierStatus>(
            caller, "dossier", cancellationToken, DossierStatus.Submitted, DossierStatus.Eligible, DossierStatus.Scored, DossierStatus.Accepted, DossierStatus.InProgress, DossierStatus.Completed);
        var calls = await papers.InAsync<CallTerms, CallStatus>(caller, "call", cancellationToken, CallStatus.Draft, CallStatus.Closed, CallStatus.InReview, CallStatus.Decided);
        var offers = await papers.InAsync<DonationTerms, DonationStatus>(caller, "donation", cancellationToken, DonationStatus.Proposed);
        var houses = await members.AllAsync(caller, cancellationToken);

        return new()
        {
            Tasks = [.. Alerts(page, list), .. Offers(page, offers), .. Dossiers(page, dossiers), .. Calls(page, calls), .. await proven.TasksAsync(page, cancellationToken), .. Organisations(page, houses)],
            Actions = [("/calls/new", page.Say("call-write")), ("/organisations/new", page.Say("organisation-add"))],
            Flow = await FlowAsync(page),
            FlowHref = $"/boards/pole/{caller.Organisation}",
            Doors =
            [
                new("/alerts", page.Say("alerts"), page.Say("door-alerts"), "warn"),
                new("/inbox", page.Say("inbox"), page.Say("door-inbox"), "inbox"),
                new("/flows", page.Say("flows"), page.Say("door-flows"), "truck"),
                new("/organisations", page.Say("nav-organisations"), page.Say("door-organisations"), "home"),
                new("/people", page.Say("people"), page.Say("door-people"), "people"),
                new("/offers", page.Say("nav-offers"), page.Say("door-offers"), "inbox"),
                new("/calls", page.Say("nav-calls"), page.Say("door-calls"), "document"),
                new("/dossiers", page.Say("nav-dossiers"), page.Say("door-dossiers-pole"), "document"),
                new("/allocations", page.Say("nav-allocations"), page.Say("door-allocations"), "shelf"),
                new("/deliveries", page.Say("nav-deliveries"), page.Say("door-deliveries-out"), "truck"),
                new("/loans", page.Say("nav-loans"), page.Say("door-loans-pole"), "clock"),
                new("/labels", page.Say("labels"), page.Say("door-labels"), "print"),
                new($"/boards/pole/{caller.Organisation}", page.Say("home-board-pole"), page.Say("door-board-pole"), "chart"),
            ],
        };
    }

    private static IEnumerable<HomeTask> Alerts(HomePage page, AlertList list)
    {
        var overdue = list.Incidents.Count(one => one.Overdue);

        if (overdue > 0)
        {
            yield return new("/alerts", page.Count("todo-incidents-late", overdue), overdue, list.Incidents.Where(one => one.Overdue).Min(one => one.SolveBefore), Tone.Bad);
        }

        if (list.Custody.Count(claim => claim.Contested) is > 0 and var contested)
        {
            yield return new(AlertsPage.AddressOf(AlertKind.Custody), page.Count("todo-custody-contested", contested), contested, Tone: Tone.Bad);
        }

        if (list.Placements.Count(row => row.DueAt < page.Now) is > 0 and var late)
        {
            yield return new(AlertsPage.AddressOf(AlertKind.Placements), page.Count("todo-placements-late", late), late, list.Placements.Min(row => row.DueAt), Tone.Bad);
        }

        if (list.Loans.Count(loan => loan.Status is LoanStatus.Breached) is > 0 and var breached)
        {
            yield return new(AlertsPage.AddressOf(AlertKind.Loans), page.Count("todo-loans-breached", breached), breached, Tone: Tone.Bad);
        }

        foreach (var incident in list.Incidents.Where(IsUrgent))
        {
            yield return new($"/incidents/{incident.Id}", page.Say("todo-incident-urgent", page.Word(incident.Kind.Code()), incident.What), Due: incident.SolveBefore, Tone: Tone.Bad);
        }

        if (list.Incidents.Where(one => !one.Overdue && !IsUrgent(one)).ToArray() is { Length: > 0 } others)
        {
            yield return new("/alerts", page.Count("todo-incidents", others.Length), others.Length, others.Min(one => one.SolveBefore), Tone.Warn);
        }

        if (list.CountOf(AlertKind.Gaps) is > 0 and var gaps)
        {
            yield return new(AlertsPage.AddressOf(AlertKind.Gaps), page.Count("todo-gaps", gaps), gaps, list.Gaps.IsEmpty ? null : list.Gaps.Min(one => one.SolveBefore), Tone.Warn);
        }

        if (list.Placements.Count(row => row.DueAt >= page.Now) is > 0 and var soon)
        {
            yield return new(AlertsPage.AddressOf(AlertKind.Placements), page.Count("todo-placements-soon", soon), soon, list.Placements.Where(row => row.DueAt >= page.Now).Min(row => row.DueAt), Tone.Warn);
        }

        if (list.Loans.Count(loan => loan.Status is LoanStatus.ReturnDue) is > 0 and var due)
        {
            yield return new(AlertsPage.AddressOf(AlertKind.Loans), page.Count("todo-loans-return", due), due, Tone: Tone.Warn);
        }

        if (list.Custody.Count(claim => !claim.Contested) + list.Handovers.Length is > 0 and var claims)
        {
            yield return new(AlertsPage.AddressOf(AlertKind.Custody), page.Count("todo-custody", claims), claims, Tone: Tone.Warn);
        }
    }

    private static IEnumerable<HomeTask> Offers(HomePage page, ImmutableArray<DonationTerms> offers)
    {
        if (!offers.IsEmpty)
        {
            yield return new("/offers", page.Count("todo-offers", offers.Length), offers.Length, Tone: Tone.Warn);
        }
    }

    /// <summary>A matter of hours that nobody has in hand.</summary>
    private static bool IsUrgent(IncidentTerms one) =>
        one is { Overdue: false, Status: IncidentStatus.Open, Kind: IncidentKind.Safety or IncidentKind.Data or IncidentKind.Theft };

    private static IEnumerable<HomeTask> Dossiers(HomePage page, ImmutableArray<DossierTerms> dossiers)
    {
        foreach (var (status, words, tone) in ((DossierStatus, string, Tone)[])
        [
            (DossierStatus.Submitted, "todo-dossiers-check", Tone.Warn),
            (DossierStatus.Eligible, "todo-dossiers-score", Tone.Info),
            (DossierStatus.Scored, "todo-dossiers-decide", Tone.Warn),
            (DossierStatus.Completed, "todo-dossiers-evaluate", Tone.Info),
        ])
        {
            if (dossiers.Count(dossier => dossier.Status == status) is > 0 and var count)
            {
                yield return new($"/dossiers?status={status.Code()}", page.Count(words, count), count, Tone: tone);
            }
        }

        if (dossiers.Count(AwaitsMachines) is > 0 and var waiting)
        {
            yield return new("/allocations", page.Count("todo-allocate", waiting), waiting, Tone: Tone.Warn);
        }
    }

    private static bool AwaitsMachines(DossierTerms dossier) =>
        dossier.Status is DossierStatus.Accepted or DossierStatus.InProgress && dossier.Needs.Any(need => need.Allocated < need.Accepted);

    private static IEnumerable<HomeTask> Calls(HomePage page, ImmutableArray<CallTerms> calls)
    {
        foreach (var (status, words) in ((CallStatus, string)[])
            [(CallStatus.Closed, "todo-call-closed"), (CallStatus.InReview, "todo-call-review"), (CallStatus.Decided, "todo-call-decided"), (CallStatus.Draft, "todo-call-draft")])
        {
            foreach (var call in calls.Where(one => one.Status == status))
            {
                yield return new($"/calls/{call.Id}", page.Say(words, call.Plan.Title), Tone: status is CallStatus.Draft ? Tone.Info : Tone.Warn);
            }
        }
    }

    private static IEnumerable<HomeTask> Organisations(HomePage page, ImmutableArray<OrganisationProfile> houses)
    {
        // The charter of a pole comes from another one, and so does the answer to what it asks for.
        var others = houses.Where(house => house.Id != page.Caller.Organisation).ToArray();

        if (others.Count(house => house.Requests.Length > 0) is > 0 and var asking)
        {
            yield return new("/organisations?show=asking", page.Count("todo-charters-asked", asking), asking, Tone: Tone.Info);
        }

        var ending = houses.SelectMany(house => PoleMembers.Ending(house, page.Now)).ToArray();

        if (ending.Length > 0)
        {
            var first = ending.Min(one => one.ValidTo);
            yield return new("/organisations?show=ending", page.Count("todo-charters-ending", ending.Length), ending.Length, first.AddTicks(-1), first < page.Now ? Tone.Bad : Tone.Warn);
        }

        if (others.Count(house => house.Status is OrganisationStatus.Closing) is > 0 and var closing)
        {
            yield return new($"/organisations?status={OrganisationStatus.Closing.Code()}", page.Count("todo-organisations-closing", closing), closing, Tone: Tone.Info);
        }
    }

    /// <summary>Where the machines of the pole stand, as on its board.</summary>
    private async Task<IReadOnlyList<HomeStretch>> FlowAsync(HomePage page)
    {
        var numbers = (await boards.ReadAsync($"pole/{page.Caller.Organisation}")).Counters.ToDictionary(counter => counter.Counter, counter => counter.Value, StringComparer.Ordinal);

        return
        [
            .. BoardPage.Flow.Select(stretch => new HomeStretch(
                stretch.Look,
                page.Say($"flow-{stretch.Look}"),
                page.Number(stretch.Counters.Sum(counter => numbers.GetValueOrDefault(counter))),
                [
                    .. stretch.Counters.Where(counter => numbers.GetValueOrDefault(counter) > 0 && counter is not "status/NONE")
                        .Select(counter => (Code: counter["status/".Length..], Value: numbers[counter]))
                        .Select(one => new HomeCount($"/machines?status={one.Code}", Words.SayOf("machine", one.Code, page.ReadersLanguage), page.Number(one.Value))),
                ])),
        ];
    }
}
