using System.Globalization;
using System.Net;
using Ordi2.Benchmarks.Load;
using Ordi2.Benchmarks.Report;

namespace Ordi2.Benchmarks.Subjects;

/// <summary>Load without a measurement: somebody else looks at the server meanwhile.</summary>
internal static class DriveCommand
{
    public static async Task RunAsync(Uri url, string token, int connections, int batch, double seconds)
    {
        // Each run brings machines that the server has not seen.
        var labels = new LabelRoll(100_000_000 + (DateTimeOffset.UtcNow.ToUnixTimeSeconds() % 20_000 * 15_000));
        using var target = await ScanTarget.OpenAsync(new IPEndPoint(IPAddress.Parse(url.Host), url.Port), token, labels, connections, batch, places: 3 * batch);
        var window = await target.MeasureAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(seconds));
        var measure = Measure.Of("", [window]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{connections} connections: {measure.PerSecond:F0} scans/s, p50 {measure.P50Ms:F2} ms, p99 {measure.P99Ms:F2} ms"));
    }
}
