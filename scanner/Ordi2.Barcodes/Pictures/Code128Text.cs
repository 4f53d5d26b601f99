using System.Text;
using Ordi2.Barcodes.Symbols;

namespace Ordi2.Barcodes.Pictures;

/// <summary>What the signs of a Code 128 mean (ISO/IEC 15417).</summary>
internal static class Code128Text
{
    public const int StartA = 103;
    public const int StartC = 105;
    public const int Stop = 106;
    private const int Fnc3 = 96;
    private const int Shift = 98;
    private const int ToC = 99;
    private const int ToB = 100;
    private const int ToA = 101;
    private const int Fnc1 = 102;

    /// <summary>Of each sign the distances between edges of the same kind, in modules.</summary>
    public static readonly double[][] Distances =
        [.. Code128.Widths.Select(widths => Enumerable.Range(0, 5).Select(i => widths[i] - '0' + (double)(widths[i + 1] - '0')).ToArray())];

    private enum Set
    {
        A,
        B,
        C,
    }

    /// <summary>The text, or nothing when the check sign is wrong or the signs make no sense.</summary>
    public static string? Of(List<int> signs)
    {
        if (signs.Count < 4 || !ChecksOut(signs))
        {
            return null;
        }

        var text = new StringBuilder();
        var set = (Set)(signs[0] - StartA);
        var (shifted, upper, alwaysUpper) = (false, false, false);

        for (var i = 1; i < signs.Count - 2; i++)
        {
            var sign = signs[i];
            var now = shifted ? Other(set) : set;
            shifted = false;

            if (sign >= StartA)
            {
                return null;
            }

            if (sign == Fnc1)
            {
                // At the beginning it says that what follows is GS1's; later it separates.
                text.Append(i == 1 ? string.Empty : "\x1D");
            }
            else if (now is Set.C && sign < ToB)
            {
                text.Append((char)('0' + (sign / 10))).Append((char)('0' + (sign % 10)));
            }
            else if (sign < Fnc3)
            {
                var letter = now is Set.A && sign >= 64 ? sign - 64 : sign + ' ';
                text.Append((char)(upper != alwaysUpper ? letter + 128 : letter));
                upper = false;
            }
            else if ((sign, now) is (ToB, Set.B) or (ToA, Set.A))
            {
                // FNC4: the next letter is of the upper half of Latin-1; twice, all are.
                (upper, alwaysUpper) = upper ? (false, !alwaysUpper) : (true, alwaysUpper);
            }
            else if (sign is Shift)
            {
                shifted = true;
            }
            else
            {
                // Fnc2 and Fnc3 are for the scanner: keep this, set yourself up.
                set = sign switch { ToC => Set.C, ToB => Set.B, ToA => Set.A, _ => set };
            }
        }

        return text.Length == 0 ? null : text.ToString();
    }

    /// <summary>What is left of a text for a reader that does not know the upper half of Latin-1.</summary>
    public static string WithoutUpperHalf(string text) => string.Concat(text.Select(letter => (char)(letter & 0x7F)));

    private static Set Other(Set set) => set is Set.A ? Set.B : Set.A;

    private static bool ChecksOut(List<int> signs)
    {
        var sum = signs[0];
        for (var i = 1; i < signs.Count - 2; i++)
        {
            sum += i * signs[i];
        }

        return sum % StartA == signs[^2];
    }
}
