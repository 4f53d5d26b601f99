using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Ordi2.Barcodes;

/// <summary>
/// The code on one of our labels: 6 random symbols and a check symbol, for example <c>H4T9CXB</c>. It carries no meaning, and machines,
/// cartons and pallets share one space of codes.
/// </summary>
public readonly record struct LabelCode
{
    /// <summary>Digits and the letters that no French keyboard moves (A Q W Z M) and nobody confuses (I O U).</summary>
    public const string Alphabet = "0123456789BCDEFGHJKLNPRSTVXY";

    /// <summary>Symbols of a code, the check symbol included.</summary>
    public const int Length = 7;

    /// <summary>The symbols, to search with.</summary>
    internal static readonly SearchValues<char> Symbols = SearchValues.Create(Alphabet);

    private readonly string? _text;

    private LabelCode(string text) => _text = text;

    /// <summary>The 7 symbols.</summary>
    public string Text => _text ?? throw new InvalidOperationException("A label code is parsed or made, never left empty.");

    /// <summary>Makes a new code.</summary>
    /// <param name="next">A source of chance: gives a number from 0 to below its argument, each as likely.</param>
    public static LabelCode Make(Func<int, int> next)
    {
        Span<char> symbols = stackalloc char[Length];
        for (var i = 0; i < Length - 1; i++)
        {
            symbols[i] = Alphabet[next(Alphabet.Length)];
        }

        symbols[^1] = CheckSymbol(symbols[..^1]);
        return new(new string(symbols));
    }

    /// <summary>Reads a code that is written exactly as ours are; <see cref="LabelReader"/> reads what scanners and people make of it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out LabelCode code)
    {
        code = default;
        if (text is not { Length: Length } || text.AsSpan().ContainsAnyExcept(Symbols) || CheckSymbol(text.AsSpan(0, Length - 1)) != text[^1])
        {
            return false;
        }

        code = new(text);
        return true;
    }

    /// <summary>Reads a code that is known to be one.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static LabelCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException($"'{text}' is not a label code: 7 symbols of {Alphabet}, the last one a check symbol.");

    /// <summary>Luhn mod 28: catches every wrong symbol, and every swap of neighbours but that of 0 and Y.</summary>
    /// <param name="payload">The symbols before the check symbol.</param>
    /// <exception cref="FormatException">A symbol is not of our alphabet.</exception>
    public static char CheckSymbol(ReadOnlySpan<char> payload)
    {
        var sum = 0;
        for (var i = 0; i < payload.Length; i++)
        {
            var value = Alphabet.IndexOf(payload[i], StringComparison.Ordinal);
            if (value < 0)
            {
                throw new FormatException($"'{payload[i]}' is not a symbol of our labels.");
            }

            // Counted from the right, every first symbol weighs double.
            var addend = (payload.Length - i) % 2 == 1 ? 2 * value : value;
            sum += (addend / Alphabet.Length) + (addend % Alphabet.Length);
        }

        return Alphabet[(Alphabet.Length - (sum % Alphabet.Length)) % Alphabet.Length];
    }

    /// <summary>As people read it aloud: <c>H4T 9CXB</c>.</summary>
    public string InGroups() => $"{Text[..3]} {Text[3..]}";

    /// <inheritdoc/>
    public override string ToString() => _text ?? string.Empty;
}
