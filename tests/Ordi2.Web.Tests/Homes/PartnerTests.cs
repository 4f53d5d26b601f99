using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

[Collection(DemoServerTests.Name)]
public class PartnerTests(DemoServer server)
{
    private readonly Workday _day = new(server, "epn-la-clairiere", "asso-seniors-connectes");

    private string Token => server.Token(Role.Partner, _day.Partner);

    [Fact]
    public async Task A_partner_sees_what_it_has_and_until_when_reports_a_problem_once_and_gives_back()
    {
        var (dossier, machines) = await _day.ArrivedAsync(2);
        var loan = await _day.LoanAsync(dossier, 12);
        await _day.PlaceAsync(loan, machines);
        using var browser = await server.BrowserAsync(Role.Partner, _day.Partner);
        var home = await browser.OpenAsync("/");
        Assert.Contains(home.Document.QuerySelectorAll(".todo a"), link => link.GetAttribute("href") == "/ours");
        var list = await browser.OpenAsync("/ours");
        Assert.Contains(machines[0][..3], list.Text, StringComparison.Ordinal);
        Assert.Contains("il reste 12 jours", list.Text, StringComparison.Ordinal);

        var address = $"/ours/{machines[0]}";
        var page = await browser.OpenAsync(address);
        Assert.Contains("Cyber-base La Clairière", page.Text, StringComparison.Ordinal);
        var empty = await browser.SendAsync(page, $"{address}?handler=Problem", ("what", ""));
        Assert.NotNull(empty.ErrorOf("problem"));
        Assert.NotNull(empty.ErrorOf("what"));
        var kept = await browser.SendAsync(page, $"{address}?handler=Problem", ("what", "elle chauffe"));
        Assert.Equal("elle chauffe", kept.Of("textarea[name=what]"));

        // Twice the same form: one problem, with what to do first.
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Problem", ("problem", "SAFETY"), ("what", "elle se soulève de la table"))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Problem", ("problem", "SAFETY"), ("what", "elle se soulève de la table"))).Status);
        Assert.Single((await _day.GetAsync(Token, $"/api/incidents?about=machine/{machines[0]}")).GetProperty("items").EnumerateArray());
        Assert.Contains("envoyez pas par la poste", (await browser.OpenAsync(address)).Text, StringComparison.Ordinal);
        using var epn = await server.BrowserAsync(Role.Animator, _day.Epn);
        Assert.Contains("elle se soulève", (await _day.GetAsync(server.Token(Role.Animator, _day.Epn), $"/api/incidents?about=machine/{machines[0]}")).GetRawText(), StringComparison.Ordinal);

        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Back", ("because", "RECALL"))).ErrorOf("because"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Back", ("because", "GIVE_UP"))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Back", ("because", "GIVE_UP"))).Status);
        Assert.Contains("apportez-la", (await browser.OpenAsync(address)).Text, StringComparison.Ordinal);
        Assert.Equal("RETURNING", (await _day.GetAsync(Token, $"/api/machines/{machines[0]}")).GetProperty("status").GetString());

        using var other = await server.BrowserAsync(Role.Partner, "asso-femmes-en-reseau");
        Assert.Equal((404, 404), ((await other.OpenAsync(address)).Status, (await epn.OpenAsync(address)).Status));
    }

    [Fact]
    public async Task A_partner_signs_convention_and_handover_on_the_epns_device_by_codes_of_its_own()
    {
        var (dossier, machines) = await _day.ArrivedAsync(2);
        var loan = await _day.CreateAsync(server.Token(Role.Animator, _day.Epn), "loans", new { lender = Workday.Workshop, relay = _day.Epn, borrower = _day.Partner, dossier, from = Workday.Day(0), to = Workday.Day(90) });
        var address = $"/loans/{loan}";
        using var partner = await server.BrowserAsync(Role.Partner, _day.Partner);
        using var epn = await server.BrowserAsync(Role.Animator, _day.Epn);

        // The convention: the code says that the partner has read the text that stands on its page.
        var draft = await partner.OpenAsync(address);
        Assert.NotNull((await partner.SendAsync(draft, $"{address}?handler=Code", ("seal", "of another text"))).ErrorOf("agreed"));
        var code = Digits(await partner.SendAsync(draft, $"{address}?handler=Code"));
        var entering = await epn.OpenAsync(address);
        Assert.NotNull((await epn.SendAsync(entering, $"{address}?handler=EnterCode", ("code", ""))).ErrorOf("code"));
        Assert.Contains("4", (await epn.SendAsync(entering, $"{address}?handler=EnterCode", ("code", Wrong(code)))).ErrorOf("code"), StringComparison.Ordinal);
        entering = await epn.OpenAsync(address);
        Assert.Equal(302, (await epn.SendAsync(entering, $"{address}?handler=EnterCode", ("code", $"{code[..3]} {code[3..]}"))).Status);
        Assert.Null((await epn.OpenAsync(address)).Document.QuerySelector("form[action*=EnterCode]"));
        Assert.Equal(302, (await epn.SendAsync(entering, $"{address}?handler=Sign", ("parties", "RELAY"), ("agreed", "true"))).Status);
        Assert.Equal(302, (await epn.SendAsync(entering, $"{address}?handler=Sign", ("parties", "LENDER"), ("agreed", "true"))).Status);
        Assert.Equal("SIGNED", (await _day.GetAsync(Token, $"/api/loans/{loan}")).GetProperty("status").GetString());

        // The handing over: for the machines that the partner ticked, and no other.
        var mine = await partner.OpenAsync(address);
        Assert.NotNull((await partner.SendAsync(mine, $"{address}?handler=Code")).ErrorOf("getting"));
        code = Digits(await partner.SendAsync(mine, $"{address}?handler=Code", ("getting", machines[0])));
        var place = await epn.OpenAsync($"/placements/{dossier}");
        Assert.NotNull((await epn.SendAsync(place, null, ("machines", machines[1]), ("loan", loan))).ErrorOf("coSigned"));
        Assert.NotNull((await epn.SendAsync(place, null, ("machines", machines[1]), ("loan", loan), ("code", code))).ErrorOf("code"));
        place = await epn.OpenAsync($"/placements/{dossier}");
        Assert.Equal(302, (await epn.SendAsync(place, null, ("machines", machines[0]), ("loan", loan))).Status);
        Assert.Equal("PLACED", (await _day.GetAsync(Token, $"/api/machines/{machines[0]}")).GetProperty("status").GetString());

        var papers = (await _day.GetAsync(Token, $"/api/documents?about=machine/{machines[0]}")).GetProperty("items").EnumerateArray();
        var record = papers.Single(paper => paper.GetProperty("kind").GetString() == "HANDOVER_RECORD").GetProperty("id").GetString();
        Assert.Contains("par un code de son compte", (await partner.OpenAsync($"/documents/{record}")).Text, StringComparison.Ordinal);

        static string Digits(OpenedPage made) => made.Of(".code-block code")!.Replace(" ", string.Empty, StringComparison.Ordinal);

        static string Wrong(string code) => code == "000000" ? "000001" : "000000";
    }

    [Fact]
    public async Task A_partner_signs_the_convention_and_confirms_the_dossier_on_its_own_device()
    {
        var draft = await _day.DossierAsync(1, accepted: false);
        var dossier = await _day.DossierAsync(1);
        var loan = await _day.CreateAsync(server.Token(Role.Animator, _day.Epn), "loans", new { lender = Workday.Workshop, relay = _day.Epn, borrower = _day.Partner, dossier, from = Workday.Day(0), to = Workday.Day(90) });
        using var browser = await server.BrowserAsync(Role.Partner, _day.Partner);
        var links = (await browser.OpenAsync("/")).Document.QuerySelectorAll(".todo a").Select(link => link.GetAttribute("href")).ToArray();
        Assert.Contains($"/loans/{loan}", links);
        Assert.Contains($"/dossiers/{draft}", links);

        var sign = await browser.OpenAsync($"/loans/{loan}");
        Assert.Contains("Prendre soin", sign.Text, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull((await browser.SendAsync(sign, $"/loans/{loan}?handler=Sign", ("parties", "BORROWER"))).ErrorOf("agreed"));
        Assert.Contains("changé", (await browser.SendAsync(sign, $"/loans/{loan}?handler=Sign", ("parties", "BORROWER"), ("agreed", "true"), ("seal", "of another text"))).ErrorOf("agreed"), StringComparison.Ordinal);
        Assert.Equal(302, (await browser.SendAsync(sign, $"/loans/{loan}?handler=Sign", ("parties", "BORROWER"), ("agreed", "true"))).Status);
        var confirm = await browser.OpenAsync($"/dossiers/{draft}");
        Assert.Equal(302, (await browser.SendAsync(confirm, $"/dossiers/{draft}?handler=Sign")).Status);

        // What it has signed is not asked of it again, while the others have not.
        var left = (await browser.OpenAsync("/")).Document.QuerySelectorAll(".todo a").Select(link => link.GetAttribute("href")).ToArray();
        Assert.DoesNotContain($"/loans/{loan}", left);
        Assert.DoesNotContain($"/dossiers/{draft}", left);
        var signed = await browser.OpenAsync($"/loans/{loan}");
        Assert.Null(signed.Document.QuerySelector("[name=parties]"));
        Assert.Contains("Déjà signé", signed.Text, StringComparison.Ordinal);
        using var epn = await server.BrowserAsync(Role.Animator, _day.Epn);
        var others = (await epn.OpenAsync($"/loans/{loan}")).Document.QuerySelectorAll("[name=parties]").Select(choice => choice.GetAttribute("value"));
        Assert.Equal(["LENDER", "RELAY"], others.Order(StringComparer.Ordinal));
    }
}
