using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Sessions;
using Ordi2.Domain.Configurations;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>An EPN: machines arrive, are handed on before a date, come back; sessions are held; dossiers are written.</summary>
internal sealed class AnimatorHome(PaperDesk papers, MachineQueries machines, RulesInForce rules, ReturnTasks returns) : IRoleHome
{
    private const int SingleDeliveries = 4;

    public Role Role => Role.Animator;

    public async Task<HomeView> ReadAsync(HomePage page, CancellationToken cancellationToken)
    {
        var caller = page.Caller;
        var inForce = await rules.ForAsync(caller);
        var deliveries = await papers.InAsync<DeliveryTerms, DeliveryStatus>(caller, "delivery", cancellationToken, DeliveryStatus.Dispatched);
        var here = (await machines.ListAsync(
            new MachineFilter { Holder = caller.Organisation.Text, Status = MachineStatus.AtEpn, Limit = MachineFilter.MostRows }, cancellationToken)).Rows;
        var loans = await papers.InAsync<LoanTerms, LoanStatus>(
            caller, "loan", cancellationToken, LoanStatus.Active, LoanStatus.Extended, LoanStatus.ReturnDue, LoanStatus.Breached);
        var sessions = await papers.InAsync<SessionTerms, SessionStatus>(caller, "session", cancellationToken, SessionStatus.Planned);
        var dossiers = await papers.InAsync<DossierTerms, DossierStatus>(
            caller, "dossier", cancellationToken, DossierStatus.Draft, DossierStatus.Incomplete, DossierStatus.Accepted, DossierStatus.InProgress);

        return new()
        {
            Tasks =
            [
                .. await DeliveriesAsync(page, deliveries),
                .. Placements(page, here, inForce),
                .. await returns.OfEpnAsync(page, loans, cancellationToken),
                .. Loans(page, loans, inForce),
                .. Sessions(page, sessions),
                .. Dossiers(page, dossiers),
            ],
            Actions = [("/sessions/new", page.Say("session-plan")), ("/loans/new", page.Say("loan-new"))],
            Figures =
            [
                new(page.Say("figure-at-epn"), page.Number(here.Length)),
                new(page.Say("figure-lent"), page.Number(loans.Sum(loan => loan.OpenLines.Length))),
                new(page.Say("figure-late-loans"), page.Number(loans.Count(loan => IsDue(loan))), loans.Any(IsDue) ? Tone.Bad : Tone.Good),
                new(page.Say("figure-dossiers"), page.Number(dossiers.Count(dossier => dossier.Status is DossierStatus.InProgress or DossierStatus.Accepted))),
            ],
            Doors =
            [
                new("/deliveries", page.Say("nav-deliveries"), page.Say("door-deliveries"), "truck"),
                new("/placements", page.Say("nav-placements"), page.Say("door-placements"), "home"),
                new("/loans", page.Say("nav-loans"), page.Say("door-loans"), "people"),
                new("/sessions", page.Say("nav-sessions"), page.Say("door-sessions"), "clock"),
                new("/dossiers", page.Say("nav-dossiers"), page.Say("door-dossiers"), "document"),
                new("/stations", page.Say("stations"), page.Say("door-stations"), "scan"),
                page.Board(),
            ],
        };
    }

    private async Task<IEnumerable<HomeTask>> DeliveriesAsync(HomePage page, IReadOnlyList<DeliveryTerms> deliveries)
    {
        if (deliveries.Count > SingleDeliveries)
        {
            return [new("/deliveries?status=DISPATCHED", page.Count("todo-deliveries", deliveries.Count), deliveries.Count)];
        }

        var names = await papers.NamesAsync(deliveries.Select(delivery => (Contracts.Organisations.OrganisationId?)delivery.From));
        return deliveries.Select(delivery => new HomeTask(
            $"/deliveries/{delivery.Id}",
            delivery.Arrived.IsEmpty
                ? page.Count("todo-delivery", delivery.Machines.Length, names[delivery.From])
                : page.Count("todo-delivery-begun", delivery.Arrived.Length, names[delivery.From]),
            delivery.Machines.Length));
    }

    private static IEnumerable<HomeTask> Placements(HomePage page, IReadOnlyList<MachineRow> here, PoleRules inForce)
    {
        var (late, soon) = (here.Where(row => row.DueAt < page.Now).ToArray(), here.Where(row => row.DueAt is null || row.DueAt >= page.Now).ToArray());

        if (late.Length > 0)
        {
            yield return new("/placements", page.Count("todo-place-late", late.Length), late.Length, late.Min(row => row.DueAt), Tone.Bad);
        }

        if (soon.Length > 0)
        {
            var first = soon.Min(row => row.DueAt);
            yield return new("/placements", page.Count("todo-place", soon.Length), soon.Length, first, first < page.Now.AddDays(inForce.PlacementReminderDays) ? Tone.Warn : Tone.Info);
        }
    }

    private static IEnumerable<HomeTask> Loans(HomePage page, IReadOnlyList<LoanTerms> loans, PoleRules inForce)
    {
        if (loans.Count(IsDue) is > 0 and var due)
        {
            yield return new("/loans?show=due", page.Count("todo-loans-due", due), due, Tone: Tone.Bad);
        }

        var ending = loans.Where(loan => !IsDue(loan) && loan.To <= page.Today.AddDays(inForce.SoonDays())).ToArray();

        if (ending.Length > 0)
        {
            yield return new("/loans?show=soon", page.Count("todo-loans-soon", ending.Length), ending.Length, FrenchCalendar.StartOf(ending.Min(loan => loan.To)), Tone.Warn);
        }
    }

    private static IEnumerable<HomeTask> Sessions(HomePage page, IReadOnlyList<SessionTerms> sessions)
    {
        var past = sessions.Where(session => session.Date < page.Today).ToArray();

        if (past.Length > 0)
        {
            yield return new("/sessions", page.Count("todo-sessions-record", past.Length), past.Length, Tone: Tone.Warn);
        }

        if (sessions.Where(session => session.Date >= page.Today).MinBy(session => session.Date) is { } next)
        {
            yield return new($"/sessions/{next.Id}", next.Date == page.Today ? page.Say("todo-session-today") : page.Say("todo-session-next"), Due: FrenchCalendar.StartOf(next.Date));
        }
    }

    private static IEnumerable<HomeTask> Dossiers(HomePage page, IReadOnlyList<DossierTerms> dossiers)
    {
        foreach (var (status, words, tone) in ((DossierStatus, string, Tone)[])
        [
            (DossierStatus.Incomplete, "todo-dossiers-incomplete", Tone.Warn),
            (DossierStatus.Draft, "todo-dossiers-draft", Tone.Info),
            (DossierStatus.Accepted, "todo-dossiers-accepted", Tone.Info),
        ])
        {
            if (dossiers.Count(dossier => dossier.Status == status) is > 0 and var count)
            {
                yield return new($"/dossiers?status={status.Code()}", page.Count(words, count), count, Tone: tone);
            }
        }
    }

    private static bool IsDue(LoanTerms loan) => loan.Status is LoanStatus.ReturnDue or LoanStatus.Breached;
}
