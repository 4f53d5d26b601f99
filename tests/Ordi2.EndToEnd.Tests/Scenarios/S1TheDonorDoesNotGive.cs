using Ordi2.EndToEnd.Tests.Support;
using static Ordi2.EndToEnd.Tests.Support.Giving;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S1NotGivenOnSqlite(SqliteTown town) : S1TheDonorDoesNotGive(town), IClassFixture<SqliteTown>;

public sealed class S1NotGivenOnPostgres(PostgresTown town) : S1TheDonorDoesNotGive(town), IClassFixture<PostgresTown>;

/// <summary>Beside S1: what came beyond the list is the donor's until it says that it gives it (domain.md 2.7, 4.4).</summary>
[Trait("Scenario", "S1")]
public abstract class S1TheDonorDoesNotGive(Town town)
{
    private const string Donor = "don-assurances-du-val";

    private readonly Giving _giving = new(town, Donor, town.As(Donor, "DONOR"));

    [Fact]
    public async Task What_the_donor_does_not_give_goes_back_even_where_refused_machines_are_recycled()
    {
        var (donation, desktops, printers) = await ArrivedAsync("RECYCLE");
        var receipt = Text(await _giving.Office.CreateAsync("receipts", new { donation, issuer = Workshop, capacity = "présidente" }), "id");
        await _giving.Coordinator.MayNotAsync("signs-for-another", "donations", donation, "refuse-off-list", new { types = new[] { "PRINTER" } });
        await _giving.Dock.MayNotAsync("role-may-not", "donations", donation, "refuse-off-list", new { types = new[] { "PRINTER" } });
        await _giving.Donor.MayNotAsync("not-off-list", "donations", donation, "refuse-off-list", new { types = new[] { "DESKTOP" } });
        var refused = await _giving.Donor.ActAsync("donations", donation, "refuse-off-list", new { types = new[] { "PRINTER" } });
        Assert.True(refused.GetProperty("sheet").EnumerateArray().Single(line => Text(line, "type") == "PRINTER").GetProperty("refusedOffList").GetBoolean());

        // The note passes what was given, and nothing else; nobody takes the printers by hand either.
        await _giving.Dock.ActAsync("donations", donation, "sign-reception-note", new { document = "BR-1" });
        Assert.Equal(Workshop, await _giving.OwnerAsync(desktops[0]));
        Assert.Null(await _giving.OwnerAsync(printers[0]));
        var taken = await _giving.Dock.ScanAsync(printers[0], "acquire-ownership", new { newOwner = Workshop, document = "BR-1" });
        Assert.Equal(("refused", "not-given-yet"), (taken.Outcome, taken.Why));
        await _giving.Donor.ActAsync("donations", donation, "state-value", new { cents = 20_000 });

        // They go back, although the convention has refused machines recycled: they were never ours.
        foreach (var printer in printers)
        {
            await _giving.Dock.DoAsync(printer, "refuse-device", new { reason = "not-in-gift", photo = "photo-1" });
            Assert.Equal("HANDED_BACK", (await _giving.Dock.DoAsync(printer, "hand-back", new { signedBy = "accueil" })).Status);
        }

        await _giving.Donor.ActAsync("donations", donation, "reconcile", new { how = "SIGNED_BY_DONOR", document = "EC-1" });
        var early = await _giving.Office.MayNotAsync("off-list-to-hand-back", "receipts", receipt, "issue");
        Assert.Contains($"Le donateur du don « {donation} » ne donne pas ce qui est arrivé hors liste", early, StringComparison.Ordinal);
        await _giving.Dock.ActAsync("donations", donation, "count-again");
        var issued = await _giving.Office.ActAsync("receipts", receipt, "issue");
        var paper = (await _giving.Donor.GetAsync($"/api/documents/{Text(issued, "document")}")).GetProperty("content");
        Assert.Equal([("DESKTOP", 2)], paper.GetProperty("gift").EnumerateArray().Select(line => (Text(line, "type"), Number(line, "quantity"))));
        Assert.Equal(desktops.Order(StringComparer.Ordinal), paper.GetProperty("machines").EnumerateArray().Select(label => label.GetString()));
        var balance = Assert.Single(await DocumentsAsync(_giving.Donor, $"donation/{donation}", "TAKEOVER_CERTIFICATE")).GetProperty("content").GetProperty("balance");
        Assert.Equal((4, 2, 2, true), (Number(balance, "received"), Number(balance, "inProcess"), Number(balance, "refused"), balance.GetProperty("closes").GetBoolean()));
        await town.AssertSoundAsync();
    }

