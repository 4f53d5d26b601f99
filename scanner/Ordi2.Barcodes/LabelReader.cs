using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Ordi2.Barcodes;

/// <summary>
/// Understands what scanners, cameras and people make of our labels. It repairs a keyboard that does not fit, and never guesses: the check
/// symbol must be right, and a text that two keyboards explain differently is refused.
/// </summary>
/// <remarks>
/// A bare code is taken only when nothing else stands in the line: the last 7 signs of a maker's serial pass our check once in about
/// 150 times, and that machine would then be taken for another one.
/// </remarks>
public static partial class LabelReader
{
    private const int LongestText = 256;

    // No keyboard moves these letters. An address behind something else is the next scan, come before the field was free.
    private const string BeginningOfAddress = "HTTP";

    // The keys of GS1 for what is owned and for what is handed round: GIAI for a machine, GRAI for a cage (domain.md 6.6).
    private const string IndividualAsset = "8004";
    private const string ReturnableAsset = "8003";

    /// <summary>Reads one line.</summary>
    /// <param name="text">What came, with the carriage return, prefix and spaces that the scanner adds.</param>
    public static Reading Read(string? text)
    {
        if (text is { Length: > LongestText })
        {
            return new Unreadable(UnreadableReason.TooLong, string.Empty);
        }

        var line = Clean(text ?? string.Empty);
        if (line.Length == 0)
        {
            return new Unreadable(UnreadableReason.Empty, line);
        }

        var bare = ScannerPrefix().Replace(line, string.Empty);
        if (bare.LastIndexOf(BeginningOfAddress, StringComparison.Ordinal) > 0)
        {
            return new Unreadable(UnreadableReason.SeveralLabels, line);
        }

        var hadPrefix = bare.Length != line.Length;

        if (AddressOnAnyKeyboard().Match(bare) is { Success: true } address)
        {
            return ReadAddress(line, address, hadPrefix);
        }

        if (AssetOnAnyKeyboard().Match(bare) is { Success: true } asset && ReadAsset(line, asset, hadPrefix) is { } read)
        {
            return read;
        }

        if (AnyAddress().IsMatch(bare))
        {
            return new Unreadable(UnreadableReason.ForeignAddress, line);
        }

        return ReadBare(bare.Replace(" ", string.Empty, StringComparison.Ordinal), hadPrefix) ?? ReadSomethingElse(bare);
    }

    private static Reading ReadAddress(string line, Match address, bool hadPrefix)
    {
        var kind = address.Groups["kind"].Value switch
        {
            "C" => LabelKind.Carton,
            "P" => LabelKind.Pallet,
            _ => LabelKind.Machine,
        };

        return LabelCode.TryParse(DigitsOf(address, "code"), out var code)
            ? Ours(kind, code, address, hadPrefix)
            : new Unreadable(UnreadableReason.WrongCheckSymbol, line);
    }

    /// <summary>
    /// A digital link of GS1 to an asset. Ours is the 7 symbols alone: any longer number begins with the prefix of a company, and we have none (domain.md 6.6).
    /// </summary>
    /// <returns><see langword="null"/> where it is no such link.</returns>
    private static Reading? ReadAsset(string line, Match asset, bool hadPrefix)
    {
        LabelKind? kind = DigitsOf(asset, "key") switch
        {
            IndividualAsset => LabelKind.Machine,
            ReturnableAsset => LabelKind.Pallet,
            _ => null,
        };

        var written = DigitsOf(asset, "code");
        return kind is null ? null
            : LabelCode.TryParse(written, out var code) ? Ours(kind.Value, code, asset, hadPrefix)
            : new Unreadable(LooksLikeOurs(written) ? UnreadableReason.WrongCheckSymbol : UnreadableReason.ForeignAsset, line);
    }

    private static OurAddress Ours(LabelKind kind, LabelCode code, Match address, bool hadPrefix)
    {
        var wrongLayout = address.Groups["slash"].Value != "/";
        return new(kind, code, Repaired: wrongLayout || hadPrefix, KeyboardLayoutWrong: wrongLayout);
    }

    /// <summary>A part of an address, with the digits as they were sent.</summary>
    private static string DigitsOf(Match address, string part)
    {
        // The slashes tell the keyboard. With Caps Lock a French PC types § for them, a Belgian one +, and the digits are left alone.
        var keyboard = address.Groups["slash"].Value switch
        {
            "/" or "§" or "+" => null,
            "!" => Keyboard.FrenchPc,
            "=" => Keyboard.MacOrBelgian,
            _ => throw new UnreachableException(),
        };

        var written = address.Groups[part].Value.Replace(" ", string.Empty, StringComparison.Ordinal);
        return keyboard?.RestoreDigits(written) ?? written;
    }

