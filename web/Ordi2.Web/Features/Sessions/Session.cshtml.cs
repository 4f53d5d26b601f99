using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Sessions;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Sessions;

/// <summary>One session: who came, as counts and no names; or another day, or none.</summary>
internal sealed class SessionPage(PaperDesk papers, IGrainFactory grains) : RolePage(Role.Animator, Role.Partner, Role.Coordinator)
{
    /// <summary>The counts that a person types, in the order of the form; what is left empty is 0.</summary>
    public static readonly string[] People = ["new", "qpv"];

    public static readonly string[] Sexes = ["women", "men"];

    public static readonly string[] Ages = ["under18", "from18", "from26", "from60"];

    private const int MostParticipants = 500;

    [BindProperty]
    public string? Minutes { get; set; }

    [BindProperty]
    public string? Participants { get; set; }

    [BindProperty]
    public string? Notes { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Day { get; set; }

    [BindProperty]
    public string? Because { get; set; }

    public SessionTerms Session { get; private set; } = null!;

    /// <summary>The project that it belongs to.</summary>
    public DossierTerms? Dossier { get; private set; }

    public Names Names { get; private set; } = Names.None;

    /// <summary>The pole agrees with what was said; it does not record what it did not see.</summary>
    public bool MayValidate => Caller.Role is Role.Coordinator && Session.Status is SessionStatus.Held;

    public bool MayRecord => Caller.Role is not Role.Coordinator && IsOver;

    private bool IsOver => Session.Status is SessionStatus.Held || (Session.Status is SessionStatus.Planned && Session.Date <= Today);

    public string Handler => Session.Status is SessionStatus.Held ? "Correct" : "Hold";

    private string Address => $"/sessions/{Session.Id}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await papers.OneAsync<SessionTerms>(Caller, "session", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } session)
        {
            context.Result = NotFound();
            return;
        }

        Session = session;
        Dossier = await papers.OneAsync<DossierTerms>(Caller, "dossier", session.Dossier.Text, HttpContext.RequestAborted);
        Names = await papers.NamesAsync([session.Partner, (OrganisationId?)session.Epn]);
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public void OnGet()
    {
        Minutes = Session.Minutes.ToString(CultureInfo.InvariantCulture);
        Notes = Session.Notes;
        Participants = Session.Counts?.Participants.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>What was typed in a count, else what is known of it.</summary>
    public string? CountOf(string name) => Request.HasFormContentType ? Request.Form[name].ToString()
        : Session.Counts is { } counts ? Known(counts, name).ToString(CultureInfo.InvariantCulture)
        : null;

    public async Task<IActionResult> OnPostHoldAsync() => Counted() is var (minutes, counts)
        ? await DoAsync(new HoldSession(minutes, counts) { Notes = Typed(Notes) }, Count("session-held-said", counts.Participants), "participants")
        : Page();

    public async Task<IActionResult> OnPostCorrectAsync()
    {
        Mistakes.Unless(Typed(Reason) is not null, "reason", Say("say-what-was-wrong"));
        return Counted() is var (minutes, counts)
            ? await DoAsync(new CorrectCounts(minutes, counts, Reason!.Trim()) { Notes = Typed(Notes) }, Say("session-corrected"), "participants")
            : Page();
    }

    public Task<IActionResult> OnPostValidateAsync() => DoAsync(new ValidateSession(), Say("session-validated"), FormMistakes.Form);

    public async Task<IActionResult> OnPostMoveAsync()
    {
        Mistakes.Unless(DayOf(Day) is not null, "day", Say("choose-day"));
        return Mistakes.Any ? Page() : await DoAsync(new MoveSession(DayOf(Day)!.Value), Say("session-moved", Date(DayOf(Day)!.Value)), "day");
    }

    public async Task<IActionResult> OnPostCancelAsync()
    {
        Mistakes.Unless(Typed(Because) is not null, "because", Say("say-reason"));
        return Mistakes.Any ? Page() : await DoAsync(new CancelSession(Because!.Trim()), Say("session-cancelled"), "because");
    }

    /// <summary>The counts of the form; nothing where they are wrong, which is said by the fields. Who is not in a count is « not said ».</summary>
    private (int Minutes, SessionCounts Counts)? Counted()
    {
        var participants = NumberOf(Participants);
        Mistakes
            .Unless(NumberOf(Minutes) is >= 15 and <= 1440, "minutes", Say("session-minutes-wrong"))
            .Unless(participants is >= 0 and <= MostParticipants, "participants", Say("session-participants-wrong"));
        Dictionary<string, int> typed = new(StringComparer.Ordinal);

        foreach (var name in People.Concat(Sexes).Concat(Ages))
        {
            var text = Request.Form[name].ToString();
            var number = string.IsNullOrWhiteSpace(text) ? 0 : NumberOf(text);
            Mistakes.Unless(number is not null, name, Say("not-a-number"));
            typed[name] = number ?? 0;
        }

        if (Mistakes.Any)
        {
            return null;
        }

        Mistakes
            .Unless(typed["new"] <= participants, "new", Say("session-more-than-came", participants!))
            .Unless(typed["qpv"] <= participants, "qpv", Say("session-more-than-came", participants!))
            .Unless(Sexes.Sum(name => typed[name]) <= participants, "women", Say("session-more-than-came", participants!))
            .Unless(Ages.Sum(name => typed[name]) <= participants, "under18", Say("session-more-than-came", participants!));

        return Mistakes.Any ? null : (NumberOf(Minutes)!.Value, new SessionCounts(
            participants!.Value,
            typed["new"],
            typed["qpv"],
            typed["women"],
            typed["men"],
            participants.Value - Sexes.Sum(name => typed[name]),
            new AgeCounts(typed["under18"], typed["from18"], typed["from26"], typed["from60"], participants.Value - Ages.Sum(name => typed[name]))));
    }

    private static int Known(SessionCounts counts, string name) => name switch
    {
        "new" => counts.New,
        "qpv" => counts.Qpv,
        "women" => counts.Women,
        "men" => counts.Men,
        "under18" => counts.Ages.Under18,
        "from18" => counts.Ages.From18To25,
        "from26" => counts.Ages.From26To59,
        _ => counts.Ages.From60,
    };

    private async Task<IActionResult> DoAsync(SessionCommand command, string sentence, string field) =>
        IsDone(await grains.GetGrain<ISessionGrain>($"session/{Session.Id}").DoAsync(command, Caller, Once(command, Session.Id.Text)), field)
            ? Onward(Address, sentence)
            : Page();
}