    [Fact]
    public async Task What_the_donor_gives_after_all_passes_with_the_note_that_is_signed_already_and_is_not_taken_back()
    {
        var (donation, desktops, printers) = await ArrivedAsync("RETURN_TO_DONOR");
        await _giving.Dock.ActAsync("donations", donation, "sign-reception-note", new { document = "BR-2" });
        Assert.Equal((Workshop, null), (await _giving.OwnerAsync(desktops[0]), await _giving.OwnerAsync(printers[0])));
        await _giving.Donor.ActAsync("donations", donation, "refuse-off-list", new { types = new[] { "PRINTER" } });
        await _giving.Coordinator.ActAsync("donations", donation, "accept-off-list", new { types = new[] { "PRINTER" }, onPaper = "lettre du 3 mai" });
        Assert.Equal((Workshop, Workshop), (await _giving.OwnerAsync(printers[0]), await _giving.OwnerAsync(printers[1])));
        await _giving.Donor.MayNotAsync("off-list-given", "donations", donation, "refuse-off-list", new { types = new[] { "PRINTER" } });

        // A third one of the kind that comes later is given as well.
        var late = Hand.NewLabel();
        await _giving.Dock.DoAsync(late, "receive-device", new { donation, type = "PRINTER" });
        Assert.Equal(Workshop, await _giving.OwnerAsync(late));
    }

    [Fact]
    public async Task More_on_the_dock_than_at_the_door_is_asked_of_the_dock_and_a_round_ends_without_a_signature_where_nobody_was_there()
    {
        var donation = await _giving.SignedAsync("RETURN_TO_DONOR", ("LAPTOP", 4));
        var round = await _giving.RoundAsync(donation, _giving.Driver);
        await _giving.Driver.MayNotAsync("number-missing", "rounds", round, "record-trip", new { trip = "a", counts = new[] { new { type = "LAPTOP", count = 3 } } });
        await _giving.Driver.MayNotAsync("absent-and-signed", "rounds", round, "record-trip", new { trip = "a", note = "BE-1", donorAbsent = true, counts = new[] { new { type = "LAPTOP", count = 3 } } });
        var done = await _giving.Driver.ActAsync("rounds", round, "finish", new { donorAbsent = true, counts = new[] { new { type = "LAPTOP", count = 3 } } });
        Assert.Equal(("DONE", "ABSENT"), (Text(done, "status"), Text(done.GetProperty("stops")[0], "end")));
        var note = Assert.Single(await DocumentsAsync(_giving.Coordinator, $"round/{round}", "PICKUP_NOTE")).GetProperty("content");
        Assert.True(note.GetProperty("donorAbsent").GetBoolean());

        await _giving.ReceiveAsync(donation, round, "LAPTOP", 4);
        Assert.Equal([("LAPTOP", 4, 3, 4)], Sheet(await _giving.Dock.ActAsync("donations", donation, "mark-received")));
        var incident = Assert.Single((await _giving.Coordinator.GetAsync($"/api/incidents?about=donation/{donation}")).GetProperty("items").EnumerateArray());
        Assert.Equal(("DISCREPANCY", "DOCK"), (Text(incident, "kind"), Text(incident, "link")));
        Assert.Contains("3 enlevés, 4 reçus", Text(incident, "what"), StringComparison.Ordinal);
    }

    /// <summary>Two desktops that were announced, and two printers that nobody announced.</summary>
    private async Task<(string Donation, string[] Desktops, string[] Printers)> ArrivedAsync(string refusalDefault)
    {
        var donation = await _giving.SignedAsync(refusalDefault, ("DESKTOP", 2));
        var round = await _giving.RoundAsync(donation, _giving.Driver);
        await _giving.Driver.ActAsync("rounds", round, "finish", new { counts = new[] { new { type = "DESKTOP", count = 2 } }, note = $"BE-{donation}" });
        var desktops = await _giving.ReceiveAsync(donation, round, "DESKTOP", 2);
        var printers = await _giving.ReceiveAsync(donation, round, "PRINTER", 2);
        await _giving.Dock.ActAsync("donations", donation, "mark-received");
        return (donation, desktops, printers);
    }
}
