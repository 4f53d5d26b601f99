using System.Net;
using System.Text.Json;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S1OnSqlite(SqliteTown town) : S1TheLotOfTheCaf(town), IClassFixture<SqliteTown>;

public sealed class S1OnPostgres(PostgresTown town) : S1TheLotOfTheCaf(town), IClassFixture<PostgresTown>;

/// <summary>Scenario S1, « Le lot de la CAF »: counts never match, and nothing is silently absorbed.</summary>
[Trait("Scenario", "S1")]
public abstract class S1TheLotOfTheCaf(Town town)
{
    private const string Workshop = "atelier-du-canal";
    private const string Caf = "don-assurances-du-val";
    private const string Carrier = "transports-roulier";

    private readonly Hand _caf = town.As(Caf, "DONOR");
    private readonly Hand _pole = town.As("pole-val-d-ombre", "COORDINATOR");
    private readonly Hand _office = town.As(Workshop, "SUPERVISOR");
    private readonly Hand _dock = town.As(Workshop, "STOREKEEPER");
    private readonly Hand _driver = town.As(Carrier, "DRIVER");

    [Fact]
    public async Task Two_hundred_and_ninety_announced_two_hundred_and_eighty_seven_picked_up_two_hundred_and_eighty_three_received()
    {
        var (d1, round) = await SignedAsync();
        await _pole.ActAsync("organisations", Workshop, "set-tax-receipt-status", new { status = "RIG", proof = "RIG-2026-4" });

        // 1. Both phones receive the round while connected.
        var plan = (await _driver.GetAsync($"/api/rounds/{round}")).GetProperty("stops")[0].GetProperty("plan");
        Assert.Equal("monte-charge en panne", plan.GetProperty("accessNotes").GetString());
        Assert.Equal("batteries gonflées possibles", plan.GetProperty("safety")[0].GetString());

        // 2 and 3. Without network, each phone keeps what was keyed under ids of its own.
        var morning = Truncated(town.Clock.GetUtcNow().AddHours(-5));
        var phoneA = Keyed(morning, "a", [(180, false)], "BE-A");
        var phoneB = Keyed(morning.AddHours(2), "b", [(60, false), (30, false)], null);
        var afterTheRestart = Keyed(morning.AddHours(3), "b", [(10, false)], null);
        var signedB = Keyed(morning.AddHours(4), "b", [(7, true)], "BE-B");

        // 4. Both sync, B twice: the network was cut during its first sync.
        await SyncAsync(round, phoneA);
        await SyncAsync(round, phoneB);
        await SyncAsync(round, [.. phoneB, .. afterTheRestart, .. signedB]);
        var before = await _driver.GetAsync($"/api/rounds/{round}");
        await SyncAsync(round, [.. phoneB, .. afterTheRestart, .. signedB]);
        var counted = await _driver.GetAsync($"/api/rounds/{round}");
        Assert.Equal(before.GetProperty("version").GetInt64(), counted.GetProperty("version").GetInt64());
        Assert.Equal(287, CountOf(counted.GetProperty("counts"), "DESKTOP"));

        // Screens were not counted, which is not 0.
        Assert.Null(CountOf(counted.GetProperty("counts"), "MONITOR"));
        var trips = counted.GetProperty("stops")[0].GetProperty("trips").EnumerateArray().ToArray();
        Assert.Equal([180, 107], trips.Select(trip => CountOf(trip.GetProperty("counts"), "DESKTOP")!.Value));
        Assert.All(trips, trip => Assert.Equal("SIGNED", trip.GetProperty("ended").GetString()));

        // Each keeps the phone's clock and the server's.
        Assert.Equal([morning, morning.AddHours(4)], trips.Select(trip => trip.GetProperty("countedAt").GetDateTimeOffset()));
        Assert.All(trips, trip => Assert.True(trip.GetProperty("recordedAt").GetDateTimeOffset() > trip.GetProperty("countedAt").GetDateTimeOffset()));
        Assert.Equal("DONE", (await _driver.ActAsync("rounds", round, "finish")).GetProperty("status").GetString());
        Assert.Equal(["BE-A", "BE-B"], (await DocumentsAsync(_pole, $"round/{round}", "PICKUP_NOTE")).Select(note => note.GetProperty("content").GetProperty("note").GetString()));

        // 5. At the dock: one by one, with a label each.
        var labels = new List<string>();

        foreach (var (type, count) in ((string, int)[])[("DESKTOP", 283), ("MONITOR", 71), ("PRINTER", 3), ("LAPTOP", 1)])
        {
            for (var i = 0; i < count; i++)
            {
                labels.Add(Hand.NewLabel());
                Assert.Equal("RECEIVED", (await _dock.DoAsync(labels[^1], "receive-device", new { donation = d1, type, round })).Status);
            }
        }

        var (desktop, printer, laptop) = (labels[0], labels[^2], labels[^1]);
        Assert.Equal([(null, Caf), (Caf, Carrier), (Carrier, Workshop)], await CustodyAsync(desktop));
        Assert.False((await _dock.GetAsync($"/api/machines/{desktop}")).TryGetProperty("owner", out _));

        // 6. The discrepancy sheet.
        var received = await _dock.ActAsync("donations", d1, "mark-received");
        Assert.Equal(
            [("LAPTOP", 0, null, 1), ("DESKTOP", 290, 287, 283), ("MONITOR", 60, null, 71), ("PRINTER", 0, null, 3)],
            Sheet(received));
        var incident = Assert.Single((await _pole.GetAsync($"/api/incidents?about=donation/{d1}")).GetProperty("items").EnumerateArray());
        Assert.Equal(("DISCREPANCY", "TRANSPORT", "OPEN"), (Text(incident, "kind"), Text(incident, "link"), Text(incident, "status")));
        Assert.Contains("287 enlevés, 283 reçus", Text(incident, "what"), StringComparison.Ordinal);

        // The private laptop goes back, not wiped by us, and is never audited nor wiped.
        await _dock.DoAsync(laptop, "refuse-device", new { reason = "not-in-gift", photo = "photo-1" });
        Assert.Equal("HANDED_BACK", (await _dock.DoAsync(laptop, "hand-back", new { signedBy = "responsable logistique CAF", document = "RS-1" })).Status);
        var restitution = Assert.Single(await DocumentsAsync(_caf, $"machine/{laptop}", "RESTITUTION_NOTE")).GetProperty("content");
        Assert.Equal(("not wiped by us", false), (Text(restitution, "statementEn"), restitution.GetProperty("wipedByUs").GetBoolean()));
        Assert.Equal("responsable logistique CAF", Text(restitution, "signedBy"));
        Assert.Equal("refused", (await town.As(Workshop, "OPERATOR").ScanAsync(laptop, "triage", new { route = "REUSE" })).Outcome);
        Assert.DoesNotContain((await EventsAsync(laptop)).Select(one => Text(one, "type")), type => type is "machine.audited.v1" or "machine.wipe-started.v1");

        // 7. Before the donor's answer: one plain sentence, and no certificate.
        await _dock.ActAsync("donations", d1, "count-again");
        var receipt = Text(await _office.CreateAsync("receipts", new { donation = d1, issuer = Workshop, capacity = "présidente" }), "id");
        await RefusedAsync(_office, $"/api/receipts/{receipt}/issue", "donation-not-reconciled", $"Le don « {d1} » n'est pas encore rapproché : aucun reçu ni certificat n'est possible.");
        await RefusedAsync(_office, "/api/reports", "donation-not-reconciled", null, new { kind = "TAKEOVER_CERTIFICATE", donation = d1 });
        Assert.Empty(await DocumentsAsync(_caf, $"donation/{d1}", "TAKEOVER_CERTIFICATE"));

        // CAF answers: the printers (and the screens beyond the list) are accepted « hors liste », the value is its own.
        await RefusedAsync(_pole, $"/api/donations/{d1}/accept-off-list", "signs-for-another", null, new { types = new[] { "PRINTER" } });
        await _caf.ActAsync("donations", d1, "accept-off-list", new { types = new[] { "PRINTER", "MONITOR" } });
        await _caf.ActAsync("donations", d1, "state-value", new { cents = 860_000 });
        await _dock.ActAsync("donations", d1, "sign-reception-note", new { document = "BR-1" });
        Assert.Equal(Workshop, Text(await _dock.GetAsync($"/api/machines/{desktop}"), "owner"));
        Assert.Equal(Workshop, Text(await _dock.GetAsync($"/api/machines/{printer}"), "owner"));
        Assert.Equal("RECONCILED", Text(await _caf.ActAsync("donations", d1, "reconcile", new { how = "SIGNED_BY_DONOR", document = "EC-1" }), "status"));

        // After it: the certificate closes its balance, and the receipt has the first number of its series.
        var takeover = Assert.Single(await DocumentsAsync(_caf, $"donation/{d1}", "TAKEOVER_CERTIFICATE")).GetProperty("content");
        var balance = takeover.GetProperty("balance");
        Assert.Equal((358, 357, 1, true), (Number(balance, "received"), Number(balance, "inProcess"), Number(balance, "refused"), balance.GetProperty("closes").GetBoolean()));
        var issued = await _office.ActAsync("receipts", receipt, "issue");
        Assert.Equal(("ISSUED", $"RF-{town.Clock.GetUtcNow():yyyy}-000001-{Workshop}"), (Text(issued, "status"), Text(issued, "document")));
        var paper = (await _caf.GetAsync($"/api/documents/{Text(issued, "document")}")).GetProperty("content");
        Assert.Equal(("huit mille six cents euros", "16216*02"), (Text(paper, "valueInLetters"), Text(paper, "form")));
        Assert.Equal(357, paper.GetProperty("machines").GetArrayLength());
        var (_, certificate) = await _office.PostAsync("/api/reports", new { kind = "TAKEOVER_CERTIFICATE", donation = d1 });
        Assert.Equal("TAKEOVER_CERTIFICATE", Text(certificate, "kind"));

        // The year's declaration counts it once, and a receipt that is cancelled not at all.
        Assert.Equal((1, 860_000), await DeclaredAsync());
        await _office.ActAsync("receipts", receipt, "cancel", new { reason = "valeur à revoir" });
        Assert.Equal("CANCELLED", Text(await _caf.GetAsync($"/api/documents/{Text(issued, "document")}"), "status"));
        Assert.Equal((0, 0), await DeclaredAsync());
        await town.AssertSoundAsync();
    }

