using System.Text.Json;
using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Scanner;

/// <summary>The scanner as a page: what it may do, what it weighs, and whether everybody can use each of its screens.</summary>
[Collection(DemoServerTests.Name)]
[Trait("Category", "Accessibility")]
public sealed class ScannerPageTests(DemoServer server)
{
    /// <summary>Before anybody scans with the camera.</summary>
    private const long MostScript = 150_000;

    private static readonly int[] Widths = [320, 390, 1440];

    private static readonly Lazy<string> Axe = new(() => File.ReadAllText(Path.Combine(Checkout.Root, "web", "Ordi2.Web", "node_modules", "axe-core", "axe.min.js")));

    [Fact]
    public async Task It_may_compile_its_decoder_and_use_the_camera_and_no_other_page_may()
    {
        var page = await server.Client.GetAsync("/scan");
        var policy = page.Response.Headers.GetValues("Content-Security-Policy").Single();

        Assert.Equal(200, page.Status);
        Assert.Equal("text/html", page.Response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("script-src 'self' 'wasm-unsafe-eval';", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
        Assert.Contains("camera=(self)", page.Response.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]* src=)| style=| on[a-z]+=\"", page.Text);

        var other = await server.Client.GetAsync("/scanner");
        Assert.DoesNotContain("wasm", other.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("camera=()", (await server.Client.GetAsync("/sign-in")).Response.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_installed_and_all_that_it_names_is_there()
    {
        var manifest = await server.Client.GetAsync("/scan/manifest.webmanifest");
        Assert.Equal("application/manifest+json", manifest.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("/scan", "/scan"), (manifest.Body.GetProperty("start_url").GetString(), manifest.Body.GetProperty("scope").GetString()));
        var sizes = new List<string>();

        foreach (var icon in manifest.Body.GetProperty("icons").EnumerateArray())
        {
            var file = await server.Client.GetAsync(icon.GetProperty("src").GetString()!);
            Assert.Equal((200, icon.GetProperty("type").GetString()), (file.Status, file.Response.Content.Headers.ContentType?.MediaType));
            sizes.Add(icon.GetProperty("sizes").GetString()!);
        }

        Assert.Contains("192x192", sizes);
        Assert.Contains("512x512", sizes);
        var worker = await server.Client.GetAsync("/scan/sw.js");
        Assert.Equal("/scan", worker.Response.Headers.GetValues("Service-Worker-Allowed").Single());
        Assert.Equal("application/wasm", (await server.Client.GetAsync("/scan/zxing_reader.wasm")).Response.Content.Headers.ContentType?.MediaType);
    }

    [ChromiumFact]
    public async Task Each_screen_is_for_everybody_in_both_themes_and_weighs_little()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumFactAttribute.Program, Args = ["--no-sandbox"] });
        await using var context = await browser.NewContextAsync(new() { Locale = "fr-FR", ViewportSize = new() { Width = 390, Height = 844 }, ReducedMotion = ReducedMotion.Reduce });
        List<Task<byte[]>> scripts = [];
        context.Response += (_, response) => scripts.AddRange(response.Request.ResourceType is "script" ? [response.BodyAsync()] : []);
        await using var phone = await Phone.OpenAsync(server, browser);
        var seen = await context.NewPageAsync();
        await seen.GotoAsync(new Uri(server.Address, "/scan").ToString());
        await Expect(seen.Locator("#line-form")).ToBeVisibleAsync();
        Assert.InRange((await Task.WhenAll(scripts)).Sum(script => (long)script.Length), 10_000, MostScript);

        List<string> flaws = [];
        flaws.AddRange(await LookAsync(phone.Page, "enrol"));
        await phone.SignInAsync("Gaëlle Q.");
        flaws.AddRange(await LookAsync(phone.Page, "modes"));
        var labels = await Task.WhenAll(server.ReceivedAsync(), server.ReceivedAsync());
        await phone.ScanAsync("O2-TRIAGE");
        await phone.ScanAsync(labels[0]);
        await Expect(phone.Page.Locator("#targets button")).ToHaveCountAsync(4);
        Assert.All(await phone.Page.Locator("#targets button").EvaluateAllAsync<double[]>("all => all.map(one => one.getBoundingClientRect().height)"), height => Assert.True(height >= 96));
        await Expect(phone.Page.Locator("#targets button").Last).ToBeInViewportAsync(new() { Ratio = 1 });
        flaws.AddRange(await LookAsync(phone.Page, "targets"));
        await phone.Page.Locator("#targets button[data-key=triage-reuse]").ClickAsync();
        await Expect(phone.Page.Locator("#undo")).ToBeVisibleAsync();
        await Expect(phone.Page.Locator("#result")).ToBeInViewportAsync(new() { Ratio = 1 });
        flaws.AddRange(await LookAsync(phone.Page, "kept"));

        // Sorted already: the server says no, with a reason and what to do.
        await phone.ScanAsync(labels[0]);
        await phone.Page.Locator("#targets button[data-key=triage-parts]").ClickAsync();
        await Expect(phone.Page.Locator("#look-open")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        flaws.AddRange(await LookAsync(phone.Page, "refused"));
        await phone.Page.Locator("#look-open").ClickAsync();
        await Expect(phone.Page.Locator("#look li")).ToHaveCountAsync(1);
        flaws.AddRange(await LookAsync(phone.Page, "look"));
        await phone.Page.Locator("#look button").ClickAsync();
        await Expect(phone.Page.Locator("#look-none")).ToBeVisibleAsync();
        await phone.Page.Locator("#menu summary").ClickAsync();
        await Expect(phone.Page.Locator("#menu .menu")).ToBeInViewportAsync(new() { Ratio = 1 });
        flaws.AddRange(await LookAsync(phone.Page, "menu"));
        await phone.Page.Locator("#language").ClickAsync();
        await Expect(phone.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(phone.Page.Locator("#person-change")).ToHaveTextAsync("Change the person");
        await phone.Page.Locator("#person-change").ClickAsync();
        flaws.AddRange(await LookAsync(phone.Page, "badge"));
        await phone.ScanAsync(DemoServer.NewLabel());
        await Expect(phone.Page.Locator("#pin")).ToBeFocusedAsync();
        flaws.AddRange(await LookAsync(phone.Page, "pin"));

        Assert.True(flaws.Count == 0, string.Join(Environment.NewLine, flaws));
        Assert.Empty(phone.Complaints);
    }

    [ChromiumFact]
    public async Task Each_screen_at_a_donors_door_is_for_everybody_and_its_targets_are_for_gloves()
    {
        var day = new Workday(server, "epn-vallon", "asso-jardin-partage");
        var round = await day.RoundAsync(await day.SignedDonationAsync("don-cartonnerie-lemoine", 12), Phone.Workshop);
        await day.ActAsync(server.Token(Role.Driver, Phone.Workshop), "rounds", round, "open");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumFactAttribute.Program, Args = ["--no-sandbox"] });
        await using var phone = await Phone.OpenAsync(server, browser);
        await phone.SignInAsync("Ibrahim S.", Role.Driver);
        await phone.Page.Locator("#modes button[data-key=pickup]").ClickAsync();
        var stop = phone.Page.Locator($"#stops button[data-key='{round}/cave']");
        await Expect(stop).ToBeVisibleAsync(new() { Timeout = 60_000 });
        List<string> flaws = [.. await LookAsync(phone.Page, "stops")];
        await stop.ClickAsync();
        await Expect(phone.Page.Locator("#counts .more").First).ToBeVisibleAsync();
        Assert.All(await phone.Page.Locator("#counts button, #stop-sign, #stop-nobody").EvaluateAllAsync<double[]>("all => all.map(one => one.getBoundingClientRect().height)"), height => Assert.True(height >= 64));
        flaws.AddRange(await LookAsync(phone.Page, "stop"));
        await phone.Page.Locator("#counts .count").First.ClickAsync();
        flaws.AddRange(await LookAsync(phone.Page, "number"));
        await phone.Page.Locator("#number-pad button").First.ClickAsync();
        await phone.Page.Locator("#number-done").ClickAsync();
        await phone.Page.Locator("#stop-nobody").ClickAsync();
        flaws.AddRange(await LookAsync(phone.Page, "nobody"));
        await phone.Page.Locator("#nobody-back").ClickAsync();
        await phone.Page.Locator("#stop-sign").ClickAsync();
        await Expect(phone.Page.Locator("#drawing")).ToBeVisibleAsync();
        flaws.AddRange(await LookAsync(phone.Page, "sign"));

        Assert.True(flaws.Count == 0, string.Join(Environment.NewLine, flaws));
        Assert.Empty(phone.Complaints);
    }

