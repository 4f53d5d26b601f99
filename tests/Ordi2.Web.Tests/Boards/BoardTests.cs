using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Ledger.Access;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Boards;

[Collection(DemoServerTests.Name)]
public class BoardTests(DemoServer server)
{
    private const string Workshop = "organisation/atelier-du-canal";

    [Fact]
    public async Task Whoever_may_no_longer_see_a_board_stops_hearing_it()
    {
        const string board = "organisation/etabli-du-coteau";
        var store = server.Services.GetRequiredService<ITokenStore>();
        var token = await server.TokenForAsync("guest", "etabli-du-coteau", Role.Operator);
        await using var program = await HubConnection.OpenAsync(server.Address, token);
        await using var stays = await HubConnection.OpenAsync(server.Address, server.Token(Role.Operator, "etabli-du-coteau"));
        var account = server.Account(Role.Driver, "etabli-du-coteau");
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(account.Email, account.Password);
        await using var page = await HubConnection.OpenAsync(server.Address, null, $"ordi2={browser.Cookies["ordi2"]!.Value}");

        foreach (var connection in (HubConnection[])[program, stays, page])
        {
            Assert.Null((await connection.InvokeAsync("Watch", board)).Error);
        }

        await store.RevokeAsync(new TokenFilter { Person = "guest" }, DateTimeOffset.UtcNow);
        await browser.SendFormAsync(await browser.OpenAsync("/account"), (IHtmlFormElement)(await browser.OpenAsync("/account")).Document.QuerySelector("form[action='/sign-out']")!);

        await program.ClosedAsync();
        await page.ClosedAsync();
        Assert.Null((await stays.InvokeAsync("Watch", board)).Error);
    }

    [Fact]
    public async Task A_page_gets_the_board_and_then_each_change_with_a_later_version()
    {
        var token = server.Token(Role.Operator);
        await using var page = await HubConnection.OpenAsync(server.Address, token);
        var (snapshot, error) = await page.InvokeAsync("Watch", Workshop);
        Assert.Null(error);
        Assert.Equal(Workshop, snapshot.GetProperty("scope").GetString());

        var label = await server.ReceivedAsync();
        var change = await page.ChangedAsync(change => change.TryGetProperty("event", out var e) && e.GetProperty("machine").GetString() == label);

        Assert.Equal(Workshop, change.GetProperty("scope").GetString());
        Assert.True(change.GetProperty("version").GetInt64() > snapshot.GetProperty("version").GetInt64());
        Assert.Contains(change.GetProperty("changes").EnumerateArray(), line => line.GetProperty("counter").GetString() == "status/RECEIVED");
        Assert.Equal("RECEIVED", change.GetProperty("event").GetProperty("status").GetString());
        Assert.Equal("receive-device", change.GetProperty("event").GetProperty("step").GetString());
    }

    [Fact]
    public async Task The_changes_lead_from_the_snapshot_to_the_board_that_is_read()
    {
        var token = server.Token(Role.Operator, "fabrique-des-tilleuls");
        const string scope = "organisation/fabrique-des-tilleuls";
        await using var page = await HubConnection.OpenAsync(server.Address, token);
        var (snapshot, _) = await page.InvokeAsync("Watch", scope);
        var shown = Counters(snapshot.GetProperty("counters"));
        var before = shown.GetValueOrDefault("machines");

        for (var i = 0; i < 20; i++)
        {
            await server.Client.ScanAsync(token, new OneScan(DemoServer.NewLabel(), "receive-device", new { type = "TABLET" }));
        }

        while (shown.GetValueOrDefault("machines") < before + 20)
        {
            foreach (var (counter, value) in Counters((await page.ChangedAsync()).GetProperty("changes")))
            {
                shown[counter] = value;
            }
        }

        var read = (await server.Client.GetAsync($"/api/boards/{scope}", token)).Body;
        Assert.Equal(
            Counters(read.GetProperty("counters")).OrderBy(pair => pair.Key, StringComparer.Ordinal),
            shown.Where(pair => pair.Value != 0).OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Everybody_sees_the_national_board_and_nobody_sees_a_strangers()
    {
        await using var nobody = await HubConnection.OpenAsync(server.Address, null);
        await using var donor = await HubConnection.OpenAsync(server.Address, server.Token(Role.Donor));
        await using var pole = await HubConnection.OpenAsync(server.Address, server.Token(Role.Coordinator));

        Assert.Null((await nobody.InvokeAsync("Watch", "national")).Error);
        Assert.Contains("not-signed-in", (await nobody.InvokeAsync("Watch", Workshop)).Error, StringComparison.Ordinal);
        Assert.Contains("not-found", (await donor.InvokeAsync("Watch", Workshop)).Error, StringComparison.Ordinal);
        Assert.Equal((await donor.InvokeAsync("Watch", "moon")).Error, (await donor.InvokeAsync("Watch", Workshop)).Error);
        Assert.Null((await pole.InvokeAsync("Watch", Workshop)).Error);
        Assert.Null((await pole.InvokeAsync("Watch", "pole/pole-val-d-ombre")).Error);
    }

    [Fact]
    public async Task Parties_of_a_donation_see_its_board()
    {
        var donor = server.Token(Role.Donor, "don-cartonnerie-lemoine");
        var created = await server.Client.PostAsync("/api/donations", donor, new
        {
            donor = "don-cartonnerie-lemoine",
            legalBasis = "MECENAT_238BIS",
            announced = new[] { new { type = "LAPTOP", quantity = 1 } },
        });
        var path = $"/api/boards/donation/{created.Body.GetProperty("id").GetString()}";

        Assert.Equal(200, (await server.Client.GetAsync(path, donor)).Status);
        Assert.Equal(404, (await server.Client.GetAsync(path, server.Token(Role.Donor, "don-banque-ombrienne"))).Status);
        Assert.Equal(401, (await server.Client.GetAsync(path)).Status);
    }

    [Fact]
    public async Task A_page_that_asks_for_too_many_boards_is_told_so()
    {
        await using var page = await HubConnection.OpenAsync(server.Address, server.Token(Role.Coordinator));
        string? error = null;

        foreach (var organisation in server.Accounts.Select(account => account.OrganisationId).Distinct(StringComparer.Ordinal))
        {
            error ??= (await page.InvokeAsync("Watch", $"organisation/{organisation}")).Error;
        }

        Assert.Contains("too-many-boards", error, StringComparison.Ordinal);
        Assert.Null((await page.InvokeAsync("Unwatch", Workshop)).Error);
        Assert.Null((await page.InvokeAsync("Watch", "national")).Error);
    }

    private static Dictionary<string, long> Counters(System.Text.Json.JsonElement lines) => lines.EnumerateArray()
        .ToDictionary(line => line.GetProperty("counter").GetString()!, line => line.GetProperty("value").GetInt64(), StringComparer.Ordinal);
}
