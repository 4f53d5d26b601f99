using System.Net;
using System.Text.Json;
using Ordi2.EndToEnd.Tests.Support;
using static Ordi2.EndToEnd.Tests.Support.Giving;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S7TwiceOnSqlite(SqliteTown town) : S7SwappedTwice(town), IClassFixture<SqliteTown>;

public sealed class S7TwiceOnPostgres(PostgresTown town) : S7SwappedTwice(town), IClassFixture<PostgresTown>;

/// <summary>Beside S7: the machine that replaced a recalled one is recalled itself, and the first one, repaired, takes its place again.</summary>
[Trait("Scenario", "S7")]
public abstract class S7SwappedTwice(Town town)
{
    private const string Epn = "epn-le-phare";
    private const string Partner = "asso-horizon-emploi";
    private const string FirstBattery = "BAT-7480-A";
    private const string SecondBattery = "BAT-7480-B";

    private readonly Journey _journey = new(town);
    private readonly Hand _animator = town.As(Epn, "ANIMATOR");
    private readonly Hand _partner = town.As(Partner, "PARTNER");

    [Fact]
    public async Task A_repaired_machine_takes_back_its_place_on_the_loan_and_every_recall_ends()
    {
        var (first, second, lost) = (await _journey.ReadyAsync(FirstBattery), await _journey.ReadyAsync(SecondBattery), await _journey.ReadyAsync(FirstBattery));
        var dossier = await _journey.DossierAsync(Epn, Partner, 2);
        await _journey.DeliverAsync(Epn, dossier, [first, lost]);
        var loan = await _journey.LoanAsync(Epn, Partner, dossier, _journey.Day(275));
        await _journey.PlaceAsync(Epn, loan, [first, lost]);
        await _partner.DoAsync(lost, "report-missing", new { circumstances = "déménagement" });
        var before = await _animator.GetAsync($"/api/loans/{loan}");

        // The first recall finds the machine at the partner, and the one that nobody finds any more.
        var recall = await RecallAsync(FirstBattery, 2);
        await SwapAsync(loan, dossier, first, second, "echange-1");
        await ComesBackAsync(first);
        Assert.Equal((1, 1), await ProgressAsync(recall));
        await _journey.Coordinator.MayNotAsync("recall-not-finished", "recalls", recall, "close");
        await town.As("epn-vallon", "ANIMATOR").DoAsync(lost, "recover", new { circumstances = "dans un carton" });
        Assert.Equal((2, 0), await ProgressAsync(recall));
        Assert.Equal("CLOSED", Text(await _journey.Coordinator.ActAsync("recalls", recall, "close"), "status"));

        // Its battery is another now, and the pole lifts the hold: until then it is not ready.
        await _journey.WipeAsync(first, "BAT-9000");
        await _journey.Operator.DoAsync(first, "install-os", new { plan = "LINUX", image = "Emmabuntüs 5" });
        var held = await _journey.Supervisor.ScanAsync(first, "pass-qc", new { grade = "B", lines = Checks.AllPassed });
        Assert.Equal(("refused", "on-hold"), (held.Outcome, held.Why));
        var lifted = await _journey.Supervisor.ScanAsync(first, "lift-hold", new { hold = "RECALL", reason = "batterie changée", recall });
        Assert.Equal(("refused", "hold-lifted-by-pole"), (lifted.Outcome, lifted.Why));
        await _journey.Coordinator.DoAsync(first, "lift-hold", new { hold = "RECALL", reason = "batterie changée", recall });
        Assert.Equal("READY", (await _journey.Supervisor.DoAsync(first, "pass-qc", new { grade = "B", lines = Checks.AllPassed })).Status);

        // The machine in its place is recalled too; the first one takes its place again, on the same line, with the same dates.
        var other = await RecallAsync(SecondBattery, 1);
        await SwapAsync(loan, dossier, second, first, "echange-2");
        await ComesBackAsync(second);
        Assert.Equal((1, 0), await ProgressAsync(other));
        await _journey.Coordinator.ActAsync("recalls", other, "close");
        Assert.Equal(HttpStatusCode.NotFound, (await town.Http.GetAsync($"/api/recall-answers/{first}")).StatusCode);

        var after = await _animator.GetAsync($"/api/loans/{loan}");
        Assert.Equal((Text(before, "from"), Text(before, "to")), (Text(after, "from"), Text(after, "to")));
        Assert.Equal([first], after.GetProperty("openLines").EnumerateArray().Select(line => line.GetString()));
        Assert.Equal(
            [(first, second, true), (second, first, true)],
            after.GetProperty("swaps").EnumerateArray().Select(swap => (Text(swap, "old"), Text(swap, "new"), swap.GetProperty("back").GetBoolean())));

        // The loan ends when the last one is back; what was found is filed no more.
        var open = await _animator.MayNotAsync("machines-still-out", "loans", loan, "close");
        Assert.Contains("a encore 1 machines dehors", open, StringComparison.Ordinal);
        await _animator.DoAsync(first, "request-return", new { kind = "END_OF_LOAN" });
        await _animator.DoAsync(first, "receive-return", new { condition = "bon état", chargerPresent = true });
        var closed = await _animator.ActAsync("loans", loan, "close");
        Assert.Equal(("CLOSED", 0), (Text(closed, "status"), closed.GetProperty("filed").GetArrayLength()));
        await town.AssertSoundAsync();
    }

