using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

[Collection(DemoServerTests.Name)]
public class DriverTests(DemoServer server)
{
    private const string Carrier = "broyage-certifie";

    private readonly Workday _day = new(server, "epn-vallon", "asso-jardin-partage");

    [Fact]
    public async Task A_round_is_opened_counted_stop_by_stop_and_finished_on_a_phone()
    {
        var gift = await _day.SignedDonationAsync("don-cartonnerie-lemoine", 12);
        var round = await _day.RoundAsync(gift, Carrier);
        using var browser = await server.BrowserAsync(Role.Driver, Carrier);
        var home = await browser.OpenAsync("/");
        Assert.Contains(home.Document.QuerySelectorAll(".todo a"), link => link.GetAttribute("href") == $"/rounds/{round}");

        var page = await browser.OpenAsync($"/rounds/{round}");
        Assert.Contains("Cartonnerie Lemoine", page.Of("h1"), StringComparison.Ordinal);
        Assert.Contains("digicode 12A", page.Text, StringComparison.Ordinal);
        Assert.Contains("batteries gonflées", page.Text, StringComparison.Ordinal);
        Assert.Equal("12", page.Of("td.number"));
        Assert.Empty((await browser.OpenAsync($"/rounds/{round}/stops/quai")).Document.QuerySelectorAll("main form"));
        Assert.Equal(302, (await browser.SendAsync(page, $"/rounds/{round}?handler=Open")).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"/rounds/{round}?handler=Open")).Status);

        // Nothing counted, no number, words instead of a number: each is said by its field and what was typed stays.
        var stop = await browser.OpenAsync($"/rounds/{round}/stops/quai");
        Assert.NotNull((await browser.SendAsync(stop, null)).ErrorOf("count-LAPTOP"));
        var wrong = await browser.SendAsync(stop, null, ("count-LAPTOP", "une douzaine"), ("count-MONITOR", "3"));
        Assert.NotNull(wrong.ErrorOf("count-LAPTOP"));
        Assert.Null(wrong.Document.QuerySelector("input[name=note]"));
        Assert.Equal("3", wrong.Document.QuerySelector("input[name=count-MONITOR]")!.GetAttribute("value"));
        Assert.Equal(302, (await browser.SendAsync(stop, null, ("count-LAPTOP", "11"))).Status);
        Assert.Equal(302, (await browser.SendAsync(stop, null, ("count-LAPTOP", "11"))).Status);

        // Counted is not signed: that is said once the donor's code came.
        var counted = await browser.OpenAsync($"/rounds/{round}");
        Assert.Contains("compté, à signer", counted.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("signé par le donateur", counted.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("C'est signé", counted.Text, StringComparison.Ordinal);

        // Nobody at the second stop: it says why, and the monitors that nobody counted are not 0.
        var second = await browser.OpenAsync($"/rounds/{round}/stops/cave");
        Assert.NotNull((await browser.SendAsync(second, null, ("end", "absent"))).ErrorOf("reason"));
        Assert.Equal(302, (await browser.SendAsync(second, null, ("end", "absent"), ("reason", "porte fermée"))).Status);
        Assert.Contains((await browser.OpenAsync("/")).Document.QuerySelectorAll(".todo a"), link => link.GetAttribute("href") == $"/rounds/{round}#sign");
        using var donor = await server.BrowserAsync(Role.Donor, "don-cartonnerie-lemoine");
        Assert.Contains((await donor.OpenAsync("/")).Document.QuerySelectorAll(".todo a"), link => link.GetAttribute("href") == $"/donations/{gift}#pickups");
        var all = await browser.OpenAsync($"/rounds/{round}");
        Assert.Contains("porte fermée", all.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("BE-", all.Text, StringComparison.Ordinal);
        Assert.Matches(@"Compté le \d", all.Text);

        // One count has no signature: signing comes first, then finishing without.
        var forms = all.Document.QuerySelectorAll("main form").Select(form => form.GetAttribute("action") ?? string.Empty).ToList();
        Assert.InRange(forms.FindIndex(form => form.EndsWith("handler=Sign", StringComparison.Ordinal)), 0, forms.FindIndex(form => form.EndsWith("handler=Finish", StringComparison.Ordinal)));
        Assert.Contains("1 compte n'est pas signé", all.Text.Replace('’', '\''), StringComparison.Ordinal);
        var typo = await browser.SendAsync(all, $"/rounds/{round}?handler=Sign", ("code", "12345x"));
        Assert.Contains("6 chiffres", typo.ErrorOf("code"), StringComparison.Ordinal);
        var early = await browser.SendAsync(all, $"/rounds/{round}?handler=Sign", ("code", "123 456"));
        Assert.Contains("pas encore de code pour cette tournée", early.ErrorOf("code"), StringComparison.Ordinal);
        Assert.Equal(302, (await browser.SendAsync(all, $"/rounds/{round}?handler=Finish")).Status);

        var terms = await _day.GetAsync(server.Token(Role.Driver, Carrier), $"/api/rounds/{round}");
        Assert.Equal("DONE", terms.GetProperty("status").GetString());
        Assert.Equal([("LAPTOP", 11)], terms.GetProperty("counts").EnumerateArray().Select(line => (line.GetProperty("type").GetString()!, line.GetProperty("count").GetInt32())));
        Assert.Equal("porte fermée", terms.GetProperty("stops").EnumerateArray().Select(one => one.GetProperty("trips")[0]).Single(trip => trip.TryGetProperty("reason", out _)).GetProperty("reason").GetString());

        var done = await browser.OpenAsync($"/rounds/{round}");
        Assert.NotNull((await browser.SendAsync(done, $"/rounds/{round}?handler=Dispute")).ErrorOf("reason"));
        Assert.Equal(302, (await browser.SendAsync(done, $"/rounds/{round}?handler=Dispute", ("reason", "12 et non 11"))).Status);
    }

    [Fact]
    public async Task The_receiver_looks_on_and_others_see_no_such_round()
    {
        var round = await _day.RoundAsync(await _day.SignedDonationAsync("don-cartonnerie-lemoine", 2), Carrier);
        using var store = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        var page = await store.OpenAsync($"/rounds/{round}");
        Assert.Equal(200, page.Status);

        // It plans the round and may call it off; whoever drives leaves and counts.
        Assert.Equal([$"/rounds/{round}?handler=CallOff"], page.Document.QuerySelectorAll("main form").Select(form => form.GetAttribute("action")));
        Assert.Equal(404, (await store.OpenAsync($"/rounds/{round}/stops/quai")).Status);

        using var other = await server.BrowserAsync(Role.Driver, "transports-roulier");
        using var animator = await server.BrowserAsync(Role.Animator, _day.Epn);
        Assert.Equal((404, 404, 404), ((await other.OpenAsync($"/rounds/{round}")).Status, (await other.OpenAsync($"/rounds/{round}/stops/quai")).Status, (await animator.OpenAsync("/rounds")).Status));
    }

    [Fact]
    public async Task A_delivery_that_nobody_takes_goes_back_with_its_reason()
    {
        var machines = await _day.ReadyAsync(1);
        var delivery = await _day.SentAsync(await _day.DossierAsync(1), machines);
        using var browser = await server.BrowserAsync(Role.Driver, "transports-roulier");
        var address = $"/deliveries/{delivery}";
        Assert.Contains(delivery, (await browser.OpenAsync("/deliveries?status=DISPATCHED")).Text, StringComparison.Ordinal);

        var page = await browser.OpenAsync(address);
        Assert.DoesNotContain("packing", page.Document.Body!.InnerHtml, StringComparison.Ordinal);
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Refuse")).ErrorOf("reason"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Refuse", ("reason", "rideau fermé"))).Status);
        Assert.Equal("REFUSED", (await _day.GetAsync(server.Token(Role.Driver, "transports-roulier"), $"/api/deliveries/{delivery}")).GetProperty("status").GetString());
    }
}
