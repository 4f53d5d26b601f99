using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Dossiers;

/// <summary>What a dossier says of its project, as a form: machines, sessions, for whom, and what becomes of the machines at the end.</summary>
internal abstract class DossierForm : RolePage
{
    private const int MostLines = 10;
    private const int FewestLines = 3;
    private const int MostDays = 24;
    private const int FewestDays = 3;
    private const int EmptyRows = 2;
    private const int MostOfALine = 1_000;
    private const int MostMonths = 60;
    private const int MostHours = 10_000;

    protected DossierForm()
        : base(Role.Animator)
    {
    }

    [BindProperty]
    public string? Public { get; set; }

    [BindProperty]
    public string? Objectives { get; set; }

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public string? Qpv { get; set; }

    [BindProperty]
    public string? Months { get; set; }

    [BindProperty]
    public string? Hours { get; set; }

    [BindProperty]
    public string? Theme { get; set; }

    [BindProperty]
    public string? ExitPlan { get; set; }

    /// <summary>The call that is answered: it says which machines and themes there are.</summary>
    public CallTerms? Answers { get; protected set; }

    /// <summary>The dossier as it is, before anything was sent.</summary>
    protected DossierTerms? Known { get; set; }

    public IReadOnlyList<Choice> Types =>
    [
        .. Enum.GetValues<DeviceType>()
            .Where(type => type is not DeviceType.Unknown && (Answers is null || Answers.Plan.Pledges.Any(one => one.Type == type)))
            .Select(type => new Choice(type.Code(), Capital(Word(type.Code())))),
    ];

    public IReadOnlyList<Choice> Profiles => [.. Enum.GetValues<Profile>().Select(one => new Choice(one.Code(), one is Profile.None ? Capital(Say("any")) : Capital(Word(one.Code()))))];

    public IReadOnlyList<Choice> Grades => [.. Enum.GetValues<Grade>().Select(one => new Choice(one.Code(), one is Grade.None ? Capital(Say("any")) : Word(one.Code())))];

    public IReadOnlyList<Choice> Themes => [.. (Answers?.Plan.Themes ?? []).Select(one => new Choice(one, one))];

    /// <summary>The lines of machines that were written, and room for more.</summary>
    public IReadOnlyList<(int Index, string? Type, string? Count, string? Profile, string? Grade)> Lines
    {
        get
        {
            (string? Type, string? Count, string? Profile, string? Grade)[] written = Request.HasFormContentType
                ? [.. Enumerable.Range(0, MostLines).Select(i => (Sent("type", i), Sent("count", i), Sent("profile", i), Sent("grade", i))).Where(line => line.Item1 is not null || line.Item2 is not null)]
                : [.. (Known?.Needs ?? []).Select(need => ((string?)need.Type.Code(), (string?)need.Requested.ToString(CultureInfo.InvariantCulture), (string?)need.Profile.Code(), (string?)need.LowestGrade.Code()))];
            return
            [
                .. Enumerable.Range(0, Math.Min(MostLines, Math.Max(FewestLines, written.Length + EmptyRows)))
                    .Select(i => i < written.Length ? (i, written[i].Type, written[i].Count, written[i].Profile, written[i].Grade) : (i, null, null, Profile.None.Code(), Grade.None.Code())),
            ];
        }
    }

    /// <summary>The days of the sessions that were written, and room for more.</summary>
    public IReadOnlyList<(int Index, string? Day)> Days
    {
        get
        {
            string?[] written = Request.HasFormContentType
                ? [.. Enumerable.Range(0, MostDays).Select(i => Sent("session", i)).Where(day => day is not null)]
                : [.. (Known?.Sessions ?? []).Select(Written)];
            return [.. Enumerable.Range(0, Math.Min(MostDays, Math.Max(FewestDays, written.Length + EmptyRows))).Select(i => (i, i < written.Length ? written[i] : null))];
        }
    }

    public static string Field(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}-{index}");

