using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

/// <summary>A scanner types fast, ends with Enter and looks at no screen: after a refusal the next scan has to find an empty field.</summary>
[Collection(DemoServerTests.Name)]
public class ScanAfterRefusalTests(DemoServer server) : RoleJourney(server)
{
    private readonly Workday _day = new(server, "epn-gare-nord", "asso-main-tendue");

    [Fact]
    public async Task On_each_page_of_scans_the_field_is_empty_and_focused_after_a_refusal_that_names_the_code()
    {
        var gift = await _day.ReceivedDonationAsync("don-cartonnerie-lemoine", 2);
        var reserved = await _day.ReadyAsync(2);
        var packing = await _day.PreparedAsync(await _day.ReservedAsync(reserved), reserved);
        var machines = await _day.ReadyAsync(1);
        var delivery = await _day.SentAsync(await _day.DossierAsync(1), machines);
        var stranger = DemoServer.NewLabel();

        await AssertReadyAsync(Role.Operator, Workday.Workshop, "/bench", stranger);
        await AssertReadyAsync(Role.Storekeeper, Workday.Workshop, $"/receptions/{gift}", machines[0], ("type", "LAPTOP"));
        await AssertReadyAsync(Role.Storekeeper, Workday.Workshop, $"/receptions/{gift}", stranger);
        await AssertReadyAsync(Role.Storekeeper, Workday.Workshop, $"/deliveries/{packing}/packing", stranger, ("box", "C-9"));
        await AssertReadyAsync(Role.Animator, _day.Epn, $"/deliveries/{delivery}", stranger);
        await AssertReadyAsync(Role.Supervisor, Workday.Workshop, $"/batches/{await _day.BatchAsync("recyclage-du-val")}", stranger, ("reason", "carte mère morte"));
    }

    [Fact]
    public async Task Two_codes_in_a_row_are_refused_as_such_and_never_a_serial_number()
    {
        var gift = await _day.ReceivedDonationAsync("don-cartonnerie-lemoine", 2);
        var known = await Server.ReceivedAsync();
        using var browser = await Server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        var page = await browser.OpenAsync($"/receptions/{gift}");

        foreach (var joined in (string[])[known + DemoServer.NewLabel(), $"SN98441B{known}", $"{known}SN98441B", $"{known}https://o2.example/m/{known}"])
        {
            var refused = await browser.SendAsync(page, $"/receptions/{gift}?handler=Scan", ("type", "LAPTOP"), ("code", joined));
            Assert.Contains("deux codes", refused.ErrorOf("code"), StringComparison.Ordinal);
            Assert.Equal(string.Empty, refused.Document.QuerySelector("input[name=serial]")!.GetAttribute("value") ?? string.Empty);
        }
    }

    [Fact]
    public async Task A_form_without_a_scan_still_begins_with_what_is_wrong()
    {
        var gift = await _day.ReceivedDonationAsync("don-cartonnerie-lemoine", 1);
        using var browser = await Server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        var label = DemoServer.NewLabel();
        await _day.DoAsync(Server.Token(Role.Storekeeper, Workday.Workshop), label, "receive-device", new { type = "LAPTOP", donation = gift });
        var page = await browser.OpenAsync($"/machines/{label}/refuse-device");

        var refused = await browser.SendAsync(page, null);

        Assert.Equal("mistakes", refused.Document.QuerySelector("[autofocus]")?.ClassName);
        Assert.Empty(refused.Document.QuerySelectorAll(".scanned"));
    }

    [ChromiumFact]
    public async Task A_refused_label_is_followed_by_the_next_one_without_a_click()
    {
        var gift = await _day.ReceivedDonationAsync("don-cartonnerie-lemoine", 2);
        var elsewhere = DemoServer.NewLabel();
        await _day.DoAsync(Server.Token(Role.Storekeeper, Workday.Workshop), elsewhere, "receive-device", new { type = "LAPTOP", donation = await _day.ReceivedDonationAsync("don-cartonnerie-lemoine", 1) });
        var next = DemoServer.NewLabel();
        var page = await SignedInAsync(Role.Storekeeper, Workday.Workshop);
        await page.GotoAsync(AddressOf($"/receptions/{gift}?type=LAPTOP"));
        var field = page.Locator("input[name=code]");

        await Assertions.Expect(field).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(elsewhere);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[role=alert]")).ToContainTextAsync(elsewhere);
        await Assertions.Expect(field).ToBeFocusedAsync();
        await Assertions.Expect(field).ToHaveValueAsync(string.Empty);
        await page.Keyboard.TypeAsync(next);
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("est reçue");
        Assert.Empty(Complaints);
    }

    private async Task AssertReadyAsync(Role role, string organisation, string address, string code, params (string Name, string Value)[] fields)
    {
        using var browser = await Server.BrowserAsync(role, organisation);
        var page = await browser.OpenAsync(address);
        var refused = await browser.SendAsync(page, $"{address}?handler=Scan", [("code", code), .. fields]);

        Assert.Equal(200, refused.Status);
        Assert.Contains(code, refused.Alert, StringComparison.Ordinal);
        Assert.Equal("code", refused.Document.QuerySelector("[autofocus]")?.GetAttribute("name"));
        Assert.Equal(string.Empty, refused.Document.QuerySelector("input[name=code]")!.GetAttribute("value") ?? string.Empty);
    }
}
