using System.Net;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.EndToEnd.Tests.Support;
using static Ordi2.EndToEnd.Tests.Support.Giving;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S1OnSqlite(SqliteTown town) : S1TheLotOfTheCaf(town), IClassFixture<SqliteTown>;

public sealed class S1OnPostgres(PostgresTown town) : S1TheLotOfTheCaf(town), IClassFixture<PostgresTown>;

/// <summary>Scenario S1, « Le lot de la CAF »: counts never match, and nothing is silently absorbed.</summary>
[Trait("Scenario", "S1")]
public abstract class S1TheLotOfTheCaf(Town town)
{
    private const string Caf = "caf-69";

    private readonly Hand _pole = town.As(Pole, "COORDINATOR");
    private readonly Hand _office = town.As(Workshop, "SUPERVISOR");
    private readonly Hand _dock = town.As(Workshop, "STOREKEEPER");

    [Fact]
    public async Task Two_hundred_and_ninety_announced_two_hundred_and_eighty_seven_picked_up_two_hundred_and_eighty_three_received()
    {
        await new Chain(town).RegisterAsync(Caf, "CAF 69", "DONOR", rna: "W691000069");
        var caf = await town.NewHandAsync(Caf, Role.Donor, "responsable-logistique-caf");
        var giving = new Giving(town, Caf, caf);
        var d1 = await giving.SignedAsync("RETURN_TO_DONOR", ("DESKTOP", 290), ("MONITOR", 60));
        var convention = Assert.Single(await DocumentsAsync(caf, $"donation/{d1}", "GIFT_CONVENTION")).GetProperty("content");
        Assert.Equal("RETURN_TO_DONOR", Text(convention, "refusalDefault"));

        var round = await PickedUpAsync(giving, d1);
        var machines = await ReceivedAsync(giving, d1, round);
        await SheetAsync(caf, d1);
        await HandedBackAsync(caf, machines.Laptop);
        var receipt = await BlockedAsync(caf, d1);
        await ReconciledAsync(caf, d1, machines);
        await CertifiedAsync(caf, d1, receipt);
        await town.AssertSoundAsync();
    }

    /// <summary>Steps 1 to 4: two drivers, two trips, a cellar without network, a battery that dies, a sync that is cut.</summary>
    private async Task<string> PickedUpAsync(Giving giving, string d1)
    {
        var (a, b) = (await town.NewHandAsync(Carrier, Role.Driver, "chauffeur-a"), await town.NewHandAsync(Carrier, Role.Driver, "chauffeuse-b"));
        var round = await giving.RoundAsync(d1, a);

        // 1. Both phones receive the round while connected.
        foreach (var phone in (Hand[])[a, b])
        {
            var plan = (await phone.GetAsync($"/api/rounds/{round}")).GetProperty("stops")[0].GetProperty("plan");
            Assert.Equal("monte-charge en panne", Text(plan, "accessNotes"));
            Assert.Equal("batteries gonflées possibles", plan.GetProperty("safety")[0].GetString());
        }

        // 2 and 3. Without network, each phone keeps what was keyed under ids of its own.
        var morning = Truncated(town.Clock.GetUtcNow().AddHours(-5));
        var phoneA = Keyed(morning, "a", [180], "BE-A");
        var beforeTheBatteryDied = Keyed(morning.AddHours(2), "b", [60, 30], null);
        var afterTheRestart = Keyed(morning.AddHours(3), "b", [10], null);
        var signedB = Keyed(morning.AddHours(4), "b", [7], "BE-B");

        // 4. Both sync, B twice: the network was cut during its first sync. What was keyed before the battery died is there.
        await SyncAsync(a, round, phoneA);
        await SyncAsync(b, round, beforeTheBatteryDied);
        var cut = (await b.GetAsync($"/api/rounds/{round}")).GetProperty("stops")[0].GetProperty("trips").EnumerateArray().Single(trip => Text(trip, "id") == "b");
        Assert.Equal((90, "NONE"), (CountOf(cut.GetProperty("counts"), "DESKTOP"), Text(cut, "ended")));
        await SyncAsync(b, round, [.. beforeTheBatteryDied, .. afterTheRestart, .. signedB]);
        var before = await giving.Driver.GetAsync($"/api/rounds/{round}");
        await SyncAsync(b, round, [.. beforeTheBatteryDied, .. afterTheRestart, .. signedB]);
        var counted = await giving.Driver.GetAsync($"/api/rounds/{round}");
        Assert.Equal(before.GetProperty("version").GetInt64(), counted.GetProperty("version").GetInt64());
        Assert.Equal(287, CountOf(counted.GetProperty("counts"), "DESKTOP"));

        // Screens were not counted, which is not 0.
        Assert.Null(CountOf(counted.GetProperty("counts"), "MONITOR"));
        var trips = counted.GetProperty("stops")[0].GetProperty("trips").EnumerateArray().ToArray();
        Assert.Equal([180, 107], trips.Select(trip => CountOf(trip.GetProperty("counts"), "DESKTOP")!.Value));
        Assert.All(trips, trip => Assert.Equal("SIGNED", Text(trip, "ended")));
        Assert.NotEqual(Text(trips[0], "device"), Text(trips[1], "device"));

        // Each keeps the phone's clock and the server's.
        Assert.Equal([morning, morning.AddHours(4)], trips.Select(trip => trip.GetProperty("countedAt").GetDateTimeOffset()));
        Assert.All(trips, trip => Assert.True(trip.GetProperty("recordedAt").GetDateTimeOffset() > trip.GetProperty("countedAt").GetDateTimeOffset()));
        Assert.Equal("DONE", Text(await a.ActAsync("rounds", round, "finish"), "status"));

        // Each trip has its note; on it too the screens are « non comptés ».
        var notes = (await DocumentsAsync(_pole, $"round/{round}", "PICKUP_NOTE")).Select(note => note.GetProperty("content")).ToArray();
        Assert.Equal([("BE-A", 180), ("BE-B", 107)], notes.Select(note => (Text(note, "note"), CountOf(note.GetProperty("counts"), "DESKTOP")!.Value)));
        Assert.All(notes, note =>
        {
            Assert.Null(CountOf(note.GetProperty("counts"), "MONITOR"));
            Assert.False(note.GetProperty("counts").EnumerateArray().Single(count => Text(count, "type") == "MONITOR").GetProperty("counted").GetBoolean());
        });
        return round;
    }

