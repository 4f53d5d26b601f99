using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

/// <summary>A pole answers those who offer machines.</summary>
[Collection(DemoServerTests.Name)]
public class OfferTests(DemoServer server)
{
    private const string Donor = "don-clinique-des-sources";

    private readonly Workday _day = new(server);

    [Fact]
    public async Task An_offer_stands_on_the_home_of_the_pole_and_is_accepted_with_who_receives_it()
    {
        var offer = await _day.OfferedDonationAsync(Donor, 12);
        using var browser = await server.BrowserAsync(Role.Coordinator);
        Assert.Contains("don", (await browser.OpenAsync("/")).Document.QuerySelector(".todo a[href='/offers']")!.TextContent, StringComparison.Ordinal);
        var row = (await browser.OpenAsync("/offers")).Document.QuerySelector($"a[href='/offers/{offer}']")!.Closest("tr")!;
        Assert.Contains("12 portables", row.TextContent, StringComparison.Ordinal);

        var page = await browser.OpenAsync($"/offers/{offer}");
        var accept = $"/offers/{offer}?handler=Accept";
        Assert.NotNull((await browser.SendAsync(page, accept)).ErrorOf("receiver"));
        Assert.NotNull((await browser.SendAsync(page, accept, ("receiver", "epn-le-phare"))).ErrorOf("receiver"));
        var accepted = await browser.SendAsync(page, accept, ("receiver", Workday.Workshop));
        Assert.True(accepted.Status == 302, accepted.Text);
        Assert.Equal(302, (await browser.SendAsync(page, accept, ("receiver", Workday.Workshop))).Status);

        var terms = await _day.GetAsync(server.Token(Role.Coordinator), $"/api/donations/{offer}");
        Assert.Equal(("ACCEPTED", Workday.Workshop), (terms.GetProperty("status").GetString(), terms.GetProperty("receiver").GetString()));

        // It waits for no answer any more, and stands among those that are under way.
        Assert.Contains("Accepté", (await browser.OpenAsync("/offers")).Document.QuerySelector($"tr:has(a[href='/offers/{offer}'])")!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain((await browser.OpenAsync($"/offers/{offer}")).Document.QuerySelectorAll("main form"), form => form.GetAttribute("action") == accept);
    }

    [Fact]
    public async Task An_offer_is_declined_with_a_reason_and_is_no_other_roles_business()
    {
        var offer = await _day.OfferedDonationAsync(Donor, 3);
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var page = await browser.OpenAsync($"/offers/{offer}");
        var decline = $"/offers/{offer}?handler=Decline";
        Assert.NotNull((await browser.SendAsync(page, decline)).ErrorOf("reason"));
        Assert.Equal(302, (await browser.SendAsync(page, decline, ("reason", "trop anciens"))).Status);
        Assert.Equal("DECLINED", (await _day.GetAsync(server.Token(Role.Coordinator), $"/api/donations/{offer}")).GetProperty("status").GetString());

        using var supervisor = await server.BrowserAsync(Role.Supervisor);
        Assert.Equal((404, 404), ((await supervisor.OpenAsync("/offers")).Status, (await supervisor.OpenAsync($"/offers/{offer}")).Status));
        Assert.Equal(404, (await browser.OpenAsync("/offers/none")).Status);
    }
}
