using System.Text.Json;
using System.Xml.Linq;

namespace Ordi2.Repository.Tests;

public sealed class LicenceTests
{
    /// <summary>Licences that the product may be linked with; MPL-2.0 in tests, OFL for fonts, CC-BY for drawings.</summary>
    private static readonly string[] Accepted =
        ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MPL-2.0", "OFL-1.1", "CC-BY-4.0", "PostgreSQL", "Unicode-3.0", "0BSD", "public domain"];

    private static readonly Dictionary<string, string> Table = ReadTable();

    public static TheoryData<string> Packages => [.. NuGetPackages().Concat(NpmPackages()).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_readme_names_the_licence_of_a_package(string package)
    {
        Assert.True(Table.TryGetValue(package, out var licence), $"'{package}' is missing in the table of dependencies of README.md: add it with its licence.");
        Assert.Contains(licence, Accepted);
    }

    [Fact]
    public void The_readme_names_no_package_that_is_gone() =>
        Assert.Empty(Table.Keys.Except(NuGetPackages().Concat(NpmPackages()), StringComparer.Ordinal));

    private static IEnumerable<string> NuGetPackages() => XDocument.Parse(Checkout.Read("Directory.Packages.props")).Descendants("PackageVersion")
        .Select(package => package.Attribute("Include")!.Value);

    private static IEnumerable<string> NpmPackages() => Checkout.Files.Where(file => file.EndsWith("/package.json", StringComparison.Ordinal))
        .Select(file => JsonDocument.Parse(Checkout.Read(file)).RootElement)
        .SelectMany(package => new[] { "dependencies", "devDependencies" }
            .SelectMany(kind => package.TryGetProperty(kind, out var list) ? list.EnumerateObject().Select(entry => entry.Name) : []));

    /// <summary>The rows `| name | licence | for |` under the heading of dependencies; several names of one family share a row.</summary>
    private static Dictionary<string, string> ReadTable()
    {
        var rows = Checkout.Read("README.md").Split('\n')
            .SkipWhile(line => !line.StartsWith("## Dependencies", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries));

        return rows.SelectMany(cells => cells[1].Split(", ").Select(name => (Name: name.Trim('`', ' '), Licence: cells[2])))
            .ToDictionary(row => row.Name, row => row.Licence, StringComparer.Ordinal);
    }
}
