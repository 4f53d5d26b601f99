using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Ordi2.Benchmarks.Servers;

/// <summary>Ours as people run it: the built program in a process of its own on a data folder of its own.</summary>
internal sealed class OrdiServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly List<string> _said = [];
    private Process? _process;

    /// <param name="folder">Data folder; made if it is missing.</param>
    /// <param name="database">PostgreSQL connection string; null for SQLite in the folder.</param>
    public OrdiServer(string folder, string? database)
    {
        Directory.CreateDirectory(folder);
        _folder = folder;
        Database = database;
        Address = new IPEndPoint(IPAddress.Loopback, Ports.Free());
    }

    public IPEndPoint Address { get; }

    private string AccountsFile => Path.Combine(_folder, "demo-accounts.json");

    public int Id => _process?.Id ?? throw new InvalidOperationException("The server does not run.");

    /// <summary>Connection string of the PostgreSQL database; null for SQLite in the folder.</summary>
    public string? Database { get; }

    /// <summary>The database file in the folder, when there is no PostgreSQL.</summary>
    public string SqliteFile => Directory.GetFiles(_folder, "*.db") is [var file]
        ? file
        : throw new BenchmarkException($"There is not exactly one *.db in {_folder}.");

    /// <summary>Where the built program is: beside ours, in the same configuration.</summary>
    public static string Program
    {
        get
        {
            var configuration = new DirectoryInfo(AppContext.BaseDirectory);
            var file = Path.Combine(configuration.Parent!.Parent!.FullName, "Ordi2.Web", configuration.Name, "Ordi2.Web.dll");
            return File.Exists(file) ? file : throw new BenchmarkException($"'{file}' is not there: build web/Ordi2.Web first.");
        }
    }

    /// <summary>The first lines that it wrote.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return string.Join('\n', _said);
            }
        }
    }

    /// <summary>Starts the process and waits for nothing.</summary>
    public async Task LaunchAsync(params string[] arguments)
    {
        _process = await Children.StartAsync("dotnet", [Program, .. arguments], Variables());
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts the process, on what its folder holds, and waits until it says that it is ready.</summary>
    public async Task StartAsync(params string[] arguments)
    {
        await LaunchAsync(arguments);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{Address}"), Timeout = TimeSpan.FromSeconds(5) };
        var patience = Stopwatch.StartNew();
        while (!await ReadyAsync(http))
        {
            if (_process is null or { HasExited: true } || patience.Elapsed > TimeSpan.FromSeconds(120))
            {
                throw new BenchmarkException($"Ours did not become ready on {Address}. It said:\n{Said}");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Runs another command of the same program on the same data (<c>verify</c>, <c>recount</c>) and returns what it said.</summary>
    public Task<string> RunAsync(params string[] arguments) => Children.RunAsync("dotnet", [Program, .. arguments], Variables());

    /// <summary>Whether the demo has written its accounts, which it does last.</summary>
    public bool HasAccounts => File.Exists(AccountsFile);

    /// <summary>A token of the demo.</summary>
    /// <param name="role">For example <c>OPERATOR</c>; case and words do not count.</param>
    public async Task<DemoAccount> AccountAsync(string role)
    {
        await using var file = File.OpenRead(AccountsFile);
        var accounts = await JsonSerializer.DeserializeAsync<DemoAccount[]>(file, JsonSerializerOptions.Web) ?? [];
        return accounts.FirstOrDefault(a => string.Equals(a.Role, role, StringComparison.OrdinalIgnoreCase))
            ?? throw new BenchmarkException($"The demo has no {role}: it has {string.Join(", ", accounts.Select(a => a.Role).Distinct(StringComparer.Ordinal))}.");
    }

    public HttpClient Client(string token)
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://{Address}") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A connection to its database, past the program.</summary>
    public async Task<DbConnection> OpenDatabaseAsync(bool readOnly = true)
    {
        DbConnection connection = Database is { } postgres
            ? new NpgsqlConnection(postgres + ";Pooling=false")
            : new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = SqliteFile,
                Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite,
                Pooling = false,
            }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Asks it to stop (SIGTERM) and waits until it has.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            await Children.RunAsync("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await Children.KillAsync(process);
            process.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private void Keep(string? line)
    {
        lock (_said)
        {
            if (line is not null && _said.Count < 200)
            {
                _said.Add(line);
            }
        }
    }

    private static async Task<bool> ReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException)
        {
            return false;
        }
    }

    private Dictionary<string, string?> Variables() => new(StringComparer.Ordinal)
    {
        ["ORDI2_DATA"] = _folder,
        ["ORDI2_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Address.Port}"),
        ["ORDI2_DATABASE"] = Database,

        // One token, or one address, carries the whole load here: the limits for each are not what is measured.
        ["ORDI2_RequestLimits__PerToken"] = "1000000",
        ["ORDI2_RequestLimits__PerAddress"] = "1000000",
        ["DOTNET_NOLOGO"] = "1",
    };
}

/// <summary>Somebody of the demo, as its file of accounts names them.</summary>
internal sealed record DemoAccount(string Organisation, string OrganisationId, string Role, string Email, string Token);
