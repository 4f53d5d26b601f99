using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ordi2.Repository.Tests;

namespace Ordi2.Kubernetes.Tests;

/// <summary>The images that the manifests name are the ones that the projects make, at the port where the program listens.</summary>
public sealed partial class ImageTests
{
    private static readonly XElement Container = XDocument.Parse(Checkout.Read("k8s/Container.props")).Root!;

    [Fact]
    public void Every_image_is_pinned_by_its_kustomization()
    {
        foreach (var kustomization in Kustomization.All)
        {
            var images = kustomization.Objects.SelectMany(manifest => manifest.Containers).Select(container => container.Text("image")!).Distinct(StringComparer.Ordinal);
            var pinned = kustomization.Images.ToDictionary(image => image.Name, image => image.Becomes, StringComparer.Ordinal);

            Assert.All(images, image => Assert.True(pinned.ContainsKey(image), $"{kustomization.Folder} does not pin the image '{image}'"));
            Assert.All(pinned.Values, image => Assert.Matches(VersionedImage(), image));
        }
    }

    [Fact]
    public void The_same_image_has_the_same_version_wherever_postgres_is_used() =>
        Assert.Single(Kustomization.All.SelectMany(kustomization => kustomization.Images).Where(image => image.Name == "postgres").Distinct());

    [Fact]
    public void The_tags_are_those_that_the_build_gives()
    {
        var tags = Container.Descendants("ContainerImageTag").Select(tag => tag.Value).ToHashSet(StringComparer.Ordinal);

        var ours = Kustomization.All.SelectMany(kustomization => kustomization.Images).Where(image => image.Name.StartsWith("ordi2-", StringComparison.Ordinal));

        Assert.All(ours, image => Assert.Contains(image.Becomes.Split(':')[^1], tags));
    }

    [Theory]
    [InlineData("web/Ordi2.Web/Ordi2.Web.csproj")]
    [InlineData("silo/Ordi2.Silo/Ordi2.Silo.csproj")]
    public void The_programs_take_the_settings_of_the_image(string project) =>
        Assert.Contains(XDocument.Parse(Checkout.Read(project)).Root!.Elements("Import"), import =>
            import.Attribute("Project")?.Value == "../../k8s/Container.props");

    [Fact]
    public void The_image_does_not_run_as_root()
    {
        Assert.Equal("app", Container.Descendants("ContainerUser").Single().Value);
        Assert.Contains("chiseled", Container.Descendants("ContainerBaseImage").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_image_has_the_time_zones_that_documents_are_dated_by() =>
        Assert.EndsWith("-extra", Container.Descendants("ContainerBaseImage").Single().Value, StringComparison.Ordinal);

    [Fact]
    public void The_program_listens_where_the_image_the_pod_and_the_settings_say()
    {
        var port = Container.Descendants("ContainerPort").Single().Attribute("Include")!.Value;

        var settings = Kustomization.All.SelectMany(kustomization => kustomization.Root.Items("configMapGenerator")).SelectMany(map => map.Texts("literals"));
        Assert.Contains($"ORDI2_URLS=http://0.0.0.0:{port}", settings);
        var programs = Manifest.All.Where(manifest => manifest.Kind == "Deployment").ToList();
        Assert.NotEmpty(programs);
        Assert.All(programs, program => Assert.Contains(program.Containers.Single().Items("ports"), item =>
            item.Text("name") == "http" && item.Text("containerPort") == port));
    }

    [Fact]
    public void The_probes_ask_the_addresses_of_the_program() =>
        Assert.All(Manifest.All.Where(manifest => manifest.Kind == "Deployment").SelectMany(manifest => manifest.Containers), container =>
        {
            Assert.Equal("/healthz/live", container.Text("livenessProbe.httpGet.path"));
            Assert.Equal("/healthz/ready", container.Text("readinessProbe.httpGet.path"));
        });

    [GeneratedRegex("^[a-z0-9./-]+:(?!latest$)[0-9]+\\.[0-9]+[A-Za-z0-9._-]*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionedImage();
}
