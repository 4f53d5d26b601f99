using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Pages;

/// <summary>What a screen of a given size has room for: the wall of a workshop, and a phone.</summary>
[Collection(PageRoomTests.Name)]
[Trait("Category", "Accessibility")]
public class ScreenTests(PageRoom room)
{
    /// <summary>Everything that is seen, and does not fit: beside or below the screen, wider than its box, or over its neighbour.</summary>
    private const string Flaws =
        """
        () => {
          const wrong = [];
          const root = document.documentElement;
          if (root.scrollWidth > innerWidth || document.body.scrollHeight > innerHeight) wrong.push('the page scrolls');
          for (const e of document.querySelectorAll('[data-board] *')) {
            if (!e.checkVisibility() || e.closest('svg')) continue;
            const box = e.getBoundingClientRect();
            if (box.width === 0 || box.height === 0) continue;
            if (box.right > innerWidth + 1 || box.bottom > innerHeight + 1) wrong.push(`off the screen: ${e.outerHTML.slice(0, 100)}`);
            if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline') wrong.push(`wider than its box: ${e.outerHTML.slice(0, 100)}`);
          }
          for (const line of document.querySelectorAll('.flow dl > div, .tile')) {
            const [a, b] = [line.querySelector('dt'), line.querySelector('dd')].map(e => e?.getBoundingClientRect());
            if (a && b && b.width > 0 && a.right > b.left + 1 && a.bottom > b.top + 1) wrong.push(`over its number: ${line.outerHTML.slice(0, 100)}`);
          }
          return wrong.slice(0, 5);
        }
        """;

    [ChromiumTheory]
    [InlineData(1920, 1080, "national")]
    [InlineData(1366, 768, "national")]
    [InlineData(1920, 1080, "organisation/atelier-du-canal")]
    [InlineData(1366, 768, "organisation/atelier-du-canal")]
    public async Task The_wall_has_room_for_9999_machines_everywhere_and_is_read_from_afar(int width, int height, string scope)
    {
        await using var look = await Look.OpenAsync(room, new("/boards/{**scope}", $"/boards/{scope}?wall=true", Role.Supervisor) { Organisation = "atelier-du-canal" });
        await look.Page.SetViewportSizeAsync(width, height);
        await Assertions.Expect(look.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("En direct");

        await look.Page.EvaluateAsync(
            """
            () => {
              document.querySelectorAll('[data-counter], .tile dd:not(.note)').forEach(e => { e.textContent = '9\u202f999'; });
              document.querySelectorAll('[data-sum]').forEach(e => { e.textContent = '99\u202f999'; });
            }
            """);

        Assert.Empty(await look.Page.EvaluateAsync<string[]>(Flaws));

        // Also while it has lost the server and says since when.
        await look.Page.EvaluateAsync(
            "() => { document.querySelector('[data-board]').dataset.state = 'lost'; document.querySelector('[data-live]').textContent = 'Chiffres de mercredi 23:59 : connexion perdue depuis 719 h'; }");
        Assert.Empty(await look.Page.EvaluateAsync<string[]>(Flaws));

        // On a screen of 40 inches, 498 mm high, such a digit is 25 mm high: a two-hundredth of the five metres from which it is read.
        var smallest = await look.Page.EvaluateAsync<double>(
            "() => Math.min(...[...document.querySelectorAll('.flow-sum, .tile dd:not(.note)')].filter(e => e.checkVisibility()).map(e => parseFloat(getComputedStyle(e).fontSize)))");
        Assert.InRange(smallest, height / 14.2, height / 8.0);

        // What it counts is read from there too, and whether it is live: six tenths of that.
        var names = await look.Page.EvaluateAsync<double>(
            "() => Math.min(...[...document.querySelectorAll('.flow h3, .tile dt, .live')].filter(e => e.checkVisibility()).map(e => parseFloat(getComputedStyle(e).fontSize)))");
        Assert.True(names >= height / 24.0, $"A name is {names} pixels high on a screen of {height}.");
        await look.PictureAsync($"9999-{width}x{height}");
    }

    [ChromiumTheory]
    [InlineData("/", Role.Coordinator)]
    [InlineData("/machines", Role.Supervisor)]
    [InlineData("/boards", null)]
    public async Task On_a_phone_the_page_begins_after_one_line_and_its_menu_opens_without_a_script(string address, Role? who)
    {
        await using var look = await Look.OpenAsync(room, new(address, address, who), scripts: false);
        await look.Page.SetViewportSizeAsync(360, 740);

        Assert.InRange((await look.Page.Locator("main").BoundingBoxAsync())!.Y, 1, 64);
        await Assertions.Expect(look.Page.Locator(".main-nav")).ToBeHiddenAsync();

        await look.Page.Locator(".menu summary").ClickAsync();

        await Assertions.Expect(look.Page.Locator(".main-nav a").First).ToBeVisibleAsync();
        await Assertions.Expect(who is null ? look.Page.Locator(".account a[href='/sign-in']") : look.Page.Locator(".account button")).ToBeVisibleAsync();
    }
}
