using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Documents;

[Collection(DemoServerTests.Name)]
public class SigningTests(DemoServer server)
{
    private readonly Workday _day = new(server);

    [Fact]
    public async Task Whoever_has_to_sign_a_paper_signs_it_on_its_page_once()
    {
        var delivery = await _day.SentAsync(await _day.DossierAsync(1), await _day.ReadyAsync(1));
        var paper = await PaperAsync($"delivery/{delivery}");
        var number = paper.GetProperty("id").GetString()!;
        var parties = paper.GetProperty("signatories").EnumerateArray().Select(one => (House: one.GetProperty("organisation").GetString()!, Role: one.GetProperty("role").GetString()!)).ToArray();
        Assert.NotEmpty(parties);
        Assert.Contains(parties, one => one.Role is "ANIMATOR");
        using var animator = await server.BrowserAsync(Role.Animator, _day.Epn);
        var page = await animator.OpenAsync($"/documents/{number}");
        Assert.NotNull((await animator.SendAsync(page, $"/documents/{number}?handler=Sign", ("capacity", ""))).ErrorOf("capacity"));
        Assert.Equal(302, (await animator.SendAsync(page, $"/documents/{number}?handler=Sign", ("capacity", "animatrice"))).Status);
        Assert.Equal(302, (await animator.SendAsync(page, $"/documents/{number}?handler=Sign", ("capacity", "animatrice"))).Status);
        Assert.DoesNotContain("handler=Sign", (await animator.OpenAsync($"/documents/{number}")).Document.Body!.InnerHtml, StringComparison.Ordinal);
        using var sender = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);

        // Who handed over signs as well; then nobody owes anything.
        Assert.Equal(302, (await sender.SendAsync(await sender.OpenAsync($"/documents/{number}"), $"/documents/{number}?handler=Sign", ("capacity", "magasinière"))).Status);
        Assert.DoesNotContain("method=\"post\"", (await sender.OpenAsync($"/documents/{number}")).Document.QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
        Assert.Equal(2, (await PaperAsync($"delivery/{delivery}")).GetProperty("signatures").GetArrayLength());
    }

