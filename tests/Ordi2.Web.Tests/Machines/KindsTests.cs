using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Operators;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Machines;

/// <summary>What is no computer goes from the dock to the stock on pages alone, and is asked only what applies to it.</summary>
[Collection(DemoServerTests.Name)]
public class KindsTests(DemoServer server)
{
    private readonly Workday _day = new(server);

    [Fact]
    public async Task A_screen_goes_from_reception_to_the_stock_and_is_never_asked_for_a_disk()
    {
        var screen = await ReceivedAsync("MONITOR");
        using var bench = await server.BrowserAsync(Role.Operator, Workday.Workshop);
        using var control = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        await TapAsync(bench, screen, "triage-reuse");

        var form = await bench.OpenAsync($"/machines/{screen}/record-audit");
        Assert.Equal(["asked", "kind", "maker", "serial", "type"], FieldsOf(form));
        Sent(await bench.SendAsync(form, null, ("maker", "Iiyama"), ("kind", "ProLite XUB2493HS, 24 pouces")));

        // Nobody looked for a disk, and nobody is said to have.
        var card = (await control.OpenAsync($"/machines/{screen}")).Text;
        Assert.DoesNotContain("eux personnes", card, StringComparison.Ordinal);
        Assert.Contains("Un écran n'a pas de disque", card, StringComparison.Ordinal);

        Assert.Equal(["install-none"], (await bench.OpenAsync($"/bench?mode=install&machine={screen}")).Document.QuerySelectorAll(".targets .target").Select(target => target.GetAttribute("value")));
        var install = await bench.OpenAsync($"/machines/{screen}/install-os");
        Assert.Equal(["plan"], FieldsOf(install));
        Sent(await bench.SendAsync(install, null));

        var check = await control.OpenAsync($"/machines/{screen}/pass-qc");
        Assert.Equal(["screen", "usb", "sound", "camera", "charger"], check.Document.QuerySelectorAll("input[name=lines]").Select(line => line.GetAttribute("value")));
        Assert.Empty(check.Document.QuerySelectorAll("input[name=chargerPresent]"));
        Sent(await EachAsync(control, check, ("grade", "B"), ("lines", "screen"), ("without", "usb"), ("without", "sound"), ("without", "camera"), ("without", "charger")));
        Assert.Equal(("READY", 0), await EndAsync(screen));
    }

    [Fact]
    public async Task A_phone_goes_from_reception_to_the_stock_wiped_and_with_the_system_of_its_maker()
    {
        var phone = await ReceivedAsync("PHONE");
        using var bench = await server.BrowserAsync(Role.Operator, Workday.Workshop);
        using var control = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        await TapAsync(bench, phone, "triage-reuse");

        var form = await bench.OpenAsync($"/machines/{phone}/record-audit");
        Assert.All((string[])["processor", "cores", "memory", "win11"], field => Assert.DoesNotContain(field, FieldsOf(form)));
        Sent(await bench.SendAsync(form, null, ("maker", "Fairphone"), ("locksTested", "true"), ("medium-1", $"F-{phone}"), ("made-1", "EMMC"), ("size-1", "128"), ("soldered-1", "true")));

        // The one wipe that is enough, and no other.
        Assert.Equal(["DEVICE_SANITIZE"], (await bench.OpenAsync($"/machines/{phone}/start-wipe")).Document.QuerySelectorAll("input[name=method]").Select(method => method.GetAttribute("value")));
        await TapAsync(bench, phone, "wipe-sanitize");
        var result = await bench.OpenAsync($"/machines/{phone}/wipe-succeeded");
        Sent(await bench.SendAsync(result, null, ("tool", "fastboot 34"), ("result-1", "success"), ("method-1", "DEVICE_SANITIZE"), ("verified-1", "true"), ("errors-1", "0")));

        await TapAsync(bench, phone, "install-none");
        var check = await control.OpenAsync($"/machines/{phone}/pass-qc");
        Assert.DoesNotContain("charger", check.Document.QuerySelectorAll("input[name=lines]").Select(line => line.GetAttribute("value")));
        Assert.NotNull((await EachAsync(control, check, ("grade", "A"), ("lines", "screen"))).ErrorOf("chargerPresent"));
        Sent(await EachAsync(control, check, ("grade", "A"), ("lines", "screen"), ("lines", "sound"), ("lines", "battery"), ("lines", "usb"), ("lines", "wifi"), ("lines", "camera"),
            ("without", "keys"), ("without", "touchpad"), ("chargerPresent", "charger-away")));

        // Its charger is missing, and said so once.
        Assert.Equal(("READY", 1), await EndAsync(phone));
    }

