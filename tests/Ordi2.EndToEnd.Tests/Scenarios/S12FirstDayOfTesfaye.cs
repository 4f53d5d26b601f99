using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S12OnSqlite(SqliteTown town) : S12FirstDayOfTesfaye(town), IClassFixture<SqliteTown>;

public sealed class S12OnPostgres(PostgresTown town) : S12FirstDayOfTesfaye(town), IClassFixture<PostgresTown>;

/// <summary>Scenario S12, « Premier jour de Tesfaye », as far as data goes: 25 laptops, a scanner in US layout on an AZERTY keyboard.</summary>
[Trait("Scenario", "S12")]
public abstract class S12FirstDayOfTesfaye(Town town)
{
    private const string Workshop = "fabrique-des-tilleuls";
    private const string Badge = "badge-0417";

    [Fact]
    public async Task Twenty_five_laptops_are_sorted_on_the_first_day_and_the_supervisor_decides_what_is_doubtful()
    {
        var tesfaye = await town.NewOperatorAsync(Workshop, $"{Badge}-{GetType().Name}");
        var supervisor = town.As(Workshop, "SUPERVISOR");
        var storekeeper = town.As(Workshop, "STOREKEEPER");
        var laptops = Enumerable.Range(0, 25).Select(_ => Hand.NewLabel()).ToArray();

        foreach (var laptop in laptops)
        {
            await storekeeper.DoAsync(laptop, "receive-device", new { type = "LAPTOP" });
        }

        // 17 good ones, 2 of them after a wrong tile; 3 doubtful; 3 for parts and 2 for the cage, which wait for the supervisor.
        for (var i = 0; i < laptops.Length; i++)
        {
            var typed = AsTypedOnAzerty(laptops[i]);
            var route = i switch { < 17 => "REUSE", < 20 => "ASK", < 23 => "PARTS", _ => "RECYCLE" };

            if (i < 2)
            {
                var wrong = await tesfaye.ScanAsync(typed, "triage", new { route = "REUSE", criteriaVersion = "2026-1" });
                var undone = await tesfaye.DoAsync(typed, "correct-event", new { seq = wrong.Version, reason = "did-not-occur" });
                Assert.Equal("RECEIVED", undone.Status);
            }

            var result = await tesfaye.ScanAsync(typed, "triage", new { route, criteriaVersion = "2026-1", powersOn = i < 20 });

            // Every mangled scan is repaired, and says that the scanner wants its set-up sheet.
            Assert.Equal(laptops[i], result.Json.GetProperty("machine").GetString());
            Assert.Equal(laptops[i].Any(char.IsAsciiDigit), result.KeyboardLayoutWrong);
            Assert.Equal(
                route == "REUSE" ? ("accepted", "TRIAGED", null) : ("held", "RECEIVED", "waits-for-supervisor"),
                (result.Outcome, result.Status, result.Why));
        }

        // The supervisor finds exactly the eight that wait.
        var inbox = (await supervisor.GetAsync("/api/inbox?limit=500")).GetProperty("items").EnumerateArray()
            .Select(machine => machine.GetProperty("machine").GetString()!)
            .Intersect(laptops)
            .ToArray();
        Assert.Equal(laptops[17..].Order(StringComparer.Ordinal), inbox.Order(StringComparer.Ordinal));

        foreach (var laptop in laptops[17..])
        {
            var decided = await supervisor.DoAsync(laptop, "triage", new { route = laptop == laptops[17] ? "REUSE" : "RECYCLE", criteriaVersion = "2026-1" });
            Assert.Equal("TRIAGED", decided.Status);
        }

        // The cage: by scan, by the supervisor, by the route for machines whose data nobody wiped.
        var cage = (await storekeeper.CreateAsync("batches", new
        {
            holder = Workshop,
            recycler = "broyage-certifie",
            flow = "SMALL_IT",
            wasteCode = "16 02 13*",
            container = "cage D3E",
            dataDestruction = true,
        })).GetProperty("id").GetString()!;

        foreach (var laptop in laptops[18..])
        {
            var without = await supervisor.ScanAsync(AsTypedOnAzerty(laptop), "scrap", new { reason = "broken", batch = cage });
            Assert.Equal(("refused", "data-still-there"), (without.Outcome, without.Why));
            Assert.Equal("TO_RECYCLE", (await supervisor.DoAsync(AsTypedOnAzerty(laptop), "scrap", new { reason = "broken", batch = cage, withData = true })).Status);
        }

        // The decision is a legal act: who, when, by which criteria.
        var history = (await supervisor.GetAsync($"/api/machines/{laptops[5]}/history")).ToString();
        Assert.Contains(Badge, history, StringComparison.Ordinal);
        Assert.Contains("2026-1", history, StringComparison.Ordinal);
        Assert.Contains("occurredAt", history, StringComparison.Ordinal);
        await town.AssertSoundAsync();
    }

    [Fact]
    public async Task A_mangled_label_with_a_wrong_check_symbol_is_never_guessed()
    {
        var operators = town.As(Workshop, "OPERATOR");
        var label = Hand.NewLabel();
        var other = label[..6] + (label[6] == 'X' ? 'Y' : 'X');

        var result = await operators.ScanAsync(AsTypedOnAzerty(other), "receive-device", new { type = "LAPTOP" });

        Assert.Equal(("refused", "wrong-check-symbol"), (result.Outcome, result.Why));
    }

    private static string AsTypedOnAzerty(string label) => string.Concat(label.Select(symbol => char.IsAsciiDigit(symbol) ? "à&é\"'(-è_ç"[symbol - '0'] : symbol));
}
