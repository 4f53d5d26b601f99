using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Ordi2.Contracts.Calendar;

namespace Ordi2.Contracts.Texts;

/// <summary>The sentences of refusals and findings, French first, English second. They stand in the files of this folder, one for each author.</summary>
public static class RefusalTexts
{
    private static readonly FrozenDictionary<string, Dictionary<string, string[]>> Sentences = Load();

    /// <summary>Every code that has sentences.</summary>
    public static IEnumerable<string> Codes => Sentences.Keys;

    /// <summary>Says a refusal.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>; anything else is French.</param>
    /// <returns>What is the matter, and what to do next.</returns>
    /// <exception cref="KeyNotFoundException">The code has no sentences: a mistake of ours that a test finds.</exception>
    public static (string Message, string Next) Say(Refusal refusal, string language = "fr")
    {
        refusal = refusal with { Arguments = [.. refusal.Arguments.Select(argument => Dated(argument, language))] };
        var sentences = Sentences[refusal.Code];
        var pair = sentences.TryGetValue(language, out var found) ? found : sentences["fr"];

        // A code among the arguments is said in the words of the screen, a state in those of the thing that the refusal is about.
        var kind = KindOf(refusal);
        object[] arguments = [.. refusal.Arguments.Select(argument => IsSession(argument) ? (language == "en" ? "this session" : "cette séance") : Words.SayEach(kind, argument, language))];

        return (string.Format(CultureInfo.InvariantCulture, pair[0], arguments), string.Format(CultureInfo.InvariantCulture, pair[1], arguments));
    }

    /// <summary>The sentences of a code before anything is filled in, for the test that counts placeholders.</summary>
    /// <param name="code">The code.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>.</param>
    /// <returns>Message and next step.</returns>
    public static (string Message, string Next) Template(string code, string language) => (Sentences[code][language][0], Sentences[code][language][1]);

    /// <summary>What a refusal is about: its first argument names it (<c>delivery/BL-7</c>), or its code begins with it (<c>dossier-not-running</c>); else it is a machine.</summary>
    private static string KindOf(Refusal refusal)
    {
        var named = refusal.Arguments is [{ } first, ..] && first.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? first[..slash] : string.Empty;
        var said = refusal.Code.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash ? refusal.Code[..dash] : string.Empty;
        return Words.IsKind(named) ? named : Words.IsKind(said) ? said : "machine";
    }

    /// <summary>A session has no number that anybody reads: it is known by its day and its project, which stand on its page.</summary>
    private static bool IsSession(string argument) => argument.StartsWith("session/", StringComparison.Ordinal);

    private static FrozenDictionary<string, Dictionary<string, string[]>> Load()
    {
        var assembly = typeof(RefusalTexts).Assembly;
        var all = new Dictionary<string, Dictionary<string, string[]>>(StringComparer.Ordinal);

        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("Ordi2.Contracts.Texts.refusals", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"The sentences {name} are not in the assembly.");

            foreach (var (code, sentences) in JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string[]>>>(stream)
                ?? throw new InvalidOperationException($"The sentences {name} are empty."))
            {
                // A code that stands in two files is a mistake, and says so here.
                all.Add(code, sentences);
            }
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>A moment is said by the clock on the wall, a day as people write it; anything else stays as it is.</summary>
    private static string Dated(string argument, string language) =>
        Refusal.MomentOf(argument) is { } moment
            ? $"{Day(FrenchCalendar.DayOf(moment))} {(language == "en" ? "at" : "à")} {FrenchCalendar.TimeOf(moment).ToString(language == "en" ? "HH':'mm" : "H' h 'mm", CultureInfo.InvariantCulture)}"
            : DateOnly.TryParseExact(argument, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Day(day)
            : argument;

    private static string Day(DateOnly day) => day.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture);
}
