using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
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
        var (number, copies, start, paper) = (NumberOf(HowMany), NumberOf(Copies), NumberOf(Start), LabelPaper.Find(Sheet));
        var kind = Enum.GetValues<LabelKind>().Cast<LabelKind?>().FirstOrDefault(kind => kind.ToString() == Kind);
        Mistakes.Unless(number is >= 1 and <= MostCodes, "howMany", Say("labels-number-wrong", MostCodes))
            .Unless(copies is 1 or 2, "copies", Say("choose-one"))
            .Unless(kind is not null, "kind", Say("choose-one"))
            .Unless(paper is not null, "sheet", Say("labels-choose-paper"))
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

    private async Task ReadAsync() => Runs = await printed.ListAsync(Caller.Organisation.Text, Latest, HttpContext.RequestAborted);

    /// <summary>What the form asks for: asked twice by the same form, the same labels come.</summary>
    private sealed record LabelsAsked(string Person, int Number, int Copies, string Sheet, int Start, LabelKind Kind);
}
