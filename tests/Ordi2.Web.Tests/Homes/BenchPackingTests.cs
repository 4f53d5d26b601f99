using Ordi2.Barcodes;
using Ordi2.Barcodes.Printing;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

/// <summary>The stations of domain.md 3.1 that came last to the one screen: cleaning (7) and packing (10).</summary>
[Collection(DemoServerTests.Name)]
public class BenchPackingTests(DemoServer server)
{
    private const string Pack = "/bench?mode=pack";

    private readonly Workday _day = new(server);

    [Fact]
    public async Task A_box_is_scanned_and_then_each_machine_of_a_delivery_goes_into_it_by_its_scan_alone()
    {
        var machines = await _day.ReadyAsync(2);
        var dossier = await _day.ReservedAsync(machines);
        await _day.PreparedAsync(dossier, machines);
        using var browser = await server.BrowserAsync(Role.Operator, Workday.Workshop);

        var first = await browser.SendAsync(await browser.OpenAsync(Pack), $"{Pack}&handler=Scan", ("code", machines[0]));
        Assert.Contains("carton", first.ErrorOf("code"), StringComparison.Ordinal);

        var box = DemoServer.NewLabel();
        var open = await ScanAsync(first, LabelAddress.Of(new(server.Address.GetLeftPart(UriPartial.Authority)), LabelKind.Carton, LabelCode.Parse(box)));
        Assert.Contains("Carton", open.Of(".alert"), StringComparison.Ordinal);

        var packed = await ScanAsync(open, machines[0]);
        Assert.Contains("C'est bon", packed.Of(".bench-result"), StringComparison.Ordinal);
        Assert.NotNull(packed.Document.QuerySelector(".bench-undo"));
        Assert.Equal(("PACKED", "RESERVED"), (await StatusAsync(machines[0]), await StatusAsync(machines[1])));

        // A wrong scan is taken back at once, and the box is still open.
        var back = await browser.SendAsync(packed, packed.Document.QuerySelector(".bench-undo")!.GetAttribute("action"));
        Assert.Equal("RESERVED", await StatusAsync(machines[0]));
        var again = await ScanAsync(await browser.OpenAsync(back.Location!), machines[0]);
        Assert.Equal("PACKED", await StatusAsync(machines[0]));

        // The next one has no charger; a machine of no delivery stays out.
        var bare = await browser.OpenAsync(again.Document.QuerySelectorAll(".alert a").Single(link => link.TextContent.Contains("Sans chargeur", StringComparison.Ordinal)).GetAttribute("href")!);
        await ScanAsync(bare, machines[1]);
        Assert.Equal("PACKED", await StatusAsync(machines[1]));
        var stray = await ScanAsync(bare, await server.ReceivedAsync());
        Assert.NotNull(stray.Document.QuerySelector(".bench-result.tone-bad"));

        async Task<OpenedPage> ScanAsync(OpenedPage page, string code)
        {
            var action = page.Document.QuerySelector("form.scan.bench")!.GetAttribute("action");
            var sent = await browser.SendAsync(page, action, ("code", code));
            Assert.True(sent.Status == 302, sent.Text);
            return await browser.OpenAsync(sent.Location!);
        }
    }

