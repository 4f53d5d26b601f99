namespace Ordi2.Barcodes.Pictures;

/// <summary>
/// Reads Code 128 along the rows of a picture. A second opinion beside the library's: no label hangs on one reader, and signs with accents, which zbar
/// takes for others, are read as what they are.
/// </summary>
internal static class BarReader
{
    private const int Modules = 11;

    // Widths say nothing of a module: what is looked at is short, but noise makes many bars.
    private const int MostRows = 160;
    private const int FewestDots = 60;

    // The standard wants 10 modules of light beside the bars; printers of labels leave less.
    private const int LeastQuiet = 4;

    // Where light is nearly even there is no bar.
    private const int LeastContrast = 24;

    // Of the 5 distances of a sign, in modules: beyond it the nearest sign is a guess.
    private const double LargestError = 0.9;

    /// <summary>Every text, with the number of rows that say so, in either direction.</summary>
    public static IReadOnlyList<Sighting> Read(GreyPicture view)
    {
        if (view.Width < FewestDots)
        {
            return [];
        }

        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        var step = Math.Max(1, view.Height / MostRows);

        for (var y = step / 2; y < view.Height; y += step)
        {
            var widths = Widths(view.Row(y));
            ReadRow(widths, texts);
            widths.Reverse();
            ReadRow(widths, texts);
        }

        return [.. texts.Select(text => new Sighting(text.Key, SymbolKind.Code128, text.Value))];
    }

    private static void ReadRow(List<double> widths, Dictionary<string, int> texts)
    {
        // A light strip comes first: bars have odd places.
        for (var start = 1; start + 18 < widths.Count; start += 2)
        {
            if (Code128Text.Of(Signs(widths, start)) is { } text)
            {
                texts[text] = texts.GetValueOrDefault(text) + 1;
            }
        }
    }

    /// <summary>The signs from a start to a stop, both included; nothing when there is none.</summary>
    private static List<int> Signs(List<double> widths, int start)
    {
        List<int> signs = [];
        var before = 0.0;

        for (var at = start; at + 5 < widths.Count; at += 6)
        {
            // Nearly every place is told apart by the light before it: the search among the signs is dear.
            var width = Sum(widths, at);
            var module = width / Modules;
            if (signs.Count == 0 ? IsNarrow(widths, start - 1, module) : Math.Abs(width - before) > before / 4)
            {
                return [];
            }

            var sign = SignOf(widths, at, width);
            if (signs.Count == 0 ? sign is < Code128Text.StartA or > Code128Text.StartC : sign < 0)
            {
                return [];
            }

            signs.Add(sign);
            before = width;
            if (sign == Code128Text.Stop)
            {
                // The last bar of the stop, and the light beside it.
                return at + 7 < widths.Count && Math.Abs((widths[at + 6] / module) - 2) < 1 && !IsNarrow(widths, at + 7, module) ? signs : [];
            }
        }

        return [];
    }

    /// <summary>Whether too little light is beside the bars. At the edge of the picture nobody knows how much there was.</summary>
    private static bool IsNarrow(List<double> widths, int at, double module) => at > 0 && at < widths.Count - 1 && widths[at] < LeastQuiet * module;

    private static double Sum(List<double> widths, int at)
    {
        var sum = 0.0;
        for (var i = at; i < at + 6; i++)
        {
            sum += widths[i];
        }

        return sum;
    }

    /// <summary>
    /// The sign whose edges fit best, or -1. What is compared are distances from one edge to the next of the same kind: ink that spreads moves both.
    /// </summary>
    private static int SignOf(List<double> widths, int at, double width)
    {
        Span<double> distances = stackalloc double[5];
        for (var i = 0; i < distances.Length; i++)
        {
            distances[i] = (widths[at + i] + widths[at + i + 1]) * Modules / width;
        }

        var (best, least) = (-1, LargestError);
        for (var sign = 0; sign < Code128Text.Distances.Length; sign++)
        {
            var error = 0.0;
            for (var i = 0; i < distances.Length; i++)
            {
                var off = distances[i] - Code128Text.Distances[sign][i];
                error += off * off;
            }

            if (error < least)
            {
                (best, least) = (sign, error);
            }
        }

        return best;
    }

    /// <summary>Light, dark, light, dark …: widths between the places where a row passes the middle between the light and the dark around it.</summary>
    private static List<double> Widths(ReadOnlySpan<byte> row)
    {
        var block = Math.Max(8, row.Length / 24);
        var middles = Middles(row, block);
        var widths = new List<double>(64);
        var (edge, dark, before) = (0.0, false, 0.0);

        for (var x = 0; x < row.Length; x++)
        {
            var above = row[x] - middles[x / block];
            if (above < 0 != dark)
            {
                var passed = x == 0 ? 0 : x - 1 + (Math.Abs(before) / (Math.Abs(before) + Math.Abs(above)));
                widths.Add(passed - edge);
                (edge, dark) = (passed, !dark);
            }

            before = above;
        }

        // Beyond the edge is light, of which nothing is known.
        widths.Add(row.Length - edge);
        if (dark)
        {
            widths.Add(0);
        }

        return widths;
    }

    /// <summary>Of each stretch of a row the middle between light and dark, of itself and two neighbours on each side.</summary>
    private static double[] Middles(ReadOnlySpan<byte> row, int block)
    {
        var ends = new (byte Low, byte High)[(row.Length + block - 1) / block];
        for (var i = 0; i < ends.Length; i++)
        {
            var (low, high) = (byte.MaxValue, byte.MinValue);
            foreach (var light in row[(i * block)..Math.Min(row.Length, (i + 1) * block)])
            {
                (low, high) = (Math.Min(low, light), Math.Max(high, light));
            }

            ends[i] = (low, high);
        }

        var middles = new double[ends.Length];
        for (var i = 0; i < ends.Length; i++)
        {
            var around = ends.AsSpan(Math.Max(0, i - 2)..Math.Min(ends.Length, i + 3));
            var (low, high) = around[0];
            foreach (var one in around)
            {
                (low, high) = (Math.Min(low, one.Low), Math.Max(high, one.High));
            }

            // Where light is nearly even there is no bar: whatever it is, it is above this.
            middles[i] = high - low < LeastContrast ? -0.5 : (low + high + 1) / 2.0;
        }

        return middles;
    }
}
