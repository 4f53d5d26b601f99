using YamlDotNet.RepresentationModel;

namespace Ordi2.Kubernetes.Tests;

/// <summary>Objects find each other by words: a word that nobody answers to is an outage that no tool reports.</summary>
public sealed class ReferenceTests
{
    private static readonly Manifest[] Owners = [.. Manifest.All.Where(manifest => manifest.PodTemplate is not null)];

    [Fact]
    public void A_workload_selects_its_own_pods() =>
        Assert.All(Owners.Where(owner => owner.IsLongLived), owner => Assert.True(
            Matches(owner.Root.Pairs("spec.selector.matchLabels"), owner), $"{owner} does not select its own pods"));

    [Fact]
    public void A_service_a_budget_and_a_network_policy_select_pods_that_exist()
    {
        var selectors = Manifest.All.SelectMany(manifest => manifest.Kind switch
        {
            "Service" => [(manifest, manifest.Root.Pairs("spec.selector"))],
            "PodDisruptionBudget" => [(manifest, manifest.Root.Pairs("spec.selector.matchLabels"))],
            "NetworkPolicy" => PolicySelectors(manifest).Select(labels => (manifest, labels)),
            _ => Enumerable.Empty<(Manifest, IReadOnlyDictionary<string, string>)>(),
        }).ToList();

        Assert.NotEmpty(selectors);
        Assert.All(selectors, selector => Assert.True(
            Owners.Any(owner => Matches(selector.Item2, owner)), $"{selector.Item1} selects no pod: {string.Join(", ", selector.Item2)}"));
    }

    [Fact]
    public void Every_pod_may_only_talk_to_whom_a_policy_names()
    {
        Assert.Contains(Manifest.All, manifest => manifest.Kind == "NetworkPolicy"
            && manifest.Root.Pairs("spec.podSelector").Count == 0
            && manifest.Root.At("spec.ingress") is null && manifest.Root.At("spec.egress") is null
            && manifest.Root.Texts("spec.policyTypes").Order(StringComparer.Ordinal).SequenceEqual(["Egress", "Ingress"]));

        Assert.All(Owners, owner => Assert.Contains(Manifest.All, manifest => manifest.Kind == "NetworkPolicy"
            && manifest.Root.Pairs("spec.podSelector.matchLabels") is { Count: > 0 } labels && Matches(labels, owner)));
    }

    [Fact]
    public void A_port_that_is_named_exists()
    {
        foreach (var service in Manifest.All.Where(manifest => manifest.Kind == "Service"))
        {
            var ports = PortNames(Owners.Single(owner => Matches(service.Root.Pairs("spec.selector"), owner)));
            Assert.All(service.Root.Items("spec.ports"), port => Assert.Contains(port.Text("targetPort"), ports));
        }

        foreach (var owner in Owners)
        {
            Assert.All(owner.Containers, container =>
            {
                var ports = container.Items("ports").Select(port => port.Text("name")).ToHashSet();
                foreach (var probe in new[] { "startupProbe", "readinessProbe", "livenessProbe" })
                {
                    var port = container.Text($"{probe}.httpGet.port") ?? container.Text($"{probe}.tcpSocket.port");
                    Assert.True(port is null || ports.Contains(port), $"{owner} probes the port '{port}', which it does not have");
                }
            });
        }

        var all = Owners.SelectMany(PortNames).ToHashSet(StringComparer.Ordinal);
        var policies = Manifest.All.Where(manifest => manifest.Kind == "NetworkPolicy")
            .SelectMany(policy => policy.Root.Items("spec.ingress").Concat(policy.Root.Items("spec.egress")))
            .SelectMany(rule => rule.Items("ports")).Select(port => port.Text("port")!);
        Assert.All(policies.Where(port => port != "53"), port => Assert.Contains(port, all));
    }

