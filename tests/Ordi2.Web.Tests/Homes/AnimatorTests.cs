using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

[Collection(DemoServerTests.Name)]
public class AnimatorTests(DemoServer server)
{
    private readonly Workday _day = new(server, "epn-le-phare", "asso-radio-ombre");

    private string Token => server.Token(Role.Animator, _day.Epn);

    [Fact]
    public async Task The_home_says_what_waits_and_the_delivery_is_compared_unit_by_unit()
    {
        var machines = await _day.ReadyAsync(3);
        var dossier = await _day.DossierAsync(3);
        var delivery = await _day.SentAsync(dossier, machines);
        using var browser = await SignedInAsync(Role.Animator, _day.Epn);

        var home = await browser.OpenAsync("/");
        Assert.Contains(home.Document.QuerySelectorAll(".todo a"), link => link.GetAttribute("href") is { } to && (to == $"/deliveries/{delivery}" || to.StartsWith("/deliveries?", StringComparison.Ordinal)));

        var address = $"/deliveries/{delivery}";
        var page = await browser.OpenAsync(address);
        Assert.Equal(3, page.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Equal("code", page.Document.QuerySelector("[autofocus]")?.GetAttribute("name"));

        // The hours are agreed, and read by the workshop that sends.
        var reversed = await browser.SendAsync(page, $"{address}?handler=Slot", ("day", Workday.Day(-1)), ("from", "14:00"), ("to", "13:00"));
        Assert.All(["day", "to"], field => Assert.NotNull(reversed.ErrorOf(field)));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Slot", ("day", Workday.Day(1)), ("from", "14:00"), ("to", "15:30"))).Status);
        using var store = await SignedInAsync(Role.Storekeeper, Workday.Workshop);
        Assert.Matches("de 14\\sh\\s00 à 15\\sh\\s30", (await store.OpenAsync(address)).Text);

        // Nothing, and something that is no label: said by the field.
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Scan")).ErrorOf("code"));
        var wrong = await browser.SendAsync(page, $"{address}?handler=Scan", ("code", "xx-no-label"));
        Assert.NotNull(wrong.ErrorOf("code"));

        // The same form sent twice receives one machine once.
        var first = await browser.SendAsync(page, $"{address}?handler=Scan", ("code", machines[0].ToLowerInvariant()));
        var second = await browser.SendAsync(page, $"{address}?handler=Scan", ("code", machines[0].ToLowerInvariant()));
        Assert.Equal((302, 302), (first.Status, second.Status));
        Assert.Equal([machines[0]], await ArrivedAsync(delivery));
        var after = await browser.OpenAsync(address);
        Assert.Contains("déjà reçue", (await browser.SendAsync(after, $"{address}?handler=Scan", ("code", machines[0])) is { Status: 302 } ? await browser.OpenAsync(address) : after).Text, StringComparison.Ordinal);

        Assert.Equal(302, (await browser.SendAsync(after, $"{address}?handler=Damage", ("machine", machines[0]), ("damage", "écran fendu"))).Status);
        Assert.NotNull((await browser.SendAsync(after, $"{address}?handler=Damage", ("machine", "nope"), ("damage", ""))).ErrorOf("damage"));
        Assert.Equal(302, (await browser.SendAsync(after, $"{address}?handler=End")).Status);
        var ended = await browser.OpenAsync(address);
        Assert.Contains("2 machines ne sont pas arrivées", ended.Text, StringComparison.Ordinal);
        Assert.Contains("écran fendu", ended.Text, StringComparison.Ordinal);
        Assert.Equal(302, (await browser.SendAsync(after, $"{address}?handler=End")).Status);
    }

    [Fact]
    public async Task A_delivery_is_refused_as_a_whole_with_a_reason_and_is_nobody_elses_business()
    {
        var dossier = await _day.DossierAsync(1);
        var delivery = await _day.SentAsync(dossier, await _day.ReadyAsync(1));
        var address = $"/deliveries/{delivery}";
        using var other = await SignedInAsync(Role.Animator, "epn-la-passerelle");
        using var donor = await SignedInAsync(Role.Donor, "don-cabinet-ferrand");
        Assert.Equal((404, 404), ((await other.OpenAsync(address)).Status, (await donor.OpenAsync(address)).Status));
        Assert.Equal(404, (await donor.OpenAsync("/deliveries")).Status);

        using var browser = await SignedInAsync(Role.Animator, _day.Epn);
        var page = await browser.OpenAsync(address);
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Refuse")).ErrorOf("reason"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Refuse", ("reason", "personne"))).Status);
        Assert.Equal("REFUSED", (await _day.GetAsync(Token, $"/api/deliveries/{delivery}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_convention_is_written_and_signed_machines_are_handed_over_and_come_back()
    {
        var (dossier, machines) = await _day.ArrivedAsync(3);
        using var browser = await SignedInAsync(Role.Animator, _day.Epn);
        Assert.Contains("signée", (await browser.OpenAsync($"/placements/{dossier}")).Of(".alert"), StringComparison.Ordinal);
        Assert.Contains(machines[0][..3], (await browser.OpenAsync("/placements")).Text, StringComparison.Ordinal);

        var write = await browser.OpenAsync($"/loans/new?dossier={dossier}");
        var noDay = await browser.SendAsync(write, null, ("from", "tomorrow"));
        Assert.NotNull(noDay.ErrorOf("from"));
        var made = await browser.SendAsync(write, null);
        Assert.Equal((302, made.Location), ((await browser.SendAsync(write, null)).Status, (await browser.SendAsync(write, null)).Location));
        var loan = made.Location!.Split('/')[^1];

        // Nobody wrote an end: it lasts as long as is said beside the dossier that was chosen.
        var months = int.Parse(write.Document.QuerySelector($"select[name=dossier] option[value='{dossier}']")!.TextContent.Split(" · ")[^1].Split([' ', '\u00a0'])[0], CultureInfo.InvariantCulture);
        var terms = await _day.GetAsync(Token, $"/api/loans/{loan}");
        Assert.Equal(
            DateOnly.Parse(terms.GetProperty("from").GetString()!, CultureInfo.InvariantCulture).AddMonths(months).AddDays(-1),
            DateOnly.Parse(terms.GetProperty("to").GetString()!, CultureInfo.InvariantCulture));

        var sign = await browser.OpenAsync($"/loans/{loan}");
        Assert.Null(sign.Document.QuerySelector("input[name=document]"));
        Assert.NotNull((await browser.SendAsync(sign, $"/loans/{loan}?handler=Sign")).ErrorOf("parties"));
        foreach (var party in (string[])["RELAY", "LENDER", "BORROWER"])
        {
            Assert.Equal(302, (await browser.SendAsync(sign, $"/loans/{loan}?handler=Sign", ("parties", party), ("agreed", "true"))).Status);
        }

        // The machines that the project has got stand in the text before anybody signs, and the paper is at hand afterwards.
        Assert.All(machines, machine => Assert.Contains(machine, sign.Text.Replace("\u00a0", string.Empty, StringComparison.Ordinal).Replace(" ", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal));
        var signed = await browser.OpenAsync($"/loans/{loan}");
        Assert.Null(signed.Document.QuerySelector("#convention"));
        Assert.NotNull(signed.Document.QuerySelector("main a[href^='/documents/']"));

        var place = await browser.OpenAsync($"/placements/{dossier}");
        var nothing = await browser.SendAsync(place, null);
        Assert.NotNull(nothing.ErrorOf("machines"));
        Assert.NotNull(nothing.ErrorOf("coSigned"));
        var placed = await browser.SendAsync(place, null, ("machines", machines[0]), ("coSigned", "true"));
        var again = await browser.SendAsync(place, null, ("machines", machines[0]), ("coSigned", "true"));
        Assert.True(placed.Status == 302, placed.Text);
        Assert.True(again.Status == 302, again.Text);
        Assert.Equal("PLACED", await StatusAsync(machines[0]));
        Assert.Equal(302, (await browser.SendAsync(place, null, ("machines", machines[1]), ("coSigned", "true"))).Status);

        var back = await browser.SendAsync(place, $"/placements/{dossier}?handler=Back", ("back", machines[2]));
        Assert.NotNull(back.ErrorOf("reason"));
        Assert.Equal(302, (await browser.SendAsync(place, $"/placements/{dossier}?handler=Back", ("back", machines[2]), ("reason", "un de trop"))).Status);
        Assert.Equal("IN_TRANSIT", await StatusAsync(machines[2]));

        var running = await browser.OpenAsync($"/loans/{loan}");
        var line = $"/loans/{loan}?handler=Line";
        var incomplete = await browser.SendAsync(running, line, ("machine", machines[0]), ("choice", "RETURNED"));
        Assert.NotNull(incomplete.ErrorOf("condition"));
        Assert.NotNull((await browser.SendAsync(running, line, ("machine", machines[0]), ("choice", "STOLEN"))).ErrorOf("declaration"));

        var returned = await browser.SendAsync(running, line, ("machine", machines[0]), ("choice", "RETURNED"), ("condition", "charnière cassée"));
        Assert.True(returned.Status == 302, returned.Text);
        Assert.Equal(302, (await browser.SendAsync(running, line, ("machine", machines[0]), ("choice", "RETURNED"), ("condition", "charnière cassée"))).Status);
        Assert.Contains("charnière cassée", (await browser.OpenAsync($"/loans/{loan}")).Text, StringComparison.Ordinal);
        Assert.Equal("RECEIVED", await StatusAsync(machines[0]));
        Assert.Contains($"/loans/{loan}", (await browser.OpenAsync("/loans?show=due")).Document.Body!.InnerHtml, StringComparison.Ordinal);

        // It came back already: the next attempt is another one, and not this answer again.
        var stopped = await browser.SendAsync(running, line, ("machine", machines[0]), ("choice", "RETURNED"), ("condition", "bon état"));
        Assert.NotNull(stopped.ErrorOf("machine"));
        Assert.NotEqual(NumberOf(running), NumberOf(stopped));

        // Of a convention that is due already, the second machine comes back like the first.
        var second = await browser.SendAsync(stopped, line, ("machine", machines[1]), ("choice", "RETURNED"), ("condition", "bon état"));
        Assert.True(second.Status == 302, second.Text);
        Assert.Equal("RECEIVED", await StatusAsync(machines[1]));

        using var other = await SignedInAsync(Role.Animator, "epn-la-passerelle");
        Assert.Equal((404, 404), ((await other.OpenAsync($"/loans/{loan}")).Status, (await other.OpenAsync($"/placements/{dossier}")).Status));
    }

    private static string? NumberOf(OpenedPage page) => page.Document.QuerySelector("form[action$='handler=Line'] input[name=requestId]")!.GetAttribute("value");

    [Fact]
    public async Task Deliveries_are_filtered_by_words_of_their_own()
    {
        using var browser = await SignedInAsync(Role.Animator, _day.Epn);

        var states = (await browser.OpenAsync("/deliveries")).Document.QuerySelectorAll("select[name=status] option").Skip(1).Select(option => option.TextContent.Trim());

        Assert.Equal(["En préparation", "Prête à partir", "Partie", "Livrée", "Livrée en partie", "Refusée", "Close"], states);
    }

    [Theory]
    [InlineData("/loans/new")]
    [InlineData("/sessions/new")]
    public async Task Two_dossiers_of_the_same_title_are_told_apart(string address)
    {
        string[] dossiers = [await _day.DossierAsync(1), await _day.DossierAsync(1)];
        using var browser = await SignedInAsync(Role.Animator, _day.Epn);

        var choices = (await browser.OpenAsync(address)).Document.QuerySelectorAll("select[name=dossier] option").ToDictionary(option => option.GetAttribute("value")!, option => option.TextContent, StringComparer.Ordinal);

        Assert.All(dossiers, dossier => Assert.Contains(dossier, choices[dossier], StringComparison.Ordinal));
        Assert.Contains("déposé le", choices[dossiers[0]], StringComparison.Ordinal);
        Assert.Equal(choices.Count, choices.Values.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_session_is_planned_and_recorded_with_counts_that_add_up_and_no_names()
    {
        var dossier = await _day.DossierAsync(1);
        using var browser = await SignedInAsync(Role.Animator, _day.Epn);
        var plan = await browser.OpenAsync($"/sessions/new?dossier={dossier}");
        var wrong = await browser.SendAsync(plan, null, ("day", ""), ("minutes", "5"), ("place", "Salle bleue"));
        Assert.NotNull(wrong.ErrorOf("day"));
        Assert.NotNull(wrong.ErrorOf("minutes"));
        Assert.Equal("Salle bleue", wrong.Document.QuerySelector("input[name=place]")!.GetAttribute("value"));
        Assert.Equal(302, (await browser.SendAsync(plan, null, ("day", Workday.Day(10)), ("animator", "Nadia"))).Status);
        Assert.Equal(302, (await browser.SendAsync(plan, null, ("day", Workday.Day(10)), ("animator", "Nadia"))).Status);
        Assert.Single((await browser.OpenAsync($"/dossiers/{dossier}")).Document.QuerySelectorAll("a[href^='/sessions/']"), link => link.GetAttribute("href") is not { } to || !to.Contains("new", StringComparison.Ordinal));

        var session = await _day.SessionAsync(dossier, -1);
        var address = $"/sessions/{session}";
        var record = await browser.OpenAsync(address);
        var tooMany = await browser.SendAsync(record, $"{address}?handler=Hold", ("participants", "8"), ("women", "5"), ("men", "9"), ("new", "douze"));
        Assert.NotNull(tooMany.ErrorOf("new"));
        Assert.Equal("5", tooMany.Document.QuerySelector("input[name=women]")!.GetAttribute("value"));
        Assert.NotNull((await browser.SendAsync(record, $"{address}?handler=Hold", ("participants", "8"), ("women", "5"), ("men", "9"))).ErrorOf("women"));
        (string, string)[] sheet = [("participants", "8"), ("women", "5"), ("men", "2"), ("qpv", "3"), ("from60", "6"), ("notes", "messagerie vue")];
        var held = await browser.SendAsync(record, $"{address}?handler=Hold", sheet);
        var twice = await browser.SendAsync(record, $"{address}?handler=Hold", sheet);
        Assert.Equal((302, 302), (held.Status, twice.Status));
        Assert.Equal("messagerie vue", (await browser.OpenAsync(address)).Document.QuerySelector("input[name=notes]")!.GetAttribute("value"));

        var counts = (await _day.GetAsync(Token, $"/api/sessions/{session}")).GetProperty("counts");
        Assert.Equal((8, 1, 2), (counts.GetProperty("participants").GetInt32(), counts.GetProperty("unknown").GetInt32(), counts.GetProperty("ages").GetProperty("unknown").GetInt32()));

        var correct = await browser.OpenAsync(address);
        Assert.NotNull((await browser.SendAsync(correct, $"{address}?handler=Correct", ("participants", "9"))).ErrorOf("reason"));
        Assert.Equal(302, (await browser.SendAsync(correct, $"{address}?handler=Correct", ("participants", "9"), ("reason", "une personne oubliée"))).Status);

        var coming = await _day.SessionAsync(dossier, 4);
        var move = await browser.OpenAsync($"/sessions/{coming}");
        Assert.NotNull((await browser.SendAsync(move, $"/sessions/{coming}?handler=Move", ("day", "2026-02-30"))).ErrorOf("day"));
        Assert.Equal(302, (await browser.SendAsync(move, $"/sessions/{coming}?handler=Move", ("day", Workday.Day(6)))).Status);
        Assert.NotNull((await browser.SendAsync(move, $"/sessions/{coming}?handler=Cancel")).ErrorOf("because"));
        Assert.Equal(302, (await browser.SendAsync(move, $"/sessions/{coming}?handler=Cancel", ("because", "salle fermée"))).Status);

        using var other = await SignedInAsync(Role.Animator, "epn-la-passerelle");
        Assert.Equal(404, (await other.OpenAsync(address)).Status);
    }

    [Fact]
    public async Task A_dossier_is_signed_filed_and_started_from_its_page()
    {
        using var browser = await SignedInAsync(Role.Animator, _day.Epn);
        var draft = await _day.DossierAsync(2, accepted: false);
        var page = await browser.OpenAsync($"/dossiers/{draft}");

        // Filed without the partner's signature: refused, and said why.
        Assert.Equal(302, (await browser.SendAsync(page, $"/dossiers/{draft}?handler=Sign")).Status);
        Assert.NotNull((await browser.SendAsync(page, $"/dossiers/{draft}?handler=Submit")).Alert);
        using var referent = await SignedInAsync(Role.Partner, _day.Partner);
        Assert.Equal(302, (await referent.SendAsync(await referent.OpenAsync($"/dossiers/{draft}"), $"/dossiers/{draft}?handler=Sign")).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"/dossiers/{draft}?handler=Submit")).Status);
        Assert.Contains("Déposé", (await browser.OpenAsync($"/dossiers/{draft}")).Text, StringComparison.Ordinal);

        var accepted = await _day.DossierAsync(2);
        var start = await browser.OpenAsync($"/dossiers/{accepted}");
        Assert.Equal(302, (await browser.SendAsync(start, $"/dossiers/{accepted}?handler=Start")).Status);
        Assert.Equal(302, (await browser.SendAsync(start, $"/dossiers/{accepted}?handler=Start")).Status);
        Assert.NotNull((await browser.SendAsync(start, $"/dossiers/{accepted}?handler=Abandon")).ErrorOf("reason"));
        Assert.Contains(accepted, (await browser.OpenAsync("/dossiers?status=IN_PROGRESS")).Document.Body!.InnerHtml, StringComparison.Ordinal);

        using var other = await SignedInAsync(Role.Animator, "epn-la-passerelle");
        Assert.Equal(404, (await other.OpenAsync($"/dossiers/{accepted}")).Status);
    }

    private async Task<Browser> SignedInAsync(Role role, string organisation)
    {
        var (account, browser) = (server.Account(role, organisation), new Browser(server.Address));
        Assert.Equal("/", (await browser.SignInAsync(account.Email, account.Password)).Location);
        return browser;
    }

    private async Task<string[]> ArrivedAsync(string delivery) =>
        [.. (await _day.GetAsync(Token, $"/api/deliveries/{delivery}")).GetProperty("arrived").EnumerateArray().Select(machine => machine.GetString()!)];

    private async Task<string?> StatusAsync(string machine) => (await _day.GetAsync(server.Token(Role.Coordinator), $"/api/machines/{machine}")).GetProperty("status").GetString();
}
