using System.Globalization;
using System.Security.Cryptography;
using Ordi2.Contracts;
using Ordi2.Web.Texts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Organisations;

[Collection(DemoServerTests.Name)]
public class OrganisationPageTests(DemoServer server)
{
    private readonly Workday _day = new(server);

    private string Coordinator => server.Token(Role.Coordinator);

    [Fact]
    public async Task The_list_is_narrowed_by_name_activity_and_state()
    {
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var all = await browser.OpenAsync("/organisations");
        Assert.True(all.Document.QuerySelectorAll("tbody tr").Length > 30);
        Assert.All((await browser.OpenAsync("/organisations?activity=WORKSHOP")).Document.QuerySelectorAll("tbody tr td:nth-of-type(2)"), cell => Assert.Contains("atelier", cell.TextContent, StringComparison.Ordinal));

        // Without accents, as people type.
        Assert.NotNull((await browser.OpenAsync("/organisations?q=etudiants")).Document.QuerySelector("a[href='/organisations/asso-etudiants-solidaires']"));
        Assert.Contains("Aucune organisation", (await browser.OpenAsync("/organisations?q=rien-de-tel")).Of(".empty"), StringComparison.Ordinal);
        Assert.NotNull((await browser.OpenAsync("/organisations?status=nonsense")).Document.QuerySelector("tbody tr"));
    }

