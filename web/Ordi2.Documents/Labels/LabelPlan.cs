using Ordi2.Barcodes.Symbols;

namespace Ordi2.Documents.Labels;

/// <summary>Where everything stands on a label, in millimetres from its top left: the QR code on the left, words and bars on the right of it.</summary>
/// <param name="Square">Side of a square of the QR code.</param>
/// <param name="QrLeft">Left of the QR code.</param>
/// <param name="QrTop">Top of the QR code.</param>
/// <param name="Bar">A narrow bar; 0 where there is no room for bars.</param>
/// <param name="Right">Where words and bars begin.</param>
/// <param name="Room">How wide words may be.</param>
internal sealed record LabelPlan(double Square, double QrLeft, double QrTop, double Bar, double Right, double Room)
{
    /// <summary>Nothing stands nearer to the edge: sheets are cut and drawn in with a millimetre or two of play.</summary>
    public const double Inset = 2;

    /// <summary>Hundredths of a narrow bar that each bar is drawn narrower. Printers blacken every dot that a bar touches: at 203 dots an inch the spaces
    /// would else be too narrow for some readers.</summary>
    public const int Lean = 15;

    /// <summary>Squares of whole dots at 203 dots an inch, and the smallest one that phones read surely.</summary>
    private static readonly double[] Squares = [0.75, 0.625, 0.5, 0.45];

    /// <summary>Narrow bars of three dots at 203 dots an inch down to two. Printers blacken each dot that a bar touches: the wider, the less that changes.</summary>
    private static readonly double[] Bars = [0.375, 0.33, 0.3, 0.25];

    /// <summary>The best plan for a label: bars before none, wide bars before large squares. Nothing when the QR code has no room on it.</summary>
    public static LabelPlan? For(LabelSheet sheet, Symbol qr, Symbol bars)
    {
        foreach (var bar in Bars)
        {
            // The quiet zone on the right of the bars may begin before the inset does.
            if (First(sheet, qr, bars.QuietZone * bar, ((bars.Columns + bars.QuietZone) * bar) - Inset) is { } plan)
            {
                return plan with { Bar = bar };
            }
        }

        // Words in large type; words that can still be read.
        return First(sheet, qr, 0, 19) ?? First(sheet, qr, 0, 12);
    }

    /// <summary>The plan with the largest squares that leaves so much room beside them.</summary>
    private static LabelPlan? First(LabelSheet sheet, Symbol qr, double gap, double room)
    {
        foreach (var square in Squares)
        {
            var quiet = qr.QuietZone * square;
            var left = Math.Max(Inset, quiet);
            var side = qr.Columns * square;
            var right = left + side + Math.Max(quiet, gap);

            if (side + (2 * Inset) <= sheet.LabelHeight && sheet.LabelWidth - right - Inset >= room)
            {
                return new(square, left, (sheet.LabelHeight - side) / 2, 0, right, sheet.LabelWidth - right - Inset);
            }
        }

        return null;
    }
}
