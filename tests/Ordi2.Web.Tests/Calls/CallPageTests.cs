using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Web.Tests.Pages;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Calls;

[Collection(DemoServerTests.Name)]
public class CallPageTests(DemoServer server)
{
    private const string Juror = "etabli-du-coteau";

    private readonly Workday _day = new(server, "epn-la-clairiere", "asso-femmes-en-reseau");

    private PolePlay Play => new(server, _day);

    private string Coordinator => server.Token(Role.Coordinator);

    [Fact]
    public async Task A_call_is_written_with_its_mistakes_said_by_the_field_and_kept_once()
    {
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var page = await browser.OpenAsync("/calls/new");
        var wrong = await browser.SendAsync(page, null, ("title", ""), ("pledge-LAPTOP", "dix"), ("perDossier", "0"), ("weight-1", "5"), ("criterion-2", "Public"), ("weight-2", "500"), ("closesAt", "25:99"));
        Assert.All(["title", "rules", "closesOn", "closesAt", "pledge-LAPTOP", "perDossier", "criterion-0", "weight-1"], field => Assert.NotNull(wrong.ErrorOf(field)));
        Assert.Equal("Public", wrong.Document.GetElementById("criterion-1")!.GetAttribute("value"));

        (string, string)[] typed =
        [
            ("title", "Printemps"), ("rules", "Une règle.\nUne autre."), ("pledge-LAPTOP", "12"), ("pledge-MONITOR", "3"), ("perDossier", "6"), ("themes", "Lire\nÉcrire\nLire"),
            ("criterion-0", "Public"), ("weight-0", "3"), ("criterion-1", "Suite"), ("weight-1", "1"), ("opensOn", Workday.Day(5)), ("closesOn", Workday.Day(40)),
        ];
        var continuous = await browser.SendAsync(page, null, [.. typed, ("mode", "CONTINUOUS")]);
        Assert.NotNull(continuous.ErrorOf("closesOn"));
        var made = await browser.SendAsync(page, null, [.. typed, ("mode", "DATED")]);
        var again = await browser.SendAsync(page, null, [.. typed, ("mode", "DATED")]);
        Assert.Equal((302, 302, made.Location), (made.Status, again.Status, again.Location));

        var plan = (await _day.GetAsync(Coordinator, $"/api{made.Location}")).GetProperty("plan");
        Assert.Equal((2, 2, 2, 6), (plan.GetProperty("pledges").GetArrayLength(), plan.GetProperty("criteria").GetArrayLength(), plan.GetProperty("themes").GetArrayLength(), plan.GetProperty("perDossierMax").GetInt32()));

        // What was written is there again, the last day as it was written.
        var edit = await browser.OpenAsync($"{made.Location}/edit");
        Assert.Equal((Workday.Day(40), "12", "Suite"), (Value(edit, "closesOn"), Value(edit, "pledge-LAPTOP"), Value(edit, "criterion-1")));
        Assert.Equal(302, (await browser.SendAsync(edit, null, ("title", "Printemps 2027"), ("closesAt", "18:00"))).Status);
        Assert.Equal("18:00", Value(await browser.OpenAsync($"{made.Location}/edit"), "closesAt"));
    }