    /// <summary>Step 5, at the dock: one by one, with a label each; custody without gap, ownership unchanged.</summary>
    private async Task<Machines> ReceivedAsync(Giving giving, string d1, string round)
    {
        var machines = new Machines(
            await giving.ReceiveAsync(d1, round, "DESKTOP", 283),
            await giving.ReceiveAsync(d1, round, "MONITOR", 71),
            await giving.ReceiveAsync(d1, round, "PRINTER", 3),
            (await giving.ReceiveAsync(d1, round, "LAPTOP", 1))[0]);
        Assert.Equal(358, (await Chain.MachinesAsync(_dock, $"donation={d1}&status=RECEIVED")).Length);

        foreach (var one in (string[])[.. machines.Desktops, .. machines.Monitors, .. machines.Printers, machines.Laptop])
        {
            Assert.Equal([(null, Caf), (Caf, Carrier), (Carrier, Workshop)], await CustodyAsync(one));
            Assert.Null(await giving.OwnerAsync(one));
        }

        return machines;
    }

    /// <summary>Step 6: the discrepancy sheet goes to CAF, and the gap opens an incident.</summary>
    private async Task SheetAsync(Hand caf, string d1)
    {
        await _dock.ActAsync("donations", d1, "mark-received");
        Assert.Equal(
            [("LAPTOP", 0, null, 1), ("DESKTOP", 290, 287, 283), ("MONITOR", 60, null, 71), ("PRINTER", 0, null, 3)],
            Sheet(await caf.GetAsync($"/api/donations/{d1}")));
        var incident = Assert.Single((await _pole.GetAsync($"/api/incidents?about=donation/{d1}")).GetProperty("items").EnumerateArray());
        Assert.Equal(("DISCREPANCY", "TRANSPORT", "OPEN"), (Text(incident, "kind"), Text(incident, "link"), Text(incident, "status")));
        Assert.Contains("287 enlevés, 283 reçus", Text(incident, "what"), StringComparison.Ordinal);
    }

