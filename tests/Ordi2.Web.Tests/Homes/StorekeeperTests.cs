using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

[Collection(DemoServerTests.Name)]
public class StorekeeperTests(DemoServer server)
{
    private readonly Workday _day = new(server, "epn-gare-nord", "asso-main-tendue");

    private string Token => server.Token(Role.Storekeeper, Workday.Workshop);

    [Fact]
    public async Task The_dock_counts_a_gift_unit_by_unit_and_sees_the_difference()
    {
        var donation = await _day.ReceivedDonationAsync("don-cartonnerie-lemoine", 3);
        using var browser = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        var address = $"/receptions/{donation}";
        var scan = $"{address}?handler=Scan";
        Assert.Contains(donation, (await browser.OpenAsync("/receptions")).Text, StringComparison.Ordinal);

        // Nothing chosen and nothing scanned: both are said by their fields.
        var page = await browser.OpenAsync(address);
        var nothing = await browser.SendAsync(page, scan);
        Assert.NotNull(nothing.ErrorOf("type"));
        Assert.NotNull(nothing.ErrorOf("code"));

        // A scanner reads the maker's serial first: no mistake, and the label comes next.
        var serial = await browser.SendAsync(page, scan, ("type", "LAPTOP"), ("code", "SN-98/441 B"));
        Assert.Equal((200, null), (serial.Status, serial.Alert));
        Assert.Equal("SN-98/441 B", serial.Document.QuerySelector("input[name=serial]")!.GetAttribute("value"));
        Assert.Contains("scannez-la", serial.Text, StringComparison.Ordinal);
        var label = DemoServer.NewLabel();
        var first = await browser.SendAsync(serial, scan, ("code", label));
        var second = await browser.SendAsync(serial, scan, ("code", label));
        Assert.Equal((302, 302), (first.Status, second.Status));
        Assert.Contains("type=LAPTOP", first.Location, StringComparison.Ordinal);
        var machine = await _day.GetAsync(Token, $"/api/machines/{label}");
        Assert.Equal(("RECEIVED", donation, "SN-98/441 B"), (machine.GetProperty("status").GetString(), machine.GetProperty("donation").GetString(), machine.GetProperty("serial").GetString()));

        // The kind stays chosen; what nobody announced is taken in and marked.
        var next = await browser.OpenAsync(first.Location!);
        Assert.Contains("est reçue", next.Of(".toast"), StringComparison.Ordinal);
        Assert.NotNull(next.Document.QuerySelector("input[name=type][value=LAPTOP][checked]"));
        var extra = await browser.SendAsync(next, scan, ("type", "MONITOR"), ("code", DemoServer.NewLabel()));
        Assert.True(extra.Status == 302, extra.Text);
        var counted = await browser.OpenAsync(address);
        Assert.Contains("1 de plus qu", counted.Text, StringComparison.Ordinal);
        Assert.Contains("hors liste", counted.Text, StringComparison.Ordinal);
        var known = await browser.SendAsync(counted, scan, ("type", "LAPTOP"), ("code", label));
        Assert.Contains("déjà reçue dans ce don", known.ErrorOf("code"), StringComparison.Ordinal);
        Assert.Contains("tri", known.ErrorOf("code")!.Split("Étape suivante")[1], StringComparison.Ordinal);
        var others = DemoServer.NewLabel();
        await _day.DoAsync(Token, others, "receive-device", new { type = "LAPTOP", donation = await _day.ReceivedDonationAsync("don-cartonnerie-lemoine", 1) });
        var foreign = await browser.SendAsync(counted, scan, ("type", "LAPTOP"), ("code", others));
        Assert.Contains("pas de ce don", foreign.ErrorOf("code"), StringComparison.Ordinal);

        // The form of before the end ends it once.
        Assert.Equal(302, (await browser.SendAsync(counted, $"{address}?handler=End")).Status);
        Assert.Equal(302, (await browser.SendAsync(counted, $"{address}?handler=End")).Status);
        var ended = await browser.OpenAsync(address);
        Assert.Null(ended.Document.QuerySelector("input[name=document]"));
        Assert.Equal(302, (await browser.SendAsync(ended, $"{address}?handler=Sign")).Status);
        var noted = (await browser.OpenAsync(address)).Of(".alert.tone-good:not(.toast)");
        Assert.Contains("Bon de réception signé", noted, StringComparison.Ordinal);
        Assert.DoesNotContain($"BR-{donation}", noted, StringComparison.Ordinal);

        // What comes after the count makes the sheet anew.
        var late = await browser.OpenAsync(address);
        Assert.Equal(302, (await browser.SendAsync(late, scan, ("type", "LAPTOP"), ("code", DemoServer.NewLabel()))).Status);
        var outdated = await browser.OpenAsync(address);
        Assert.Equal(302, (await browser.SendAsync(outdated, $"{address}?handler=Again")).Status);
        Assert.DoesNotContain("depuis le comptage", (await browser.OpenAsync(address)).Text, StringComparison.Ordinal);

        using var other = await server.BrowserAsync(Role.Storekeeper, "etabli-du-coteau");
        using var donor = await server.BrowserAsync(Role.Donor, "don-cartonnerie-lemoine");
        Assert.Equal((404, 404), ((await other.OpenAsync(address)).Status, (await donor.OpenAsync(address)).Status));
    }

