using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class RulesOfThePoleOnSqlite(SqliteTown town) : RulesOfThePole(town), IClassFixture<SqliteTown>;

public sealed class RulesOfThePoleOnPostgres(PostgresTown town) : RulesOfThePole(town), IClassFixture<PostgresTown>;

/// <summary>What a pole sets holds for decisions from then on, and each decision names the version that it followed (domain.md 12.1).</summary>
[Trait("Scenario", "Rules")]
public abstract class RulesOfThePole(Town town)
{
    private const string Workshop = "atelier-du-canal";
    private const string Epn = "epn-le-phare";

    private readonly Chain _chain = new(town);

    [Fact]
    public async Task A_deadline_follows_the_version_in_force_when_it_began_and_the_history_names_it()
    {
        var animator = town.As(Epn, "ANIMATOR");
        var referent = town.As("asso-toit-et-cle", "PARTNER");
        var machines = await _chain.ReadyLaptopsAsync(Workshop, 2);
        var dossier = await _chain.AcceptedDossierAsync(Epn, animator, "asso-toit-et-cle", referent, 3);

        // As shipped: thirty days, and no version is named.
        await _chain.ReceivedAsync(Workshop, Epn, animator, dossier, machines[0]);
        Assert.Equal(30, await DaysLeftAsync(machines[0]));
        Assert.DoesNotContain("rulesVersion", (await animator.GetAsync($"/api/machines/{machines[0]}/history")).ToString(), StringComparison.Ordinal);

        var set = await _chain.Coordinator.CreateAsync("configurations", new { id = Chain.Pole, rules = new { placementDays = 10, secondPersonCheck = false }, reason = "accord local" });
        Assert.Equal((1, 10, 2), (set.GetProperty("rules").GetProperty("version").GetInt32(), set.GetProperty("rules").GetProperty("placementDays").GetInt32(), set.GetProperty("rules").GetProperty("wipeRetries").GetInt32()));
        await _chain.ReceivedAsync(Workshop, Epn, animator, dossier, machines[1]);
        Assert.Equal(10, await DaysLeftAsync(machines[1]));
        Assert.Contains("\"rulesVersion\":1", (await animator.GetAsync($"/api/machines/{machines[1]}/history")).ToString().Replace(" ", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);

        // What began under the old rules keeps its deadline; both versions stay readable, by those who are decided on.
        await _chain.Coordinator.ActAsync("configurations", Chain.Pole, "change-rules", new { rules = new { placementDays = 20 }, reason = "retour" });
        Assert.Equal(10, await DaysLeftAsync(machines[1]));
        var seen = await animator.GetAsync($"/api/configurations/{Chain.Pole}");
        Assert.Equal([10, 20], seen.GetProperty("versions").EnumerateArray().Select(one => one.GetProperty("rules").GetProperty("placementDays").GetInt32()));
        await animator.MayNotAsync("role-may-not", "configurations", Chain.Pole, "change-rules", new { rules = new { placementDays = 99 }, reason = "non" });
        await _chain.Coordinator.MayNotAsync("out-of-bounds", "configurations", Chain.Pole, "change-rules", new { rules = new { placementDays = 0 }, reason = "non" });
        await town.AssertSoundAsync();
    }

    private async Task<int> DaysLeftAsync(string machine) => (int)Math.Round(
        ((await _chain.Coordinator.GetAsync($"/api/machines/{machine}")).GetProperty("dueAt").GetDateTimeOffset() - town.Clock.GetUtcNow()).TotalDays);
}
