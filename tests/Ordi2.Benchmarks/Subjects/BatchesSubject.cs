using Ordi2.Benchmarks.Load;
using Ordi2.Benchmarks.Report;
using Ordi2.Benchmarks.Servers;

namespace Ordi2.Benchmarks.Subjects;

/// <summary>
/// Durable scans a second with 100 scans in a request. On PostgreSQL beside pgbench, which writes the same events and machines into
/// the same tables in transactions of 100: one by one, and all in one statement.
/// </summary>
internal static class BatchesSubject
{
    private const int Batch = 100;

    public static async Task RunAsync(SubjectOptions options)
    {
        await using var workplace = await Workplace.OpenAsync(options.Database);
        var head = Head.Take(workplace.Folder);
        head.Print();
        var contest = new Contest();
        var ours = await workplace.StartOursAsync();
        var account = await ours.AccountAsync("OPERATOR");
        var labels = new LabelRoll(1_000_000);
        contest.Enter(Side.Ours, "ours", async connections =>
            new ServerRival(await ScanTarget.OpenAsync(ours.Address, account.Token, labels, connections, Batch, places: 3 * Batch), ours.Id));
        if (options.Database is Database.Postgres)
        {
            var pgbench = await workplace.PgBenchOnOurTablesAsync();
            foreach (var script in new[] { "batch-each.sql", "batch-set.sql" })
            {
                contest.Enter(Side.BareSql, script, connections => Task.FromResult<IRival>(new SqlRival(pgbench, script, connections, Batch)));
            }
        }

        var runs = await contest.RunAsync([1, 4, 16], options);
        Contest.Print($"Durable scans a second on {options.Database}, {Batch} scans in a request", runs);
        await Reports.WriteAsync(options.Json, new { machine = head, database = options.DatabaseName, options.Quick, batch = Batch, runs });
    }
}
