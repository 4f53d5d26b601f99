using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Homes;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Keyboard;

/// <summary>The few keys of our own. The clock of the browser stands still and is moved by hand: nothing here waits to see that nothing happens.</summary>
[Collection(DemoServerTests.Name)]
[Trait("Category", "Accessibility")]
public class ShortcutTests(DemoServer server) : RoleJourney(server)
{
    private static readonly DateTime Morning = new(2027, 3, 1, 9, 0, 0, DateTimeKind.Utc);

    /// <summary>Longer than any shortcut takes to be carried out.</summary>
    private const int Pause = 600;

    /// <summary>From key to key, in the hand of somebody who types.</summary>
    private const int Hand = 180;

    /// <summary>From key to key, of a scanner that types like a keyboard.</summary>
    private const int Scanner = 8;

    [ChromiumFact]
    public async Task A_question_mark_opens_the_list_of_shortcuts_and_G_H_leads_home()
    {
        var page = await OpenAsync("/directory");
        await TypeAsync(page, "?", Hand);
        await Expect(page).ToHaveURLAsync(Address("/help/shortcuts"));
        await TypeAsync(page, "gh", Hand);

        // Who has not signed in is led on to what everybody may see.
        await Expect(page).ToHaveURLAsync(Address("/boards"));
    }

    [ChromiumFact]
    public async Task A_slash_goes_to_the_search_field_of_the_page_or_opens_the_search()
    {
        var page = await OpenAsync("/directory");
        await TypeAsync(page, "/", Hand);
        await Expect(page.Locator("#q")).ToBeFocusedAsync();

        // In the field it is a sign like any other, and so are the others.
        await TypeAsync(page, "/?gh", Hand);
        await Expect(page.Locator("#q")).ToHaveValueAsync("/?gh");
        Assert.Equal(Address("/directory"), page.Url);

        await page.GotoAsync(Address("/accessibility"));
        await TypeAsync(page, "/", Hand);
        await Expect(page).ToHaveURLAsync(Address("/directory#q"));
        await Expect(page.Locator("#q")).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task Whoever_is_signed_in_searches_machines()
    {
        var account = Server.Account(Role.Supervisor, "atelier-du-canal");
        var page = await OpenAsync("/sign-in");
        await page.Locator("#email").FillAsync(account.Email);
        await page.Locator("#password").FillAsync(account.Password);
        await page.Locator("main form button[type=submit]").First.ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Que faire maintenant");
        await TypeAsync(page, "/", Hand);
        await Expect(page).ToHaveURLAsync(Address("/machines#q"));
        await Expect(page.Locator("#q")).ToBeFocusedAsync();
    }

    [ChromiumTheory]
    [InlineData("https://ordi2.example/m/H4T9CXB")]
    [InlineData("?/?/?/?")]
    [InlineData("ghghgh")]
    [InlineData("gh")]
    [InlineData("/")]
    public async Task A_scanner_that_types_beside_the_field_leads_nowhere(string scanned)
    {
        var page = await OpenAsync("/directory");
        await TypeAsync(page, scanned, Scanner, andEnter: true);
        Assert.Equal(Address("/directory"), page.Url);
        await Expect(page.Locator("#q")).Not.ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task Keys_with_Ctrl_or_Alt_stay_the_browsers()
    {
        var page = await OpenAsync("/directory");

        foreach (var chord in (string[])["Control+/", "Alt+/", "Alt+?", "Meta+/"])
        {
            await page.Keyboard.PressAsync(chord);
            await page.Clock.RunForAsync(Pause);
        }

        Assert.Equal(Address("/directory"), page.Url);
        await Expect(page.Locator("#q")).Not.ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task Whoever_turns_the_keys_off_is_left_alone_on_every_page_until_they_turn_them_on()
    {
        var page = await OpenAsync("/help/shortcuts");
        await page.GetByRole(AriaRole.Link, new() { Name = "Couper nos raccourcis" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Nos raccourcis sont coupés");
        await page.GotoAsync(Address("/directory"));
        await TypeAsync(page, "?", Hand);
        await TypeAsync(page, "/", Hand);
        Assert.Equal(Address("/directory"), page.Url);
        await Expect(page.Locator("#q")).Not.ToBeFocusedAsync();

        await page.GotoAsync(Address("/help/shortcuts"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Remettre nos raccourcis" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("en service");
        await page.GotoAsync(Address("/directory"));
        await TypeAsync(page, "/", Hand);
        await Expect(page.Locator("#q")).ToBeFocusedAsync();
    }

    private string Address(string path) => new Uri(Server.Address, path).ToString();

    /// <summary>A page whose time goes on only where a test says so.</summary>
    private async Task<IPage> OpenAsync(string path)
    {
        var context = await Chromium.NewContextAsync(new() { Locale = "fr-FR" });
        var page = await context.NewPageAsync();
        await page.Clock.InstallAsync(new() { TimeDate = Morning });
        await page.Clock.PauseAtAsync(Morning.AddMinutes(1));
        await page.GotoAsync(Address(path));
        return page;
    }

    private static async Task TypeAsync(IPage page, string text, int apart, bool andEnter = false)
    {
        // The page has been still for a while before somebody types.
        await page.Clock.RunForAsync(Pause);

        foreach (var sign in text)
        {
            await page.Keyboard.PressAsync(sign.ToString());
            await page.Clock.RunForAsync(apart);
        }

        if (andEnter)
        {
            await page.Keyboard.PressAsync("Enter");
        }

        await page.Clock.RunForAsync(Pause);
    }
}
