using System.Collections.Frozen;

namespace Ordi2.Barcodes;

/// <summary>
/// What a computer types when the scanner believes that its keyboard is American: for each layout, the typed sign and the sign that was sent.
/// In every one of them the 18 letters of our codes stay where they are.
/// </summary>
internal sealed class Keyboard
{
    /// <summary>French PC. Caps Lock there either restores the digits or makes capitals of the accented letters.</summary>
    public static readonly Keyboard FrenchPc = new("""&é"'(-è_çà""");

    /// <summary>French Mac and Belgian: 6 and 8 stand elsewhere.</summary>
    public static readonly Keyboard MacOrBelgian = new("""&é"'(§è!çà""");

    private const string Digits = "1234567890";

    private readonly FrozenDictionary<char, char> _sent;

    private Keyboard(string digitRow)
    {
        var sent = digitRow.Zip(Digits).ToDictionary(pair => char.ToUpperInvariant(pair.First), pair => pair.Second);

        // Phones and Macs put curly quotes in place of the straight ones.
        sent['’'] = sent['‘'] = '4';
        sent['“'] = sent['”'] = '3';
        DigitSigns = [.. sent.Keys];

        foreach (var (typed, was) in "AQQAZWWZ?M,M)-!/=/:.".Chunk(2).Select(pair => (pair[0], pair[1])))
        {
            sent.TryAdd(typed, was);
        }

        _sent = sent.ToFrozenDictionary();
    }

    /// <summary>The signs that stand for digits.</summary>
    public FrozenSet<char> DigitSigns { get; }

    /// <summary>Whether somebody who typed this upper-case text on such a keyboard could have meant digits: it holds their signs and no digit.</summary>
    public bool Explains(string text) => text.Any(DigitSigns.Contains) && !text.Any(char.IsAsciiDigit);

    /// <summary>The digits as they were sent; everything else as it is.</summary>
    public string RestoreDigits(string text) => string.Concat(text.Select(sign => DigitSigns.Contains(sign) ? _sent[sign] : sign));

    /// <summary>Everything as it was sent.</summary>
    public string Restore(string text) => string.Concat(text.Select(sign => _sent.GetValueOrDefault(sign, sign)));
}