    [Fact]
    public async Task Several_papers_are_signed_with_one_button_each_as_if_alone_and_none_twice()
    {
        var dossier = await _day.DossierAsync(3);
        var papers = new List<(string Delivery, string Number)>();

        foreach (var machine in await _day.ReadyAsync(3))
        {
            var delivery = await _day.SentAsync(dossier, [machine]);
            papers.Add((delivery, (await PaperAsync($"delivery/{delivery}")).GetProperty("id").GetString()!));
        }

        using var animator = await server.BrowserAsync(Role.Animator, _day.Epn);
        var page = await animator.OpenAsync("/documents?show=sign");
        Assert.All(papers, paper => Assert.NotNull(page.Document.QuerySelector($"input[name=ticked][value='{paper.Number}']")));
        var form = page.Document.QuerySelector<IHtmlFormElement>("main form[method=post]")!;
        var address = form.GetAttribute("action")!;
        var wrong = await animator.SendAsync(page, address);
        Assert.NotNull(wrong.ErrorOf("capacity"));
        Assert.Contains("Cochez au moins un document", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(0, await SignaturesAsync(papers[0].Delivery));

        // Two ticked of three, and one that is nobody's: the two are signed, a second click signs nothing more, and the stranger is named.
        (string, string)[] two = [("capacity", "animatrice"), ("ticked", papers[0].Number), ("ticked", papers[1].Number)];
        Assert.Equal(302, (await animator.SendEachAsync(page, form, two)).Status);
        Assert.Equal(302, (await animator.SendEachAsync(page, form, two)).Status);
        Assert.Equal((1, 1, 0), (await SignaturesAsync(papers[0].Delivery), await SignaturesAsync(papers[1].Delivery), await SignaturesAsync(papers[2].Delivery)));
        var strange = await animator.SendAsync(page, address, [("capacity", "animatrice"), ("ticked", "BL-0-0")]);
        Assert.Contains("BL-0-0 n'est pas signé", strange.Text.Replace('’', '\''), StringComparison.Ordinal);

        // All that the page showed, and nothing that came since.
        var rest = await animator.OpenAsync("/documents?show=sign");
        Assert.Equal(302, (await animator.SendAsync(rest, address, ("capacity", "animatrice"), ("all", "true"), ("shown", papers[2].Number))).Status);
        Assert.Equal(1, await SignaturesAsync(papers[2].Delivery));
    }

    [Fact]
    public async Task What_is_wrong_with_the_list_to_sign_is_said_also_where_nothing_is_left_to_sign()
    {
        using var animator = await server.BrowserAsync(Role.Animator, _day.Epn);
        var page = await animator.OpenAsync("/documents?show=sign&status=BOGUS");
        Assert.NotNull(page.ErrorOf("status"));
        Assert.DoesNotContain("Rien à signer", page.Text, StringComparison.Ordinal);

        // Signed in another tab: the refusal is said, although the list is empty now.
        var number = (await PaperAsync($"delivery/{await _day.SentAsync(await _day.DossierAsync(1), await _day.ReadyAsync(1))}")).GetProperty("id").GetString()!;
        var (first, second) = (await animator.OpenAsync($"/documents?show=sign&q={number}"), await animator.OpenAsync($"/documents?show=sign&q={number}"));
        var form = second.Document.QuerySelector<IHtmlFormElement>("main form[method=post]")!;
        (string, string)[] one = [("capacity", "animatrice"), ("ticked", number)];
        Assert.Equal(302, (await animator.SendEachAsync(first, first.Document.QuerySelector<IHtmlFormElement>("main form[method=post]")!, one)).Status);
        var late = await animator.SendEachAsync(second, form, one);
        Assert.Contains($"{number} n'est pas signé", late.Text.Replace('’', '\''), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_issuer_notes_a_signature_that_was_given_on_paper()
    {
        var delivery = await _day.SentAsync(await _day.DossierAsync(1), await _day.ReadyAsync(1));
        var number = (await PaperAsync($"delivery/{delivery}")).GetProperty("id").GetString()!;
        using var sender = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        var page = await sender.OpenAsync($"/documents/{number}");
        Assert.NotNull((await sender.SendAsync(page, $"/documents/{number}?handler=Paper", ("capacity", ""))).ErrorOf("paper-capacity"));
        Assert.Equal(302, (await sender.SendAsync(page, $"/documents/{number}?handler=Paper", ("capacity", "animatrice"))).Status);
        Assert.True((await PaperAsync($"delivery/{delivery}")).GetProperty("signatures")[0].GetProperty("onPaper").GetBoolean());
    }

    [Fact]
    public async Task A_paper_that_is_wrong_is_replaced_or_cancelled_with_a_reason_by_its_issuer_alone()
    {
        var round = await _day.RoundAsync(await _day.SignedDonationAsync("don-cartonnerie-lemoine", 2), Workday.Workshop);
        var driver = server.Token(Role.Driver, Workday.Workshop);
        await _day.ActAsync(driver, "rounds", round, "open");
        await _day.ActAsync(driver, "rounds", round, "record-trip", new { stop = "quai", note = "BE-77", counts = new[] { new { type = "LAPTOP", count = 2 } } });
        using var donor = await server.BrowserAsync(Role.Donor, "don-cartonnerie-lemoine");
        var number = (await PaperAsync($"round/{round}", server.Token(Role.Donor, "don-cartonnerie-lemoine"))).GetProperty("id").GetString()!;
        Assert.Empty((await donor.OpenAsync($"/documents/{number}")).Document.QuerySelectorAll("main form"));
        using var issuer = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var page = await issuer.OpenAsync($"/documents/{number}");
        var wrong = await issuer.SendAsync(page, $"/documents/{number}?handler=Replace", ("field", ""), ("right", ""), ("wrong", ""));
        Assert.All(["field", "right", "wrong"], field => Assert.NotNull(wrong.ErrorOf(field)));
        Assert.Equal(302, (await issuer.SendAsync(page, $"/documents/{number}?handler=Replace", ("field", "note"), ("right", "BE-78"), ("wrong", "mauvais numéro"))).Status);
        var after = (await _day.GetAsync(server.Token(Role.Supervisor, Workday.Workshop), $"/api/documents/{number}")).GetProperty("replacedBy").GetString();
        var next = await issuer.OpenAsync($"/documents/{after}");
        Assert.Contains("BE-78", next.Text, StringComparison.Ordinal);
        Assert.NotNull((await issuer.SendAsync(next, $"/documents/{after}?handler=Cancel")).ErrorOf("reason"));
        Assert.Equal(302, (await issuer.SendAsync(next, $"/documents/{after}?handler=Cancel", ("reason", "compté deux fois"))).Status);
        Assert.Contains("annulé", (await issuer.OpenAsync($"/documents/{after}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loan_that_is_only_signed_is_not_offered_to_be_closed_and_one_that_ran_is_prolonged()
    {
        var (dossier, machines) = await _day.ArrivedAsync(1);
        var loan = await _day.LoanAsync(dossier);
        using var animator = await server.BrowserAsync(Role.Animator, _day.Epn);
        Assert.DoesNotContain("handler=Close", (await animator.OpenAsync($"/loans/{loan}")).Document.Body!.InnerHtml, StringComparison.Ordinal);

        await _day.PlaceAsync(loan, machines);
        Assert.DoesNotContain("handler=Close", (await animator.OpenAsync($"/loans/{loan}")).Document.Body!.InnerHtml, StringComparison.Ordinal);
        using var lender = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var page = await lender.OpenAsync($"/loans/{loan}");
        Assert.NotNull((await lender.SendAsync(page, $"/loans/{loan}?handler=Extend", ("until", Workday.Day(1)), ("amendment", "AV-1"))).ErrorOf("until"));
        Assert.Equal(302, (await lender.SendAsync(page, $"/loans/{loan}?handler=Extend", ("until", Workday.Day(400)), ("amendment", "AV-1"))).Status);
        Assert.Equal("EXTENDED", (await _day.GetAsync(server.Token(Role.Supervisor, Workday.Workshop), $"/api/loans/{loan}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_receiver_signs_the_convention_and_the_pole_notes_what_was_signed_on_paper()
    {
        var donation = await _day.AcceptedDonationAsync("don-cartonnerie-lemoine", 4);
        using var receiver = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var page = await receiver.OpenAsync($"/receptions/{donation}");
        Assert.Contains("s'engage à", page.Of("[aria-labelledby=convention]")!.Replace('’', '\''), StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("input[name=document]"));
        Assert.NotNull((await receiver.SendAsync(page, $"/receptions/{donation}?handler=Convention")).ErrorOf("agreed"));
        Assert.Equal(302, (await receiver.SendAsync(page, $"/receptions/{donation}?handler=Convention", ("agreed", "true"))).Status);

        // Who has signed is not asked again, neither here nor by the pole; sent twice it is signed once.
        Assert.Equal(302, (await receiver.SendAsync(page, $"/receptions/{donation}?handler=Convention", ("agreed", "true"))).Status);
        Assert.DoesNotContain("handler=Convention", (await receiver.OpenAsync($"/receptions/{donation}")).Document.Body!.InnerHtml, StringComparison.Ordinal);

        using var pole = await server.BrowserAsync(Role.Coordinator);
        Assert.Equal(
            ["DONOR"],
            (await pole.OpenAsync($"/offers/{donation}")).Document.QuerySelectorAll("input[name=side]").Select(side => side.GetAttribute("value")));
        Assert.Contains("Déjà signé\u00a0: Atelier du Canal", (await pole.OpenAsync($"/offers/{donation}")).Text, StringComparison.Ordinal);
        Assert.Contains("Reste à signer\u00a0: Cartonnerie Lemoine", (await pole.OpenAsync($"/offers/{donation}")).Text, StringComparison.Ordinal);
        Assert.NotNull((await pole.OpenAsync("/offers")).Document.QuerySelector($"a[href='/offers/{donation}']"));
        var offer = await pole.OpenAsync($"/offers/{donation}");
        Assert.NotNull((await pole.SendAsync(offer, $"/offers/{donation}?handler=Sign")).ErrorOf("side"));
        Assert.NotNull((await pole.SendAsync(offer, $"/offers/{donation}?handler=Dock")).ErrorOf("dock"));
        Assert.Equal(302, (await pole.SendAsync(offer, $"/offers/{donation}?handler=Dock", ("dock", "camion déjà sur place"))).Status);
        Assert.Equal(302, (await pole.SendAsync(offer, $"/offers/{donation}?handler=Sign", ("side", "DONOR"))).Status);
        Assert.Equal("SIGNED", (await _day.GetAsync(server.Token(Role.Coordinator), $"/api/donations/{donation}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_donor_reads_the_convention_before_it_signs_and_is_asked_for_no_number()
    {
        var donation = await _day.AcceptedDonationAsync("don-cartonnerie-lemoine", 4);
        using var donor = await server.BrowserAsync(Role.Donor, "don-cartonnerie-lemoine");
        var page = await donor.OpenAsync($"/donations/{donation}");
        var text = page.Of("[aria-labelledby=convention]")!;

        Assert.Contains("Donateur", text, StringComparison.Ordinal);
        Assert.Contains("effacer les données, avec un certificat par support", text, StringComparison.Ordinal);
        Assert.Contains("donner sans contrepartie", text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("input[name=document]"));
        Assert.DoesNotContain($"CD-{donation}", page.Text, StringComparison.Ordinal);
        Assert.NotNull((await donor.SendAsync(page, $"/donations/{donation}?handler=Sign")).ErrorOf("agreed"));
        Assert.Equal(302, (await donor.SendAsync(page, $"/donations/{donation}?handler=Sign", ("agreed", "true"))).Status);

        var signed = await donor.OpenAsync($"/donations/{donation}");
        Assert.Null(signed.Document.QuerySelector("[aria-labelledby=convention]"));
    }

    [Theory]
    [InlineData("don-cartonnerie-lemoine", Role.Donor, "donations", "Sign")]
    [InlineData(Workday.Workshop, Role.Supervisor, "receptions", "Convention")]
    public async Task Nobody_signs_another_convention_than_the_one_that_was_read(string house, Role role, string plural, string handler)
    {
        var donation = await _day.AcceptedDonationAsync("don-cartonnerie-lemoine", 4);
        using var browser = await server.BrowserAsync(role, house);
        var address = $"/{plural}/{donation}";
        var page = await browser.OpenAsync(address);

        // While it is read, the donor forbids a sale.
        await _day.ActAsync(server.Token(Role.Donor, "don-cartonnerie-lemoine"), "donations", donation, "tighten-restrictions", new { restrictions = new { resaleForbidden = true } });
        var changed = await browser.SendAsync(page, $"{address}?handler={handler}", ("agreed", "true"));
        Assert.Contains("a changé", changed.ErrorOf("agreed"), StringComparison.Ordinal);
        Assert.Null(changed.Document.QuerySelector("input[name=agreed][checked]"));
        Assert.False((await _day.GetAsync(server.Token(Role.Coordinator), $"/api/donations/{donation}")).TryGetProperty("signedBy", out var signed) && signed.GetArrayLength() > 0);

        // What is shown now is signed.
        Assert.Equal(302, (await browser.SendAsync(changed, $"{address}?handler={handler}", ("agreed", "true"))).Status);
        Assert.Equal(1, (await _day.GetAsync(server.Token(Role.Coordinator), $"/api/donations/{donation}")).GetProperty("signedBy").GetArrayLength());
    }

    [Fact]
    public async Task A_donor_and_its_pole_have_its_report_made_by_a_button_and_a_second_press_makes_no_other()
    {
        var donation = await _day.AcceptedDonationAsync("don-cartonnerie-lemoine", 4);
        using var donor = await server.BrowserAsync(Role.Donor, "don-cartonnerie-lemoine");
        using var pole = await server.BrowserAsync(Role.Coordinator);

        foreach (var (browser, address) in ((Browser, string)[])[(donor, "/donations"), (pole, $"/offers/{donation}")])
        {
            var page = await browser.OpenAsync(address);
            Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Report", ("year", "hier"))).ErrorOf("year"));
            var made = await browser.SendAsync(page, $"{address}?handler=Report");
            Assert.Equal(302, made.Status);
            Assert.Equal(made.Location, (await browser.SendAsync(page, $"{address}?handler=Report")).Location);
            var report = await browser.OpenAsync(made.Location!);
            Assert.Contains("RA-", report.Of("h1")!, StringComparison.Ordinal);
            Assert.Contains("Annoncées", report.Of("[aria-labelledby=content]")!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_pole_validates_what_a_session_counted()
    {
        var session = await _day.SessionAsync(await _day.DossierAsync(1), -1);
        await _day.ActAsync(server.Token(Role.Animator, _day.Epn), "sessions", session, "hold", new { minutes = 90, counts = new { participants = 3, @new = 0, qpv = 0, women = 0, men = 0, unknown = 3, ages = new { under18 = 0, from18To25 = 0, from26To59 = 0, from60 = 0, unknown = 3 } } });
        using var pole = await server.BrowserAsync(Role.Coordinator);
        Assert.Contains($"/sessions/{session}", (await pole.OpenAsync("/sessions")).Document.Body!.InnerHtml, StringComparison.Ordinal);
        var page = await pole.OpenAsync($"/sessions/{session}");
        Assert.DoesNotContain("handler=Correct", page.Document.Body!.InnerHtml, StringComparison.Ordinal);
        Assert.Equal(302, (await pole.SendAsync(page, $"/sessions/{session}?handler=Validate")).Status);
        Assert.Equal("VALIDATED", (await _day.GetAsync(server.Token(Role.Coordinator), $"/api/sessions/{session}")).GetProperty("status").GetString());
    }

    private async Task<int> SignaturesAsync(string delivery) => (await PaperAsync($"delivery/{delivery}")).GetProperty("signatures").GetArrayLength();

    private async Task<JsonElement> PaperAsync(string about, string? token = null) =>
        (await _day.GetAsync(token ?? server.Token(Role.Animator, _day.Epn), $"/api/documents?about={Uri.EscapeDataString(about)}")).GetProperty("items")[0];
}
