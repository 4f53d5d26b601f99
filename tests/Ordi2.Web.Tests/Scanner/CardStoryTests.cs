using Microsoft.Playwright;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Scanner;

/// <summary>The cards that hang beside every scanner, on a telephone: what they say is done. And what a glance sees of it.</summary>
public sealed class CardStoryTests : PhoneStory
{
    /// <summary>Domain.md 3.3, rule 2, in milliseconds.</summary>
    private const double Glance = 300;

    [ChromiumFact]
    public async Task Each_card_that_hangs_beside_a_scanner_does_what_it_says()
    {
        var machines = await ReceivedAsync(2);
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Farida B.");
        await Expect(phone.Page.Locator("#work-state")).ToContainTextAsync("Liste chargée", new() { Timeout = 60_000 });

        await phone.ScanAsync("O2-BENCH");
        await Expect(phone.Page.Locator("#heading")).ToHaveTextAsync("Au banc");
        await phone.ScanAsync(machines[0]);
        await Expect(phone.Page.Locator("#result-text")).ToContainTextAsync("Elle est au banc. Elle est\u00a0: Reçue.");
        await Expect(phone.Page.Locator("#photo")).ToBeVisibleAsync();
        await Expect(phone.Waiting(0)).ToBeVisibleAsync();

        await phone.ScanAsync("O2-AIDE");
        await Expect(phone.Page.Locator("#heading")).ToHaveTextAsync("Aide");
        await Expect(phone.Page.Locator("#help li").First).ToContainTextAsync("Tri");
        await phone.Page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", "scan-help.png"), FullPage = true });

        await phone.ScanAsync("O2-TRIAGE-REUSE");
        await phone.ScanAsync(machines[0]);
        await Expect(phone.Waiting(1)).ToBeVisibleAsync();
        await phone.ScanAsync("O2-ANNULER");
        await Expect(phone.Page.Locator("#result-text")).ToContainTextAsync("Annulé. Rien n’est envoyé.");
        await phone.ScanAsync("Oé)QNNULER");
        await Expect(phone.Page.Locator("#result-text")).ToContainTextAsync("Il n’y a rien à annuler.");
        await Expect(phone.Page.Locator("#results li[data-state=undone]")).ToHaveCountAsync(1);

        await phone.ScanAsync(machines[1]);
        await phone.ScanAsync("O2-FILE");
        await Expect(phone.Page.Locator("#heading")).ToHaveTextAsync("À regarder");
        await Expect(phone.Page.Locator("#look-waiting")).ToHaveTextAsync("1 scan à envoyer");

        // It is over: nothing waits for the ten seconds any more.
        await phone.ScanAsync("O2-FIN");
        await Expect(phone.Page.Locator("#heading")).ToHaveTextAsync("Qui travaille ici\u00a0?");
        await Expect(phone.Page.Locator("#notice")).ToContainTextAsync("C’est fini pour vous.");
        await Expect(phone.Waiting(0)).ToBeVisibleAsync(Patiently);
        Assert.Equal("RECEIVED TRIAGED", $"{await StatusAsync(machines[0])} {await StatusAsync(machines[1])}");
        Assert.Empty(phone.Complaints);
    }

    [ChromiumFact]
    public async Task Any_of_the_last_scans_is_taken_back_and_one_that_was_done_with_a_finding_is_looked_at()
    {
        var machines = await ReceivedAsync(3);
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Gustave H.");
        await phone.ScanAsync("O2-TRIAGE-REUSE");
        await phone.BurstAsync(machines);
        await Expect(phone.Waiting(3)).ToBeVisibleAsync();

        await phone.Page.Locator("#results li").Nth(2).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(phone.Page.Locator("#results li").Nth(2)).ToHaveAttributeAsync("data-state", "undone");
        await Expect(phone.Page.Locator("#line")).ToBeFocusedAsync();
        await Expect(phone.Waiting(2)).ToBeVisibleAsync();
        await Expect(phone.Waiting(0)).ToBeVisibleAsync(Patiently);
        await Expect(phone.Page.Locator("#results button")).ToHaveCountAsync(0);
        Assert.Equal("RECEIVED TRIAGED TRIAGED", $"{await StatusAsync(machines[0])} {await StatusAsync(machines[1])} {await StatusAsync(machines[2])}");
        await Expect(phone.Page.Locator("#look-open")).ToBeHiddenAsync();

        // Of no gift that anybody knows: it is received, and somebody has to attach it.
        await phone.ScanAsync("O2-RECEIVE-LAPTOP");
        await phone.Page.Locator("#gifts button[data-key='']").ClickAsync();
        await phone.ScanAsync(DemoServer.NewLabel());
        await Expect(phone.Page.Locator("#look-open")).ToHaveTextAsync("À regarder (1)", new() { Timeout = 60_000 });
        await phone.Page.Locator("#look-open").ClickAsync();
        await Expect(phone.Page.Locator("#look li")).ToContainTextAsync("Fait, à voir");
        await phone.Page.Locator("#look button").ClickAsync();
        await Expect(phone.Page.Locator("#look-none")).ToBeVisibleAsync();
        Assert.Empty(phone.Complaints);
    }

