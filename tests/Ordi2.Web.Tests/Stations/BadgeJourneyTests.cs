using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Features.Operators;
using Ordi2.Web.Tests.Homes;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Stations;

/// <summary>Domain.md 3.3, rule 5: several operators at one station in an hour, each with a badge and a PIN; each step is of whoever's badge it is.</summary>
[Collection(DemoServerTests.Name)]
public class BadgeJourneyTests(DemoServer server) : RoleJourney(server)
{
    private const string Workshop = "fabrique-des-tilleuls";
    private const string Pin = "4071";

    [ChromiumFact]
    public async Task An_operator_signs_in_with_a_badge_scans_and_another_one_takes_the_station_over()
    {
        string[] labels = [await ReceivedAsync(), await ReceivedAsync()];
        var (first, second) = (await BadgeAsync("Amina K."), await BadgeAsync("Bilal T."));
        var context = await Chromium.NewContextAsync(new() { Locale = "fr-FR" });
        await context.AddCookiesAsync([new() { Name = "ordi2-station", Value = await EnrolAsync(), Url = Server.Address.GetLeftPart(UriPartial.Authority) }]);
        var page = await context.NewPageAsync();
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await page.SetViewportSizeAsync(390, 844);

        await page.GotoAsync(AddressOf("/station"));
        await PictureAsync(page, "badge-station");
        await page.Locator("#badge").FillAsync(first.Code);
        await page.Locator("#pin").FillAsync("0000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Connexion", Exact = true }).ClickAsync();
        await Expect(page.Locator("[role=alert]")).ToBeVisibleAsync();
        await PictureAsync(page, "badge-wrong-pin");

        await SignInAsync(page, first);
        await Expect(page).ToHaveURLAsync(AddressOf("/bench"));
        await SortAsync(page, labels[0]);
        await PictureAsync(page, "badge-bench");

        // The next person finds the same mode, and nothing of what the one before did.
        await page.GetByRole(AriaRole.Link, new() { Name = "Changer de personne" }).ClickAsync();
        await SignInAsync(page, second);
        await Expect(page).ToHaveURLAsync(AddressOf("/bench?mode=triage"));
        await Expect(page.Locator(".bench-list")).ToHaveCountAsync(0);
        await SortAsync(page, labels[1]);

        Assert.Equal((first.Person, second.Person), (await WhoAsync(labels[0]), await WhoAsync(labels[1])));
        await context.CloseAsync();
    }

    private static async Task SortAsync(IPage page, string label)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Tri", Exact = true }).ClickAsync();
        await page.Locator("#code").FillAsync(label);
        await page.Locator("#code").PressAsync("Enter");
        await page.Locator("button.target[value=triage-reuse]").ClickAsync();
        await Expect(page.Locator(".bench-result .bench-word")).ToContainTextAsync("C'est bon");
    }

    private static async Task SignInAsync(IPage page, Badge badge)
    {
        await page.Locator("#badge").FillAsync(badge.Code);
        await page.Locator("#pin").FillAsync(Pin);
        await page.GetByRole(AriaRole.Button, new() { Name = "Connexion", Exact = true }).ClickAsync();
    }

    private async Task<string> ReceivedAsync()
    {
        var label = DemoServer.NewLabel();
        await Server.Client.ScanAsync(Server.Token(Role.Storekeeper, Workshop), new OneScan(label, "receive-device", new { type = "LAPTOP" }));
        return label;
    }

    /// <summary>Whoever took the last step.</summary>
    private async Task<string?> WhoAsync(string label)
    {
        var events = await Server.Services.GetRequiredService<Ordi2.Ledger.ILedger>().ReadAsync($"machine/{label}");
        return events.Events[^1].Actor;
    }

    private async Task<Badge> BadgeAsync(string name)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BadgeDesk>().WelcomeAsync(
            name, new(Workshop), Role.Operator, inTraining: false, Pin, new Caller(new("p"), new(Workshop), Role.Supervisor, new("web")));
    }

    private async Task<string> EnrolAsync()
    {
        var announced = await Server.Client.PostAsync("/api/stations", Server.Token(Role.Supervisor, Workshop), new { name = "Table de tri" });
        var enrolled = await Server.Client.PostAsync("/api/stations/enrol", null, new { code = announced.Body.GetProperty("code").GetString() });
        return enrolled.Body.GetProperty("token").GetString()!;
    }
}