    /// <summary>The private laptop goes back, not wiped by us, and is never audited nor wiped.</summary>
    private async Task HandedBackAsync(Hand caf, string laptop)
    {
        Assert.Equal("REFUSED", (await _dock.DoAsync(laptop, "refuse-device", new { reason = "not-in-gift", photo = "photo-1" })).Status);
        var notice = Assert.Single(await DocumentsAsync(caf, $"machine/{laptop}", "REFUSAL_NOTICE")).GetProperty("content");
        Assert.Equal(("not-in-gift", "photo-1", true), (Text(notice, "reason"), Text(notice, "photo"), notice.GetProperty("goesBack").GetBoolean()));
        Assert.Equal("HANDED_BACK", (await _dock.DoAsync(laptop, "hand-back", new { signedBy = "responsable logistique CAF", document = "RS-1" })).Status);
        var restitution = Assert.Single(await DocumentsAsync(caf, $"machine/{laptop}", "RESTITUTION_NOTE")).GetProperty("content");
        Assert.Equal(("Non effacé par nous", "not wiped by us", false), (Text(restitution, "statement"), Text(restitution, "statementEn"), restitution.GetProperty("wipedByUs").GetBoolean()));
        Assert.Equal("responsable logistique CAF", Text(restitution, "signedBy"));
        var signature = Assert.Single(restitution.GetProperty("signatures").EnumerateArray());
        Assert.Equal((Caf, "by-hand"), (Text(signature, "organisation"), Text(signature, "how")));

        var bench = town.As(Workshop, "OPERATOR");
        var audit = new { audit = new { evidence = new { format = "manual", sha256 = string.Empty }, type = "LAPTOP" }, locksTested = true };
        Assert.Equal("refused", (await bench.ScanAsync(laptop, "triage", new { route = "REUSE" })).Outcome);
        Assert.Equal("refused", (await bench.ScanAsync(laptop, "record-audit", audit)).Outcome);
        Assert.Equal("refused", (await bench.ScanAsync(laptop, "start-wipe", new { method = "DEVICE_SANITIZE" })).Outcome);
        Assert.DoesNotContain((await EventsAsync(laptop)).Select(one => Text(one, "type")), type => type is "machine.audited.v1" or "machine.wipe-started.v1");
    }

    /// <summary>Step 7, before CAF's answer: one plain sentence, and neither receipt nor certificate.</summary>
    private async Task<string> BlockedAsync(Hand caf, string d1)
    {
        await _dock.ActAsync("donations", d1, "count-again");
        var sentence = $"Le don « {d1} » n'est pas encore rapproché : aucun reçu ni certificat n'est possible.";
        var receipt = Text(await _office.CreateAsync("receipts", new { donation = d1, issuer = Workshop, capacity = "présidente" }), "id");
        await RefusedAsync(_office, $"/api/receipts/{receipt}/issue", "donation-not-reconciled", sentence);
        await RefusedAsync(_office, "/api/reports", "donation-not-reconciled", sentence, new { kind = "TAKEOVER_CERTIFICATE", donation = d1 });
        Assert.Empty(await DocumentsAsync(caf, $"donation/{d1}", "TAKEOVER_CERTIFICATE"));
        Assert.Empty(await DocumentsAsync(caf, $"donation/{d1}", "TAX_RECEIPT"));
        return receipt;
    }

    /// <summary>CAF answers: the printers (and the screens beyond the list) are accepted « hors liste », the value is its own.</summary>
    private async Task ReconciledAsync(Hand caf, string d1, Machines machines)
    {
        await RefusedAsync(_pole, $"/api/donations/{d1}/accept-off-list", "signs-for-another", "Vous ne pouvez pas signer pour cette partie", new { types = new[] { "PRINTER" } });
        await caf.ActAsync("donations", d1, "accept-off-list", new { types = new[] { "PRINTER", "MONITOR" } });
        await caf.ActAsync("donations", d1, "state-value", new { cents = 860_000 });
        await _dock.ActAsync("donations", d1, "sign-reception-note", new { document = "BR-1" });

        foreach (var one in (string[])[machines.Desktops[0], machines.Monitors[^1], machines.Printers[^1]])
        {
            Assert.Equal(Workshop, Text(await _dock.GetAsync($"/api/machines/{one}"), "owner"));
        }

        var note = Assert.Single(await DocumentsAsync(caf, $"donation/{d1}", "RECEPTION_NOTE")).GetProperty("content");
        Assert.Equal([machines.Laptop], note.GetProperty("refused").EnumerateArray().Select(label => label.GetString()));
        Assert.Equal("RECONCILED", Text(await caf.ActAsync("donations", d1, "reconcile", new { how = "SIGNED_BY_DONOR", document = "EC-1" }), "status"));
    }

