using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Forms;

/// <summary>The forms of those who give and of their pole.</summary>
public sealed partial class PostedFormTests
{
    private const string Donor = "don-assurances-du-val";

    [Fact]
    public async Task A_receipt_is_prepared_issued_and_cancelled_by_its_forms_once_each()
    {
        await _day.ActAsync(server.Token(Role.Coordinator), "organisations", Workday.Workshop, "set-tax-receipt-status", new { status = "RIG", proof = "RIG-2026-4" });
        var donation = await SettledAsync();
        var address = $"/offers/{donation}";
        using var pole = await server.BrowserAsync(Role.Coordinator);
        var page = await pole.OpenAsync(address);

        var wrong = await pole.SendAsync(page, $"{address}?handler=Prepare", ("issuer", ""), ("capacity", ""));
        Assert.All(["issuer", "capacity"], field => Assert.NotNull(wrong.ErrorOf(field)));
        var half = await pole.SendAsync(page, $"{address}?handler=Prepare", ("issuer", ""), ("capacity", "présidente"));
        Assert.Equal("présidente", ValueOf(half, "capacity"));
        (string, string)[] prepare = [("issuer", Workday.Workshop), ("capacity", "présidente")];
        Assert.Equal(302, (await pole.SendAsync(page, $"{address}?handler=Prepare", prepare)).Status);
        Assert.Equal(302, (await pole.SendAsync(page, $"{address}?handler=Prepare", prepare)).Status);
        Assert.Single(await ReceiptsAsync(donation));

        // The donor has not said what it is worth.
        page = await pole.OpenAsync(address);
        var early = await pole.SendAsync(page, $"{address}?handler=Issue");
        Assert.Equal(200, early.Status);
        Assert.NotNull(early.Alert);
        await _day.ActAsync(server.Token(Role.Donor, Donor), "donations", donation, "state-value", new { cents = 20_000 });
        Assert.Equal(302, (await pole.SendAsync(early, $"{address}?handler=Issue")).Status);
        Assert.Equal(302, (await pole.SendAsync(early, $"{address}?handler=Issue")).Status);
        Assert.Equal(["ISSUED"], await ReceiptsAsync(donation));

        page = await pole.OpenAsync(address);
        Assert.NotNull((await pole.SendAsync(page, $"{address}?handler=Void", ("void", " "))).ErrorOf("void"));
        Assert.Equal(302, (await pole.SendAsync(page, $"{address}?handler=Void", ("void", "valeur à revoir"))).Status);
        Assert.Equal(302, (await pole.SendAsync(page, $"{address}?handler=Void", ("void", "valeur à revoir"))).Status);
        Assert.Equal(["CANCELLED"], await ReceiptsAsync(donation));
    }

    [Fact]
    public async Task The_lines_of_a_gift_are_changed_by_their_form_once()
    {
        var giver = server.Token(Role.Donor, Donor);
        var donation = await _day.CreateAsync(giver, "donations", new
        {
            donor = Donor,
            legalBasis = "MECENAT_238BIS",
            pole = Workday.Pole,
            announced = new[] { new { type = "LAPTOP", quantity = 4 }, new { type = "MONITOR", quantity = 3 }, new { type = "DESKTOP", quantity = 2 } },
        });
        var form = $"/donations/{donation}?handler=Lines";
        using var donor = await server.BrowserAsync(Role.Donor, Donor);
        var page = await donor.OpenAsync($"/donations/{donation}");

        var wrong = await donor.SendAsync(page, form, ("line-0", "beaucoup"), ("line-1", "7"));
        Assert.NotNull(wrong.ErrorOf("line-0"));
        Assert.Equal(("beaucoup", "7"), (ValueOf(wrong, "line-0"), ValueOf(wrong, "line-1")));
        Assert.NotNull((await donor.SendAsync(page, form, ("line-0", "0"), ("line-1", "0"), ("line-2", "0"))).ErrorOf("line-0"));

        // The first kind goes away: the numbers of the others stay with them, also the second time.
        (string, string)[] lines = [("line-0", "0"), ("line-1", "5"), ("line-2", "6")];
        Assert.Equal(302, (await donor.SendAsync(page, form, lines)).Status);
        Assert.Equal(302, (await donor.SendAsync(page, form, lines)).Status);
        Assert.Equal(["MONITOR 5", "DESKTOP 6"], await LinesAsync(giver, donation));

        // Whoever still has the old page open is told, and changes nothing.
        var late = await donor.SendAsync(page, form, ("line-0", "9"));
        Assert.Contains("entre-temps", late.Alert, StringComparison.Ordinal);
        Assert.Equal(["MONITOR 5", "DESKTOP 6"], await LinesAsync(giver, donation));
    }

