using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ordi2.Domain.Reports;

/// <summary>JSON as tools write it: control signs inside texts, trailing commas, numbers as texts. Reading a member never throws.</summary>
internal static class JsonText
{
    private const long LargestSize = 1_000_000_000_000_000_000;

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = ReportReader.DeepestJson,
    };

    // Half of a pair, escaped: valid JSON, but no text can be made of it.
    private static readonly Regex EscapedSurrogate = new(@"\\u[dD][89a-fA-F][0-9a-fA-F]{2}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <exception cref="JsonException">It is none.</exception>
    public static JsonDocument Parse(string text)
    {
        // lshw copies control signs of a broken firmware into its texts; a space is as good there, and between members.
        var clean = string.Create(text.Length, text, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = from[i] is < ' ' and not '\n' ? ' ' : char.IsSurrogate(from[i]) ? '?' : from[i];
            }
        });

        return JsonDocument.Parse(EscapedSurrogate.Replace(clean, "\\ufffd"), Options);
    }

    /// <summary>A report inside a text of another report, as eReuse does.</summary>
    public static JsonDocument? ParseInner(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || DeeperThan(text, ReportReader.DeepestJson))
        {
            return null;
        }

        try
        {
            return Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Counted before anything is parsed, so that the refusal can say what is wrong.</summary>
    public static bool DeeperThan(string text, int most)
    {
        var (depth, inText, escaped) = (0, false, false);
        foreach (var sign in text)
        {
            if (inText)
            {
                inText = escaped || sign != '"';
                escaped = !escaped && sign == '\\';
                continue;
            }

            inText = sign == '"';
            depth += sign switch { '{' or '[' => 1, '}' or ']' => -1, _ => 0 };
            if (depth > most)
            {
                return true;
            }
        }

        return false;
    }

    extension(IEnumerable<long> sizes)
    {
        /// <summary>Their sum; no file can make it overflow.</summary>
        public long Total() => sizes.Aggregate(0L, (sum, size) => Math.Min(sum + Math.Min(size, LargestSize), LargestSize));
    }

    extension(JsonElement element)
    {
        public JsonElement? Member(string name) =>
            element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

        /// <summary>A text, or a number as it is written; nothing for anything else.</summary>
        public string? Text(string name) => element.Member(name)?.AsText();

        public string? AsText() => element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number => element.GetRawText(),
            _ => null,
        };

        public double Number(string name) =>
            double.TryParse(element.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? number : 0;

        /// <summary>A count that is not negative.</summary>
        public int Count(string name) => (int)Math.Clamp(element.Number(name), 0, 1000);

        /// <summary>A size that is not negative, in the unit of the file times <paramref name="unit"/>.</summary>
        public long Size(string name, double unit = 1) => (long)Math.Clamp(Math.Round(element.Number(name) * unit), 0, LargestSize);

        public bool IsTrue(string name) => element.Member(name)?.ValueKind is JsonValueKind.True;

        /// <summary>The members of a list; an object or text alone is a list of one.</summary>
        public IEnumerable<JsonElement> Items(string name) => element.Member(name) is not { } value ? []
            : value.ValueKind is JsonValueKind.Array ? value.EnumerateArray() : [value];
    }
}
