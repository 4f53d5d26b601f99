using System.Net;
using System.Text.Json;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class InventoryOnSqlite(SqliteTown town) : InventoryOfAWorkshop(town), IClassFixture<SqliteTown>;

public sealed class InventoryOnPostgres(PostgresTown town) : InventoryOfAWorkshop(town), IClassFixture<PostgresTown>;

/// <summary>A workshop counts what it has (transition 40): what the books expect, what was scanned, what lacks, what is too many; and the report is a paper that is signed.</summary>
[Trait("Scenario", "Inventory")]
public abstract class InventoryOfAWorkshop(Town town)
{
    private const string Workshop = "fabrique-des-tilleuls";
    private const string Epn = "epn-trois-ponts";

    private readonly Chain _chain = new(town);

    [Fact]
    public async Task What_was_scanned_is_compared_with_the_books_and_who_counted_signs()
    {
        var (storekeeper, supervisor, animator) = (town.As(Workshop, "STOREKEEPER"), town.As(Workshop, "SUPERVISOR"), town.As(Epn, "ANIMATOR"));
        var machines = await _chain.ReadyLaptopsAsync(Workshop, 3);
        var elsewhere = await AtTheEpnAsync(animator);
        await town.PassAsync(TimeSpan.FromMinutes(30));
        var since = town.Clock.GetUtcNow();

        var (early, why) = await storekeeper.PostAsync("/api/reports", new { kind = "INVENTORY_REPORT", since });
        Assert.Equal((HttpStatusCode.Conflict, "nothing-counted"), (early, why.GetProperty("code").GetString()));

        await storekeeper.DoAsync(machines[0], "inventory-check", new { zone = "A1" });
        await storekeeper.DoAsync(machines[1], "inventory-check", new { zone = "A2" });
        Assert.Equal("unexpected-in-inventory", (await storekeeper.ScanAsync(elsewhere, "inventory-check", new { zone = "A2" })).Why);

        var (status, report) = await storekeeper.PostAsync("/api/reports", new { kind = "INVENTORY_REPORT", since });
        Assert.Equal(HttpStatusCode.Created, status);
        var content = report.GetProperty("content");
        Assert.StartsWith("RI-", report.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal(("inventory-report", "1", "RENDERED"), (Text(report, "template"), Text(report, "templateVersion"), Text(report, "status")));
        Assert.Equal((2, 1), (content.GetProperty("found").GetInt32(), content.GetProperty("extra").GetInt32()));
        Assert.Equal(content.GetProperty("expected").GetInt32(), content.GetProperty("found").GetInt32() + content.GetProperty("missing").GetInt32());
        Assert.Equal([machines[0]], Machines(content, "A1"));
        Assert.Contains(content.GetProperty("missingMachines").EnumerateArray(), one => Text(one, "label") == machines[2]);
        var extra = Assert.Single(content.GetProperty("extraMachines").EnumerateArray());
        Assert.Equal((elsewhere, Epn, "held-by-another", "AT_EPN"), (Text(extra, "label"), Text(extra, "holder"), Text(extra, "reason"), Text(extra, "status")));

        // Who counted signs, and so does the supervisor; then it is closed. The pole reads it, and another workshop does not know of it.
        var number = Text(report, "id")!;
        Assert.Equal("SIGNED", Text(await storekeeper.ActAsync("documents", number, "sign", new { capacity = "magasinier" }), "status"));
        Assert.Equal("SEALED", Text(await supervisor.ActAsync("documents", number, "sign", new { capacity = "encadrante" }), "status"));
        Assert.Equal(number, Text(await _chain.Coordinator.GetAsync($"/api/documents/{number}"), "id"));
        Assert.Equal(HttpStatusCode.NotFound, (await town.As("etabli-du-coteau", "SUPERVISOR").TryGetAsync($"/api/documents/{number}")).Status);

        var (_, refused) = await town.As(Workshop, "OPERATOR").PostAsync("/api/reports", new { kind = "INVENTORY_REPORT", since });
        Assert.Equal("not-your-report", refused.GetProperty("code").GetString());
        await town.AssertSoundAsync();
    }

    private async Task<string> AtTheEpnAsync(Hand animator)
    {
        var machine = await _chain.ReadyLaptopAsync(Workshop);
        var dossier = await _chain.AcceptedDossierAsync(Epn, animator, "asso-main-tendue", town.As("asso-main-tendue", "PARTNER"), 1);
        await _chain.ReceivedAsync(Workshop, Epn, animator, dossier, machine);
        return machine;
    }

    private static IEnumerable<string?> Machines(JsonElement content, string zone) => content.GetProperty("zones").EnumerateArray()
        .Single(one => Text(one, "zone") == zone).GetProperty("machines").EnumerateArray().Select(machine => machine.GetString());

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
