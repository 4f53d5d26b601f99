using Npgsql;
using Ordi2.Ledger.Testing;

namespace Ordi2.Ledger.Tests;

public sealed class PostgresServerTests
{
    [Fact]
    public async Task Databases_of_one_template_start_alike_and_stay_apart()
    {
        var server = await PostgresServer.SharedAsync();
        var first = await server.CreateDatabaseAsync("drawer", c => ExecuteAsync(c, "create table t (n int); insert into t values (7)"));
        var second = await server.CreateDatabaseAsync("drawer", _ => throw new InvalidOperationException("prepared twice"));

        await ExecuteAsync(first, "insert into t values (8)");

        Assert.Equal(15L, await ReadAsync(first, "select sum(n) from t"));
        Assert.Equal(7L, await ReadAsync(second, "select sum(n) from t"));
    }

    [Fact]
    public async Task A_server_that_was_crashed_comes_back_with_what_it_had_acknowledged()
    {
        await using var server = await PostgresServer.StartAsync(durable: true);
        var database = await server.CreateDatabaseAsync();
        await ExecuteAsync(database, "create table t (n int); insert into t values (7)");

        await server.CrashAndRestartAsync();
        NpgsqlConnection.ClearAllPools();

        Assert.Equal(7L, await ReadAsync(database, "select sum(n) from t"));
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ReadAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
