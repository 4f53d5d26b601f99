using Dapper;
using Microsoft.Data.Sqlite;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

[Collection(DemoServerTests.Name)]
public class ClaimTests(DemoServer server)
{
    private const string Claimant = "fabrique-des-tilleuls";
    private const string Full = "etabli-du-coteau";

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
    public async Task A_claim_is_asked_of_its_holder_however_many_machines_of_its_stock_have_a_deadline()
    {
        var machine = DemoServer.NewLabel();
        await _day.DoAsync(server.Token(Role.Operator, Full), machine, "receive-device", new { type = "LAPTOP" });
        await _day.DoAsync(server.Token(Role.Supervisor, Claimant), machine, "claim-custody");
        await using var database = new SqliteConnection($"Data Source={server.Database}");

        // Rows alone, of machines that nobody else looks for: their codes come before every code that is given out.
        await database.ExecuteAsync(
            """
            with recursive n(i) as (select 0 union all select i + 1 from n where i < 149)
            insert into machine (id, version, status_since, due_at, stage, week, holds, held_scans, status, type, sanitisation, legal_nature, grade, profile, holder)
            select '000' || (1000 + i), 1, m.status_since, m.status_since + 1, 3, m.week, 0, 0, 'READY', m.type, m.sanitisation, m.legal_nature, 'B', m.profile, m.holder
            from n cross join machine m where m.id = @machine
            """,
            new { machine });

        try
        {
            using var browser = await server.BrowserAsync(Role.Supervisor, Full);
            Assert.NotNull((await browser.OpenAsync("/")).Document.QuerySelector(".todo a[href='/inbox?show=Claimed']"));
            var list = await browser.OpenAsync("/inbox?show=Claimed");
            Assert.NotNull(list.Document.QuerySelector($"a[href='/inbox/{machine}']"));
            Assert.Null(list.Document.QuerySelector("a[href^='/inbox/000']"));
        }
        finally
        {
            await database.ExecuteAsync("delete from machine where id like '0001%' and version = 1 and pole is null and holder = @Full", new { Full });
        }
    }

    [Fact]
    public async Task The_pole_is_told_of_a_claim_wherever_the_machine_stands_in_the_chain()
    {
        var machine = (await _day.ReadyAsync(1))[0];
        await _day.DoAsync(server.Token(Role.Supervisor, Claimant), machine, "claim-custody");
        using var pole = await server.BrowserAsync(Role.Coordinator);

        Assert.NotNull((await pole.OpenAsync("/alerts?show=Custody")).Document.QuerySelector($"a[href='/inbox/{machine}']"));
        Assert.NotNull((await pole.OpenAsync("/inbox?show=Claimed")).Document.QuerySelector($"a[href='/inbox/{machine}']"));
        var address = $"/inbox/{machine}";
        Assert.Equal(302, (await pole.SendAsync(await pole.OpenAsync(address), $"{address}?handler=Decide", ("holder", Claimant), ("reason", "vue chez eux"))).Status);
        Assert.Equal(Claimant, await HolderAsync(machine));
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