    [Fact]
    public async Task Fifteen_days_of_silence_reconcile_and_not_a_day_less()
    {
        var (d1, round) = await SignedAsync();
        await _driver.ActAsync("rounds", round, "finish", new { counts = new[] { new { type = "DESKTOP", count = 1 } }, note = "BE-C" });
        await _dock.DoAsync(Hand.NewLabel(), "receive-device", new { donation = d1, type = "DESKTOP", round });
        await _dock.ActAsync("donations", d1, "mark-received");
        Assert.Empty((await _pole.GetAsync($"/api/incidents?about=donation/{d1}")).GetProperty("items").EnumerateArray());

        await town.PassAsync(TimeSpan.FromDays(15) - TimeSpan.FromMinutes(5));
        Assert.Equal("RECEIVED", Text(await _caf.GetAsync($"/api/donations/{d1}"), "status"));
        await town.PassAsync(TimeSpan.FromMinutes(6));
        var silent = await _caf.GetAsync($"/api/donations/{d1}");
        Assert.Equal(("RECONCILED", "DONOR_SILENT"), (Text(silent, "status"), Text(silent, "settledBy")));
        Assert.Single(await DocumentsAsync(_caf, $"donation/{d1}", "TAKEOVER_CERTIFICATE"));
    }

    private async Task<(string Donation, string Round)> SignedAsync()
    {
        var d1 = Text(
            await _caf.CreateAsync("donations", new
            {
                donor = Caf,
                legalBasis = "MECENAT_238BIS",
                pole = "pole-val-d-ombre",
                refusalDefault = "RETURN_TO_DONOR",
                announced = new[] { new { type = "DESKTOP", quantity = 290 }, new { type = "MONITOR", quantity = 60 } },
            }),
            "id");
        await _caf.ActAsync("donations", d1, "propose", new { pole = "pole-val-d-ombre" });
        await _pole.ActAsync("donations", d1, "accept", new { receiver = Workshop });
        await _caf.ActAsync("donations", d1, "sign", new { party = "DONOR", document = $"CD-{d1}" });
        Assert.Equal("SIGNED", Text(await _office.ActAsync("donations", d1, "sign", new { party = "RECEIVER", document = $"CD-{d1}" }), "status"));
        Assert.Single(await DocumentsAsync(_caf, $"donation/{d1}", "GIFT_CONVENTION"));

        var round = Text(
            await _dock.CreateAsync("rounds", new
            {
                donation = d1,
                carrier = Carrier,
                day = "2027-03-20",
                stops = new[] { new { id = "cave", place = "sous-sol", accessNotes = "monte-charge en panne", safety = new[] { "batteries gonflées possibles" } } },
            }),
            "id");
        await _driver.ActAsync("rounds", round, "open");
        Assert.Equal("IN_COLLECTION", Text(await _caf.GetAsync($"/api/donations/{d1}"), "status"));
        return (d1, round);
    }

