using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;
using Ordi2.Web.Texts;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Homes;

/// <summary>What happens to people at work: the session ends, the line breaks, a hand trembles, the same page is open twice. Nothing is lost, and nothing is done twice.</summary>
[Collection(DemoServerTests.Name)]
public class InterruptionTests(DemoServer server) : RoleJourney(server)
{
    private const string Donor = "don-banque-ombrienne";
    private const string Partner = "asso-horizon-emploi";

    private string Giver => Server.Token(Role.Donor, Donor);

    [ChromiumFact]
    public async Task A_session_that_ends_during_a_long_form_loses_nothing_and_the_gift_is_announced_once()
    {
        var before = await GiftsAsync();
        var page = await SignedInAsync(Role.Donor, Donor);
        await page.GotoAsync(AddressOf("/donations/new"));
        await WriteAsync(page);
        await page.Context.ClearCookiesAsync(new() { Name = "ordi2" });
        await SendAsync(page);
        await Expect(page.Locator("h1")).ToContainTextAsync("plus connecté");
        await Expect(page.Locator("main li", new() { HasTextString = "Hall B, près du quai" })).ToBeVisibleAsync();
        Assert.DoesNotContain("true", await page.Locator("main ul").InnerTextAsync(), StringComparison.Ordinal);
        await PictureAsync(page, "late-signed-out");

        var window = await page.Context.RunAndWaitForPageAsync(() => page.Locator("main a[target=_blank]").ClickAsync());
        await SignInAsync(window, Role.Donor, Donor);
        await Expect(window.Locator("h1")).ToContainTextAsync("de nouveau connecté");
        await PictureAsync(window, "late-signed-in");
        await window.CloseAsync();

        // Somebody else may have signed in there: what is sent in a new name is read again first.
        await SendAsync(page);
        await Expect(page.Locator("h1")).ToContainTextAsync("Envoyez encore une fois");
        await SendAsync(page);

        await Expect(page.Locator(".toast")).ToContainTextAsync("31 machines");
        await Expect(page.Locator("main")).ToContainTextAsync("Hall B, près du quai");
        Assert.Equal(before + 1, await GiftsAsync());
    }

    [ChromiumFact]
    public async Task A_line_that_breaks_while_a_form_is_sent_loses_nothing_of_it()
    {
        await using var line = new Line(Server.Address);
        var before = await GiftsAsync();
        var page = await OpenAsync(line.Address, Role.Donor, Donor, "/donations/new");
        await WriteAsync(page);
        line.Cut();
        await SendAsync(page);
        await Expect(page.Locator("main form")).ToHaveCountAsync(0);
        Assert.Equal(before, await GiftsAsync());

        // The page of the browser that says so is loaded again: it sends the same form, with all that was typed.
        line.Mend();
        await page.ReloadAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("31 machines");
        Assert.Equal(before + 1, await GiftsAsync());
    }

    [ChromiumFact]
    public async Task An_answer_that_is_lost_on_the_way_does_not_make_the_next_try_a_second_gift()
    {
        await using var line = new Line(Server.Address);
        var before = await GiftsAsync();
        var page = await OpenAsync(line.Address, Role.Donor, Donor, "/donations/new");
        await WriteAsync(page);
        line.LoseAnswers();
        await SendAsync(page);
        await Expect(page.Locator("main form")).ToHaveCountAsync(0);
        Assert.Equal(before + 1, await GiftsAsync());

        // The page of the browser that says so is loaded again: it sends the same form, with all that was typed.
        line.Mend();
        await page.ReloadAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("31 machines");
        Assert.Equal(before + 1, await GiftsAsync());
    }

    [ChromiumFact]
    public async Task A_double_click_announces_one_gift_and_sorts_a_machine_once()
    {
        var before = await GiftsAsync();
        var page = await SignedInAsync(Role.Donor, Donor);
        await page.GotoAsync(AddressOf("/donations/new"));
        await WriteAsync(page);
        await page.Locator("main form button[type=submit]").DblClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("31 machines");
        Assert.Equal(before + 1, await GiftsAsync());

        var label = await Server.ReceivedAsync();
        var bench = await SignedInAsync(Role.Operator, Workday.Workshop);
        await bench.GotoAsync(AddressOf("/bench?mode=triage"));
        await Expect(bench.Locator("#code")).ToBeFocusedAsync();
        await bench.Keyboard.TypeAsync(label);
        await bench.Keyboard.PressAsync("Enter");
        await bench.Locator("button.target[value=triage-reuse]").DblClickAsync();
        await Expect(bench.Locator(".bench-result")).ToContainTextAsync("C'est bon");
        var history = (await new Workday(Server).GetAsync(Server.Token(Role.Operator), $"/api/machines/{label}/history")).GetRawText();
        Assert.Equal(2, history.Split("machine.triaged").Length);
    }

