using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

/// <summary>The round of a driver in a real browser, as wide as a phone.</summary>
[Collection(DemoServerTests.Name)]
public class DriverJourneyTests(DemoServer server) : RoleJourney(server)
{
    [ChromiumFact]
    public async Task A_driver_leaves_counts_at_both_stops_and_finishes_the_round_on_a_phone()
    {
        var day = new Workday(Server);
        var round = await day.RoundAsync(await day.SignedDonationAsync("don-clinique-des-sources", 20), "transports-roulier");
        var page = await SignedInAsync(Role.Driver, "transports-roulier");
        await page.SetViewportSizeAsync(390, 844);
        await PictureAsync(page, "driver-home");
        await page.SetViewportSizeAsync(390, 844);

        await page.Locator($".todo a[href='/rounds/{round}']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Je pars" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("Bonne route");
        await PictureAsync(page, "driver-round");
        await page.SetViewportSizeAsync(390, 844);
        await page.Locator($"a[href='/rounds/{round}/stops/quai']").ClickAsync();
        await page.Locator("#count-LAPTOP").FillAsync("19");
        await PictureAsync(page, "driver-stop");
        await page.SetViewportSizeAsync(390, 844);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer cet arrêt" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("19 machines comptées");

        await page.Locator($"a[href='/rounds/{round}/stops/cave']").ClickAsync();
        await page.Locator(".choice", new() { HasText = "Personne ne signe" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer cet arrêt" }).ClickAsync();
        await Assertions.Expect(page.Locator("#reason-error")).ToBeVisibleAsync();
        await PictureAsync(page, "driver-stop-mistake");
        await page.Locator("#reason").FillAsync("cave fermée, gardien absent");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer cet arrêt" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("sans signature");
        await page.GetByRole(AriaRole.Button, new() { Name = "Finir la tournée" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("est finie");
        await PictureAsync(page, "driver-done");
        Assert.Empty(Complaints);
    }
}
