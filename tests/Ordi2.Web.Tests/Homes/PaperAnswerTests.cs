using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

/// <summary>Whoever has no access to the system signs and answers on paper, and somebody who has it notes that.</summary>
[Collection(DemoServerTests.Name)]
public class PaperAnswerTests(DemoServer server)
{
    private const string Donor = "don-cartonnerie-lemoine";

    private readonly Workday _day = new(server);

    [Fact]
    public async Task A_partner_without_a_screen_signs_on_paper_and_its_EPN_files_the_dossier()
    {
        var dossier = await _day.DossierAsync(2, accepted: false);
        using var browser = await server.BrowserAsync(Role.Animator, _day.Epn);
        var address = $"/dossiers/{dossier}";
        Assert.Equal(302, (await browser.SendAsync(await browser.OpenAsync(address), $"{address}?handler=Sign")).Status);

        var page = await browser.OpenAsync(address);
        var paper = $"{address}?handler=Paper";
        Assert.Equal(["PARTNER"], page.Document.QuerySelectorAll("input[name=paperSide]").Select(side => side.GetAttribute("value")));
        Assert.NotNull((await browser.SendAsync(page, paper, ("paperSide", "PARTNER"))).ErrorOf("paper"));
        Assert.Equal(302, (await browser.SendAsync(page, paper, ("paperSide", "PARTNER"), ("paper", "CP-12"))).Status);

        var filed = await browser.SendAsync(await browser.OpenAsync(address), $"{address}?handler=Submit");
        Assert.True(filed.Status == 302, filed.Text);
        Assert.Equal("SUBMITTED", (await _day.GetAsync(server.Token(Role.Coordinator), $"/api/dossiers/{dossier}")).GetProperty("status").GetString());
        Assert.Null((await browser.OpenAsync(address)).Document.QuerySelector($"form[action='{paper}']"));
    }

    [Fact]
    public async Task The_pole_notes_both_signatures_and_a_partner_notes_none()
    {
        var dossier = await _day.DossierAsync(1, accepted: false);
        using var partner = await server.BrowserAsync(Role.Partner, _day.Partner);
        Assert.Null((await partner.OpenAsync($"/dossiers/{dossier}")).Document.QuerySelector("input[name=paperSide]"));

        using var pole = await server.BrowserAsync(Role.Coordinator);
        var page = await pole.OpenAsync($"/dossiers/{dossier}");
        Assert.Equal(["EPN", "PARTNER"], page.Document.QuerySelectorAll("input[name=paperSide]").Select(side => side.GetAttribute("value")));
        Assert.NotNull((await pole.SendAsync(page, $"/dossiers/{dossier}?handler=Paper", ("paper", "CP-13"))).ErrorOf("paperSide"));
        Assert.Equal(302, (await pole.SendAsync(page, $"/dossiers/{dossier}?handler=Paper", ("paperSide", "EPN"), ("paper", "CP-13"))).Status);
        Assert.Equal(["PARTNER"], (await pole.OpenAsync($"/dossiers/{dossier}")).Document.QuerySelectorAll("input[name=paperSide]").Select(side => side.GetAttribute("value")));
    }

    [Fact]
    public async Task What_a_donor_wrote_is_noted_by_the_pole_with_the_number_of_its_paper()
    {
        var donation = await _day.ReceivedDonationAsync(Donor, 1);
        var store = server.Token(Role.Storekeeper, Workday.Workshop);

        foreach (var type in (string[])["LAPTOP", "PRINTER"])
        {
            await _day.DoAsync(server.Token(Role.Operator, Workday.Workshop), DemoServer.NewLabel(), "receive-device", new { type, donation });
        }

        await _day.ActAsync(store, "donations", donation, "mark-received");
        using var pole = await server.BrowserAsync(Role.Coordinator);
        var address = $"/offers/{donation}";
        var paper = $"{address}?handler=Paper";

        var page = await pole.OpenAsync(address);
        Assert.Equal(["agreed", "contested", "given", "not-given", "value"], page.Document.QuerySelectorAll("input[name=said]").Select(said => said.GetAttribute("value")));
        var nothing = await pole.SendAsync(page, paper);
        Assert.All(["said", "paper"], field => Assert.NotNull(nothing.ErrorOf(field)));
        Assert.NotNull((await pole.SendAsync(page, paper, ("said", "value"), ("paper", "L-1"), ("paperValue", "beaucoup"))).ErrorOf("paperValue"));
        Assert.NotNull((await pole.SendAsync(page, paper, ("said", "contested"), ("paper", "L-1"))).ErrorOf("paperWords"));
        Assert.NotNull((await pole.SendAsync(page, paper, ("said", "given"), ("paper", "L-1"))).ErrorOf("paperTypes"));

        await NoteAsync(("said", "value"), ("paper", "L-1"), ("paperValue", "120,50"));
        await NoteAsync(("said", "given"), ("paper", "L-2"), ("paperTypes", "PRINTER"));
        await NoteAsync(("said", "contested"), ("paper", "L-3"), ("paperWords", "Il y avait deux portables."));
        Assert.Equal(["value"], (await pole.OpenAsync(address)).Document.QuerySelectorAll("input[name=said]").Select(said => said.GetAttribute("value")));
        await _day.ActAsync(server.Token(Role.Coordinator), "donations", donation, "answer-contest", new { words = "Un seul est arrivé." });
        await NoteAsync(("said", "agreed"), ("paper", "L-4"));

        var terms = await _day.GetAsync(server.Token(Role.Coordinator), $"/api/donations/{donation}");
        Assert.Equal("RECONCILED", terms.GetProperty("status").GetString());
        Assert.Equal(12050, terms.GetProperty("statedValue").GetProperty("cents").GetInt64());
        Assert.True(terms.GetProperty("sheet").EnumerateArray().Single(line => line.GetProperty("type").GetString() is "PRINTER").GetProperty("acceptedOffList").GetBoolean());
        Assert.Equal("L-3", terms.GetProperty("contests")[0].GetProperty("onPaper").GetString());

        async Task NoteAsync(params (string, string)[] typed)
        {
            var done = await pole.SendAsync(await pole.OpenAsync(address), paper, typed);
            Assert.True(done.Status == 302, done.Text);
        }
    }
}
