using Dapper;
using Microsoft.Data.Sqlite;
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
}

public sealed class PostgresLedgerTests : SqlLedgerContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();
}
