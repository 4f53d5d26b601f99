using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Features.Operators;
using Ordi2.Web.Tests.Homes;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Stations;

/// <summary>A station at which nobody works: the screen on the wall of a workshop.</summary>
[Collection(DemoServerTests.Name)]
public class StationScreenTests(DemoServer server) : RoleJourney(server)
{
    private const string Workshop = "fabrique-des-tilleuls";
    private const string Pin = "4071";
    private const int LongAway = 601_000;

    private static readonly DateTime Morning = new(2027, 3, 1, 9, 0, 0, DateTimeKind.Utc);

    private const string Wall = $"/boards/organisation/{Workshop}?wall=true";

    [Fact]
    public async Task A_station_shows_the_board_of_its_workshop_without_anybody_signed_in_and_no_other_until_it_is_revoked()
    {
        var (id, token) = await EnrolAsync();
        using var screen = new Browser(Server.Address);
        screen.Keep("ordi2-station", token);

        var wall = await screen.OpenAsync(Wall);
        Assert.Equal(200, wall.Status);
        Assert.False(wall.Response.Headers.Contains("Refresh"));
        Assert.Equal(Wall, (await screen.OpenAsync("/station")).Document.QuerySelector("#wall")?.GetAttribute("href"));
        Assert.Equal(
            "/station?returnTo=%2Fboards%2Forganisation%2Fatelier-du-canal%3Fwall%3Dtrue",
            (await screen.OpenAsync("/boards/organisation/atelier-du-canal?wall=true")).Location);
        Assert.StartsWith("/station", (await screen.OpenAsync("/machines")).Location, StringComparison.Ordinal);

        await using var hub = await HubConnection.OpenAsync(Server.Address, null, $"ordi2-station={token}");
        Assert.Null((await hub.InvokeAsync("Watch", $"organisation/{Workshop}")).Error);
        Assert.NotNull((await hub.InvokeAsync("Watch", "organisation/atelier-du-canal")).Error);

        Assert.Equal(200, (await Server.Client.PostAsync($"/api/stations/{id}/revoke", Server.Token(Role.Supervisor, Workshop), "{}")).Status);
        await hub.ClosedAsync();
        await using var again = await HubConnection.OpenAsync(Server.Address, null, $"ordi2-station={token}");
        Assert.NotNull((await again.InvokeAsync("Watch", $"organisation/{Workshop}")).Error);
        Assert.StartsWith("/station", (await screen.OpenAsync(Wall)).Location, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task The_screen_on_the_wall_lives_and_comes_back_by_itself_after_a_power_cut()
    {
        var (_, token) = await EnrolAsync();
        Cookie[] kept = [new() { Name = "ordi2-station", Value = token, Url = Server.Address.GetLeftPart(UriPartial.Authority) }];

        for (var start = 0; start < 2; start++)
        {
            var context = await Chromium.NewContextAsync(new() { Locale = "fr-FR" });
            await context.AddCookiesAsync(kept);
            var page = await context.NewPageAsync();
            await page.GotoAsync(AddressOf(Wall));
            await Expect(page.Locator("[data-board]")).ToHaveAttributeAsync("data-state", "live");
            var machines = page.Locator("[data-counter=machines]").First;
            var before = await machines.InnerTextAsync();

            await Server.Client.ScanAsync(Server.Token(Role.Storekeeper, Workshop), new OneScan(DemoServer.NewLabel(), "receive-device", new { type = "LAPTOP" }));
            await Expect(machines).Not.ToHaveTextAsync(before);
            await context.CloseAsync();
        }
    }

    [ChromiumFact]
    public async Task Whoever_walks_away_leaves_the_station_to_the_next_but_what_was_typed_stays_until_it_is_sent()
    {
        var (_, token) = await EnrolAsync();
        var badge = await BadgeAsync();
        var context = await Chromium.NewContextAsync(new() { Locale = "fr-FR" });
        await context.AddCookiesAsync([new() { Name = "ordi2-station", Value = token, Url = Server.Address.GetLeftPart(UriPartial.Authority) }]);
        var page = await context.NewPageAsync();
        await page.Clock.InstallAsync(new() { TimeDate = Morning });

        await WorkAsync(page, badge);
        Assert.False((await page.GotoAsync(AddressOf("/parts/new")))!.Headers.ContainsKey("refresh"));
        await page.Clock.RunForAsync(LongAway);
        await Expect(page).ToHaveURLAsync(AddressOf("/station"));

        await WorkAsync(page, badge);
        await page.GotoAsync(AddressOf("/parts/new"));
        var field = page.Locator("main input[type=text]").First;
        await field.FillAsync("8 Go");
        await page.Clock.RunForAsync(LongAway);
        await Expect(page).ToHaveURLAsync(AddressOf("/parts/new"));
        await Expect(field).ToHaveValueAsync("8 Go");
    }

    private async Task WorkAsync(IPage page, Badge badge)
    {
        await page.GotoAsync(AddressOf("/station"));
        await page.Locator("#badge").FillAsync(badge.Code);
        await page.Locator("#pin").FillAsync(Pin);
        await page.GetByRole(AriaRole.Button, new() { Name = "Connexion", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(AddressOf("/bench"));
    }

    private async Task<Badge> BadgeAsync()
    {
        await using var scope = Server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BadgeDesk>().WelcomeAsync(
            "Amina K.", new(Workshop), Role.Operator, inTraining: false, Pin, new Caller(new("p"), new(Workshop), Role.Supervisor, new("web")));
    }

    private async Task<(string Id, string Token)> EnrolAsync()
    {
        var announced = await Server.Client.PostAsync("/api/stations", Server.Token(Role.Supervisor, Workshop), new { name = "Mur" });
        var enrolled = await Server.Client.PostAsync("/api/stations/enrol", null, new { code = announced.Body.GetProperty("code").GetString() });
        return (enrolled.Body.GetProperty("station").GetProperty("id").GetString()!, enrolled.Body.GetProperty("token").GetString()!);
    }
}
