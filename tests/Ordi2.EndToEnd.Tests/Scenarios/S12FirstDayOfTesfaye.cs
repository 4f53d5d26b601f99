using System.Text.Json;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S12OnSqlite(SqliteTown town) : S12FirstDayOfTesfaye(town), IClassFixture<SqliteTown>;

public sealed class S12OnPostgres(PostgresTown town) : S12FirstDayOfTesfaye(town), IClassFixture<PostgresTown>;

/// <summary>Scenario S12, « Premier jour de Tesfaye », as far as data goes: 25 laptops, a scanner in US layout on an AZERTY keyboard.</summary>
[Trait("Scenario", "S12")]
public abstract class S12FirstDayOfTesfaye(Town town)
{
    private const string Workshop = "fabrique-des-tilleuls";
    private const string Donor = "don-cartonnerie-lemoine";
    private const string Pin = "4071";

    [Fact]
    public async Task Twenty_five_laptops_are_sorted_on_the_first_day_and_the_supervisor_decides_what_is_doubtful()
    {
        var supervisor = town.As(Workshop, "SUPERVISOR");
        var storekeeper = town.As(Workshop, "STOREKEEPER");
        var (tesfaye, person) = await SignedInAsync(supervisor);
        var donation = await new Giving(town, Donor, town.As(Donor, "DONOR")).SignedForAsync(Workshop, supervisor, "RETURN_TO_DONOR", ("LAPTOP", 25));
        var laptops = Enumerable.Range(0, 25).Select(_ => Hand.NewLabel()).ToArray();

        foreach (var laptop in laptops)
        {
            await storekeeper.DoAsync(laptop, "receive-device", new { type = "LAPTOP", donation });
        }

        // 17 good ones; 3 doubtful; 3 for parts, each after a wrong tile, and 2 for the cage, which wait for the supervisor.
        for (var i = 0; i < laptops.Length; i++)
        {
            town.Clock.Advance(TimeSpan.FromSeconds(30));
            var typed = AsTypedOnAzerty(laptops[i]);
            var route = i switch { < 17 => "REUSE", < 20 => "ASK", < 23 => "PARTS", _ => "RECYCLE" };

            if (route is "PARTS")
            {
                await WrongTileAsync(tesfaye, supervisor, typed, inTime: i < 22);
            }

            var result = await tesfaye.ScanAsync(typed, "triage", new { route, criteriaVersion = "2026-1", powersOn = i < 20 });

            // Every mangled scan is repaired, and who works is not bothered with the scanner's set-up.
            Assert.Equal(laptops[i], result.Json.GetProperty("machine").GetString());
            Assert.False(result.KeyboardLayoutWrong);
            Assert.Equal(
                route == "REUSE" ? ("accepted", "TRIAGED", null) : ("held", "RECEIVED", "waits-for-supervisor"),
                (result.Outcome, result.Status, result.Why));
        }

        await SupervisorIsToldOfTheScannerAsync(supervisor, laptops[0]);

        // The supervisor sees the three doubtful ones first, and finds exactly the eight that wait.
        var first = await InboxAsync(supervisor, limit: 3);
        Assert.Equal(laptops[17..20].Order(StringComparer.Ordinal), first);
        Assert.Equal(laptops[17..].Order(StringComparer.Ordinal), (await InboxAsync(supervisor, limit: 500)).Intersect(laptops).Order(StringComparer.Ordinal));

        foreach (var laptop in laptops[17..])
        {
            var decided = await supervisor.DoAsync(laptop, "triage", new { route = laptop == laptops[17] ? "REUSE" : "RECYCLE", criteriaVersion = "2026-1" });
            Assert.Equal("TRIAGED", decided.Status);
        }

        Assert.Empty((await InboxAsync(supervisor, limit: 500)).Intersect(laptops));
        await CageAsync(supervisor, storekeeper, laptops[18..]);
        await DecisionsAsync(supervisor, person, laptops);
        await town.AssertSoundAsync();
    }

    /// <summary>A badge, four digits, an enrolled station: no keyboard, and a wrong PIN opens nothing.</summary>
    private async Task<(Hand Tesfaye, string Person)> SignedInAsync(Hand supervisor)
    {
        var badge = await town.NewBadgeAsync(Workshop, Pin);
        var announced = await supervisor.CreateAsync("stations", new { name = "Tri 1" });
        var enrolled = await new Hand(town.Http, string.Empty, "-", town.Clock).PostAsync("/api/stations/enrol", new { code = announced.GetProperty("code").GetString() });
        var (id, secret) = (Text(enrolled.Body.GetProperty("station"), "id"), Text(enrolled.Body, "token"));
        var station = new Hand(town.Http, secret, id, town.Clock);

        Assert.Equal("wrong-pin", Text((await station.PostAsync("/api/stations/sign-in", new { badge, pin = "0000" })).Body, "code"));
        var signedIn = (await station.PostAsync("/api/stations/sign-in", new { badge = AsTypedOnAzerty(badge), pin = Pin })).Body;
        Assert.Equal(("OPERATOR", true), (Text(signedIn, "role"), signedIn.GetProperty("inTraining").GetBoolean()));
        return (new Hand(town.Http, Text(signedIn, "token"), id, town.Clock), Text(signedIn, "person"));
    }

