using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ordi2.Contracts;
using Ordi2.Web.Features.Demo;
using Ordi2.Web.Tests.Pages;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Calls;

[Collection(DemoServerTests.Name)]
public class DossierFormTests(DemoServer server)
{
    private readonly Workday _day = new(server, "epn-la-passerelle", "asso-langues-du-monde");

    private string Animator => server.Token(Role.Animator, _day.Epn);

    /// <summary>The number of an association of the demonstration, as it stands on its statutes.</summary>
    private static string Rna(string organisation) => Territory.Rna(Array.FindIndex(Territory.Members, member => member.Id == organisation));

    [Fact]
    public async Task A_dossier_is_kept_as_a_draft_signed_by_both_and_filed()
    {
        var call = await new PolePlay(server, _day).OpenedAsync("Dossiers écrits à l'écran");
        using var browser = await server.BrowserAsync(Role.Animator, _day.Epn);
        Assert.NotNull((await browser.OpenAsync("/dossiers/new")).Document.QuerySelector($"a[href='/dossiers/new?call={call}']"));
        var address = $"/dossiers/new?call={call}";
        var page = await browser.OpenAsync(address);

        var wrong = await browser.SendAsync(page, address, ("partnerNumber", "12"), ("count-0", "beaucoup"), ("months", "90"), ("session-0", "demain"), ("qpv", "69"));
        Assert.All(["partnerNumber", "project", "type-0", "count-0", "months", "session-0", "theme", "exitPlan"], field => Assert.NotNull(wrong.ErrorOf(field)));
        Assert.Equal("beaucoup", wrong.Document.GetElementById("count-0")!.GetAttribute("value"));

        (string, string)[] typed =
        [
            ("partnerNumber", Rna(_day.Partner)), ("project", "Atelier CV"), ("type-0", "LAPTOP"), ("count-0", "5"), ("grade-0", "B"), ("session-0", Workday.Day(12)), ("session-1", Workday.Day(19)),
            ("theme", "Travail et droits"), ("months", "9"), ("hours", "20"), ("exitPlan", "Retour à l'atelier"), ("objectives", "Écrire un CV.\nPostuler."),
        ];
        Assert.NotNull((await browser.SendAsync(page, address, [.. typed, ("qpv", "69")])).ErrorOf("qpv"));
        Assert.NotNull((await browser.SendAsync(page, address, [.. typed, ("count-0", "500")])).ErrorOf("count-0"));
        var made = await browser.SendAsync(page, address, typed);
        var again = await browser.SendAsync(page, address, typed);
        Assert.True(made.Status == 302, made.Text);
        Assert.Equal((302, made.Location), (again.Status, again.Location));
        var dossier = made.Location!;

        var draft = await browser.OpenAsync(dossier);
        Assert.Contains("Il manque", draft.Of(".ticks"), StringComparison.Ordinal);
        Assert.NotNull((await browser.SendAsync(draft, $"{dossier}?handler=Submit")).Alert);

        // Corrected before anybody signed; then the partner signs on its own device.
        var edit = await browser.OpenAsync($"{dossier}/edit");
        Assert.Equal("5", edit.Document.GetElementById("count-0")!.GetAttribute("value"));
        Assert.Equal(302, (await browser.SendAsync(edit, null, ("count-0", "4"))).Status);
        Assert.Equal(302, (await browser.SendAsync(await browser.OpenAsync(dossier), $"{dossier}?handler=Sign")).Status);
        using var partner = await server.BrowserAsync(Role.Partner, _day.Partner);
        Assert.Equal(302, (await partner.SendAsync(await partner.OpenAsync(dossier), $"{dossier}?handler=Sign")).Status);
        Assert.Null((await partner.OpenAsync(dossier)).Document.QuerySelector($"form[action='{dossier}?handler=Sign']"));

        // What changes after a signature asks for it again.
        Assert.Contains("signatures tomberont", (await browser.OpenAsync($"{dossier}/edit")).Text, StringComparison.Ordinal);
        var ready = await browser.OpenAsync(dossier);
        Assert.DoesNotContain("Il manque", ready.Of(".ticks"), StringComparison.Ordinal);
        Assert.Equal(302, (await browser.SendAsync(ready, $"{dossier}?handler=Submit")).Status);
        Assert.Contains("Le pôle vérifie", (await partner.OpenAsync(dossier)).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await browser.OpenAsync($"{dossier}/edit")).Status);
        Assert.Equal("SUBMITTED", (await _day.GetAsync(Animator, $"/api{dossier}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_dossier_whose_call_closes_while_it_is_written_is_kept_as_a_draft_of_that_call()
    {
        var call = await new PolePlay(server, _day).OpenedAsync("Clos pendant qu'on écrit");
        using var browser = await server.BrowserAsync(Role.Animator, _day.Epn);
        var address = $"/dossiers/new?call={call}";
        var page = await browser.OpenAsync(address);
        await _day.ActAsync(server.Token(Role.Coordinator), "calls", call, "close");
        (string, string)[] typed =
        [
            ("partnerNumber", Rna(_day.Partner)), ("project", "Atelier clos"), ("type-0", "LAPTOP"), ("count-0", "5"), ("session-0", Workday.Day(12)), ("theme", "Travail et droits"), ("exitPlan", "Retour à l'atelier"),
        ];

        var wrong = await browser.SendAsync(page, address, [.. typed, ("count-0", "500")]);
        Assert.Equal("Atelier clos", wrong.Document.GetElementById("project")?.GetAttribute("value"));
        Assert.NotNull(wrong.ErrorOf("count-0"));

        var made = await browser.SendAsync(page, address, typed);
        Assert.True(made.Status == 302, made.Text);
        Assert.Equal(call, (await _day.GetAsync(Animator, $"/api{made.Location}")).GetProperty("call").GetString());
        Assert.Contains("L'appel à projets est clos", (await browser.OpenAsync(made.Location!)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dossier_for_a_call_that_nobody_knows_keeps_what_was_typed_and_says_what_to_do()
    {
        await new PolePlay(server, _day).OpenedAsync("Un autre appel");
        using var browser = await server.BrowserAsync(Role.Animator, _day.Epn);
        var page = await browser.OpenAsync("/dossiers/new?call=none");
        (string, string)[] typed =
        [
            ("partnerNumber", Rna(_day.Partner)), ("project", "Sans appel"), ("type-0", "LAPTOP"), ("count-0", "5"), ("session-0", Workday.Day(12)), ("exitPlan", "Retour à l'atelier"),
        ];

        var form = page.Document.QuerySelector<IHtmlFormElement>("main form")!;
        form.SetAttribute("action", "/dossiers/new?call=appel-qui-n-est-pas");

        var unknown = await browser.SendFormAsync(page, form, typed);

        Assert.Equal(200, unknown.Status);
        Assert.Contains("Envoyez de nouveau pour garder ce dossier sans appel", unknown.Alert, StringComparison.Ordinal);
        Assert.Equal("Sans appel", unknown.Document.GetElementById("project")?.GetAttribute("value"));
        var kept = await browser.SendAsync(unknown, "/dossiers/new?call=none");
        Assert.True(kept.Status == 302, kept.Text);
    }

    [Fact]
    public async Task A_partner_is_another_legal_person_and_is_known_by_its_number_alone()
    {
        using var browser = await server.BrowserAsync(Role.Animator, _day.Epn);
        var address = "/dossiers/new?call=none";
        var page = await browser.OpenAsync(address);
        var own = Territory.Siret(Array.FindIndex(Territory.Members, member => member.Id == _day.Epn));
        Assert.Contains("même personne morale", (await browser.SendAsync(page, address, ("partnerNumber", own))).ErrorOf("partnerNumber"), StringComparison.Ordinal);

        // A part of the same house has its number as well.
        var part = await _day.CreateAsync(server.Token(Role.Coordinator), "organisations", new { name = "Annexe de la Passerelle", form = "LOCAL_AUTHORITY", activities = new[] { "PARTNER" }, siret = own, pole = Workday.Pole });
        Assert.Contains("même personne morale", (await browser.SendAsync(page, address, ("partnerNumber", own[..9]))).ErrorOf("partnerNumber"), StringComparison.Ordinal);

        // Without the number at hand, the whole name does; a part of it finds nobody.
        Assert.Null((await browser.SendAsync(page, address, ("partnerNumber", "radio val d'ombre"))).ErrorOf("partnerNumber"));
        Assert.Contains("Aucun partenaire", (await browser.SendAsync(page, address, ("partnerNumber", "Radio"))).ErrorOf("partnerNumber"), StringComparison.Ordinal);
        Assert.Contains("Aucun partenaire", (await browser.SendAsync(page, address, ("partnerNumber", "W999999999"))).ErrorOf("partnerNumber"), StringComparison.Ordinal);

        // Nobody's name is given away but those of one's own partners.
        Assert.DoesNotContain("Radio Val", page.Document.Body!.InnerHtml, StringComparison.Ordinal);
        Assert.NotEmpty(part);
    }

    [Fact]
    public async Task A_dossier_that_lacks_something_comes_back_with_what_it_is()
    {
        var play = new PolePlay(server, _day);
        var dossier = await play.FiledAsync(await play.OpenedAsync("Incomplets"), 2);
        await _day.ActAsync(server.Token(Role.Coordinator), "dossiers", dossier, "mark-incomplete", new { missing = "les dates des séances" });
        using var browser = await server.BrowserAsync(Role.Animator, _day.Epn);
        Assert.Contains("les dates des séances", (await browser.OpenAsync($"/dossiers/{dossier}")).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await browser.SendAsync(await browser.OpenAsync($"/dossiers/{dossier}/edit"), null, ("session-0", Workday.Day(30)))).Status);
        using var other = await server.BrowserAsync(Role.Animator, "epn-vallon");
        Assert.Equal((404, 404), ((await other.OpenAsync($"/dossiers/{dossier}/edit")).Status, (await other.OpenAsync($"/dossiers/{dossier}")).Status));
    }
}