    /// <summary>After it: the certificate closes its balance, and the receipt has the first number of its series.</summary>
    private async Task CertifiedAsync(Hand caf, string d1, string receipt)
    {
        var takeover = Assert.Single(await DocumentsAsync(caf, $"donation/{d1}", "TAKEOVER_CERTIFICATE")).GetProperty("content");
        var balance = takeover.GetProperty("balance");
        Assert.Equal((358, 357, 1, true), (Number(balance, "received"), Number(balance, "inProcess"), Number(balance, "refused"), balance.GetProperty("closes").GetBoolean()));
        var issued = await _office.ActAsync("receipts", receipt, "issue");
        Assert.Equal(("ISSUED", $"RF-{town.Clock.GetUtcNow():yyyy}-000001-{Workshop}"), (Text(issued, "status"), Text(issued, "document")));
        var paper = (await caf.GetAsync($"/api/documents/{Text(issued, "document")}")).GetProperty("content");
        Assert.Equal(("huit mille six cents euros", "16216*02"), (Text(paper, "valueInLetters"), Text(paper, "form")));
        Assert.Equal(357, paper.GetProperty("machines").GetArrayLength());
        Assert.Equal(
            [("DESKTOP", 283), ("MONITOR", 71), ("PRINTER", 3)],
            paper.GetProperty("gift").EnumerateArray().Select(line => (Text(line, "type"), Number(line, "quantity"))));
        var (_, certificate) = await _office.PostAsync("/api/reports", new { kind = "TAKEOVER_CERTIFICATE", donation = d1 });
        Assert.Equal("TAKEOVER_CERTIFICATE", Text(certificate, "kind"));

        // The year's declaration counts it once, and a receipt that is cancelled not at all.
        Assert.Equal((1, 860_000), await DeclaredAsync());
        await _office.ActAsync("receipts", receipt, "cancel", new { reason = "valeur à revoir" });
        Assert.Equal("CANCELLED", Text(await caf.GetAsync($"/api/documents/{Text(issued, "document")}"), "status"));
        Assert.Equal((0, 0), await DeclaredAsync());
    }

    /// <summary>What a phone has in its outbox: each piece under an id of its own.</summary>
    private static (Guid Key, string Action, object Body)[] Keyed(DateTimeOffset at, string trip, int[] desktops, string? note) =>
    [
        .. desktops.Select(count => (
            Guid.CreateVersion7(),
            note is null ? "key-counts" : "record-trip",
            note is null
                ? (object)new { trip, counts = new[] { new { type = "DESKTOP", count } }, occurredAt = at }
                : new { trip, note, counts = new object[] { new { type = "DESKTOP", count }, new { type = "MONITOR" } }, occurredAt = at })),
    ];

    private static async Task SyncAsync(Hand phone, string round, params (Guid Key, string Action, object Body)[] outbox)
    {
        foreach (var (key, action, body) in outbox)
        {
            var (status, answer) = await phone.PostAsync($"/api/rounds/{round}/{action}", body, key);
            Assert.True(status is HttpStatusCode.OK, $"{action}: {status} {answer}");
        }
    }

    private async Task<(int Receipts, int Cents)> DeclaredAsync()
    {
        var (_, declaration) = await _office.PostAsync("/api/reports", new { kind = "RECEIPT_DECLARATION", year = town.Clock.GetUtcNow().Year });
        return (Number(declaration.GetProperty("content"), "receipts"), Number(declaration.GetProperty("content"), "totalCents"));
    }

    private static async Task RefusedAsync(Hand hand, string path, string code, string sentence, object? body = null)
    {
        var (_, answer) = await hand.PostAsync(path, body);
        Assert.Equal(code, Text(answer, "code"));
        Assert.Contains(sentence, answer.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private async Task<JsonElement[]> EventsAsync(string label) => [.. (await _dock.GetAsync($"/api/machines/{label}/history")).GetProperty("events").EnumerateArray()];

    private async Task<(string? From, string To)[]> CustodyAsync(string label) =>
    [
        .. (await EventsAsync(label))
            .Where(one => Text(one, "type") == "machine.custody-passed.v1")
            .Select(one => one.GetProperty("data"))
            .Select(data => (data.TryGetProperty("from", out var from) ? from.GetString() : null, Text(data, "to"))),
    ];

    private static int? CountOf(JsonElement counts, string type) =>
        counts.EnumerateArray().Single(count => Text(count, "type") == type).TryGetProperty("count", out var count) && count.ValueKind is JsonValueKind.Number ? count.GetInt32() : null;

    private static DateTimeOffset Truncated(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private sealed record Machines(string[] Desktops, string[] Monitors, string[] Printers, string Laptop);
}
