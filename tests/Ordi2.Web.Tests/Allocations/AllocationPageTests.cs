using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Allocations;

[Collection(DemoServerTests.Name)]
public class AllocationPageTests(DemoServer server)
{
    private readonly Workday _day = new(server, "epn-vallon", "asso-parents-du-vallon");

    private string Coordinator => server.Token(Role.Coordinator);

    [Fact]
    public async Task Machines_are_proposed_with_the_reason_reserved_once_and_sent()
    {
        await _day.ReadyAsync(2);
        var dossier = await _day.DossierAsync(2);
        using var browser = await server.BrowserAsync(Role.Coordinator);
        Assert.NotNull((await browser.OpenAsync("/allocations")).Document.QuerySelector($"a[href='/dossiers/{dossier}/allocate']"));
        var address = $"/dossiers/{dossier}/allocate";
        var page = await browser.OpenAsync(address);
        Assert.NotNull((await browser.SendAsync(page, address, ("quantity-0", "3"))).ErrorOf("quantity-0"));
        Assert.NotNull((await browser.SendAsync(page, address, ("quantity-0", "deux"))).ErrorOf("quantity-0"));
        var made = await browser.SendAsync(page, address, ("quantity-0", "2"));
        Assert.Equal((302, made.Location), ((await browser.SendAsync(page, address, ("quantity-0", "2"))).Status, (await browser.SendAsync(page, address, ("quantity-0", "2"))).Location));

        var allocation = made.Location!;
        var proposal = await browser.OpenAsync(allocation);
        Assert.Contains("Rien n’est encore réservé", proposal.Text.Replace('\'', '’'), StringComparison.Ordinal);
        Assert.Contains("plus ancienne", proposal.Of("tbody tr"), StringComparison.Ordinal);
        Assert.Equal(302, (await browser.SendAsync(proposal, $"{allocation}?handler=Confirm")).Status);
        Assert.Equal(302, (await browser.SendAsync(proposal, $"{allocation}?handler=Confirm")).Status);
        Assert.Equal(2, (await _day.GetAsync(Coordinator, $"/api/dossiers/{dossier}")).GetProperty("needs")[0].GetProperty("allocated").GetInt32());

        var reserved = await browser.OpenAsync(allocation);
        Assert.NotNull((await browser.SendAsync(reserved, $"{allocation}?handler=Deliver", ("carrier", "nobody"))).ErrorOf($"carrier-{Workday.Workshop}"));
        var sent = await browser.SendAsync(reserved, $"{allocation}?handler=Deliver", ("carrier", "transports-roulier"));
        var twice = await browser.SendAsync(reserved, $"{allocation}?handler=Deliver", ("carrier", "transports-roulier"));
        Assert.Equal((302, 302, sent.Location), (sent.Status, twice.Status, twice.Location));
        var delivery = await _day.GetAsync(Coordinator, $"/api{sent.Location}");
        Assert.Equal((2, _day.Epn), (delivery.GetProperty("machines").GetArrayLength(), delivery.GetProperty("consignee").GetString()));
        Assert.Equal(200, (await browser.OpenAsync(sent.Location!)).Status);
        Assert.NotNull((await browser.OpenAsync(allocation)).Document.QuerySelector($"a[href='{sent.Location}']"));
    }

