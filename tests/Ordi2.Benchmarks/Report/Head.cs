using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Ordi2.Benchmarks.Report;

/// <summary>The machine that the figures belong to, measured now.</summary>
internal sealed record Head(int Cores, string Processor, string Kernel, double FsyncMs, double LoadAverage)
{
    public static Head Take(string folder) => new(
        Environment.ProcessorCount,
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "?",
        File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        FsyncOf(folder),
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture));

    public void Print() => AnsiConsole.MarkupLineInterpolated(
        CultureInfo.InvariantCulture,
        $"[grey]{Cores} cores, {Processor}, Linux {Kernel}, fsync of 8 kB {FsyncMs:F3} ms, load {LoadAverage:F2} before the run[/]");

    /// <summary>The median time to make 8 kB durable, where the databases of the run are.</summary>
    private static double FsyncOf(string folder)
    {
        var file = Path.Combine(folder, "fsync");
        using (var handle = File.OpenHandle(file, FileMode.Create, FileAccess.Write))
        {
            var page = new byte[8192];
            var times = new double[200];
            for (var i = 0; i < times.Length; i++)
            {
                var from = Stopwatch.GetTimestamp();
                RandomAccess.Write(handle, page, i % 16 * page.Length);
                RandomAccess.FlushToDisk(handle);
                times[i] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
            }

            handle.Dispose();
            File.Delete(file);
            return Math.Round(Measure.Median(times), 4);
        }
    }
}
