using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Boards;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Calls;

/// <summary>What a call says, as a form: title and rules, dates, how many machines, what the jury looks at.</summary>
internal abstract class CallForm(BoardFigures figures) : RolePage(Role.Coordinator)
{
    private const int MostMachines = 100_000;
    private const int MostOfADossier = 1_000;

    public static readonly ImmutableArray<DeviceType> Types = [.. Enum.GetValues<DeviceType>().Where(type => type is not DeviceType.Unknown)];

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? Rules { get; set; }

    [BindProperty]
    public string? Themes { get; set; }

    [BindProperty]
    public string? OpensOn { get; set; }

    [BindProperty]
    public string? ClosesOn { get; set; }

    [BindProperty]
    public string? ClosesAt { get; set; }

    [BindProperty]
    public string? PerDossier { get; set; }

    [BindProperty]
    public string? Territory { get; set; }

    [BindProperty]
    public string? Funder { get; set; }

    /// <summary>The stock that is ready, by grade: what can be pledged now.</summary>
    public ImmutableArray<AgeRow> Stock { get; private set; } = [];

    /// <summary>The quantities as they are, before anything was sent.</summary>
    protected CallPlan? Known { get; set; }

    /// <summary>What the call says before it is changed; nothing for a new one.</summary>
    protected virtual CallPlan? Before => null;

    public IEnumerable<(string Grade, long Machines)> StockByGrade => Stock.Select(row => (row.Name, row.Spans.Sum())).Where(one => one.Item2 > 0);

    public static string FieldOf(DeviceType type) => $"pledge-{type.Code()}";

    public string? CountOf(DeviceType type) => Request.HasFormContentType
        ? Request.Form[FieldOf(type)].ToString()
        : Known?.Pledges.FirstOrDefault(one => one.Type == type)?.Quantity.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the jury looks at: of the call, and of the pole's rules for a call that is not written yet.</summary>
    public CriterionRows Criteria => new(this, Known?.Criteria ?? Usual);

    /// <summary>The criteria of the pole's rules.</summary>
    protected virtual ImmutableArray<Criterion> Usual => [];

    protected async Task ReadStockAsync() => Stock = (await figures.AgesAsync($"pole/{Caller.Organisation}", HttpContext.RequestAborted)).Stock;

    protected void Show(CallPlan plan)
    {
        Known = plan;
        (Title, Rules, Territory, Funder) = (plan.Title, plan.Rules, plan.Territory, plan.Funder);
        Themes = string.Join('\n', plan.Themes);
        PerDossier = plan.PerDossierMax.ToString(CultureInfo.InvariantCulture);
        OpensOn = plan.OpensAt is { } opens ? Written(FrenchCalendar.DayOf(opens)) : null;

        if (plan.ClosesAt is { } closes)
        {
            // Midnight belongs to the day before it: people write the last day on which something can be filed.
            var midnight = FrenchCalendar.TimeOf(closes) == TimeOnly.MinValue;
            ClosesOn = Written(FrenchCalendar.DayOf(closes).AddDays(midnight ? -1 : 0));
            ClosesAt = midnight ? null : FrenchCalendar.TimeOf(closes).ToString("HH:mm", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>What was written, or nothing where something is wrong with it: then it is said by its field.</summary>
    protected CallPlan? Read(CallMode mode)
    {
        var (opens, closes) = (DayOf(OpensOn), DayOf(ClosesOn));
        TimeOnly? time = TimeOnly.TryParseExact(ClosesAt, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;
        ImmutableArray<Pledge> pledges = [.. ReadPledges()];
        var criteria = Criteria.Read();
        Mistakes
            .Unless(Typed(Title) is not null, "title", Say("call-say-title"))
            .Unless(Typed(Rules) is not null, "rules", Say("call-say-rules"))
            .Unless(Typed(OpensOn) is null || opens is not null, "opensOn", Say("choose-day"))
            .Unless(mode is CallMode.Continuous || closes is not null, "closesOn", Say("call-say-end"))
            .Unless(mode is CallMode.Dated || Typed(ClosesOn) is null, "closesOn", Say("call-say-no-end"))
            .Unless(Typed(ClosesAt) is null || time is not null, "closesAt", Say("call-say-time"))
            .Unless(opens is null || closes is null || opens <= closes, "closesOn", Say("call-days-reversed"))
            .Unless(pledges.Length > 0, FieldOf(Types[0]), Say("call-say-pledge"))
            .Unless(NumberOf(PerDossier) is >= 1 and <= MostOfADossier, "perDossier", Say("call-say-per-dossier", Number(MostOfADossier)));

        return Mistakes.Any ? null : new CallPlan
        {
            Title = Title!.Trim(),
            Rules = Rules!.Trim(),
            Themes = [.. (Themes ?? string.Empty).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)],
            Pledges = pledges,
            PerDossierMax = NumberOf(PerDossier)!.Value,
            Criteria = criteria,
            OpensAt = opens is { } first ? OpeningOn(first) : null,
            ClosesAt = mode is CallMode.Dated && closes is { } last ? time is { } hour ? FrenchCalendar.At(last, hour) : FrenchCalendar.StartOf(last.AddDays(1)) : null,
            Territory = Typed(Territory),
            Funder = Typed(Funder),
        };
    }

    /// <summary>Which field a refusal is about.</summary>
    protected static string FieldOf(Refusal reason) => reason.Code switch
    {
        "words-missing" or "out-of-bounds" when reason.Arguments[0].StartsWith("plan.", StringComparison.Ordinal) => reason.Arguments[0]["plan.".Length..] switch
        {
            "pledges" => FieldOf(Types[0]),
            "criteria" => CriterionRows.NameOf(0),
            "perDossierMax" => "perDossier",
            var field => field,
        },
        "dates-reversed" or "call-without-end" or "continuous-call-with-end" => "closesOn",
        _ => FormMistakes.Form,
    };

    protected static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The form asks for the day alone: an hour that was agreed otherwise stays, as long as the day does.</summary>
    private DateTimeOffset OpeningOn(DateOnly day) =>
        Before?.OpensAt is { } agreed && FrenchCalendar.DayOf(agreed) == day ? agreed : FrenchCalendar.StartOf(day);

    private List<Pledge> ReadPledges()
    {
        List<Pledge> pledges = [];

        foreach (var type in Types)
        {
            if (CountOf(type) is not { } text || string.IsNullOrWhiteSpace(text) || text.Trim() is "0")
            {
                continue;
            }

            var count = NumberOf(text);
            Mistakes.Unless(count is >= 1 and <= MostMachines, FieldOf(type), Say("not-a-count"));
            pledges.Add(new(type, count ?? 0));
        }

        return pledges;
    }
}
