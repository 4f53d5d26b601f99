using System.Diagnostics;
using System.Text.Json;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S8OnSqlite(SqliteTown town) : S8TwoDeadMakeOneLiving(town), IClassFixture<SqliteTown>;

public sealed class S8OnPostgres(PostgresTown town) : S8TwoDeadMakeOneLiving(town), IClassFixture<PostgresTown>;

/// <summary>Scenario S8, « Deux morts font un vivant »: X gives screen and memory, Y its disk, Z lives.</summary>
[Trait("Scenario", "S8")]
public abstract class S8TwoDeadMakeOneLiving(Town town)
{
    private const string Workshop = "atelier-du-canal";

    private readonly Hand _operator = town.As(Workshop, "OPERATOR");
    private readonly Hand _supervisor = town.As(Workshop, "SUPERVISOR");
    private readonly Hand _storekeeper = town.As(Workshop, "STOREKEEPER");

    [Fact]
    public async Task Two_dead_machines_make_one_that_lives_and_remembers_where_its_parts_come_from()
    {
        var (x, y, z) = (Hand.NewLabel(), Hand.NewLabel(), Hand.NewLabel());
        var (screen, memory, disk) = (Hand.NewLabel(), Hand.NewLabel(), Hand.NewLabel());
        var serial = $"SSD-{y}";
        await DeadMachineAsync(x, route: "PARTS");
        await MachineWithDiskAsync(y, serial);
        await EmptyMachineInRepairAsync(z);

        // 1. Screen and memory from X.
        await _operator.DoAsync(x, "take-part", new { part = screen, partType = "screen" });
        await _operator.DoAsync(x, "take-part", new { part = memory, partType = "ram" });
        await _operator.DoAsync(z, "fit-part", new { part = screen });
        await _operator.DoAsync(z, "fit-part", new { part = memory });
        Assert.Equal([$"{memory} ram {x}", $"{screen} screen {x}"], (await PartsOfAsync(z)).OrderBy(part => Text(part, "type"), StringComparer.Ordinal).Select(part => $"{Text(part, "id")} {Text(part, "type")} {Text(part, "from")}"));

        // 2. Nobody takes Y apart while its data are in it. Its disk is not wiped: refused in good time, Z unchanged.
        var withData = await _supervisor.ScanAsync(y, "cannibalise", new { parts = Array.Empty<object>() });
        Assert.Equal(("refused", "medium-left-with-data"), (withData.Outcome, withData.Why));
        await _operator.DoAsync(y, "take-part", new { part = disk, partType = "ssd", mediumSerial = serial });
        var before = (await _operator.GetAsync($"/api/machines/{z}")).GetProperty("version").GetInt64();
        var fastest = TimeSpan.MaxValue;

        // The machine of the tests may be busy: of five tries the fastest tells what the answer costs.
        for (var i = 0; i < 5; i++)
        {
            var watch = Stopwatch.StartNew();
            var refused = await _operator.ScanAsync(z, "fit-part", new { part = disk });
            fastest = watch.Elapsed < fastest ? watch.Elapsed : fastest;
            Assert.Equal(("refused", "disk-not-wiped"), (refused.Outcome, refused.Why));
            Assert.Contains("disque non effacé", refused.Message, StringComparison.OrdinalIgnoreCase);
        }

        Assert.True(fastest < TimeSpan.FromMilliseconds(300), $"The answer took {fastest.TotalMilliseconds:0} ms.");
        Assert.Equal(before, (await _operator.GetAsync($"/api/machines/{z}")).GetProperty("version").GetInt64());

        // 3. Wiped on the bench, with a proof of its own, it is accepted.
        var wiped = await _operator.ActAsync("parts", disk, "record-wipe", new { report = Proof(serial) });
        Assert.Equal(("PURGED", true), (wiped.GetProperty("mediumState").GetString(), wiped.GetProperty("serialSeenByAudit").GetBoolean()));
        var certificate = Assert.Single((await _supervisor.GetAsync($"/api/documents?about=part/{disk}")).GetProperty("items").EnumerateArray());
        Assert.Equal(
            ("ERASURE_CERTIFICATE", y, serial, true),
            (Text(certificate, "kind"), Text(certificate.GetProperty("content"), "takenFrom"), Text(certificate.GetProperty("content").GetProperty("medium"), "serial"), certificate.GetProperty("content").GetProperty("medium").GetProperty("seenByAudit").GetBoolean()));
        await _operator.DoAsync(z, "fit-part", new { part = disk });
        Assert.Equal("CLEAN", (await _operator.GetAsync($"/api/machines/{z}")).GetProperty("sanitisation").GetString());

        // 4. X is dismantled, Z goes on to the stock.
        var early = await _supervisor.ScanAsync(x, "cannibalise", new { parts = Array.Empty<object>() });
        Assert.Equal(("refused", "media-not-looked-for"), (early.Outcome, early.Why));
        var dismantled = await _supervisor.DoAsync(x, "cannibalise", new { parts = Array.Empty<object>(), noMediaConfirmedBy = new[] { "op-1", "enc-1" } });
        var sheet = Assert.Single(dismantled.Json.GetProperty("documents").EnumerateArray()).GetString();
        var dismantling = await _supervisor.GetAsync($"/api/documents/{sheet}");
        Assert.Equal(("DISMANTLED", "DISMANTLING_SHEET"), (dismantled.Status, Text(dismantling, "kind")));
        Assert.Equal([$"{screen} screen", $"{memory} ram"], dismantling.GetProperty("content").GetProperty("parts").EnumerateArray().Select(part => $"{Text(part, "part")} {Text(part, "partType")}"));
        Assert.Equal("WASTE", (await _operator.GetAsync($"/api/machines/{x}")).GetProperty("legalNature").GetString());
        await _operator.DoAsync(z, "close-repair");
        await _operator.DoAsync(z, "install-os", new { plan = "LINUX", image = "Emmabuntüs 5" });
        var ready = await _supervisor.DoAsync(z, "pass-qc", new { grade = "B", lines = Checks.AllPassed });
        Assert.Equal("READY", ready.Status);

        // Z still knows where its parts come from, and since when it has them, when X is no more.
        await RecycleAsync(x);
        var parts = await PartsOfAsync(z);
        Assert.Equal(
            new[] { (disk, y), (memory, x), (screen, x) }.OrderBy(pair => pair.Item1, StringComparer.Ordinal),
            parts.Select(part => (Text(part, "id"), Text(part, "from"))).OrderBy(pair => pair.Item1, StringComparer.Ordinal));
        Assert.All(parts, part => Assert.True(part.GetProperty("fittedAt").GetDateTimeOffset() <= town.Clock.GetUtcNow()));
        var story = (await _operator.GetAsync($"/api/machines/{z}/history")).GetProperty("events").EnumerateArray().Where(one => Text(one, "type") == "machine.part-fitted.v1").ToArray();
        Assert.Equal([x, x, y], story.Select(one => Text(one.GetProperty("data"), "from")));

        // What its re-use avoids is counted by the line for second-hand parts: 27 kg in three years each, and not the least of the range.
        await PlaceAsync(z);
        var impact = (await _supervisor.GetAsync($"/api/machines/{z}/history")).GetProperty("events").EnumerateArray().Single(one => Text(one, "type") == "machine.placed.v1").GetProperty("data").GetProperty("impact");
        Assert.Equal(("SECOND_HAND", 81_000), (Text(impact, "parts"), impact.GetProperty("grams").GetInt32()));
        Assert.True(impact.GetProperty("lowGrams").GetInt32() < 81_000);
        await town.AssertSoundAsync();
    }