    /// <summary>A recall of a battery that finds so many machines outside, each with its hold.</summary>
    private async Task<string> RecallAsync(string battery, int outside)
    {
        var recall = Text(await _journey.Coordinator.CreateAsync("recalls", new { reason = "batterie gonflée", filter = new { batteries = new[] { battery } }, instruction = "DANGEROUS_BATTERY" }), "id");
        await _journey.Coordinator.ActAsync("recalls", recall, "activate");
        JsonElement terms;

        // Holds are placed beside the call that asks for them.
        for (var patience = 0; ; patience++)
        {
            terms = await _journey.Coordinator.GetAsync($"/api/recalls/{recall}");

            if (patience == 1000 || terms.GetProperty("lines").EnumerateArray().All(line => line.GetProperty("held").GetBoolean()))
            {
                break;
            }
        }

        Assert.Equal((outside, 0), (Number(terms.GetProperty("progress"), "outside"), Number(terms.GetProperty("progress"), "inStock")));
        Assert.All(terms.GetProperty("lines").EnumerateArray(), line => Assert.True(line.GetProperty("held").GetBoolean()));
        return recall;
    }

    private async Task SwapAsync(string loan, string dossier, string old, string @new, string process)
    {
        var swap = await _journey.Coordinator.ActAsync("processes", process, "start-swap", new { loan, old, @new, reason = "rappel batterie" });
        Assert.Equal(("ENDED", "EXCHANGE"), (Text(swap, "status"), Text(swap, "kind")));
        Assert.DoesNotContain(swap.GetProperty("steps").EnumerateArray(), step => step.TryGetProperty("refused", out var refused) && refused.ValueKind is JsonValueKind.Object);
        await _journey.DeliverAsync(Epn, dossier, [@new], allocated: true);
        await _journey.PlaceAsync(Epn, loan, [@new]);
    }

    private async Task ComesBackAsync(string machine)
    {
        await _animator.DoAsync(machine, "request-return", new { kind = "RECALL" });
        Assert.Equal("RECEIVED", (await _journey.Storekeeper.DoAsync(machine, "receive-return", new { condition = "batterie gonflée", chargerPresent = true })).Status);
    }

    /// <summary>Found, and still without news.</summary>
    private async Task<(int Found, int Left)> ProgressAsync(string recall)
    {
        var progress = (await _journey.Coordinator.GetAsync($"/api/recalls/{recall}")).GetProperty("progress");
        return (Number(progress, "found"), Number(progress, "left"));
    }
}
