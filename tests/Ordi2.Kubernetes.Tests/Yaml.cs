using YamlDotNet.RepresentationModel;

namespace Ordi2.Kubernetes.Tests;

/// <summary>Short ways into a YAML document. A path is keys with dots; what is not there is null or empty.</summary>
internal static class Yaml
{
    public static IEnumerable<YamlMappingNode> Documents(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>();
    }

    public static YamlNode? At(this YamlNode? node, string path)
    {
        foreach (var key in path.Split('.'))
        {
            node = (node as YamlMappingNode)?.Child(key);
        }

        return node;
    }

    /// <summary>One key, taken whole: for keys that hold dots themselves.</summary>
    public static YamlNode? Child(this YamlNode? node, string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    public static string? Text(this YamlNode? node, string path) => (node.At(path) as YamlScalarNode)?.Value;

    public static IEnumerable<YamlNode> Items(this YamlNode? node, string path) => node.At(path) is YamlSequenceNode items ? items : [];

    public static IEnumerable<string> Texts(this YamlNode? node, string path) =>
        node.Items(path).OfType<YamlScalarNode>().Select(item => item.Value ?? "");

    public static IReadOnlyDictionary<string, string> Pairs(this YamlNode? node, string path) =>
        node.At(path) is YamlMappingNode map
            ? map.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => (pair.Value as YamlScalarNode)?.Value ?? "", StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal);
}
