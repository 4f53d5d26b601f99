using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Barcodes;
using Ordi2.Documents.Labels;
using Ordi2.Ledger.Labels;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.Labels;

/// <summary>Labels that were made together: open them, print them again when the paper jammed, on what is in the printer now.</summary>
internal sealed class RunPage(PrintedLabels printed, Houses houses, IConfiguration configuration) : PrintPage(houses, configuration)
{
    [BindProperty(SupportsGet = true)]
    public string? Sheet { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Start { get; set; }

    public LabelRun Run { get; private set; } = null!;

    public LabelPaper Paper { get; private set; } = LabelPaper.All[0];

    public ImmutableArray<LabelCode> Codes { get; private set; } = [];

    protected override IEnumerable<LabelPaper> Own => Paper.Sheet.IsOwn ? [Paper] : [];

    public int First => NumberOf(Start) ?? Run.Start;

    public int Pages => LabelPrinter.PagesOf(Paper.Sheet, Paper.InRange(First), Run.Labels);

    /// <summary>The first free place of the last sheet.</summary>
    public int Next => LabelPrinter.NextAfter(Paper.Sheet, Paper.InRange(First), Run.Labels);

    public string PrintAddress => string.Create(CultureInfo.InvariantCulture, $"/labels/{Run.Id}?handler=Print&sheet={Paper.Name}&start={Paper.InRange(First)}");

    public async Task<IActionResult> OnGetAsync(string id) => await FindAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnGetPrintAsync(string id)
    {
        if (!await FindAsync(id))
        {
            return NotFound();
        }

        if ((Start is not null && NumberOf(Start) is null) || First != Paper.InRange(First))
        {
            Mistakes.Add("start", Say("labels-start-wrong", Paper.Sheet.Count));
            return Page();
        }

        var kind = Enum.Parse<LabelKind>(Run.Kind);
        var batch = new LabelBatch(Codes, kind, await WordsAsync(await PoleAsync())) { Server = Server, Copies = Run.Copies };
        return HasRoom(Paper, batch with { Codes = [Codes[0]] }, "sheet")
            ? Give(Paper.Print(batch, First), string.Create(CultureInfo.InvariantCulture, $"etiquettes-{Paper.Name}-{Run.Labels}"))
            : Page();
    }

    private async Task<bool> FindAsync(string id)
    {
        if (await printed.FindAsync(Caller.Organisation.Text, id, HttpContext.RequestAborted) is not { } run)
        {
            return false;
        }

        (Run, Paper) = (run, LabelPaper.Find(Sheet) ?? LabelPaper.Find(run.Sheet) ?? LabelPaper.All[0]);
        Codes = [.. (await printed.CodesAsync(run.Id, HttpContext.RequestAborted)).Select(LabelCode.Parse)];
        return true;
    }
}