    private static async Task<List<string>> LookAsync(IPage page, string screen)
    {
        List<string> flaws = [];

        foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = theme });
            await page.EvaluateAsync($"(() => {{ if (!window.axe) {{ {Axe.Value} }} }})()");
            var found = await page.EvaluateAsync<JsonElement>(
                """
                async () => (await axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }))
                  .violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.failureSummary} ${n.html.slice(0, 200)}`))
                """);
            flaws.AddRange(found.EnumerateArray().Select(flaw => $"axe at {screen}, {theme}: {flaw.GetString()}"));
            await page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", $"scan-{screen}-{theme.ToString().ToLowerInvariant()}.png"), FullPage = true });
        }

        // For gloves (domain.md 3.3, rule 1), and for whoever reads with difficulty (rule 3).
        flaws.AddRange((await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('button, summary, label:has(input[type=checkbox])')]
              .filter((one) => one.offsetParent !== null && Math.min(one.getBoundingClientRect().height, one.getBoundingClientRect().width) < 64)
              .map((one) => `${one.id || one.textContent} ${one.getBoundingClientRect().width} x ${one.getBoundingClientRect().height}`)
            """)).Select(target => $"Too small at {screen}: {target}"));

        if (!await page.Locator("#hear").IsVisibleAsync())
        {
            flaws.Add($"{screen} is not read aloud.");
        }

        foreach (var width in Widths)
        {
            await page.SetViewportSizeAsync(width, 844);

            if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > window.innerWidth"))
            {
                flaws.Add($"{screen} scrolls sideways at {width} px.");
            }
        }

        await page.SetViewportSizeAsync(390, 844);
        return flaws;
    }
}
