using System.Text.Json;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class WhoDidItOnSqlite(SqliteTown town) : WhoDidItIsForgotten(town), IClassFixture<SqliteTown>;

public sealed class WhoDidItOnPostgres(PostgresTown town) : WhoDidItIsForgotten(town), IClassFixture<PostgresTown>;

/// <summary>A supervisor reads who did a step for as long as the rules of the pole keep it; the step itself stays (domain.md 2.11). Papers say until when they are kept.</summary>
[Trait("Scenario", "Rules")]
public abstract class WhoDidItIsForgotten(Town town)
{
    private const string Workshop = "atelier-du-canal";

    private readonly Chain _chain = new(town);

    [Fact]
    public async Task The_person_goes_after_the_months_of_the_rules_and_the_step_stays()
    {
        var (supervisor, storekeeper) = (town.As(Workshop, "SUPERVISOR"), town.As(Workshop, "STOREKEEPER"));
        await _chain.Coordinator.CreateAsync("configurations", new { id = Chain.Pole, rules = new { retention = new { operatorMonths = 2, conventionYears = 30, erasureYears = 7 } }, reason = "accord local" });
        var machine = await _chain.ReadyLaptopAsync(Workshop);
        var steps = (await HistoryAsync(supervisor, machine)).Length;
        Assert.All(await HistoryAsync(supervisor, machine), fact => Assert.True(fact.TryGetProperty("person", out _)));

        // No disk was in it: two persons said so, and their certificate names the day until which it is kept.
        var certificate = (await supervisor.GetAsync($"/api/documents?about=machine/{machine}&limit=50")).GetProperty("items").EnumerateArray().Single(one => one.GetProperty("kind").GetString() == "ERASURE_CERTIFICATE");
        Assert.Equal(town.Clock.GetUtcNow().Year + 7, DateOnly.Parse(certificate.GetProperty("keepUntil").GetString()!, System.Globalization.CultureInfo.InvariantCulture).Year);

        await town.PassAsync(TimeSpan.FromDays(40));
        await storekeeper.DoAsync(machine, "inventory-check", new { zone = "A1" });
        await town.PassAsync(TimeSpan.FromDays(30));

        var later = await HistoryAsync(supervisor, machine);
        Assert.Equal(steps + 1, later.Length);
        Assert.All(later[..steps], fact => Assert.False(fact.TryGetProperty("person", out _)));
        Assert.True(later[^1].TryGetProperty("person", out _));
        await town.AssertSoundAsync();
    }

    private static async Task<JsonElement[]> HistoryAsync(Hand hand, string machine) =>
        [.. (await hand.GetAsync($"/api/machines/{machine}/history")).GetProperty("events").EnumerateArray()];
}