    [Fact]
    public void What_is_watched_has_the_port_and_lets_the_collector_in()
    {
        var watched = Owners.Where(owner => Annotation(owner, "scrape") == "true").ToList();

        Assert.Equal(["silo", "web"], watched.Select(owner => owner.Name).Order(StringComparer.Ordinal));
        Assert.All(watched, owner =>
        {
            var port = owner.Containers.SelectMany(container => container.Items("ports")).Single(port => port.Text("containerPort") == Annotation(owner, "port"));
            Assert.Equal("/metrics", Annotation(owner, "path"));
            Assert.Contains(Manifest.All, policy => policy.Kind == "NetworkPolicy"
                && policy.Root.Pairs("spec.podSelector.matchLabels") is { Count: > 0 } labels && Matches(labels, owner)
                && policy.Root.Items("spec.ingress").Any(rule => rule.Items("ports").Any(open => open.Text("port") == port.Text("name"))
                    && rule.Items("from").Any(from => from.At("namespaceSelector") is YamlMappingNode { Children.Count: 0 })));
        });

        static string? Annotation(Manifest owner, string name) =>
            owner.PodTemplate.At("metadata.annotations").Child($"prometheus.io/{name}") is YamlScalarNode { Value: var value } ? value : null;
    }

    [Fact]
    public void A_config_map_a_claim_and_a_secret_that_are_named_exist()
    {
        var maps = Kustomization.All.SelectMany(kustomization => kustomization.GeneratedConfigMaps).ToHashSet(StringComparer.Ordinal);
        var claims = Manifest.All.Where(manifest => manifest.Kind == "PersistentVolumeClaim").Select(manifest => manifest.Name).ToHashSet(StringComparer.Ordinal);

        foreach (var owner in Owners)
        {
            var mapNames = owner.Containers.SelectMany(container => container.Items("envFrom").Select(source => source.Text("configMapRef.name")))
                .Concat(owner.Pod.Items("volumes").Select(volume => volume.Text("configMap.name"))).OfType<string>();
            Assert.All(mapNames, name => Assert.Contains(name, maps));
            Assert.All(owner.Pod.Items("volumes").Select(volume => volume.Text("persistentVolumeClaim.claimName")).OfType<string>(), name => Assert.Contains(name, claims));
        }
    }

    [Fact]
    public void Every_key_of_the_secret_is_made_by_the_documented_command()
    {
        var readme = Ordi2.Repository.Tests.Checkout.Read("k8s/README.md");
        var references = Owners.SelectMany(owner => owner.Containers).SelectMany(container => container.Items("env"))
            .Select(variable => variable.At("valueFrom.secretKeyRef")).OfType<YamlNode>().ToList();

        Assert.NotEmpty(references);
        Assert.All(references, reference =>
        {
            Assert.Contains($"create secret generic {reference.Text("name")}", readme, StringComparison.Ordinal);
            Assert.Contains($"--from-literal={reference.Text("key")}=", readme, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void What_runs_more_than_once_may_lose_one_at_a_time() =>
        Assert.All(Owners.Where(owner => int.Parse(owner.Root.Text("spec.replicas") ?? "1", System.Globalization.CultureInfo.InvariantCulture) > 1), owner =>
            Assert.Contains(Manifest.All, manifest => manifest.Kind == "PodDisruptionBudget" && Matches(manifest.Root.Pairs("spec.selector.matchLabels"), owner)));

    [Fact]
    public void Web_and_silo_run_more_than_once_in_the_base() =>
        Assert.All(new[] { "web", "silo" }, name => Assert.Contains(Owners, owner =>
            owner is { Kind: "Deployment" } && owner.Name == name && string.CompareOrdinal(owner.Root.Text("spec.replicas"), "2") >= 0));

    private static bool Matches(IReadOnlyDictionary<string, string> selector, Manifest owner)
    {
        var labels = owner.PodTemplate.Pairs("metadata.labels");
        return selector.Count > 0 && selector.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);
    }

    private static IEnumerable<string> PortNames(Manifest owner) =>
        owner.Containers.SelectMany(container => container.Items("ports")).Select(port => port.Text("name")!);

    private static IEnumerable<IReadOnlyDictionary<string, string>> PolicySelectors(Manifest policy) =>
        policy.Root.Items("spec.ingress").SelectMany(rule => rule.Items("from"))
            .Concat(policy.Root.Items("spec.egress").SelectMany(rule => rule.Items("to")))
            .Select(peer => peer.Pairs("podSelector.matchLabels"))
            .Prepend(policy.Root.Pairs("spec.podSelector.matchLabels"))
            .Where(labels => labels.Count > 0);
}