    /// <summary>What a phone has in its outbox: each piece under an id of its own.</summary>
    private static (Guid Key, string Action, object Body)[] Keyed(DateTimeOffset at, string trip, (int Desktops, bool Signed)[] pieces, string? note) =>
    [
        .. pieces.Select(piece => (
            Guid.CreateVersion7(),
            note is null ? "key-counts" : "record-trip",
            note is null
                ? (object)new { trip, counts = new[] { new { type = "DESKTOP", count = piece.Desktops } }, occurredAt = at }
                : new { trip, note, counts = new object[] { new { type = "DESKTOP", count = piece.Desktops }, new { type = "MONITOR" } }, occurredAt = at })),
    ];

    private async Task SyncAsync(string round, params (Guid Key, string Action, object Body)[] outbox)
    {
        foreach (var (key, action, body) in outbox)
        {
            var (status, answer) = await _driver.PostAsync($"/api/rounds/{round}/{action}", body, key);
            Assert.True(status is HttpStatusCode.OK, $"{action}: {status} {answer}");
        }
    }

    private async Task<(int Receipts, int Cents)> DeclaredAsync()
    {
        var (_, declaration) = await _office.PostAsync("/api/reports", new { kind = "RECEIPT_DECLARATION", year = town.Clock.GetUtcNow().Year });
        return (Number(declaration.GetProperty("content"), "receipts"), Number(declaration.GetProperty("content"), "totalCents"));
    }

