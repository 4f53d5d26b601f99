using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Features.Photos;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Ours;

/// <summary>One machine that a partner has: who helps, report a problem, give it back.</summary>
internal sealed class OurMachinePage(MachineQueries machines, AggregateQueries aggregates, Houses houses, PaperDesk papers, PageScans scans, IGrainFactory grains, PhotoDesk photos) : RolePage(Role.Partner)
{
    private static readonly IncidentKind[] Problems = [IncidentKind.Support, IncidentKind.Safety];

    [BindProperty]
    public string? Problem { get; set; }

    [BindProperty]
    public string? What { get; set; }

    [BindProperty]
    public string? Because { get; set; }

    /// <summary>What came with the report before it was sent back.</summary>
    public string? Photo { get; private set; }

    public LentMachine Machine { get; private set; } = null!;

    public MachineRow Row => Machine.Row;

    public MachineContacts Contacts { get; private set; } = null!;

    /// <summary>What was reported and is not closed.</summary>
    public ImmutableArray<IncidentTerms> Reported { get; private set; } = [];

    public bool MayGiveBack => Row.Status is MachineStatus.Placed;

    public IReadOnlyList<Choice> ProblemChoices => [.. Problems.Select(kind => new Choice(kind.Code(), Say($"ours-problem-{kind}"), Say($"ours-problem-{kind}-hint")))];

    public IReadOnlyList<Choice> Reasons =>
    [
        .. ((ReturnKind[])[ReturnKind.EndOfLoan, ReturnKind.GiveUp, ReturnKind.Warranty]).Select(kind => new Choice(kind.Code(), Say($"ours-back-{kind}"))),
    ];

    public string Home => $"/ours/{Row.Id}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // Also one that is on its way back: what was asked is shown until it is received elsewhere.
        if (Caller.Role is not Role.Partner
            || await machines.FindAsync((string?)RouteData.Values["machine"] ?? string.Empty, Caller.Organisation.Text, HttpContext.RequestAborted) is not { } found
            || Caller.SeenOf(found).IsNothing
            || found.Row.Holder != Caller.Organisation.Text)
        {
            context.Result = NotFound();
            return;
        }

        var loan = found.Row.Loan is { } id ? await papers.OneAsync<Contracts.Loans.LoanTerms>(Caller, "loan", id, HttpContext.RequestAborted) : null;
        Machine = new(found.Row, loan);
        Contacts = await MachineContacts.OfAsync(Row, aggregates, houses, HttpContext.RequestAborted);
        Reported =
        [
            .. (await papers.ListAsync<IncidentTerms>(Caller, "incident", filter => filter with { About = $"machine/{Row.Id}" }, HttpContext.RequestAborted)).Items
                .Where(incident => incident.Status is not IncidentStatus.Closed)
                .OrderByDescending(incident => incident.OpenedAt),
        ];
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public IActionResult OnGet()
    {
        Because = Machine.Loan is { } loan && loan.To <= Today ? ReturnKind.EndOfLoan.Code() : null;
        return Page();
    }

    public async Task<IActionResult> OnPostProblemAsync()
    {
        var known = Codes.TryParse<IncidentKind>(Problem, out var kind) && Problems.Contains(kind);
        Mistakes
            .Unless(known, "problem", Say("choose-one"))
            .Unless(Typed(What) is not null, "what", Say("ours-say-what"));

        (Photo, var why) = await photos.OfFormAsync(Request, Row.Id, Caller);

        if (why is not null)
        {
            Refuse(why, PhotoDesk.FileField);
        }

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new OpenIncident(kind, What!.Trim()) { Photo = Photo, About = $"machine/{Row.Id}", Machines = [new(Row.Id)], Handler = Contacts.Helper?.Id, Link = ChainLink.Borrower };
        var commandId = Once(command);
        return IsDone(await grains.GetGrain<IIncidentGrain>($"incident/{AggregateIds.Make("incident", commandId)}").DoAsync(command, Caller, commandId), "what")
            ? Onward(Home, Say("ours-reported", Contacts.Helper?.Name ?? Say("ours-pole")))
            : Page();
    }

    public async Task<IActionResult> OnPostBackAsync()
    {
        if (!Codes.TryParse<ReturnKind>(Because, out var kind) || Reasons.All(reason => reason.Value != kind.Code()))
        {
            Mistakes.Add("because", Say("choose-one"));
            return Page();
        }

        var command = new RequestReturn(kind);
        var answer = await scans.SendAsync(Caller, new PageScan(Once(command, Row.Id), Row.Id, command));

        if (answer.Stopped() is { } reason)
        {
            Refuse(reason, "because");
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        return Onward(Home, Say("ours-back-asked", Contacts.GiveBackTo?.Name ?? Contacts.Helper?.Name ?? Say("ours-pole")));
    }
}
