using Ordi2.Contracts;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class ANumberGivenLaterOnSqlite(SqliteTown town) : ANumberGivenLater(town), IClassFixture<SqliteTown>;

public sealed class ANumberGivenLaterOnPostgres(PostgresTown town) : ANumberGivenLater(town), IClassFixture<PostgresTown>;

/// <summary>A partner that was registered without SIRET gets it later: from then on the rule of the EPN sees that it is the same house (invariant 2).</summary>
[Trait("Scenario", "S3")]
public abstract class ANumberGivenLater(Town town)
{
    private const string Workshop = "atelier-du-canal";
    private const string Epn = "epn-ecole-du-fleuve";
    private const string School = "ecole-du-fleuve";

    private readonly Chain _chain = new(town);

    [Fact]
    public async Task Kinship_is_seen_from_the_moment_at_which_the_number_is_known()
    {
        await _chain.RegisterAsync(Epn, "EPN de l'école du Fleuve", "EPN", siret: "73282932000009");
        await _chain.Coordinator.CreateAsync("organisations", new
        {
            id = School,
            name = "École du Fleuve",
            form = "LOCAL_AUTHORITY",
            activities = new[] { "PARTNER" },
            otherNumber = new { register = "UAI", number = "0690123J" },
            pole = Chain.Pole,
            category = "GENERAL_INTEREST_INCLUSION",
        });
        var animator = await town.NewHandAsync(Epn, Role.Animator, "animateur-fleuve");
        var referent = await town.NewHandAsync(School, Role.Partner, "referent-fleuve");
        var machine = await _chain.ReadyLaptopAsync(Workshop);
        var dossier = await _chain.AcceptedDossierAsync(Epn, animator, School, referent, 1);
        await _chain.ReceivedAsync(Workshop, Epn, animator, dossier, machine);
        var loan = await _chain.SignedLoanAsync(Workshop, Epn, animator, School, referent, dossier, 200);

        await referent.MayNotAsync("role-may-not", "organisations", School, "set-numbers", new { siret = "73282932000017" });
        await _chain.Coordinator.MayNotAsync("siret-wrong", "organisations", School, "set-numbers", new { siret = "73282932000018" });
        Assert.Equal("732829320", (await _chain.Coordinator.ActAsync("organisations", School, "set-numbers", new { siret = "732 829 320 00017" })).GetProperty("siren").GetString());

        var refused = await animator.ScanAsync(machine, "place-with-partner", new { loan, coSignedBy = "directrice-fleuve" });
        Assert.Equal(("refused", "partner-is-the-epn"), (refused.Outcome, refused.Why));
        await animator.NotCreatedAsync("partner-not-another-person", "loans", new { lender = Workshop, relay = Epn, borrower = School, dossier, from = _chain.Day(0), to = _chain.Day(9) });
        await _chain.Coordinator.MayNotAsync("number-known-already", "organisations", School, "set-numbers", new { siret = "35600000000048" });
        await town.AssertSoundAsync();
    }
}
