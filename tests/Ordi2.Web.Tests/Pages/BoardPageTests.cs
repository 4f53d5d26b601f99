using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Features.Boards;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Pages;

[Collection(DemoServerTests.Name)]
public class BoardPageTests(DemoServer server)
{
    [Fact]
    public async Task Without_a_script_the_page_shows_the_numbers_in_French_or_English()
    {
        await server.ReceivedAsync();

        var french = await server.Client.GetAsync("/boards");
        var english = await server.Client.GetAsync("/boards/national", language: "en");

        Assert.Equal(200, french.Status);
        Assert.Contains("<html lang=\"fr\">", french.Text, StringComparison.Ordinal);
        Assert.Contains("Tableau national", french.Text, StringComparison.Ordinal);
        Assert.Contains("National board", english.Text, StringComparison.Ordinal);
        Assert.Matches("data-counter=\"status/RECEIVED\">[1-9]", french.Text);
        Assert.DoesNotContain("style=", french.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]* src=)", french.Text);
        Assert.Contains("script-src 'self';", french.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_board_of_an_organisation_leads_strangers_to_the_sign_in()
    {
        var reply = await server.Client.GetAsync("/boards/organisation/atelier-du-canal");

        Assert.Equal(302, reply.Status);
        Assert.Equal("/sign-in?returnTo=%2Fboards%2Forganisation%2Fatelier-du-canal", reply.Response.Headers.Location!.PathAndQuery);
        Assert.Equal(404, (await server.Client.GetAsync("/boards/moon")).Status);
    }

    [ChromiumFact]
    public async Task A_person_signs_in_and_watches_the_board_move()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumFactAttribute.Program, Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync(new() { Locale = "fr-FR" });
        List<string> complaints = [];
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        var account = server.Account(Role.Supervisor);

        await page.GotoAsync(new Uri(server.Address, "/boards/organisation/atelier-du-canal").ToString());
        await page.GetByLabel("Adresse e-mail").FillAsync(account.Email);
        await page.GetByLabel("Mot de passe").FillAsync(account.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Connexion" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("En direct");
        var received = page.Locator("[data-counter='status/RECEIVED']");
        var before = Number(await received.TextContentAsync());

        var label = await server.ReceivedAsync();

        await Assertions.Expect(page.Locator("[data-happened] li").First).ToContainTextAsync(label);
        Assert.True(Number(await received.TextContentAsync()) > before);
        Assert.Empty(complaints);

        await page.GetByRole(AriaRole.Button, new() { Name = "Déconnexion" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/boards$", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task The_board_of_an_organisation_shows_what_it_gave_relays_and_owns_beside_what_it_holds()
    {
        var day = new Workday(server);
        var machines = await day.ReadyAsync(3, "don-assurances-du-val");
        var (_, arrived) = await day.ArrivedAsync(2);

        using var donor = await server.BrowserAsync(Role.Donor, "don-assurances-du-val");
        var given = (await donor.OpenAsync("/boards/organisation/don-assurances-du-val")).Document.QuerySelector("[aria-labelledby=concern] tbody tr")!;
        Assert.Contains("Données par elle", given.TextContent, StringComparison.Ordinal);
        Assert.True(Number(given.QuerySelector("td")!.TextContent) >= machines.Length, given.TextContent);

        using var epn = await server.BrowserAsync(Role.Animator, day.Epn);
        var relayed = (await epn.OpenAsync($"/boards/organisation/{day.Epn}")).Document.QuerySelector("[aria-labelledby=concern] tbody tr")!;
        Assert.Contains("Relayées par elle", relayed.TextContent, StringComparison.Ordinal);
        Assert.True(Number(relayed.QuerySelector("td")!.TextContent) >= arrived.Length, relayed.TextContent);

        using var workshop = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var own = await workshop.OpenAsync($"/boards/organisation/{Workday.Workshop}");
        Assert.NotNull(own.Of("[data-counter=owned]"));
        Assert.True(Number(own.Of("[aria-labelledby=concern] .tile dd")) >= machines.Length, own.Of("[aria-labelledby=concern]"));
    }

    [Fact]
    public async Task A_board_says_of_when_its_figures_are_where_they_are_not_live()
    {
        var page = await server.Client.GetAsync("/boards");

        Assert.Matches("Chiffres du [^<]+, quand la page a été ouverte", page.Text);
        Assert.Matches("Chiffres ci-dessous[^<]+: du [^<]+", page.Text);
    }

    [ChromiumFact]
    public async Task What_was_reached_today_is_shown_soon_after_the_scans_calm_down()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumFactAttribute.Program, Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync(new() { Locale = "fr-FR" });
        await page.GotoAsync(new Uri(server.Address, "/boards").ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("En direct");
        var received = page.Locator("[aria-labelledby=today] .tile dd").First;
        var before = await received.TextContentAsync();

        await server.ReceivedAsync();

        // The page asks by itself each minute; the scans calmed down long before that.
        await Assertions.Expect(received).Not.ToHaveTextAsync(before!, new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task The_answer_with_the_figures_says_which_build_it_is_of_as_the_page_does()
    {
        var page = await new HtmlParser().ParseDocumentAsync((await server.Client.GetAsync("/boards?wall=true")).Text);
        var figures = await server.Client.GetAsync("/boards?handler=Figures");
        Assert.Equal(page.QuerySelector("[data-board]")!.GetAttribute("data-build"), Assert.Single(figures.Response.Headers.GetValues("Ordi2-Build")));
        Assert.NotNull(page.QuerySelector("[data-wall=true]"));
        Assert.Null((await new HtmlParser().ParseDocumentAsync((await server.Client.GetAsync("/boards")).Text)).QuerySelector("[data-wall=true]"));
    }

    /// <summary>Nobody reloads a wall by hand for months: where another build of the program answers, its page is asked for again.</summary>
    [ChromiumFact]
    public async Task A_wall_takes_a_new_version_of_the_program_by_itself()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumFactAttribute.Program, Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync(new() { Locale = "fr-FR" });
        await page.RouteAsync("**/boards?handler=Figures", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Headers = new Dictionary<string, string>(answer.Headers, StringComparer.OrdinalIgnoreCase) { ["ordi2-build"] = "another" } });
        });
        await page.GotoAsync(new Uri(server.Address, "/boards?wall=true").ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("En direct");
        await page.EvaluateAsync("() => { window.stays = true; }");

        await server.ReceivedAsync();

        await page.WaitForFunctionAsync("() => window.stays === undefined", null, new() { Timeout = 90_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("En direct");
    }

    [Fact]
    public async Task An_open_board_asks_for_the_figures_alone_and_many_at_once_are_answered_by_one_reading()
    {
        var page = await server.Client.GetAsync("/boards");

        var fragments = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => server.Client.GetAsync("/boards?handler=Figures")));

        Assert.All(fragments, fragment => Assert.Equal(200, fragment.Status));
        Assert.All(fragments, fragment => Assert.DoesNotContain("<html", fragment.Text, StringComparison.Ordinal));
        Assert.All(fragments, fragment => Assert.DoesNotContain("data-counter", fragment.Text, StringComparison.Ordinal));
        var drawn = await new HtmlParser().ParseDocumentAsync(fragments[0].Text);
        var whole = await new HtmlParser().ParseDocumentAsync(page.Text);
        Assert.Equal(whole.QuerySelectorAll("[data-figures]").Length, drawn.QuerySelectorAll("[data-figures]").Length);
        Assert.NotNull(drawn.QuerySelector("[aria-labelledby=today] .tile"));

        // One reading for all of them; two where the first grew old meanwhile.
        var readings = fragments.Select(fragment => Regex.Match(fragment.Text, "data-read=\"(?<at>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["at"].Value).Distinct(StringComparer.Ordinal).ToArray();
        Assert.InRange(readings.Length, 1, 2);
        Assert.DoesNotContain(string.Empty, readings);
    }

    [Fact]
    public async Task The_figures_of_a_board_are_for_those_who_see_the_board_each_in_their_language_and_with_their_links()
    {
        const string Board = "/boards/organisation/atelier-du-canal";
        Assert.Equal(302, (await server.Client.GetAsync($"{Board}?handler=Figures")).Status);
        using var stranger = await server.BrowserAsync(Role.Partner);
        Assert.Equal(404, (await stranger.OpenAsync($"{Board}?handler=Figures")).Status);
        using var supervisor = await server.BrowserAsync(Role.Supervisor, "atelier-du-canal");
        using var storekeeper = await server.BrowserAsync(Role.Storekeeper, "atelier-du-canal");
        Assert.NotNull((await supervisor.OpenAsync($"{Board}?handler=Figures")).Document.QuerySelector("a[href='/loans?show=due']"));
        Assert.Null((await storekeeper.OpenAsync($"{Board}?handler=Figures")).Document.QuerySelector("a[href='/loans?show=due']"));
        Assert.Contains("Chiffres ci-dessous", (await server.Client.GetAsync("/boards?handler=Figures")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Chiffres ci-dessous", (await server.Client.GetAsync("/boards?handler=Figures", language: "en")).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await server.Client.GetAsync("/boards/moon?handler=Figures")).Status);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(49, 0)]
    [InlineData(500, 10)]
    [InlineData(2000, 40)]
    [InlineData(100_000, 60)]
    public void The_more_watch_a_board_the_longer_they_spread_what_they_ask(int viewers, int seconds) => Assert.Equal(seconds, BoardFigures.SpreadOf(viewers));

    [Fact]
    public async Task A_wrong_password_opens_nothing()
    {
        using var form = await Form.OpenAsync(server.Address, "/sign-in");

        using var response = await form.PostAsync(("email", server.Account(Role.Supervisor).Email), ("password", "wrong"));
        using var forged = await form.PostForgedAsync(("email", "a@b.c"), ("password", "x"));

        Assert.Equal(200, (int)response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Contains("role=\"alert\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(400, (int)forged.StatusCode);
    }

    private static long Number(string? text) => long.Parse(string.Concat(text!.Where(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture);
}
