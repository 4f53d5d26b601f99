using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

/// <summary>A machine that a station or a phone received without a gift: where it is seen, and where it finds its gift.</summary>
[Collection(DemoServerTests.Name)]
public class LateGiftTests(DemoServer server) : RoleJourney(server)
{
    private readonly Workday _day = new(server, "epn-gare-nord", "asso-main-tendue");

    private string Token => Server.Token(Role.Storekeeper, Workday.Workshop);

    [Fact]
    public async Task The_dock_scans_it_for_a_gift_and_one_button_attaches_it()
    {
        var donation = await _day.ReceivedDonationAsync("don-cartonnerie-lemoine", 2);
        var machine = await Server.ReceivedAsync();
        var address = $"/receptions/{donation}";
        using var browser = await Server.BrowserAsync(Role.Storekeeper, Workday.Workshop);

        var offered = await browser.SendAsync(await browser.OpenAsync(address), $"{address}?handler=Scan", ("type", "LAPTOP"), ("code", machine));
        Assert.Equal((200, null), (offered.Status, offered.ErrorOf("code")));
        Assert.Contains("Fait-elle partie du don", offered.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("pas de ce don", offered.Text, StringComparison.Ordinal);
        Assert.Equal("code", offered.Document.QuerySelector("[autofocus]")?.GetAttribute("name"));
        Assert.Equal(string.Empty, offered.Document.QuerySelector("input[name=code]")!.GetAttribute("value") ?? string.Empty);

        var first = await browser.SendAsync(offered, $"{address}?handler=Attach", ("machine", machine));
        var second = await browser.SendAsync(offered, $"{address}?handler=Attach", ("machine", machine));
        Assert.Equal((302, 302), (first.Status, second.Status));
        Assert.Contains("est maintenant de ce don", (await browser.OpenAsync(first.Location!)).Of(".toast"), StringComparison.Ordinal);
        Assert.Equal(donation, (await _day.GetAsync(Token, $"/api/machines/{machine}")).GetProperty("donation").GetString());
        Assert.Contains("déjà reçue dans ce don", (await browser.SendAsync(await browser.OpenAsync(address), $"{address}?handler=Scan", ("type", "LAPTOP"), ("code", machine))).ErrorOf("code"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_count_ends_the_page_asks_whether_machines_without_a_gift_are_of_this_one_and_ends_all_the_same()
    {
        var donation = await _day.ReceivedDonationAsync("don-cartonnerie-lemoine", 2);
        var address = $"/receptions/{donation}";
        await _day.DoAsync(Token, DemoServer.NewLabel(), "receive-device", new { type = "LAPTOP", donation });
        var (its, others) = (await Server.ReceivedAsync(), await Server.ReceivedAsync());
        using var browser = await Server.BrowserAsync(Role.Storekeeper, Workday.Workshop);

        var page = await browser.OpenAsync(address);
        Assert.Contains("n'ont pas de don", page.Text, StringComparison.Ordinal);
        Assert.All([its, others], machine => Assert.NotNull(page.Document.QuerySelector($"input[name=machine][value='{machine}']")));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Attach", ("machine", its))).Status);
        var attached = await browser.OpenAsync(address);
        Assert.Null(attached.Document.QuerySelector($"input[name=machine][value='{its}']"));
        Assert.Equal(302, (await browser.SendAsync(attached, $"{address}?handler=End")).Status);

        // After the count too: it is offered to count again.
        Assert.Equal(302, (await browser.SendAsync(await browser.OpenAsync(address), $"{address}?handler=Attach", ("machine", others))).Status);
        Assert.Equal(302, (await browser.SendAsync(await browser.OpenAsync(address), $"{address}?handler=Again")).Status);
        Assert.Contains(
            "\"received\":3",
            (await _day.GetAsync(Token, $"/api/donations/{donation}")).GetProperty("sheet").GetRawText().Replace(" ", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_supervisor_finds_it_in_the_inbox_and_chooses_its_gift()
    {
        var donation = await _day.ReceivedDonationAsync("don-cartonnerie-lemoine", 1);
        var machine = await Server.ReceivedAsync();
        using var browser = await Server.BrowserAsync(Role.Supervisor, Workday.Workshop);

        var settle = await browser.OpenAsync($"/inbox/{machine}");
        Assert.Contains("Reçue sans don", settle.Text, StringComparison.Ordinal);
        var attach = settle.Document.QuerySelector("main a[href$='/attach-to-gift']")!.GetAttribute("href")!;
        var form = await browser.OpenAsync(attach);
        Assert.NotNull((await browser.SendAsync(form, null)).ErrorOf("donation"));
        Assert.NotNull(form.Document.QuerySelector($"input[name=donation][value='{donation}']"));
        Assert.Equal(302, (await browser.SendAsync(form, null, ("donation", donation))).Status);

        Assert.Contains("Plus rien à régler", (await browser.OpenAsync($"/inbox/{machine}")).Text, StringComparison.Ordinal);
        Assert.Null((await browser.OpenAsync($"/machines/{machine}")).Document.QuerySelector("main a[href$='/attach-to-gift']"));
    }

    [Fact]
    public async Task A_supervisor_who_undoes_a_reception_is_told_which_step_mends_it_and_not_to_ask_a_supervisor()
    {
        var machine = await Server.ReceivedAsync();
        using var browser = await Server.BrowserAsync(Role.Supervisor, Workday.Workshop);

        var page = await browser.OpenAsync($"/machines/{machine}/correct-event");
        Assert.Contains("rattachez-la à son don", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("demandez à l'encadrant", page.Text, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task The_scanner_reads_it_and_one_press_later_the_next_machine_is_scanned()
    {
        var donation = await _day.ReceivedDonationAsync("don-cartonnerie-lemoine", 2);
        await _day.DoAsync(Token, DemoServer.NewLabel(), "receive-device", new { type = "LAPTOP", donation });
        var machine = await Server.ReceivedAsync();
        var page = await SignedInAsync(Role.Storekeeper, Workday.Workshop);
        await page.GotoAsync(AddressOf($"/receptions/{donation}?type=LAPTOP"));
        await page.Keyboard.TypeAsync(machine);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Fait-elle partie du don")).ToBeVisibleAsync();
        await PictureAsync(page, "late-gift");
        await page.GetByRole(AriaRole.Button, new() { Name = "Oui, elle est de ce don" }).First.ClickAsync();

        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("est maintenant de ce don");
        await Assertions.Expect(page.Locator("input[name=code]")).ToBeFocusedAsync();
        var office = await SignedInAsync(Role.Supervisor, Workday.Workshop);
        await office.GotoAsync(AddressOf($"/machines/{await Server.ReceivedAsync()}/attach-to-gift"));
        await PictureAsync(office, "late-gift-choice");
        await office.GotoAsync(AddressOf($"/inbox/{await Server.ReceivedAsync()}"));
        await PictureAsync(office, "late-gift-inbox");
        Assert.Empty(Complaints);
    }
}
