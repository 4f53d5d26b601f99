using System.Diagnostics;
using System.Net;
using System.Reflection;

namespace Ordi2.Benchmarks.Servers;

/// <summary>A server process and where it listens.</summary>
internal sealed class WebProcess(Process process, IPEndPoint address) : IAsyncDisposable
{
    public IPEndPoint Address { get; } = address;

    public int Id { get; } = process.Id;

    /// <summary>The plain design, by this same program.</summary>
    public static async Task<WebProcess> StartPlainAsync(string store, string connection)
    {
        var process = await Children.StartAsync(
            "dotnet",
            [Assembly.GetExecutingAssembly().Location, "serve-plain", "--store", store, "--connection", connection],
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                // What the web template of the SDK gives every web program, ours included.
                ["DOTNET_gcServer"] = "1",
                ["DOTNET_NOLOGO"] = "1",

                // As ours: waiting workers leave the cores to the database.
                ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
            });
        _ = process.StandardError.BaseStream.CopyToAsync(Console.OpenStandardError());
        var line = await process.StandardOutput.ReadLineAsync()
            ?? throw new BenchmarkException($"The plain design ({store}) ended before it listened.");
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return new WebProcess(process, new IPEndPoint(IPAddress.Loopback, new Uri(line).Port));
    }

    /// <summary>Ends it as a power cut of the process would (kill -9).</summary>
    public Task KillAsync() => Children.KillAsync(process);

    public async ValueTask DisposeAsync()
    {
        await Children.KillAsync(process);
        process.Dispose();
    }
}
