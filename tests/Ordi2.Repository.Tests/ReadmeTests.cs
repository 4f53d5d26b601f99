using System.Text.RegularExpressions;

namespace Ordi2.Repository.Tests;

/// <summary>A guide that names what is no longer there is worse than none.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = Checkout.Read("README.md");

    public static TheoryData<string> Guides => [.. Checkout.Files.Where(file => Path.GetExtension(file) == ".md")];

    [Theory]
    [MemberData(nameof(Guides))]
    public void Every_link_to_a_file_leads_somewhere(string guide)
    {
        var folder = Path.GetDirectoryName(guide)!;
        var broken = Link().Matches(Checkout.Read(guide)).Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(Checkout.Root, folder, target)));

        Assert.Empty(broken);
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void Every_project_that_a_command_runs_exists(string guide)
    {
        var missing = RunProject().Matches(Checkout.Read(guide)).Select(match => match.Groups["path"].Value)
            .Where(path => !Path.Exists(Path.Combine(Checkout.Root, path)));

        Assert.Empty(missing);
    }

    [Fact]
    public void It_says_how_to_run_and_how_to_test_in_one_command_each()
    {
        Assert.Contains("dotnet run --project web/Ordi2.Web -- --demo", Readme, StringComparison.Ordinal);
        Assert.Contains("bash tests/run", Readme, StringComparison.Ordinal);
        Assert.Contains("bash tests/run", Checkout.Read(".ci/run"), StringComparison.Ordinal);
    }

    [Fact]
    public void It_explains_every_variable_that_the_programs_read()
    {
        var read = Checkout.Files.Where(IsProduct).SelectMany(file => Variable().Matches(Checkout.Read(file))).Select(match => match.Value)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        Assert.All(read, variable => Assert.Contains($"`{variable}`", Readme, StringComparison.Ordinal));
    }

    [Fact]
    public void It_explains_every_command_of_the_programs()
    {
        var commands = Checkout.Files.Where(IsProduct)
            .Where(file => Checkout.Read(file).Contains("using System.CommandLine;", StringComparison.Ordinal))
            .SelectMany(file => NewCommand().Matches(Checkout.Read(file)))
            .Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        Assert.All(commands, command => Assert.Matches($"`[^`]*\\b{Regex.Escape(command)}\\b[^`]*`|-- {Regex.Escape(command)}\\b", Readme));
    }

    [Fact]
    public void It_shows_every_folder_of_the_product() =>
        Assert.All(
            Checkout.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal) && !file.StartsWith("tests/", StringComparison.Ordinal)),
            file => Assert.Contains($"`{Path.GetDirectoryName(file)}`", Readme, StringComparison.Ordinal));

    [Fact]
    public void It_is_short() => Assert.InRange(Readme.Count(character => character == '\n'), 1, 300);

    private static bool IsProduct(string file) => Path.GetExtension(file) == ".cs" && !file.StartsWith("tests/", StringComparison.Ordinal);

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"dotnet (run\s.*--project|publish|build|test)\s+(?<path>[A-Za-z0-9./]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RunProject();

    [GeneratedRegex(@"(?<="")ORDI2_[A-Z_]*[A-Z](?="")", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"(\bnew Command\(|\bMake\(where, |=> new\()""(?<name>[a-z][a-z-]+)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NewCommand();
}
