using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class ProcessesOnSqlite(SqliteTown town) : Processes(town), IClassFixture<SqliteTown>;

public sealed class ProcessesOnPostgres(PostgresTown town) : Processes(town), IClassFixture<PostgresTown>;

/// <summary>Work on several aggregates, all or nothing, seen from outside.</summary>
[Trait("Scenario", "Processes")]
public abstract class Processes(Town town)
{
    private const string Pole = "pole-val-d-ombre";

    private readonly Hand _coordinator = town.As(Pole, "COORDINATOR");
    private readonly Hand _animator = town.As("epn-le-phare", "ANIMATOR");
    private readonly Hand _referent = town.As("asso-horizon-emploi", "PARTNER");

    [Fact]
    public async Task An_allocation_that_cannot_be_whole_is_undone_and_says_why()
    {
        var dossier = await AcceptedDossierAsync(laptops: 2);
        var (unknown, other) = (Hand.NewLabel(), Hand.NewLabel());
        await town.As("atelier-du-canal", "OPERATOR").DoAsync(unknown, "receive-device", new { type = "LAPTOP" });
        await town.As("atelier-du-canal", "OPERATOR").DoAsync(other, "receive-device", new { type = "LAPTOP" });
        var id = $"lot-{dossier}";

        var process = await _coordinator.ActAsync("processes", id, "start-allocation", new { dossier, line = 0, machines = new[] { unknown, other } });

        Assert.Equal(("UNDONE", "ALLOCATION", "wrong-status"), (
            process.GetProperty("status").GetString(), process.GetProperty("kind").GetString(), process.GetProperty("reason").GetProperty("code").GetString()));
        Assert.Equal(0, (await _coordinator.GetAsync($"/api/dossiers/{dossier}")).GetProperty("needs")[0].GetProperty("allocated").GetInt32());

        // It stays to be read by the pole that started it, and by nobody else.
        Assert.Equal("UNDONE", (await _coordinator.GetAsync($"/api/processes/{id}")).GetProperty("status").GetString());
        Assert.Contains(
            (await _coordinator.GetAsync($"/api/processes?about=machine/{unknown}")).GetProperty("items").EnumerateArray(),
            one => one.GetProperty("id").GetString() == id);
        Assert.Empty((await _animator.GetAsync("/api/processes")).GetProperty("items").EnumerateArray());
        await town.AssertSoundAsync();
    }

    private async Task<string> AcceptedDossierAsync(int laptops)
    {
        var dossier = (await _animator.CreateAsync("dossiers", new
        {
            epn = "epn-le-phare",
            partner = "asso-horizon-emploi",
            pole = Pole,
            project = "Lire en ligne",
            needs = new[] { new { type = "LAPTOP", profile = "NONE", lowestGrade = "NONE", requested = laptops } },
            sessions = new[] { "2027-05-01" },
        })).GetProperty("id").GetString()!;
        await _animator.ActAsync("dossiers", dossier, "sign", new { party = "EPN" });
        await _referent.ActAsync("dossiers", dossier, "sign", new { party = "PARTNER" });
        await _animator.ActAsync("dossiers", dossier, "submit");
        await _coordinator.ActAsync("dossiers", dossier, "find-eligible");
        await _coordinator.ActAsync("dossiers", dossier, "score", new { points = 80 });
        await _coordinator.ActAsync("dossiers", dossier, "accept", new { quantities = new[] { laptops } });
        return dossier;
    }
}
