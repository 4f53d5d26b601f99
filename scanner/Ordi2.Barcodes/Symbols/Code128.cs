namespace Ordi2.Barcodes.Symbols;

/// <summary>Bars in Code 128, code set B: every printable ASCII character (ISO/IEC 15417:2007).</summary>
public static class Code128
{
    private const int StartB = 104;
    private const int Stop = 106;
    private const int Modulus = 103;

    /// <summary>Widths of bar, space, bar, space, bar, space in modules, by value; the stop has a seventh, a bar (table 1 of the standard).</summary>
    internal static readonly string[] Widths =
    [
        "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312", "231212",
        "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212", "223112", "312131",
        "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321",
        "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121",
        "313121", "211331", "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
        "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
        "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242", "121142", "121241", "114212",
        "124112", "124211", "411212", "421112", "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113",
        "114311", "411113", "411311", "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
    ];

    /// <summary>Modules of a text: 35 and 11 for each character.</summary>
    public static int ModulesOf(string text) => 35 + (11 * text.Length);

    /// <summary>Draws a text.</summary>
    /// <param name="text">Printable ASCII, at least one character.</param>
    /// <exception cref="FormatException">It holds nothing, or a character that the code set does not have.</exception>
    public static Symbol Draw(string text)
    {
        if (text.Length == 0)
        {
            throw new FormatException("There is nothing to draw as bars.");
        }

        var sum = StartB;
        var widths = new List<string>(text.Length + 3) { Widths[StartB] };

        for (var i = 0; i < text.Length; i++)
        {
            var value = text[i] is >= ' ' and <= '~' ? text[i] - ' ' : throw new FormatException($"'{text[i]}' cannot be drawn as bars: printable ASCII only.");
            sum += value * (i + 1);
            widths.Add(Widths[value]);
        }

        widths.Add(Widths[sum % Modulus]);
        widths.Add(Widths[Stop]);

        // Each character begins with a bar, and every second width is a space.
        var modules = widths.SelectMany(character => character.SelectMany((width, i) => Enumerable.Repeat(i % 2 == 0, width - '0'))).ToArray();
        return new Symbol(modules.Length, 1, quietZone: 10, (column, _) => modules[column]);
    }
}
