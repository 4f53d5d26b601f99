using System.Text.RegularExpressions;
using Ordi2.Contracts.Texts;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Tests.Texts;

public class TextTests
{
    [Fact]
    public void Every_refusal_that_the_web_makes_has_sentences()
    {
        var codes = Sources("*.cs")
            .SelectMany(source => Find(source, @"Refusal\.\w+\(\s*""(?<code>[a-z-]+)""").Concat(Find(source, @"FieldError\.Of\([^;]{1,100}?, ""(?<code>[a-z]+-[a-z-]+)""")))
            .ToHashSet(StringComparer.Ordinal);

        Assert.True(codes.Count > 20, $"Only {codes.Count} codes were found: the pattern no longer fits the code.");
        Assert.Empty(codes.Except(RefusalTexts.Codes, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_sentence_that_a_page_says_stands_in_both_languages()
    {
        var keys = Sources("*.cshtml").Concat(Sources("*.cshtml.cs")).SelectMany(source => Find(source, """\bSay\("(?<code>[a-z/-]+)" """.Trim())).ToHashSet(StringComparer.Ordinal);

        Assert.True(keys.Count > 15, $"Only {keys.Count} keys were found: the pattern no longer fits the code.");
        Assert.Empty(keys.Except(PageTexts.Keys, StringComparer.Ordinal));
        Assert.All(PageTexts.Keys, key => Assert.All(["fr", "en"], language => Assert.NotEqual(string.Empty, PageTexts.Say(key, language, "x"))));
    }

    private static IEnumerable<string> Find(string source, string pattern) =>
        Regex.Matches(source, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(match => match.Groups["code"].Value);

    private static IEnumerable<string> Sources(string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Checkout(), "web", "Ordi2.Web"), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    // Not by the path of this source file: a build for CI leaves the paths of the machine out of the program.
    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);

        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ordi2.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside a checkout: no folder above them holds Ordi2.sln.");
    }
}
