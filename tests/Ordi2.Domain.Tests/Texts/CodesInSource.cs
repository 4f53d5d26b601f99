using System.Text.RegularExpressions;

namespace Ordi2.Domain.Tests.Texts;

/// <summary>A refusal or a finding as the source makes it.</summary>
/// <param name="Code">Its stable name.</param>
/// <param name="Arguments">How many arguments it gives to the sentence; nothing where they are spread from a collection.</param>
/// <param name="File">Where it stands.</param>
internal sealed record CodeInSource(string Code, int? Arguments, string File);

/// <summary>Reads the codes out of the source: what a person may ever be told is known without provoking it.</summary>
internal static partial class CodesInSource
{
    public static IReadOnlyList<CodeInSource> Under(string folder) =>
    [
        .. Directory.EnumerateFiles(Checkout.PathOf(folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(file => In(File.ReadAllText(file), Path.GetRelativePath(Checkout.Root, file))),
    ];

    public static IEnumerable<CodeInSource> In(string source, string file) => Maker().Matches(source)
        .Select(match => new CodeInSource(match.Groups["code"].Value, CountArguments(source, match.Index + match.Length), file));

    /// <summary>The arguments behind the code, up to the closing parenthesis of the call.</summary>
    private static int? CountArguments(string source, int at)
    {
        var depth = 0;
        var count = 0;

        for (; at < source.Length; at++)
        {
            switch (source[at])
            {
                case '"':
                    at = source.IndexOf('"', at + 1);
                    break;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' when depth == 0:
                    return count;
                case ')' or ']' or '}':
                    depth--;
                    break;
                case ',' when depth == 0:
                    count++;
                    break;
                case '.' when depth == 1 && source[at - 1] == '[':
                    return null;
                default:
                    break;
            }
        }

        return count;
    }

    [GeneratedRegex("""(?:Refusal\.(?:Invalid|NotFound|Conflict|Forbidden)|\bFinding)\(\s*"(?<code>[a-z0-9-]+)"|new Refusal\(\s*RefusalKind\.\w+,\s*"(?<code>[a-z0-9-]+)"|new\(RefusalKind\.\w+,\s*"(?<code>[a-z0-9-]+)" """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Maker();
}
