using Ordi2.Benchmarks.Load;
using Ordi2.Benchmarks.Plain;
using Ordi2.Benchmarks.Report;
using Ordi2.Benchmarks.Servers;

namespace Ordi2.Benchmarks.Subjects;

/// <summary>Durable scans a second, one scan in a request: ours, the plain design and the bare SQL.</summary>
internal static class ScansSubject
{
    private const string PlainToken = "a-token-of-the-plain-design-as-long-as-ours-are";

    public static async Task RunAsync(SubjectOptions options)
    {
        await using var workplace = await Workplace.OpenAsync(options.Database);
        var head = Head.Take(workplace.Folder);
        head.Print();
        var contest = new Contest();
        if (!options.BaselinesOnly)
        {
            var ours = await workplace.StartOursAsync();
            var account = await ours.AccountAsync("OPERATOR");
            var labels = new LabelRoll(1_000_000);
            contest.Enter(Side.Ours, "ours", async connections =>
                new ServerRival(await ScanTarget.OpenAsync(ours.Address, account.Token, labels, connections), ours.Id));
        }

        foreach (var store in PlainStores.Of(options.Database))
        {
            var plain = await workplace.StartPlainAsync(store, PlainToken);
            var labels = new LabelRoll(1_000_000);
            contest.Enter(Side.Plain, store, async connections =>
                new ServerRival(await ScanTarget.OpenAsync(plain.Address, PlainToken, labels, connections), plain.Id));
        }

        if (options.Database is Database.Postgres)
        {
            var pgbench = await workplace.PgBenchAsync();
            foreach (var script in new[] { "statements.sql", "single.sql" })
            {
                contest.Enter(Side.BareSql, script, connections => Task.FromResult<IRival>(new SqlRival(pgbench, script, connections)));
            }
        }

        var runs = await contest.RunAsync([1, 8, 32, 128], options);
        Contest.Print($"Durable scans a second on {options.Database}", runs);
        await Reports.WriteAsync(options.Json, new { machine = head, database = options.DatabaseName, options.Quick, runs });
    }
}
