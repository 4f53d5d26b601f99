using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Sessions;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Calls;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Dossiers;

/// <summary>One project: where it stands, what it needs, what is next.</summary>
internal sealed partial class DossierPage(PaperDesk papers, CallDesk calls, DossierFiles files, IGrainFactory grains)
    : RolePage(Role.Animator, Role.Partner, Role.Coordinator, Role.Donor, Role.Supervisor)
{
    [BindProperty]
    public string? Reason { get; set; }

    public DossierTerms Dossier { get; private set; } = null!;

    public Names Names { get; private set; } = Names.None;

    public ImmutableArray<SessionTerms> Sessions { get; private set; } = [];

    public CallTerms? Call { get; private set; }

    public DossierFile History { get; private set; } = new();

    /// <summary>Its place on the waiting list of its call, where it waits.</summary>
    public int? Place => Call?.WaitingList.FirstOrDefault(place => place.Dossier == Dossier.Id)?.Position;

    public bool IsItsPole => Caller.Role is Role.Coordinator && Dossier.Pole == Caller.Organisation;

    /// <summary>Whether the reader says something of it: the pole, or somebody of the jury.</summary>
    public bool Judges { get; private set; }

    /// <summary>What is still missing before it can be filed, in the order of the page.</summary>
    public IEnumerable<(bool Done, string Words)> Filing =>
    [
        (!Dossier.Sessions.IsEmpty, Say("filing-session")),
        (!string.IsNullOrWhiteSpace(Dossier.ExitPlan), Say("filing-exit")),
        (History.Epn is not null, Say("filing-epn")),
        (History.Partner is not null, Say("filing-partner", Names[Dossier.Partner])),
        .. Call is { } call ? [(call.Status is CallStatus.Open || Dossier.FiledAt is not null, Say("filing-call"))] : Array.Empty<(bool, string)>(),
    ];

    /// <summary>Whether the reader's own side has signed what stands there now.</summary>
    public bool HasSigned => IsItsPartner ? History.Partner is not null : History.Epn is not null;

    /// <summary>A session has a page for the two sides that hold it, and for the pole that validates it.</summary>
    public bool OpensSessions => Caller.Role is Role.Animator or Role.Partner or Role.Coordinator;

    public bool IsItsEpn => Caller.Role is Role.Animator && Dossier.Epn == Caller.Organisation;

    public bool IsItsPartner => Caller.Role is Role.Partner && Dossier.Partner == Caller.Organisation;

    public bool IsBeingWritten => Dossier.Status is DossierStatus.Draft or DossierStatus.Incomplete;

    public bool Runs => Dossier.Status is DossierStatus.Accepted or DossierStatus.InProgress;

    private string Address => $"/dossiers/{Dossier.Id}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await papers.OneAsync<DossierTerms>(Caller, "dossier", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } dossier)
        {
            context.Result = NotFound();
            return;
        }

        Dossier = dossier;
        Names = await papers.NamesAsync([dossier.Epn, dossier.Partner, dossier.Pole]);
        History = await files.OfAsync(dossier.Id, HttpContext.RequestAborted);
        var call = dossier.Call is { } id ? await calls.OneAsync(Caller, id.Text, HttpContext.RequestAborted) : null;
        Call = call?.Terms;
        Judges = IsItsPole || call?.SeatOf(Caller) is not null;
        Sessions =
        [
            .. (await papers.InAsync<SessionTerms, SessionStatus>(Caller, "session", HttpContext.RequestAborted, SessionStatus.Planned, SessionStatus.Held, SessionStatus.Validated))
                .Where(session => session.Dossier == dossier.Id)
                .OrderBy(session => session.Date),
        ];
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public IActionResult OnGet() => Page();

    public Task<IActionResult> OnPostSignAsync() => DoAsync(new SignDossier(IsItsPartner ? DossierParty.Partner : DossierParty.Epn) { BasedOn = FilledFrom }, Say("dossier-signed"));

    public Task<IActionResult> OnPostSubmitAsync() => DoAsync(new SubmitDossier(), Say("dossier-submitted"));

    public Task<IActionResult> OnPostStartAsync() => DoAsync(new StartDossier(), Say("dossier-started"));

    public Task<IActionResult> OnPostCompleteAsync() => DoAsync(new CompleteDossier(), Say("dossier-completed"));

    public async Task<IActionResult> OnPostAbandonAsync()
    {
        Mistakes.Unless(Typed(Reason) is not null, "reason", Say("say-reason"));
        return Mistakes.Any ? Page() : await DoAsync(new AbandonDossier(Reason!.Trim()), Say("dossier-abandoned"), "reason");
    }

    private async Task<IActionResult> DoAsync(DossierCommand command, string sentence, string field = FormMistakes.Form) =>
        IsDone(await grains.GetGrain<IDossierGrain>($"dossier/{Dossier.Id}").DoAsync(command, Caller, Once(command, Dossier.Id.Text)), field)
            ? Onward(Address, sentence)
            : Page();
}