    [Fact]
    public async Task What_the_jury_looks_at_is_set_once_in_the_rules_and_a_new_call_begins_with_it()
    {
        using var browser = await server.BrowserAsync(Role.Coordinator);
        (string, string)[] none = [.. Enumerable.Range(0, 4).SelectMany(index => ((string, string)[])[($"criterion-{index}", ""), ($"weight-{index}", "")])];

        try
        {
            var rules = await browser.OpenAsync("/rules");
            var wrong = await browser.SendAsync(rules, null, [("reason", "comité"), ("criterion-0", "Public"), ("weight-0", "0"), ("weight-1", "2")]);
            Assert.All(["weight-0", "criterion-1"], field => Assert.NotNull(wrong.ErrorOf(field)));
            Assert.Equal(302, (await browser.SendAsync(rules, null, [("reason", "comité"), ("criterion-0", "Public"), ("weight-0", "3"), ("criterion-1", "Suite"), ("weight-1", "1")])).Status);
            Assert.Equal(("Suite", "1"), (Value(await browser.OpenAsync("/rules"), "criterion-1"), Value(await browser.OpenAsync("/rules"), "weight-1")));

            // Whoever had the page open says nothing against it by sending what stood in it.
            var late = await browser.SendAsync(rules, null, [("reason", "délai"), ("loanMonths", "18")]);
            Assert.Equal((200, "Public"), (late.Status, Value(late, "criterion-0")));
            Assert.Contains("Public (poids 3), Suite (poids 1)", late.Text, StringComparison.Ordinal);

            var made = await browser.SendAsync(await browser.OpenAsync("/calls/new"), null, ("title", "Aux règles"), ("rules", "Une règle."), ("pledge-LAPTOP", "2"), ("perDossier", "1"), ("mode", "CONTINUOUS"));
            var call = await _day.GetAsync(Coordinator, $"/api{made.Location}");
            var version = (await _day.GetAsync(Coordinator, $"/api/configurations/{Workday.Pole}")).GetProperty("rules").GetProperty("version").GetInt32();
            Assert.Equal((version, 2), (call.GetProperty("criteriaVersion").GetInt32(), call.GetProperty("plan").GetProperty("criteria").GetArrayLength()));
            Assert.Contains($"version {version}.", (await browser.OpenAsync(made.Location!)).Text, StringComparison.Ordinal);
        }
        finally
        {
            Assert.Equal(302, (await browser.SendAsync(await browser.OpenAsync("/rules"), null, [("reason", "comme avant"), .. none])).Status);
        }
    }

    [Fact]
    public async Task A_call_that_opens_at_an_hour_keeps_it_as_long_as_the_day_stays()
    {
        var opens = FrenchCalendar.At(FrenchCalendar.DayOf(DateTimeOffset.UtcNow).AddDays(5), new(9, 0));
        var call = await _day.CreateAsync(Coordinator, "calls", new
        {
            pole = Workday.Pole,
            mode = "CONTINUOUS",
            plan = new { title = "À neuf heures", rules = "Une règle.", pledges = new[] { new { type = "LAPTOP", quantity = 3 } }, perDossierMax = 2, opensAt = opens },
        });
        using var browser = await server.BrowserAsync(Role.Coordinator);

        Assert.Equal(302, (await browser.SendAsync(await browser.OpenAsync($"/calls/{call}/edit"), null, ("title", "À neuf heures précises"))).Status);
        Assert.Equal(opens, await OpensAsync());
        Assert.Equal(302, (await browser.SendAsync(await browser.OpenAsync($"/calls/{call}/edit"), null, ("opensOn", Workday.Day(6)))).Status);
        Assert.Equal(FrenchCalendar.StartOf(FrenchCalendar.DayOf(opens).AddDays(1)), await OpensAsync());

        async Task<DateTimeOffset> OpensAsync() => (await _day.GetAsync(Coordinator, $"/api/calls/{call}")).GetProperty("plan").GetProperty("opensAt").GetDateTimeOffset();
    }

