using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class CharterStopsOnSqlite(SqliteTown town) : CharterStopsInMidFlow(town), IClassFixture<SqliteTown>;

public sealed class CharterStopsOnPostgres(PostgresTown town) : CharterStopsInMidFlow(town), IClassFixture<PostgresTown>;

/// <summary>
/// A charter is suspended, or runs out, with machines in the pipeline (domain.md 4.4): nothing new comes in and nothing is
/// allocated; what goes back or to the recycler is never stopped.
/// </summary>
[Trait("Scenario", "Charter")]
public abstract class CharterStopsInMidFlow(Town town)
{
    private const string Workshop = "fabrique-des-tilleuls";
    private const string Epn = "epn-trois-ponts";

    private readonly Chain _chain = new(town);

    [Fact]
    public async Task What_is_new_stops_and_what_goes_back_or_out_goes_on()
    {
        var animator = town.As(Epn, "ANIMATOR");
        var referent = town.As("asso-main-tendue", "PARTNER");
        var (worker, supervisor, storekeeper) = (town.As(Workshop, "OPERATOR"), town.As(Workshop, "SUPERVISOR"), town.As(Workshop, "STOREKEEPER"));
        var machines = await _chain.ReadyLaptopsAsync(Workshop, 3);
        var dossier = await _chain.AcceptedDossierAsync(Epn, animator, "asso-main-tendue", referent, 3);
        await _chain.ReceivedAsync(Workshop, Epn, animator, dossier, machines[0]);
        var inTheWorkshop = Hand.NewLabel();
        await worker.DoAsync(inTheWorkshop, "receive-device", new { type = "LAPTOP" });

        // The EPN's charter is suspended: no allocation by scan or by stock; the machine that it has goes back.
        await _chain.Coordinator.ActAsync("organisations", Epn, "suspend-accreditation", new { activity = "EPN", reason = "enquête" });
        var allocating = await _chain.Coordinator.ScanAsync(machines[1], "allocate", new { dossier, line = 0 });
        Assert.Equal(("refused", "not-accredited"), (allocating.Outcome, allocating.Why));
        await _chain.Coordinator.NotCreatedAsync("not-accredited", "allocations", new { dossier, line = 0, quantity = 1 });
        Assert.Equal("IN_TRANSIT", (await animator.DoAsync(machines[0], "give-back-unplaced", new { reason = "label suspendu" })).Status);

        // So is the workshop's: nothing new is received; what comes back is, and what is broken leaves for the recycler.
        await _chain.Coordinator.ActAsync("organisations", Workshop, "suspend-accreditation", new { activity = "WORKSHOP", reason = "enquête" });
        var receiving = await worker.ScanAsync(Hand.NewLabel(), "receive-device", new { type = "LAPTOP" });
        Assert.Equal(("refused", "not-accredited"), (receiving.Outcome, receiving.Why));
        await storekeeper.DoAsync(machines[0], "receive-return", new { boxOpened = true });
        await worker.DoAsync(inTheWorkshop, "triage", new { route = "RECYCLE", criteriaVersion = "2026-1", powersOn = false });
        var batch = (await storekeeper.CreateAsync("batches", new
        {
            holder = Workshop,
            recycler = "broyage-certifie",
            flow = "SMALL_IT",
            wasteCode = "16 02 13*",
            container = "cage D3E",
            dataDestruction = true,
        })).GetProperty("id").GetString()!;
        var scrapped = await supervisor.DoAsync(inTheWorkshop, "scrap", new { reason = "broken", batch, withData = true });
        Assert.Equal("TO_RECYCLE", scrapped.Status);

        // What was done offline before the suspension is looked up at its own date (12.4, point 7).
        await town.PassAsync(TimeSpan.FromMinutes(30));
        var before = await worker.ScanAsync(Hand.NewLabel(), "receive-device", new { type = "LAPTOP" }, occurredAt: town.Clock.GetUtcNow().AddHours(-2));
        Assert.Equal("RECEIVED", before.Status);
        await town.AssertSoundAsync();
    }

    [Fact]
    public async Task A_charter_that_nobody_renews_is_announced_and_runs_out_by_the_clock()
    {
        await _chain.RegisterAsync("epn-ephemere", "Éphémère", "EPN", rna: "W691000099");
        await _chain.Coordinator.ActAsync("organisations", "epn-ephemere", "withdraw-accreditation", new { activity = "EPN", reason = "nouvelle charte" });
        await _chain.Coordinator.ActAsync("organisations", "epn-ephemere", "grant-accreditation", new
        {
            activity = "EPN",
            validFrom = town.Clock.GetUtcNow(),
            validTo = town.Clock.GetUtcNow().AddDays(90),
            document = "CHARTE-2",
            charterVersion = "2027",
        });

        await town.PassAsync(TimeSpan.FromDays(30));
        Assert.Equal("EXPIRING", await LastAsync());
        await town.PassAsync(TimeSpan.FromDays(60));
        Assert.Equal("EXPIRED", await LastAsync());
    }

    private async Task<string> LastAsync() => (await _chain.Coordinator.GetAsync("/api/organisations/epn-ephemere"))
        .GetProperty("accreditations").EnumerateArray().Last().GetProperty("status").GetString()!;
}
