using System.Diagnostics;
using System.Text.Json;
using Ordi2.Ledger.Testing;

namespace Ordi2.Scanner.Tests.Station;

/// <summary>The built program of the station, as a process of its own: killed when it is disposed, and bounded in time whatever becomes of us.</summary>
internal sealed class StationProcess : IAsyncDisposable
{
    private readonly Process _process;

    private StationProcess(Process process) => _process = process;

    public StreamWriter Input => _process.StandardInput;

    public static StationProcess Start(string folder, params string[] arguments)
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(built.Parent!.Parent!.FullName, "Ordi2.Scanner", built.Name, "Ordi2.Scanner.dll");
        var start = new ProcessStartInfo("timeout", ["--signal=KILL", "120", "dotnet", program, .. arguments, "--folder", folder])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_NOLOGO"] = "1";
        return new(Process.Start(start) ?? throw new InvalidOperationException("The station did not start."));
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Code, string Said)> RunAsync(string folder, params string[] arguments)
    {
        await using var process = Start(folder, arguments);
        process.Input.Close();
        return await process.EndAsync();
    }

    /// <summary>The next object that it says with such an event.</summary>
    /// <returns>Nothing when it has ended.</returns>
    public async Task<JsonElement?> HearAsync(params string[] events)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{') && JsonDocument.Parse(line).RootElement is var said && events.Contains(said.GetProperty("event").GetString(), StringComparer.Ordinal))
            {
                return said;
            }
        }

        return null;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async Task<(int Code, string Said)> EndAsync()
    {
        var errors = _process.StandardError.ReadToEndAsync();
        var said = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, said + await errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }
}

/// <summary>The demonstration's server with one station of a workshop, which sends with a token of a program.</summary>
internal sealed class StationTown : IAsyncDisposable
{
    public const string Workshop = "atelier-du-canal";

    private readonly HttpClient _http;
    private readonly JsonElement[] _accounts;

    private StationTown(RunningServer server, JsonElement[] accounts)
    {
        (Server, _accounts) = (server, accounts);
        _http = new() { BaseAddress = server.Address };
    }

    public RunningServer Server { get; }

    public string Folder { get; } = TestFolder.Make("bench").FullName;

    public static async Task<StationTown> StartAsync()
    {
        var server = await RunningServer.StartAsync();
        var town = new StationTown(server, [.. JsonDocument.Parse(await File.ReadAllBytesAsync(server.Accounts)).RootElement.EnumerateArray()]);
        await town.EnrolAsync(town.Folder);
        return town;
    }

    public string Token(string role) => _accounts
        .First(account => account.GetProperty("organisationId").GetString() == Workshop && account.GetProperty("role").GetString() == role).GetProperty("token").GetString()!;

    /// <summary>Enrols a device with the token of an operator.</summary>
    public async Task EnrolAsync(string folder, string role = "OPERATOR")
    {
        var token = Path.Combine(folder, "token");
        await File.WriteAllTextAsync(token, Token(role));
        var (code, said) = await StationProcess.RunAsync(folder, "enrol", "--server", Server.Address.ToString(), "--token-file", token);
        Assert.True(code == 0, said);
        File.Delete(token);
    }

    /// <summary>Asks the API.</summary>
    public async Task<(int Status, JsonElement Body)> AskAsync(HttpMethod method, string path, string? token, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : System.Net.Http.Json.JsonContent.Create(body) };
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        using var response = await _http.SendAsync(request);
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    /// <summary>What the server has of a machine, by the scans that made it.</summary>
    public async Task<List<(Guid Scan, string Type)>> EventsAsync(string label)
    {
        var (status, history) = await AskAsync(HttpMethod.Get, $"/api/machines/{label}/history", Token("SUPERVISOR"));
        return status == 404 ? [] :
        [
            .. history.GetProperty("events").EnumerateArray().Where(one => one.TryGetProperty("scanId", out _))
                .Select(one => (one.GetProperty("scanId").GetGuid(), one.GetProperty("type").GetString()!)),
        ];
    }

    /// <summary>A label that nobody has used.</summary>
    public static string NewLabel() => Barcodes.LabelCode.Make(Random.Shared.Next).Text;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }
}
