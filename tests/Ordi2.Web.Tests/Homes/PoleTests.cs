using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

[Collection(DemoServerTests.Name)]
public class PoleTests(DemoServer server)
{
    private const string Other = "etabli-du-coteau";

    private readonly Workday _day = new(server, "epn-gare-nord", "asso-les-ateliers-de-lea");

    private string Coordinator => server.Token(Role.Coordinator);

    [Fact]
    public async Task The_home_has_alerts_first_and_says_where_the_machines_stand()
    {
        await _day.CreateAsync(server.Token(Role.Animator, _day.Epn), "incidents", new { kind = "SAFETY", what = "Une batterie fume." });
        await server.ReceivedAsync();
        using var browser = await server.BrowserAsync(Role.Coordinator);

        var home = await browser.OpenAsync("/");
        var first = home.Document.QuerySelector(".todo li")!;
        Assert.Contains("tone-bad", first.ClassName, StringComparison.Ordinal);
        Assert.Contains(home.Document.QuerySelectorAll(".todo a"), link => link.TextContent.Contains("Une batterie fume", StringComparison.Ordinal) && link.GetAttribute("href")!.StartsWith("/incidents/", StringComparison.Ordinal));
        Assert.Contains(home.Document.QuerySelectorAll(".flow a"), link => link.GetAttribute("href") == "/machines?status=RECEIVED");
        Assert.NotNull(home.Document.QuerySelector($"a[href='/boards/pole/{Workday.Pole}']"));

        using var stranger = new Browser(server.Address, "en");
        Assert.Contains("Loans due", (await stranger.OpenAsync("/boards")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dossier_that_waits_for_the_pole_leads_from_the_home_to_the_list_of_those()
    {
        var dossier = await _day.DossierAsync(2, accepted: false);
        await _day.ActAsync(server.Token(Role.Animator, _day.Epn), "dossiers", dossier, "sign", new { party = "EPN" });
        await _day.ActAsync(server.Token(Role.Partner, _day.Partner), "dossiers", dossier, "sign", new { party = "PARTNER" });
        await _day.ActAsync(server.Token(Role.Animator, _day.Epn), "dossiers", dossier, "submit");
        using var browser = await server.BrowserAsync(Role.Coordinator);

        Assert.NotNull((await browser.OpenAsync("/")).Document.QuerySelector(".todo a[href='/dossiers?status=SUBMITTED']"));
        Assert.NotNull((await browser.OpenAsync("/dossiers?status=SUBMITTED")).Document.QuerySelector($"a[href='/dossiers/{dossier}']"));
        Assert.NotNull((await browser.OpenAsync($"/dossiers/{dossier}")).Document.QuerySelector($"a[href='/dossiers/{dossier}/judge']"));
    }

    [Fact]
    public async Task An_incident_is_given_to_somebody_followed_and_closed()
    {
        var incident = await _day.CreateAsync(server.Token(Role.Animator, _day.Epn), "incidents", new { kind = "SUPPORT", what = "Clavier muet." });
        using var browser = await server.BrowserAsync(Role.Coordinator);
        Assert.NotNull((await browser.OpenAsync("/alerts")).Document.QuerySelector($"a[href='/incidents/{incident}']"));
        var address = $"/incidents/{incident}";
        var page = await browser.OpenAsync(address);

        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Assign", ("to", "nobody"))).ErrorOf("to"));
        var assigned = await browser.SendAsync(page, $"{address}?handler=Assign", ("to", Workday.Workshop));
        Assert.Equal((302, 302), (assigned.Status, (await browser.SendAsync(page, $"{address}?handler=Assign", ("to", Workday.Workshop))).Status));
        page = await browser.OpenAsync(address);
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Wait")).ErrorOf("waitsFor"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Wait", ("waitsFor", "la pièce"))).Status);
        page = await browser.OpenAsync(address);
        Assert.Contains("la pièce", page.Text, StringComparison.Ordinal);
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Note")).ErrorOf("text"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Note", ("text", "vu avec l'atelier"))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Resume")).Status);
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Solve")).ErrorOf("outcome"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Solve", ("outcome", "clavier changé"))).Status);
        page = await browser.OpenAsync(address);
        Assert.Contains("vu avec l'atelier", page.Text, StringComparison.Ordinal);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Close")).Status);
        Assert.Equal("CLOSED", (await _day.GetAsync(Coordinator, $"/api/incidents/{incident}")).GetProperty("status").GetString());
        Assert.Null((await browser.OpenAsync("/alerts")).Document.QuerySelector($"a[href='{address}']"));
    }

    [Fact]
    public async Task A_theft_asks_for_the_complaint_and_for_the_data_before_it_can_be_solved()
    {
        var incident = await _day.CreateAsync(server.Token(Role.Animator, _day.Epn), "incidents", new { kind = "THEFT", what = "Vitrine brisée.", handler = Workday.Workshop });
        await _day.ActAsync(Coordinator, "incidents", incident, "assign", new { to = Workday.Workshop });
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var address = $"/incidents/{incident}";
        var page = await browser.OpenAsync(address);

        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Solve", ("outcome", "rien"))).ErrorOf("outcome"));
        var empty = await browser.SendAsync(page, $"{address}?handler=Complaint", ("filedOn", "2099-01-01"));
        Assert.NotNull(empty.ErrorOf("complaintNumber"));
        Assert.NotNull(empty.ErrorOf("filedOn"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Complaint", ("complaintNumber", "PV-77"), ("filedOn", Workday.Day(0)))).Status);
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Data", ("data", ""))).ErrorOf("data"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Data", ("data", "NO_DATA"))).Status);
        Assert.Equal(302, (await browser.SendAsync(await browser.OpenAsync(address), $"{address}?handler=Solve", ("outcome", "assurance prévenue"))).Status);
    }

    [Fact]
    public async Task A_machine_that_two_claim_is_settled_by_the_pole()
    {
        var machine = await server.ReceivedAsync();
        await _day.DoAsync(server.Token(Role.Storekeeper, Other), machine, "claim-custody");
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var address = $"/inbox/{machine}";
        var decide = $"{address}?handler=Decide";
        Assert.NotNull((await browser.OpenAsync("/alerts?show=Custody")).Document.QuerySelector($"a[href='{address}']"));
        await _day.DoAsync(server.Token(Role.Supervisor, Workday.Workshop), machine, "contest-handover", new { reason = "elle est ici" });

        var page = await browser.OpenAsync(address);
        Assert.Contains("l'autre structure conteste", page.Text, StringComparison.Ordinal);
        Assert.NotNull((await browser.SendAsync(page, decide)).ErrorOf("holder"));
        Assert.NotNull((await browser.SendAsync(page, decide, ("holder", Other))).ErrorOf("reason"));
        Assert.Equal((302, 302), ((await browser.SendAsync(page, decide, ("holder", Other), ("reason", "vue sur place"))).Status, (await browser.SendAsync(page, decide, ("holder", Other), ("reason", "vue sur place"))).Status));
        var settled = await _day.GetAsync(Coordinator, $"/api/machines/{machine}");
        Assert.Equal((Other, 0), (settled.GetProperty("holder").GetString(), settled.GetProperty("holds").GetArrayLength()));
        Assert.Null((await browser.OpenAsync("/alerts?show=Custody")).Document.QuerySelector($"a[href='{address}']"));
        Assert.Null((await browser.OpenAsync(address)).Document.QuerySelector("[name=holder]"));
    }

    [Fact]
    public async Task A_loan_that_is_due_stands_among_the_alerts_and_on_the_board()
    {
        var (dossier, machines) = await _day.ArrivedAsync(1);
        var loan = await _day.LoanAsync(dossier);
        await _day.PlaceAsync(loan, machines);
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var before = await CountAsync();
        await _day.ActAsync(server.Token(Role.Animator, _day.Epn), "loans", loan, "mark-return-due", new { reason = "fin anticipée" });

        Assert.NotNull((await browser.OpenAsync("/alerts?show=Loans")).Document.QuerySelector($"a[href='/loans/{loan}']"));
        Assert.Equal(200, (await browser.OpenAsync($"/loans/{loan}")).Status);
        Assert.NotNull((await browser.OpenAsync("/")).Document.QuerySelector(".todo a[href='/alerts?show=Loans']"));
        Assert.Equal(before + 1, await CountAsync());

        async Task<int> CountAsync() => int.Parse(
            (await browser.OpenAsync($"/boards/organisation/{_day.Epn}")).Document.QuerySelectorAll("[aria-labelledby=loans-due] .tile dd")[1].TextContent,
            System.Globalization.CultureInfo.InvariantCulture);
    }
}