    protected void Show(DossierTerms dossier)
    {
        Known = dossier;
        var plan = dossier.Plan;
        (Public, Objectives, Place, Qpv, Theme, ExitPlan) = (plan.Public, plan.Objectives, plan.Place, plan.Qpv, plan.Theme, dossier.ExitPlan);
        Months = plan.Months?.ToString(CultureInfo.InvariantCulture);
        Hours = plan.AccompanimentHours?.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>What is wrong with the part that both forms ask is said by its field.</summary>
    protected (ImmutableArray<NeedLine> Needs, ImmutableArray<DateOnly> Sessions, ProjectPlan Plan) Read()
    {
        var needs = ReadNeeds();
        var sessions = ReadDays();
        Mistakes
            .Unless(Typed(Months) is null || NumberOf(Months) is >= 1 and <= MostMonths, "months", Say("dossier-say-months", Number(MostMonths)))
            .Unless(Typed(Hours) is null || NumberOf(Hours) is >= 1 and <= MostHours, "hours", Say("not-a-count"))
            .Unless(Themes.Count == 0 || Themes.Any(one => one.Value == Theme), "theme", Say("dossier-say-theme"))
            .Unless(Typed(ExitPlan) is not null, "exitPlan", Say("dossier-say-exit"));

        return (needs, sessions, new ProjectPlan
        {
            Public = Typed(Public),
            Objectives = OneLine(Objectives),
            Place = Typed(Place),
            Qpv = Typed(Qpv)?.ToUpperInvariant(),
            Months = NumberOf(Months),
            AccompanimentHours = NumberOf(Hours),
            Theme = Typed(Theme),
        });
    }

    /// <summary>Which field a refusal is about.</summary>
    protected static string FieldOf(Refusal reason) => reason.Code switch
    {
        "qpv-wrong" => "qpv",
        "partner-not-another-person" => "partner",
        "words-missing" when reason.Arguments[0] is "project" or "exitPlan" => reason.Arguments[0],
        "words-missing" when reason.Arguments[0].StartsWith("plan.", StringComparison.Ordinal) => reason.Arguments[0]["plan.".Length..],
        _ => FormMistakes.Form,
    };

    /// <summary>A paragraph as the ledger keeps it: without line breaks.</summary>
    protected static string? OneLine(string? text) =>
        Typed(text) is { } words ? string.Join(' ', words.Split(['\r', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) : null;

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string? Sent(string name, int index) => Typed(Request.Form[Field(name, index)].ToString());

    private ImmutableArray<NeedLine> ReadNeeds()
    {
        var needs = ImmutableArray.CreateBuilder<NeedLine>();

        foreach (var (index, type, count, profile, grade) in Lines)
        {
            if (type is null && count is null)
            {
                continue;
            }

            var known = Codes.TryParse<DeviceType>(type, out var kind) && Types.Any(one => one.Value == type);
            var quantity = NumberOf(count);
            Mistakes
                .Unless(known, Field("type", index), Say("choose-one"))
                .Unless(quantity is >= 1 and <= MostOfALine, Field("count", index), Say("not-a-count"));
            needs.Add(new(
                kind,
                Codes.TryParse<Profile>(profile, out var fit) ? fit : Profile.None,
                Codes.TryParse<Grade>(grade, out var lowest) ? lowest : Grade.None,
                quantity ?? 0));
        }

        Mistakes
            .Unless(needs.Count > 0, Field("type", 0), Say("dossier-say-machines"))
            .Unless(Answers is null || needs.Sum(need => need.Requested) <= Answers.Plan.PerDossierMax, Field("count", 0), Say("dossier-too-many", Number(Answers?.Plan.PerDossierMax ?? 0)));
        return needs.ToImmutable();
    }

    private ImmutableArray<DateOnly> ReadDays()
    {
        var days = ImmutableArray.CreateBuilder<DateOnly>();

        foreach (var (index, text) in Days)
        {
            if (text is null)
            {
                continue;
            }

            Mistakes.Unless(DayOf(text) is not null, Field("session", index), Say("choose-day"));
            days.Add(DayOf(text) ?? default);
        }

        return days.ToImmutable();
    }
}
