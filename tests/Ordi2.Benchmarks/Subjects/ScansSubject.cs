using System.Globalization;
using Ordi2.Benchmarks.Load;
using Ordi2.Benchmarks.Plain;
using Ordi2.Benchmarks.Report;
using Ordi2.Benchmarks.Servers;
using Spectre.Console;

namespace Ordi2.Benchmarks.Subjects;

/// <summary>Durable scans a second, one scan in a request: ours, the plain design and the bare SQL, in turns.</summary>
internal static class ScansSubject
{
    private static readonly int[] Connections = [1, 8, 32, 128];

    public static async Task RunAsync(SubjectOptions options)
    {
        await using var workplace = await Workplace.OpenAsync(options.Database);
        var head = Head.Take(workplace.Folder);
        head.Print();
        var rivals = await Rivals.StartAsync(workplace, options.BaselinesOnly);
        var runs = new List<ScansRun>();
        foreach (var connections in Connections)
        {
            var run = await rivals.MeasureAsync(connections, options);
            runs.Add(run);
            Console.WriteLine(
                $"{connections} connections: " + string.Join(
                    ", ", run.All.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Name} {m.PerSecond:F0}/s p50 {m.P50Ms:F2} p99 {m.P99Ms:F2} ms"))));
        }

        Print(options.Database, runs);
        await Reports.WriteAsync(options.Json, new { machine = head, database = options.Database.ToString().ToLowerInvariant(), options.Quick, runs });
    }

    private static void Print(Database database, List<ScansRun> runs)
    {
        var table = new Table { Title = new TableTitle($"Durable scans a second on {database} (median of the windows; p50 / p99 in ms)") };
        table.AddColumns("connections", "ours", "plain (best variant)", "bare SQL", "ours / plain", "ours / bare SQL");
        foreach (var run in runs)
        {
            table.AddRow(
                run.Connections.ToString(CultureInfo.InvariantCulture), Cell(run.Ours), $"{Cell(run.Plain)} {run.Plain?.Name}",
                $"{Cell(run.BareSql)} {run.BareSql?.Name}", Ratio(run.RatioPlain), Ratio(run.RatioBareSql));
        }

        AnsiConsole.Write(table);
    }

    private static string Cell(Measure? measure) => measure is null
        ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"{measure.PerSecond:F0} ({measure.P50Ms:F2} / {measure.P99Ms:F2})");

    private static string Ratio(double? ratio) => ratio is { } value ? value.ToString("F2", CultureInfo.InvariantCulture) : "-";
}

/// <summary>One line of the report.</summary>
internal sealed record ScansRun(int Connections, Measure? Ours, Measure? Plain, Measure? BareSql)
{
    public double? RatioPlain => Ratio(Plain);

    public double? RatioBareSql => Ratio(BareSql);

    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<Measure> All { get; init; } = [];

    private double? Ratio(Measure? other) => Ours is null || other is null ? null : Math.Round(Ours.PerSecond / other.PerSecond, 3);
}

/// <summary>Those that are measured, each on its own database of the same server.</summary>
internal sealed class Rivals
{
    private readonly List<(string Name, Func<int, SubjectOptions, Task<IRival>> Open)> _rivals = [];
    private string? _ours;
    private IReadOnlyList<string> _plain = [];
    private IReadOnlyList<string> _sql = [];

    public static async Task<Rivals> StartAsync(Workplace workplace, bool baselinesOnly)
    {
        var rivals = new Rivals();
        if (!baselinesOnly)
        {
            var ours = await workplace.StartOursAsync();
            var account = await ours.AccountAsync("OPERATOR");
            var labels = new LabelRoll(1_000_000);
            rivals._ours = "ours";
            rivals._rivals.Add((rivals._ours, async (connections, _) =>
                new ServerRival(await ScanTarget.OpenAsync(ours.Address, account.Token, labels, connections))));
        }

        const string Token = "plain-token";
        rivals._plain = PlainStores.Of(workplace.Database);
        foreach (var store in rivals._plain)
        {
            var plain = await workplace.StartPlainAsync(store, Token);
            var labels = new LabelRoll(1_000_000);
            rivals._rivals.Add((store, async (connections, _) =>
                new ServerRival(await ScanTarget.OpenAsync(plain.Address, Token, labels, connections))));
        }

        if (workplace.Database is Database.Postgres)
        {
            var pgbench = await workplace.PgBenchAsync();
            rivals._sql = ["statements.sql", "single.sql"];
            foreach (var script in rivals._sql)
            {
                rivals._rivals.Add((script, (connections, _) => Task.FromResult<IRival>(new SqlRival(pgbench, script, connections))));
            }
        }

        return rivals;
    }

    public async Task<ScansRun> MeasureAsync(int connections, SubjectOptions options)
    {
        var open = new List<(string Name, IRival Rival, List<Window> Windows)>();
        try
        {
            foreach (var (name, opener) in _rivals)
            {
                open.Add((name, await opener(connections, options), []));
            }

            // Programs that have just started compile what is hot: let them, before anything counts.
            foreach (var (_, rival, _) in open)
            {
                await rival.WarmAsync(options.FirstWarmUp);
            }

            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var (_, rival, windows) in open)
                {
                    windows.Add(await rival.MeasureAsync(options.WarmUp, options.Window));
                }
            }
        }
        finally
        {
            open.ForEach(o => o.Rival.Dispose());
        }

        var measures = open.Select(o => Measure.Of(o.Name, o.Windows)).ToList();
        return new ScansRun(connections, measures.Find(m => m.Name == _ours), Best(measures, _plain), Best(measures, _sql)) { All = measures };
    }

    private static Measure? Best(List<Measure> measures, IReadOnlyList<string> names) =>
        measures.Where(m => names.Contains(m.Name, StringComparer.Ordinal)).MaxBy(m => m.PerSecond);

    private interface IRival : IDisposable
    {
        Task WarmAsync(TimeSpan length);

        Task<Window> MeasureAsync(TimeSpan warmUp, TimeSpan length);
    }

    private sealed class ServerRival(ScanTarget target) : IRival
    {
        public Task WarmAsync(TimeSpan length) => target.MeasureAsync(length, TimeSpan.Zero);

        public Task<Window> MeasureAsync(TimeSpan warmUp, TimeSpan length) => target.MeasureAsync(warmUp, length);

        public void Dispose() => target.Dispose();
    }

    private sealed class SqlRival(PgBench pgbench, string script, int connections) : IRival
    {
        public Task WarmAsync(TimeSpan length) => Task.CompletedTask;

        public Task<Window> MeasureAsync(TimeSpan warmUp, TimeSpan length) =>
            pgbench.RunAsync(script, connections, Math.Max(2, (int)Math.Ceiling(length.TotalSeconds)));

        public void Dispose()
        {
            // A pgbench ends with its run.
        }
    }
}
