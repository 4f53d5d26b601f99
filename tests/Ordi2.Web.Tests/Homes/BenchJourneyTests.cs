using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

/// <summary>Somebody at a bench in a real browser, with a scanner and a finger.</summary>
[Collection(DemoServerTests.Name)]
public class BenchJourneyTests(DemoServer server) : RoleJourney(server)
{
    [ChromiumFact]
    public async Task An_operator_scans_taps_takes_back_and_lets_each_scan_do_the_same()
    {
        string[] labels = [await Server.ReceivedAsync(), await Server.ReceivedAsync(), await Server.ReceivedAsync()];
        var page = await SignedInAsync(Role.Operator, Workday.Workshop);
        await PictureAsync(page, "operator-home");
        await page.Locator(".todo a[href='/bench?mode=triage']").ClickAsync();

        await ScanAsync(page, labels[0]);
        await Assertions.Expect(page.Locator("button.target")).ToHaveCountAsync(4);

        foreach (var target in await page.Locator(".target").AllAsync())
        {
            var box = await target.BoundingBoxAsync();
            Assert.True(box is { Height: >= 96, Width: >= 96 }, $"A target is {box?.Width} by {box?.Height}.");
        }

        await PictureAsync(page, "operator-targets");
        await page.Locator("button.target[value=triage-recycle]").ClickAsync();
        await Assertions.Expect(page.Locator(".bench-result")).ToContainTextAsync("C'est bon");
        await PictureAsync(page, "operator-done");
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler" }).ClickAsync();
        await Assertions.Expect(page.Locator(".bench-result")).ToContainTextAsync("annulé");

        await ScanAsync(page, labels[1]);
        await page.Locator(".choice", new() { HasText = "Pareil" }).ClickAsync();
        await page.Locator("button.target[value=triage-reuse]").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Chaque scan");
        await ScanAsync(page, labels[2]);
        await Assertions.Expect(page.Locator(".bench-result")).ToContainTextAsync("Réemploi");
        await ScanAsync(page, labels[2]);
        await Assertions.Expect(page.Locator(".bench-result.tone-bad")).ToContainTextAsync("Arrêtez");
        await PictureAsync(page, "operator-refused");
        Assert.Empty(Complaints);
    }

    private static async Task ScanAsync(IPage page, string text)
    {
        await Assertions.Expect(page.Locator("input[name=code]")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(text);
        await page.Keyboard.PressAsync("Enter");
    }
}
