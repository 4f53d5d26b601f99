using System.Collections.Immutable;
using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Due;
using Ordi2.Ledger.Testing;
using static Ordi2.Ledger.Tests.Samples;

namespace Ordi2.Ledger.Tests.Due;

public sealed class SqliteDueTests : DueContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();

    protected override string ExplainPrefix => "explain query plan ";

    protected override string MillionNumbers => "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000000)";

    protected override string From => "n";
}

public sealed class PostgresDueTests : DueContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();

    protected override string ExplainPrefix => "explain ";

    protected override string MillionNumbers => "";

    protected override string From => "generate_series(1, 1000000) as i";
}

/// <summary>What the clock of a silo asks once a minute.</summary>
public abstract class DueContract : IAsyncLifetime
{
    private TestLedger? _test;

    private TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    private DueQueries Due => Test.Services.GetRequiredService<DueQueries>();

    protected abstract string ExplainPrefix { get; }

    protected abstract string MillionNumbers { get; }

    protected abstract string From { get; }

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    [Fact]
    public async Task What_is_due_comes_page_by_page_once_and_nothing_that_is_not()
    {
        var machines = Enumerable.Range(0, 7).Select(i => Row(NewMachine()) with { DueAt = Noon.AddHours(i + 1).ToStored(), WakeAt = Noon.AddHours(i).ToStored() }).ToArray();
        foreach (var row in machines)
        {
            await Test.Ledger.AppendAsync(Scan(row.Id).With(null, row));
        }

        foreach (var i in Enumerable.Range(0, 3))
        {
            await Test.Ledger.AppendAsync(Scan("unused") with { Stream = $"loan/l{i}", Aggregate = Loan($"l{i}", 1, Noon.AddMinutes(i)) });
        }

        var seen = new List<DueRow>();
        for (var page = ImmutableArray<DueRow>.Empty; ;)
        {
            page = await Due.ListAsync(Noon.AddHours(4), page, limit: 2);
            seen.AddRange(page);
            if (page.Length < 2)
            {
                break;
            }
        }

        Assert.Equal(
            machines.Take(5).Select(row => $"machine/{row.Id}").Concat(["loan/l0", "loan/l1", "loan/l2"]).Order(StringComparer.Ordinal),
            seen.Select(row => row.Key).Order(StringComparer.Ordinal));
        Assert.Equal(Noon.AddMinutes(1).ToStored(), seen.Single(row => row.Id == "l1").DueAt);
    }

    [Fact]
    public async Task A_deadline_that_is_over_is_forgotten()
    {
        var end = await Test.Ledger.AppendAsync(Scan("unused") with { Stream = "loan/l1", Aggregate = Loan("l1", 1, Noon) });
        Assert.Single(await Due.ListAsync(Noon, [], 10));

        await Test.Ledger.AppendAsync(Scan("unused") with { Stream = "loan/l1", Expected = end, Aggregate = Loan("l1", 2, null) });

        Assert.Empty(await Due.ListAsync(Noon.AddYears(9), [], 10));
        Assert.Null((await Test.Services.GetRequiredService<AggregateQueries>().GetAsync("loan", "l1"))!.DueAt);
    }

    [Fact]
    public async Task A_million_machines_cost_nothing_while_nothing_is_due()
    {
        // Straight into the read table, without what the question does not look at: a tenth of them have a deadline, tomorrow.
        await Test.ExecuteAsync(
            $"""
            {MillionNumbers}
            insert into machine (id, version, status_since, wake_at, stage, holds, held_scans, status, type, sanitisation, legal_nature, grade, profile)
            select 'M' || (10000000 + i), 1, {Moment(Noon)}, case when i % 10 = 0 then {Moment(Noon.AddDays(1))} end, 2, 0, 0, 'TRIAGED', 'LAPTOP', 'DIRTY', 'PRODUCT', 'NONE', 'NONE'
            from {From} where true
            """);
        await Test.ExecuteAsync("analyze machine");

        var plan = await PlanAsync();
        Assert.Contains("machine_wake", plan, StringComparison.Ordinal);
        Assert.Contains("aggregate_due", plan, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"SCAN (m|a)\b", plan);
        Assert.DoesNotContain("Seq Scan on machine", plan, StringComparison.Ordinal);

        await Due.ListAsync(Noon, [], 500);
        var watch = Stopwatch.StartNew();
        Assert.Empty(await Due.ListAsync(Noon, [], 500));
        watch.Stop();
        Assert.True(watch.Elapsed < TimeSpan.FromMilliseconds(250), $"The question took {watch.Elapsed.TotalMilliseconds:0} ms.\n{plan}");
        Assert.Equal(500, (await Due.ListAsync(Noon.AddDays(1), [], 500)).Length);
    }

    private async Task<string> PlanAsync()
    {
        await using var connection = await Test.OpenAsync();
        var sql = DueQueries.Sql;
        foreach (var (name, value) in new[]
        {
            ("@Now", Moment(Noon)), ("@AfterMachineId", "''"), ("@AfterMachine", Moment(DateTimeOffset.UnixEpoch)), ("@AfterAggregateId", "''"),
            ("@AfterAggregate", Moment(DateTimeOffset.UnixEpoch)), ("@AfterKind", "''"), ("@Limit", "500"),
        })
        {
            sql = sql.Replace(name, value, StringComparison.Ordinal);
        }

        await using var rows = await connection.ExecuteReaderAsync(ExplainPrefix + sql);
        var lines = new List<string>();
        while (await rows.ReadAsync())
        {
            lines.Add(string.Join(' ', Enumerable.Range(0, rows.FieldCount).Select(rows.GetValue)));
        }

        return string.Join('\n', lines);
    }

    private string Moment(DateTimeOffset moment) => Test.IsPostgres
        ? $"timestamptz '{moment.UtcDateTime:yyyy-MM-dd HH:mm:ss}+00'"
        : moment.ToMicroseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static AggregateRow Loan(string id, long version, DateTimeOffset? dueAt) => new("loan", id, "ACTIVE", [], "{}", version) { DueAt = dueAt };
}
