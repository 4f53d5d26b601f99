using Ordi2.Contracts;
using Ordi2.EndToEnd.Tests.Support;
using static Ordi2.EndToEnd.Tests.Support.Giving;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S3DerogationOnSqlite(SqliteTown town) : S3ByDerogation(town), IClassFixture<SqliteTown>;

public sealed class S3DerogationOnPostgres(PostgresTown town) : S3ByDerogation(town), IClassFixture<PostgresTown>;

/// <summary>Beside S3: the other ways out of a refusal by the EPN rule, a derogation of the pole and another partner (invariant 2).</summary>
[Trait("Scenario", "S3")]
public abstract class S3ByDerogation(Town town)
{
    private const string Epn = "epn-des-tisserands";
    private const string SameHouse = "amicale-des-tisserands";
    private const string Other = "asso-toit-et-cle";

    private readonly Chain _chain = new(town);

    [Fact]
    public async Task The_pole_grants_a_derogation_with_its_reason_and_the_report_lists_it_beside_the_refusal()
    {
        await _chain.RegisterAsync(Epn, "Les Tisserands", "EPN", siret: "73282932000009");
        await _chain.RegisterAsync(SameHouse, "Amicale des Tisserands", "PARTNER", siret: "73282932000017");
        var animator = await town.NewHandAsync(Epn, Role.Animator, "animateur-tisserands");
        var referent = await town.NewHandAsync(SameHouse, Role.Partner, "referent-amicale");
        var machines = await _chain.ReadyLaptopsAsync(Workshop, 2);

        await animator.NotCreatedAsync("partner-not-another-person", "dossiers", Project(SameHouse));
        await _chain.Coordinator.NotCreatedAsync("partner-not-another-person", "dossiers", Project(SameHouse));
        var derogated = Text(await _chain.Coordinator.CreateAsync("dossiers", Project(SameHouse, "seule association du village")), "id");
        await AcceptedAsync(derogated, animator, referent);
        await _chain.ReceivedAsync(Workshop, Epn, animator, derogated, machines[0]);
        var loan = await _chain.SignedLoanAsync(Workshop, Epn, animator, SameHouse, referent, derogated, 365);
        Assert.Equal("PLACED", (await animator.DoAsync(machines[0], "place-with-partner", new { loan, coSignedBy = "referent-amicale" })).Status);
        Assert.Equal(SameHouse, Text(await animator.GetAsync($"/api/machines/{machines[0]}"), "holder"));

        // Another partner needs none: the second machine goes there, and nothing is kept.
        var other = Text(await animator.CreateAsync("dossiers", Project(Other)), "id");
        var ofToit = town.As(Other, "PARTNER");
        await AcceptedAsync(other, animator, ofToit);
        await _chain.ReceivedAsync(Workshop, Epn, animator, other, machines[1]);
        var lent = await _chain.SignedLoanAsync(Workshop, Epn, animator, Other, ofToit, other, 365);
        Assert.Equal(1, await KeptAsync());
        await animator.DoAsync(machines[1], "place-with-partner", new { loan = lent, coSignedBy = "referente-toit" });
        Assert.Equal(0, await KeptAsync());

        var rule = await RuleAsync();
        var derogation = Assert.Single(rule.GetProperty("derogations").EnumerateArray());
        Assert.Equal((derogated, Epn, SameHouse, "seule association du village"), (Text(derogation, "dossier"), Text(derogation, "epn"), Text(derogation, "partner"), Text(derogation, "reason")));
        var refusals = rule.GetProperty("refusals").EnumerateArray().Where(one => Text(one, "by") == Epn).ToArray();
        Assert.Equal(("partner-not-another-person", "DEROGATION"), (Text(Assert.Single(refusals), "code"), Text(refusals[0], "outcome")));

        // Who has no business with the pole's report does not get it.
        var (_, refused) = await animator.PostAsync("/api/reports", new { kind = "POLE_REPORT", year = town.Clock.GetUtcNow().Year });
        Assert.Equal("not-your-report", Text(refused, "code"));
        await town.AssertSoundAsync();
    }

    private async Task AcceptedAsync(string dossier, Hand animator, Hand referent)
    {
        await animator.ActAsync("dossiers", dossier, "sign", new { party = "EPN" });
        await referent.ActAsync("dossiers", dossier, "sign", new { party = "PARTNER" });
        await animator.ActAsync("dossiers", dossier, "submit");
        await _chain.Coordinator.ActAsync("dossiers", dossier, "find-eligible");
        await _chain.Coordinator.ActAsync("dossiers", dossier, "score", new { points = 80 });
        await _chain.Coordinator.ActAsync("dossiers", dossier, "accept", new { quantities = new[] { 1 } });
    }

    private async Task<int> KeptAsync() =>
        Number((await RuleAsync()).GetProperty("byEpn").EnumerateArray().Single(one => Text(one, "epn") == Epn), "kept");

    private async Task<System.Text.Json.JsonElement> RuleAsync()
    {
        var (_, report) = await _chain.Coordinator.PostAsync("/api/reports", new { kind = "POLE_REPORT", year = town.Clock.GetUtcNow().Year });
        return report.GetProperty("content").GetProperty("epnRule");
    }

    private object Project(string partner, string? derogationReason = null) => new
    {
        epn = Epn,
        partner,
        pole = Chain.Pole,
        project = "Lire et écrire en ligne",
        needs = new[] { new { type = "LAPTOP", profile = "NONE", lowestGrade = "C", requested = 1 } },
        sessions = new[] { _chain.Day(20) },
        derogationReason,
    };
}