    [Fact]
    public async Task What_may_be_done_with_a_gift_is_tightened_by_its_form_once_and_never_loosened()
    {
        var donation = await _day.OfferedDonationAsync(Donor, 2);
        var form = $"/donations/{donation}?handler=Tighten";
        using var donor = await server.BrowserAsync(Role.Donor, Donor);
        var page = await donor.OpenAsync($"/donations/{donation}");
        Assert.Equal(302, (await donor.SendAsync(page, form, ("resaleForbidden", "true"))).Status);
        var version = await VersionOfAsync(donation);
        Assert.Equal(302, (await donor.SendAsync(page, form, ("resaleForbidden", "true"))).Status);
        Assert.Equal(version, await VersionOfAsync(donation));

        // A box that is not ticked takes nothing back.
        Assert.Equal(302, (await donor.SendAsync(await donor.OpenAsync($"/donations/{donation}"), form, ("resaleForbidden", "false"), ("reuseProofDue", "true"))).Status);
        var restrictions = (await _day.GetAsync(server.Token(Role.Donor, Donor), $"/api/donations/{donation}")).GetProperty("restrictions");
        Assert.Equal((true, true), (restrictions.GetProperty("resaleForbidden").GetBoolean(), restrictions.GetProperty("reuseProofDue").GetBoolean()));

        // What is typed wrongly is said beside its field, and who may receive the machines only becomes fewer.
        using var other = await server.BrowserAsync(Role.Donor, Donor);
        var second = await _day.OfferedDonationAsync(Donor, 2);
        var address = $"/donations/{second}?handler=Tighten";
        var wrong = await other.SendAsync(await other.OpenAsync($"/donations/{second}"), address, ("maxPrice", "pas cher"), ("recipients", "STUDENT_ASSOCIATION"));
        Assert.NotNull(wrong.ErrorOf("maxPrice"));
        Assert.Equal("pas cher", ValueOf(wrong, "maxPrice"));
        Assert.Equal(302, (await other.SendAsync(wrong, address, ("maxPrice", "49,90"), ("recipients", "STUDENT_ASSOCIATION"))).Status);
        var tight = (await _day.GetAsync(server.Token(Role.Donor, Donor), $"/api/donations/{second}")).GetProperty("restrictions");
        Assert.Equal((4_990, "STUDENT_ASSOCIATION"), (tight.GetProperty("maxPriceCents").GetInt32(), tight.GetProperty("allowedRecipients")[0].GetString()));
        page = await other.OpenAsync($"/donations/{second}");
        Assert.Equal(1, page.Document.QuerySelectorAll("input[name=recipients]").Length);
        Assert.Equal(302, (await other.SendAsync(page, address, ("reuseProofDue", "true"), ("maxPrice", ""))).Status);
        tight = (await _day.GetAsync(server.Token(Role.Donor, Donor), $"/api/donations/{second}")).GetProperty("restrictions");
        Assert.Equal((4_990, 1), (tight.GetProperty("maxPriceCents").GetInt32(), tight.GetProperty("allowedRecipients").GetArrayLength()));

        // A gift that was called off meanwhile is refused above the form, with the box still ticked.
        page = await donor.OpenAsync($"/donations/{donation}");
        await _day.ActAsync(server.Token(Role.Donor, Donor), "donations", donation, "cancel", new { reason = "vendu" });
        var refused = await donor.SendAsync(page, form, ("statutoryPurposeOnly", "true"));
        Assert.Equal(200, refused.Status);
        Assert.NotNull(refused.Alert);
    }

    /// <summary>A gift that arrived, and whose count the donor agreed to.</summary>
    private async Task<string> SettledAsync()
    {
        var storekeeper = server.Token(Role.Storekeeper, Workday.Workshop);
        var donation = await _day.ReceivedDonationAsync(Donor, 1);
        await _day.DoAsync(server.Token(Role.Operator, Workday.Workshop), DemoServer.NewLabel(), "receive-device", new { type = "LAPTOP", donation });
        await _day.ActAsync(storekeeper, "donations", donation, "mark-received");
        await _day.ActAsync(storekeeper, "donations", donation, "sign-reception-note", new { document = $"BR-{donation}" });
        await _day.ActAsync(server.Token(Role.Donor, Donor), "donations", donation, "reconcile", new { how = "SIGNED_BY_DONOR", document = $"EE-{donation}" });
        return donation;
    }

    private async Task<string[]> ReceiptsAsync(string donation) =>
        [.. (await _day.GetAsync(server.Token(Role.Coordinator), $"/api/receipts?about=donation/{donation}")).GetProperty("items").EnumerateArray().Select(receipt => receipt.GetProperty("status").GetString()!)];

    private async Task<string[]> LinesAsync(string token, string donation) =>
        [.. (await _day.GetAsync(token, $"/api/donations/{donation}")).GetProperty("announced").EnumerateArray().Select(line => $"{line.GetProperty("type").GetString()} {line.GetProperty("quantity").GetInt32()}")];

    private async Task<long> VersionOfAsync(string donation) => (await _day.GetAsync(server.Token(Role.Donor, Donor), $"/api/donations/{donation}")).GetProperty("version").GetInt64();
}
