using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Scanner;

/// <summary>The packing table in a pocket: the label of a box, then machine after machine into it, without network as well.</summary>
public sealed class PackingStoryTests : PhoneStory
{
    [ChromiumFact]
    public async Task Machines_go_into_the_box_that_was_scanned_and_what_stands_on_no_list_is_put_aside()
    {
        var day = new Workday(Server, "epn-vallon", "asso-jardin-partage");
        var machines = await day.ReadyAsync(3);
        var delivery = await day.PreparedAsync(await day.ReservedAsync(machines[..2]), machines[..2]);
        var box = DemoServer.NewLabel();
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Inès P.");
        await Expect(phone.Page.Locator("#work-state")).ToContainTextAsync("Liste chargée", new() { Timeout = 60_000 });
        await phone.Context.SetOfflineAsync(true);
        await phone.ScanAsync("O2-PACK");
        await Expect(phone.Page.Locator("#heading")).ToHaveTextAsync("Emballage");

        await phone.ScanAsync(machines[0]);
        await Expect(phone.Page.Locator("#result-text")).ToHaveTextAsync("Scannez d’abord le carton, puis les machines.");
        await phone.ScanAsync($"HTTPS://O2.EXAMPLE/C/{box}");
        await Expect(phone.Page.Locator("#box-text")).ToContainTextAsync("Carton");
        await phone.ScanAsync(machines[2]);
        await Expect(phone.Page.Locator("#result-text")).ToContainTextAsync("sur aucune liste de livraison");
        await Expect(phone.Page.Locator("#result")).ToHaveAttributeAsync("data-tone", "bad");
        await phone.ScanAsync(machines[0]);
        await Expect(phone.Waiting(1)).ToBeVisibleAsync();
        await phone.Page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", "scan-pack.png"), FullPage = true });

        // The box stays open over a kill; the next machine goes without its charger.
        await phone.KillAsync();
        await phone.ReopenAsync();
        await Expect(phone.Page.Locator("#box-text")).ToContainTextAsync("Carton");
        await phone.Page.Locator("#box-charger").UncheckAsync();
        await phone.ScanAsync(machines[1]);
        await Expect(phone.Waiting(2)).ToBeVisibleAsync();

        await phone.Context.SetOfflineAsync(false);
        await Expect(phone.Waiting(0)).ToBeVisibleAsync(Patiently);
        Assert.Equal("PACKED PACKED", $"{await StatusAsync(machines[0])} {await StatusAsync(machines[1])}");
        Assert.NotEqual("PACKED", await StatusAsync(machines[2]));
        Assert.Contains("\"accessories\":[\"charger\"]", await HistoryAsync(machines[0]), StringComparison.Ordinal);
        Assert.Contains(box, await HistoryAsync(machines[1]), StringComparison.Ordinal);
        Assert.Contains(delivery, await HistoryAsync(machines[1]), StringComparison.Ordinal);
        Assert.DoesNotContain("\"accessories\":[\"charger\"]", await HistoryAsync(machines[1]), StringComparison.Ordinal);
        Assert.Empty(phone.Complaints);
    }

    [ChromiumFact]
    public async Task A_list_that_was_made_since_is_asked_for_and_the_bars_of_a_box_open_it()
    {
        var day = new Workday(Server, "epn-vallon", "asso-jardin-partage");
        var machines = await day.ReadyAsync(3);
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Karim B.");
        await Expect(phone.Page.Locator("#work-state")).ToContainTextAsync("Liste chargée", new() { Timeout = 60_000 });
        await phone.ScanAsync("O2-PACK");

        // Bars hold the bare code: that of a machine opens no box.
        await phone.ScanAsync(machines[2]);
        await Expect(phone.Page.Locator("#result-text")).ToHaveTextAsync("Scannez d’abord le carton, puis les machines.");
        var box = DemoServer.NewLabel();
        await phone.ScanAsync(box);
        await Expect(phone.Page.Locator("#box-text")).ToContainTextAsync($"Carton {box[..3]} {box[3..]}");

        // The list is made while the phone lies on the table.
        await day.PreparedAsync(await day.ReservedAsync(machines[..2]), machines[..2]);
        await phone.ScanAsync(machines[0]);
        await Expect(phone.Waiting(1)).ToBeVisibleAsync(Patiently);
        await Expect(phone.Waiting(0)).ToBeVisibleAsync(Patiently);
        Assert.Equal("PACKED", await StatusAsync(machines[0]));
        Assert.Contains(box, await HistoryAsync(machines[0]), StringComparison.Ordinal);
        Assert.Empty(phone.Complaints);
    }

    private async Task<string> HistoryAsync(string label) =>
        (await Server.Client.GetAsync($"/api/machines/{label}/history", Server.Token(Role.Supervisor, Phone.Workshop))).Text;
}
