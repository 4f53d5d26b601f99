using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Ordi2.Barcodes.Printing;
using Ordi2.Contracts;
using Ordi2.Documents.Labels;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Labels;

/// <summary>A page that gives something to print, for whoever puts labels on machines or lets others do it.</summary>
internal abstract class PrintPage(Houses houses, IConfiguration configuration) : RolePage(Printers)
{
    private const string Brand = "Ordi 2.0";

    private static readonly Role[] Printers = [Role.Storekeeper, Role.Supervisor, Role.Coordinator];

    /// <summary>Whether such pages are there for a role.</summary>
    public static bool IsFor(Role role) => Printers.Contains(role);

    /// <summary>Where the QR codes lead.</summary>
    public Uri Server => PublicAddress.Of(configuration, Request);

    /// <summary>Grids that somebody measured here lately.</summary>
    protected virtual IEnumerable<LabelPaper> Own => [];

    /// <summary>The sheets and printers, each with its size.</summary>
    public virtual IReadOnlyList<Choice> Papers => Choices(LabelPaper.All);

    /// <summary>Those that a document is printed on.</summary>
    public IReadOnlyList<Choice> Sheets => Choices(LabelPaper.All.Where(static paper => !paper.IsThermal));

    public string NameOf(LabelPaper paper) => paper switch
    {
        { Head: PrintHead.Dpi203 } => Say("paper-zpl", 203),
        { Head: PrintHead.Dpi300 } => Say("paper-zpl", 300),
        { Sheet: { IsRoll: true } sheet } => Say("paper-roll", sheet.Name, Size(sheet.LabelWidth), Size(sheet.LabelHeight)),
        { Sheet: { IsOwn: true } sheet } => Say("paper-grid", sheet.Columns, sheet.Rows, Size(sheet.LabelWidth), Size(sheet.LabelHeight)),
        { Sheet: var sheet } => Say("paper-sheet", sheet.Name, sheet.Count, Size(sheet.LabelWidth), Size(sheet.LabelHeight)),
    };

    /// <summary>What stands on a label beside its code: whose it is only where it is lent, and the telephone that the pole shows in the directory.</summary>
    protected async Task<LabelWords> WordsAsync(string? pole, string? lentBy = null) =>
        new(Brand) { LentBy = lentBy, Phone = pole is null ? null : (await houses.ProfileAsync(pole))?.Card?.Phone };

    /// <summary>The pole of whoever prints.</summary>
    protected async Task<string?> PoleAsync() => (await houses.ProfileAsync(Caller.Organisation.Text))?.Pole?.Text;

    /// <summary>Whether such labels can be printed on it; if not, the field says why.</summary>
    protected bool HasRoom(LabelPaper paper, LabelBatch batch, string field)
    {
        try
        {
            paper.Print(batch, 1);
            return true;
        }
        catch (FormatException)
        {
            Mistakes.Add(field, Say("labels-no-room", Server.GetLeftPart(UriPartial.Authority)));
            return false;
        }
    }

    /// <summary>The file: a document is shown, commands of a printer are downloaded.</summary>
    protected FileContentResult Give(Printout printout, string name) => Give(this, printout, name);

    /// <summary>The same for a page of another kind.</summary>
    public static FileContentResult Give(WebPage page, Printout printout, string name)
    {
        page.Response.Headers.CacheControl = "no-store";
        var disposition = new ContentDispositionHeaderValue(printout.MediaType is Printout.Pdf ? "inline" : "attachment");
        disposition.SetHttpFileName($"{name}.{printout.Extension}");
        page.Response.Headers.ContentDisposition = disposition.ToString();
        return page.File(printout.Content, printout.MediaType);
    }

    private Choice[] Choices(IEnumerable<LabelPaper> papers) => [.. papers.Concat(Own).DistinctBy(paper => paper.Name, StringComparer.Ordinal).Select(paper => new Choice(paper.Name, NameOf(paper)))];

    private string Size(double millimetres) => Number((decimal)millimetres, millimetres % 1 == 0 ? 0 : 1);
}
