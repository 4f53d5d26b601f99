using System.Text.Json;
using AngleSharp.Html.Dom;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

[Collection(DemoServerTests.Name)]
public class RoundPlanTests(DemoServer server)
{
    private const string Carrier = "broyage-certifie";
    private const string Donor = "don-cartonnerie-lemoine";

    private readonly Workday _day = new(server, "epn-vallon", "asso-jardin-partage");

    [Fact]
    public async Task A_storekeeper_plans_a_round_with_its_stops_in_the_order_that_it_chooses()
    {
        var donation = await _day.SignedDonationAsync(Donor, 7);
        using var browser = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        var page = await browser.OpenAsync($"/rounds/new?donation={donation}");

        // What is wrong is said by its field, and what was typed stays.
        var wrong = await browser.SendAsync(page, null, ("carrier", "other"), ("otherCarrier", "personne-de-tel"), ("day", "demain"), ("place-1", "2 rue Haute"), ("from-1", "14:00"), ("to-1", "13:00"), ("capacity", "beaucoup"));
        Assert.All(["otherCarrier", "day", "to-1", "capacity"], field => Assert.NotNull(wrong.ErrorOf(field)));
        var over = await browser.SendAsync(page, null, ("carrier", Workday.Workshop), ("day", Workday.Day(-2)), ("place-1", "2 rue Haute"));
        Assert.Contains("Ce jour est passé", over.ErrorOf("day"), StringComparison.Ordinal);
        Assert.Equal("2 rue Haute", wrong.Document.QuerySelector("input[name=place-1]")!.GetAttribute("value"));
        Assert.NotNull((await browser.SendAsync(page, null, ("carrier", Workday.Workshop), ("place-1", ""))).ErrorOf("place-1"));

        (string, string)[] plan =
        [
            ("carrier", "other"), ("otherCarrier", Carrier), ("day", Workday.Day(2)), ("vehicle", "AB-123-CD"), ("capacity", "40"),
            ("place-1", "2 rue Haute"), ("order-1", "2"), ("from-1", "10:00"), ("to-1", "11:30"), ("access-1", "sonner deux fois"),
            ("place-2", "5 quai Bas"), ("order-2", "1"), ("safety-2", "batteries gonflées\nverre brisé"),
        ];
        var made = await browser.SendAsync(page, null, plan);
        var again = await browser.SendAsync(page, null, plan);
        Assert.Equal((302, 302, made.Location), (made.Status, again.Status, again.Location));

        var terms = await _day.GetAsync(server.Token(Role.Driver, Carrier), $"/api{made.Location}");
        Assert.Equal((Carrier, Workday.Day(2), 40), (terms.GetProperty("carrier").GetString(), terms.GetProperty("day").GetString(), terms.GetProperty("capacity").GetInt32()));
        var stops = terms.GetProperty("stops").EnumerateArray().Select(stop => stop.GetProperty("plan")).ToArray();
        Assert.Equal(["5 quai Bas", "2 rue Haute"], stops.Select(stop => stop.GetProperty("place").GetString()));
        Assert.Equal(["batteries gonflées", "verre brisé"], stops[0].GetProperty("safety").EnumerateArray().Select(one => one.GetString()));

        using var driver = await server.BrowserAsync(Role.Driver, Carrier);
        Assert.Contains("sonner deux fois", (await driver.OpenAsync(made.Location!)).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await driver.OpenAsync("/rounds/new")).Status);
    }

    [Fact]
    public async Task Who_drives_is_chosen_by_name_among_the_drivers_of_the_carrier()
    {
        var donation = await _day.SignedDonationAsync(Donor, 7);
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var page = await browser.OpenAsync($"/rounds/new?donation={donation}");
        var house = (await _day.GetAsync(server.Token(Role.Coordinator), $"/api/organisations/{Carrier}")).GetProperty("name").GetString()!;
        var driver = page.Document.QuerySelectorAll("select[name=driver] option").First(option => option.TextContent.EndsWith($"– {house}", StringComparison.Ordinal)).GetAttribute("value")!;
        (string, string)[] plan = [("day", Workday.Day(2)), ("place-1", "2 rue Haute"), ("driver", driver)];

        Assert.NotNull((await browser.SendAsync(page, null, [.. plan, ("carrier", Workday.Workshop)])).ErrorOf("driver"));
        Assert.NotNull((await browser.SendAsync(page, null, [.. plan[..2], ("carrier", Carrier), ("driver", "personne")])).ErrorOf("driver"));
        var made = await browser.SendAsync(page, null, [.. plan, ("carrier", Carrier)]);
        Assert.Equal(302, made.Status);
        Assert.Equal(driver, (await _day.GetAsync(server.Token(Role.Driver, Carrier), $"/api{made.Location}")).GetProperty("driver").GetString());
        Assert.Contains("Chauffeur", (await browser.OpenAsync(made.Location!)).Text, StringComparison.Ordinal);
        Assert.Equal(driver, (await browser.OpenAsync($"{made.Location}/plan")).Document.QuerySelector("select[name=driver] option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task As_many_stops_as_a_round_may_have_are_added_one_by_one_without_a_script()
    {
        const int most = 50;
        var donation = await _day.SignedDonationAsync(Donor, 7);
        using var browser = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        var page = await browser.OpenAsync($"/rounds/new?donation={donation}");
        var rows = Rows(page);
        page = await AddAsync(browser, page, ("carrier", Workday.Workshop), ("day", Workday.Day(3)), ("place-1", "2 rue Haute"), ("safety-1", "verre brisé"));
        Assert.Equal(rows + 1, Rows(page));
        Assert.Equal("2 rue Haute", page.Document.QuerySelector("input[name=place-1]")!.GetAttribute("value"));
        Assert.NotNull(page.Document.QuerySelector($"input[name=place-{rows + 1}][autofocus]"));
        Assert.Null(page.Alert);

        for (var row = rows + 1; row < most; row++)
        {
            page = await AddAsync(browser, page, ($"place-{row}", $"{row} rue Haute"));
        }

        Assert.Equal(most, Rows(page));
        Assert.Null(page.Document.QuerySelector("button[formaction]"));
        var made = await browser.SendAsync(page, null, ($"place-{most}", "au bout"));
        Assert.Equal(302, made.Status);
        var stops = (await _day.GetAsync(server.Token(Role.Storekeeper, Workday.Workshop), $"/api{made.Location}")).GetProperty("stops").EnumerateArray().Select(stop => stop.GetProperty("plan").GetProperty("place").GetString()).ToArray();
        Assert.Equal(("2 rue Haute", "au bout"), (stops[0], stops[^1]));

        // The same while a round is planned anew.
        var plan = await browser.OpenAsync($"{made.Location}/plan");
        Assert.Null(plan.Document.QuerySelector("button[formaction]"));
        var small = await _day.RoundAsync(await _day.SignedDonationAsync(Donor, 3), Carrier);
        plan = await browser.OpenAsync($"/rounds/{small}/plan");
        Assert.Equal(Rows(plan) + 1, Rows(await AddAsync(browser, plan)));

        static int Rows(OpenedPage page) => page.Document.QuerySelectorAll("main fieldset.panel").Length;
    }

    [Fact]
    public async Task A_round_is_changed_and_called_off_as_long_as_nobody_has_left()
    {
        var round = await _day.RoundAsync(await _day.SignedDonationAsync(Donor, 3), Carrier);
        using var pole = await server.BrowserAsync(Role.Coordinator);
        var page = await pole.OpenAsync($"/rounds/{round}");
        Assert.NotNull(page.Document.QuerySelector($"a[href='/rounds/{round}/plan']"));

        // The form holds the plan; another day and another order change it.
        var plan = await pole.OpenAsync($"/rounds/{round}/plan");
        Assert.Equal("12 rue des Sources, 69099 Valombre", plan.Document.QuerySelector("input[name=place-1]")!.GetAttribute("value"));
        Assert.Equal(302, (await pole.SendAsync(plan, null, ("day", Workday.Day(4)), ("order-1", "2"), ("order-2", "1"))).Status);
        Assert.Equal(302, (await pole.SendAsync(plan, null, ("day", Workday.Day(4)), ("order-1", "2"), ("order-2", "1"))).Status);
        var terms = await TermsAsync(round);
        Assert.Equal((Workday.Day(4), "cave"), (terms.GetProperty("day").GetString(), terms.GetProperty("stops")[0].GetProperty("plan").GetProperty("id").GetString()));

        page = await pole.OpenAsync($"/rounds/{round}");
        Assert.NotNull((await pole.SendAsync(page, $"/rounds/{round}?handler=CallOff")).ErrorOf("reason"));
        Assert.Equal(302, (await pole.SendAsync(page, $"/rounds/{round}?handler=CallOff", ("reason", "cave inondée"))).Status);
        Assert.Equal("CANCELLED", (await TermsAsync(round)).GetProperty("status").GetString());
        Assert.Contains("cave inondée", (await pole.OpenAsync($"/rounds/{round}")).Text, StringComparison.Ordinal);
        Assert.Empty((await pole.OpenAsync($"/rounds/{round}/plan")).Document.QuerySelectorAll("main form"));
    }

    [Fact]
    public async Task A_count_that_nobody_contests_is_closed_and_a_dispute_is_settled_in_words()
    {
        var round = await CountedAsync();
        var driver = server.Token(Role.Driver, Carrier);
        await _day.ActAsync(driver, "rounds", round, "record-trip", new { stop = "cave", donorAbsent = true, reason = "porte fermée" });
        await _day.ActAsync(driver, "rounds", round, "finish");
        await _day.ActAsync(driver, "rounds", round, "dispute", new { reason = "12 et non 11" });
        using var supervisor = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var page = await supervisor.OpenAsync($"/rounds/{round}");
        Assert.NotNull((await supervisor.SendAsync(page, $"/rounds/{round}?handler=Close")).ErrorOf("settlement"));
        Assert.Equal(302, (await supervisor.SendAsync(page, $"/rounds/{round}?handler=Close", ("settlement", "recompté ensemble"))).Status);
        Assert.Equal("CLOSED", (await TermsAsync(round)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_donor_contests_a_count_on_the_page_of_its_gift()
    {
        var round = await CountedAsync();
        var driver = server.Token(Role.Driver, Carrier);
        var donation = (await TermsAsync(round)).GetProperty("donation").GetString();
        var contest = $"/donations/{donation}?handler=Dispute";
        using var donor = await server.BrowserAsync(Role.Donor, Donor);
        Assert.DoesNotContain("handler=Dispute", (await donor.OpenAsync($"/donations/{donation}")).Document.Body!.InnerHtml, StringComparison.Ordinal);
        await _day.ActAsync(driver, "rounds", round, "record-trip", new { stop = "cave", donorAbsent = true, reason = "porte fermée" });
        await _day.ActAsync(driver, "rounds", round, "finish");

        var page = await donor.OpenAsync($"/donations/{donation}");
        Assert.NotNull((await donor.SendAsync(page, contest)).ErrorOf("wrong"));
        Assert.Equal(302, (await donor.SendAsync(page, contest, ("wrong", "12 et non 11"))).Status);
        Assert.Equal(302, (await donor.SendAsync(page, contest, ("wrong", "12 et non 11"))).Status);
        Assert.Equal("DISPUTED", (await TermsAsync(round)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_donor_signs_a_count_on_the_drivers_device_with_a_code_of_its_own_page()
    {
        var round = await CountedAsync();
        var donation = (await TermsAsync(round)).GetProperty("donation").GetString();
        using var donor = await server.BrowserAsync(Role.Donor, Donor);
        using var driver = await server.BrowserAsync(Role.Driver, Carrier);

        var page = await driver.OpenAsync($"/rounds/{round}");
        Assert.NotNull((await driver.SendAsync(page, $"/rounds/{round}?handler=Sign", ("code", ""))).ErrorOf("code"));
        Assert.Contains("pas encore de code", (await driver.SendAsync(page, $"/rounds/{round}?handler=Sign", ("code", "123456"))).ErrorOf("code"), StringComparison.Ordinal);

        var gift = await donor.OpenAsync($"/donations/{donation}");
        Assert.Contains("11", gift.Of(".panel"), StringComparison.Ordinal);
        Assert.All([page, gift], before => Assert.Contains("compté, à signer", before.Text, StringComparison.Ordinal));
        Assert.All([page, gift], before => Assert.DoesNotContain("signé par le donateur", before.Text, StringComparison.Ordinal));
        var made = await donor.SendAsync(gift, $"/donations/{donation}?handler=Code");
        var code = made.Of(".code-block code")!.Replace(" ", string.Empty, StringComparison.Ordinal);
        Assert.Equal(6, code.Length);
        Assert.Null((await donor.OpenAsync($"/donations/{donation}")).Of(".code-block"));

        page = await driver.OpenAsync($"/rounds/{round}");
        var wrong = await driver.SendAsync(page, $"/rounds/{round}?handler=Sign", ("code", code == "000000" ? "000001" : "000000"));
        Assert.Contains("il reste 4 essais", wrong.ErrorOf("code"), StringComparison.Ordinal);
        Assert.Equal(302, (await driver.SendAsync(wrong, $"/rounds/{round}?handler=Sign", ("code", $"{code[..3]} {code[3..]}"))).Status);

        Assert.True((await TermsAsync(round)).GetProperty("stops")[0].GetProperty("trips")[0].TryGetProperty("signedAt", out _));
        Assert.Contains("signé par code", (await driver.OpenAsync($"/rounds/{round}")).Text, StringComparison.Ordinal);
        Assert.Contains("signé par le donateur", (await driver.OpenAsync($"/rounds/{round}")).Text, StringComparison.Ordinal);
        Assert.Contains("signé par code", (await donor.OpenAsync($"/donations/{donation}")).Text, StringComparison.Ordinal);
        Assert.Null((await driver.OpenAsync($"/rounds/{round}")).Document.QuerySelector("#sign"));

        // The pickup slip says so as well: the note that awaited the signature leads to the one that has it.
        var papers = (await _day.GetAsync(server.Token(Role.Donor, Donor), $"/api/documents?about=round/{round}")).GetProperty("items").EnumerateArray().ToArray();
        var signed = papers.Single(paper => paper.GetProperty("status").GetString() is "SEALED");
        var first = papers.Single(paper => paper.GetProperty("status").GetString() is "REPLACED");
        Assert.Equal(signed.GetProperty("id").GetString(), first.GetProperty("replacedBy").GetString());
        var slip = await donor.OpenAsync($"/documents/{signed.GetProperty("id").GetString()}");
        Assert.Contains("par un code, sur l'appareil du conducteur", slip.Text.Replace('\u2019', '\''), StringComparison.Ordinal);
        Assert.Contains("Cartonnerie", slip.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Signé le", slip.Text, StringComparison.Ordinal);
    }

    /// <summary>Presses « Ajouter un arrêt ».</summary>
    private static Task<OpenedPage> AddAsync(Browser browser, OpenedPage page, params (string Name, string Value)[] fields)
    {
        var form = (IHtmlFormElement)page.Document.QuerySelector("main form")!;
        form.SetAttribute("action", page.Document.QuerySelector("button[formaction]")!.GetAttribute("formaction")!);
        return browser.SendFormAsync(page, form, fields);
    }

    private async Task<string> CountedAsync()
    {
        var round = await _day.RoundAsync(await _day.SignedDonationAsync(Donor, 12), Carrier);
        var driver = server.Token(Role.Driver, Carrier);
        await _day.ActAsync(driver, "rounds", round, "open");
        await _day.ActAsync(driver, "rounds", round, "record-trip", new { stop = "quai", note = $"BE-{round}", counts = new[] { new { type = "LAPTOP", count = 11 } } });
        return round;
    }

    private Task<JsonElement> TermsAsync(string round) => _day.GetAsync(server.Token(Role.Storekeeper, Workday.Workshop), $"/api/rounds/{round}");
}
