using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Organisations;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Organisations;

/// <summary>The charters of an organisation (« labels »): granted from a day to a day, suspended, withdrawn; what was asked for is answered.</summary>
internal sealed partial class OrganisationPage
{
    private const int UsualYears = 2;

    [BindProperty]
    public string? Activity { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? Document { get; set; }

    [BindProperty]
    public string? CharterVersion { get; set; }

    [BindProperty]
    public string? Stop { get; set; }

    [BindProperty(Name = "why")]
    public string? Because { get; set; }

    public IReadOnlyList<Choice> ActivityChoices => [.. House.Activities.Select(one => new Choice(one.Code(), Capital(Word(one.Code()))))];

    public IReadOnlyList<Choice> Running =>
    [
        .. House.Accreditations
            .Where(one => one.Status is not AccreditationStatus.Withdrawn && one.ValidTo > Time.GetUtcNow())
            .Select(one => one.Activity)
            .Distinct()
            .Select(one => new Choice(one.Code(), Capital(Word(one.Code())))),
    ];

    public IReadOnlyList<Choice> Stops => [new("suspend", Say("charter-stop-suspend"), Say("charter-stop-suspend-hint")), new("withdraw", Say("charter-stop-withdraw"), Say("charter-stop-withdraw-hint"))];

    public IEnumerable<CharterState> Charters => CharterState.Of(House, Time.GetUtcNow());

    /// <summary>The newest first.</summary>
    public ImmutableArray<Accreditation> Granted => [.. House.Accreditations.OrderByDescending(one => one.ValidTo)];

    /// <summary>The last day on which a charter holds: what people write, where the ledger has the first moment after it.</summary>
    public string LastDay(Accreditation one) => Date(FrenchCalendar.DayOf(one.ValidTo.AddTicks(-1)));

    public string FirstDay(Accreditation one) => Date(FrenchCalendar.DayOf(one.ValidFrom));

    /// <summary>Why a charter that was asked for is declined: each has a form of its own.</summary>
    public static string WhyOf(Activity activity) => $"why-{activity}";

    public bool IsValid(Accreditation one) => Accreditations.ValidUntil(House with { Accreditations = [one] }, one.Activity, Time.GetUtcNow()) is not null;

    public Task<IActionResult> OnPostGrantAsync()
    {
        var (from, to) = (DayOf(From), DayOf(To));
        var known = Codes.TryParse<Activity>(Activity, out var activity) && House.Activities.Contains(activity);
        Mistakes
            .Unless(known, "activity", Say("choose-one"))
            .Unless(from is not null, "from", Say("choose-day"))
            .Unless(to is not null, "to", Say("choose-day"))
            .Unless(from is null || to is null || from <= to, "to", Say("charter-days-reversed"))
            .Unless(Typed(Document) is not null, "document", Say("say-number"))
            .Unless(Typed(CharterVersion) is not null, "charterVersion", Say("charter-say-version"));

        return Mistakes.Any
            ? Task.FromResult<IActionResult>(Again())
            : DoAsync(
                new GrantAccreditation(activity, FrenchCalendar.StartOf(from!.Value), FrenchCalendar.StartOf(to!.Value.AddDays(1)), Document!.Trim(), CharterVersion!.Trim()),
                Say("charter-granted", Word(activity.Code()), House.Name, Date(to.Value)),
                "activity");
    }

    public Task<IActionResult> OnPostStopAsync()
    {
        var known = Codes.TryParse<Activity>(Activity, out var activity);
        Mistakes
            .Unless(known, "stop-activity", Say("choose-one"))
            .Unless(Stop is "suspend" or "withdraw", "stop", Say("choose-one"))
            .Unless(Typed(Because) is not null, "why", Say("say-reason"));

        return Mistakes.Any
            ? Task.FromResult<IActionResult>(Again())
            : DoAsync(
                Stop is "suspend" ? new SuspendAccreditation(activity, Because!.Trim()) : new WithdrawAccreditation(activity, Because!.Trim()),
                Say(Stop is "suspend" ? "charter-suspended-now" : "charter-withdrawn-now", Word(activity.Code()), House.Name),
                "stop-activity");
    }

    public Task<IActionResult> OnPostReviewAsync() => Codes.TryParse<Activity>(Activity, out var activity)
        ? DoAsync(new ReviewAccreditation(activity), Say("charter-reviewed"))
        : Task.FromResult<IActionResult>(Again());

    public Task<IActionResult> OnPostDeclineAsync() => !Codes.TryParse<Activity>(Activity, out var activity)
        ? Task.FromResult<IActionResult>(Again())
        : Typed(Because) is { } why
            ? DoAsync(new DeclineAccreditation(activity, why), Say("charter-declined"), WhyOf(activity))
            : Task.FromResult<IActionResult>(Wrong(WhyOf(activity), Say("say-reason")));
}
