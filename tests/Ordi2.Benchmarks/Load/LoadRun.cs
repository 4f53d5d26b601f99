using System.Diagnostics;

namespace Ordi2.Benchmarks.Load;

/// <summary>One window of load: how much was acknowledged in it, and how long each answer took.</summary>
internal sealed record Window(double Seconds, long Done, int[] Microseconds)
{
    public double PerSecond => Done / Seconds;

    /// <summary>Processor time that the server's process took for each scan, the warm-up included; 0 where nobody looked.</summary>
    public double CpuMicroseconds { get; init; }
}

/// <summary>Keeps every lane busy, one request in flight on each, and counts what is acknowledged.</summary>
internal static class LoadRun
{
    /// <param name="lanes">One request of a lane: returns how many scans it acknowledged, and throws when the answer is not an acceptance.</param>
    /// <param name="warmUp">Not counted.</param>
    /// <param name="length">Counted.</param>
    public static async Task<Window> MeasureAsync(IReadOnlyList<Func<ValueTask<int>>> lanes, TimeSpan warmUp, TimeSpan length)
    {
        var from = Stopwatch.GetTimestamp() + Ticks(warmUp);
        var to = from + Ticks(length);
        var results = await Task.WhenAll(lanes.Select(lane => Task.Run(() => DriveAsync(lane, from, to))));
        var latencies = new int[results.Sum(r => r.Microseconds.Count)];
        var at = 0;
        foreach (var result in results)
        {
            result.Microseconds.CopyTo(latencies, at);
            at += result.Microseconds.Count;
        }

        return new Window(length.TotalSeconds, results.Sum(r => r.Done), latencies);
    }

    private static async Task<(long Done, List<int> Microseconds)> DriveAsync(Func<ValueTask<int>> lane, long from, long to)
    {
        var done = 0L;
        var latencies = new List<int>(4096);
        while (true)
        {
            var sent = Stopwatch.GetTimestamp();
            var acknowledged = await lane();
            var now = Stopwatch.GetTimestamp();
            if (now >= to)
            {
                return (done, latencies);
            }

            if (now >= from)
            {
                done += acknowledged;
                latencies.Add((int)Stopwatch.GetElapsedTime(sent, now).TotalMicroseconds);
            }
        }
    }

    private static long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Stopwatch.Frequency);
}
