using AngleSharp.Html.Dom;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

[Collection(DemoServerTests.Name)]
public class DonorTests(DemoServer server)
{
    private const string Company = "don-cartonnerie-lemoine";
    private const string Town = "don-mairie-de-valombre";

    private readonly Workday _day = new(server);

    private string Token => server.Token(Role.Donor, Company);

    [Fact]
    public async Task A_gift_is_announced_by_a_form_and_signed_when_the_pole_accepted_it()
    {
        using var browser = await SignedInAsync(Company);
        var form = await browser.OpenAsync("/donations/new");
        var empty = await browser.SendAsync(form, null, ("year", "1066"), ("place", "Hall B, 2e étage"));
        Assert.NotNull(empty.ErrorOf("count-LAPTOP"));
        Assert.NotNull(empty.ErrorOf("year"));
        Assert.Equal("Hall B, 2e étage", empty.Document.QuerySelector("input[name=place]")!.GetAttribute("value"));
        Assert.NotNull((await browser.SendAsync(form, null, ("count-LAPTOP", "douze"))).ErrorOf("count-LAPTOP"));

        // A box that was ticked for the donor and that it unticks stays so.
        ((IHtmlInputElement)form.Document.GetElementById("withMedia")!).IsChecked = false;
        (string, string)[] fields = [("count-LAPTOP", "12"), ("count-MONITOR", "4"), ("year", "2019"), ("value", "90,50"), ("place", "Hall B")];
        var sent = await browser.SendAsync(form, null, fields);
        Assert.True(sent.Status == 302, sent.Text);
        Assert.Equal(sent.Location, (await browser.SendAsync(form, null, fields)).Location);
        var id = sent.Location!.Split('/')[^1];
        var terms = await _day.GetAsync(Token, $"/api/donations/{id}");
        Assert.Equal("PROPOSED", terms.GetProperty("status").GetString());
        Assert.False(terms.GetProperty("announced")[0].TryGetProperty("withMedia", out var media) && media.GetBoolean());
        Assert.Equal("Hall B", terms.GetProperty("clauses").GetProperty("placeOfDeposit").GetString());
        Assert.Equal((2, 12, 9050), (terms.GetProperty("announced").GetArrayLength(), terms.GetProperty("announced")[0].GetProperty("quantity").GetInt32(), terms.GetProperty("announced")[0].GetProperty("unitValueCents").GetInt32()));

        // The year that was typed is the year that is shown.
        var shown = await browser.OpenAsync($"/donations/{id}");
        Assert.Contains(shown.Document.QuerySelectorAll("td"), cell => cell.TextContent.Trim() == "2019");
        Assert.DoesNotContain("janvier 2019", shown.Text, StringComparison.Ordinal);

        await _day.ActAsync(server.Token(Role.Coordinator), "donations", id, "accept", new { receiver = Workday.Workshop });
        Assert.Contains($"/donations/{id}", (await browser.OpenAsync("/")).Document.QuerySelector(".todo")!.InnerHtml, StringComparison.Ordinal);
        var page = await browser.OpenAsync($"/donations/{id}");
        Assert.NotNull((await browser.SendAsync(page, $"/donations/{id}?handler=Sign")).ErrorOf("agreed"));
        Assert.Equal(302, (await browser.SendAsync(page, $"/donations/{id}?handler=Sign", ("agreed", "true"))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"/donations/{id}?handler=Sign", ("agreed", "true"))).Status);
        Assert.DoesNotContain(id, (await browser.OpenAsync("/")).Of(".todo") ?? string.Empty, StringComparison.Ordinal);
        Assert.Null((await browser.OpenAsync($"/donations/{id}")).Document.QuerySelector("[name=agreed]"));
        Assert.NotNull((await browser.SendAsync(page, $"/donations/{id}?handler=Value", ("value", "beaucoup"))).ErrorOf("value"));
        Assert.Equal(302, (await browser.SendAsync(page, $"/donations/{id}?handler=Value", ("value", "1 500 €"))).Status);
        Assert.NotNull((await browser.SendAsync(page, $"/donations/{id}?handler=Cancel")).ErrorOf("reason"));
        Assert.Equal(302, (await browser.SendAsync(page, $"/donations/{id}?handler=Cancel", ("reason", "déménagement repoussé"))).Status);

