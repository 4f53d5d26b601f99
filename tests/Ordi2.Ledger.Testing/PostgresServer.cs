using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace Ordi2.Ledger.Testing;

/// <summary>
/// A PostgreSQL of our own for tests and benchmarks: on a free port of the loopback, in a temporary folder, gone with this process.
/// With <c>ORDI2_TEST_POSTGRES</c> (a connection string of somebody who may create databases) it uses that server instead.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string EnvironmentVariable = "ORDI2_TEST_POSTGRES";

    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(StartSharedAsync);

    private readonly PostgresProcess? _process;
    private readonly ConcurrentDictionary<string, Lazy<Task>> _templates = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _databases = [];

    private PostgresServer(string connectionString, PostgresProcess? process)
    {
        ConnectionString = connectionString;
        _process = process;
    }

    /// <summary>To the server's own database <c>postgres</c>, or the one that the environment named.</summary>
    public string ConnectionString { get; }

    /// <summary>The one server of this test process. It is fast and forgets what the machine had not yet written when it loses power.</summary>
    public static Task<PostgresServer> SharedAsync() => SharedServer.Value;

    /// <summary>Starts a server.</summary>
    /// <param name="durable">Whether a commit waits for the disk; benchmarks and crash tests want it, contract tests do not.</param>
    /// <param name="settings">More settings, for example <c>max_wal_size=4GB</c>.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = true, params string[] settings)
    {
        // Each database has one server of ours at a time, and no table in which several would find each other: for this process and those it starts.
        Environment.SetEnvironmentVariable("ORDI2_CLUSTER__ALONE", "true");

        if (Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } given)
        {
            return new PostgresServer(given, process: null);
        }

        var process = await PostgresProcess.StartAsync(
            durable ? settings : ["fsync=off", "synchronous_commit=off", "full_page_writes=off", .. settings]);
        return new PostgresServer(process.ConnectionString, process);
    }

    /// <summary>Makes an empty database, or a copy of a template, and answers the connection string to it.</summary>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"t_{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        await ExecuteAsync($"create database {name}" + (template is null ? "" : $" template {template}"));
        _databases.Add(name);
        return To(name);
    }

    /// <summary>
    /// Makes a database that starts as a copy of the template of this name; the first caller prepares the template.
    /// </summary>
    /// <param name="template">Lower-case letters, digits and underscores.</param>
    /// <param name="prepare">Fills the template; given its connection string.</param>
    public async Task<string> CreateDatabaseAsync(string template, Func<string, Task> prepare)
    {
        var unique = $"{template}_{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}";
        await _templates.GetOrAdd(unique, name => new Lazy<Task>(() => PrepareAsync(name, prepare))).Value;
        return await CreateDatabaseAsync(unique);
    }

    /// <summary>Ends the server as a power cut would, and starts it again on the same data and port.</summary>
    public Task CrashAndRestartAsync() =>
        (_process ?? throw new InvalidOperationException($"The server of {EnvironmentVariable} is not ours to crash: unset it.")).CrashAndRestartAsync();

    /// <summary>Ends the server as a power cut would, until <see cref="StartAgainAsync"/>.</summary>
    public Task CrashAsync() =>
        (_process ?? throw new InvalidOperationException($"The server of {EnvironmentVariable} is not ours to crash: unset it.")).CrashAsync();

    public Task StartAgainAsync() =>
        (_process ?? throw new InvalidOperationException($"The server of {EnvironmentVariable} is not ours to start.")).StartAgainAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            return;
        }

        foreach (var database in _databases)
        {
            await ExecuteAsync($"drop database if exists {database} with (force)");
        }
    }

    private static async Task<PostgresServer> StartSharedAsync()
    {
        var server = await StartAsync(durable: false);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }

    private async Task PrepareAsync(string name, Func<string, Task> prepare)
    {
        await ExecuteAsync($"create database {name}");
        _databases.Add(name);
        var connectionString = To(name);
        await prepare(connectionString);

        // A template with a connection, even an idle one of a pool, cannot be copied.
        await ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
        await ExecuteAsync($"alter database {name} allow_connections false");
    }

    private string To(string database) => new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database }.ConnectionString;

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
