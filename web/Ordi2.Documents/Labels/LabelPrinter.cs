using Ordi2.Barcodes;
using Ordi2.Barcodes.Printing;
using Ordi2.Barcodes.Symbols;
using Ordi2.Documents.Pdf;

namespace Ordi2.Documents.Labels;

/// <summary>Labels to print.</summary>
/// <param name="Codes">In the order of the sheet.</param>
/// <param name="Kind">What they are stuck on.</param>
/// <param name="Words">What stands beside the code.</param>
public sealed record LabelBatch(IReadOnlyList<LabelCode> Codes, LabelKind Kind, LabelWords Words)
{
    /// <summary>Where the public pages are. Without it the QR code says the code alone, which scanners read and a phone does not open.</summary>
    public Uri? Server { get; init; }

    /// <summary>How often each code is printed, side by side: a machine gets one outside and one where nobody peels it off.</summary>
    public int Copies { get; init; } = 1;
}

/// <summary>Draws labels on sheets and rolls.</summary>
public static class LabelPrinter
{
    private const double LargestCode = 24;
    private const double SmallestCode = 8;
    private const double LargestWords = 8;
    private const double SmallestWords = 5;
    private const double HighestBars = 13;
    private const double LowestBars = 5;
    private const double Gap = 1.2;

    /// <summary>The sheets as PDF.</summary>
    /// <param name="sheet">What is in the printer.</param>
    /// <param name="start">First free label of the first sheet, from 1.</param>
    /// <param name="batch">What to print.</param>
    /// <exception cref="FormatException">The address makes the symbol too large for such a label, or is none that a label may have.</exception>
    public static byte[] Print(LabelSheet sheet, int start, LabelBatch batch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(start, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, sheet.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch.Copies, 1, nameof(batch));

        var document = new PdfDocument($"Étiquettes {sheet.Name} : {batch.Codes.Count * batch.Copies}", "fr");
        var page = document.AddPage(sheet.PageWidth, sheet.PageHeight);
        var place = start - 1;

        foreach (var code in batch.Codes)
        {
            for (var copy = 0; copy < batch.Copies; copy++, place++)
            {
                if (place == sheet.Count)
                {
                    page = document.AddPage(sheet.PageWidth, sheet.PageHeight);
                    place = 0;
                }

                Draw(page, sheet, place, batch, code);
            }
        }

        return document.ToBytes();
    }

    /// <summary>How many pages that makes.</summary>
    public static int PagesOf(LabelSheet sheet, int start, int labels) => Math.Max(1, (start - 1 + labels + sheet.Count - 1) / sheet.Count);

    /// <summary>The first label that stays free on the last sheet, from 1; 1 when the sheet is full.</summary>
    public static int NextAfter(LabelSheet sheet, int start, int labels) => ((start - 1 + labels) % sheet.Count) + 1;

    private static void Draw(PdfPage page, LabelSheet sheet, int place, LabelBatch batch, LabelCode code)
    {
        var text = batch.Server is { } server ? LabelAddress.Of(server, batch.Kind, code) : code.Text;
        var (qr, bars) = (QrCode.Draw(text), Code128.Draw(code.Text));
        var plan = LabelPlan.For(sheet, qr, bars) ?? throw new FormatException(
            $"« {text} » n'a pas de place sur une étiquette de {sheet.LabelWidth:0.##} x {sheet.LabelHeight:0.##} mm : prenez une étiquette plus grande, ou une adresse plus courte du serveur.{Environment.NewLine}'{text}' has no room on a label of {sheet.LabelWidth:0.##} x {sheet.LabelHeight:0.##} mm: use a larger label, or a shorter address of the server.");
        var (left, top) = sheet.PlaceOf(place);

        page.Picture($"Code QR : {text}", () => page.Cells(left + plan.QrLeft, top + plan.QrTop, plan.Square, plan.Square, qr.Runs()));
        var lines = new Lines(page, left + plan.Right, top, sheet.LabelHeight, plan.Room);

        if (plan.Bar > 0)
        {
            lines.WithBars(batch.Words, code, bars, plan.Bar);
        }
        else
        {
            lines.Alone(batch.Words, code);
        }
    }