    /// <summary>A line that holds one of our codes and nothing else, or <see langword="null"/>.</summary>
    private static Reading? ReadBare(string line, bool hadPrefix)
    {
        var withoutHyphens = line.Replace("-", string.Empty, StringComparison.Ordinal);

        List<OurLabel> found = [];
        Take(line, repaired: hadPrefix, wrongLayout: false);
        Take(withoutHyphens, repaired: true, wrongLayout: false);
        foreach (var keyboard in (Keyboard[])[Keyboard.FrenchPc, Keyboard.MacOrBelgian])
        {
            if (keyboard.Explains(line))
            {
                Take(keyboard.RestoreDigits(line), repaired: true, wrongLayout: true);
            }
        }

        if (found.Count > 0)
        {
            return found.TrueForAll(label => label.Code == found[0].Code) ? found[0] : new Unreadable(UnreadableReason.Ambiguous, line);
        }

        return LooksLikeOurs(line) || LooksLikeOurs(withoutHyphens) || LooksLikeOurs(Keyboard.FrenchPc.RestoreDigits(line))
            || LooksLikeOurs(Keyboard.MacOrBelgian.RestoreDigits(line))
            ? new Unreadable(UnreadableReason.WrongCheckSymbol, line)
            : null;

        void Take(string candidate, bool repaired, bool wrongLayout)
        {
            if (LabelCode.TryParse(candidate, out var code))
            {
                found.Add(new(code, repaired, wrongLayout));
            }
        }
    }

    private static Reading ReadSomethingElse(string line)
    {
        var solid = line.Replace(" ", string.Empty, StringComparison.Ordinal);
        if (HoldsSeveralLabels(solid) || HoldsSeveralLabels(Keyboard.FrenchPc.RestoreDigits(solid))
            || HoldsSeveralLabels(Keyboard.MacOrBelgian.RestoreDigits(solid)))
        {
            return new Unreadable(UnreadableReason.SeveralLabels, line);
        }

        // A hyphen or an apostrophe alone says nothing: makers print hyphens. Accents and ampersands come from a keyboard only.
        if (line.Any(sign => sign > '\x7F' || sign is '&'))
        {
            var keyboard = Keyboard.FrenchPc.Explains(line) ? Keyboard.FrenchPc : null;
            var restored = keyboard?.Restore(line);
            return restored is not null && SerialShape().IsMatch(restored)
                ? new SomethingElse(restored, KeyboardLayoutWrong: true)
                : new Unreadable(UnreadableReason.NotACode, line);
        }

        return SerialShape().IsMatch(line) ? new SomethingElse(line, KeyboardLayoutWrong: false) : new Unreadable(UnreadableReason.NotACode, line);
    }

    private static bool LooksLikeOurs(string text) => text.Length == LabelCode.Length && !text.AsSpan().ContainsAnyExcept(LabelCode.Symbols);

    private static bool HoldsSeveralLabels(string text) =>
        text.Length >= 2 * LabelCode.Length && text.Length % LabelCode.Length == 0
        && text.Chunk(LabelCode.Length).All(part => LabelCode.TryParse(new string(part), out _));

    /// <summary>Composed accents, upper case, ordinary hyphens, single spaces, and nothing that cannot be seen.</summary>
    private static string Clean(string text)
    {
        var line = new StringBuilder(text.Length);

        foreach (var sign in Composed(text.ToUpperInvariant()))
        {
            var shown = CharUnicodeInfo.GetUnicodeCategory(sign) switch
            {
                UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control => ' ',
                UnicodeCategory.Format => '\0',
                UnicodeCategory.DashPunctuation => '-',
                _ => sign,
            };

            if (shown == '\0' || (shown == ' ' && (line.Length == 0 || line[^1] == ' ')))
            {
                continue;
            }

            line.Append(shown);
        }

        return line.ToString().TrimEnd();
    }

    // By hand: string.Normalize does nothing in a program without culture data, and these four are all that our keyboards make.
    private static string Composed(string text) => text
        .Replace("E\u0301", "É", StringComparison.Ordinal)
        .Replace("E\u0300", "È", StringComparison.Ordinal)
        .Replace("C\u0327", "Ç", StringComparison.Ordinal)
        .Replace("A\u0300", "À", StringComparison.Ordinal);

    // A line has at most 256 signs: none of these can take long.
    // "HTTPS://O2.EXAMPLE/M/H4T9CXB" and what keyboards make of it: "HTTPSM!!OÉ:EXQ?PLE!?!H'TÇCXB", "HTTPSM§§O2/EXQ,PLE§,§H4T9CXB".
    [GeneratedRegex("^HTTPS?(?::|M|;).{3,}?(?<slash>[/!§=+])(?<kind>[M?,CP])\\k<slash>(?<code>[^/=?#]{7,9})(?:[/?#=].*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AddressOnAnyKeyboard();

    // "HTTPS://O2.EXAMPLE/8004/H4T9CXB": "HTTPSM!!OÉ:EXQ?PLE!_ÀÀ'!H'TÇCXB" on a French PC, "HTTPSM==OÉ:EXQ?PLE=!ÀÀ'=H'TÇCXB" on a Mac.
    [GeneratedRegex("^HTTPS?(?::|M|;).{3,}?(?<slash>[/!§=+])(?<key>[8_!][0À]{2}[43'\"’‘“”])\\k<slash>(?<code>[^/?#=]*)(?:[/?#=].*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AssetOnAnyKeyboard();

    [GeneratedRegex("^(?:HTTPS?(?::|M!|M§|M=|M\\+|;)|WWW\\.|[A-Z][A-Z0-9+.-]{1,9}://)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnyAddress();

    // The identifier of the symbology that some scanners put first: "]C0", "]Q1"; an American ] is a French $ and a digit may be mangled too.
    [GeneratedRegex("^[\\]$][A-Z][0-6&É\"'(§À-]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ScannerPrefix();

    [GeneratedRegex("^(?=(?:.*[0-9A-Z]){3})[0-9A-Z](?:[0-9A-Z ./:#_+()*-]*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SerialShape();
}