    [Fact]
    public async Task An_accessory_is_seen_without_a_disk_by_two_and_goes_to_the_stock_without_a_system()
    {
        var dock = await ReceivedAsync("ACCESSORY");
        using var bench = await server.BrowserAsync(Role.Operator, Workday.Workshop);
        using var control = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        await TapAsync(bench, dock, "triage-reuse");
        var form = await bench.OpenAsync($"/machines/{dock}/record-audit");
        Assert.DoesNotContain("locksTested", FieldsOf(form));
        Sent(await bench.SendAsync(form, null, ("maker", "Dell"), ("noMedium", "true"), ("second", await BadgeAsync())));
        Assert.Contains("Deux personnes ont vu", (await control.OpenAsync($"/machines/{dock}")).Text, StringComparison.Ordinal);
        await TapAsync(bench, dock, "install-none");
        var check = await control.OpenAsync($"/machines/{dock}/pass-qc");
        Sent(await EachAsync(control, check, ("grade", "B"), ("lines", "usb"), ("lines", "charger"), ("without", "keys"), ("without", "touchpad"), ("without", "wifi"), ("without", "sound"), ("without", "camera"), ("without", "battery")));
        Assert.Equal(("READY", 0), await EndAsync(dock));
    }

    [Fact]
    public async Task What_turns_out_to_be_another_kind_is_asked_what_applies_to_that()
    {
        var screen = await ReceivedAsync("MONITOR");
        using var bench = await server.BrowserAsync(Role.Operator, Workday.Workshop);
        await TapAsync(bench, screen, "triage-reuse");
        var other = await bench.SendAsync(await bench.OpenAsync($"/machines/{screen}/record-audit"), null, ("type", "ALL_IN_ONE"));
        Assert.NotNull(other.ErrorOf("type"));
        Assert.Contains("locksTested", FieldsOf(other));
        Assert.Equal("TRIAGED", (await EndAsync(screen)).Status);
    }

