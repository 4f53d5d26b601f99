using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Sessions;
using Ordi2.Domain.Configurations;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Features.Ours;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>A partner association: danger first, then what to sign, what to give back and when.</summary>
internal sealed class PartnerHome(PaperDesk papers, MachineQueries machines, RulesInForce rules) : IRoleHome
{
    public Role Role => Role.Partner;

    public async Task<HomeView> ReadAsync(HomePage page, CancellationToken cancellationToken)
    {
        var caller = page.Caller;
        var ours = await OursPage.ReadAsync(caller, papers, machines, cancellationToken);
        var drafts = (await papers.InAsync<LoanTerms, LoanStatus>(caller, "loan", cancellationToken, LoanStatus.Draft)).Where(loan => loan.Borrower == caller.Organisation && !loan.SignedBy.Contains(LoanParty.Borrower)).ToArray();
        var dossiers = (await papers.InAsync<DossierTerms, DossierStatus>(caller, "dossier", cancellationToken, DossierStatus.Draft, DossierStatus.Incomplete))
            .Where(dossier => dossier.Partner == caller.Organisation && !dossier.SignedBy.Contains(DossierParty.Partner)).ToArray();
        var sessions = await papers.InAsync<SessionTerms, SessionStatus>(caller, "session", cancellationToken, SessionStatus.Planned);
        var due = ours.Where(one => one.Loan is { Status: LoanStatus.ReturnDue or LoanStatus.Breached }).ToArray();
        var last = page.Today.AddDays((await rules.ForAsync(caller)).SoonDays());
        var soon = ours.Where(one => one.Loan is { Status: LoanStatus.Active or LoanStatus.Extended } loan && loan.To <= last).ToArray();

        return new()
        {
            Tasks =
            [
                .. ours.Where(one => one.IsRecalled).Select(one => new HomeTask($"/ours/{one.Row.Id}", page.Say("todo-recalled", OursPage.Label(one.Row.Id)), Tone: Tone.Bad)),
                .. due.Length > 0 ? [new HomeTask("/ours", page.Count("todo-ours-due", due.Length), due.Length, FrenchCalendar.StartOf(due.Min(one => one.Loan!.To)), Tone.Bad)] : Array.Empty<HomeTask>(),
                .. drafts.Select(loan => new HomeTask($"/loans/{loan.Id}", page.Say("todo-loan-sign", page.Date(FrenchCalendar.StartOf(loan.To))), Tone: Tone.Warn)),
                .. dossiers.Select(dossier => new HomeTask($"/dossiers/{dossier.Id}", page.Say("todo-dossier-sign", dossier.Project), Tone: Tone.Warn)),
                .. soon.Length > 0 ? [new HomeTask("/ours", page.Count("todo-ours-soon", soon.Length), soon.Length, FrenchCalendar.StartOf(soon.Min(one => one.Loan!.To)), Tone.Warn)] : Array.Empty<HomeTask>(),
                .. sessions.Where(session => session.Date >= page.Today).OrderBy(session => session.Date).Take(1)
                    .Select(session => new HomeTask($"/sessions/{session.Id}", page.Say("todo-session-ours"), Due: FrenchCalendar.StartOf(session.Date))),
            ],
            Actions = [("/ours", page.Say("ours"))],
            Figures =
            [
                new(page.Say("figure-ours"), page.Number(ours.Length)),
                new(page.Say("figure-late-loans"), page.Number(due.Length), due.Length > 0 ? Tone.Bad : Tone.Good),
            ],
            Doors =
            [
                new("/ours", page.Say("ours"), page.Say("door-ours"), "people"),
                new("/loans", page.Say("nav-loans"), page.Say("door-loans-partner"), "document"),
                new("/sessions", page.Say("nav-sessions"), page.Say("door-sessions"), "clock"),
                new("/dossiers", page.Say("nav-dossiers"), page.Say("door-dossiers"), "document"),
                page.Board(),
            ],
        };
    }
}