    /// <summary>The right side of a label, from the top down.</summary>
    private sealed record Lines(PdfPage Page, double Left, double Top, double Height, double Room)
    {
        private double Inner => Height - (2 * LabelPlan.Inset);

        public void WithBars(LabelWords words, LabelCode code, Symbol bars, double bar)
        {
            var below = words.Lines.Select(line => PdfFace.Regular.Fit(line, Room, LargestWords, SmallestWords)).ToArray();
            var brand = PdfFace.Bold.Fit(words.Brand, Room, LargestWords, SmallestWords);
            var large = PdfFace.Bold.Fit(code.InGroups(), Room, Math.Min(LargestCode, Inner * 0.85), SmallestCode);
            var taken = Above(brand.Size) + HeightOf(brand.Size) + Gap + Gap + PdfFace.Bold.CapitalHeight(large.Size) + below.Sum(line => Gap + HeightOf(line.Size)) + Below(below);
            var high = Math.Clamp(Inner - taken, LowestBars, HighestBars);
            var at = Top + LabelPlan.Inset + Math.Max(0, (Inner - taken - high) / 2) + Above(brand.Size);

            Page.Text(PdfTag.Paragraph, () => at = Write(brand, PdfFace.Bold, at));
            at += Gap;
            Page.Picture($"Code à barres : {code.Text}", () => Page.Cells(Left, at, bar, high, bars.Runs(), LabelPlan.Lean));
            at += high + Gap;
            Page.Text(PdfTag.Paragraph, () =>
            {
                at = Write(large, PdfFace.Bold, at);

                foreach (var line in below)
                {
                    at = Write(line, PdfFace.Regular, at + Gap);
                }
            });
        }

        /// <summary>Where bars have no room: the code on two lines, as large as can be.</summary>
        public void Alone(LabelWords words, LabelCode code)
        {
            var groups = code.InGroups().Split(' ');
            var below = words.Lines.Select(line => PdfFace.Regular.Fit(line, Room, LargestWords - 2, SmallestWords)).ToArray();
            var brand = PdfFace.Bold.Fit(words.Brand, Room, LargestWords - 1, SmallestWords);
            var rest = Above(brand.Size) + HeightOf(brand.Size) + below.Sum(line => Gap + HeightOf(line.Size)) + (groups.Length * Gap) + Below(below);
            var most = Math.Max(SmallestCode, (Inner - rest) / groups.Length / PdfFace.Bold.CapitalHeight(1));
            var size = groups.Min(group => PdfFace.Bold.Fit(group, Room, Math.Min(LargestCode, most), SmallestCode).Size);
            var taken = rest + (groups.Length * PdfFace.Bold.CapitalHeight(size));
            var at = Top + LabelPlan.Inset + Math.Max(0, (Inner - taken) / 2) + Above(brand.Size);

            Page.Text(PdfTag.Paragraph, () =>
            {
                at = Write(brand, PdfFace.Bold, at);

                foreach (var group in groups)
                {
                    at = Write((group, size), PdfFace.Bold, at + Gap);
                }

                foreach (var line in below)
                {
                    at = Write(line, PdfFace.Regular, at + Gap);
                }
            });
        }

        private static double HeightOf(double size) => PdfFace.Regular.CapitalHeight(size);

        /// <summary>What letters with accents rise above a capital.</summary>
        private static double Above(double size) => HeightOf(size) / 3;

        /// <summary>What letters hang below the last line; the code itself has none that do.</summary>
        private static double Below((string Text, double Size)[] lines) => lines.Length == 0 ? 0 : HeightOf(lines[^1].Size) * 0.4;

        private double Write((string Text, double Size) line, PdfFace face, double top)
        {
            var baseline = top + face.CapitalHeight(line.Size);
            Page.Write(line.Text, Left, baseline, face, line.Size);
            return baseline;
        }
    }
}
