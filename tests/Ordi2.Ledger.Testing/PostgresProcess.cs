using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Ordi2.Ledger.Testing;

/// <summary>One server process and its folder. PostgreSQL refuses to run as root, so root runs it as nobody.</summary>
internal sealed class PostgresProcess : IAsyncDisposable
{
    private const string User = "ordi2";
    private const string Prefix = "ordi2-pg-";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _binaries;
    private readonly string _folder;
    private readonly int _port;
    private readonly IReadOnlyList<string> _settings;
    private readonly ConcurrentQueue<string> _log = new();
    private (int Id, TaskCompletionSource Ended)? _server;

    private PostgresProcess(string binaries, string folder, int port, string password, IReadOnlyList<string> settings)
    {
        (_binaries, _folder, _port, _settings) = (binaries, folder, port, settings);
        ConnectionString = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = User,
            Password = password,
            Database = "postgres",
            MaxPoolSize = 40,
        }.ConnectionString;
    }

    public string ConnectionString { get; }

    private string Data => Path.Combine(_folder, "data");

    public static async Task<PostgresProcess> StartAsync(IReadOnlyList<string> settings)
    {
        var binaries = FindBinaries();
        SweepWhatOthersLeft();
        var folder = Directory.CreateTempSubdirectory(Prefix).FullName;
        var password = RandomNumberGenerator.GetHexString(32);
        var passwordFile = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(passwordFile, password);
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", ["-R", "nobody:nogroup", folder]);
        }

        var process = new PostgresProcess(binaries, folder, FreePort(), password, settings);
        try
        {
            await RunAsync(
                "setpriv",
                [
                    .. AsNobody(), Path.Combine(binaries, "initdb"), "-D", process.Data, "-U", User, "--auth=scram-sha-256",
                    $"--pwfile={passwordFile}", "--encoding=UTF8", "--locale=C", "--no-sync",
                ]);
            await process.StartAgainAsync();
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public async Task CrashAndRestartAsync()
    {
        await CrashAsync();
        await StartAgainAsync();
    }

    public async Task CrashAsync()
    {
        var (id, ended) = _server ?? throw new InvalidOperationException("The server does not run.");
        using (var server = Process.GetProcessById(id))
        {
            server.Kill(entireProcessTree: true);
        }

        await ended.Task.WaitAsync(Patience);
        _server = null;
    }

    public async Task StartAgainAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // The server is told to go when the thread that started it goes: so a thread that does nothing else waits for its end.
        var keeper = new Thread(() => Keep(ready)) { IsBackground = true, Name = "postgres" };
        keeper.Start();
        await ready.Task.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is var (id, ended) && !ended.Task.IsCompleted)
        {
            await RunAsync("kill", ["-INT", id.ToString(CultureInfo.InvariantCulture)]);
            await ended.Task.WaitAsync(Patience);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<string> AsNobody() => Environment.IsPrivilegedProcess
        ? ["--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        : ["--inh-caps=-all"];

    private void Keep(TaskCompletionSource ready)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            string[] settings =
            [
                "listen_addresses=127.0.0.1", "unix_socket_directories=", $"port={_port.ToString(CultureInfo.InvariantCulture)}",
                "max_connections=200", "logging_collector=off", "log_destination=stderr", .. _settings,
            ];
            var start = Quiet("setpriv", []);
            foreach (var argument in AsNobody().Concat(["--pdeathsig", "INT", Path.Combine(_binaries, "postgres"), "-D", Data]).Concat(settings.SelectMany(s => new[] { "-c", s })))
            {
                start.ArgumentList.Add(argument);
            }

            using var server = Process.Start(start) ?? throw new InvalidOperationException("setpriv did not start.");
            _server = (server.Id, ended);
            server.OutputDataReceived += (_, line) => Heard(line.Data, ready);
            server.ErrorDataReceived += (_, line) => Heard(line.Data, ready);
            server.BeginOutputReadLine();
            server.BeginErrorReadLine();
            server.WaitForExit();
            ended.SetResult();
            ready.TrySetException(new InvalidOperationException($"PostgreSQL ended before it was ready:\n{string.Join('\n', _log)}"));
        }
#pragma warning disable CA1031 // Whatever happens on this thread is the caller's to know.
        catch (Exception e)
#pragma warning restore CA1031
        {
            ready.TrySetException(e);
        }
    }

    private void Heard(string? line, TaskCompletionSource ready)
    {
        if (line is null)
        {
            return;
        }

        if (_log.Count < 200)
        {
            _log.Enqueue(line);
        }

        if (line.Contains("ready to accept connections", StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }

    private static string FindBinaries()
    {
        const string Root = "/usr/lib/postgresql";
        var installed = Directory.Exists(Root)
            ? Directory.GetDirectories(Root)
                .OrderByDescending(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(path => Path.Combine(path, "bin"))
            : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return installed.Concat(onPath).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
            ?? throw new InvalidOperationException(
                $"No PostgreSQL server was found in {Root}/*/bin or on the PATH. Install it (Debian: apt-get install postgresql), " +
                $"or put a connection string of somebody who may create databases in {PostgresServer.EnvironmentVariable}.");
    }

    /// <summary>A test process that was killed leaves its folder; its server is gone.</summary>
    private static void SweepWhatOthersLeft()
    {
        foreach (var folder in new DirectoryInfo(Path.GetTempPath()).EnumerateDirectories($"{Prefix}*"))
        {
            try
            {
                var pidFile = Path.Combine(folder.FullName, "data", "postmaster.pid");
                var pid = File.Exists(pidFile) ? File.ReadLines(pidFile).FirstOrDefault() : null;
                if (folder.LastWriteTimeUtc < DateTime.UtcNow.AddMinutes(-10) && (pid is null || !Directory.Exists($"/proc/{pid}")))
                {
                    folder.Delete(recursive: true);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody else's, or being swept by another test process: it stays or goes without us.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static ProcessStartInfo Quiet(string program, IEnumerable<string> arguments) => new(program, arguments)
    {
        RedirectStandardError = true,
        RedirectStandardOutput = true,
        UseShellExecute = false,
        WorkingDirectory = "/",
    };

    private static async Task RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(Quiet(program, arguments)) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed ({process.ExitCode.ToString(CultureInfo.InvariantCulture)}): {await errors}{await output}");
        }
    }
}
