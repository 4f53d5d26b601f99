using System.Text.Json;
using Ordi2.Contracts;

namespace Ordi2.Web.Tests.Support;

/// <summary>Machines of the first workshop of the demonstration to which something happened.</summary>
internal static class ToldMachines
{
    /// <summary>Received, sorted, identified and wiped, with one step that was refused.</summary>
    public static async Task<string> WipedAsync(this DemoServer server, string? model = null)
    {
        var serial = NewSerial();
        var label = await server.WipingAsync(model, serial);
        var evidence = new { format = "nwipe", sha256 = new string('a', 64) };
        await server.DoAsync(label, "wipe-succeeded", new
        {
            reports = new[]
            {
                new
                {
                    evidence, serial, method = "OVERWRITE", tool = "nwipe 0.33", succeeded = true, verified = true, errors = 0,
                    roundsRequested = 1, roundsCompleted = 1, bytesErased = 500_107_862_016L, sizeBytes = 500_107_862_016L,
                },
            },
        });
        return label;
    }

    /// <summary>A laptop whose disk is being wiped: nobody knows the result.</summary>
    public static async Task<string> WipingAsync(this DemoServer server, string? model = null, string? serial = null)
    {
        serial ??= NewSerial();
        var label = await server.ReceivedAsync($"PF{Guid.NewGuid():N}"[..12]);
        var evidence = new { format = "nwipe", sha256 = new string('a', 64) };
        await server.DoAsync(label, "triage", new { route = "REUSE", powersOn = true });
        await server.DoAsync(label, "record-audit", new
        {
            audit = new
            {
                evidence,
                maker = "Lenovo",
                model = model ?? "ThinkPad L480",
                type = "LAPTOP",
                processor = "i5-8250U",
                cores = 4,
                memoryBytes = 8_000_000_000L,
                media = new[] { new { serial, kind = "HDD", sizeBytes = 500_107_862_016L } },
            },
            locksTested = true,
        });
        await server.DoAsync(label, "install-os", new { plan = "LINUX" }, "refused");
        await server.DoAsync(label, "start-wipe", new { method = "OVERWRITE" });
        return label;
    }

    /// <summary>A machine that is recalled for its battery.</summary>
    public static async Task<string> RecalledAsync(this DemoServer server)
    {
        var model = $"Modèle {Guid.NewGuid():N}"[..20];
        var label = await server.WipedAsync(model);
        var token = server.Token(Role.Coordinator);
        var recall = await server.Client.PostAsync("/api/recalls", token, new { reason = "batterie gonflée", filter = new { models = new[] { model } }, instruction = "DANGEROUS_BATTERY" });
        Assert.True(recall.Status == 201, recall.Text);
        var active = await server.Client.PostAsync($"/api/recalls/{recall.Body.GetProperty("id").GetString()}/activate", token, new { });
        Assert.True(active.Status == 200, active.Text);
        return label;
    }

    /// <summary>One step by the operator of the first workshop.</summary>
    public static async Task<JsonElement> DoAsync(this DemoServer server, string label, string step, object? data = null, string outcome = "accepted")
    {
        var result = (await server.Client.ScanAsync(server.Token(Role.Operator), new OneScan(label, step, data)))[0];
        Assert.True(result.GetProperty("outcome").GetString() == outcome, result.GetRawText());
        return result;
    }

    private static string NewSerial() => $"S{Guid.NewGuid():N}"[..12].ToUpperInvariant();
}
