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

    /// <summary>Domain.md 3.3, rules 2 and 3: a short high tone, a double one, a low one; they can be switched off, and the page is read aloud.</summary>
    [ChromiumFact]
    public async Task What_came_of_a_scan_is_heard_once_and_read_aloud()
    {
        string[] labels = [await Server.ReceivedAsync(), await Server.ReceivedAsync()];
        var page = await SignedInAsync(Role.Operator, Workday.Workshop);
        await page.AddInitScriptAsync(
            """
            const say = (key, what) => sessionStorage.setItem(key, `${sessionStorage.getItem(key) ?? ''}${what}|`);
            const make = AudioContext.prototype.createOscillator;
            AudioContext.prototype.createOscillator = function () {
              const made = make.call(this);
              const start = made.start;
              made.start = function (...when) { say('tones', made.frequency.value); return start.apply(made, when); };
              return made;
            };
            speechSynthesis.speak = (what) => say('words', `${what.lang}: ${what.text}`);
            """);
        await page.GotoAsync(AddressOf("/bench?mode=triage"));
        await ScanAsync(page, labels[0]);
        await page.Locator("button.target[value=triage-reuse]").ClickAsync();
        await HeardAsync(page, "tones", "^1320\\|$");

        // The same result is not news.
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".bench-result")).ToBeVisibleAsync();
        await ScanAsync(page, "rien");
        await Assertions.Expect(page.Locator(".mistakes")).ToBeVisibleAsync();
        await HeardAsync(page, "tones", "^1320\\|196\\|$");

        await page.GetByRole(AriaRole.Button, new() { Name = "Écouter" }).ClickAsync();
        await HeardAsync(page, "words", "^fr-FR: Scannez une machine, puis touchez une case");

        var mute = page.GetByRole(AriaRole.Button, new() { Name = "Son", Exact = true });
        await Assertions.Expect(mute).ToHaveAttributeAsync("aria-pressed", "true");
        await mute.ClickAsync();
        await page.GotoAsync(AddressOf("/bench?mode=triage"));
        await Assertions.Expect(mute).ToHaveAttributeAsync("aria-pressed", "false");
        await ScanAsync(page, labels[1]);
        await page.Locator("button.target[value=triage-recycle]").ClickAsync();
        await Assertions.Expect(page.Locator(".bench-result")).ToContainTextAsync("Recyclage");
        await mute.ClickAsync();
        await HeardAsync(page, "tones", "^1320\\|196\\|1320\\|$");
        Assert.Empty(Complaints);
    }

    private static async Task HeardAsync(IPage page, string key, string pattern) =>
        await page.WaitForFunctionAsync("([key, pattern]) => new RegExp(pattern).test(sessionStorage.getItem(key) ?? '')", new[] { key, pattern });

    private static async Task ScanAsync(IPage page, string text)
    {
        await Assertions.Expect(page.Locator("input[name=code]")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(text);
        await page.Keyboard.PressAsync("Enter");
    }
}
