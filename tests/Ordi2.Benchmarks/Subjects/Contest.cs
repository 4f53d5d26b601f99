using System.Diagnostics;
using System.Globalization;
using Ordi2.Benchmarks.Load;
using Ordi2.Benchmarks.Report;
using Ordi2.Benchmarks.Servers;
using Spectre.Console;

namespace Ordi2.Benchmarks.Subjects;

internal enum Side
{
    Ours,
    Plain,
    BareSql,
}

/// <summary>One that is measured, with its connections open.</summary>
internal interface IRival : IDisposable
{
    /// <summary>Lets a program that has just started compile what is hot, before anything counts.</summary>
    Task WarmAsync(TimeSpan length);

    Task<Window> MeasureAsync(TimeSpan warmUp, TimeSpan length);
}

/// <summary>Measures several in turns (A B C A B C ...), so that what else the machine does falls on all of them alike.</summary>
internal sealed class Contest
{
    private readonly List<(Side Side, string Name, Func<int, Task<IRival>> Open)> _rivals = [];

    /// <param name="side">Whose side: of several on one side, the best one counts.</param>
    /// <param name="name">Which variant.</param>
    /// <param name="open">Opens its connections; given how many.</param>
    public void Enter(Side side, string name, Func<int, Task<IRival>> open) => _rivals.Add((side, name, open));

    public async Task<List<ContestRun>> RunAsync(IEnumerable<int> connections, SubjectOptions options)
    {
        await WarmAsync(options);
        var runs = new List<ContestRun>();
        foreach (var count in connections)
        {
            var measures = await MeasureAsync(count, options);
            Console.WriteLine(
                $"{count} connections: " + string.Join(
                    ", ", measures.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Name} {m.Measure.PerSecond:F0}/s{(m.Measure.CpuMicroseconds > 0 ? $" ({m.Measure.CpuMicroseconds:F0} µs of its processor each)" : "")}"))));
            runs.Add(new ContestRun(count, Best(measures, Side.Ours), Best(measures, Side.Plain), Best(measures, Side.BareSql)));
        }

        return runs;
    }

    public static void Print(string title, IEnumerable<ContestRun> runs)
    {
        var table = new Table { Title = new TableTitle($"{title} (median of the windows; p50 / p99 in ms)") };
        table.AddColumns("connections", "ours", "plain (best variant)", "bare SQL (best variant)", "ours / plain", "ours / bare SQL");
        foreach (var run in runs)
        {
            table.AddRow(
                run.Connections.ToString(CultureInfo.InvariantCulture), Cell(run.Ours), $"{Cell(run.Plain)} {run.Plain?.Name}",
                $"{Cell(run.BareSql)} {run.BareSql?.Name}", Cell(run.RatioPlain), Cell(run.RatioBareSql));
        }

        AnsiConsole.Write(table);
    }

    /// <summary>Nobody is measured while its compiler still works: a server runs for weeks, not for seconds.</summary>
    private async Task WarmAsync(SubjectOptions options)
    {
        foreach (var (_, _, open) in _rivals)
        {
            using var rival = await open(16);
            await rival.WarmAsync(options.FirstWarmUp);
        }
    }

    private async Task<List<(Side Side, string Name, Measure Measure)>> MeasureAsync(int connections, SubjectOptions options)
    {
        var open = new List<(Side Side, string Name, IRival Rival, List<Window> Windows)>();
        try
        {
            foreach (var (side, name, opener) in _rivals)
            {
                open.Add((side, name, await opener(connections), []));
            }

            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var (_, _, rival, windows) in open)
                {
                    windows.Add(await rival.MeasureAsync(options.WarmUp, options.Window));
                }
            }
        }
        finally
        {
            open.ForEach(o => o.Rival.Dispose());
        }

        return [.. open.Select(o => (o.Side, o.Name, Measure.Of(o.Name, o.Windows)))];
    }

    private static Measure? Best(List<(Side Side, string Name, Measure Measure)> measures, Side side) =>
        measures.Where(m => m.Side == side).Select(m => m.Measure).MaxBy(m => m.PerSecond);

    private static string Cell(Measure? measure) => measure is null
        ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"{measure.PerSecond:F0} ({measure.P50Ms:F2} / {measure.P99Ms:F2})");

    private static string Cell(double? ratio) => ratio is { } value ? value.ToString("F2", CultureInfo.InvariantCulture) : "-";
}

/// <summary>One line of a report: everybody at one number of connections.</summary>
internal sealed record ContestRun(int Connections, Measure? Ours, Measure? Plain, Measure? BareSql)
{
    public double? RatioPlain => Ratio(Plain);

    public double? RatioBareSql => Ratio(BareSql);

    private double? Ratio(Measure? other) => Ours is null || other is null ? null : Math.Round(Ours.PerSecond / other.PerSecond, 3);
}

/// <summary>A server under scans.</summary>
internal sealed class ServerRival(ScanTarget target, int process) : IRival
{
    public Task WarmAsync(TimeSpan length) => target.MeasureAsync(length, TimeSpan.Zero);

    public async Task<Window> MeasureAsync(TimeSpan warmUp, TimeSpan length)
    {
        using var server = Process.GetProcessById(process);
        var before = server.TotalProcessorTime;
        var window = await target.MeasureAsync(warmUp, length);
        server.Refresh();
        var share = length / (warmUp + length);
        return window with { CpuMicroseconds = (server.TotalProcessorTime - before).TotalMicroseconds * share / Math.Max(1, window.Done) };
    }

    public void Dispose() => target.Dispose();
}

/// <summary>The database alone. It compiles nothing, so it warms only inside its own windows.</summary>
internal sealed class SqlRival(PgBench pgbench, string script, int connections, int eventsPerTransaction = 1) : IRival
{
    public Task WarmAsync(TimeSpan length) => Task.CompletedTask;

    public Task<Window> MeasureAsync(TimeSpan warmUp, TimeSpan length) =>
        pgbench.RunAsync(script, connections, Math.Max(2, (int)Math.Ceiling(length.TotalSeconds)), eventsPerTransaction);

    public void Dispose()
    {
        // A pgbench ends with its run.
    }
}
