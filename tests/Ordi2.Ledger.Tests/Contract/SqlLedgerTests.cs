using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Ledger.Maintenance;
using Ordi2.Ledger.Testing;
using static Ordi2.Ledger.Tests.Samples;

namespace Ordi2.Ledger.Tests.Contract;

public sealed class SqliteLedgerTests : SqlLedgerContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();

    /// <summary>SQLite sweeps a row aside for the one that replaces it, and tells the delete trigger only where the connection asked for that.</summary>
    [Theory]
    [InlineData("position, 900, null, 'machine/OTHER'")]
    [InlineData("position + 900, seq, null, stream")]
    [InlineData("position + 900, 900, client_event_id, stream")]
    public async Task The_database_itself_refuses_to_replace_the_past(string taken)
    {
        await Ledger.AppendAsync(Scan(NewMachine()));
        await using var connection = await Test.OpenAsync();
        const string Past = "select group_concat(position || stream || seq || type) from event";
        var before = await connection.QuerySingleAsync<string>(Past);

        var refusal = await Assert.ThrowsAsync<SqliteException>(() => connection.ExecuteAsync(
            $"""
            insert or replace into event (position, seq, client_event_id, stream, occurred_at, recorded_at, type, actor, organisation, device, data, hash)
            select {taken}, occurred_at, recorded_at, 'changed', actor, organisation, device, data, hash from event limit 1
            """));

        Assert.Contains("append-only", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await connection.QuerySingleAsync<string>(Past));
    }

    [Fact]
    public async Task A_seal_stays_as_it_is_whoever_makes_it_again()
    {
        await Ledger.AppendAsync(Scan(NewMachine()));
        await Test.Services.GetRequiredService<Seals>().SealAsync();
        await using var connection = await Test.OpenAsync();
        const string Seals = "select group_concat(number || hex(root) || sealed_at) from seal";
        var before = await connection.QuerySingleAsync<string>(Seals);

        foreach (var (verb, end) in new[] { ("insert", " on conflict do nothing"), ("insert or replace", string.Empty) })
        {
            Assert.Equal(0, await connection.ExecuteAsync(
                $"{verb} into seal (number, position, streams, root, sealed_at) select number, position, streams, zeroblob(32), sealed_at from seal where true{end}"));
        }

        Assert.Equal(before, await connection.QuerySingleAsync<string>(Seals));
    }
}

public sealed class PostgresLedgerTests : SqlLedgerContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();
}
