using System.Collections.Frozen;
using System.Text.Json;

namespace Ordi2.Web.Texts;

/// <summary>
/// The sentences of the pages, French first, English second. They stand in the files <c>pages.&lt;area&gt;.json</c> of this
/// folder, one for each area; codes have their words in Contracts. A sentence that counts has two forms:
/// <c>"fr": { "one": "{0} machine", "other": "{0} machines" }</c>.
/// </summary>
internal static class PageTexts
{
    private const string Resources = "Ordi2.Web.Texts.pages.";

    private static readonly FrozenDictionary<string, Sentence> All = Load();

    public static IReadOnlyCollection<string> Keys => All.Keys;

    public static bool Has(string key) => All.ContainsKey(key);

    /// <param name="key">Its name in the file of its area.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>; anything else is French.</param>
    /// <param name="arguments">What stands for <c>{0}</c>, <c>{1}</c>… Numbers and dates are written as the reader writes them.</param>
    /// <exception cref="KeyNotFoundException">A mistake of ours: a test looks for words that pages use and nobody wrote.</exception>
    public static string Say(string key, string language, params object[] arguments) => Fill(All[key].Of(language).Other, language, arguments);

    /// <summary>A sentence with a number in it: <c>{0}</c> is the number, in the form that it asks for.</summary>
    public static string Count(string key, long count, string language, params object[] arguments)
    {
        var forms = All[key].Of(language);
        return Fill(Plurals.IsOne(count, language) ? forms.One : forms.Other, language, [count.ToString("N0", Reader.Of(language)), .. arguments]);
    }

    /// <summary>Every form of a sentence as it stands in its file, for the tests.</summary>
    public static IEnumerable<string> Forms(string key, string language) => [All[key].Of(language).One, All[key].Of(language).Other];

    private static string Fill(string sentence, string language, object[] arguments) =>
        arguments.Length == 0 ? sentence : string.Format(Reader.Of(language), language is "en" ? sentence : Typography.Elided(sentence, arguments), arguments);

    private static FrozenDictionary<string, Sentence> Load()
    {
        var assembly = typeof(PageTexts).Assembly;
        Dictionary<string, Sentence> all = new(StringComparer.Ordinal);

        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Resources, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"The sentences {name} are not in the assembly.");
            using var document = JsonDocument.Parse(stream);

            foreach (var sentence in document.RootElement.EnumerateObject())
            {
                // A key that stands in two files is a mistake, and says so here.
                all.Add(sentence.Name, new(
                    FormsOf(sentence.Value.GetProperty("fr"), Typography.French),
                    FormsOf(sentence.Value.GetProperty("en"), static text => text)));
            }
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static PluralForms FormsOf(JsonElement said, Func<string, string> typography) => said.ValueKind is JsonValueKind.Object
        ? new(typography(said.GetProperty("one").GetString()!), typography(said.GetProperty("other").GetString()!))
        : new(typography(said.GetString()!), typography(said.GetString()!));

    private sealed record PluralForms(string One, string Other);

    private sealed record Sentence(PluralForms French, PluralForms English)
    {
        public PluralForms Of(string language) => language is "en" ? English : French;
    }
}

/// <summary>When a number takes the form for one: 0 and 1 in French, 1 alone in English.</summary>
internal static class Plurals
{
    public static bool IsOne(long count, string language) => language is "en" ? count is 1 : count is 0 or 1 or -1;
}
