using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ordi2.Domain.Tests.Stored;

/// <summary>
/// The samples of stored facts: <c>machine.placed.v1.json</c> is the first shape, <c>machine.placed.v1.2.json</c> the next one.
/// The list <c>manifest.txt</c> holds the hash of each and only grows, so that nobody writes over what ledgers hold.
/// </summary>
internal static partial class StoredSamples
{
    private const string Folder = "tests/Ordi2.Domain.Tests/Stored/";
    private const string Manifest = Folder + "manifest.txt";

    private static readonly Lock Gate = new();

    public static bool MayGrow => Environment.GetEnvironmentVariable("ORDI2_ACCEPT") == "1";

    /// <summary>The shapes of an event, the oldest first.</summary>
    public static ImmutableArray<string> Of(string name) =>
        [.. Enumerable.Range(1, int.MaxValue).Select(shape => Checkout.PathOf(Folder + FileOf(name, shape))).TakeWhile(File.Exists).Select(file => File.ReadAllText(file).TrimEnd())];

    /// <summary>The name of the event of a sample.</summary>
    public static string NameOf(string file) => Shape().Match(file).Groups["name"].Value;

    /// <summary>Puts one more shape beside the others.</summary>
    public static void Add(string name, string sample)
    {
        var file = FileOf(name, Of(name).Length + 1);
        File.WriteAllText(Checkout.PathOf(Folder + file), sample + "\n");

        lock (Gate)
        {
            var lines = File.ReadAllLines(Checkout.PathOf(Manifest)).Append($"{HashOf(Checkout.PathOf(Folder + file))} {file}");
            File.WriteAllLines(Checkout.PathOf(Manifest), lines.OrderBy(line => line.Split(' ')[1], StringComparer.Ordinal));
        }
    }

    /// <summary>What the list says of each sample.</summary>
    public static IReadOnlyDictionary<string, string> Listed() =>
        File.ReadLines(Checkout.PathOf(Manifest)).Select(line => line.Split(' ')).ToDictionary(line => line[1], line => line[0], StringComparer.Ordinal);

    /// <summary>What each sample is.</summary>
    public static IReadOnlyDictionary<string, string> Hashes() =>
        Directory.EnumerateFiles(Checkout.PathOf(Folder), "*.json").ToDictionary(file => Path.GetFileName(file), HashOf, StringComparer.Ordinal);

    /// <summary>Whether one text says whatever the other says; it may say more.</summary>
    public static bool SaysAllOf(string more, string less)
    {
        using var a = JsonDocument.Parse(more);
        using var b = JsonDocument.Parse(less);
        return Covers(a.RootElement, b.RootElement);
    }

    private static bool Covers(JsonElement more, JsonElement less) => (more.ValueKind, less.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => less.EnumerateObject().All(member => more.TryGetProperty(member.Name, out var same) && Covers(same, member.Value)),
        (JsonValueKind.Array, JsonValueKind.Array) => more.GetArrayLength() == less.GetArrayLength() && more.EnumerateArray().Zip(less.EnumerateArray()).All(pair => Covers(pair.First, pair.Second)),
        _ => JsonElement.DeepEquals(more, less),
    };

    private static string FileOf(string name, int shape) => shape == 1 ? $"{name}.json" : string.Create(CultureInfo.InvariantCulture, $"{name}.{shape}.json");

    private static string HashOf(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    [GeneratedRegex(@"^(?<name>.+\.v[0-9]+)(\.[0-9]+)?\.json$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
