using Ordi2.Repository.Tests;

namespace Ordi2.Kubernetes.Tests;

public sealed class KustomizationTests
{
    public static TheoryData<string> Folders => [.. Kustomization.All.Select(kustomization => kustomization.Folder)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void What_a_kustomization_names_is_there(string folder)
    {
        var kustomization = Find(folder);

        var missing = kustomization.Resources.Concat(kustomization.PatchFiles).Concat(kustomization.GeneratorFiles)
            .Where(path => !Path.Exists(Path.Combine(Checkout.Root, path)));

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_patch_hits_an_object_of_the_base(string folder)
    {
        var kustomization = Find(folder);
        var known = kustomization.Bases.SelectMany(other => other.Objects).Select(manifest => (manifest.Kind, manifest.Name)).ToHashSet();

        Assert.All(kustomization.Patches, patch => Assert.Contains((patch.Kind, patch.Name), known));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_patch_names_containers_of_the_base(string folder)
    {
        var kustomization = Find(folder);
        var known = kustomization.Bases.SelectMany(other => other.Objects)
            .SelectMany(manifest => manifest.Containers.Select(container => (manifest.Kind, manifest.Name, container.Text("name"))))
            .ToHashSet();
        var patched = kustomization.Patches.SelectMany(patch => patch.Containers.Select(container => (patch.Kind, patch.Name, container.Text("name"))));

        Assert.All(patched, container => Assert.Contains(container, known));
    }

    [Fact]
    public void Every_file_belongs_to_a_kustomization()
    {
        var used = Kustomization.All
            .SelectMany(kustomization => kustomization.Resources.Concat(kustomization.PatchFiles).Concat(kustomization.GeneratorFiles)
                .Append($"{kustomization.Folder}/kustomization.yaml"))
            .Append("k8s/README.md").Append("k8s/Container.props")
            .ToHashSet(StringComparer.Ordinal);

        var unused = Checkout.Files.Where(file => file.StartsWith("k8s/", StringComparison.Ordinal)).Except(used, StringComparer.Ordinal);

        Assert.Empty(unused);
    }

    [Fact]
    public void Every_kustomization_puts_its_objects_in_the_same_namespace()
    {
        Assert.All(Kustomization.All, kustomization => Assert.Equal("ordi2", kustomization.Root.Text("namespace")));
        Assert.Contains(Manifest.All, manifest => manifest is { Kind: "Namespace", Name: "ordi2" });
    }

    [Fact]
    public void Every_object_says_what_it_is() =>
        Assert.All(Manifest.All, manifest =>
        {
            Assert.False(string.IsNullOrEmpty(manifest.Root.Text("apiVersion")), manifest.ToString());
            Assert.False(string.IsNullOrEmpty(manifest.Kind), manifest.ToString());
            Assert.Matches("^[a-z][a-z0-9-]*$", manifest.Name);
        });

    [Fact]
    public void No_object_is_written_twice()
    {
        var twice = Manifest.All.CountBy(manifest => (manifest.Kind, manifest.Name)).Where(pair => pair.Value > 1);

        Assert.Empty(twice);
    }

    [Fact]
    public void No_secret_is_in_the_repository() => Assert.DoesNotContain(Manifest.All, manifest => manifest.Kind == "Secret");

    private static Kustomization Find(string folder) => Kustomization.All.Single(kustomization => kustomization.Folder == folder);
}
