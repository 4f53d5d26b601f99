using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Ordi2.Silo.Metrics;

/// <summary>One line of numbers: an instrument with one set of labels.</summary>
internal abstract class Series
{
    public abstract void Record(double value);

    public abstract void Write(StringBuilder text, string name, string labels);

    protected static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append(labels).Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
}

/// <summary>Adds up.</summary>
internal sealed class Sum : Series
{
    private readonly Lock _lock = new();
    private double _total;

    public override void Record(double value)
    {
        lock (_lock)
        {
            _total += value;
        }
    }

    public override void Write(StringBuilder text, string name, string labels)
    {
        lock (_lock)
        {
            Line(text, name, labels, _total);
        }
    }
}

/// <summary>Keeps the last value.</summary>
internal sealed class Last : Series
{
    private double _value;

    public override void Record(double value) => Volatile.Write(ref _value, value);

    public override void Write(StringBuilder text, string name, string labels) => Line(text, name, labels, Volatile.Read(ref _value));
}

/// <summary>Counts by size.</summary>
internal sealed class Histogram(double[] bounds) : Series
{
    private static readonly double[] Seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly double[] Sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096];

    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    /// <summary>Seconds where the instrument says so, else sizes of groups.</summary>
    public static Histogram Of(string? unit) => new(unit is "s" ? Seconds : Sizes);

    public override void Record(double value)
    {
        var place = Array.BinarySearch(bounds, value);

        lock (_lock)
        {
            _counts[place < 0 ? ~place : place]++;
            _sum += value;
        }
    }

    public override void Write(StringBuilder text, string name, string labels)
    {
        long[] counts;
        double sum;

        lock (_lock)
        {
            (counts, sum) = ([.. _counts], _sum);
        }

        var total = 0L;

        for (var i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            var bound = i < bounds.Length ? bounds[i].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
            Line(text, name + "_bucket", Labels.With(labels, "le", bound), total);
        }

        Line(text, name + "_sum", labels, sum);
        Line(text, name + "_count", labels, total);
    }
}

/// <summary>The labels of a line as Prometheus writes them.</summary>
internal static class Labels
{
    public static string Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return string.Empty;
        }

        var text = new StringBuilder("{");

        foreach (var (name, value) in tags)
        {
            text.Append(text.Length > 1 ? "," : string.Empty).Append(Name(name)).Append("=\"").Append(Escaped(value)).Append('"');
        }

        return text.Append('}').ToString();
    }

    public static string With(string labels, string name, string value) =>
        labels.Length == 0 ? $"{{{name}=\"{value}\"}}" : $"{labels[..^1]},{name}=\"{value}\"}}";

    public static string Name(string name) => string.Concat(name.Select(symbol => char.IsAsciiLetterOrDigit(symbol) ? symbol : '_'));

    private static string Escaped(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture)!
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}

/// <summary>The labels of a measurement as a key, without making a text of them each time.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct LabelKey(KeyValuePair<string, object?>[] tags) : IEquatable<LabelKey>
{
    public KeyValuePair<string, object?>[] Tags { get; } = tags;

    public bool Equals(LabelKey other)
    {
        if (Tags.Length != other.Tags.Length)
        {
            return false;
        }

        for (var i = 0; i < Tags.Length; i++)
        {
            if (Tags[i].Key != other.Tags[i].Key || !Equals(Tags[i].Value, other.Tags[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is LabelKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);

        foreach (var (name, value) in Tags)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
