using System.Collections.Immutable;
using System.Text;
using Ordi2.Barcodes.Printing;
using Ordi2.Documents.Labels;

namespace Ordi2.Web.Features.Labels;

/// <summary>A file to print.</summary>
/// <param name="Content">What is in it.</param>
/// <param name="MediaType">How a browser opens it.</param>
/// <param name="Extension">Of its name, without a dot.</param>
internal sealed record Printout(byte[] Content, string MediaType, string Extension)
{
    public const string Pdf = "application/pdf";

    /// <summary>A document that the browser shows.</summary>
    public static Printout Of(byte[] pdf) => new(pdf, Pdf, "pdf");
}

/// <summary>What labels are printed on: a sheet or a roll, as a document that every printer takes, or a thermal printer with its own commands.</summary>
/// <param name="Name">As it is sent.</param>
/// <param name="Sheet">Where the labels stand; of a thermal printer one label of 50 x 25 mm.</param>
/// <param name="Head">How fine the thermal printer prints; nothing where it is a document.</param>
internal sealed record LabelPaper(string Name, LabelSheet Sheet, PrintHead? Head = null)
{
    private static readonly LabelSheet Thermal = LabelSheet.OfRoll("50x25", 50, 25);

    public static readonly ImmutableArray<LabelPaper> All =
    [
        .. LabelSheet.All.Select(Of),
        new("zpl-203", Thermal, PrintHead.Dpi203),
        new("zpl-300", Thermal, PrintHead.Dpi300),
    ];

    /// <summary>One of these, or a grid that somebody measured: its name says how.</summary>
    public static LabelPaper? Find(string? name) =>
        All.FirstOrDefault(paper => paper.Name == name) ?? (name is not null && LabelSheet.Find(name) is { IsOwn: true } own ? Of(own) : null);

    /// <summary>A document on this sheet.</summary>
    public static LabelPaper Of(LabelSheet sheet) => new(sheet.Name, sheet);

    /// <summary>Whether it goes to a printer that takes commands, and is downloaded rather than shown.</summary>
    public bool IsThermal => Head is not null;

    /// <summary>Which place of the sheet it may begin at; a roll begins at the next label.</summary>
    public int InRange(int start) => Math.Clamp(start, 1, Sheet.Count);

    /// <summary>The labels, ready to print.</summary>
    /// <param name="batch">Which; its address is needed by a thermal printer.</param>
    /// <param name="start">First free place of the first sheet, from 1.</param>
    /// <exception cref="FormatException">The address has no room on such a label, or is none that may stand on one.</exception>
    public Printout Print(LabelBatch batch, int start) => Head is not { } head
        ? Printout.Of(LabelPrinter.Print(Sheet, InRange(start), batch))
        : new(
            Encoding.UTF8.GetBytes(string.Join('\n', batch.Codes.SelectMany(code =>
                Enumerable.Repeat(ThermalLabel.Of(LabelAddress.Of(batch.Server!, batch.Kind, code), code, batch.Words, head), batch.Copies)))),
            "application/octet-stream",
            "zpl");
}
