using System.Text.Json;
using System.Text.RegularExpressions;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Reports;

/// <summary>Reads <c>lshw -json</c>, of the old versions (an object) and the new ones (a list of one).</summary>
internal static class LshwReader
{
    private static readonly Regex ProductWithSku = new(@"^(?<name>.+?) \((?<sku>[^()]*)\)$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>The machine, if it is such a report.</summary>
    public static JsonElement? Root(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Object when root.Text("class") is "system" && root.Text("id") is not null => root,
        JsonValueKind.Array => root.EnumerateArray().Take(8).Select(Root).FirstOrDefault(found => found is not null),
        _ => null,
    };

    /// <summary>Whether it is only a part of a machine (<c>lshw -json -class disk</c>).</summary>
    public static bool IsPart(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Object => root.Text("class") is not null && root.Text("id") is not null,
        JsonValueKind.Array => root.EnumerateArray().Take(8).Any(part => part.ValueKind is JsonValueKind.Object && IsPart(part)),
        _ => false,
    };

    public static HardwareAudit Read(JsonElement machine, Evidence evidence)
    {
        List<Node> nodes = [];
        Walk(machine, null, nodes);

        var configuration = machine.Member("configuration");
        var processors = nodes.Where(IsProcessor).ToList();
        var batteries = nodes.Where(node => node.Class == "power" && node.Id.StartsWith("battery", StringComparison.Ordinal)).ToList();

        return new()
        {
            Evidence = evidence,
            Maker = Placeholders.Name(machine.Text("vendor")),
            Model = ModelOf(machine, configuration?.Text("sku")),
            Serial = Placeholders.Serial(machine.Text("serial")),
            Type = Chassis.TypeOf(configuration?.Text("chassis"), machine.Text("description")),
            Processor = processors.Select(node => Placeholders.Name(node.Element.Text("product"))).FirstOrDefault(name => name is not null),
            Cores = processors.Sum(node => node.Element.Member("configuration")?.Count("cores") ?? 0),
            MemoryBytes = MemoryOf(nodes),
            Media = LshwMedia.Of(nodes),
            Batteries =
            [
                .. batteries.SelectMany(node => new[] { Placeholders.Name(node.Element.Text("product")), Placeholders.Serial(node.Element.Text("serial")) })
                    .OfType<string>().Distinct(StringComparer.Ordinal).Take(8),
            ],
        };
    }

    private static void Walk(JsonElement element, Node? parent, List<Node> nodes)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        var node = new Node(element, parent);
        nodes.Add(node);
        foreach (var child in element.Items("children"))
        {
            Walk(child, node, nodes);
        }
    }

    // Old versions list each socket twice, the second time without cores, and call some chipsets a processor.
    private static bool IsProcessor(Node node) =>
        node.Class == "processor" && !node.Element.IsTrue("disabled") && !node.Id.StartsWith("logicalcpu", StringComparison.Ordinal)
        && !node.Has("description", "co-processor");

    /// <summary>The whole, or the modules where the firmware does not tell the whole.</summary>
    private static long MemoryOf(List<Node> nodes)
    {
        var memory = nodes.Where(node => node.Class == "memory").ToList();
        var whole = memory.Where(node => node.Has("description", "system memory")).Select(node => node.Element.Size("size")).Total();
        var modules = memory
            .Where(node => node.Id.StartsWith("bank", StringComparison.Ordinal) && !node.Has("description", "flash") && !node.Has("description", "rom"))
            .Select(node => node.Element.Size("size")).Total();

        return Math.Max(whole, modules);
    }

    private static string? ModelOf(JsonElement machine, string? sku)
    {
        var product = Placeholders.Name(machine.Text("product"));
        if (product is null)
        {
            return null;
        }

        // lshw appends the stock number: "1000H (90OAM0HB83311735E12DQ)".
        var match = ProductWithSku.Match(product);
        if (match.Success && (sku is null || match.Groups["sku"].Value.Trim() == sku.Trim()))
        {
            product = Placeholders.Name(match.Groups["name"].Value);
        }

        // Lenovo puts the name that people know into the version, and the type number into the product.
        var version = Placeholders.Name(machine.Text("version"));
        return version?.StartsWith("Think", StringComparison.OrdinalIgnoreCase) is true && product is not null ? $"{version} {product}" : product;
    }

    /// <summary>One node of the tree with the way up.</summary>
    internal sealed class Node(JsonElement element, Node? parent)
    {
        public JsonElement Element { get; } = element;

        public Node? Parent { get; } = parent;

        public string Id { get; } = element.Text("id") ?? string.Empty;

        public string Class { get; } = element.Text("class") ?? string.Empty;

        public IEnumerable<string> LogicalNames => Element.Items("logicalname").Select(name => name.AsText()).OfType<string>();

        public bool Has(string member, string text) => Element.Text(member)?.Contains(text, StringComparison.OrdinalIgnoreCase) is true;

        public bool Can(string capability) => Element.Member("capabilities")?.Member(capability) is not null;

        public IEnumerable<Node> Ancestors()
        {
            for (var node = Parent; node is not null; node = node.Parent)
            {
                yield return node;
            }
        }
    }
}
