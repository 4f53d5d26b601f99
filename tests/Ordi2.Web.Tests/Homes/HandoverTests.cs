using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

[Collection(DemoServerTests.Name)]
public class HandoverTests(DemoServer server)
{
    private const string Taker = "fabrique-des-tilleuls";

    private readonly Workday _day = new(server);

    [Fact]
    public async Task The_other_side_is_asked_at_home_and_confirms_on_its_own_device_once()
    {
        var handover = await _day.HandoverAsync(Taker, await server.ReceivedAsync());
        var address = $"/handovers/{handover}";
        using var browser = await server.BrowserAsync(Role.Storekeeper, Taker);
        Assert.Contains((await browser.OpenAsync("/")).Document.QuerySelectorAll(".todo a"), link => link.GetAttribute("href") == "/handovers");
        Assert.Contains(address, (await browser.OpenAsync("/handovers")).Document.Body!.InnerHtml, StringComparison.Ordinal);

        var page = await browser.OpenAsync(address);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Confirm")).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Confirm")).Status);
        Assert.Equal("CONFIRMED", await StatusAsync(handover));

        // Both sides read afterwards who said what, and how.
        using var giver = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        foreach (var reader in (Browser[])[browser, giver])
        {
            var facts = (await reader.OpenAsync(address)).Of("dl.facts");
            Assert.Contains("Proposé", facts, StringComparison.Ordinal);
            Assert.Contains("Confirmé", facts, StringComparison.Ordinal);
            Assert.Contains("sur son propre appareil", facts, StringComparison.Ordinal);
        }

        using var other = await server.BrowserAsync(Role.Supervisor, "etabli-du-coteau");
        Assert.Equal(404, (await other.OpenAsync(address)).Status);
    }

    [Fact]
    public async Task The_other_side_contests_with_a_reason()
    {
        var handover = await _day.HandoverAsync(Taker, await server.ReceivedAsync());
        var address = $"/handovers/{handover}";
        using var browser = await server.BrowserAsync(Role.Supervisor, Taker);
        var page = await browser.OpenAsync(address);
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Contest")).ErrorOf("reason"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Contest", ("reason", "rien reçu"))).Status);
        Assert.Contains("rien reçu", (await browser.OpenAsync(address)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_of_the_other_side_signs_on_the_device_of_the_first()
    {
        var handover = await _day.HandoverAsync(Taker, await server.ReceivedAsync());
        var address = $"/handovers/{handover}";
        using var taker = await server.BrowserAsync(Role.Driver, Taker);
        using var giver = await server.BrowserAsync(Role.Driver, Workday.Workshop);
        var made = await taker.SendAsync(await taker.OpenAsync(address), $"{address}?handler=Make");
        var code = made.Of(".code-block code")!.Replace(" ", string.Empty, StringComparison.Ordinal);
        Assert.Equal(6, code.Length);
        Assert.Null((await taker.OpenAsync(address)).Of(".code-block"));

        var page = await giver.OpenAsync(address);
        Assert.NotNull((await giver.SendAsync(page, $"{address}?handler=Enter")).ErrorOf("code"));
        var wrong = await giver.SendAsync(page, $"{address}?handler=Enter", ("code", code == "000000" ? "000001" : "000000"));
        Assert.Contains("il reste 4 essais", wrong.ErrorOf("code"), StringComparison.Ordinal);
        Assert.Equal(302, (await giver.SendAsync(wrong, $"{address}?handler=Enter", ("code", $"{code[..3]} {code[3..]}"))).Status);
        Assert.Equal("CONFIRMED", await StatusAsync(handover));
        Assert.Contains("par un code à 6 chiffres", (await giver.OpenAsync(address)).Of("dl.facts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_said_so_takes_it_back()
    {
        var handover = await _day.HandoverAsync(Taker, await server.ReceivedAsync());
        var address = $"/handovers/{handover}";
        using var browser = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var page = await browser.OpenAsync(address);
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Withdraw")).ErrorOf("reason"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Withdraw", ("reason", "erreur de carton"))).Status);
        Assert.Equal("WITHDRAWN", await StatusAsync(handover));
    }

    private async Task<string?> StatusAsync(string handover) =>
        (await _day.GetAsync(server.Token(Role.Supervisor, Workday.Workshop), $"/api/handovers/{handover}")).GetProperty("status").GetString();
}
