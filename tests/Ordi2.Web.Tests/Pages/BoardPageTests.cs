using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ordi2.Contracts;
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