    private async Task PlaceAsync(string machine)
    {
        var journey = new Journey(town, Workshop);
        var dossier = await journey.DossierAsync("epn-le-phare", "asso-coup-de-main", 1);
        await journey.DeliverAsync("epn-le-phare", dossier, [machine]);
        await journey.PlaceAsync("epn-le-phare", await journey.LoanAsync("epn-le-phare", "asso-coup-de-main", dossier, journey.Day(300)), [machine]);
    }

    /// <summary>The parts that sit in a machine.</summary>
    private async Task<JsonElement[]> PartsOfAsync(string machine) =>
        [.. (await _operator.GetAsync($"/api/parts?about=machine/{machine}")).GetProperty("items").EnumerateArray().Where(part => part.TryGetProperty("in", out var sits) && sits.GetString() == machine)];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    [Fact]
    public async Task A_dirty_disk_that_is_declared_after_it_was_fitted_makes_the_machine_dirty_and_never_ready()
    {
        var (y, z, disk) = (Hand.NewLabel(), Hand.NewLabel(), Hand.NewLabel());
        await MachineWithDiskAsync(y, $"SSD-{y}");
        await EmptyMachineInRepairAsync(z);
        await _operator.DoAsync(y, "take-part", new { part = disk, partType = "ssd", mediumSerial = $"SSD-{y}" });

        var declared = await _operator.DoAsync(z, "fit-part", new { part = disk, alreadyFitted = true });
        Assert.Equal(("accepted-with-finding", "disk-not-wiped"), (declared.Outcome, declared.Why));
        Assert.Equal("DIRTY", (await _operator.GetAsync($"/api/machines/{z}")).GetProperty("sanitisation").GetString());

        await _operator.DoAsync(z, "close-repair");
        var install = await _operator.ScanAsync(z, "install-os", new { plan = "LINUX" });
        Assert.Equal(("refused", "not-clean", "AUDITED"), (install.Outcome, install.Why, install.Status));
        var qc = await _supervisor.ScanAsync(z, "pass-qc", new { grade = "B", lines = Checks.AllPassed });
        Assert.Equal("refused", qc.Outcome);
    }

