using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Ordi2.Ledger.Boards;
using Ordi2.Ledger.Migrations;

namespace Ordi2.Ledger.Testing;

/// <summary>The real ledger on a database of its own, gone when disposed.</summary>
public sealed class TestLedger : IAsyncDisposable
{
    /// <summary>A million rows take their time on a busy machine.</summary>
    private const int PatienceSeconds = 180;

    // Each script is a transaction that waits for the disk: one file of this process has seen them, and the others begin as its copies.
    private static readonly Lazy<Task<string>> Migrated = new(MigratedAsync);

    private readonly DirectoryInfo? _folder;
    private readonly SemaphoreSlim _copying = new(1, 1);
    private ServiceProvider _services;

    private TestLedger(string database, DirectoryInfo? folder)
    {
        Database = database;
        _folder = folder;
        _services = Build();
    }

    public string Database { get; }

    public IServiceProvider Services => _services;

    public ILedger Ledger => Services.GetRequiredService<ILedger>();

    /// <summary>What was told after commits, in order.</summary>
    public CommitLog Commits { get; } = new();

    public bool IsPostgres => _folder is null;

    /// <summary>On a database without tables.</summary>
    public static async Task<TestLedger> EmptyAsync(bool postgres)
    {
        if (postgres)
        {
            return new TestLedger(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(), folder: null);
        }

        var folder = TestFolder.Make("ledger");
        return new TestLedger(Path.Combine(folder.FullName, "ledger.db"), folder);
    }

    public static async Task<TestLedger> SqliteAsync()
    {
        var ledger = await EmptyAsync(postgres: false);
        File.Copy(await Migrated.Value, ledger.Database);
        return ledger;
    }

    /// <summary>Another one with all that is in this one; nobody writes here meanwhile.</summary>
    public async Task<TestLedger> CopyAsync()
    {
        if (IsPostgres)
        {
            // Nobody may be connected to what PostgreSQL copies: those who were, come back when they need it.
            await _copying.WaitAsync();

            try
            {
                await _services.DisposeAsync();
                _services = Build();
                return new TestLedger(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(new NpgsqlConnectionStringBuilder(Database).Database), folder: null);
            }
            finally
            {
                _copying.Release();
            }
        }

        var copy = await EmptyAsync(postgres: false);
        File.Copy(Database, copy.Database);
        return copy;
    }

    /// <summary>Brings all that was written into the file itself, for whoever copies it.</summary>
    public Task SettleAsync() => IsPostgres ? Task.CompletedTask : ExecuteAsync("pragma wal_checkpoint(truncate)");

    public static async Task<TestLedger> PostgresAsync()
    {
        var server = await PostgresServer.SharedAsync();
        var database = await server.CreateDatabaseAsync("ledger", async template =>
        {
            await using var services = new ServiceCollection().AddOrdi2Ledger(new LedgerOptions { Database = template }).BuildServiceProvider();
            await services.GetRequiredService<Migrator>().MigrateAsync();
        });
        return new TestLedger(database, folder: null);
    }

    /// <summary>Past the program, straight into the database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await connection.ExecuteAsync(sql, commandTimeout: PatienceSeconds);
    }

    /// <summary>Past the program, straight from the database.</summary>
    public async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = IsPostgres ? new NpgsqlConnection(Database) : new SqliteConnection($"Data Source={Database}");
        await connection.OpenAsync();
        return connection;
    }

    public Task MigrateAsync() => Services.GetRequiredService<Migrator>().MigrateAsync();

    /// <summary>Ends this program's part and starts it anew on the same data.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Build();
    }

    /// <summary>A second process on the same data: dispose it before this one.</summary>
    public ServiceProvider Second() => Build();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_folder is not null)
        {
            using (var connection = new SqliteConnection($"Data Source={Database}"))
            {
                SqliteConnection.ClearPool(connection);
            }

            _folder.Delete(recursive: true);
        }
    }

    private static async Task<string> MigratedAsync()
    {
        var file = Path.Combine(TestFolder.Make("migrated").FullName, "ledger.db");
        await using (var services = new ServiceCollection().AddOrdi2Ledger(new LedgerOptions { Database = file }).BuildServiceProvider())
        {
            await services.GetRequiredService<Migrator>().MigrateAsync();
        }

        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.ExecuteAsync("pragma wal_checkpoint(truncate)");
        return file;
    }

    private ServiceProvider Build() => new ServiceCollection()
        .AddOrdi2Ledger(new LedgerOptions { Database = Database })
        .AddSingleton<ICommitListener>(Commits)
        .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
}

/// <summary>Remembers what was committed.</summary>
public sealed class CommitLog : ICommitListener
{
    private readonly Lock _gate = new();
    private readonly List<Committed> _all = [];

    public IReadOnlyList<Committed> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _all];
            }
        }
    }

    public void OnCommitted(IReadOnlyList<Committed> group)
    {
        lock (_gate)
        {
            _all.AddRange(group);
        }
    }
}
