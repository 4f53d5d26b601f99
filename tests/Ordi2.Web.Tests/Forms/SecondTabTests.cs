using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Forms;

/// <summary>Two people, or two tabs, with the same thing before them: who sends second sees that it was changed, keeps what was typed, and signs nothing unread.</summary>
[Collection(DemoServerTests.Name)]
public class SecondTabTests(DemoServer server)
{
    private const string Changed = "a changé ceci";

    private readonly Workday _day = new(server);

    [Fact]
    public async Task A_partner_does_not_sign_a_text_that_was_changed_while_it_was_read()
    {
        var dossier = await _day.DossierAsync(2, accepted: false);
        using var partner = await server.BrowserAsync(Role.Partner, _day.Partner);
        using var animator = await server.BrowserAsync(Role.Animator, _day.Epn);
        var read = await partner.OpenAsync($"/dossiers/{dossier}");
        Assert.Equal(302, (await animator.SendAsync(await animator.OpenAsync($"/dossiers/{dossier}/edit"), null, ("exitPlan", "Tout reste au partenaire."))).Status);

        var stopped = await partner.SendAsync(read, $"/dossiers/{dossier}?handler=Sign");

        Assert.Contains(Changed, stopped.Alert, StringComparison.Ordinal);
        Assert.Contains("Tout reste au partenaire.", stopped.Text, StringComparison.Ordinal);
        Assert.Empty(await SignedAsync());

        // What the EPN signs meanwhile changes no word of it.
        Assert.Equal(302, (await animator.SendAsync(await animator.OpenAsync($"/dossiers/{dossier}"), $"/dossiers/{dossier}?handler=Sign")).Status);
        Assert.Equal(302, (await partner.SendAsync(stopped, $"/dossiers/{dossier}?handler=Sign")).Status);
        Assert.Equal(["EPN", "PARTNER"], await SignedAsync());

        async Task<string[]> SignedAsync() =>
            [.. (await _day.GetAsync(server.Token(Role.Animator, _day.Epn), $"/api/dossiers/{dossier}")).GetProperty("signedBy").EnumerateArray().Select(party => party.GetString()!)];
    }

    [Fact]
    public async Task A_pole_does_not_accept_a_gift_that_was_changed_while_it_was_read()
    {
        const string Donor = "don-cartonnerie-lemoine";
        var donation = await _day.OfferedDonationAsync(Donor, 4);
        using var pole = await server.BrowserAsync(Role.Coordinator);
        var read = await pole.OpenAsync($"/offers/{donation}");
        await _day.ActAsync(server.Token(Role.Donor, Donor), "donations", donation, "change-lines", new { announced = new[] { new { type = "LAPTOP", quantity = 9 } } });

        var stopped = await pole.SendAsync(read, $"/offers/{donation}?handler=Accept", ("receiver", Workday.Workshop));

        Assert.Contains(Changed, stopped.Text, StringComparison.Ordinal);
        Assert.Equal("PROPOSED", (await _day.GetAsync(server.Token(Role.Coordinator), $"/api/donations/{donation}")).GetProperty("status").GetString());
        Assert.Equal(302, (await pole.SendAsync(stopped, $"/offers/{donation}?handler=Accept", ("receiver", Workday.Workshop))).Status);
    }

    [Fact]
    public async Task A_dossier_that_is_written_on_in_two_tabs_is_not_written_over_unseen()
    {
        var dossier = await _day.DossierAsync(2, accepted: false);
        await AssertKeptAsync(Role.Animator, _day.Epn, $"/dossiers/{dossier}/edit", null, "exitPlan", "Ils reviennent.", "Ils restent.");
    }

    [Fact]
    public async Task A_call_that_is_written_on_in_two_tabs_is_not_written_over_unseen()
    {
        var call = await _day.CreateAsync(server.Token(Role.Coordinator), "calls", new
        {
            pole = Workday.Pole,
            mode = "CONTINUOUS",
            plan = new
            {
                title = "Appel permanent",
                rules = "Aux associations.",
                pledges = new[] { new { type = "LAPTOP", quantity = 10 } },
                perDossierMax = 5,
            },
        });
        await AssertKeptAsync(Role.Coordinator, Workday.Pole, $"/calls/{call}/edit", null, "territory", "Isère", "Drôme");
    }

    [Fact]
    public async Task A_round_that_is_planned_in_two_tabs_is_not_planned_over_unseen()
    {
        var round = await _day.RoundAsync(await _day.SignedDonationAsync("don-cartonnerie-lemoine", 3), "transports-roulier");
        await AssertKeptAsync(Role.Coordinator, Workday.Pole, $"/rounds/{round}/plan", $"/rounds/{round}/plan", "vehicle", "AA-111-AA", "BB-222-BB");
    }

    [Fact]
    public async Task A_card_that_is_written_in_two_tabs_is_not_written_over_unseen() =>
        await AssertKeptAsync(Role.Coordinator, Workday.Pole, "/directory-card", null, "offer", "Nous relions.", "Nous aidons.");

    [Fact]
    public async Task What_an_organisation_does_is_not_ticked_over_unseen()
    {
        var house = await _day.CreateAsync(
            server.Token(Role.Coordinator), "organisations", new { name = "Ressourcerie des Deux Rives", form = "ASSOCIATION", activities = new[] { "EPN" }, rna = "W999555778", pole = Workday.Pole });
        var (address, action) = ($"/organisations/{house}", $"/organisations/{house}?handler=Activities");
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var (first, second) = (await browser.OpenAsync(address), await browser.OpenAsync(address));
        Assert.Equal(302, (await browser.SendAsync(first, action, ("does", "WORKSHOP"))).Status);

        var stopped = await browser.SendAsync(second, action, ("does", "CARRIER"));

        Assert.Contains(Changed, stopped.Text, StringComparison.Ordinal);
        Assert.Equal(["WORKSHOP"], (await _day.GetAsync(server.Token(Role.Coordinator), $"/api{address}")).GetProperty("activities").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(302, (await browser.SendAsync(stopped, action, ("does", "CARRIER"))).Status);
    }

    /// <summary>The first tab is sent; the second one is stopped with what it says, and may be sent again once it is known.</summary>
    private async Task AssertKeptAsync(Role role, string organisation, string address, string? action, string field, string ofTheFirst, string ofTheSecond)
    {
        using var browser = await server.BrowserAsync(role, organisation);
        var (first, second) = (await browser.OpenAsync(address), await browser.OpenAsync(address));
        Assert.Equal(302, (await browser.SendAsync(first, action, (field, ofTheFirst))).Status);

        // Sent twice, as by a double click, it is the same once more.
        Assert.Equal(302, (await browser.SendAsync(first, action, (field, ofTheFirst))).Status);

        var stopped = await browser.SendAsync(second, action, (field, ofTheSecond));
        Assert.Contains(Changed, stopped.Alert, StringComparison.Ordinal);
        var kept = stopped.Document.QuerySelector($"main [name={field}]")!;
        Assert.Equal(ofTheSecond, kept.GetAttribute("value") ?? kept.TextContent);
        Assert.Equal(302, (await browser.SendAsync(stopped, action, (field, ofTheSecond))).Status);
    }
}
