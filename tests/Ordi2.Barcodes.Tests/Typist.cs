using System.Text;

namespace Ordi2.Barcodes.Tests;

/// <summary>
/// A computer that a scanner with an American layout is plugged into: what it types for each key that the scanner presses. Written from the
/// keyboards themselves, apart from the tables that repair them.
/// </summary>
internal sealed class Typist(string name, IReadOnlyDictionary<char, string> keys, Func<char, bool, string, string>? capsLock = null)
{
    private const string ShiftedUs = "~!@#$%^&*()_+{}|:\"<>?";
    private const string UnshiftedUs = "`1234567890-=[]\\;',./";

    /// <summary>For each key of an American keyboard: what the key types alone, and with Shift.</summary>
    private static readonly Dictionary<char, string> FrenchPcKeys = Keys(
        "1&1 2é2 3\"3 4'4 5(5 6-6 7è7 8_8 9ç9 0à0 -)° =+= /!§ .:/ ,;. ;mM mm? [^¨ ]$£ aqQ qaA zwW wzZ", mKey: (",", "?"));

    private static readonly Dictionary<char, string> MacKeys = Keys(
        "1&1 2é2 3\"3 4'4 5(5 6§6 7è7 8!8 9ç9 0à0 -)° /=+ .:/ ,;. ;mM mm? [^¨ ]$* aqQ qaA zwW wzZ", mKey: (",", "?"));

    private static readonly Dictionary<char, string> BelgianKeys = Keys(
        "1&1 2é2 3\"3 4'4 5(5 6§6 7è7 8!8 9ç9 0à0 -)° /=+ .:/ ,;. ;mM mm? [^¨ ]$* aqQ qaA zwW wzZ", mKey: (",", "?"));

    public static readonly IReadOnlyList<Typist> All =
    [
        new("US", Keys(string.Empty, mKey: ("m", "M"))),
        new("US with Caps Lock", Keys(string.Empty, mKey: ("m", "M")), InvertLetters),
        new("French PC", FrenchPcKeys),
        // Windows: Caps Lock acts as Shift on every key. Elsewhere it only makes capitals of what is a letter.
        new("French PC with Caps Lock, Windows", FrenchPcKeys, (_, shift, key) => shift ? key[..1] : key[1..]),
        new("French PC with Caps Lock, Linux", FrenchPcKeys, InvertLetters),
        new("French Mac", MacKeys),
        new("French Mac with Caps Lock", MacKeys, InvertLetters),
        new("Belgian", BelgianKeys),
        new("Belgian with Caps Lock, Windows", BelgianKeys, (_, shift, key) => shift ? key[..1] : key[1..]),
        new("Belgian with Caps Lock, Linux", BelgianKeys, InvertLetters),
    ];

    public string Name => name;

    public string Type(string sent)
    {
        var typed = new StringBuilder();
        foreach (var sign in sent)
        {
            var shift = char.IsAsciiLetterUpper(sign) || ShiftedUs.Contains(sign, StringComparison.Ordinal);
            var key = char.IsAsciiLetterUpper(sign) ? char.ToLowerInvariant(sign)
                : shift ? UnshiftedUs[ShiftedUs.IndexOf(sign, StringComparison.Ordinal)] : sign;
            var engraved = keys.TryGetValue(key, out var found) ? found : $"{key}{(char.IsAsciiLetter(key) ? char.ToUpperInvariant(key) : key)}";

            typed.Append(capsLock is null ? engraved.Substring(shift ? 1 : 0, 1) : capsLock(key, shift, engraved));
        }

        return typed.ToString();
    }

    public override string ToString() => name;

    private static string InvertLetters(char key, bool shift, string engraved)
    {
        var sign = engraved[shift ? 1 : 0];
        return (char.IsLower(sign) ? char.ToUpperInvariant(sign) : char.ToLowerInvariant(sign)).ToString();
    }

    private static Dictionary<char, string> Keys(string table, (string Alone, string Shifted) mKey)
    {
        var keys = table.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(entry => entry[0], entry => entry[1..]);
        keys['m'] = mKey.Alone + mKey.Shifted;
        if (table.Length == 0)
        {
            foreach (var (alone, shifted) in UnshiftedUs.Zip(ShiftedUs))
            {
                keys[alone] = $"{alone}{shifted}";
            }
        }

        return keys;
    }
}
