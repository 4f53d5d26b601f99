using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ordi2.Repository.Tests;

public sealed partial class LayoutTests
{
    private static readonly string[] TopLevel =
    [
        "Ordi2.sln", "silo", "web", "scanner", "tests", "k8s", "README.md", "LICENSE", ".ci",
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json",
        ".editorconfig", ".gitattributes", ".gitignore",
    ];

    private static readonly string[] Written = [".cs", ".cshtml", ".ts", ".css", ".sql", ".sh", ".yaml", ".md", ".csproj", ".props", ".targets"];

    /// <summary>Things that nobody may leave behind, and the files where they may stand. Written in two halves: this file is read too.</summary>
    private static readonly (string What, Regex Found)[] Marks =
    [
        ("unfinished work", new Regex("\\b(TO" + "DO|FIX" + "ME|HA" + "CK)\\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)),
        ("code that is not there", new Regex("NotImplemented" + "Exception", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)),
        ("a path of somebody's workplace", new Regex(
            "(?<![\\w.~-])/(wo" + "rk|ro" + "ot|ho" + "me/\\w+|tmp/br" + "ief)/|[A-Z]:\\\\Us" + "ers\\\\", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))),
    ];

    public static TheoryData<string> MarkNames => [.. Marks.Select(mark => mark.What)];

    [Fact]
    public void The_top_level_holds_what_the_design_lists_and_nothing_else() =>
        Assert.Equal(TopLevel.Order(StringComparer.Ordinal), Checkout.TopLevel().Order(StringComparer.Ordinal));

    [Fact]
    public void No_file_is_longer_than_600_lines()
    {
        var tooLong = SourceFiles().Where(file => file != "Ordi2.sln")
            .Select(file => (File: file, Lines: Checkout.Read(file).Count(character => character == '\n')))
            .Where(file => file.Lines > 600);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_lock_file_names_a_host()
    {
        var named = Checkout.Files
            .Where(file => file.EndsWith("packages.lock.json", StringComparison.Ordinal) || file.EndsWith("package-lock.json", StringComparison.Ordinal))
            .SelectMany(file => Places(JsonDocument.Parse(Checkout.Read(file)).RootElement).Select(place => $"{file}: {place}"));

        Assert.Empty(named);
    }

    [Theory]
    [MemberData(nameof(MarkNames))]
    public void No_file_holds(string what)
    {
        var mark = Marks.Single(mark => mark.What == what).Found;

        var found = SourceFiles()
            .SelectMany(file => Checkout.Read(file).Split('\n').Select((line, index) => (file, number: index + 1, line)))
            .Where(place => mark.IsMatch(place.line))
            .Select(place => $"{place.file}:{place.number}: {place.line.Trim()}");

        Assert.Empty(found);
    }

    [Fact]
    public void A_test_waits_for_something_to_happen_and_never_for_time_to_pass()
    {
        var found = SourceFiles()
            .Where(file => file.StartsWith("tests/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal)
                && file.Contains(".Tests/", StringComparison.Ordinal))
            .SelectMany(file => Checkout.Read(file).Split('\n').Select((line, index) => (file, number: index + 1, line)))
            .Where(place => Sleeps().IsMatch(place.line))
            .Select(place => $"{place.file}:{place.number}: {place.line.Trim()}");

        Assert.Empty(found);
    }

    /// <summary>A loop without an end keeps the whole run and a processor until the run is given up, and says nothing of what it waited for.</summary>
    [Fact]
    public void A_test_that_looks_again_and_again_gives_up_after_a_time_and_says_so()
    {
        var loops = SourceFiles()
            .Where(file => file.StartsWith("tests/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(file => Looks().Matches(Checkout.Read(file)).Select(loop => (file, loop.Value)))
            .ToArray();

        Assert.NotEmpty(loops);
        Assert.All(loops, loop => Assert.Contains("Stopwatch.GetElapsedTime(", loop.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void A_skipped_test_says_why()
    {
        var found = SourceFiles().Where(file => file.StartsWith("tests/", StringComparison.Ordinal))
            .Where(file => Checkout.Read(file).Contains("Skip = \"" + "\"", StringComparison.Ordinal));

        Assert.Empty(found);
    }

    /// <summary>Which day it is would else depend on who is asked.</summary>
    [Fact]
    public void The_clock_on_the_wall_has_one_home() => Assert.Equal(
        ["silo/Ordi2.Contracts/Calendar/FrenchCalendar.cs"],
        Checkout.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && !file.StartsWith("tests/", StringComparison.Ordinal)
            && Checkout.Read(file).Contains("FindSystemTimeZoneById", StringComparison.Ordinal)));

    private static IEnumerable<string> SourceFiles() => Checkout.Files.Where(file =>
        Written.Contains(Path.GetExtension(file), StringComparer.Ordinal) || Path.GetExtension(file).Length == 0 && !file.StartsWith(".git", StringComparison.Ordinal));

    /// <summary>An address anywhere but in "funding" or "bugs", which are the authors' own words and name no registry.</summary>
    private static IEnumerable<string> Places(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .Where(member => member.Name is not ("funding" or "bugs"))
            .SelectMany(member => member.Name == "resolved" && member.Value.GetString()!.Contains("//", StringComparison.Ordinal)
                ? [member.Value.GetString()!] : Places(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Places),
        JsonValueKind.String when element.GetString()!.Contains("://", StringComparison.Ordinal) => [element.GetString()!],
        _ => [],
    };

    // "while (...)" with "await Task.Yield();" in its block, which holds no other block.
    [GeneratedRegex(@"\bwhile \([^\n]*\)\r?\n\s*\{[^{}]*await Task\.Yield\(\);[^{}]*\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Looks();

    [GeneratedRegex(@"Task\.Delay\(|Thread\.Sleep\(", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Sleeps();
}
