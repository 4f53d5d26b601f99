using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Ordi2.Ledger.Maintenance;
using Ordi2.Ledger.Writing;

namespace Ordi2.Ledger.Databases;

internal sealed class SqliteDatabase : LedgerDatabase
{
    private readonly string _connectionString;

    public SqliteDatabase(string pathOrConnectionString)
    {
        var builder = pathOrConnectionString.Contains("Data Source=", StringComparison.OrdinalIgnoreCase)
            ? new SqliteConnectionStringBuilder(pathOrConnectionString)
            : new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(pathOrConnectionString) };
        builder.DefaultTimeout = 60;
        FilePath = builder.DataSource;
        _connectionString = builder.ConnectionString;
    }

    public string FilePath { get; }

    internal override string Dialect => "sqlite";

    internal override IReadOnlyDictionary<string, string> Words { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["text"] = "text",
        ["long"] = "integer",
        ["int"] = "integer",
        ["time"] = "integer",
        ["bytes"] = "blob",
        ["uuid"] = "blob",
        ["json"] = "text",
        ["keyed"] = "strict, without rowid",
    };

    internal override int Writers => 1;

    public override ValueTask DisposeAsync()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }

    internal override Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<DbConnection>(Open("pragma query_only = on;"));

    internal override Task<DbConnection> OpenToWriteAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<DbConnection>(Open("pragma query_only = off; pragma synchronous = full; pragma recursive_triggers = on;"));

    internal override string In(string column, string parameter) => $"{column} in {parameter}";

    internal override string Each(string json, string member) => $"json_each({json}, '$.{member}')";

    internal override string LedBy(string index) => $" indexed by {index}";

    internal override ILane CreateLane() => new SqliteLane(this);

    internal override IHistoryReader CreateReader() => new SqliteHistoryReader(this);

    // One writer at a time and positions in the order of commits: what is there is settled.
    internal override Task<long> SettledPositionAsync(CancellationToken cancellationToken)
    {
        using var connection = Open("pragma query_only = on;");
        using var command = connection.CreateCommand();
        command.CommandText = "select coalesce(max(position), 0) from event";
        return Task.FromResult((long)command.ExecuteScalar()!);
    }

    internal override Task<DbTransaction> BeginAloneAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: false));

    internal override Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: true));

    internal override Task ExecuteAsync(DbTransaction transaction, Statement statement, Group group, CancellationToken cancellationToken)
    {
        using var prepared = new SqliteStatement((SqliteConnection)transaction.Connection!, statement.SqliteSql);
        statement.Execute(group, prepared);
        return Task.CompletedTask;
    }

    internal override string Empty(IEnumerable<string> tables) => string.Join("; ", tables.Select(table => $"delete from {table}"));

    internal override string TableExists(string table) => $"select count(*) from sqlite_master where type = 'table' and name = '{table}'";

    internal override Task BackUpAsync(string file, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var source = Open("pragma query_only = on;");
            using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
            target.Open();
            source.BackupDatabase(target);
        },
        cancellationToken);

    internal override Task RestoreAsync(string file, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var source = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ConnectionString);
            try
            {
                source.Open();
                using var check = source.CreateCommand();
                check.CommandText = "select (select count(*) from sqlite_master where name = 'event') and (select quick_check = 'ok' from pragma_quick_check)";
                if (check.ExecuteScalar() is not 1L)
                {
                    throw new BackupException(
                        $"« {file} » est un fichier SQLite, mais pas une copie entière de ce programme. Prenez une copie faite par backup.",
                        $"'{file}' is a SQLite file, but no whole backup of this program. Take a copy that backup made.");
                }
            }
            catch (SqliteException e)
            {
                throw new BackupException(
                    $"« {file} » n'est pas une copie de ce programme. Prenez une copie faite par backup. ({e.Message})",
                    $"'{file}' is no backup of this program. Take a copy that backup made. ({e.Message})",
                    e);
            }

            using var target = Open("pragma query_only = off;");
            source.BackupDatabase(target);
        },
        cancellationToken);

    // The first thing that a migration does is to begin a transaction that writes: SQLite lets one in at a time.
    internal override Task<IAsyncDisposable> LockMigrationsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        using var command = ((SqliteConnection)connection).CreateCommand();
        command.CommandText = "pragma journal_mode = wal";
        if (command.ExecuteScalar() is not "wal")
        {
            throw new LedgerOptionsException(
                $"'{FilePath}' cannot be used with a write-ahead log. Put the data folder on a local disk, not on a network share.");
        }

        return Task.FromResult<IAsyncDisposable>(new Nothing());
    }

    internal SqliteConnection Open(string pragmas)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = pragmas;
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 14 or 8 or 26 or 10)
        {
            connection.Dispose();
            throw new LedgerOptionsException(
                $"The SQLite file '{FilePath}' cannot be opened ({e.Message}) {Advice()}", e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private string Advice()
    {
        if (Directory.Exists(FilePath))
        {
            return "It is a folder: give the path of a file in it.";
        }

        return Directory.Exists(Path.GetDirectoryName(FilePath))
            ? "Make sure that it is an Ordi2 database, and that this account may write to it and to its folder."
            : "Its folder does not exist: make it, or give another path (ORDI2_DATA, ORDI2_DATABASE).";
    }

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
