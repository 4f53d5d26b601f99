using System.Text.RegularExpressions;
using Ordi2.Contracts.Texts;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Tests.Texts;

public class TextTests
{
    private static readonly string[] Pages = [.. Sources("*.cs"), .. Sources("*.cshtml")];

    [Fact]
    public void Every_refusal_that_the_web_makes_has_sentences()
    {
        var codes = Pages
            .SelectMany(source => Find(source, @"Refusal\.\w+\(\s*""(?<code>[a-z-]+)""").Concat(Find(source, @"FieldError\.Of\([^;]{1,100}?, ""(?<code>[a-z]+-[a-z-]+)""")))
            .ToHashSet(StringComparer.Ordinal);

        Assert.True(codes.Count > 20, $"Only {codes.Count} codes were found: the pattern no longer fits the code.");
        Assert.Empty(codes.Except(RefusalTexts.Codes, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_sentence_that_a_page_says_stands_in_both_languages()
    {
        var keys = Pages.SelectMany(source => Find(source, @"(?<!Words\.)\b(?:Say|Count)\(\s*""(?<code>[A-Za-z/-]+)""|\bSayAll\((?:\s*""(?<code>[A-Za-z/-]+)"",?)+").Concat(Find(source, @"\bSay\([^""()]+ \? ""(?<code>[a-z/-]+)"" : ""(?<code>[a-z/-]+)""")))
            .Concat(Navigation.All.Select(entry => entry.Text))
            .ToHashSet(StringComparer.Ordinal);

        Assert.True(keys.Count > 60, $"Only {keys.Count} keys were found: the pattern no longer fits the code.");
        Assert.Empty(keys.Except(PageTexts.Keys, StringComparer.Ordinal));
        Assert.All(PageTexts.Keys, key => Assert.All(["fr", "en"], language => Assert.All(PageTexts.Forms(key, language), form => Assert.NotEqual(string.Empty, form.Trim()))));
    }

    [Fact]
    public void Every_sentence_is_said_somewhere()
    {
        // As a whole, or as what follows a beginning: Say($"error-{kind}").
        var literals = Pages.SelectMany(source => Find(source, @"""(?<code>[A-Za-z0-9/-]+)""")).ToHashSet(StringComparer.Ordinal);
        string[] beginnings = [.. Pages.SelectMany(source => Find(source, @"\$""(?<code>[a-z/-]{3,})\{")).Distinct(StringComparer.Ordinal)];

        var unsaid = PageTexts.Keys.Where(key => !literals.Contains(key) && !Array.Exists(beginnings, beginning => key.StartsWith(beginning, StringComparison.Ordinal))).ToList();

        Assert.Empty(unsaid);
    }

    [Fact]
    public void The_two_languages_leave_the_same_gaps()
    {
        static string Gaps(string text) => string.Join(' ', Regex.Matches(text, @"\{\d", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(gap => gap.Value).Distinct().Order(StringComparer.Ordinal));

        Assert.All(PageTexts.Keys, key => Assert.Equal(Gaps(PageTexts.Forms(key, "fr").Last()), Gaps(PageTexts.Forms(key, "en").Last())));
    }

    [Fact]
    public void No_sentence_writes_out_a_time_that_a_pole_may_set()
    {
        // How long a link of ours lives, how far back a column looks and how long people sit together, no pole sets.
        string[] ours = ["week", "session-minutes-hint", "reset-intro", "invite-intro", "letter-invitation", "letter-reset"];

        var written = PageTexts.Keys.Except(ours, StringComparer.Ordinal)
            .Where(key => new[] { "fr", "en" }.SelectMany(language => PageTexts.Forms(key, language)).Any(form => Regex.IsMatch(
                form, @"(\d|\b(deux|trois|cinq|dix|quinze|trente|two|three|five|ten|fifteen|thirty))\s(\w+\s)?(jours?|heures?|days?|hours?)\b|\bsous\s\d", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))));

        Assert.Empty(written);
    }

    private static IEnumerable<string> Find(string source, string pattern) =>
        Regex.Matches(source, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).SelectMany(match => match.Groups["code"].Captures).Select(capture => capture.Value);

    private static IEnumerable<string> Sources(string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Checkout.Root, "web", "Ordi2.Web"), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .Select(File.ReadAllText);
}
