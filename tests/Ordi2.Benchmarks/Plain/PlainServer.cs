using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ordi2.Benchmarks.Plain;

/// <summary>
/// The plain design as a good engineer writes it in an afternoon: ASP.NET Core, authenticate, parse, and for each scan one
/// transaction that reads, checks, inserts the event and updates the machine. It is what ours is measured against.
/// </summary>
internal static class PlainServer
{
    public static async Task RunAsync(IPlainStore store, CancellationToken stop)
    {
        // Beneath the folder that it is started in lie the databases of all: it would spend its time, and that of whoever writes, on each change of a file there.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        var tokens = new ConcurrentDictionary<string, PlainCaller>(StringComparer.Ordinal);

        app.MapPost("/api/scans", async (HttpContext http) =>
        {
            if (await CallerAsync(http, store, tokens) is not { } caller)
            {
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            PlainRequest? request;
            try
            {
                request = await JsonSerializer.DeserializeAsync(http.Request.Body, PlainJson.Default.PlainRequest, http.RequestAborted);
            }
            catch (JsonException)
            {
                request = null;
            }

            if (request is not { DeviceId.Length: > 0, Scans.Length: > 0 and <= 500 })
            {
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }

            var results = new PlainResult[request.Scans.Length];
            for (var i = 0; i < results.Length; i++)
            {
                var scan = request.Scans[i];
                results[i] = PlainRules.Of(scan.Step) is { } rule && scan.Code is { Length: 7 }
                    ? await store.ScanAsync(caller, request.DeviceId, scan, rule)
                    : new PlainResult(scan.ScanId, "refused", null, 0, new PlainReason("unknown-step", "There is no such step or machine."));
            }

            http.Response.ContentType = "application/json; charset=utf-8";
            var body = JsonSerializer.SerializeToUtf8Bytes(new PlainAnswer(results), PlainJson.Default.PlainAnswer);
            http.Response.ContentLength = body.Length;
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        });

        await app.StartAsync(stop);
        Console.WriteLine(app.Urls.First());
        await ((IHost)app).WaitForShutdownAsync(stop);
    }

    private static async ValueTask<PlainCaller?> CallerAsync(HttpContext http, IPlainStore store, ConcurrentDictionary<string, PlainCaller> known)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return null;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(header[7..]));
        var key = Convert.ToHexString(hash);
        if (!known.TryGetValue(key, out var caller) && (caller = await store.FindCallerAsync(hash)) is not null)
        {
            known[key] = caller;
        }

        return caller?.ExpiresAt > DateTimeOffset.UtcNow ? caller : null;
    }
}
