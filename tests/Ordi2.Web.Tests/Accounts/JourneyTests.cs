using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Accounts;

[Collection(AccountServerTests.Name)]
public class JourneyTests(DemoServer server)
{
    [ChromiumFact]
    public async Task Somebody_is_invited_makes_an_account_and_a_passkey_and_comes_back_with_it_alone()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumFactAttribute.Program, Args = ["--no-sandbox"] });
        var host = new UriBuilder(server.Address) { Host = "localhost" }.Uri;
        var coordinator = await browser.NewPageAsync(new() { Locale = "fr-FR" });
        List<string> complaints = [];
        coordinator.Console += (_, message) => complaints.Add(message.Text);

        var account = server.Account(Role.Coordinator);
        await coordinator.GotoAsync(new Uri(host, "/people?organisation=epn-vallon").ToString());
        await coordinator.GetByLabel("Adresse e-mail").FillAsync(account.Email);
        await coordinator.GetByLabel("Mot de passe").FillAsync(account.Password);
        await coordinator.GetByRole(AriaRole.Button, new() { Name = "Connexion", Exact = true }).ClickAsync();
        await coordinator.GetByLabel("Adresse e-mail").FillAsync("zoe@vallon.example");
        await coordinator.GetByLabel("Rôle").SelectOptionAsync("ANIMATOR");
        await coordinator.GetByRole(AriaRole.Button, new() { Name = "Inviter", Exact = true }).ClickAsync();
        var link = await coordinator.Locator("#link").TextContentAsync();

        var context = await browser.NewContextAsync(new() { Locale = "fr-FR" });
        var zoe = await context.NewPageAsync();
        zoe.Console += (_, message) => complaints.Add(message.Text);
        var devices = await context.NewCDPSessionAsync(zoe);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        await zoe.GotoAsync(link!);
        await zoe.GetByLabel("Nom").FillAsync("Zoé");
        await zoe.GetByLabel("Mot de passe").FillAsync("un pont sur la rivière");
        await zoe.GetByRole(AriaRole.Button, new() { Name = "Accepter l’invitation" }).Or(zoe.GetByRole(AriaRole.Button, new() { Name = "Accepter l'invitation" })).ClickAsync();
        await Assertions.Expect(zoe).ToHaveURLAsync(new Regex("[^/]/$", RegexOptions.None, TimeSpan.FromSeconds(1)));

        await zoe.GotoAsync(new Uri(host, "/account/passkeys").ToString());
        await zoe.GetByLabel("Nom de la clé").FillAsync("mon téléphone");
        await zoe.GetByLabel("Mot de passe actuel").FillAsync("un pont sur la rivière");
        await zoe.Locator("form[data-passkey] button[type=submit]").ClickAsync();
        await Assertions.Expect(zoe.Locator("table")).ToContainTextAsync("mon téléphone");

        await zoe.Locator("form[action='/sign-out'] button").ClickAsync();
        await zoe.GotoAsync(new Uri(host, "/sign-in?returnTo=%2Faccount").ToString());
        await zoe.Locator("form[data-passkey] button[type=submit]").ClickAsync();
        await Assertions.Expect(zoe).ToHaveURLAsync(new Regex("/account$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Assertions.Expect(zoe.Locator("main")).ToContainTextAsync("Zoé");
        Assert.Empty(complaints);
    }
}
