using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

/// <summary>The day of a storekeeper in a real browser: from the dock to the delivery note.</summary>
[Collection(DemoServerTests.Name)]
public class StoreJourneyTests(DemoServer server) : RoleJourney(server)
{
    [ChromiumFact]
    public async Task A_storekeeper_receives_gathers_packs_and_ships_with_a_scanner()
    {
        var day = new Workday(Server, "epn-la-clairiere", "asso-langues-du-monde");
        var gift = await day.ReceivedDonationAsync("don-cabinet-ferrand", 2);
        var machines = await day.ReadyAsync(2);
        var dossier = await day.ReservedAsync(machines);
        var page = await SignedInAsync(Role.Storekeeper, Workday.Workshop);
        await PictureAsync(page, "storekeeper-home");

        await page.Locator(".page-head a[href='/receptions']").ClickAsync();
        await page.Locator($"a[href='/receptions/{gift}']").ClickAsync();
        await page.Locator(".choice", new() { HasText = "Portable" }).First.ClickAsync();

        // The maker's serial, then our label; a scanner ends each with the Enter key.
        for (var i = 0; i < 2; i++)
        {
            await page.Locator("input[name=code]").FocusAsync();
            await ScanAsync(page, $"PF3XR{i}77/K");
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Numéro de série noté");
            await Assertions.Expect(page.Locator("input[name=code]")).ToBeFocusedAsync();
            await ScanAsync(page, DemoServer.NewLabel());
            await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("est reçue");
            await Assertions.Expect(page.Locator("input[name=code]")).ToBeFocusedAsync();
        }

        await PictureAsync(page, "storekeeper-reception");
        await page.GetByText("Tout est arrivé", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Oui, le comptage est fini" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Signer le bon de réception" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("est signé");

        await page.GotoAsync(new Uri(Server.Address, "/picking").ToString());
        await page.Locator($"a[href='/picking/{dossier}']").ClickAsync();
        await PictureAsync(page, "storekeeper-pick");
        await page.GetByRole(AriaRole.Button, new() { Name = "Commencer la livraison" }).ClickAsync();
        await page.Locator("input[name=box]").FillAsync("C-31");
        await page.Locator("input[name=code]").FocusAsync();

        foreach (var machine in machines)
        {
            await Assertions.Expect(page.Locator("input[name=code]")).ToBeFocusedAsync();
            await ScanAsync(page, machine);
            await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("dans le carton C-31");
        }

        await PictureAsync(page, "storekeeper-packing");
        await page.GetByRole(AriaRole.Button, new() { Name = "Faire partir la livraison" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("est partie");
        await PictureAsync(page, "storekeeper-shipped");
        Assert.Empty(Complaints);
    }

    private static async Task ScanAsync(IPage page, string text)
    {
        await page.Keyboard.TypeAsync(text);
        await page.Keyboard.PressAsync("Enter");
    }
}