    [Fact]
    public async Task The_charters_of_all_organisations_are_one_list_with_filters_and_pages()
    {
        var all = (await _day.GetAsync(Coordinator, "/api/accreditations?limit=500")).GetProperty("items").EnumerateArray().Select(Key).ToArray();
        var known = (await _day.GetAsync(Coordinator, "/api/organisations?limit=500")).GetProperty("items").EnumerateArray()
            .Sum(house => house.TryGetProperty("accreditations", out var charters) ? charters.GetArrayLength() : 0);
        Assert.Equal(known, all.Length);
        Assert.True(all.Length > 3, $"{all.Length} charters are known.");
        Assert.Equal(all.Length, all.Distinct(StringComparer.Ordinal).Count());

        List<string> paged = [];

        for (var cursor = string.Empty; cursor is not null;)
        {
            var page = await _day.GetAsync(Coordinator, $"/api/accreditations?limit=2{(cursor.Length == 0 ? cursor : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(Key));
            cursor = page.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }

        Assert.Equal(all, paged);
        var epns = (await _day.GetAsync(Coordinator, "/api/accreditations?activity=EPN&status=GRANTED&limit=500")).GetProperty("items").EnumerateArray().ToArray();
        Assert.NotEmpty(epns);
        Assert.All(epns, one => Assert.Equal(("EPN", "GRANTED"), (one.GetProperty("activity").GetString(), one.GetProperty("status").GetString())));
        Assert.All(epns, one => Assert.False(string.IsNullOrEmpty(one.GetProperty("document").GetString()) || string.IsNullOrEmpty(one.GetProperty("charterVersion").GetString())));
        Assert.Empty((await _day.GetAsync(Coordinator, "/api/accreditations?due=2001-01-01T00:00:00Z")).GetProperty("items").EnumerateArray());
        Assert.Equal(400, (await server.Client.GetAsync("/api/accreditations?activity=danse", Coordinator)).Status);

        static string Key(System.Text.Json.JsonElement one) => $"{one.GetProperty("organisation").GetString()} {one.GetProperty("activity").GetString()} {one.GetProperty("validFrom").GetString()}";
    }

    [Fact]
    public async Task An_organisation_is_added_once_with_its_mistakes_said_by_the_field()
    {
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var page = await browser.OpenAsync("/organisations/new");
        var wrong = await browser.SendAsync(page, null, ("name", ""), ("operators", "beaucoup"));
        Assert.All(["name", "activities", "form", "operators"], field => Assert.NotNull(wrong.ErrorOf(field)));
        var noNumber = await browser.SendAsync(page, null, ("name", "Maison bleue"), ("activities", "EPN"), ("form", "LOCAL_AUTHORITY"), ("siret", "123"));
        Assert.NotNull(noNumber.ErrorOf("siret"));
        Assert.Equal("Maison bleue", noNumber.Document.QuerySelector("input[name=name]")!.GetAttribute("value"));
        Assert.NotNull((await browser.SendAsync(page, null, ("name", "Maison bleue"), ("activities", "EPN"), ("form", "ASSOCIATION"), ("rna", "W12"))).ErrorOf("rna"));

        var made = await browser.SendAsync(page, null, ("name", "Maison bleue"), ("activities", "EPN"), ("form", "ASSOCIATION"), ("rna", "w999000111"), ("site", "accueil"));
        var again = await browser.SendAsync(page, null, ("name", "Maison bleue"), ("activities", "EPN"), ("form", "ASSOCIATION"), ("rna", "w999000111"), ("site", "accueil"));
        Assert.Equal((302, 302, made.Location), (made.Status, again.Status, again.Location));

        var profile = await _day.GetAsync(Coordinator, $"/api{made.Location}");
        Assert.Equal((Workday.Pole, "accueil"), (profile.GetProperty("pole").GetString(), profile.GetProperty("sites")[0].GetProperty("name").GetString()));
        var shown = await browser.OpenAsync(made.Location!);
        Assert.Contains("sans label", shown.Text, StringComparison.Ordinal);
        Assert.NotNull(shown.Document.QuerySelector($"a[href^='/people?organisation={made.Location!.Split('/')[^1]}']"));
    }

    [Fact]
    public async Task A_partner_without_siret_is_added_by_another_number_or_with_the_reason()
    {
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var page = await browser.OpenAsync("/organisations/new");
        Assert.NotNull((await browser.SendAsync(page, null, ("name", "École du Port"), ("activities", "PARTNER"), ("form", "STATE_SERVICE"), ("otherNumber", "0690123A"))).ErrorOf("otherNumber"));
        Assert.NotNull((await browser.SendAsync(page, null, ("name", "École du Port"), ("activities", "EPN"), ("form", "STATE_SERVICE"), ("otherNumber", "0690123J"))).ErrorOf("activities"));
        var school = await browser.SendAsync(page, null, ("name", "École du Port"), ("activities", "PARTNER"), ("form", "STATE_SERVICE"), ("otherNumber", "069 0123 j"));
        Assert.Equal(302, school.Status);
        Assert.Contains("0690123J", (await browser.OpenAsync(school.Location!)).Text, StringComparison.Ordinal);

        page = await browser.OpenAsync("/organisations/new");
        Assert.NotNull((await browser.SendAsync(page, null, ("name", "Les voisins"), ("activities", "PARTNER"), ("form", "ASSOCIATION"), ("category", "STUDENT_ASSOCIATION"), ("noNumberReason", "groupe non déclaré"))).ErrorOf("category"));
        var group = await browser.SendAsync(page, null, ("name", "Les voisins"), ("activities", "PARTNER"), ("form", "ASSOCIATION"), ("category", "NONE"), ("noNumberReason", "groupe non déclaré"));
        Assert.Equal(302, group.Status);
        Assert.Contains("groupe non déclaré", (await browser.OpenAsync(group.Location!)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_charter_is_granted_from_a_day_to_a_day_then_suspended()
    {
        var house = await NewAsync("Cyber-gare", "EPN");
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var address = $"/organisations/{house}";
        var page = await browser.OpenAsync(address);
        var wrong = await browser.SendAsync(page, $"{address}?handler=Grant", ("from", Workday.Day(10)), ("to", Workday.Day(1)), ("document", ""));
        Assert.NotNull(wrong.ErrorOf("to"));
        Assert.NotNull(wrong.ErrorOf("document"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Grant", ("from", Workday.Day(0)), ("to", Workday.Day(30)), ("document", "CH-1"))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Grant", ("from", Workday.Day(0)), ("to", Workday.Day(30)), ("document", "CH-1"))).Status);

        // The last day that was written is the last on which it holds.
        var granted = (await _day.GetAsync(Coordinator, $"/api/organisations/{house}")).GetProperty("accreditations");
        Assert.Equal(1, granted.GetArrayLength());
        Assert.StartsWith(Workday.Day(30), granted[0].GetProperty("validTo").GetString(), StringComparison.Ordinal);
        Assert.NotNull((await browser.OpenAsync("/organisations?show=ending")).Document.QuerySelector($"a[href='{address}']"));
        var last = $"finit le {Reader.Date(DateOnly.ParseExact(Workday.Day(30), "yyyy-MM-dd", CultureInfo.InvariantCulture), "fr")}";
        Assert.Contains(last, (await browser.OpenAsync(address)).Text, StringComparison.Ordinal);

        // Another one for the same days is refused, and said by the field.
        page = await browser.OpenAsync(address);
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Grant", ("document", "CH-2"))).ErrorOf("activity"));
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Stop", ("stop", "suspend"))).ErrorOf("why"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Stop", ("stop", "suspend"), ("why", "contrôle en cours"))).Status);
        Assert.Contains("suspendu", (await browser.OpenAsync(address)).Text, StringComparison.Ordinal);

        // The pole grants itself nothing.
        Assert.Null((await browser.OpenAsync($"/organisations/{Workday.Pole}")).Document.QuerySelector("form[action$='handler=Grant']"));
    }