    private async Task DeadMachineAsync(string code, string route)
    {
        await _operator.DoAsync(code, "receive-device", new { type = "LAPTOP" });
        await _operator.DoAsync(code, "triage", new { route, powersOn = false });
    }

    private async Task MachineWithDiskAsync(string code, string serial)
    {
        await DeadMachineAsync(code, route: "REUSE");
        await _operator.DoAsync(code, "record-audit", new
        {
            audit = new
            {
                evidence = new { format = "manual", sha256 = string.Empty },
                type = "LAPTOP",
                media = new[] { new { serial, kind = "SATA_SSD", sizeBytes = 256_000_000_000L } },
            },
            locksTested = true,
        });
    }

    private async Task EmptyMachineInRepairAsync(string code)
    {
        await DeadMachineAsync(code, route: "REUSE");
        await _operator.DoAsync(code, "record-audit", new
        {
            audit = new { evidence = new { format = "manual", sha256 = string.Empty }, type = "LAPTOP" },
            locksTested = true,
            noMediaConfirmedBy = new[] { "op-1", "enc-1" },
        });
        await _operator.DoAsync(code, "open-repair", new { defects = new[] { "no-screen", "no-ram", "no-disk" } });
    }

    private async Task RecycleAsync(string code)
    {
        var batch = (await _storekeeper.CreateAsync("batches", new
        {
            holder = Workshop,
            recycler = "recyclage-du-val",
            flow = "SMALL_IT",
            wasteCode = "16 02 14",
            container = "cage 1",
        })).GetProperty("id").GetString()!;
        Assert.Equal("TO_RECYCLE", (await _supervisor.DoAsync(code, "scrap", new { reason = "carcass", batch })).Status);
        var carcass = await _supervisor.GetAsync($"/api/machines/{code}");
        Assert.Equal(("WASTE", batch), (Text(carcass, "legalNature"), Text(carcass, "batch")));
        var cage = await _storekeeper.GetAsync($"/api/batches/{batch}");
        Assert.Equal(code, Assert.Single(cage.GetProperty("machines").EnumerateArray()).GetString());
        await _storekeeper.ActAsync("batches", batch, "seal");
        await _storekeeper.ActAsync("batches", batch, "weigh", new { netGrams = 2_000, confirmed = true });
        await _storekeeper.ActAsync("batches", batch, "hand-over", new { carrier = "transports-roulier", traceability = "NONE_NON_HAZARDOUS" });
        var recycler = town.As("recyclage-du-val", "RECYCLER");
        await recycler.ActAsync("batches", batch, "accept");
        await recycler.ActAsync("batches", batch, "prove", new { document = "AT-1", treatmentCode = "R4" });
        var recycled = await _storekeeper.DoAsync(code, "confirm-recycling");
        Assert.Equal("RECYCLED", recycled.Status);
    }

    private static object Proof(string serial) => new
    {
        evidence = new { format = "manual", sha256 = string.Empty },
        serial,
        method = "DEVICE_SANITIZE",
        tool = "hdparm 9.65",
        succeeded = true,
        verified = true,
        roundsRequested = 1,
        roundsCompleted = 1,
    };
}

/// <summary>The functional sheet with every line answered.</summary>
internal static class Checks
{
    public static readonly object[] AllPassed =
        [.. Ordi2.Contracts.Machines.FunctionalSheet.Lines.Select(name => new { name, passed = true })];
}