        using var other = await SignedInAsync("don-clinique-des-sources");
        Assert.Equal(404, (await other.OpenAsync($"/donations/{id}")).Status);
        Assert.DoesNotContain(id, (await other.OpenAsync("/donations")).Document.Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_box_of_the_disks_speaks_of_the_machines_that_hold_one()
    {
        using var browser = await SignedInAsync(Company);
        var sent = await browser.SendAsync(await browser.OpenAsync("/donations/new"), null, ("count-LAPTOP", "3"), ("count-MONITOR", "4"), ("place", "Hall B"));
        Assert.True(sent.Status == 302, sent.Text);
        var lines = (await _day.GetAsync(Token, $"/api/donations/{sent.Location!.Split('/')[^1]}")).GetProperty("announced").EnumerateArray()
            .ToDictionary(line => line.GetProperty("type").GetString()!, line => line.TryGetProperty("withMedia", out var media) && media.GetBoolean());
        Assert.Equal((true, false), (lines["LAPTOP"], lines["MONITOR"]));
    }

    [Theory]
    [InlineData(null, "POLE_OR_WORKSHOP", "L'atelier ou le pôle, qui prête les machines")]
    [InlineData("EPN", "EPN", "L'EPN qui relaie, qui prête les machines")]
    [InlineData("PARTNER", "PARTNER", "L'association qui les utilise")]
    public async Task The_form_of_a_gift_names_who_becomes_the_owner_and_the_pole_reads_it_before_it_accepts(string? chosen, string pattern, string words)
    {
        using var browser = await SignedInAsync(Company);
        var form = await browser.OpenAsync("/donations/new");
        Assert.NotNull((await browser.SendAsync(form, null, ("count-LAPTOP", "3"), ("owner", "NOBODY"))).ErrorOf("owner"));
        var sent = await browser.SendAsync(form, null, [("count-LAPTOP", "3"), .. chosen is null ? ((string, string)[])[] : [("owner", chosen)]]);
        Assert.True(sent.Status == 302, sent.Text);
        var id = sent.Location!.Split('/')[^1];

        Assert.Equal(pattern, (await _day.GetAsync(Token, $"/api/donations/{id}")).GetProperty("ownership").GetString());
        using var pole = await server.BrowserAsync(Role.Coordinator);
        Assert.Contains(words, (await pole.OpenAsync($"/offers/{id}")).Text.Replace('’', '\''), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_donor_sees_the_fate_of_each_machine_and_signs_the_sheet()
    {
        var donation = await _day.ReceivedDonationAsync(Company, 2);
        var operatorToken = server.Token(Role.Operator, Workday.Workshop);
        var kept = DemoServer.NewLabel();
        var extra = DemoServer.NewLabel();
        await _day.DoAsync(operatorToken, kept, "receive-device", new { type = "LAPTOP", donation });
        await _day.DoAsync(operatorToken, extra, "receive-device", new { type = "PRINTER", donation });
        await _day.ActAsync(server.Token(Role.Storekeeper, Workday.Workshop), "donations", donation, "mark-received");

        using var browser = await SignedInAsync(Company);
        var page = await browser.OpenAsync($"/donations/{donation}");
        Assert.Contains("Le compte est juste", page.Text, StringComparison.Ordinal);
        Assert.Contains(page.Document.QuerySelectorAll("a"), link => link.GetAttribute("href") == $"/machines/{kept}");
        Assert.Contains("hors liste", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("horizon", page.Text, StringComparison.OrdinalIgnoreCase);
        var half = await browser.SendAsync(page, $"/donations/{donation}?handler=OffList", ("types", "PRINTER"));
        Assert.NotNull(half.ErrorOf("answer"));
        Assert.Equal(302, (await browser.SendAsync(page, $"/donations/{donation}?handler=OffList", ("types", "PRINTER"), ("answer", "yes"))).Status);
        Assert.NotNull((await browser.SendAsync(page, $"/donations/{donation}?handler=Settle")).ErrorOf("agreed"));
        Assert.Equal(302, (await browser.SendAsync(page, $"/donations/{donation}?handler=Settle", ("agreed", "true"))).Status);
        Assert.Equal("RECONCILED", (await _day.GetAsync(Token, $"/api/donations/{donation}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_donor_contests_the_sheet_and_who_received_it_answers_where_both_read_it()
    {
        var donation = await _day.ReceivedDonationAsync(Company, 2);
        await _day.DoAsync(server.Token(Role.Operator, Workday.Workshop), DemoServer.NewLabel(), "receive-device", new { type = "LAPTOP", donation });
        await _day.ActAsync(server.Token(Role.Storekeeper, Workday.Workshop), "donations", donation, "mark-received");
        using var donor = await SignedInAsync(Company);
        var address = $"/donations/{donation}";
        var page = await donor.OpenAsync(address);
        var wrong = await donor.SendAsync(page, $"{address}?handler=Contest", ("given-LAPTOP", "douze"));
        Assert.NotNull(wrong.ErrorOf("given-LAPTOP"));
        Assert.NotNull(wrong.ErrorOf("sheetWords"));
        Assert.Equal("douze", wrong.Document.QuerySelector("input[name=given-LAPTOP]")!.GetAttribute("value"));
        var sent = await donor.SendAsync(page, $"{address}?handler=Contest", ("given-LAPTOP", "2"), ("sheetWords", "Deux sont partis."));
        Assert.True(sent.Status == 302, sent.Text);

        var waiting = await donor.OpenAsync(address);
        Assert.Contains("attend une réponse", waiting.Text, StringComparison.Ordinal);
        Assert.Contains("2 portables", waiting.Text, StringComparison.Ordinal);
        Assert.Contains("Un compte est contesté", waiting.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Le compte est juste", waiting.Text, StringComparison.Ordinal);
        Assert.Null(waiting.Document.QuerySelector("[name=agreed]"));
        Assert.DoesNotContain(donation, (await donor.OpenAsync("/")).Document.QuerySelector(".todo")?.InnerHtml ?? string.Empty, StringComparison.Ordinal);

        using var coordinator = await server.BrowserAsync(Role.Coordinator);
        Assert.Contains($"/offers/{donation}#contest", (await coordinator.OpenAsync("/")).Document.QuerySelector(".todo")!.InnerHtml, StringComparison.Ordinal);
        Assert.Contains("Deux sont partis.", (await coordinator.OpenAsync($"/offers/{donation}")).Text, StringComparison.Ordinal);
        using var supervisor = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        Assert.Contains($"/receptions/{donation}#contest", (await supervisor.OpenAsync("/")).Document.QuerySelector(".todo")!.InnerHtml, StringComparison.Ordinal);
        using var storekeeper = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        Assert.Contains($"/receptions/{donation}#contest", (await storekeeper.OpenAsync("/")).Document.QuerySelector(".todo")!.InnerHtml, StringComparison.Ordinal);
        var desk = await storekeeper.OpenAsync($"/receptions/{donation}");
        Assert.Contains("Deux sont partis.", desk.Text, StringComparison.Ordinal);
        Assert.NotNull((await storekeeper.SendAsync(desk, $"/receptions/{donation}?handler=Contest")).ErrorOf("contestAnswer"));
        Assert.Equal(302, (await storekeeper.SendAsync(desk, $"/receptions/{donation}?handler=Contest", ("contestAnswer", "Le second est resté dans le camion."))).Status);

        // Both read words, answer, role and moment; the donor may now sign.
        foreach (var one in (OpenedPage[])[await donor.OpenAsync(address), await storekeeper.OpenAsync($"/receptions/{donation}"), await coordinator.OpenAsync($"/offers/{donation}")])
        {
            Assert.Contains("Deux sont partis.", one.Text, StringComparison.Ordinal);
            Assert.Contains("Le second est resté dans le camion.", one.Text, StringComparison.Ordinal);
            Assert.Contains("magasinier·ère", one.Text, StringComparison.Ordinal);
            Assert.Null(one.Document.QuerySelector("[name=contestAnswer]"));
        }

        Assert.Equal(302, (await donor.SendAsync(await donor.OpenAsync(address), $"{address}?handler=Settle", ("agreed", "true"))).Status);
        Assert.Equal("RECONCILED", (await _day.GetAsync(Token, $"/api/donations/{donation}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_donor_says_no_to_one_kind_and_yes_to_another()
    {
        var donation = await _day.ReceivedDonationAsync(Company, 1);
        var operatorToken = server.Token(Role.Operator, Workday.Workshop);

        foreach (var type in (string[])["LAPTOP", "PRINTER", "TABLET"])
        {
            await _day.DoAsync(operatorToken, DemoServer.NewLabel(), "receive-device", new { type, donation });
        }

        var storekeeper = server.Token(Role.Storekeeper, Workday.Workshop);
        await _day.ActAsync(storekeeper, "donations", donation, "mark-received");
        using var browser = await SignedInAsync(Company);
        var address = $"/donations/{donation}?handler=OffList";
        var no = await browser.SendAsync(await browser.OpenAsync($"/donations/{donation}"), address, ("types", "PRINTER"), ("answer", "no"));
        Assert.True(no.Status == 302, no.Text);
        var page = await browser.OpenAsync($"/donations/{donation}");
        Assert.Contains("à rendre", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("input[name=types][value=PRINTER]"));

        // A form that stood open since before the « no » changes nothing of it.
        Assert.NotEqual(302, (await browser.SendAsync(page, address, ("types", "PRINTER"), ("answer", "yes"))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, address, ("types", "TABLET"), ("answer", "yes"))).Status);
        var sheet = (await _day.GetAsync(Token, $"/api/donations/{donation}")).GetProperty("sheet").EnumerateArray().ToDictionary(line => line.GetProperty("type").GetString()!);
        Assert.True(sheet["PRINTER"].GetProperty("refusedOffList").GetBoolean());
        Assert.True(sheet["TABLET"].GetProperty("acceptedOffList").GetBoolean());
        Assert.False(sheet["PRINTER"].GetProperty("acceptedOffList").GetBoolean());
    }

    /// <summary>Beyond what a list may hold the form says so beside its field; beyond what any request may hold, a page says what to do.</summary>
    [Fact]
    public async Task A_file_that_is_far_too_large_for_a_list_is_answered_with_a_page_that_says_what_to_do()
    {
        using var browser = await SignedInAsync(Company);
        var page = await browser.OpenAsync("/donations/import");

        var large = await browser.SendFileAsync(page, null, new("upload", "inventaire.csv", new byte[3 * 1024 * 1024]));
        Assert.Contains("La liste est trop grande.", large.ErrorOf("upload"), StringComparison.Ordinal);
        Assert.Contains("2000 lignes au plus", large.ErrorOf("upload"), StringComparison.Ordinal);

        var huge = await browser.SendFileAsync(page, null, new("upload", "inventaire.csv", new byte[40 * 1024 * 1024]));
        Assert.Equal((413, "text/html"), (huge.Status, huge.Response.Content.Headers.ContentType?.MediaType));
        Assert.Equal("Le fichier est trop gros", huge.Document.QuerySelector("h1")?.TextContent);
        Assert.Contains("une liste de matériel au plus 2 Mo", huge.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.NotNull(huge.Document.QuerySelector("main a[href]"));

        using var stranger = new Browser(server.Address);
        var unknown = await stranger.SendFileAsync(page, null, new("upload", "inventaire.csv", new byte[40 * 1024 * 1024]));
        Assert.Equal((413, "Le fichier est trop gros"), (unknown.Status, unknown.Document.QuerySelector("h1")?.TextContent));
    }

    [Fact]
    public async Task A_pasted_list_is_understood_row_by_row_before_anything_is_sent()
    {
        using var browser = await SignedInAsync(Company);
        var page = await browser.OpenAsync("/donations/import");
        Assert.NotNull((await browser.SendAsync(page, null)).ErrorOf("text"));

        const string List = "Désignation;Qté;Date d'achat;Valeur\nPC portable Dell;2;15/03/2019;90,50\nÉcran 24 pouces;1;2018;\nGrille-pain;1;;\nUnité centrale;trois;;";
        var preview = await browser.SendAsync(page, null, ("text", List));
        Assert.Equal(200, preview.Status);
        Assert.Contains("2 lignes comprises", preview.Text, StringComparison.Ordinal);
        Assert.Contains("sorte inconnue", preview.Text, StringComparison.Ordinal);
        Assert.Contains("nombre faux", preview.Text, StringComparison.Ordinal);
        Assert.Equal("0", ((IHtmlSelectElement)preview.Document.GetElementById("type")!).Value);

        var form = (IHtmlFormElement)preview.Document.QuerySelector("main form")!;
        form.SetAttribute("action", "/donations/import?handler=Send");
        var unsure = await browser.SendFormAsync(preview, form);
        Assert.NotNull(unsure.ErrorOf("without"));
        var sent = await browser.SendFormAsync(preview, form, ("without", "true"));
        Assert.True(sent.Status == 302, sent.Text);
        Assert.Equal(sent.Location, (await browser.SendFormAsync(preview, form, ("without", "true"))).Location);
        var announced = (await _day.GetAsync(Token, $"/api{sent.Location}")).GetProperty("announced");
        Assert.Equal(2, announced.GetArrayLength());
        Assert.Equal(("LAPTOP", 2, "2019-03-15", 9050), (announced[0].GetProperty("type").GetString(), announced[0].GetProperty("quantity").GetInt32(), announced[0].GetProperty("acquiredOn").GetString(), announced[0].GetProperty("unitValueCents").GetInt32()));

        // Other columns: nothing is sent, the rows are looked at again.
        form.SetAttribute("action", "/donations/import?handler=Look");
        Assert.DoesNotContain("Colonnes non reprises", preview.Text, StringComparison.Ordinal);
        var again = await browser.SendFormAsync(preview, form, ("type", "-1"));
        Assert.Contains("sorte absente", again.Text, StringComparison.Ordinal);
        Assert.Contains("Colonnes non reprises\u00a0: Désignation", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_body_says_what_a_machine_is_worth()
    {
        using var browser = await SignedInAsync(Town);
        var form = await browser.OpenAsync("/donations/new");

        Assert.NotNull((await browser.SendAsync(form, null, ("count-LAPTOP", "3"))).ErrorOf("value"));
        Assert.NotNull((await browser.SendAsync(form, null, ("count-LAPTOP", "3"), ("value", "900"))).ErrorOf("value"));
        Assert.Equal(302, (await browser.SendAsync(form, null, ("count-LAPTOP", "3"), ("value", "120"))).Status);
    }

    [Theory]
    [InlineData(Role.Animator, "/donations")]
    [InlineData(Role.Coordinator, "/donations/new")]
    [InlineData(Role.Partner, "/donations/import")]
    [InlineData(Role.Donor, "/placements")]
    [InlineData(Role.Recycler, "/sessions")]
    public async Task A_page_of_another_role_is_not_there(Role role, string address)
    {
        var (account, browser) = (server.Account(role), new Browser(server.Address));

        using (browser)
        {
            await browser.SignInAsync(account.Email, account.Password);
            Assert.Equal(404, (await browser.OpenAsync(address)).Status);
        }

        using var stranger = new Browser(server.Address);
        Assert.StartsWith("/sign-in", (await stranger.OpenAsync(address)).Location, StringComparison.Ordinal);
    }

    private async Task<Browser> SignedInAsync(string donor)
    {
        var (account, browser) = (server.Account(Role.Donor, donor), new Browser(server.Address));
        Assert.Equal("/", (await browser.SignInAsync(account.Email, account.Password)).Location);
        return browser;
    }
}
