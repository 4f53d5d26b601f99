using System.Security.Cryptography;
using System.Text;
using Ordi2.Benchmarks.Plain;
using Ordi2.Ledger.Testing;

namespace Ordi2.Benchmarks.Servers;

internal enum Database
{
    Sqlite,
    Postgres,
}

/// <summary>Everything that a subject starts, and ends with it: a folder, a durable PostgreSQL if asked, servers.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    // The same for ours, the plain design and pgbench. No checkpoint falls into one window and not into another.
    private static readonly string[] Durable =
    [
        "fsync=on", "synchronous_commit=on", "full_page_writes=on", "shared_buffers=1GB", "max_wal_size=16GB", "min_wal_size=2GB",
        "checkpoint_timeout=1h", "max_connections=600",
    ];

    private readonly Stack<IAsyncDisposable> _started = new();
    private PostgresServer? _postgres;

    private Workplace(Database database)
    {
        Database = database;
        Folder = Directory.CreateTempSubdirectory("ordi2-bench-").FullName;
    }

    public Database Database { get; }

    public string Folder { get; }

    public static async Task<Workplace> OpenAsync(Database database)
    {
        var workplace = new Workplace(database);
        if (database is Database.Postgres)
        {
            workplace._postgres = await PostgresServer.StartAsync(durable: true, Durable);
        }

        return workplace;
    }

    /// <summary>Ours with an empty folder and database, not started.</summary>
    public async Task<OrdiServer> PrepareOursAsync(string name)
    {
        var server = new OrdiServer(Path.Combine(Folder, name), _postgres is { } p ? await p.CreateDatabaseAsync() : null);
        _started.Push(server);
        return server;
    }

    /// <summary>Ours, ready, with the accounts of the demo.</summary>
    public async Task<OrdiServer> StartOursAsync(string name = "ours")
    {
        var server = await PrepareOursAsync(name);
        await server.StartAsync("--demo");
        return server;
    }

    /// <summary>The plain design on an empty database.</summary>
    /// <param name="store">Which variant: a key of <see cref="PlainStores"/>.</param>
    /// <param name="token">A token that it accepts.</param>
    public async Task<WebProcess> StartPlainAsync(string store, string token)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        string connection;
        if (_postgres is { } postgres)
        {
            connection = await postgres.CreateDatabaseAsync();
            await PlainPostgres.CreateAsync(connection, hash);
        }
        else
        {
            connection = Path.Combine(Folder, $"{store}.db");
            PlainSqlite.Create(connection, hash);
        }

        var server = await WebProcess.StartPlainAsync(store, connection);
        _started.Push(server);
        return server;
    }

    /// <summary>pgbench on an empty database with the tables of the plain design.</summary>
    public async Task<PgBench> PgBenchAsync()
    {
        var connection = await _postgres!.CreateDatabaseAsync();
        await PlainPostgres.CreateAsync(connection, new byte[32]);
        return new PgBench(connection, Folder, "plain-machines.sql");
    }

    /// <summary>pgbench on the tables of ours, as our own program made them.</summary>
    public async Task<PgBench> PgBenchOnOurTablesAsync()
    {
        var server = await StartOursAsync("our-tables");
        await server.KillAsync();
        return new PgBench(server.Database!, Folder, "ledger-machines.sql");
    }

    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out var started))
        {
            await started.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
