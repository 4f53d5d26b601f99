using System.Globalization;

namespace Ordi2.Domain.Receipts;

/// <summary>Amounts in letters, as a receipt says them beside the figures.</summary>
public static class FrenchNumbers
{
    private static readonly string[] Small =
    [
        "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize",
    ];

    private static readonly string[] Tens = ["", "dix", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"];

    /// <summary>« mille deux cents euros et cinquante centimes ».</summary>
    /// <param name="cents">0 to 99,999,999,999.</param>
    public static string Euros(long cents)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cents);
        var (euros, rest) = (cents / 100, (int)(cents % 100));
        var main = $"{Words(euros)} {(euros is >= 1_000_000 && euros % 1_000_000 == 0 ? "d'euros" : euros > 1 ? "euros" : "euro")}";
        return rest == 0 ? main : $"{main} et {Words(rest)} {(rest > 1 ? "centimes" : "centime")}";
    }

    /// <summary>« 1 234,50 € », with spaces that do not break.</summary>
    public static string Figures(long cents)
    {
        var format = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = "\u202f", NumberGroupSizes = [3] };
        return (cents / 100m).ToString("#,##0.00", format) + "\u00a0€";
    }

    private static string Words(long number)
    {
        var parts = new List<string>(3);

        if (number >= 1_000_000)
        {
            var millions = number / 1_000_000;
            parts.Add($"{Below1000((int)millions, last: true)} {(millions > 1 ? "millions" : "million")}");
        }

        var thousands = (int)(number / 1_000 % 1_000);

        if (thousands > 0)
        {
            // « mille » never takes an s, nor does what stands before it.
            parts.Add(thousands == 1 ? "mille" : $"{Below1000(thousands, last: false)} mille");
        }

        if (number % 1_000 > 0 || number == 0)
        {
            parts.Add(Below1000((int)(number % 1_000), last: true));
        }

        return string.Join(' ', parts);
    }

    private static string Below1000(int number, bool last)
    {
        var (hundreds, rest) = (number / 100, number % 100);

        return (hundreds, rest) switch
        {
            (0, _) => Below100(rest, last),
            (1, 0) => "cent",
            (1, _) => $"cent {Below100(rest, last)}",
            (_, 0) => $"{Small[hundreds]} {(last ? "cents" : "cent")}",
            _ => $"{Small[hundreds]} cent {Below100(rest, last)}",
        };
    }

    private static string Below100(int number, bool last)
    {
        if (number < 17)
        {
            return Small[number];
        }

        if (number < 20)
        {
            return $"dix-{Small[number - 10]}";
        }

        var ten = number / 10;

        // Soixante-dix and quatre-vingt-dix go on counting from ten.
        var unit = ten is 7 or 9 ? (number % 10) + 10 : number % 10;

        return (ten, unit) switch
        {
            (8, 0) => last ? "quatre-vingts" : "quatre-vingt",
            (_, 0) => Tens[ten],
            (2 or 3 or 4 or 5 or 6, 1) => $"{Tens[ten]} et un",
            (7, 11) => "soixante et onze",
            _ => $"{Tens[ten]}-{Below100(unit, last)}",
        };
    }
}