    [Fact]
    public async Task A_gift_that_the_donor_brings_itself_is_begun_at_the_dock()
    {
        var accepted = await _day.AcceptedDonationAsync("don-cartonnerie-lemoine", 2);
        var donation = await _day.SignedDonationAsync("don-cartonnerie-lemoine", 2);
        using var browser = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        var address = $"/receptions/{donation}";
        Assert.Empty((await browser.OpenAsync($"/receptions/{accepted}")).Document.QuerySelectorAll("main form"));

        var page = await browser.OpenAsync(address);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Begin")).Status);
        Assert.Equal("code", (await browser.OpenAsync(address)).Document.QuerySelector("[autofocus]")?.GetAttribute("name"));
    }

    [Fact]
    public async Task Reserved_machines_are_gathered_packed_and_shipped_with_what_stays_behind_and_why()
    {
        var machines = await _day.ReadyAsync(2);
        var dossier = await _day.ReservedAsync(machines);
        using var browser = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        Assert.Contains(await HrefsAsync(browser, "/picking"), href => href == $"/picking/{dossier}");

        var pick = await browser.OpenAsync($"/picking/{dossier}");
        Assert.NotNull((await browser.SendAsync(pick, null, ("carrier", "other"))).ErrorOf("otherCarrier"));
        Assert.NotNull((await browser.SendAsync(pick, null, ("carrier", "nobody"))).ErrorOf("carrier"));
        Assert.NotNull((await browser.SendAsync(pick, null, ("carrier", "other"), ("otherCarrier", "asso-main-tendue"))).ErrorOf("otherCarrier"));

        // One after the other onto one list; the form of before, sent again, makes no second one.
        var begun = await browser.SendAsync(pick, null, ("machines", machines[0]), ("carrier", "other"), ("otherCarrier", "transports-roulier"));
        var again = await browser.SendAsync(pick, null, ("machines", machines[0]), ("carrier", "other"), ("otherCarrier", "transports-roulier"));
        Assert.True(begun.Status == 302, begun.Text);
        Assert.Equal(begun.Location, again.Location);
        var address = begun.Location!;
        var delivery = address.Split('/')[2];
        Assert.Equal(address, (await browser.SendAsync(await browser.OpenAsync($"/picking/{dossier}"), null, ("machines", machines[1]))).Location);
        Assert.Contains("Tout est déjà sur une liste", (await browser.OpenAsync($"/picking/{dossier}")).Text, StringComparison.Ordinal);

        var scan = $"{address}?handler=Scan";
        var page = await browser.OpenAsync(address);
        Assert.Equal("code", page.Document.QuerySelector("[autofocus]")?.GetAttribute("name"));
        Assert.NotNull((await browser.SendAsync(page, scan, ("box", "C-7"))).ErrorOf("code"));
        Assert.NotNull((await browser.SendAsync(page, scan, ("box", ""), ("code", machines[0]))).ErrorOf("box"));
        Assert.Contains("pas de cette livraison", (await browser.SendAsync(page, scan, ("box", "C-7"), ("code", await server.ReceivedAsync()))).ErrorOf("code"), StringComparison.Ordinal);
        var wrong = await browser.SendAsync(page, scan, ("box", "C-7"), ("code", DemoServer.NewLabel()));
        Assert.NotNull(wrong.ErrorOf("code"));
        Assert.Equal("C-7", wrong.Document.QuerySelector("input[name=box]")!.GetAttribute("value"));

        // The label of a box says where the next machines go.
        var box = DemoServer.NewLabel();
        Assert.Contains($"box={box}", (await browser.SendAsync(page, scan, ("code", $"HTTPS://O2.EXAMPLE/C/{box}"))).Location, StringComparison.Ordinal);
        var packed = await browser.SendAsync(page, scan, ("box", box), ("code", machines[0]));
        Assert.True(packed.Status == 302, packed.Text);
        Assert.Equal(packed.Location, (await browser.SendAsync(page, scan, ("box", box), ("code", machines[0]))).Location);
        var after = await browser.OpenAsync(packed.Location!);
        Assert.Equal(box, after.Document.QuerySelector("input[name=box]")!.GetAttribute("value"));
        Assert.Contains("déjà", (await browser.SendAsync(after, scan, ("code", machines[0])) is { Status: 302, Location: { } to } ? await browser.OpenAsync(to) : after).Of(".toast"), StringComparison.Ordinal);

        // What is not packed is packed, or its reason is said.
        var ship = await browser.OpenAsync(address);
        Assert.NotNull((await browser.SendAsync(ship, $"{address}?handler=Ship")).ErrorOf("short"));
        Assert.NotNull((await browser.SendAsync(ship, $"{address}?handler=Remove", ("machine", machines[1]))).ErrorOf("reason"));
        var left = await browser.SendAsync(ship, $"{address}?handler=Ship", ("short", "écran rayé"));
        Assert.True(left.Status == 302, left.Text);
        Assert.Equal(302, (await browser.SendAsync(ship, $"{address}?handler=Ship", ("short", "écran rayé"))).Status);
        Assert.Equal("DISPATCHED", (await _day.GetAsync(Token, $"/api/deliveries/{delivery}")).GetProperty("status").GetString());
        Assert.Equal(("IN_TRANSIT", "RESERVED"), (await StatusAsync(machines[0]), await StatusAsync(machines[1])));
        Assert.Contains(await HrefsAsync(browser, "/picking"), href => href == $"/picking/{dossier}");

        using var other = await server.BrowserAsync(Role.Storekeeper, "etabli-du-coteau");
        using var epn = await server.BrowserAsync(Role.Animator, _day.Epn);
        Assert.Equal((404, 404, 404), ((await other.OpenAsync(address)).Status, (await other.OpenAsync($"/picking/{dossier}")).Status, (await epn.OpenAsync(address)).Status));
    }

