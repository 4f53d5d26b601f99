using System.Globalization;
using System.Text;
using Ordi2.Barcodes.Symbols;

namespace Ordi2.Barcodes.Printing;

/// <summary>How fine a thermal printer prints.</summary>
public enum PrintHead
{
    /// <summary>203 dots an inch, 8 a millimetre.</summary>
    Dpi203,

    /// <summary>300 dots an inch, 11.8 a millimetre.</summary>
    Dpi300,
}

/// <summary>
/// A label of 50 x 25 mm in ZPL: QR code on the left, bars and code on the right. The symbols go as dots, so that what is tested is what is printed,
/// whatever the printer makes of its own barcode commands.
/// </summary>
public static class ThermalLabel
{
    /// <summary>Commands for one label.</summary>
    /// <param name="address">What the QR code says: see <see cref="LabelAddress"/>.</param>
    /// <param name="code">What the bars and the text say.</param>
    /// <param name="words">What else stands there.</param>
    /// <param name="head">The printer.</param>
    public static string Of(string address, LabelCode code, LabelWords words, PrintHead head)
    {
        var plan = Plan.Of(head);
        var qr = QrCode.Draw(address);
        var bars = Code128.Draw(code.Text);

        // The two share the wider of their quiet zones.
        var left = qr.QuietZone * plan.QrModule;
        var quiet = bars.QuietZone * plan.BarModule;
        var right = left + (qr.Columns * plan.QrModule) + Math.Max(left, quiet);
        var width = right + (bars.Columns * plan.BarModule) + quiet;

        if (width > plan.Width || (qr.Rows + (2 * qr.QuietZone)) * plan.QrModule > plan.Height)
        {
            throw new FormatException($"'{address}' is too long for a label of 50 x 25 mm: use a shorter address of the server.");
        }

        var room = plan.Width - right;
        var label = new StringBuilder();
        label.Append(CultureInfo.InvariantCulture, $"^XA^CI28^PW{plan.Width}^LL{plan.Height}^LH0,0");
        Paint(label, qr, left, (plan.Height - (qr.Rows * plan.QrModule)) / 2, plan.QrModule, plan.QrModule);
        Write(label, right, plan.Margin, plan.Small, room, words.Brand);
        Paint(label, bars, right, plan.Margin + plan.Small + plan.Gap, plan.BarModule, plan.BarHeight);
        var below = plan.Margin + plan.Small + plan.Gap + plan.BarHeight + plan.Gap;
        Write(label, right, below, plan.Large, room, code.InGroups());
        below += plan.Large + plan.Gap;

        foreach (var line in words.Lines)
        {
            Write(label, right, below, plan.Small, room, line);
            below += plan.Small;
        }

        return label.Append("^XZ").ToString();
    }

    /// <summary>A picture of dots: <c>^GFA</c>, hexadecimal, a row padded to whole bytes.</summary>
    private static void Paint(StringBuilder label, Symbol symbol, int x, int y, int dots, int height)
    {
        var bytes = ((symbol.Columns * dots) + 7) / 8;
        var high = symbol.Rows == 1 ? height : symbol.Rows * dots;
        label.Append(CultureInfo.InvariantCulture, $"^FO{x},{y}^GFA,{bytes * high},{bytes * high},{bytes},");
        var row = new byte[bytes];

        for (var line = 0; line < high; line++)
        {
            Array.Clear(row);

            foreach (var dot in Enumerable.Range(0, symbol.Columns * dots).Where(dot => symbol.IsDark(dot / dots, symbol.Rows == 1 ? 0 : line / dots)))
            {
                row[dot / 8] |= (byte)(0x80 >> (dot % 8));
            }

            label.Append(Convert.ToHexString(row));
        }

        label.Append("^FS");
    }

    /// <summary>A line in the printer's own letters; what has no room is cut off at the end, signs that are commands come by their numbers.</summary>
    private static void Write(StringBuilder label, int x, int y, int size, int room, string text)
    {
        label.Append(CultureInfo.InvariantCulture, $"^FO{x},{y}^A0N,{size},{size}^FB{room},1^FH^FD");

        foreach (var sign in text.Where(sign => !char.IsControl(sign)))
        {
            _ = sign is '^' or '~' or '_' ? label.Append(CultureInfo.InvariantCulture, $"_{(int)sign:X2}") : label.Append(sign);
        }

        label.Append("^FS");
    }

    /// <summary>Where everything stands, in dots.</summary>
    private sealed record Plan(int Width, int Height, int QrModule, int BarModule, int BarHeight, int Margin, int Gap, int Small, int Large)
    {
        public static Plan Of(PrintHead head) => head switch
        {
            PrintHead.Dpi203 => new(400, 200, 4, 2, 64, 8, 6, 22, 44),
            PrintHead.Dpi300 => new(591, 295, 6, 3, 95, 12, 9, 32, 65),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
