using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Documents.Labels;
using Ordi2.Ledger.Audit;
using Ordi2.Ledger.Labels;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Labels;

/// <summary>Labels that no machine has yet: how many, on what, from which place; and those that were printed lately.</summary>
internal sealed class LabelsPage(PrintedLabels printed, Houses houses, IConfiguration configuration, IAuditLog log) : PrintPage(houses, configuration)
{
    /// <summary>Most codes of one form.</summary>
    public const int MostCodes = 1000;

    /// <summary>The choice of a sheet whose measures are given with it.</summary>
    public const string OwnGrid = "own";

    private const int Latest = 20;

    [BindProperty]
    public string? HowMany { get; set; }

    [BindProperty]
    public string? Copies { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sheet { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Start { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    public ImmutableArray<LabelRun> Runs { get; private set; } = [];

    public IReadOnlyList<Choice> Kinds => [.. Enum.GetValues<LabelKind>().Select(kind => new Choice(kind.ToString(), Say($"labels-kind-{kind}")))];

    public IReadOnlyList<Choice> CopyChoices => [new("1", Say("labels-copies-1")), new("2", Say("labels-copies-2"), Say("labels-copies-2-hint"))];

    /// <summary>The sheets that we know, those that somebody measured here lately, and one to measure now.</summary>
    public override IReadOnlyList<Choice> Papers => [.. base.Papers, new(OwnGrid, Say("paper-own"))];

    protected override IEnumerable<LabelPaper> Own => Runs.Select(run => LabelPaper.Find(run.Sheet)).OfType<LabelPaper>().Where(paper => paper.Sheet.IsOwn);

    /// <summary>The field of a measure: <c>labelWidth</c>.</summary>
    public static string FieldOf(SheetMeasure measure) => JsonNamingPolicy.CamelCase.ConvertName(measure.ToString());

    /// <summary>What was typed for a measure.</summary>
    public string? TypedOf(SheetMeasure measure) => Request.HasFormContentType ? Request.Form[FieldOf(measure)].FirstOrDefault() : null;

    public async Task OnGetAsync()
    {
        (Kind, Copies) = (nameof(LabelKind.Machine), "1");
        Start ??= "1";
        await ReadAsync();

        // What is in the printer today was in it yesterday.
        Sheet ??= Runs.FirstOrDefault()?.Sheet ?? LabelSheet.All[0].Name;
    }

    /// <summary>A page to hold against a sheet, before many are printed.</summary>
    public async Task<IActionResult> OnGetCalibrationAsync()
    {
        if (LabelPaper.Find(Sheet) is { IsThermal: false } paper)
        {
            return Give(Printout.Of(CalibrationPage.Print(paper.Sheet)), $"reglage-{paper.Name}");
        }

        Mistakes.Add("calibrated", Say("labels-choose-sheet"));
        await OnGetAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var (number, copies, start, paper) = (NumberOf(HowMany), NumberOf(Copies), NumberOf(Start), Sheet is OwnGrid ? Measured() : LabelPaper.Find(Sheet));
        var kind = Enum.GetValues<LabelKind>().Cast<LabelKind?>().FirstOrDefault(kind => kind.ToString() == Kind);
        Mistakes.Unless(number is >= 1 and <= MostCodes, "howMany", Say("labels-number-wrong", MostCodes))
            .Unless(copies is 1 or 2, "copies", Say("choose-one"))
            .Unless(kind is not null, "kind", Say("choose-one"))
            .Unless(paper is not null || Sheet is OwnGrid, "sheet", Say("labels-choose-paper"))
            .Unless(paper is null || (start is >= 1 && start <= paper.Sheet.Count), "start", Say("labels-start-wrong", paper?.Sheet.Count ?? 1));

        if (Mistakes.Any
            || !HasRoom(paper!, new([LabelCode.Make(RandomNumberGenerator.GetInt32)], kind!.Value, await WordsAsync(await PoleAsync())) { Server = Server }, "sheet"))
        {
            await ReadAsync();
            return Page();
        }

        var asked = new LabelsAsked(Caller.Person.Text, number!.Value, copies!.Value, paper!.Name, start!.Value, kind.Value);
        var run = new LabelRun(
            Once(asked).ToString("N"), Caller.Organisation.Text, Caller.Person.Text, Time.GetUtcNow(), paper.Name, asked.Start, kind.Value.ToString(), asked.Copies, asked.Number);

        // Whoever sent the form may be gone: labels are kept whole or not at all.
        await printed.KeepAsync(run, static () => LabelCode.Make(RandomNumberGenerator.GetInt32).Text, CancellationToken.None);
        await log.NoteAsync(Time, "labels-printed", Caller, string.Create(CultureInfo.InvariantCulture, $"label-run/{run.Id} {run.Codes} {run.Sheet}"));
        return Redirect($"/labels/{run.Id}");
    }

    /// <summary>The grid that was typed; where it cannot be, the field to change says so.</summary>
    private LabelPaper? Measured()
    {
        var (columns, rows) = (NumberOf(TypedOf(SheetMeasure.Columns)), NumberOf(TypedOf(SheetMeasure.Rows)));
        var (width, height) = (MillimetresOf(SheetMeasure.LabelWidth), MillimetresOf(SheetMeasure.LabelHeight));

        // Left empty, sheets begin at the edge, and labels touch each other.
        var (left, top) = (MillimetresOf(SheetMeasure.Left, 0), MillimetresOf(SheetMeasure.Top, 0));
        var (pitchX, pitchY) = (MillimetresOf(SheetMeasure.PitchX, width), MillimetresOf(SheetMeasure.PitchY, height));
        Mistakes.Unless(columns is not null, FieldOf(SheetMeasure.Columns), Say("labels-own-count", Say("labels-own-Columns")))
            .Unless(rows is not null, FieldOf(SheetMeasure.Rows), Say("labels-own-count", Say("labels-own-Rows")));

        foreach (var (measure, value) in (ReadOnlySpan<(SheetMeasure, double?)>)
            [(SheetMeasure.LabelWidth, width), (SheetMeasure.LabelHeight, height), (SheetMeasure.Left, left), (SheetMeasure.Top, top), (SheetMeasure.PitchX, pitchX), (SheetMeasure.PitchY, pitchY)])
        {
            Mistakes.Unless(
                value is not null || (measure is SheetMeasure.PitchX && width is null) || (measure is SheetMeasure.PitchY && height is null),
                FieldOf(measure),
                Say("labels-own-size", Say($"labels-own-{measure}")));
        }

        if (Mistakes.Any)
        {
            return null;
        }

        var sheet = LabelSheet.OfGrid(columns!.Value, rows!.Value, width!.Value, height!.Value, left!.Value, top!.Value, pitchX!.Value, pitchY!.Value);

        if (sheet.Flaw() is not { } flaw)
        {
            return LabelPaper.Of(sheet);
        }

        Mistakes.Add(FieldOf(flaw.Measure), Say("labels-own-flaw", Say($"labels-own-{flaw.Measure}"), flaw.Say(ReadersLanguage)));
        return null;
    }

    /// <summary>A size as people type it, with a comma or a point, below a metre.</summary>
    private double? MillimetresOf(SheetMeasure measure, double? unlessTyped = null) => Typed(TypedOf(measure)) is not { } typed
        ? unlessTyped
        : double.TryParse(typed.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var millimetres) && millimetres < 1000
            ? millimetres
            : null;

    private async Task ReadAsync() => Runs = await printed.ListAsync(Caller.Organisation.Text, Latest, HttpContext.RequestAborted);

    /// <summary>What the form asks for: asked twice by the same form, the same labels come.</summary>
    private sealed record LabelsAsked(string Person, int Number, int Copies, string Sheet, int Start, LabelKind Kind);
}
