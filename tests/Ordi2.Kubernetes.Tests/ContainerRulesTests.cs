namespace Ordi2.Kubernetes.Tests;

public sealed class ContainerRulesTests
{
    private static readonly Manifest[] Owners = [.. Manifest.All.Where(manifest => manifest.PodTemplate is not null)];

    public static TheoryData<string> Rules => [.. ContainerRules.All.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_container_keeps_to_the_rule(string rule)
    {
        var offences = from owner in Owners
                       from container in owner.Containers
                       let offence = ContainerRules.All[rule](owner, container)
                       where offence is not null
                       select $"{owner} container '{container.Text("name")}' {offence}";

        Assert.Empty(offences);
    }

    /// <summary>A rule that cannot be broken checks nothing: each refuses the web's own manifest after one bad edit.</summary>
    [Theory]
    [InlineData("ready", "readinessProbe:", "formerProbe:")]
    [InlineData("alive", "livenessProbe:", "formerProbe:")]
    [InlineData("requests", "requests:", "wishes:")]
    [InlineData("limits", "limits:", "wishes:")]
    [InlineData("user", "runAsUser: 1654", "runAsUser: 0")]
    [InlineData("disk", "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false")]
    [InlineData("capabilities", "drop: [ALL]", "drop: [NET_RAW]")]
    [InlineData("privileges", "allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true")]
    [InlineData("seccomp", "type: RuntimeDefault", "type: Unconfined")]
    [InlineData("account", "automountServiceAccountToken: false", "automountServiceAccountToken: true")]
    [InlineData("host", "enableServiceLinks: false", "hostNetwork: true")]
    [InlineData("secrets", "Password=$(ORDI2_DATABASE_PASSWORD)", "Password=opensesame")]
    [InlineData("grace", "terminationGracePeriodSeconds: 60", "terminationGracePeriodSeconds: 1")]
    [InlineData("writable", "- name: tmp\n              mountPath", "- name: temp\n              mountPath")]
    [InlineData("stateless", "          emptyDir:\n            sizeLimit: 64Mi", "          persistentVolumeClaim:\n            claimName: web-data")]
    public void A_manifest_that_breaks_the_rule_is_seen(string rule, string good, string bad)
    {
        var text = Ordi2.Repository.Tests.Checkout.Read("k8s/base/web.yaml");
        Assert.Contains(good, text, StringComparison.Ordinal);

        var broken = Manifest.Parse("broken", text.Replace(good, bad, StringComparison.Ordinal)).Single(manifest => manifest.Kind == "Deployment");

        Assert.NotNull(ContainerRules.All[rule](broken, broken.Containers.Single()));
    }

    [Fact]
    public void Every_rule_is_tried_with_a_bad_manifest()
    {
        var tried = typeof(ContainerRulesTests).GetMethod(nameof(A_manifest_that_breaks_the_rule_is_seen))!
            .GetCustomAttributesData().Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute))
            .Select(attribute => ((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!)[0].Value as string);

        Assert.Equal(ContainerRules.All.Keys.Order(StringComparer.Ordinal), tried.OfType<string>().Order(StringComparer.Ordinal));
    }
}
