using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ordi2.Ledger.Testing;

/// <summary>The built server with its demonstration, as a process of its own, on a folder of its own.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private readonly string _folder = TestFolder.Make("simulate").FullName;
    private readonly string? _database;
    private Process? _process;

    private RunningServer(string? database) => _database = database;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");

    public string Accounts => Path.Combine(_folder, "demo-accounts.json");

    public string Result => Path.Combine(_folder, "simulation.json");

    public static async Task<RunningServer> StartAsync(string? database = null)
    {
        var server = new RunningServer(database);
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        _process = Start("--demo", "--urls", Address.ToString().TrimEnd('/'));

        for (string? line = null; line?.Contains("Now listening on", StringComparison.Ordinal) is not true;)
        {
            line = await _process.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException($"The server ended before it listened: {await _process.StandardError.ReadToEndAsync()}");
        }

        // Nobody reads what it says from here on.
        _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        _ = _process.StandardError.BaseStream.CopyToAsync(Stream.Null);
    }

    /// <summary>kill -9: what it had acknowledged must be there afterwards.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Runs another command of the same program on the same data.</summary>
    /// <returns>Its exit code, and what it said.</returns>
    public async Task<(int Code, string Said)> RunAsync(params string[] command)
    {
        using var process = Start(command);
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said + await errors);
    }

    /// <summary>Ends once the server counts so many machines.</summary>
    public async Task CountsAsync(int machines)
    {
        using var http = new HttpClient { BaseAddress = Address };
        for (; ; )
        {
            using var board = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync(new Uri("/api/boards/national", UriKind.Relative)));
            if (board.RootElement.GetProperty("counters").EnumerateArray().Any(counter =>
                counter.GetProperty("counter").GetString() == "machines" && counter.GetProperty("value").GetInt64() >= machines))
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Bounded in time, whatever becomes of us.</summary>
    private Process Start(params string[] arguments)
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(built.Parent!.Parent!.FullName, "Ordi2.Web", built.Name, "Ordi2.Web.dll");
        var start = new ProcessStartInfo("timeout", ["--signal=KILL", "300", "dotnet", program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        start.Environment["ORDI2_DATA"] = _folder;
        start.Environment["ORDI2_DATABASE"] = _database;
        start.Environment["DOTNET_NOLOGO"] = "1";
        return Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
