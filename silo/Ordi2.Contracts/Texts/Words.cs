using System.Collections.Frozen;
using System.Text.Json;

namespace Ordi2.Contracts.Texts;

/// <summary>
/// The words that people see for our codes: statuses, roles, holds, kinds of machines, steps… They stand in the files <c>words*.json</c>; the states of each
/// kind of thing, which agree with its noun (« une machine » is « Reçue », « un don » is « Reçu ») and begin with a capital, in <c>states.json</c>.
/// </summary>
public static class Words
{
    private const string Folder = "Ordi2.Contracts.Texts.";

    /// <summary>How a kind of thing is called in <c>states.json</c>, for the one who agrees with it: no state has this code.</summary>
    private const string Noun = "noun";

    private static readonly FrozenDictionary<string, string[]> Table = Load();

    /// <summary>Every code that has words, and every state with its kind: <c>donation/RECEIVED</c>.</summary>
    public static IEnumerable<string> Codes => Table.Keys;

    /// <summary>Says a code: <c>LAPTOP</c> is « portable », <c>start-wipe</c> is « effacer ». A code that several kinds of things have is said as of the first of them.</summary>
    /// <param name="code">The code of an enumeration's value (see <see cref="Contracts.Codes"/>) or a step; case counts.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>; anything else is French.</param>
    /// <returns>The words, or the code itself when it has none: a name, a number.</returns>
    public static string Say(string code, string language = "fr") => Find(code, language) ?? code;

    /// <summary>Says a code of one kind of thing: <c>RECEIVED</c> is « Reçu » of a donation and « Reçue » of a machine.</summary>
    /// <param name="kind">The first part of the names of its streams: <c>donation</c>, <c>machine</c>.</param>
    /// <param name="code">One of its states, or any other code.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>; anything else is French.</param>
    /// <returns>The words of its own, or else those of the code.</returns>
    public static string SayOf(string kind, string code, string language = "fr") => Find($"{kind}/{code}", language) ?? Say(code, language);

    /// <summary>Says a value: that of <c>DonationStatus</c> as a state of a donation.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>; anything else is French.</param>
    /// <returns>The words.</returns>
    public static string Say<T>(T value, string language = "fr")
        where T : struct, Enum => SayOf(Kind<T>.Name, value.Code(), language);

    /// <summary>Says a text that is a code, or several joined by a comma; any other text stays as it is.</summary>
    internal static string SayEach(string kind, string text, string language) => text.Contains(", ", StringComparison.Ordinal)
        && text.Split(", ") is var codes && codes.All(Table.ContainsKey)
            ? string.Join(", ", codes.Select(code => SayOf(kind, code, language)))
            : SayOf(kind, text, language);

    /// <summary>Whether the things of a kind have states.</summary>
    internal static bool IsKind(string kind) => Table.ContainsKey($"{kind}/{Noun}");

    private static string? Find(string code, string language) => Table.TryGetValue(code, out var words) ? words[language == "en" ? 1 : 0] : null;

    private static FrozenDictionary<string, string[]> Load()
    {
        var assembly = typeof(Words).Assembly;
        var words = new Dictionary<string, string[]>(StringComparer.Ordinal);

        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith($"{Folder}words", StringComparison.Ordinal)))
        {
            foreach (var (code, said) in Read(name).Values.SelectMany(group => group))
            {
                // The groups are for the reader of the file; a code that stands in two of them is a mistake, and says so here.
                words.Add(code, said);
            }
        }

        foreach (var (kind, states) in Read($"{Folder}states.json"))
        {
            foreach (var (code, said) in states)
            {
                words.Add($"{kind}/{code}", said);

                if (code is not Noun)
                {
                    words.TryAdd(code, said);
                }
            }
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static Dictionary<string, Dictionary<string, string[]>> Read(string name)
    {
        using var stream = typeof(Words).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The words {name} are not in the assembly.");
        return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string[]>>>(stream)
            ?? throw new InvalidOperationException($"The words {name} are empty.");
    }

    private static class Kind<T>
    {
        public static readonly string Name = JsonNamingPolicy.KebabCaseLower.ConvertName(Of(typeof(T).Name));

        private static string Of(string type) => type.EndsWith("Status", StringComparison.Ordinal) ? type[..^"Status".Length]
            : type.EndsWith("State", StringComparison.Ordinal) ? type[..^"State".Length]
            : type;
    }
}