    [Fact]
    public async Task Of_an_ssd_the_wipes_that_are_enough_are_offered_and_it_is_said_why_the_other_is_not()
    {
        var laptop = await ReceivedAsync("LAPTOP");
        using var bench = await server.BrowserAsync(Role.Operator, Workday.Workshop);
        await TapAsync(bench, laptop, "triage-reuse");
        Sent(await bench.SendAsync(await bench.OpenAsync($"/machines/{laptop}/record-audit"), null, ("maker", "Dell"), ("locksTested", "true"), ("medium-1", $"S-{laptop}"), ("made-1", "SATA_SSD"), ("size-1", "256")));

        var station = await bench.OpenAsync($"/bench?mode=wipe&machine={laptop}");
        Assert.Equal(["wipe-sanitize", "wipe-crypto"], station.Document.QuerySelectorAll(".targets .target").Select(target => target.GetAttribute("value")));
        Assert.Contains("ATA Secure Erase", station.Text, StringComparison.Ordinal);
        var desk = await bench.OpenAsync($"/machines/{laptop}/start-wipe");
        Assert.Equal(["DEVICE_SANITIZE", "CRYPTO_ERASE"], desk.Document.QuerySelectorAll("input[name=method]").Select(method => method.GetAttribute("value")));
        Assert.Contains("« réécriture » ne suffit pas", desk.Text.Replace('\u00a0', ' ').Replace('\u202f', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_sorted_for_recycling_at_the_bench_goes_into_one_of_the_open_cages_at_once()
    {
        var cage = await _day.CreateAsync(server.Token(Role.Storekeeper, Workday.Workshop), "batches", new { holder = Workday.Workshop, recycler = "recyclage-du-val", flow = "SCREENS", wasteCode = "16 02 13*", container = $"E-{Guid.NewGuid():N}"[..8] });
        var screen = await ReceivedAsync("MONITOR");
        using var control = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var unsorted = await control.SendAsync(await control.OpenAsync($"/batches/{cage}"), $"/batches/{cage}?handler=Scan", ("reason", "cassé"), ("code", screen));
        Assert.Contains("pas encore triée", unsorted.Alert, StringComparison.Ordinal);

        var next = await TapAsync(control, screen, "triage-recycle", "triage");
        Assert.Contains($"machine={screen}", next, StringComparison.Ordinal);
        var offered = await control.OpenAsync(next);
        Assert.Contains($"cage-{cage}", offered.Document.QuerySelectorAll(".targets .target").Select(target => target.GetAttribute("value")));
        await TapAsync(control, screen, $"cage-{cage}", "triage");
        Assert.Equal("TO_RECYCLE", (await EndAsync(screen)).Status);
    }

    [Fact]
    public async Task The_label_of_a_cage_that_is_scanned_at_the_bench_puts_the_machine_into_it()
    {
        var store = server.Token(Role.Storekeeper, Workday.Workshop);
        var label = DemoServer.NewLabel();
        var cage = await _day.CreateAsync(store, "batches", new { holder = Workday.Workshop, recycler = "recyclage-du-val", flow = "SCREENS", wasteCode = "16 02 13*", container = label });
        var other = DemoServer.NewLabel();
        await _day.CreateAsync(store, "batches", new { holder = Workday.Workshop, recycler = "recyclage-du-val", flow = "SMALL_IT", wasteCode = "16 02 14", container = other });
        var screen = await ReceivedAsync("MONITOR");
        using var control = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var shown = await control.OpenAsync(await TapAsync(control, screen, "triage-recycle", "triage"));
        Assert.Contains("Scannez la cage", shown.Text, StringComparison.Ordinal);

        var wrong = await control.SendAsync(shown, "/bench?mode=triage&handler=Scan", ("machine", screen), ("code", $"HTTPS://O2.EXAMPLE/P/{other}"));
        Assert.Contains("ne prend pas cette machine", wrong.Text, StringComparison.Ordinal);
        Assert.Equal("TRIAGED", (await EndAsync(screen)).Status);

        Sent(await control.SendAsync(shown, "/bench?mode=triage&handler=Scan", ("machine", screen), ("code", $"HTTPS://O2.EXAMPLE/P/{label}")));
        Assert.Equal("TO_RECYCLE", (await EndAsync(screen)).Status);
        Assert.Equal(1, (await _day.GetAsync(store, $"/api/batches/{cage}")).GetProperty("machines").GetArrayLength());
    }

    [Fact]
    public async Task A_good_machine_that_is_scanned_at_a_cage_stays_out_until_somebody_has_looked_twice()
    {
        var machine = (await _day.ReadyAsync(1))[0];
        var cage = await _day.BatchAsync("recyclage-du-val");
        using var control = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var address = $"/batches/{cage}?handler=Scan";
        var refused = await control.SendAsync(await control.OpenAsync($"/batches/{cage}"), address, ("reason", "cassé"), ("code", machine));
        Assert.Contains("triée pour le réemploi", refused.Alert, StringComparison.Ordinal);
        Assert.Equal("READY", (await EndAsync(machine)).Status);
        Sent(await control.SendAsync(refused, address, ("reason", "cassé"), ("code", machine), ("confirmed", "true")));
        Assert.Equal("TO_RECYCLE", (await EndAsync(machine)).Status);
    }

    private async Task<string> ReceivedAsync(string type)
    {
        var label = DemoServer.NewLabel();
        await _day.DoAsync(server.Token(Role.Storekeeper, Workday.Workshop), label, "receive-device", new { type });
        return label;
    }

    private static async Task<string> TapAsync(Browser browser, string machine, string target, string mode = "next")
    {
        var page = await browser.OpenAsync($"/bench?mode={mode}&machine={machine}");
        Assert.Contains(target, page.Document.QuerySelectorAll(".targets .target").Select(button => button.GetAttribute("value")));
        var sent = await browser.SendAsync(page, $"/bench?mode={mode}&handler=Do", ("machine", machine), ("target", target), ("powersOn", "true"));
        Sent(sent);
        return sent.Location!;
    }

    private static Task<OpenedPage> EachAsync(Browser browser, OpenedPage page, params (string Name, string Value)[] fields) =>
        browser.SendEachAsync(page, page.Document.QuerySelector<IHtmlFormElement>("main form")!, fields);

    private static void Sent(OpenedPage shown) => Assert.True(shown.Status == 302, shown.Text);

    private static string[] FieldsOf(OpenedPage page) =>
        [.. page.Document.QuerySelectorAll("main form input, main form select, main form textarea").Select(field => field.GetAttribute("name")).OfType<string>().Where(name => name is not ("requestId" or "__RequestVerificationToken")).Distinct().Order(StringComparer.Ordinal)];

    private async Task<string> BadgeAsync()
    {
        await using var scope = server.Services.CreateAsyncScope();
        var by = new Caller(new("supervisor-of-kinds"), new(Workday.Workshop), Role.Supervisor, new("desk"));
        return (await scope.ServiceProvider.GetRequiredService<BadgeDesk>().WelcomeAsync("Lou K.", new OrganisationId(Workday.Workshop), Role.Operator, inTraining: false, "5182", by)).Code;
    }

    /// <summary>Where it ended, and how many findings it has beside that it came without a gift.</summary>
    private async Task<(string? Status, int Findings)> EndAsync(string machine)
    {
        var view = await _day.GetAsync(server.Token(Role.Supervisor, Workday.Workshop), $"/api/machines/{machine}");
        return (view.GetProperty("status").GetString(), view.TryGetProperty("findings", out var findings) ? findings.EnumerateArray().Count(finding => !finding.GetRawText().Contains("no-gift", StringComparison.Ordinal)) : 0);
    }
}