    [ChromiumFact]
    public async Task What_came_of_a_scan_fills_the_screen_at_a_glance_and_each_screen_is_read_aloud()
    {
        var machines = await ReceivedAsync(4);
        await using var phone = await Phone.OpenAsync(Server, Browser, new() { Locale = "fr-FR", ViewportSize = new() { Width = 390, Height = 844 }, ReducedMotion = ReducedMotion.NoPreference });
        await phone.SignInAsync("Hélène C.");
        await Expect(phone.Page.Locator("#work-state")).ToContainTextAsync("Liste chargée", new() { Timeout = 60_000 });
        await phone.ScanAsync("O2-TRIAGE-REUSE");
        await Expect(phone.Page.Locator("#each-text")).ToBeVisibleAsync();
        await phone.Page.EvaluateAsync(
            """
            () => {
              const flash = document.getElementById('flash');
              window.flashes = [{ at: performance.now() }];
              new MutationObserver(() => {
                if (flash.hidden) return;
                const box = flash.getBoundingClientRect();
                const looks = getComputedStyle(flash);
                window.flashes.push({ at: performance.now(), after: performance.now() - window.entered, full: box.width >= innerWidth && box.height >= innerHeight, colour: looks.backgroundColor, hit: looks.pointerEvents });
              }).observe(flash, { attributes: true, attributeFilter: ['hidden'] });
              document.addEventListener('keydown', (event) => { if (event.key === 'Enter') window.entered = event.timeStamp; }, true);
            }
            """);

        // The fastest of several says how fast it is where nobody else uses this computer.
        foreach (var (lines, colour) in (((string[] Lines, string Colour)[])[(machines, "rgb(46, 139, 46)"), ([.. Enumerable.Range(0, 4).Select(_ => DemoServer.NewLabel())], "rgb(224, 138, 0)"), (["H4T9CXC", "%%%", "H4T9CXC", "%%%"], "rgb(198, 40, 31)")]))
        {
            var fastest = double.MaxValue;

            foreach (var line in lines)
            {
                var before = await phone.Page.EvaluateAsync<int>("window.flashes.length");
                await phone.Page.WaitForFunctionAsync("() => document.getElementById('flash').hidden && performance.now() - window.flashes.at(-1).at > 500");
                await phone.ScanAsync(line);
                await phone.Page.WaitForFunctionAsync("(before) => window.flashes.length > before", before);
                Assert.Equal($"{colour} none True", await phone.Page.EvaluateAsync<string>("(({ colour, hit, full }) => `${colour} ${hit} ${full ? 'True' : 'False'}`)(window.flashes.at(-1))"));
                fastest = Math.Min(fastest, await phone.Page.EvaluateAsync<double>("window.flashes.at(-1).after"));
            }

            Assert.InRange(fastest, 0, Glance);
        }

        Assert.Equal("manipulation", await phone.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).touchAction"));
        await phone.Page.EvaluateAsync("() => { window.spoken = []; speechSynthesis.speak = (said) => window.spoken.push(said.text); }");
        await phone.Page.Locator("#hear").ClickAsync();
        var said = await phone.Page.EvaluateAsync<string>("window.spoken.at(-1)");
        Assert.StartsWith("Tri. Scannez une machine.", said, StringComparison.Ordinal);
        Assert.Contains("Stop. ", said, StringComparison.Ordinal);
        await phone.Page.Locator("#mode-change").ClickAsync();
        await phone.Page.Locator("#hear").ClickAsync();
        Assert.StartsWith("Quel travail", await phone.Page.EvaluateAsync<string>("window.spoken.at(-1)"), StringComparison.Ordinal);
        Assert.Empty(phone.Complaints);
    }
}
