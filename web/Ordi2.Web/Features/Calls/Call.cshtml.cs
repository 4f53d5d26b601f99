using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Calls;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Calls;

/// <summary>One call: its rules for who may apply, the answers for who did, and each of its steps for its pole.</summary>
internal sealed partial class CallPage(CallDesk calls, PaperDesk papers, JurorDesk jurors, IGrainFactory grains)
    : RolePage(Role.Coordinator, Role.Animator, Role.Partner, Role.Donor, Role.Supervisor)
{
    private ImmutableArray<DossierTerms> _waiting = [];

    [BindProperty]
    public string? Step { get; set; }

    [BindProperty]
    public string? ClosesOn { get; set; }

    [BindProperty]
    public string? ClosesAt { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Type { get; set; }

    [BindProperty]
    public string? More { get; set; }

    [BindProperty]
    public string? Report { get; set; }

    public SeenCall Seen { get; private set; } = null!;

    public CallTerms Call => Seen.Terms;

    public Names Names { get; private set; } = Names.None;

    /// <summary>The reader's own dossiers for this call, with the answers they got.</summary>
    public ImmutableArray<DossierTerms> Own { get; private set; } = [];

    public bool IsItsPole => Caller.Role is Role.Coordinator && Call.Pole == Caller.Organisation;

    public bool SeesJury => Seen.Seen.IsAll;

    public bool MayApply => Caller.Role is Role.Animator && Call.Status is CallStatus.Open or CallStatus.Published;

    public IReadOnlyList<Choice> Types => [.. CallForm.Types.Select(type => new Choice(type.Code(), Capital(Word(type.Code()))))];

    /// <summary>Where the call stands, for its pole: from 1.</summary>
    public int Stage => Call.Status switch
    {
        CallStatus.Draft => 1,
        CallStatus.Published => 2,
        CallStatus.Open => 3,
        CallStatus.Closed or CallStatus.InReview => 4,
        CallStatus.Decided => 5,
        CallStatus.Running => 6,
        _ => 7,
    };

    /// <summary>The first day of filing, where the clock opens the call.</summary>
    public bool OpensByItself => Call.Plan.OpensAt > Time.GetUtcNow();

    public bool ClosesByItself => Call.Plan.ClosesAt > Time.GetUtcNow();

    /// <summary>The next thing that the pole does by hand, if there is one now.</summary>
    public string? NextStep => Call.Status switch
    {
        CallStatus.Draft => "publish",
        CallStatus.Published when !OpensByItself => "open",
        CallStatus.Open when !ClosesByItself => "close",
        CallStatus.Closed => "start-review",
        CallStatus.InReview => "decide",
        CallStatus.Decided => "run",
        CallStatus.Evaluated => "archive",
        _ => null,
    };

    public int Undecided => Call.Applications.Count(one => one.Status is DossierStatus.Submitted or DossierStatus.Incomplete or DossierStatus.Eligible or DossierStatus.Scored);

    private string Address => $"/calls/{Call.Id}";

    public string Action(string handler) => $"{Address}?handler={handler}";

    public bool May(string step) => IsItsPole && CallLife.Table.Stops(Call.Id.Text, step, Call.Status, Caller, repeated: false, Relation.ItsPole) is null;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await calls.OneAsync(Caller, (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } seen)
        {
            context.Result = NotFound();
            return;
        }

        Seen = seen;

        if (IsItsPole)
        {
            Candidates = await jurors.CandidatesAsync(Caller, HttpContext.RequestAborted);
        }
        else if (Caller.Role is Role.Animator or Role.Partner)
        {
            Own =
            [
                .. (await papers.ListAsync<DossierTerms>(Caller, "dossier", filter => filter with { Limit = PaperDesk.Most }, HttpContext.RequestAborted)).Items
                    .Where(dossier => dossier.Call == Call.Id && (dossier.Epn == Caller.Organisation || dossier.Partner == Caller.Organisation)),
            ];
        }

        if (SeesJury && !Call.WaitingList.IsEmpty)
        {
            _waiting = (await papers.ListAsync<DossierTerms>(Caller, "dossier", filter => filter with { Limit = PaperDesk.Most }, HttpContext.RequestAborted)).Items;
        }

        Names = await papers.NamesAsync([Call.Pole, .. Call.Jury.Select(one => (OrganisationId?)one.Organisation), .. Own.Select(one => (OrganisationId?)one.Partner)]);
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public IActionResult OnGet() => Page();

    /// <summary>The place of a dossier on the waiting list, from 1.</summary>
    /// <summary>The project of a dossier that waits, for who reads it; its number for anybody else.</summary>
    public string CalledBy(DossierId dossier) => Own.Concat(_waiting).FirstOrDefault(one => one.Id == dossier)?.Project ?? Called.Number(this, dossier);

    public int? PlaceOf(DossierId dossier) => Call.WaitingList.FirstOrDefault(place => place.Dossier == dossier)?.Position;

    public int LeftOf(DeviceType type) => Call.Left.FirstOrDefault(one => one.Type == type)?.Quantity ?? 0;

    /// <summary>A step that needs nothing but to be wanted.</summary>
    public async Task<IActionResult> OnPostStepAsync()
    {
        CallCommand? command = Step switch
        {
            "publish" => new PublishCall(),
            "open" => new OpenCall(),
            "close" => new CloseCall(),
            "start-review" => new StartReview(),
            "decide" => new DecideCall(),
            "run" => new RunCall(),
            "archive" => new ArchiveCall(),
            _ => null,
        };

        return command is null ? Page() : await DoAsync(command, Say($"call-done-{Step}", Call.Plan.Title));
    }

    public async Task<IActionResult> OnPostPutOffAsync()
    {
        var day = DayOf(ClosesOn);
        TimeOnly? time = TimeOnly.TryParseExact(ClosesAt, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;
        Mistakes
            .Unless(day is not null, "closesOn", Say("choose-day"))
            .Unless(Typed(ClosesAt) is null || time is not null, "closesAt", Say("call-say-time"))
            .Unless(Typed(Reason) is not null, "reason", Say("say-reason"));

        return Mistakes.Any ? Page() : await DoAsync(
            new PutOffClosing(time is { } hour ? FrenchCalendar.At(day!.Value, hour) : FrenchCalendar.StartOf(day!.Value.AddDays(1)), Reason!.Trim()),
            Say("call-put-off-done", Date(day.Value)),
            "closesOn");
    }

    public async Task<IActionResult> OnPostEnlargeAsync()
    {
        var known = Codes.TryParse<DeviceType>(Type, out var type) && type is not DeviceType.Unknown;
        Mistakes
            .Unless(known, "type", Say("choose-one"))
            .Unless(NumberOf(More) is >= 1, "more", Say("not-a-count"));

        return Mistakes.Any ? Page() : await DoAsync(new EnlargePledge(type, NumberOf(More)!.Value), Count("call-enlarged", NumberOf(More)!.Value, Word(type.Code())), "more");
    }

    public async Task<IActionResult> OnPostEvaluateAsync()
    {
        Mistakes.Unless(Typed(Report) is not null, "report", Say("call-say-report"));
        return Mistakes.Any ? Page() : await DoAsync(new EvaluateCall(string.Join(' ', Report!.Split(['\r', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))), Say("call-evaluated"), "report");
    }

    private async Task<IActionResult> DoAsync(CallCommand command, string sentence, string field = FormMistakes.Form) =>
        IsDone(await grains.GetGrain<ICallGrain>($"call/{Call.Id}").DoAsync(command, Caller, Once(command, Call.Id.Text)), field)
            ? Onward(Address, sentence)
            : Page();

    private PageResult Wrong(string field, string sentence)
    {
        Mistakes.Add(field, sentence);
        return Page();
    }
}
