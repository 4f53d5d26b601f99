using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Ordi2.Web.Texts;

/// <summary>The sentences of the pages, French first, English second. They stand in <c>pages.json</c>; codes have their words in Contracts.</summary>
internal static class PageTexts
{
    private static readonly FrozenDictionary<string, Dictionary<string, string>> All = Load();

    public static IReadOnlyCollection<string> Keys => All.Keys;

    public static bool Has(string key) => All.ContainsKey(key);

    /// <exception cref="KeyNotFoundException">A mistake of ours: a test looks for words that pages use and nobody wrote.</exception>
    public static string Say(string key, string language, params object[] arguments)
    {
        var sentence = All[key][language];
        return arguments.Length == 0 ? sentence : string.Format(CultureInfo.InvariantCulture, sentence, arguments);
    }

    private static FrozenDictionary<string, Dictionary<string, string>> Load()
    {
        using var stream = typeof(PageTexts).Assembly.GetManifestResourceStream("Ordi2.Web.Texts.pages.json")
            ?? throw new InvalidOperationException("The words of the pages are not in the assembly.");

        return (JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(stream)
            ?? throw new InvalidOperationException("The words of the pages are empty.")).ToFrozenDictionary(StringComparer.Ordinal);
    }
}
