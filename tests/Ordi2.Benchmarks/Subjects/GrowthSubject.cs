using System.Globalization;
using Ordi2.Benchmarks.Load;
using Ordi2.Benchmarks.Report;
using Ordi2.Benchmarks.Servers;
using Spectre.Console;

namespace Ordi2.Benchmarks.Subjects;

/// <summary>
/// What a scan costs with a thousand, a hundred thousand and a million machines stored (ten events each). The servers of all sizes
/// run side by side and are measured in turns, each on a database of its own.
/// </summary>
internal static class GrowthSubject
{
    private const int Connections = 32;

    public static async Task RunAsync(SubjectOptions options)
    {
        await using var workplace = await Workplace.OpenAsync(options.Database);
        var head = Head.Take(workplace.Folder);
        head.Print();
        var filled = new List<(FilledStore Store, OrdiServer Server)>();
        foreach (var machines in options.Quick ? new[] { 1_000, 20_000 } : [1_000, 100_000, 1_000_000])
        {
            var server = await workplace.StartOursAsync(string.Create(CultureInfo.InvariantCulture, $"machines-{machines}"));
            filled.Add((await FilledStore.FillAsync(server, machines), server));
        }

        // Only when all are filled: a server closes a connection that was idle for as long as the largest takes.
        var sizes = new List<(FilledStore Store, ScanTarget Target, List<Window> Windows)>();
        foreach (var (store, server) in filled)
        {
            var account = await server.AccountAsync("OPERATOR");
            var target = await ScanTarget.OpenAsync(server.Address, account.Token, new LabelRoll(FilledStore.First + store.Machines), Connections);
            sizes.Add((store, target, []));
        }

        foreach (var (_, target, _) in sizes)
        {
            await target.MeasureAsync(options.FirstWarmUp, TimeSpan.Zero);
        }

        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var (_, target, windows) in sizes)
            {
                windows.Add(await target.MeasureAsync(options.WarmUp, options.Window));
            }
        }

        var runs = sizes.ConvertAll(size => (size.Store, Measure: Measure.Of("ours", size.Windows)));
        sizes.ForEach(size => size.Target.Dispose());
        var table = new Table { Title = new TableTitle($"What a scan costs as {options.Database} grows ({Connections} connections)") };
        table.AddColumns("machines", "events", "scans/s", "p50 ms", "p99 ms", "cost, in scans with the fewest machines");
        var rows = runs.ConvertAll(run => new GrowthRun(
            run.Store.Machines, run.Store.Events, run.Measure, Math.Round(runs[0].Measure.PerSecond / run.Measure.PerSecond, 3)));
        foreach (var row in rows)
        {
            table.AddRow(
                row.Machines.ToString(CultureInfo.InvariantCulture), row.Events.ToString(CultureInfo.InvariantCulture),
                row.Ours.PerSecond.ToString("F0", CultureInfo.InvariantCulture), row.Ours.P50Ms.ToString("F2", CultureInfo.InvariantCulture),
                row.Ours.P99Ms.ToString("F2", CultureInfo.InvariantCulture), row.CostRatio.ToString("F2", CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
        await Reports.WriteAsync(options.Json, new { machine = head, database = options.DatabaseName, connections = Connections, runs = rows });
    }
}

/// <summary>One size.</summary>
internal sealed record GrowthRun(int Machines, long Events, Measure Ours, double CostRatio);
