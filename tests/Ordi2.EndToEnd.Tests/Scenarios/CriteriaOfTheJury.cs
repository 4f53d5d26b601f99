using System.Text.Json;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class CriteriaOnSqlite(SqliteTown town) : CriteriaOfTheJury(town), IClassFixture<SqliteTown>;

public sealed class CriteriaOnPostgres(PostgresTown town) : CriteriaOfTheJury(town), IClassFixture<PostgresTown>;

/// <summary>What a jury looks at is data of its pole, in versions; a call keeps the version that it was written with, and each decision names it (domain.md 12.1).</summary>
[Trait("Scenario", "Rules")]
public abstract class CriteriaOfTheJury(Town town)
{
    private const string Epn = "epn-le-phare";
    private const string Partner = "asso-horizon-emploi";

    private readonly Chain _chain = new(town);

    [Fact]
    public async Task A_decision_names_the_version_of_the_criteria_that_its_call_was_written_with()
    {
        var (animator, referent) = (town.As(Epn, "ANIMATOR"), town.As(Partner, "PARTNER"));
        await _chain.Coordinator.NotCreatedAsync("out-of-bounds", "configurations", new { id = Chain.Pole, rules = new { juryCriteria = new[] { new { name = "Public", weight = 0 } } }, reason = "comité" });
        await _chain.Coordinator.CreateAsync("configurations", new { id = Chain.Pole, rules = new { juryCriteria = new[] { new { name = "Public", weight = 3 }, new { name = "Suite", weight = 1 } } }, reason = "comité du 4 mars" });
        var call = (await _chain.Coordinator.CreateAsync("calls", new
        {
            pole = Chain.Pole,
            mode = "CONTINUOUS",
            plan = new { title = "Au fil de l'eau", rules = "Une règle.", pledges = new[] { new { type = "LAPTOP", quantity = 9 } }, perDossierMax = 5 },
        })).GetProperty("id").GetString()!;
        await _chain.Coordinator.ActAsync("calls", call, "publish");
        await _chain.Coordinator.ActAsync("calls", call, "open");

        // What is agreed later holds for the calls that are written later.
        await _chain.Coordinator.ActAsync("configurations", Chain.Pole, "change-rules", new { rules = new { juryCriteria = new[] { new { name = "Urgence", weight = 1 } } }, reason = "plus simple" });
        var written = await _chain.Coordinator.GetAsync($"/api/calls/{call}");
        Assert.Equal(
            (1, "Public 3, Suite 1"),
            (written.GetProperty("criteriaVersion").GetInt32(), string.Join(", ", written.GetProperty("plan").GetProperty("criteria").EnumerateArray().Select(one => $"{one.GetProperty("name").GetString()} {one.GetProperty("weight").GetInt32()}"))));

        var dossier = await _chain.SignedDossierAsync(Epn, animator, Partner, referent, 2, call);
        await animator.ActAsync("dossiers", dossier, "submit");
        await _chain.Coordinator.ActAsync("dossiers", dossier, "find-eligible");
        await _chain.Coordinator.MayNotAsync("marks-do-not-match", "dossiers", dossier, "score", new { points = 80 });
        var scored = await _chain.Coordinator.ActAsync("dossiers", dossier, "score", new { marks = new[] { new { criterion = "Public", mark = 20 }, new { criterion = "Suite", mark = 12 } } });
        Assert.Equal((90, 1), (scored.GetProperty("points").GetInt32(), scored.GetProperty("criteriaVersion").GetInt32()));

        var accepted = await _chain.Coordinator.ActAsync("dossiers", dossier, "accept", new { quantities = new[] { 2 } });
        Assert.Equal(1, accepted.GetProperty("criteriaVersion").GetInt32());
        Assert.Equal(1, (await DecisionAsync(animator, dossier)).GetProperty("dossier").GetProperty("criteriaVersion").GetInt32());
        await town.AssertSoundAsync();
    }

    /// <summary>The notification that the EPN gets.</summary>
    private static async Task<JsonElement> DecisionAsync(Hand hand, string dossier)
    {
        var paper = Assert.Single(await Giving.DocumentsAsync(hand, $"dossier/{dossier}", "DOSSIER_DECISION"));
        return (await hand.GetAsync($"/api/documents/{paper.GetProperty("id").GetString()}")).GetProperty("content");
    }
}
