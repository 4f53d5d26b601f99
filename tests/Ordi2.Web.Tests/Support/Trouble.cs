using Ordi2.Contracts;
using Ordi2.Contracts.Machines;

namespace Ordi2.Web.Tests.Support;

/// <summary>What goes wrong in a workshop, for its encadrant to settle.</summary>
internal static class Trouble
{
    /// <summary>A machine that was received, whose disk could not be wiped.</summary>
    public static async Task WipeFailedAsync(this Workday day, string sender, string machine)
    {
        await day.WipingAsync(sender, machine);
        await day.DoAsync(sender, machine, "wipe-failed", new { reason = "secteurs illisibles" });
    }

    /// <summary>A machine that was received, whose disk is being wiped.</summary>
    public static async Task WipingAsync(this Workday day, string sender, string machine)
    {
        await day.DoAsync(sender, machine, "triage", new { route = "REUSE", powersOn = true });
        await day.DoAsync(sender, machine, "record-audit", new
        {
            audit = new { evidence = new { format = "manual", sha256 = string.Empty }, type = "LAPTOP", media = new[] { new { serial = $"D{machine}", kind = "HDD", sizeBytes = 500_000_000_000L } } },
            locksTested = true,
        });
        await day.DoAsync(sender, machine, "start-wipe", new { method = "OVERWRITE" });
    }

    /// <summary>A machine that has been ready for so many days.</summary>
    public static async Task<string> ReadySinceAsync(this DemoServer server, string workshop, int daysAgo)
    {
        var (label, at) = (DemoServer.NewLabel(), DateTimeOffset.UtcNow.AddDays(-daysAgo));
        var lines = FunctionalSheet.Lines.Select(line => new { name = line, passed = true });
        (Role Who, string Step, object Data)[] steps =
        [
            (Role.Operator, "receive-device", new { type = "LAPTOP" }),
            (Role.Operator, "triage", new { route = "REUSE", powersOn = true }),
            (Role.Operator, "record-audit", new { audit = new { evidence = new { format = "manual", sha256 = string.Empty }, type = "LAPTOP" }, locksTested = true, noMediaConfirmedBy = new[] { "op-1", "enc-1" } }),
            (Role.Operator, "install-os", new { plan = "NONE" }),
            (Role.Supervisor, "pass-qc", new { grade = "B", lines }),
        ];

        foreach (var (who, step, data) in steps)
        {
            at = at.AddMinutes(1);
            var result = (await server.Client.ScanAsync(server.Token(who, workshop), new OneScan(label, step, data) { At = at }))[0];
            Assert.True(result.GetProperty("outcome").GetString() is "accepted" or "accepted-with-finding", result.ToString());
        }

        return label;
    }
}
