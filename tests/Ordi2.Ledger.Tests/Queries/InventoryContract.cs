using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Testing;
using static Ordi2.Ledger.Tests.Samples;

namespace Ordi2.Ledger.Tests.Queries;

public sealed class SqliteInventoryTests : InventoryContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();

    protected override string Plan => "explain query plan ";
}

public sealed class PostgresInventoryTests : InventoryContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();

    // On a table of a few rows every plan is as good; here the question is whether the index can answer at all.
    protected override string Plan => "set enable_seqscan = off; explain ";
}

/// <summary>What a stock-take reads.</summary>
public abstract class InventoryContract : IAsyncLifetime
{
    private const string Check = "machine.inventoried.v1";

    private TestLedger? _test;

    private TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    private InventoryQueries Inventory => Test.Services.GetRequiredService<InventoryQueries>();

    protected abstract string Plan { get; }

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    [Fact]
    public async Task Only_the_checks_of_the_one_who_counts_since_it_began_are_seen()
    {
        await ScanAsync("T1", Check, Noon.AddHours(-2));
        await ScanAsync("T2", Check, Noon);
        await ScanAsync("T3", Check, Noon.AddHours(1));
        await ScanAsync("T4", "machine.sighted.v1", Noon.AddHours(1));
        await ScanAsync("T5", Check, Noon.AddHours(1), organisation: "o2");

        var seen = await Inventory.SeenAsync("o1", Noon);

        Assert.Equal(["machine/T2", "machine/T3"], seen.Select(one => one.Stream));
        Assert.Equal(Noon.ToStored(), seen[0].OccurredAt);
    }

    [Fact]
    public async Task The_machines_of_a_holder_are_all_listed_and_others_by_name()
    {
        foreach (var (machine, holder) in new[] { ("T1", "o1"), ("T2", "o1"), ("T3", "o2") })
        {
            await Test.Ledger.AppendAsync(Scan(machine).With(null, Row(machine) with { Holder = holder }));
        }

        Assert.Equal(["T1", "T2"], (await Inventory.HeldByAsync("o1")).Select(row => row.Id).Order(StringComparer.Ordinal));
        Assert.Equal(["T3"], (await Inventory.TheseAsync(["T3", "T9"])).Select(row => row.Id));
        Assert.Empty(await Inventory.TheseAsync([]));
    }

    [Fact]
    public async Task An_index_of_the_checks_alone_finds_them_in_a_journal_of_millions()
    {
        await using var connection = await Test.OpenAsync();
        var sql = InventoryQueries.SeenSql.Replace("@Organisation", "'o1'", StringComparison.Ordinal)
            .Replace("@Since", Test.IsPostgres ? "timestamptz '2026-11-02 12:00:00+00'" : "0", StringComparison.Ordinal);
        var plan = string.Join('\n', (await connection.QueryAsync(Plan + sql)).Select(row => string.Join(' ', ((IDictionary<string, object>)row).Values)));

        Assert.Contains("event_inventoried", plan, StringComparison.Ordinal);
    }

    private Task<StreamEnd> ScanAsync(string machine, string type, DateTimeOffset at, string organisation = "o1") => Test.Ledger.AppendAsync(Scan(machine) with
    {
        Organisation = organisation,
        Events = [Event(type) with { OccurredAt = at }],
    });
}
