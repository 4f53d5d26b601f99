using System.Text;
using System.Text.RegularExpressions;

namespace Ordi2.Web.Texts;

/// <summary>
/// The spaces that French keeps with its signs. Authors type a plain space; the reader's screen must not break a line there.
/// </summary>
internal static partial class Typography
{
    /// <summary>U+00A0, before a colon, a per cent or euro sign, and inside guillemets.</summary>
    public const char Kept = '\u00a0';

    /// <summary>U+202F, the narrow one, before <c>; ! ?</c> and between groups of digits.</summary>
    public const char Narrow = '\u202f';

    private const string Vowels = "aeiouàâäéèêëîïôöùûüAEIOUÀÂÄÉÈÊËÎÏÔÖÙÛÜ";

    public static string French(string text)
    {
        var written = new StringBuilder(text.Length);

        for (var i = 0; i < text.Length; i++)
        {
            written.Append(text[i] is not ' ' ? text[i] : SpaceBetween(i > 0 ? text[i - 1] : '\0', i + 1 < text.Length ? text[i + 1] : '\0'));
        }

        return written.ToString();
    }

    /// <summary>« de {0} » before a name that begins with a vowel is « d'{0} »: authors type « de », « que », « jusque ».</summary>
    public static string Elided(string sentence, IReadOnlyList<object> arguments) => !sentence.Contains("e {", StringComparison.Ordinal)
        ? sentence
        : BeforeAName().Replace(sentence, word => arguments[word.Groups["which"].Value[0] - '0'] is string { Length: > 0 } name && Vowels.Contains(name[0], StringComparison.Ordinal)
            ? $"{word.Groups["word"].Value}'{{{word.Groups["which"].Value}}}"
            : word.Value);

    [GeneratedRegex(@"\b(?<word>[Dd]|[Qq]u|[Jj]usqu)e \{(?<which>[0-9])\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex BeforeAName();

    private static char SpaceBetween(char before, char after) => after switch
    {
        ':' or '%' or '€' or '»' => Kept,
        ';' or '!' or '?' => Narrow,
        _ => before is '«' ? Kept : ' ',
    };
}
