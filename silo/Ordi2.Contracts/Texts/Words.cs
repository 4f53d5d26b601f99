using System.Collections.Frozen;
using System.Text.Json;

namespace Ordi2.Contracts.Texts;

/// <summary>The words that people see for our codes: statuses, roles, holds, kinds of machines, steps… They stand in the files <c>words*.json</c>.</summary>
public static class Words
{
    private const string Resources = "Ordi2.Contracts.Texts.words";

    private static readonly FrozenDictionary<string, string[]> Table = Load();

    /// <summary>Every code that has words.</summary>
    public static IEnumerable<string> Codes => Table.Keys;

    /// <summary>Says a code: <c>RECEIVED</c> is « Reçu », <c>start-wipe</c> is « effacer ».</summary>
    /// <param name="code">The code of an enumeration's value (see <see cref="Contracts.Codes"/>) or a step; case counts.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>; anything else is French.</param>
    /// <returns>The words, or the code itself when it has none: a name, a number.</returns>
    public static string Say(string code, string language = "fr") =>
        Table.TryGetValue(code, out var words) ? words[language == "en" ? 1 : 0] : code;

    /// <summary>Says a text that is a code, or several joined by a comma; any other text stays as it is.</summary>
    internal static string SayEach(string text, string language) => text.Contains(", ", StringComparison.Ordinal)
        && text.Split(", ") is var codes && codes.All(Table.ContainsKey)
            ? string.Join(", ", codes.Select(code => Say(code, language)))
            : Say(text, language);

    private static FrozenDictionary<string, string[]> Load()
    {
        var assembly = typeof(Words).Assembly;
        var words = new Dictionary<string, string[]>(StringComparer.Ordinal);

        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Resources, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"The words {name} are not in the assembly.");
            var groups = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string[]>>>(stream)
                ?? throw new InvalidOperationException($"The words {name} are empty.");

            foreach (var (code, said) in groups.Values.SelectMany(group => group))
            {
                // The groups are for the reader of the file; a code that stands in two of them is a mistake, and says so here.
                words.Add(code, said);
            }
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