    [Fact]
    public async Task A_box_is_chosen_by_its_bars_too_where_it_was_printed_as_one_or_none_is_open()
    {
        var machines = await _day.ReadyAsync(2);
        await _day.PreparedAsync(await _day.ReservedAsync(machines), machines);
        using var storekeeper = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        var sent = await storekeeper.SendAsync(
            await storekeeper.OpenAsync("/labels"), null, ("howMany", "1"), ("copies", "1"), ("sheet", "L7160"), ("start", "1"), ("kind", nameof(LabelKind.Carton)));
        var printed = (await storekeeper.OpenAsync(sent.Location!)).Document.QuerySelectorAll("details p")[^1].TextContent.Trim().Replace(" ", string.Empty, StringComparison.Ordinal);
        using var browser = await server.BrowserAsync(Role.Operator, Workday.Workshop);

        // No machine has it, and no box is open: it is the box.
        var bars = DemoServer.NewLabel();
        var first = await browser.SendAsync(await browser.OpenAsync(Pack), $"{Pack}&handler=Scan", ("code", bars));
        Assert.Contains($"box={bars}", first.Location, StringComparison.Ordinal);
        Assert.Equal(302, (await browser.SendAsync(await browser.OpenAsync(first.Location!), $"{first.Location}&handler=Scan", ("code", machines[0]))).Status);

        // One that was printed for a box is the next one; what nobody knows is none while one is open.
        var next = await browser.SendAsync(await browser.OpenAsync(first.Location!), $"{first.Location}&handler=Scan", ("code", printed));
        Assert.Contains($"box={printed}", next.Location, StringComparison.Ordinal);
        Assert.NotNull((await browser.SendAsync(await browser.OpenAsync(first.Location!), $"{first.Location}&handler=Scan", ("code", DemoServer.NewLabel()))).ErrorOf("code"));
        Assert.Equal(302, (await browser.SendAsync(await browser.OpenAsync(next.Location!), $"{next.Location}&handler=Scan", ("code", machines[1]))).Status);
        Assert.Equal(("PACKED", "PACKED"), (await StatusAsync(machines[0]), await StatusAsync(machines[1])));
    }

    [Fact]
    public async Task Who_says_that_a_machine_is_clean_does_not_take_back_what_others_did_before()
    {
        var machines = await _day.ReadyAsync(1);
        var dossier = await _day.ReservedAsync(machines);
        var delivery = await _day.PreparedAsync(dossier, machines);
        await _day.DoAsync(server.Token(Role.Storekeeper, Workday.Workshop), machines[0], "pack", new { box = "C-1", delivery });
        var fresh = await server.ReceivedAsync();
        await _day.DoAsync(server.Token(Role.Operator, Workday.Workshop), fresh, "triage", new { route = "REUSE", powersOn = true });
        using var browser = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);

        foreach (var machine in (string[])[machines[0], fresh])
        {
            var status = await StatusAsync(machine);
            var bench = await browser.OpenAsync($"/bench?mode=clean&machine={machine}");
            Assert.Equal(302, (await browser.SendAsync(bench, "/bench?mode=clean&handler=Do", ("machine", machine), ("target", "clean"))).Status);
            var seen = await browser.OpenAsync("/bench?mode=clean");
            Assert.Contains("C'est bon", seen.Of(".bench-result .bench-word"), StringComparison.Ordinal);
            Assert.Null(seen.Document.QuerySelector(".bench-undo"));
            Assert.Equal(status, await StatusAsync(machine));
        }
    }

    [Fact]
    public async Task A_clean_machine_is_seen_at_the_cleaning_table_and_stays_what_it_was()
    {
        var machine = await server.ReceivedAsync();
        using var browser = await server.BrowserAsync(Role.Operator, Workday.Workshop);
        Assert.DoesNotContain((await browser.OpenAsync($"/bench?machine={machine}")).Document.QuerySelectorAll("button.target"), target => target.GetAttribute("value") == "clean");

        var bench = await browser.OpenAsync($"/bench?mode=clean&machine={machine}");
        Assert.Equal(302, (await browser.SendAsync(bench, "/bench?mode=clean&handler=Do", ("target", "clean"))).Status);
        Assert.Contains("C'est bon", (await browser.OpenAsync("/bench?mode=clean")).Of(".bench-result .bench-word"), StringComparison.Ordinal);
        Assert.Equal("RECEIVED", await StatusAsync(machine));
        Assert.Contains("nettoyage", (await _day.GetAsync(server.Token(Role.Operator, Workday.Workshop), $"/api/machines/{machine}/history")).GetRawText(), StringComparison.Ordinal);
    }

    private async Task<string?> StatusAsync(string machine) =>
        (await _day.GetAsync(server.Token(Role.Supervisor, Workday.Workshop), $"/api/machines/{machine}")).GetProperty("status").GetString();
}
