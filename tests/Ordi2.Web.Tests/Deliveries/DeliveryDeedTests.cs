using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Deliveries;

/// <summary>Where the gift gives the machines to the EPN, one deed is enough for a delivery.</summary>
[Collection(DemoServerTests.Name)]
public class DeliveryDeedTests(DemoServer server)
{
    private readonly Workday _day = new(server);

    private string Coordinator => server.Token(Role.Coordinator);

    [Fact]
    public async Task The_pole_has_one_deed_made_for_a_delivery_and_enters_it_once_both_have_signed()
    {
        var machines = await _day.ReadyAsync(2, ownership: "EPN");
        var delivery = await _day.SentAsync(await _day.DossierAsync(2), machines);
        var address = $"/deliveries/{delivery}";
        using var browser = await server.BrowserAsync(Role.Coordinator);
        Assert.Null((await browser.OpenAsync(address)).Document.QuerySelector("form[action$='handler=Deed']"));
        Assert.Equal("delivery-has-nothing-to-deed", (await server.Client.PostAsync("/api/reports", Coordinator, new { kind = "TRANSFER_DEED", delivery })).Body.GetProperty("code").GetString());

        foreach (var machine in machines)
        {
            await _day.DoAsync(server.Token(Role.Animator, _day.Epn), machine, "receive-at-epn");
        }

        Assert.Equal("deed-for-delivery-alone", (await server.Client.PostAsync("/api/reports", Coordinator, new { kind = "TRANSFER_DEED", delivery, priceCents = 100 })).Body.GetProperty("code").GetString());
        Assert.Equal("delivery-unknown", (await server.Client.PostAsync("/api/reports", Coordinator, new { kind = "TRANSFER_DEED", delivery = "D-NONE" })).Body.GetProperty("code").GetString());

        // The EPN signs; it neither has the deed made nor enters it.
        using var epn = await server.BrowserAsync(Role.Animator, _day.Epn);
        Assert.Null((await epn.OpenAsync(address)).Document.QuerySelector("form[action$='handler=Deed']"));

        var page = await browser.OpenAsync(address);
        var made = await browser.SendAsync(page, $"{address}?handler=Deed");
        Assert.Equal((302, made.Location), (made.Status, (await browser.SendAsync(page, $"{address}?handler=Deed")).Location));
        var deed = made.Location!.Split('/')[^1];
        var said = (await _day.GetAsync(Coordinator, $"/api/documents/{deed}")).GetProperty("content").GetProperty("machines").EnumerateArray();
        Assert.Equal(machines.Order(StringComparer.Ordinal), said.Select(machine => machine.GetProperty("label").GetString()).Order(StringComparer.Ordinal));

        // Nothing passes before both have signed.
        page = await browser.OpenAsync(address);
        Assert.Null(page.Document.QuerySelector("form[action$='handler=Pass']"));
        Assert.Null(page.Document.QuerySelector("form[action$='handler=Deed']"));
        await _day.SignOnPaperAsync(deed);
        page = await browser.OpenAsync(address);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Pass")).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Pass")).Status);

        foreach (var machine in machines)
        {
            Assert.Equal(_day.Epn, (await _day.GetAsync(Coordinator, $"/api/machines/{machine}")).GetProperty("owner").GetString());
        }

        Assert.Null((await browser.OpenAsync(address)).Document.QuerySelector("form[action$='handler=Deed'], form[action$='handler=Pass']"));
    }
}
