using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain;
using Ordi2.Domain.Machines;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;
using Route = Ordi2.Contracts.Machines.Route;

namespace Ordi2.Web.Features.Inbox;

/// <summary>One machine and all that a person has to settle of it. What may not be settled here is refused by the machine, which says who may.</summary>
internal sealed class SettlePage(MachineQueries machines, PageScans scans, Exceptions exceptions, PaperDesk papers, IGrainFactory grains) : RolePage(Role.Supervisor, Role.Coordinator, Role.Animator)
{
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Route { get; set; }

    [BindProperty]
    public Guid Scan { get; set; }

    [BindProperty]
    public string? Finding { get; set; }

    [BindProperty]
    public string? Hold { get; set; }

    [BindProperty]
    public string? Holder { get; set; }

    /// <summary>Whose claim the form is about: another one is not answered by it.</summary>
    [BindProperty]
    public string? Claimant { get; set; }

    public MachineRow Machine { get; private set; } = null!;

    /// <summary>Somebody else says to have it.</summary>
    public PendingClaim? Claim { get; private set; }

    public Names Names { get; private set; } = Names.None;

    /// <summary>The known holder says whether it is so.</summary>
    public bool MayAnswer => Claim is { Contested: false } && Machine.Holder == Caller.Organisation.Text;

    /// <summary>One objects, or it came to another than it was meant for.</summary>
    public bool IsDisputed => Claim is { Contested: true } || InboxPage.HoldsOf(Machine).Contains(Contracts.Machines.Hold.DisputeCustody);

    /// <summary>Between two that both say to have it the pole decides.</summary>
    public bool MayDecide => (Claim is not null || IsDisputed) && Caller.Role is Role.Coordinator;

    /// <summary>The one who says to have it, and the one who is known to.</summary>
    public IReadOnlyList<Choice> Holders =>
    [
        .. new[] { (Id: Claim?.Claimant.Text, Hint: Say("settle-claim-claimant")), (Id: Machine.Holder, Hint: Say("settle-claim-holder")) }
            .Where(side => !string.IsNullOrEmpty(side.Id))
            .DistinctBy(side => side.Id, StringComparer.Ordinal)
            .Select(side => new Choice(side.Id!, Names[new OrganisationId(side.Id!)], side.Hint)),
    ];

    public ImmutableArray<WaitingScan> Waiting { get; private set; } = [];

    /// <summary>What was noticed, with its sentence.</summary>
    public ImmutableArray<(string Code, string Sentence)> Findings { get; private set; } = [];

    public TriageProposed? Proposed { get; private set; }

    public bool IsAged { get; private set; }

    public bool IsSupervisor => Caller.Role is Role.Supervisor;

    public bool MayCorrect => Caller.Role is Role.Supervisor or Role.Coordinator;

    public bool IsDone => Waiting.IsEmpty && Findings.IsEmpty && Machine.Holds == 0 && Claim is null && Machine.Status is not (MachineStatus.WipeFailed or MachineStatus.QcFailed) && !IsAged;

    public IReadOnlyList<Choice> Routes => [.. ((Route[])[Contracts.Machines.Route.Reuse, Contracts.Machines.Route.Parts, Contracts.Machines.Route.Recycle]).Select(route => new Choice(route.Code(), Word(route.Code())))];

    public bool MayBeSwapped => Caller.Role is Role.Coordinator && Machine is { Status: MachineStatus.Placed, Loan: not null };

    /// <summary>
    /// The field in which a form asks for a reason. Several forms of this page do: what is wrong is said by the one that was sent, and only by it.
    /// </summary>
    public static string ReasonOf(bool isSent, int number) => isSent ? "reason" : $"reason-{number}";

    /// <summary>Whether the form of this step was the one that was sent.</summary>
    public bool IsSent(string handler) => HttpMethods.IsPost(Request.Method) && Request.Query["handler"] == handler;

    private OrganisationId? Claiming => Typed(Claimant) is { } claimant ? new(claimant) : null;

    private string Address => $"/inbox/{Machine.Id}";

