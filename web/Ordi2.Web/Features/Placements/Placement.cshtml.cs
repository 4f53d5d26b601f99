using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Placements;

/// <summary>The machines of one dossier that wait at the EPN: hand them to the partner under a convention, or send them back.</summary>
internal sealed class PlacementPage(PaperDesk papers, MachineQueries machines, PageScans scans, IGrainFactory grains) : RolePage(Role.Animator)
{
    [BindProperty]
    public string[] Machines { get; set; } = [];

    [BindProperty]
    public string? Loan { get; set; }

    [BindProperty]
    public bool CoSigned { get; set; }

    /// <summary>The partner's code, read out by it.</summary>
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string[] Back { get; set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    public DossierTerms Dossier { get; private set; } = null!;

    public string Partner { get; private set; } = string.Empty;

    public ImmutableArray<MachineRow> Here { get; private set; } = [];

    /// <summary>The conventions under which machines of this dossier go out.</summary>
    public ImmutableArray<LoanTerms> Loans { get; private set; } = [];

    /// <summary>Those that are not signed yet.</summary>
    public ImmutableArray<LoanTerms> Drafts { get; private set; } = [];

    public IReadOnlyList<Choice> LoanChoices => [.. Loans.Select(loan => new Choice(loan.Id.Text, Say("loan-until", Called.Number(this, loan.Id), Date(loan.To))))];

    public IReadOnlyList<Choice> MachineChoices =>
    [
        .. Here.Select(row => new Choice(
            row.Id,
            $"{Label(row.Id)} · {$"{Capital(Word(row.Type.Code()))} {row.Maker} {row.Model}".Trim()}",
            row.DueAt is { } due ? $"{Say("place-before-day", Date(FrenchCalendar.DayOf(due)))} ({DaysLeft(FrenchCalendar.DayOf(due))})" : null)),
    ];

    private string Address => $"/placements/{Dossier.Id}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Caller.Role is not Role.Animator
            || await papers.OneAsync<DossierTerms>(Caller, "dossier", (string?)RouteData.Values["dossier"] ?? string.Empty, HttpContext.RequestAborted) is not { } dossier
            || dossier.Epn != Caller.Organisation)
        {
            context.Result = NotFound();
            return;
        }

        Dossier = dossier;
        await ReadAsync();
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var chosen = Chosen(Machines);
        Mistakes
            .Unless(chosen.Length > 0, "machines", Say("choose-machines"))
            .Unless(Loans.Any(loan => loan.Id.Text == Loan), "loan", Say("choose-loan"))
            .Unless(CoSigned || Typed(Code) is not null || Loans.Any(loan => loan.Id.Text == Loan && IsSigned(loan, chosen)), "coSigned", Say("co-signature-needed"));

        if (Mistakes.Any)
        {
            return Page();
        }

        if (Typed(Code) is not null && !await SignAsync(chosen))
        {
            FormMistakes.Renew(HttpContext);
            await ReadAsync();
            return Page();
        }

        var referent = CoSigned ? PlaceWithPartner.ReferentOf(Dossier.Partner) : string.Empty;
        return await SendAsync(chosen, new PlaceWithPartner(new(Loan!), referent), "machines", done => Count("placed", done, Partner));
    }

    public async Task<IActionResult> OnPostBackAsync()
    {
        var chosen = Chosen(Back);
        Mistakes
            .Unless(chosen.Length > 0, "back", Say("choose-machines"))
            .Unless(Typed(Reason) is not null, "reason", Say("say-reason"));

        return Mistakes.Any ? Page() : await SendAsync(chosen, new GiveBackUnplaced(Reason!.Trim()), "back", done => Count("given-back", done));
    }

    /// <summary>All of these the partner has signed for by a code; those that are out were.</summary>
    private static bool IsSigned(LoanTerms loan, string[] chosen) =>
        chosen.Length > 0 && chosen.All(machine => loan.CoSigned.Any(signed => signed.Machine.Text == machine) || loan.OpenLines.Any(open => open.Text == machine));

    /// <summary>The code that the partner reads out: its signature under the machines that it has chosen on its own page.</summary>
    private async Task<bool> SignAsync(string[] chosen)
    {
        var command = new EnterLoanCode(LoanCodeFor.HandingOver, ShortCode.Plain(Code!));

        var reply = await grains.GetGrain<ILoanGrain>($"loan/{Loan}").DoAsync(command, Caller, Once(command, Loan!));

        if (IsDone(reply, "code") && reply is Done<LoanTerms> { Value: var after })
        {
            // A wrong one leaves the code to be tried again; a right one is used up.
            Mistakes
                .Unless(after.CodeExpiresAt is null, "code", Count("handover-code-wrong", after.AttemptsLeft))
                .Unless(after.CodeExpiresAt is not null || CoSigned || IsSigned(after, chosen), "code", Say("placement-code-others", Partner));
        }

        return !Mistakes.Any;
    }

    // Also those that are gone: the second half of a double click is told the same as the first.
    private static string[] Chosen(string[] sent) => [.. sent.Distinct(StringComparer.Ordinal).Take(Http.Limits.ScansInABatch)];

    /// <summary>Each machine by itself: what one refuses does not stop the others.</summary>
    private async Task<IActionResult> SendAsync(string[] chosen, MachineCommand command, string field, Func<long, string> said)
    {
        var answers = await scans.SendAsync(Caller, [.. chosen.Select(machine => new PageScan(Once(command, machine), machine, command))]);
        var done = 0;

        for (var i = 0; i < chosen.Length; i++)
        {
            if (answers[i].Stopped() is { } reason)
            {
                Mistakes.Add(field, $"{Label(chosen[i])} : {Why(reason)}");
            }
            else
            {
                done++;
            }
        }

        if (!Mistakes.Any)
        {
            return Onward(Here.Length > done ? Address : "/placements", said(done));
        }

        if (done > 0)
        {
            Tell(said(done));
        }

        FormMistakes.Renew(HttpContext);
        await ReadAsync();
        return Page();
    }

    private async Task ReadAsync()
    {
        Here =
        [
            .. (await machines.ListAsync(
                new MachineFilter { Dossier = Dossier.Id.Text, Holder = Caller.Organisation.Text, Status = MachineStatus.AtEpn, Limit = MachineFilter.MostRows },
                HttpContext.RequestAborted)).Rows.OrderBy(row => row.DueAt).ThenBy(row => row.Id, StringComparer.Ordinal),
        ];
        var loans = await papers.InAsync<LoanTerms, LoanStatus>(
            Caller, "loan", HttpContext.RequestAborted, LoanStatus.Draft, LoanStatus.Signed, LoanStatus.Active, LoanStatus.Extended);
        Loans = [.. loans.Where(loan => loan.Dossier == Dossier.Id && loan.Status is not LoanStatus.Draft)];
        Drafts = [.. loans.Where(loan => loan.Dossier == Dossier.Id && loan.Status is LoanStatus.Draft)];
        Partner = (await papers.NamesAsync([Dossier.Partner]))[Dossier.Partner];
    }
}
