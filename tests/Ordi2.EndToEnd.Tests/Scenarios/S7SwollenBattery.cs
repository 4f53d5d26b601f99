using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ordi2.EndToEnd.Tests.Support;
using static Ordi2.EndToEnd.Tests.Scenarios.S7WhereTheyAre;
using static Ordi2.EndToEnd.Tests.Support.Journey;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S7OnSqlite(SqliteTown town) : S7SwollenBattery(town), IClassFixture<SqliteTown>;

public sealed class S7OnPostgres(PostgresTown town) : S7SwollenBattery(town), IClassFixture<PostgresTown>;

/// <summary>Scenario S7, « Batterie gonflée »: 41 machines at 17 partners and 12 in stock have the same battery.</summary>
[Trait("Scenario", "S7")]
public abstract class S7SwollenBattery(Town town)
{
    private const int Placed = 41;

    private readonly Journey _journey = new(town);

    [Fact]
    public async Task Every_machine_with_the_battery_is_found_blocked_and_asked_after_until_the_recall_can_be_closed()
    {
        var (loans, stock, other, reservedFor) = await new S7WhereTheyAre(_journey).SpreadAsync();
        var placed = loans.SelectMany(loan => loan.Machines).ToArray();
        Assert.Equal((Partners, Placed, InStock), (loans.Count, placed.Length, stock.Length));

        // 1. The EPN opens a ticket with a photo; the safety instruction stands first.
        var animator = town.As(loans[0].Epn, "ANIMATOR");
        var incident = await animator.CreateAsync("incidents", new
        {
            kind = "SAFETY",
            what = "Le portable se soulève de la table",
            machines = new[] { placed[0] },
            photo = "photo-batterie-1",
            about = $"loan/{loans[0].Id}",
        });
        Assert.Equal("guidance-safety-battery", incident.GetProperty("guidance").GetString());
        Assert.Equal("photo-batterie-1", incident.GetProperty("notes")[0].GetProperty("photo").GetString());
        Assert.Equal(Pole, incident.GetProperty("pole").GetString());

        // 2. The filter on the battery finds exactly 41 + 12, and each gets the hold.
        var recall = Id(await _journey.Coordinator.CreateAsync("recalls", new
        {
            reason = "batterie gonflée",
            filter = new { batteries = new[] { Battery.ToLowerInvariant() } },
            instruction = "DANGEROUS_BATTERY",
            answerBefore = _journey.Day(15),
            incident = Id(incident),
        }));
        Assert.Equal(HttpStatusCode.NotFound, (await town.Http.GetAsync($"/api/recall-answers/{placed[0]}")).StatusCode);
        await _journey.Coordinator.ActAsync("recalls", recall, "activate");
        var active = await HeldAsync(recall);
        var lines = active.GetProperty("lines").EnumerateArray().ToArray();
        Assert.Equal(
            placed.Concat(stock).Order(StringComparer.Ordinal),
            lines.Select(line => line.GetProperty("machine").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(lines, line => Assert.True(line.GetProperty("held").GetBoolean()));
        Assert.Equal(new Progress(Placed, InStock, 0, 0, 0, Placed), Progress.Of(active));

        // 3. Letters to each of the 17 partners and to their EPN.
        Assert.Equal("guidance-safety-battery", active.GetProperty("guidance").GetString());
        Assert.Equal(
            loans.Select(loan => loan.Partner).Concat(loans.Select(loan => loan.Epn)).Distinct().Order(StringComparer.Ordinal),
            active.GetProperty("letters").EnumerateArray().Select(letter => letter.GetProperty("holder").GetString()));

        foreach (var machine in placed.Concat(stock))
        {
            Assert.Contains("RECALL", (await _journey.Coordinator.GetAsync($"/api/machines/{machine}")).GetProperty("holds").EnumerateArray().Select(hold => hold.GetString()));
        }

        Assert.Empty((await _journey.Coordinator.GetAsync($"/api/machines/{other}")).GetProperty("holds").EnumerateArray());
        await LettersAsync(recall, loans);
        await TheStockGoesNowhereAsync(stock, reservedFor);
        await AnswersAsync(recall, loans, placed);
        await SwapAsync(loans[0], placed[0]);
        await BatteriesAsync();
        await CloseAsync(recall, loans);
        await town.AssertSoundAsync();
    }

    /// <summary>Each partner reads a letter about its own machines, each EPN one about those that it relayed: what to do comes with it. The pole has the list of all.</summary>
    private async Task LettersAsync(string recall, IReadOnlyList<Lent> loans)
    {
        var notices = await Giving.DocumentsAsync(_journey.Coordinator, $"recall/{recall}", "RECALL_NOTICE");
        var list = Assert.Single(notices, notice => notice.GetProperty("template").GetString() == "recall-list").GetProperty("content");
        Assert.Equal((Placed, InStock), (list.GetProperty("machines").EnumerateArray().Count(one => !one.GetProperty("inStock").GetBoolean()), list.GetProperty("machines").EnumerateArray().Count(one => one.GetProperty("inStock").GetBoolean())));
        var letters = notices.Select(notice => notice.GetProperty("content"))
            .Where(letter => letter.TryGetProperty("to", out var to) && to.ValueKind is JsonValueKind.String)
            .ToDictionary(letter => letter.GetProperty("to").GetString()!, StringComparer.Ordinal);
        Assert.Equal(Partners + Epns.Length, letters.Count);
        Assert.All(letters.Values, letter => Assert.Equal(("guidance-safety-battery", "batterie gonflée", _journey.Day(15)), (letter.GetProperty("guidance").GetString(), letter.GetProperty("reason").GetString(), letter.GetProperty("answerBefore").GetString())));
        Assert.All(loans, loan => Assert.Equal(loan.Machines.Order(StringComparer.Ordinal), letters[loan.Partner].GetProperty("machines").EnumerateArray().Select(machine => machine.GetString()!).Order(StringComparer.Ordinal)));
        var own = Assert.Single(await Giving.DocumentsAsync(town.As(loans[0].Partner, "PARTNER"), $"recall/{recall}", "RECALL_NOTICE")).GetProperty("content");
        Assert.Equal(loans[0].Partner, own.GetProperty("to").GetString());
    }

    /// <summary>Holds are placed beside the call that asks for them: looked at until each machine has its own.</summary>
    private async Task<JsonElement> HeldAsync(string recall)
    {
        for (var patience = 0; ; patience++)
        {
            var terms = await _journey.Coordinator.GetAsync($"/api/recalls/{recall}");

            if (patience == 1000 || terms.GetProperty("lines").EnumerateArray().All(line => line.GetProperty("held").GetBoolean()))
            {
                return terms;
            }
        }
    }

    /// <summary>What is in stock can be neither allocated nor packed nor shipped.</summary>
    private async Task TheStockGoesNowhereAsync(string[] stock, string reservedFor)
    {
        var dossier = await _journey.DossierAsync("epn-le-phare", "asso-coup-de-main", 2);

        foreach (var machine in stock[..^2])
        {
            var refused = await _journey.Coordinator.ScanAsync(machine, "allocate", new { dossier });
            Assert.Equal(("refused", "on-hold", "READY"), (refused.Outcome, refused.Why, refused.Status));
        }

        // Two were reserved and packed before.
        var packed = await _journey.Storekeeper.ScanAsync(stock[^2], "pack", new { box = "C-1", delivery = reservedFor });
        Assert.Equal(("refused", "on-hold", "RESERVED"), (packed.Outcome, packed.Why, packed.Status));
        await _journey.Storekeeper.ActAsync("deliveries", reservedFor, "make-ready");
        var shipped = await _journey.Storekeeper.ScanAsync(stock[^1], "dispatch", new { delivery = reservedFor });
        Assert.Equal(("refused", "on-hold", "PACKED"), (shipped.Outcome, shipped.Why, shipped.Status));
    }

    /// <summary>The public page: three answers, no login, nothing of anybody.</summary>
    private async Task AnswersAsync(string recall, IReadOnlyList<Lent> loans, string[] placed)
    {
        var page = await town.Http.GetFromJsonAsync<JsonElement>($"/api/recall-answers/{placed[1]}");
        Assert.StartsWith(
            "Arrêtez l'ordinateur. Débranchez-le. Ne l'envoyez pas par la poste. Posez-le seul",
            page.GetProperty("instruction").GetString(),
            StringComparison.Ordinal);
        Assert.Equal(["Je l'ai", "Rendue", "Je ne l'ai plus"], page.GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("words").GetString()));
        Assert.Equal("instruction", page.EnumerateObject().First().Name);

        // Easy to read: short sentences, one idea each; the picture beside it follows the code.
        Assert.All(page.GetProperty("instruction").GetString()!.Split('.', StringSplitOptions.RemoveEmptyEntries), sentence => Assert.InRange(sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, 1, 10));
        Assert.Equal("guidance-safety-battery", page.GetProperty("guidance").GetString());

        // Nothing of anybody is shown, and nothing but one of the three is taken.
        var shown = page.ToString();
        Assert.All(loans, loan => Assert.DoesNotContain(loan.Partner, shown, StringComparison.Ordinal));
        Assert.All(loans, loan => Assert.DoesNotContain(loan.Epn, shown, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, (await town.Http.PostAsJsonAsync($"/api/recall-answers/{placed[1]}", new { answer = "Mme Dupont l'a" })).StatusCode);

        string[] answers = ["HAVE_IT", "GIVEN_BACK", "NO_LONGER_HAVE_IT"];

        for (var i = 1; i < 37; i++)
        {
            var answer = answers[i % answers.Length];
            using var response = await town.Http.PostAsJsonAsync($"/api/recall-answers/{placed[i]}", new { answer });
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(answer, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("answer").GetString());
        }

        // One is found by the EPN, one partner cannot be reached: 38 of 41.
        await town.As(loans[0].Epn, "ANIMATOR").ActAsync("recalls", recall, "mark-found", new { machine = placed[0] });
        await _journey.Coordinator.ActAsync("recalls", recall, "mark-unreachable", new { machine = placed[37], reason = "trois appels sans réponse" });
        var now = await _journey.Coordinator.GetAsync($"/api/recalls/{recall}");
        var progress = Progress.Of(now);
        Assert.Equal(new Progress(Placed, InStock, Found: 1, Answered: 36, Unreachable: 1, Left: 3), progress);
        Assert.Equal(38, progress.Found + progress.Answered + progress.Unreachable);

        // The three that are left are listed by partner for a phone call.
        var left = now.GetProperty("left").EnumerateArray()
            .SelectMany(list => list.GetProperty("machines").EnumerateArray().Select(machine => (list.GetProperty("holder").GetString()!, machine.GetString()!)))
            .ToArray();
        var expected = placed[38..].Select(machine => (loans.First(loan => loan.Machines.Contains(machine)).Partner, machine)).ToArray();
        Assert.Equal(expected.Order(), left.Order());
    }

    /// <summary>Returns and swaps stay possible: the line stays, its dates too, another machine is on it.</summary>
    private async Task SwapAsync(Lent loan, string old)
    {
        var animator = town.As(loan.Epn, "ANIMATOR");
        var before = await animator.GetAsync($"/api/loans/{loan.Id}");
        var replacement = await _journey.ReadyAsync();
        Assert.Equal("unknown-action", await _journey.Coordinator.RefusedAsync("dossiers", loan.Dossier, "release-line", new { machine = old, reason = "échange" }));
        var swap = await _journey.Coordinator.ActAsync("processes", $"echange-{old}", "start-swap", new { loan = loan.Id, old, @new = replacement, reason = "rappel batterie" });
        Assert.Equal(("ENDED", "EXCHANGE"), (swap.GetProperty("status").GetString(), swap.GetProperty("kind").GetString()));
        await _journey.DeliverAsync(loan.Epn, loan.Dossier, [replacement], allocated: true);
        await _journey.PlaceAsync(loan.Epn, loan.Id, [replacement]);
        await animator.DoAsync(old, "request-return", new { kind = "RECALL" });
        await _journey.Storekeeper.DoAsync(old, "receive-return", new { condition = "batterie gonflée", chargerPresent = true });

        var after = await animator.GetAsync($"/api/loans/{loan.Id}");
        Assert.Equal(
            (before.GetProperty("from").GetString(), before.GetProperty("to").GetString()),
            (after.GetProperty("from").GetString(), after.GetProperty("to").GetString()));
        Assert.Equal(
            before.GetProperty("openLines").EnumerateArray().Select(line => line.GetString() == old ? replacement : line.GetString()),
            after.GetProperty("openLines").EnumerateArray().Select(line => line.GetString()));
        Assert.True(Assert.Single(after.GetProperty("swaps").EnumerateArray()).GetProperty("back").GetBoolean());
    }

    /// <summary>The batteries that were taken out go into a flow of their own, dated and photographed.</summary>
    private async Task BatteriesAsync()
    {
        var cage = Id(await _journey.Storekeeper.CreateAsync("batches", new
        {
            holder = _journey.Workshop,
            recycler = "recyclage-du-val",
            flow = "BATTERIES",
            wasteCode = "16 06 05",
            container = "fût sable",
        }));
        await _journey.Storekeeper.ActAsync("batches", cage, "add-batteries", new { count = 1, grams = 320, photo = "photo-batterie-2", dangerous = true });
        var machine = await _journey.WipedAsync();
        var mixed = await _journey.Supervisor.ScanAsync(machine, "scrap", new { reason = "carte mère", batch = cage });
        Assert.Equal(("refused", "batch-of-another-flow"), (mixed.Outcome, mixed.Why));
        var others = Id(await _journey.Storekeeper.CreateAsync("batches", new { holder = _journey.Workshop, recycler = "recyclage-du-val", flow = "SMALL_IT", wasteCode = "16 02 14", container = "cage D3E" }));
        await _journey.Storekeeper.MayNotAsync("batch-of-another-flow", "batches", others, "add-batteries", new { count = 1, grams = 320, photo = "photo-batterie-2", dangerous = true });
        await _journey.Storekeeper.MayNotAsync("number-missing", "batches", cage, "add-batteries", new { count = 1, grams = 320, photo = string.Empty, dangerous = true });
        await _journey.Storekeeper.ActAsync("batches", cage, "seal");
        var weighed = await _journey.Storekeeper.ActAsync("batches", cage, "weigh", new { netGrams = 330 });
        Assert.Equal(("BATTERIES", "16 06 05"), (weighed.GetProperty("flow").GetString(), weighed.GetProperty("wasteCode").GetString()));
        var battery = Assert.Single(weighed.GetProperty("batteries").EnumerateArray());
        Assert.Equal("photo-batterie-2", battery.GetProperty("photo").GetString());
        Assert.Equal(_journey.Today, battery.GetProperty("at").GetDateTimeOffset().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private async Task CloseAsync(string recall, IReadOnlyList<Lent> loans)
    {
        var early = await _journey.Coordinator.MayNotAsync("recall-not-finished", "recalls", recall, "close");
        Assert.Contains("3 machines sont encore sans nouvelle", early, StringComparison.Ordinal);
        var left = (await _journey.Coordinator.GetAsync($"/api/recalls/{recall}")).GetProperty("left").EnumerateArray()
            .SelectMany(list => list.GetProperty("machines").EnumerateArray()).Select(machine => machine.GetString()!).ToArray();

        foreach (var machine in left)
        {
            await town.As(loans.First(loan => loan.Machines.Contains(machine)).Epn, "ANIMATOR").ActAsync("recalls", recall, "answer", new { machine, answer = "HAVE_IT" });
        }

        Assert.Equal("CLOSED", (await _journey.Coordinator.ActAsync("recalls", recall, "close")).GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await town.Http.GetAsync($"/api/recall-answers/{left[0]}")).StatusCode);
    }

    private sealed record Progress(int Outside, int InStock, int Found, int Answered, int Unreachable, int Left)
    {
        public static Progress Of(JsonElement recall) => recall.GetProperty("progress").Deserialize<Progress>(JsonSerializerOptions.Web)!;
    }
}