    /// <summary>The address of a form; a problem that stands several times is named by its code.</summary>
    public string Action(string handler) => $"{Address}?handler={handler}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await machines.FindAsync((string?)RouteData.Values["machine"] ?? string.Empty, Caller.Organisation.Text, HttpContext.RequestAborted) is not { } found
            || !Caller.SeenOf(found).IsAll
            || !(Exceptions.IsIn(Caller, found.Row) || HttpMethods.IsPost(Request.Method)))
        {
            context.Result = NotFound();
            return;
        }

        Machine = found.Row;
        await ReadAsync();
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public void OnGet() => Route = Proposed?.Route.Code();

    public async Task<IActionResult> OnPostTriageAsync()
    {
        if (!Codes.TryParse<Route>(Route, out var route))
        {
            Mistakes.Add("route", Say("choose-one"));
            return Page();
        }

        return await SendAsync(new Triage(route, Proposed?.PowersOn ?? true, Proposed?.CriteriaVersion) { Defects = Proposed?.Defects ?? [] }, Say("settled-triage", Word(route.Code())), "route");
    }

    /// <summary>The step that somebody calls about is undone, if it is still the last one.</summary>
    public Task<IActionResult> OnPostCorrectAsync() => Waiting.FirstOrDefault(scan => scan.ScanId == Scan)?.Call is { } call
        ? SendAsync(new CorrectEvent(call.Seq, call.Reason, call.Scan), Say("settled-call"), FormMistakes.Form)
        : Task.FromResult<IActionResult>(Onward(Address, Say("done"), Tone.Info));

    public Task<IActionResult> OnPostDropAsync() => WithReasonAsync(reason => new DropHeldScan(Scan, reason), Say("settled-dropped"));

    public Task<IActionResult> OnPostFindingAsync() => WithReasonAsync(reason => new SettleFinding(Finding ?? string.Empty, reason), Say("settled-finding"));

    public Task<IActionResult> OnPostLiftAsync() => Codes.TryParse<Hold>(Hold, out var hold)
        ? WithReasonAsync(reason => new LiftHold(hold, reason), Say("settled-hold"))
        : Task.FromResult<IActionResult>(Page());

    public Task<IActionResult> OnPostConfirmAsync() => SendAsync(new ConfirmHandover(Claiming), Say("settled-claim"), FormMistakes.Form);

    public Task<IActionResult> OnPostContestAsync() => WithReasonAsync(reason => new ContestHandover(reason, Claiming), Say("settled-claim-contested"));

    /// <summary>Also where the claim is gone meanwhile: the machine says so.</summary>
    public Task<IActionResult> OnPostDecideAsync()
    {
        if (Typed(Holder) is { } holder)
        {
            return WithReasonAsync(reason => new SettleCustody(new(holder), reason), Say("settled-custody"));
        }

        Mistakes.Add("holder", Say("choose-one"));
        Mistakes.Unless(Typed(Reason) is not null, "reason", Say("say-reason"));
        return Task.FromResult<IActionResult>(Page());
    }

    public Task<IActionResult> OnPostRetryAsync() => SendAsync(new RetryWipe(), Say("settled-retry"), FormMistakes.Form);

    public Task<IActionResult> OnPostRequalifyAsync() => WithReasonAsync(reason => new Requalify(reason), Say("settled-requalify"));

    private async Task<IActionResult> WithReasonAsync(Func<string, MachineCommand> command, string sentence)
    {
        if (Typed(Reason) is not { } reason)
        {
            Mistakes.Add("reason", Say("say-reason"));
            return Page();
        }

        return await SendAsync(command(reason), sentence, "reason");
    }

    private async Task<IActionResult> SendAsync(MachineCommand command, string sentence, string field)
    {
        var answer = await scans.SendAsync(Caller, new PageScan(Once(command, Machine.Id), Machine.Id, command));

        if (answer.Stopped() is { } reason)
        {
            Refuse(reason, field);
            FormMistakes.Renew(HttpContext);
            await ReadAsync();
            return Page();
        }

        Tell(sentence);
        return Redirect(await machines.GetAsync(Machine.Id, HttpContext.RequestAborted) is { } now && Exceptions.IsIn(Caller, now) ? Address : "/inbox");
    }

    private async Task ReadAsync()
    {
        var history = await machines.HistoryAsync(Machine.Id, HttpContext.RequestAborted);
        var events = history.Events.Select(stored => EventCatalog<MachineEvent>.Read(stored.Type, stored.Told.Span)).ToArray();
        Waiting = Machine.HeldScans == 0 ? [] : WaitingScans.Of(history, Caller, ReadersLanguage);

        // Also once it is decided: the second half of a double click asks the same as the first.
        Proposed = events.OfType<TriageProposed>().LastOrDefault();
        Findings = FindingWords.Of(Machine, history, ReadersLanguage);
        IsAged = Machine.Status is MachineStatus.Ready && Machine.InStockSince < await exceptions.AgedBeforeAsync(Caller);
        Claim = (await grains.GetGrain<IMachineGrain>($"machine/{Machine.Id}").LookAsync(Caller)).Claim;
        Names = await papers.NamesAsync([Claim?.Claimant, Machine.Holder is { } holder ? new OrganisationId(holder) : null]);
    }
}
