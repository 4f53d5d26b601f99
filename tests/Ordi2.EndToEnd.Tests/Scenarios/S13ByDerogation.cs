using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.EndToEnd.Tests.Support;
using static Ordi2.EndToEnd.Tests.Support.Giving;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S13DerogationOnSqlite(SqliteTown town) : S13ByDerogation(town), IClassFixture<SqliteTown>;

public sealed class S13DerogationOnPostgres(PostgresTown town) : S13ByDerogation(town), IClassFixture<PostgresTown>;

/// <summary>Beside S13: lines of a partner that is the same legal person as the new relay move to it by a logged derogation; and what a closing EPN may still take in.</summary>
[Trait("Scenario", "S13")]
public abstract class S13ByDerogation(Town town)
{
    private const string Semaphore = "epn-le-semaphore-2";
    private const string Passerelle = "epn-passerelle-du-port";
    private const string Partner = "amicale-du-port";

    private readonly Chain _chain = new(town);

    [Fact]
    public async Task The_lines_of_the_relays_own_legal_person_move_by_derogation_and_the_closing_epn_still_takes_in_what_comes()
    {
        await _chain.RegisterAsync(Semaphore, "Le Sémaphore", "EPN", rna: "W691000031");
        await _chain.RegisterAsync(Passerelle, "La Passerelle du port", "EPN", siret: "73282932000009");
        await _chain.RegisterAsync(Partner, "Amicale du port", "PARTNER", siret: "73282932000017");
        var (animator, referent) = (await town.NewHandAsync(Semaphore, Role.Animator, "animatrice-semaphore-2"), await town.NewHandAsync(Partner, Role.Partner, "referent-du-port"));
        var machines = await _chain.ReadyLaptopsAsync(Workshop, 3);
        var dossier = await _chain.AcceptedDossierAsync(Semaphore, animator, Partner, referent, 3);
        await _chain.ReceivedAsync(Workshop, Semaphore, animator, dossier, machines[..2]);
        var loan = await _chain.SignedLoanAsync(Workshop, Semaphore, animator, Partner, referent, dossier, 365);

        foreach (var machine in machines[..2])
        {
            Assert.Equal("PLACED", (await animator.DoAsync(machine, "place-with-partner", new { loan, coSignedBy = "referent-du-port" })).Status);
        }

        await _chain.ReserveAsync(dossier, machines[2]);
        await _chain.DispatchAsync(Workshop, Semaphore, dossier, machines[2]);
        await _chain.Coordinator.ActAsync("organisations", Semaphore, "start-closing", new { reason = "fermeture au 30 juin" });

        // Scans in and returns stay allowed; nothing is placed any more.
        Assert.Equal("AT_EPN", (await animator.DoAsync(machines[2], "receive-at-epn")).Status);
        Assert.Equal("organisation-closing", (await animator.ScanAsync(machines[2], "place-with-partner", new { loan, coSignedBy = "referent-du-port" })).Why);
        await referent.DoAsync(machines[1], "request-return", new { kind = "GIVE_UP" });
        Assert.Equal("RECEIVED", (await animator.DoAsync(machines[1], "receive-return", new { condition = "bon" })).Status);

        // The same legal person (I2): refused in a plain sentence, until the pole says why it may be.
        var move = new { to = Passerelle, document = "AV-port" };
        Assert.Contains("même organisation", await _chain.Coordinator.MayNotAsync("partner-not-another-person", "loans", loan, "change-relay", move), StringComparison.Ordinal);
        await _chain.Coordinator.ActAsync("dossiers", dossier, "grant-derogation", new { reason = "seul EPN du port" });
        var moved = await _chain.Coordinator.ActAsync("loans", loan, "change-relay", move);
        Assert.Equal((Passerelle, Partner), (Text(moved, "relay"), Text(moved, "borrower")));

        var (_, report) = await _chain.Coordinator.PostAsync("/api/reports", new { kind = "POLE_REPORT", year = town.Clock.GetUtcNow().Year });
        var derogation = Assert.Single(report.GetProperty("content").GetProperty("epnRule").GetProperty("derogations").EnumerateArray(), one => Text(one, "dossier") == dossier);
        Assert.Equal((Partner, "seul EPN du port"), (Text(derogation, "partner"), Text(derogation, "reason")));
        await town.AssertSoundAsync();
    }

    private static string Text(JsonElement terms, string field) => terms.GetProperty(field).GetString()!;
}
