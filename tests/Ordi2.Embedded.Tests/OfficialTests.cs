using System.Reflection;
using System.Runtime.InteropServices;

namespace Ordi2.Embedded.Tests;

/// <summary>A grain written for this runtime compiles against the real one: nothing here may be more or other than there.</summary>
public sealed class OfficialTests
{
    private static readonly Assembly Ours = typeof(Grain).Assembly;

    [Fact]
    public void Every_member_exists_in_the_official_abstractions_with_the_same_signature()
    {
        using var official = Official();
        var compared = 0;
        var differences = new List<string>();
        foreach (var (type, real) in Pairs(official))
        {
            var members = Surface.Whole(real!).ToHashSet(StringComparer.Ordinal);
            differences.AddRange(Surface.Own(type).Where(m => !members.Contains(m)).Select(m => $"{type.FullName}: {m}"));
            compared++;
        }

        Assert.Empty(differences);
        Assert.InRange(compared, 25, 100);
    }

    [Fact]
    public void What_the_abstractions_do_not_hold_is_written_down_as_the_official_assemblies_have_it()
    {
        using var official = Official();
        var known = Pairs(official).Select(p => p.Ours).ToHashSet();
        var lines = Ours.GetExportedTypes().Where(t => !known.Contains(t))
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .SelectMany(t => Surface.Own(t).Order(StringComparer.Ordinal).Select(m => $"{t.FullName}: {m}"));

        Assert.Equal(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "OfficialSurface.txt")), lines);
    }

    [Fact]
    public void Attributes_may_stand_where_the_official_ones_may()
    {
        using var official = Official();
        foreach (var (type, real) in Pairs(official).Where(p => typeof(Attribute).IsAssignableFrom(p.Ours)))
        {
            var usage = real!.GetCustomAttributesData().Single(a => Surface.NameOf(a) == nameof(AttributeUsageAttribute));
            Assert.Equal((AttributeTargets)usage.ConstructorArguments[0].Value!, type.GetCustomAttribute<AttributeUsageAttribute>()!.ValidOn);
        }
    }

    [Fact]
    public void The_runtime_knows_nothing_of_the_product() => Assert.DoesNotContain(
        Ours.GetReferencedAssemblies(), a => a.Name!.StartsWith("Ordi2", StringComparison.Ordinal));

    [Fact]
    public void The_runtime_stays_under_2000_lines_of_code()
    {
        var lines = Directory.EnumerateFiles(Metadata("RuntimeSources"), "*.cs", SearchOption.AllDirectories).SelectMany(File.ReadLines)
            .Select(l => l.Trim())
            .Count(l => l.Length > 0 && l is not ("{" or "}" or "};") && !l.StartsWith("//", StringComparison.Ordinal)
                && !l.StartsWith('#') && !l.StartsWith("using ", StringComparison.Ordinal));

        Assert.InRange(lines, 1000, 1999);
    }

    private static IEnumerable<(Type Ours, Type? Real)> Pairs(MetadataLoadContext official)
    {
        var assembly = official.LoadFromAssemblyPath(Metadata("OfficialAssembly"));
        return Ours.GetExportedTypes().Select(t => (t, assembly.GetType(t.FullName!))).Where(p => p.Item2 is not null);
    }

    private static MetadataLoadContext Official()
    {
        var frameworks = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", ".."));
        var files = Directory.EnumerateFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll")
            .Concat(Directory.EnumerateFiles(Path.Combine(frameworks, "Microsoft.AspNetCore.App"), "*.dll", SearchOption.AllDirectories))
            .DistinctBy(Path.GetFileName)
            .Append(Metadata("OfficialAssembly"));
        return new MetadataLoadContext(new PathAssemblyResolver(files), "System.Private.CoreLib");
    }

    private static string Metadata(string key) =>
        typeof(OfficialTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
