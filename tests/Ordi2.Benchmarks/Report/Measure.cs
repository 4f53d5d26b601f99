using System.Text.Json.Serialization;
using Ordi2.Benchmarks.Load;

namespace Ordi2.Benchmarks.Report;

/// <summary>What somebody reached: the median of its windows, and the latencies of all of them.</summary>
internal sealed record Measure(double PerSecond, double P50Ms, double P99Ms)
{
    /// <summary>Which variant it was, where there are several.</summary>
    [JsonIgnore]
    public string Name { get; init; } = "";

    /// <summary>Processor time of the server's process for each scan.</summary>
    [JsonIgnore]
    public double CpuMicroseconds { get; init; }

    public static Measure Of(string name, IReadOnlyCollection<Window> windows)
    {
        var latencies = windows.SelectMany(w => w.Microseconds).ToArray();
        Array.Sort(latencies);
        return new Measure(
            Math.Round(Median([.. windows.Select(w => w.PerSecond)]), 1),
            Quantile(latencies, 0.50) / 1000.0,
            Quantile(latencies, 0.99) / 1000.0)
        {
            Name = name,
            CpuMicroseconds = Median([.. windows.Select(w => w.CpuMicroseconds)]),
        };
    }

    public static double Median(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    public static int Quantile(int[] sorted, double quantile) =>
        sorted is [] ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * quantile))];
}