    [Fact]
    public async Task The_second_of_two_coordinators_sees_what_is_gone_and_what_is_left()
    {
        await _day.ReadyAsync(5);
        var (first, second) = (await _day.DossierAsync(2), await _day.DossierAsync(2));
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var slow = (await browser.SendAsync(await browser.OpenAsync($"/dossiers/{first}/allocate"), $"/dossiers/{first}/allocate", ("quantity-0", "2"))).Location!;
        var open = await browser.OpenAsync(slow);

        // Meanwhile another coordinator is faster, with the same machines.
        var other = await server.TokenForAsync("pol-2", Workday.Pole, Role.Coordinator);
        var fast = await _day.CreateAsync(other, "allocations", new { dossier = second, line = 0, quantity = 2 });
        await _day.ActAsync(other, "allocations", fast, "confirm");
        Assert.NotNull((await browser.OpenAsync($"/dossiers/{first}/allocate")).Document.QuerySelector($"a[href='{slow}']"));
        Assert.Null((await browser.OpenAsync($"/dossiers/{second}/allocate")).Document.QuerySelector($"a[href='{slow}']"));

        var lost = await browser.SendAsync(open, $"{slow}?handler=Confirm");
        Assert.Equal(200, lost.Status);
        Assert.NotNull(lost.Alert);
        var conflict = lost.Of(".conflict")!;
        Assert.Contains("2 machines avant vous", conflict, StringComparison.Ordinal);
        Assert.Contains("machines libres qui conviennent", conflict, StringComparison.Ordinal);
        Assert.NotEmpty(lost.Document.QuerySelectorAll(".conflict .labels a"));
        Assert.Equal(0, (await _day.GetAsync(Coordinator, $"/api/dossiers/{first}")).GetProperty("needs")[0].GetProperty("allocated").GetInt32());

        // Seen also by who only looks, and the way on is one button; pressed twice it proposes once.
        var seen = await browser.OpenAsync(slow);
        var again = await browser.SendAsync(seen, $"{slow}?handler=Again");
        var twice = await browser.SendAsync(seen, $"{slow}?handler=Again");
        Assert.True(again.Status == 302, again.Text);
        Assert.Equal((302, again.Location), (twice.Status, twice.Location));
        Assert.Equal(302, (await browser.SendAsync(await browser.OpenAsync(again.Location!), $"{again.Location}?handler=Confirm")).Status);
        Assert.Equal(2, (await _day.GetAsync(Coordinator, $"/api/dossiers/{first}")).GetProperty("needs")[0].GetProperty("allocated").GetInt32());
        Assert.Equal("RELEASED", (await _day.GetAsync(Coordinator, $"/api{slow}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task What_was_reserved_and_given_back_stands_where_it_will_be_given()
    {
        // Of a type of which no other test has any in stock.
        const string Type = "ALL_IN_ONE";
        string[] stock = [await _day.InStockAsync(Type), await _day.InStockAsync(Type), await _day.InStockAsync(Type)];
        var dossier = await _day.DossierAsync(3, type: Type);
        var lost = await _day.CreateAsync(Coordinator, "allocations", new { dossier, line = 0, quantity = 1 });
        await _day.DoAsync(Coordinator, stock[1], "allocate", new { dossier });
        await _day.DoAsync(Coordinator, stock[1], "release-allocation", new { reason = "erreur" });
        await _day.DoAsync(Coordinator, stock[0], "allocate", new { dossier });
        using var browser = await server.BrowserAsync(Role.Coordinator);

        var free = (await browser.OpenAsync($"/allocations/{lost}")).Document.QuerySelectorAll(".conflict .labels a").Select(link => link.GetAttribute("href"));
        Assert.Equal([$"/machines/{stock[1]}", $"/machines/{stock[2]}"], free);
        var next = await _day.CreateAsync(Coordinator, "allocations", new { dossier, line = 0, quantity = 1 });
        Assert.Equal(stock[1], (await _day.GetAsync(Coordinator, $"/api/allocations/{next}")).GetProperty("machines")[0].GetProperty("machine").GetString());
    }

    [Fact]
    public async Task A_proposal_is_given_up_with_a_reason_and_is_the_poles_alone()
    {
        await _day.ReadyAsync(1);
        var dossier = await _day.DossierAsync(1);
        var allocation = await _day.CreateAsync(Coordinator, "allocations", new { dossier, line = 0, quantity = 1 });
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var address = $"/allocations/{allocation}";
        var page = await browser.OpenAsync(address);
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Release")).ErrorOf("reason"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Release", ("reason", "le projet attend"))).Status);
        Assert.Contains("le projet attend", (await browser.OpenAsync(address)).Text, StringComparison.Ordinal);
        using var animator = await server.BrowserAsync(Role.Animator, _day.Epn);
        Assert.Equal((404, 404, 404), ((await animator.OpenAsync("/allocations")).Status, (await animator.OpenAsync(address)).Status, (await animator.OpenAsync($"/dossiers/{dossier}/allocate")).Status));
    }
}