    [Fact]
    public async Task A_packed_machine_comes_out_of_its_box_and_off_the_list()
    {
        var machines = await _day.ReadyAsync(1);
        var dossier = await _day.ReservedAsync(machines);
        var delivery = await _day.PreparedAsync(dossier, machines);
        await _day.DoAsync(Token, machines[0], "pack", new { box = "C-2", delivery });
        using var browser = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        var address = $"/deliveries/{delivery}/packing";
        Assert.Contains(await HrefsAsync(browser, $"/deliveries/{delivery}"), href => href == address);

        var page = await browser.OpenAsync(address);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Remove", ("machine", machines[0]), ("reason", "batterie faible"))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Remove", ("machine", machines[0]), ("reason", "batterie faible"))).Status);
        Assert.Equal("RESERVED", await StatusAsync(machines[0]));
        Assert.Contains("La liste est vide", (await browser.OpenAsync(address)).Text, StringComparison.Ordinal);
    }

    private async Task<string?> StatusAsync(string machine) => (await _day.GetAsync(Token, $"/api/machines/{machine}")).GetProperty("status").GetString();

    private static async Task<string?[]> HrefsAsync(Browser browser, string address) =>
        [.. (await browser.OpenAsync(address)).Document.QuerySelectorAll("main a").Select(link => link.GetAttribute("href"))];
}