    /// <summary>« Je me suis trompé »: undone at once within ten seconds; later it calls the supervisor, in words that blame nobody.</summary>
    private async Task WrongTileAsync(Hand tesfaye, Hand supervisor, string typed, bool inTime)
    {
        var wrong = await tesfaye.DoAsync(typed, "triage", new { route = "REUSE", criteriaVersion = "2026-1" });
        Assert.Equal("TRIAGED", wrong.Status);
        town.Clock.Advance(TimeSpan.FromSeconds(inTime ? 9 : 20));
        var correction = new { seq = wrong.Version, reason = "did-not-occur" };

        if (!inTime)
        {
            var called = await tesfaye.ScanAsync(typed, "correct-event", correction);
            Assert.Equal(("held", "correction-by-supervisor"), (called.Outcome, called.Why));
            Assert.All((string[])["erreur", "faute", "mauvais"], blame => Assert.DoesNotContain(blame, called.Json.GetProperty("reason").ToString(), StringComparison.OrdinalIgnoreCase));
            Assert.Equal("correct-event", Text(Assert.Single(await CallsAsync(supervisor)), "settle"));
        }

        Assert.Equal("RECEIVED", (await (inTime ? tesfaye : supervisor).DoAsync(typed, "correct-event", correction)).Status);
        Assert.Empty(await CallsAsync(supervisor));
    }

    /// <summary>Who made a mistake and calls for the supervisor.</summary>
    private static async Task<JsonElement[]> CallsAsync(Hand supervisor) =>
    [
        .. (await supervisor.GetAsync("/api/inbox?limit=500")).GetProperty("items").EnumerateArray()
            .SelectMany(machine => machine.TryGetProperty("waiting", out var waiting) ? waiting.EnumerateArray().ToArray() : [])
            .Where(scan => Text(scan, "step") == "correct-event"),
    ];

    /// <summary>The set-up sheet is suggested to the supervisor alone: with its own scans, and beside the station.</summary>
    private static async Task SupervisorIsToldOfTheScannerAsync(Hand supervisor, string label)
    {
        var mangled = label.Any(char.IsAsciiDigit);
        Assert.Equal(mangled, (await supervisor.ScanAsync(AsTypedOnAzerty(label), "inventory-check", new { })).KeyboardLayoutWrong);

        // What the devices showed is written down behind their answers.
        var patience = System.Diagnostics.Stopwatch.StartNew();

        while (!(await supervisor.GetAsync("/api/stations")).GetProperty("items").EnumerateArray().Any(station => Text(station, "name") == "Tri 1" && station.TryGetProperty("mangledAt", out _)))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), "The list of stations never said which scanner wants its set-up sheet.");
        }
    }

    /// <summary>The cage: by scan, by the supervisor, by the route for machines whose data nobody wiped.</summary>
    private static async Task CageAsync(Hand supervisor, Hand storekeeper, string[] laptops)
    {
        var cage = Text(
            await storekeeper.CreateAsync("batches", new
            {
                holder = Workshop,
                recycler = "broyage-certifie",
                flow = "SMALL_IT",
                wasteCode = "16 02 13*",
                container = "cage D3E",
                dataDestruction = true,
            }),
            "id");

        foreach (var laptop in laptops)
        {
            var without = await supervisor.ScanAsync(AsTypedOnAzerty(laptop), "scrap", new { reason = "broken", batch = cage });
            Assert.Equal(("refused", "data-still-there"), (without.Outcome, without.Why));
            Assert.Equal("TO_RECYCLE", (await supervisor.DoAsync(AsTypedOnAzerty(laptop), "scrap", new { reason = "broken", batch = cage, withData = true })).Status);
        }
    }

    /// <summary>25 decisions, each a legal act: who, when, by which criteria. Who it was stays with the supervisor, and is on no board.</summary>
    private async Task DecisionsAsync(Hand supervisor, string person, string[] laptops)
    {
        var decisions = new List<JsonElement>();

        foreach (var laptop in laptops)
        {
            decisions.Add(Assert.Single(
                (await supervisor.GetAsync($"/api/documents?about=machine/{laptop}&limit=500")).GetProperty("items").EnumerateArray(),
                paper => Text(paper, "kind") == "TRIAGE_DECISION" && Text(paper, "status") == "SEALED").GetProperty("content"));
        }

        Assert.Equal(25, decisions.Count);
        Assert.Equal(17, decisions.Count(decision => Text(decision.GetProperty("performed"), "by") == person));
        Assert.All(decisions, decision =>
        {
            Assert.Equal("2026-1", Text(decision.GetProperty("sheet"), "criteriaVersion"));
            Assert.True(decision.GetProperty("performed").GetProperty("occurredAt").GetDateTimeOffset() <= town.Clock.GetUtcNow());
        });

        var proposed = (await supervisor.GetAsync($"/api/machines/{laptops[24]}/history")).GetProperty("events").EnumerateArray().Single(one => Text(one, "type") == "machine.triage-proposed.v1");
        Assert.Equal((person, "2026-1"), (Text(proposed, "person"), Text(proposed.GetProperty("data"), "criteriaVersion")));

        var coordinator = town.As("pole-val-d-ombre", "COORDINATOR");
        Assert.DoesNotContain(person, (await coordinator.GetAsync($"/api/machines/{laptops[5]}/history")).ToString(), StringComparison.Ordinal);

        foreach (var board in (string[])["national", "pole/pole-val-d-ombre", $"organisation/{Workshop}"])
        {
            Assert.DoesNotContain(person, (await coordinator.GetAsync($"/api/boards/{board}")).ToString(), StringComparison.Ordinal);
        }
    }

    private static async Task<string[]> InboxAsync(Hand supervisor, int limit) =>
        [.. (await supervisor.GetAsync($"/api/inbox?limit={limit}")).GetProperty("items").EnumerateArray().Select(machine => Text(machine, "machine"))];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

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