    private static async Task RefusedAsync(Hand hand, string path, string code, string? sentence, object? body = null)
    {
        var (_, answer) = await hand.PostAsync(path, body);
        Assert.Equal(code, Text(answer, "code"));
        Assert.True(sentence is null || answer.ToString().Contains(sentence, StringComparison.Ordinal), answer.ToString());
    }

    private static async Task<JsonElement[]> DocumentsAsync(Hand hand, string about, string kind) =>
        [.. (await hand.GetAsync($"/api/documents?about={about}")).GetProperty("items").EnumerateArray().Where(document => Text(document, "kind") == kind)];

    private async Task<JsonElement[]> EventsAsync(string label) => [.. (await _dock.GetAsync($"/api/machines/{label}/history")).GetProperty("events").EnumerateArray()];

    private async Task<(string? From, string To)[]> CustodyAsync(string label) =>
    [
        .. (await EventsAsync(label))
            .Where(one => Text(one, "type") == "machine.custody-passed.v1")
            .Select(one => one.GetProperty("data"))
            .Select(data => (data.TryGetProperty("from", out var from) ? from.GetString() : null, Text(data, "to"))),
    ];

    private static (string Type, int Announced, int? PickedUp, int Received)[] Sheet(JsonElement donation) =>
    [
        .. donation.GetProperty("sheet").EnumerateArray().Select(line => (
            Text(line, "type"),
            Number(line, "announced"),
            line.TryGetProperty("pickedUp", out var picked) ? picked.GetInt32() : (int?)null,
            Number(line, "received"))),
    ];

    private static int? CountOf(JsonElement counts, string type) =>
        counts.EnumerateArray().Single(count => Text(count, "type") == type).TryGetProperty("count", out var count) ? count.GetInt32() : null;

    private static DateTimeOffset Truncated(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
