using System.Xml.Linq;

namespace Ordi2.Repository.Tests;

/// <summary>Dependencies point one way. What a project may know stands here; the project files are compared with it.</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new(StringComparer.Ordinal)
    {
        ["Ordi2.Contracts"] = [],
        ["Ordi2.Domain"] = ["Ordi2.Contracts"],
        ["Ordi2.Ledger"] = ["Ordi2.Contracts", "Ordi2.Domain"],
        ["Ordi2.Embedded"] = [],
        ["Ordi2.Silo"] = ["Ordi2.Contracts", "Ordi2.Domain", "Ordi2.Ledger"],
        ["Ordi2.Barcodes"] = [],
        ["Ordi2.Documents"] = ["Ordi2.Barcodes"],
        ["Ordi2.Scanner"] = ["Ordi2.Contracts", "Ordi2.Domain", "Ordi2.Barcodes", "Ordi2.Documents"],
        ["Ordi2.Web"] = ["Ordi2.Contracts", "Ordi2.Domain", "Ordi2.Ledger", "Ordi2.Silo", "Ordi2.Barcodes", "Ordi2.Documents"],
    };

    public static TheoryData<string> Products => [.. ProjectFiles().Where(file => !file.StartsWith("tests/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Products))]
    public void A_project_knows_only_what_the_design_allows(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);

        Assert.True(MayKnow.ContainsKey(name), $"{file} is a project that the design does not name");
        Assert.Empty(References(file).Except(MayKnow[name], StringComparer.Ordinal));
    }

    [Fact]
    public void Every_project_is_in_the_solution_at_a_place_that_exists()
    {
        var solution = Checkout.Read("Ordi2.sln").Replace('\\', '/');
        var listed = solution.Split('"').Where(part => part.EndsWith(".csproj", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

        Assert.Equal(ProjectFiles().Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public void The_core_asks_nothing_of_a_database_or_of_the_web()
    {
        string[] pure = ["silo/Ordi2.Contracts/Ordi2.Contracts.csproj", "silo/Ordi2.Domain/Ordi2.Domain.csproj", "scanner/Ordi2.Barcodes/Ordi2.Barcodes.csproj", "web/Ordi2.Documents/Ordi2.Documents.csproj"];

        Assert.All(pure, file => Assert.Empty(XDocument.Parse(Checkout.Read(file)).Descendants("FrameworkReference")));
        Assert.All(pure, file => Assert.Empty(Packages(file).Except(["Microsoft.CodeAnalysis.BannedApiAnalyzers", "QRCoder", "ZXing.Net"], StringComparer.Ordinal)));
    }

    [Fact]
    public void Versions_stand_in_one_file_alone() =>
        Assert.All(ProjectFiles(), file => Assert.DoesNotContain(
            XDocument.Parse(Checkout.Read(file)).Descendants("PackageReference"), package => package.Attribute("Version") is not null));

    /// <summary>Web asks and shows; that a silo stands in its process is known to the files that put the program together.</summary>
    [Fact]
    public void Only_the_composition_of_the_web_names_the_silo()
    {
        var naming = Checkout.Files
            .Where(file => file.StartsWith("web/Ordi2.Web/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))
            .Where(file => Checkout.Read(file).Contains("using Ordi2.Silo", StringComparison.Ordinal))
            .Where(file => file.StartsWith("web/Ordi2.Web/Features/", StringComparison.Ordinal));

        Assert.Empty(naming);
    }

    private static IEnumerable<string> ProjectFiles() => Checkout.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal));

    private static IEnumerable<string> References(string file) => XDocument.Parse(Checkout.Read(file)).Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    private static IEnumerable<string> Packages(string file) => XDocument.Parse(Checkout.Read(file)).Descendants("PackageReference")
        .Select(package => package.Attribute("Include")!.Value);
}
