using Ordi2.Repository.Tests;
using YamlDotNet.RepresentationModel;

namespace Ordi2.Kubernetes.Tests;

/// <summary>One Kubernetes object, with the file that holds it.</summary>
internal sealed record Manifest(string File, YamlMappingNode Root)
{
    private static readonly string[] LongLived = ["Deployment", "StatefulSet", "DaemonSet"];

    /// <summary>Every object under k8s that stands on its own: no patches, no kustomizations.</summary>
    public static IReadOnlyList<Manifest> All { get; } = [.. Kustomization.All.SelectMany(kustomization => kustomization.Objects)];

    public string Kind => Root.Text("kind") ?? "";

    public string Name => Root.Text("metadata.name") ?? "";

    public bool IsLongLived => LongLived.Contains(Kind, StringComparer.Ordinal);

    /// <summary>The pod that this object makes, if it makes one.</summary>
    public YamlNode? PodTemplate => Kind switch
    {
        "Deployment" or "StatefulSet" or "DaemonSet" or "Job" => Root.At("spec.template"),
        "CronJob" => Root.At("spec.jobTemplate.spec.template"),
        _ => null,
    };

    public YamlNode? Pod => PodTemplate.At("spec");

    public IEnumerable<YamlNode> Containers => Pod.Items("initContainers").Concat(Pod.Items("containers"));

    public static IEnumerable<Manifest> Parse(string file, string text) => Yaml.Documents(text).Select(root => new Manifest(file, root));

    public static IEnumerable<Manifest> Read(string file) => Parse(file, Checkout.Read(file));

    public override string ToString() => $"{File}: {Kind}/{Name}";
}

/// <summary>A kustomization.yaml and what it takes in.</summary>
internal sealed record Kustomization(string Folder, YamlMappingNode Root)
{
    public static IReadOnlyList<Kustomization> All { get; } =
    [
        .. Checkout.Files
            .Where(file => file.StartsWith("k8s/", StringComparison.Ordinal) && file.EndsWith("/kustomization.yaml", StringComparison.Ordinal))
            .Select(file => new Kustomization(Path.GetDirectoryName(file)!.Replace('\\', '/'), Yaml.Documents(Checkout.Read(file)).Single())),
    ];

    public IEnumerable<string> Resources => Root.Texts("resources").Select(Resolve);

    public IEnumerable<string> PatchFiles => Root.Items("patches").Select(patch => patch.Text("path")).OfType<string>().Select(Resolve);

    public IEnumerable<string> GeneratorFiles => Root.Items("configMapGenerator").SelectMany(map => map.Texts("files"))
        .Select(file => file.Split('=')[^1]).Select(Resolve);

    public IEnumerable<string> GeneratedConfigMaps => Root.Items("configMapGenerator").Select(map => map.Text("name")!);

    public IEnumerable<Manifest> Objects => Resources.Where(IsFile).SelectMany(Manifest.Read);

    /// <summary>The kustomizations that this one builds on.</summary>
    public IEnumerable<Kustomization> Bases => Resources.Where(resource => !IsFile(resource)).Select(folder => All.Single(other => other.Folder == folder));

    public IEnumerable<Manifest> Patches => PatchFiles.SelectMany(Manifest.Read)
        .Concat(Root.Items("patches").Select(patch => patch.Text("patch")).OfType<string>().SelectMany(text => Manifest.Parse($"{Folder}/kustomization.yaml", text)));

    /// <summary>Name of an image in the manifests, and what it becomes.</summary>
    public IEnumerable<(string Name, string Becomes)> Images => Root.Items("images").Select(image =>
        (image.Text("name")!, $"{image.Text("newName") ?? image.Text("name")}:{image.Text("newTag")}{image.Text("digest")}"));

    private string Resolve(string relative) =>
        Path.GetRelativePath(Checkout.Root, Path.GetFullPath(Path.Combine(Checkout.Root, Folder, relative))).Replace('\\', '/');

    private static bool IsFile(string path) => path.EndsWith(".yaml", StringComparison.Ordinal);
}