    [ChromiumFact]
    public async Task A_second_tab_says_what_the_first_one_did_keeps_what_was_typed_and_does_nothing_more()
    {
        var day = new Workday(Server, partner: Partner);
        var session = await day.SessionAsync(await day.DossierAsync(1), -1);
        var first = await OpenAsync(Server.Address, Role.Animator, day.Epn, $"/sessions/{session}");
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(AddressOf($"/sessions/{session}"));

        await first.Locator("#participants").FillAsync("8");
        await first.Locator("form[action$='handler=Hold'] button").ClickAsync();
        await Expect(first.Locator(".toast")).ToContainTextAsync("8 personnes");
        await second.Locator("#participants").FillAsync("7");
        await second.Locator("form[action$='handler=Hold'] button").ClickAsync();

        await Expect(second.Locator(".mistakes")).ToBeVisibleAsync();
        await Expect(second.Locator("#participants")).ToHaveValueAsync("7");
        await PictureAsync(second, "second-tab");
        var counts = (await day.GetAsync(Server.Token(Role.Animator, day.Epn), $"/api/sessions/{session}")).GetProperty("counts");
        Assert.Equal(8, counts.GetProperty("participants").GetInt32());
    }

    [ChromiumFact]
    public async Task A_board_says_that_its_line_is_lost_and_goes_on_by_itself_with_what_it_missed()
    {
        await using var line = new Line(Server.Address);
        var page = await OpenAsync(line.Address, Role.Supervisor, Workday.Workshop, $"/boards/organisation/{Workday.Workshop}");
        await Expect(page.Locator("[data-live]")).ToHaveTextAsync("En direct");
        line.Cut();
        await Expect(page.Locator("[data-live]")).ToContainTextAsync("Connexion perdue");
        await Server.ReceivedAsync();
        line.Mend();
        await Expect(page.Locator("[data-live]")).ToHaveTextAsync("En direct", new() { Timeout = 60_000 });
        await AssertReceivedAsync(page);
    }

    [ChromiumFact]
    public async Task A_board_whose_session_ended_says_so_and_goes_on_by_itself_after_the_next_sign_in()
    {
        var page = await OpenAsync(Server.Address, Role.Supervisor, Workday.Workshop, $"/boards/organisation/{Workday.Workshop}");
        await Expect(page.Locator("[data-live]")).ToHaveTextAsync("En direct");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(AddressOf("/"));
        await other.Locator("form[action='/sign-out'] button").ClickAsync();

        await Expect(page.Locator("[data-live]")).ToContainTextAsync("Votre session est finie", new() { Timeout = 60_000 });
        await Server.ReceivedAsync();
        await other.GotoAsync(AddressOf("/sign-in"));
        await SignInAsync(other, Role.Supervisor, Workday.Workshop);
        await Expect(page.Locator("[data-live]")).ToHaveTextAsync("En direct", new() { Timeout = 60_000 });
        await AssertReceivedAsync(page);
    }

    private static async Task WriteAsync(IPage page)
    {
        await page.Locator("#count-LAPTOP").FillAsync("31");
        await page.Locator("#year").FillAsync("2019");
        await page.Locator("#value").FillAsync("50");
        await page.Locator("#place").FillAsync("Hall B, près du quai");
        await page.Locator("input[name=back][value=RECYCLE]").CheckAsync();
    }

    private static Task SendAsync(IPage page) => page.Locator("main form button[type=submit]").ClickAsync();

    /// <summary>Somebody of the demonstration at a page, in a browser that may open others, over a line that may break.</summary>
    private async Task<IPage> OpenAsync(Uri address, Role role, string organisation, string path)
    {
        var context = await Chromium.NewContextAsync(new() { Locale = "fr-FR", ViewportSize = new() { Width = 1440, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(address, "/sign-in").ToString());
        await SignInAsync(page, role, organisation);
        await Expect(page.Locator("h1")).ToContainTextAsync("Que faire maintenant");
        await page.GotoAsync(new Uri(address, path).ToString());
        return page;
    }

    private async Task SignInAsync(IPage page, Role role, string organisation)
    {
        var account = Server.Account(role, organisation);
        await page.Locator("#email").FillAsync(account.Email);
        await page.Locator("#password").FillAsync(account.Password);
        await page.Locator("main form button[type=submit]").First.ClickAsync();
    }

    /// <summary>The page of the board has the figure that the server has.</summary>
    private async Task AssertReceivedAsync(IPage page)
    {
        var there = await new Workday(Server).GetAsync(Server.Token(Role.Supervisor, Workday.Workshop), $"/api/boards/organisation/{Workday.Workshop}");
        var received = there.GetProperty("counters").EnumerateArray().Single(one => one.GetProperty("counter").GetString() == "status/RECEIVED").GetProperty("value").GetInt64();
        await Expect(page.Locator("[data-counter='status/RECEIVED']")).ToHaveTextAsync(Reader.Number(received, "fr", 0));
    }

    private async Task<int> GiftsAsync() => (await new Workday(Server).GetAsync(Giver, "/api/donations?limit=500")).GetProperty("items").EnumerateArray()
        .Count(gift => gift.GetProperty("announced").EnumerateArray().Any(part => part.GetProperty("quantity").GetInt32() == 31));
}
