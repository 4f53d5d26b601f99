using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using Npgsql;
using Ordi2.Ledger.Writing;

namespace Ordi2.Ledger.Databases;

internal sealed class PostgresDatabase : LedgerDatabase
{
    private const long MigrationsLock = 0x4F72646932_02;

    private readonly NpgsqlDataSource _source;

    public PostgresDatabase(string connectionString, int writers)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.ApplicationName ??= "ordi2-ledger";
        if (builder.MaxAutoPrepare == 0)
        {
            builder.MaxAutoPrepare = 100;
            builder.AutoPrepareMinUsages = 2;
        }

        ConnectionString = builder.ConnectionString;
        _source = NpgsqlDataSource.Create(builder);
        Writers = writers;
    }

    public string ConnectionString { get; }

    internal override string Dialect => "postgres";

    internal override IReadOnlyDictionary<string, string> Words { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // Byte order, whatever the database's language: keyset pages and prefixes are the same everywhere.
        ["text"] = "text collate \"C\"",
        ["long"] = "bigint",
        ["int"] = "integer",
        ["time"] = "timestamptz",
        ["bytes"] = "bytea",
        ["uuid"] = "uuid",
        ["json"] = "json",
        ["keyed"] = "",
    };

    internal override int Writers { get; }

    internal override ImmutableArray<string> TablesOfItsOwn => ["board_move"];

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    internal override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default) =>
        await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

    internal override Task<DbConnection> OpenToWriteAsync(CancellationToken cancellationToken = default) => OpenAsync(cancellationToken);

    internal override string In(string column, string parameter) => $"{column} = any({parameter})";

    internal override string Each(string json, string member) => $"json_array_elements({json} -> '{member}')";

    internal override ILane CreateLane() => new PostgresLane(this);

    internal override IHistoryReader CreateReader() => new PostgresHistoryReader(this);

    internal override async Task<long> SettledPositionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await BeginAloneAsync(connection, cancellationToken).ConfigureAwait(false);
        await using var command = new NpgsqlCommand("select coalesce(max(position), 0) from event", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    internal override async Task<DbTransaction> BeginAloneAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await ((NpgsqlConnection)connection).BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using var command = new NpgsqlCommand($"select pg_advisory_xact_lock({Statements.WritersLock})", transaction.Connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return transaction;
    }

    internal override async Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await ((NpgsqlConnection)connection).BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);

    internal override async Task ExecuteAsync(DbTransaction transaction, Statement statement, Group group, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand { Connection = (NpgsqlConnection)transaction.Connection!, Transaction = (NpgsqlTransaction)transaction };
        command.CommandText = statement.PostgresSql(RowCount.Many, command.Parameters);
        statement.Bind(group, RowCount.Many, command.Parameters, 0);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    internal override async Task AddUpMovesAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Statements.AddUpMoves("true", "0"))
        {
            Connection = (NpgsqlConnection)transaction.Connection!,
            Transaction = (NpgsqlTransaction)transaction,
        };
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    internal override string Empty(IEnumerable<string> tables) => $"truncate {string.Join(", ", tables)}";

    internal override string TableExists(string table) => $"select case when to_regclass('{table}') is null then 0 else 1 end";

    internal override Task BackUpAsync(string file, CancellationToken cancellationToken) =>
        PostgresTools.DumpAsync(ConnectionString, file, cancellationToken);

    internal override Task RestoreAsync(string file, CancellationToken cancellationToken) =>
        PostgresTools.RestoreAsync(ConnectionString, file, cancellationToken);

    internal override async Task<IAsyncDisposable> LockMigrationsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var postgres = (NpgsqlConnection)connection;
        await using var command = new NpgsqlCommand($"select pg_advisory_lock({MigrationsLock})", postgres) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return new Unlock(postgres);
    }

    /// <summary>A connection of the group writer or of the histories: its plans never depend on statistics that are not yet there.</summary>
    internal async Task<NpgsqlConnection> OpenTunedAsync()
    {
        var connection = await _source.OpenConnectionAsync().ConfigureAwait(false);
        try
        {
            await using var command = new NpgsqlCommand(
                """
                set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set plan_cache_mode = force_generic_plan; set jit = off;
                select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'
                """,
                connection);
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private sealed class Unlock(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using var command = new NpgsqlCommand($"select pg_advisory_unlock({MigrationsLock})", connection);
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
    }
}
