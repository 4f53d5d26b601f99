using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

[Collection(DemoServerTests.Name)]
public class ClaimTests(DemoServer server)
{
    private const string Claimant = "fabrique-des-tilleuls";

    private readonly Workday _day = new(server);

    private string Coordinator => server.Token(Role.Coordinator);

    [Fact]
    public async Task Who_holds_a_machine_confirms_that_another_has_it_and_says_so_once()
    {
        var machine = await ClaimedAsync();
        using var browser = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        Assert.Contains((await browser.OpenAsync("/")).Document.QuerySelectorAll(".todo a"), link => link.GetAttribute("href") == "/inbox?show=Claimed");
        Assert.Contains($"/inbox/{machine}", (await browser.OpenAsync("/inbox?show=Claimed")).Document.Body!.InnerHtml, StringComparison.Ordinal);

        var address = $"/inbox/{machine}";
        var page = await browser.OpenAsync(address);
        Assert.Contains("Fabrique des Tilleuls", page.Text, StringComparison.Ordinal);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Confirm")).Status);
        Assert.Equal(Claimant, await HolderAsync(machine));
        Assert.DoesNotContain($"/inbox/{machine}", (await browser.OpenAsync("/inbox?show=Claimed")).Document.Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_contests_says_why_and_the_pole_decides()
    {
        var machine = await ClaimedAsync();
        using var browser = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var address = $"/inbox/{machine}";
        var page = await browser.OpenAsync(address);
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Contest")).ErrorOf("reason"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Contest", ("reason", "elle est sur notre étagère"))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Contest", ("reason", "elle est sur notre étagère"))).Status);
        Assert.Equal(Workday.Workshop, await HolderAsync(machine));
        Assert.Contains("le pôle tranche", (await browser.OpenAsync(address)).Text, StringComparison.Ordinal);

        using var pole = await server.BrowserAsync(Role.Coordinator);
        var decide = await pole.OpenAsync(address);
        var nothing = await pole.SendAsync(decide, $"{address}?handler=Decide");
        Assert.NotNull(nothing.ErrorOf("holder"));
        Assert.Equal(302, (await pole.SendAsync(decide, $"{address}?handler=Decide", ("holder", Workday.Workshop), ("reason", "photo de l'étagère"))).Status);
        Assert.Equal(302, (await pole.SendAsync(decide, $"{address}?handler=Decide", ("holder", Workday.Workshop), ("reason", "photo de l'étagère"))).Status);
        Assert.Empty((await _day.GetAsync(Coordinator, $"/api/machines/{machine}")).GetProperty("holds").EnumerateArray());
    }

    [Fact]
    public async Task The_pole_starts_the_swap_of_a_machine_on_loan()
    {
        var (dossier, machines) = await _day.ArrivedAsync(1);
        var loan = await _day.LoanAsync(dossier);
        await _day.PlaceAsync(loan, machines);
        var stock = (await _day.ReadyAsync(1))[0];
        using var pole = await server.BrowserAsync(Role.Coordinator);
        Assert.Contains($"/swaps/new?machine={machines[0]}", (await pole.OpenAsync($"/inbox/{machines[0]}")).Document.Body!.InnerHtml, StringComparison.Ordinal);

        var address = $"/swaps/new?machine={machines[0]}";
        var page = await pole.OpenAsync(address);
        var nothing = await pole.SendAsync(page, address);
        Assert.NotNull(nothing.ErrorOf("reason"));
        Assert.NotNull(nothing.ErrorOf("replacement"));
        var first = await pole.SendAsync(page, address, ("reason", "batterie rappelée"), ("replacement", stock));
        Assert.True(first.Status == 302, first.Text);
        Assert.Equal(302, (await pole.SendAsync(page, address, ("reason", "batterie rappelée"), ("replacement", stock))).Status);
        Assert.Equal("RESERVED", (await _day.GetAsync(Coordinator, $"/api/machines/{stock}")).GetProperty("status").GetString());

        using var supervisor = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        Assert.Equal((404, 404), ((await supervisor.OpenAsync(address)).Status, (await pole.OpenAsync($"/swaps/new?machine={await server.ReceivedAsync()}")).Status));
    }

    private async Task<string> ClaimedAsync()
    {
        var machine = await server.ReceivedAsync();
        await _day.DoAsync(server.Token(Role.Supervisor, Claimant), machine, "claim-custody");
        return machine;
    }

    private async Task<string?> HolderAsync(string machine) => (await _day.GetAsync(Coordinator, $"/api/machines/{machine}")).GetProperty("holder").GetString();
}
