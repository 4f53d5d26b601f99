using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Ordi2.Ledger;
using Ordi2.Ledger.Migrations;
using Ordi2.Ledger.Testing;
using Ordi2.Repository.Tests;

namespace Ordi2.Kubernetes.Tests;

/// <summary>
/// The scripts that the manifests give to the PostgreSQL image, run as they stand against a real server; only the name of the
/// database and the folder of the backups are others, so that they fit on a server that is not theirs alone.
/// </summary>
public sealed class DatabaseScriptTests : IAsyncLifetime, IDisposable
{
    private const string Machine = "machine/H4T9CXB";

    private readonly string _name = $"trial_{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
    private readonly string _password = RandomNumberGenerator.GetHexString(32);
    private readonly string _backups = TestFolder.Make("backups").FullName;
    private NpgsqlConnectionStringBuilder _server = new();

    public async Task InitializeAsync()
    {
        _server = new NpgsqlConnectionStringBuilder((await PostgresServer.SharedAsync()).ConnectionString);
        await RunAsync(Checkout.Read("k8s/base/database-init.sh"), _server.Username!, _server.Password!, new()
        {
            ["POSTGRES_USER"] = _server.Username!,
            ["ORDI2_DATABASE_PASSWORD"] = _password,
        });
    }

    [Fact]
    public async Task The_program_owns_its_database_and_has_no_right_over_the_server()
    {
        Assert.Equal(_name, await AskAsync("select pg_get_userbyid(datdba)::text from pg_database where datname = current_database()"));
        Assert.Equal("false", await AskAsync("select (rolcreatedb or rolcreaterole or rolsuper)::text from pg_roles where rolname = current_user"));
    }

    [Fact]
    public async Task A_backup_brings_back_the_ledger_as_it_was_and_only_that()
    {
        await using var services = new ServiceCollection().AddOrdi2Ledger(new LedgerOptions { Database = ProgramsDatabase }).BuildServiceProvider();
        await services.GetRequiredService<Migrator>().MigrateAsync();
        var ledger = services.GetRequiredService<ILedger>();
        var first = await ledger.AppendAsync(Scan(StreamEnd.Empty));

        await BackUpAsync(keepDays: 30);
        await ledger.AppendAsync(Scan(first));
        await RestoreAsync(NewestBackup());

        var history = await ledger.ReadAsync(Machine);
        Assert.Equal(1, history.End.Seq);
        Assert.Equal(first.Hash.ToArray(), history.End.Hash.ToArray());
        await Assert.ThrowsAsync<PostgresException>(() => AskAsync("delete from event"));
        Assert.Equal(2, (await ledger.AppendAsync(Scan(history.End))).Seq);
    }

    [Fact]
    public async Task A_backup_that_failed_leaves_the_older_ones()
    {
        var old = Path.Combine(_backups, $"{_name}-20200101T000000Z.dump");
        await File.WriteAllTextAsync(old, "");
        File.SetLastWriteTimeUtc(old, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        await Assert.ThrowsAsync<InvalidOperationException>(() => BackUpAsync(keepDays: 30, password: "wrong"));
        Assert.Equal([old], Directory.GetFiles(_backups));

        await BackUpAsync(keepDays: 30);
        Assert.False(File.Exists(old));
        Assert.Equal(".dump", Path.GetExtension(Assert.Single(Directory.GetFiles(_backups))));
    }

    [Fact]
    public async Task A_restore_of_a_backup_that_is_not_there_touches_nothing_and_lists_what_there_is()
    {
        await AskAsync("create table event (seq int); select 1");
        await BackUpAsync(keepDays: 30);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RestoreAsync("typing-mistake"));

        Assert.Contains($"there is no backup {_backups}/typing-mistake.dump; there are:", failure.Message, StringComparison.Ordinal);
        Assert.Contains(NewestBackup(), failure.Message, StringComparison.Ordinal);
        Assert.Equal("0", await AskAsync("select count(*)::text from event"));
    }

    public async Task DisposeAsync()
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"drop database if exists {_name} with (force)", connection);
        await command.ExecuteNonQueryAsync();
        command.CommandText = $"drop role if exists {_name}";
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose() => Directory.Delete(_backups, recursive: true);

    private string NewestBackup() => Path.GetFileNameWithoutExtension(Directory.GetFiles(_backups, "*.dump").Max()!);

    private Task BackUpAsync(int keepDays, string? password = null) => RunManifestAsync("CronJob", "backup", password, new()
    {
        ["KEEP_DAYS"] = keepDays.ToString(CultureInfo.InvariantCulture),
    });

    private Task RestoreAsync(string file) => RunManifestAsync("Job", "restore", password: null, new() { ["BACKUP"] = file });

    private Task RunManifestAsync(string kind, string name, string? password, Dictionary<string, string> settings)
    {
        var container = Manifest.All.Single(manifest => manifest.Kind == kind && manifest.Name == name).Containers.Single();
        Assert.Equal(["/bin/bash", "-euo", "pipefail", "-c"], container.Texts("command"));
        settings["PGDATABASE"] = _name;
        return RunAsync(container.Texts("args").Single(), _name, password ?? _password, settings);
    }

    private async Task RunAsync(string script, string user, string password, Dictionary<string, string> settings)
    {
        var text = script.Replace("ordi2", _name, StringComparison.Ordinal).Replace("/backups", _backups, StringComparison.Ordinal);
        var start = new ProcessStartInfo("bash") { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var option in new[] { "-euo", "pipefail", "-c", text })
        {
            start.ArgumentList.Add(option);
        }

        settings["PGHOST"] = _server.Host!;
        settings["PGPORT"] = _server.Port.ToString(CultureInfo.InvariantCulture);
        settings["PGUSER"] = user;
        settings["PGPASSWORD"] = password;
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(patience.Token);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The script ended with {process.ExitCode}:\n{await output}\n{await errors}");
        }
    }

    /// <summary>As the web and the silo reach it.</summary>
    private string ProgramsDatabase => new NpgsqlConnectionStringBuilder(_server.ConnectionString)
    {
        Database = _name,
        Username = _name,
        Password = _password,
        Pooling = false,
    }.ConnectionString;

    private static Append Scan(StreamEnd expected) => new()
    {
        Stream = Machine,
        Expected = expected,
        Events = [new("machine.received.v1", "{}"u8.ToArray(), DateTimeOffset.UnixEpoch, Guid.CreateVersion7())],
        RecordedAt = DateTimeOffset.UnixEpoch,
        Actor = "p1",
        Organisation = "o1",
        Device = "d1",
    };

    private async Task<string> AskAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ProgramsDatabase);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!;
    }
}