    [Fact]
    public async Task The_pole_seats_a_jury_publishes_and_opens_and_nobody_reads_a_draft()
    {
        var call = await Play.CallAsync("Jury à composer");
        using var browser = await server.BrowserAsync(Role.Coordinator);
        using var animator = await server.BrowserAsync(Role.Animator, _day.Epn);
        Assert.Equal(404, (await animator.OpenAsync($"/calls/{call}")).Status);
        var address = $"/calls/{call}";
        var page = await browser.OpenAsync(address);

        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Seat", ("seat", ""))).ErrorOf("seat"));
        var option = page.Document.QuerySelectorAll("select[name=seat] option").First(one => one.TextContent.Contains("L'Établi", StringComparison.Ordinal) || one.TextContent.Contains("L’Établi", StringComparison.Ordinal));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Seat", ("seat", option.GetAttribute("value")!))).Status);
        Assert.Contains((await _day.GetAsync(Coordinator, $"/api{address}")).GetProperty("jury").EnumerateArray(), juror => juror.GetProperty("organisation").GetString() == Juror);

        page = await browser.OpenAsync(address);
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Unseat", ("why", ""))).Document.QuerySelector("[id^=why-][id$=-error]"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Unseat", ("why", "indisponible"))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Step")).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Step")).Status);
        page = await browser.OpenAsync(address);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Step")).Status);
        Assert.Equal("OPEN", (await _day.GetAsync(Coordinator, $"/api{address}")).GetProperty("status").GetString());

        var seen = await animator.OpenAsync(address);
        Assert.Contains("Utilité pour le public", seen.Text, StringComparison.Ordinal);
        Assert.Null(seen.Document.GetElementById("jury"));
        Assert.NotNull(seen.Document.QuerySelector($"a[href='/dossiers/new?call={call}']"));
        Assert.Equal(404, (await animator.OpenAsync($"{address}/jury")).Status);
        Assert.Equal(404, (await animator.OpenAsync($"{address}/edit")).Status);
    }

    [Fact]
    public async Task The_closing_is_put_off_and_the_pledge_enlarged_never_the_other_way()
    {
        var call = await Play.CallAsync("Printemps daté", dated: true);
        await _day.ActAsync(Coordinator, "calls", call, "publish");
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var address = $"/calls/{call}";
        var page = await browser.OpenAsync(address);
        var empty = await browser.SendAsync(page, $"{address}?handler=PutOff");
        Assert.NotNull(empty.ErrorOf("closesOn"));
        Assert.NotNull(empty.ErrorOf("reason"));
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=PutOff", ("closesOn", Workday.Day(2)), ("reason", "plus tôt"))).ErrorOf("closesOn"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=PutOff", ("closesOn", Workday.Day(60)), ("reason", "vacances"))).Status);
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Enlarge", ("type", "LAPTOP"), ("more", "-3"))).ErrorOf("more"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Enlarge", ("type", "LAPTOP"), ("more", "4"))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Enlarge", ("type", "LAPTOP"), ("more", "4"))).Status);
        Assert.Equal(24, (await _day.GetAsync(Coordinator, $"/api{address}")).GetProperty("plan").GetProperty("pledges")[0].GetProperty("quantity").GetInt32());
        Assert.Equal(302, (await browser.OpenAsync($"{address}/edit")).Status);
    }

    [Fact]
    public async Task The_jury_scores_by_criterion_the_pole_decides_and_the_applicants_read_their_answers()
    {
        var call = await Play.OpenedAsync("Décisions", laptops: 10);
        var (best, waits, refused) = (await Play.FiledAsync(call, 6), await Play.FiledAsync(call, 8), await Play.FiledAsync(call, 2));
        using var browser = await server.BrowserAsync(Role.Coordinator);
        using var juror = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);

        // Checked first: complete and eligible, or sent back with what is missing.
        var check = await browser.OpenAsync($"/dossiers/{best}/judge");
        Assert.NotNull((await browser.StepAsync(check, "mark-incomplete")).ErrorOf("reason"));

        foreach (var dossier in (string[])[best, waits, refused])
        {
            Assert.Equal(302, (await browser.SendAsync(await browser.OpenAsync($"/dossiers/{dossier}/judge"), null)).Status);
        }

        Assert.NotNull((await juror.OpenAsync("/")).Document.QuerySelector($".todo a[href='/calls/{call}/jury']"));

        // The pole itself does not score where there is a jury.
        Assert.Null((await browser.OpenAsync($"/dossiers/{best}/judge")).Document.QuerySelector("input[name=mark-0]"));
        var address = $"/dossiers/{best}/judge";
        var page = await juror.OpenAsync(address);
        var wrong = await juror.SendAsync(page, $"{address}?handler=Score", ("mark-0", "21"), ("mark-1", ""), ("mark-2", "12"));
        Assert.NotNull(wrong.ErrorOf("mark-0"));
        Assert.NotNull(wrong.ErrorOf("mark-1"));
        Assert.Equal("12", Value(wrong, "mark-2"));
        Assert.Equal(302, (await juror.SendAsync(page, $"{address}?handler=Score", ("mark-0", "20"), ("mark-1", "10"), ("mark-2", "10"))).Status);
        await Play.ScoreAsync(waits, 12, 12, 12);
        await Play.ScoreAsync(refused, 4, 4, 4);

        // Five, three and two count: 20, 10 and 10 are 75 of 100; ranked before the others.
        var table = await browser.OpenAsync($"/calls/{call}/jury");
        Assert.Equal([best, waits, refused], table.Document.QuerySelectorAll("tbody th a").Select(link => link.GetAttribute("href")!.Split('/')[2]));
        var cells = table.Document.QuerySelectorAll("tbody tr")[0].QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToArray();
        Assert.Equal(("20,0", "10,0", "75"), (cells[2], cells[3], cells[5]));
        Assert.Contains("16", table.Document.QuerySelectorAll(".tile dd").Select(tile => tile.TextContent));

        var decide = await browser.OpenAsync(address);
        Assert.NotNull((await browser.SendAsync(decide, $"{address}?handler=Accept", ("quantity-0", "7"))).ErrorOf("quantity-0"));
        Assert.NotNull((await browser.SendAsync(decide, $"{address}?handler=Accept", ("quantity-0", "0"))).ErrorOf("quantity-0"));
        Assert.Equal(302, (await browser.SendAsync(decide, $"{address}?handler=Accept", ("quantity-0", "6"))).Status);
        Assert.Equal(302, (await browser.SendAsync(decide, $"{address}?handler=Accept", ("quantity-0", "6"))).Status);

        // What is left is offered as it is, and no more can be given than there is.
        var next = await browser.OpenAsync($"/dossiers/{waits}/judge");
        Assert.Equal("4", Value(next, "quantity-0"));
        Assert.NotNull((await browser.SendAsync(next, $"/dossiers/{waits}/judge?handler=Accept", ("quantity-0", "8"))).ErrorOf("quantity-0"));
        Assert.Equal(302, (await browser.StepAsync(next, "waitlist")).Status);
        var last = await browser.OpenAsync($"/dossiers/{refused}/judge");
        Assert.NotNull((await browser.StepAsync(last, "reject")).ErrorOf("reason"));
        Assert.Equal(302, (await browser.StepAsync(last, "reject", ("reason", "hors du territoire"))).Status);

        using var animator = await server.BrowserAsync(Role.Animator, _day.Epn);
        var answers = await animator.OpenAsync($"/calls/{call}");
        Assert.Contains("6 portables sur 6", answers.Text, StringComparison.Ordinal);
        Assert.Contains("rang 1 de la liste", answers.Text, StringComparison.Ordinal);
        Assert.Contains("hors du territoire", answers.Text, StringComparison.Ordinal);
        using var partner = await server.BrowserAsync(Role.Partner, _day.Partner);
        Assert.Contains("rang 1 de la liste", (await partner.OpenAsync($"/dossiers/{waits}")).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await partner.OpenAsync($"/dossiers/{waits}/judge")).Status);
    }

    [Fact]
    public async Task Whoever_is_linked_steps_back_and_scores_no_more()
    {
        var call = await Play.OpenedAsync("Récusations");
        var dossier = await Play.EligibleAsync(call, 2);
        await Play.ScoreAsync(dossier, 10, 10, 10);
        using var juror = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var address = $"/dossiers/{dossier}/judge";
        var page = await juror.OpenAsync(address);
        Assert.NotNull((await juror.SendAsync(page, $"{address}?handler=Recuse")).ErrorOf("reason"));
        Assert.Equal(302, (await juror.SendAsync(page, $"{address}?handler=Recuse", ("reason", "ancienne du partenaire"))).Status);

        var after = await juror.OpenAsync(address);
        Assert.Contains("ancienne du partenaire", after.Text, StringComparison.Ordinal);
        Assert.Null(after.Document.QuerySelector("input[name=mark-0]"));
        Assert.NotNull((await juror.SendAsync(page, $"{address}?handler=Score", ("mark-0", "1"), ("mark-1", "1"), ("mark-2", "1"))).Alert);
        Assert.Contains("récusé", (await juror.OpenAsync($"/calls/{call}/jury")).Text, StringComparison.Ordinal);
        Assert.Equal("ELIGIBLE", (await _day.GetAsync(Coordinator, $"/api/dossiers/{dossier}")).GetProperty("status").GetString());
    }

    private static string? Value(OpenedPage page, string field) => page.Document.GetElementById(field)!.GetAttribute("value");
}