    [Fact]
    public async Task A_charter_that_was_asked_for_is_taken_up_and_answered()
    {
        var house = await NewAsync("Atelier des quais", "WORKSHOP", operators: 4);
        await _day.ActAsync(Coordinator, "organisations", house, "request-accreditation", new { activity = "WORKSHOP", charterVersion = "2026" });
        using var browser = await server.BrowserAsync(Role.Coordinator);
        Assert.NotNull((await browser.OpenAsync("/organisations?show=asking")).Document.QuerySelector($"a[href='/organisations/{house}']"));
        var address = $"/organisations/{house}";
        var page = await browser.OpenAsync(address);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Review")).Status);
        Assert.Contains("à l'étude", (await browser.OpenAsync(address)).Text.Replace('’', '\''), StringComparison.Ordinal);
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Decline")).ErrorOf("why-Workshop"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Decline", ("why", "pièces manquantes"))).Status);
        Assert.Equal(0, (await _day.GetAsync(Coordinator, $"/api/organisations/{house}")).GetProperty("requests").GetArrayLength());
    }

    [Fact]
    public async Task Places_and_what_the_rules_need_are_changed_once()
    {
        var house = await NewAsync("Fabrique du pont", "WORKSHOP", operators: 2);
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var address = $"/organisations/{house}";
        var page = await browser.OpenAsync(address);
        var nameless = await browser.SendAsync(page, $"{address}?handler=Site", ("accepts", "MONITOR"));
        Assert.NotNull(nameless.ErrorOf("siteName"));
        Assert.Equal("MONITOR", nameless.Document.QuerySelector("input[name=accepts][checked]")?.GetAttribute("value"));
        Assert.Equal((302, 302), ((await browser.SendAsync(page, $"{address}?handler=Site", ("siteName", "quai"), ("accepts", "MONITOR"))).Status, (await browser.SendAsync(page, $"{address}?handler=Site", ("siteName", "quai"), ("accepts", "MONITOR"))).Status));
        var sites = (await _day.GetAsync(Coordinator, $"/api/organisations/{house}")).GetProperty("sites");
        Assert.Equal(1, sites.GetArrayLength());
        Assert.Equal("MONITOR", Assert.Single(sites[0].GetProperty("accepts").EnumerateArray()).GetString());
        page = await browser.OpenAsync(address);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=RemoveSite")).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=RemoveSite")).Status);

        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Operators", ("operators", "x"))).ErrorOf("operators"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Operators", ("operators", "9"))).Status);
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Receipts", ("receipts", "RUP"), ("proof", ""))).ErrorOf("proof"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Receipts", ("receipts", "RUP"), ("proof", "D-1"))).Status);
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Destruction")).ErrorOf("certificate"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Destruction", ("certificate", "C-1"))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Destruction", ("certificate", "C-1"))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Category", ("category", "ESUS_REUSE"))).Status);
        var known = await _day.GetAsync(Coordinator, $"/api/organisations/{house}");
        Assert.Equal((9, true, "RUP", "ESUS_REUSE"), (known.GetProperty("operators").GetInt32(), known.GetProperty("dataDestruction").GetBoolean(), known.GetProperty("taxReceipts").GetString(), known.GetProperty("category").GetString()));
    }

    [Fact]
    public async Task A_partner_that_had_no_number_is_given_it_on_its_page_once()
    {
        var house = await _day.CreateAsync(Coordinator, "organisations", new { name = "Collectif des Quais", form = "ASSOCIATION", activities = new[] { "PARTNER" }, noNumberReason = "groupe non déclaré", pole = Workday.Pole });
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var address = $"/organisations/{house}";
        var page = await browser.OpenAsync(address);

        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Numbers")).ErrorOf("siret"));
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Numbers", ("siret", "12"))).ErrorOf("siret"));
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Numbers", ("rna", "69"))).ErrorOf("rna"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Numbers", ("rna", "w 691 777 001"))).Status);
        var declared = await browser.OpenAsync(address);
        Assert.Contains("W691777001", declared.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("groupe non déclaré", declared.Text, StringComparison.Ordinal);
        Assert.Null(declared.Document.QuerySelector("input[name=rna]"));

        Assert.Equal(302, (await browser.SendAsync(declared, $"{address}?handler=Numbers", ("siret", "732 829 320 00033"))).Status);
        Assert.Null((await browser.OpenAsync(address)).Document.QuerySelector("input[name=siret]"));
        Assert.Equal("732829320", (await _day.GetAsync(Coordinator, $"/api/organisations/{house}")).GetProperty("siren").GetString());
    }

    [Fact]
    public async Task An_organisation_is_suspended_works_again_and_closes_when_nothing_is_left()
    {
        var house = await NewAsync("Réseau du lac", "PARTNER", prospect: true);
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var address = $"/organisations/{house}";
        Assert.Equal(302, (await browser.SendAsync(await browser.OpenAsync(address), $"{address}?handler=Life")).Status);

        foreach (var (step, next) in ((string, string)[])[("suspend", "SUSPENDED"), ("reactivate", "ACTIVE"), ("start-closing", "CLOSING"), ("close", "CLOSED")])
        {
            var page = await browser.OpenAsync(address);

            if (step is "suspend" or "start-closing")
            {
                Assert.NotNull((await browser.StepAsync(page, step, ("reason", ""))).ErrorOf("reason"));
            }

            Assert.Equal(302, (await browser.StepAsync(page, step, ("reason", "fin d'activité"))).Status);
            Assert.Equal(next, (await _day.GetAsync(Coordinator, $"/api/organisations/{house}")).GetProperty("status").GetString());
        }

        // What still has machines says so instead of the button.
        await server.ReceivedAsync();
        Assert.Contains("Machines en garde", (await browser.OpenAsync($"/organisations/{Workday.Workshop}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_organisations_of_a_pole_are_nobody_elses_business()
    {
        foreach (var role in (Role[])[Role.Animator, Role.Supervisor, Role.Donor])
        {
            using var browser = await server.BrowserAsync(role);
            Assert.Equal((404, 404, 404), ((await browser.OpenAsync("/organisations")).Status, (await browser.OpenAsync("/organisations/new")).Status, (await browser.OpenAsync($"/organisations/{Workday.Workshop}")).Status));
        }
    }

    private Task<string> NewAsync(string name, string activity, int operators = 0, bool prospect = false) => _day.CreateAsync(Coordinator, "organisations", new
    {
        name,
        form = "ASSOCIATION",
        activities = new[] { activity },
        rna = $"W{RandomNumberGenerator.GetInt32(100_000_000, 999_999_999)}",
        pole = Workday.Pole,
        operators,
        asProspect = prospect,
    });
}
