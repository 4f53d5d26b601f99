using YamlDotNet.RepresentationModel;

namespace Ordi2.Kubernetes.Tests;

/// <summary>What every container that we run must keep to. A rule answers what is wrong with a container, or null.</summary>
internal static class ContainerRules
{
    public static IReadOnlyDictionary<string, Func<Manifest, YamlNode, string?>> All { get; } =
        new Dictionary<string, Func<Manifest, YamlNode, string?>>(StringComparer.Ordinal)
        {
            ["ready"] = (owner, container) => owner.IsLongLived && container.At("readinessProbe") is null ? "has no readiness probe" : null,
            ["alive"] = (owner, container) => owner.IsLongLived && container.At("livenessProbe") is null ? "has no liveness probe" : null,
            ["requests"] = (_, container) => Resources(container, "requests"),
            ["limits"] = (_, container) => Resources(container, "limits"),
            ["user"] = (owner, container) =>
                Setting(owner, container, "runAsNonRoot") == "true" && Setting(owner, container, "runAsUser") is { } user && user != "0"
                    ? null : "may run as root",
            ["disk"] = (_, container) => container.Text("securityContext.readOnlyRootFilesystem") == "true" ? null : "may write to its image",
            ["capabilities"] = (_, container) => container.Texts("securityContext.capabilities.drop").Contains("ALL", StringComparer.Ordinal)
                && container.At("securityContext.capabilities.add") is null ? null : "keeps Linux capabilities",
            ["privileges"] = (_, container) => container.Text("securityContext.allowPrivilegeEscalation") == "false"
                && container.Text("securityContext.privileged") is null or "false" ? null : "may gain privileges",
            ["seccomp"] = (owner, container) => Setting(owner, container, "seccompProfile.type") == "RuntimeDefault"
                ? null : "has no system call filter",
            ["account"] = (owner, _) => owner.Pod.Text("automountServiceAccountToken") == "false" ? null : "is given the token of a service account",
            ["host"] = (owner, _) => new[] { "hostNetwork", "hostPID", "hostIPC" }.Any(key => owner.Pod.Text(key) == "true")
                || owner.Pod.Items("volumes").Any(volume => volume.At("hostPath") is not null) ? "reaches into the host" : null,
            ["secrets"] = (_, container) => container.Items("env").Where(LooksSecret).Select(variable => variable.Text("name")).FirstOrDefault() is { } name
                ? $"holds a secret in the open: {name}" : null,
            ["grace"] = (owner, _) => owner.IsLongLived && !int.TryParse(owner.Pod.Text("terminationGracePeriodSeconds"), out var seconds) | seconds < 30
                ? "has no time to leave (terminationGracePeriodSeconds)" : null,
            ["writable"] = (owner, container) => container.Items("volumeMounts").Select(mount => mount.Text("name"))
                .FirstOrDefault(name => !Volumes(owner).Contains(name!, StringComparer.Ordinal)) is { } missing ? $"mounts '{missing}', which is no volume" : null,
            // Everything that lasts is in the database: any web or silo may be lost, and its folder with it.
            ["stateless"] = (owner, _) => owner.Kind == "Deployment" && owner.Pod.Items("volumes").Any(volume => volume.At("persistentVolumeClaim") is not null)
                ? "keeps files of its own" : null,
        };

    private static string? Resources(YamlNode container, string kind) =>
        container.Text($"resources.{kind}.cpu") is null || container.Text($"resources.{kind}.memory") is null ? $"has no {kind} of cpu and memory" : null;

    /// <summary>A setting of the container, or else of its pod: as the cluster reads it.</summary>
    private static string? Setting(Manifest owner, YamlNode container, string key) =>
        container.Text($"securityContext.{key}") ?? owner.Pod.Text($"securityContext.{key}");

    private static bool LooksSecret(YamlNode variable)
    {
        var name = variable.Text("name") ?? "";
        var value = variable.Text("value");
        if (value is null)
        {
            return false;
        }

        // A value made of another variable, $(NAME), is a reference.
        var named = new[] { "PASSWORD", "SECRET", "TOKEN", "KEY" }.Any(word => name.EndsWith(word, StringComparison.Ordinal));
        var written = value.Contains("Password=", StringComparison.OrdinalIgnoreCase)
            && !value.Contains("Password=$(", StringComparison.OrdinalIgnoreCase);
        return named || written;
    }

    private static IEnumerable<string> Volumes(Manifest owner) =>
        owner.Pod.Items("volumes").Select(volume => volume.Text("name"))
            .Concat(owner.Root.Items("spec.volumeClaimTemplates").Select(claim => claim.Text("metadata.name")))
            .OfType<string>();
}
