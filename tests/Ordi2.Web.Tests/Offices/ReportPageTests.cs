using System.Text.RegularExpressions;
using Ordi2.Contracts;
using Ordi2.Web.Features.Offices;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Offices;

/// <summary>Each report of the API has a page, for exactly those who may ask for it.</summary>
[Collection(DemoServerTests.Name)]
public class ReportPageTests(DemoServer server)
{
    private static readonly string ThisYear = DateTime.UtcNow.Year.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private readonly Workday _day = new(server);

    [Theory]
    [InlineData(Role.Donor, "don-cartonnerie-lemoine", "donor-report reuse-attestation takeover-certificate")]
    [InlineData(Role.Coordinator, Workday.Pole, "donor-report reuse-attestation takeover-certificate pole-report receipt-declaration waste-register inventory-report")]
    [InlineData(Role.Supervisor, Workday.Workshop, "takeover-certificate receipt-declaration insertion-hours waste-register inventory-report")]
    [InlineData(Role.Storekeeper, Workday.Workshop, "waste-register inventory-report")]
    [InlineData(Role.Animator, "epn-trois-ponts", "inventory-report")]
    public async Task Each_role_is_offered_the_reports_that_it_may_ask_for(Role role, string organisation, string kinds)
    {
        using var browser = await server.BrowserAsync(role, organisation);
        var offered = (await browser.OpenAsync("/reports")).Document.QuerySelectorAll("main a[href^='/reports/']").Select(link => link.GetAttribute("href")!["/reports/".Length..]).ToArray();

        Assert.Equal(kinds.Split(' '), offered);

        foreach (var kind in ReportKinds.All.Select(ReportKinds.NameOf))
        {
            Assert.Equal(offered.Contains(kind, StringComparer.Ordinal) ? 200 : 404, (await browser.OpenAsync($"/reports/{kind}")).Status);
        }
    }

    [Fact]
    public async Task A_workshop_tells_its_insertion_hours_once_and_downloads_them_as_a_table()
    {
        using var browser = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var form = await browser.OpenAsync("/reports/insertion-hours");
        var wrong = await browser.SendAsync(form, null, ("year", ThisYear), ("hours", "beaucoup"), ("trainingHours", ""), ("exits", "-1"));
        Assert.NotNull(wrong.ErrorOf("hours"));
        Assert.NotNull(wrong.ErrorOf("trainingHours"));
        Assert.NotNull(wrong.ErrorOf("exits"));
        (string, string)[] numbers = [("year", ThisYear), ("hours", "4321"), ("trainingHours", "210"), ("exits", "7")];
        var made = await browser.SendAsync(form, null, numbers);
        Assert.True(made.Status == 302, made.Text);
        Assert.Equal(made.Location, (await browser.SendAsync(form, null, numbers)).Location);

        var page = await browser.OpenAsync(made.Location!);
        Assert.Contains(page.Document.QuerySelectorAll("a[download]"), link => link.GetAttribute("href")!.EndsWith("handler=Table", StringComparison.Ordinal));
        var table = await TableAsync(browser, $"{made.Location}?handler=Table");
        Assert.Contains(";4321;210;7\r\n", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_register_of_waste_is_a_document_and_a_table_with_every_column()
    {
        const string recycler = "recyclage-du-val";
        var batch = await _day.HandedOverAsync(recycler, await _day.ReadyAsync(1));
        using var browser = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        var made = await browser.SendAsync(await browser.OpenAsync("/reports/waste-register"), null, ("year", ThisYear));
        Assert.True(made.Status == 302, made.Text);
        Assert.Contains((await browser.OpenAsync(made.Location!)).Document.QuerySelectorAll("a[download]"), link => link.GetAttribute("href")!.EndsWith("handler=Table", StringComparison.Ordinal));
        var table = (await TableAsync(browser, $"{made.Location}?handler=Table")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(28, table[0].Split(';').Length);
        Assert.Contains("destination, SIRET;destination, adresse", table[0], StringComparison.Ordinal);
        var line = Assert.Single(table, row => row.Contains($";BE-{batch};", StringComparison.Ordinal));
        Assert.Contains(";16 02 14;", line, StringComparison.Ordinal);
        Assert.Contains(";0,002;", line, StringComparison.Ordinal);
        var treats = (await _day.GetAsync(server.Token(Role.Coordinator), $"/api/organisations/{recycler}")).GetProperty("siret").GetString()!;
        Assert.Contains($"Recyclage du Val;{treats};", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inventory_report_needs_a_day_that_was_and_something_that_was_scanned()
    {
        using var browser = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var form = await browser.OpenAsync("/reports/inventory-report");
        Assert.NotNull((await browser.SendAsync(form, null, ("since", "2099-01-01"))).ErrorOf("since"));
        await _day.DoAsync(server.Token(Role.Storekeeper, Workday.Workshop), await server.ReceivedAsync(), "inventory-check", new { zone = "Quai" });
        var made = await browser.SendAsync(form, null, ("since", Workday.Day(-1)));
        Assert.True(made.Status == 302, made.Text);
        Assert.Equal(200, (await browser.OpenAsync(made.Location!)).Status);
    }

    [Fact]
    public async Task The_pole_makes_its_yearly_report_and_the_report_of_a_donor()
    {
        await _day.ReceivedDonationAsync("don-clinique-des-sources", 1);
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var year = await browser.SendAsync(await browser.OpenAsync("/reports/pole-report"), null, ("year", ThisYear));
        Assert.True(year.Status == 302, year.Text);
        Assert.Contains("total", await TableAsync(browser, $"{year.Location}?handler=Table"), StringComparison.Ordinal);

        var form = await browser.OpenAsync("/reports/donor-report");
        Assert.NotNull((await browser.SendAsync(form, null, ("donor", "nobody"))).ErrorOf("donor"));
        var report = await browser.SendAsync(form, null, ("donor", "don-clinique-des-sources"), ("year", ""));
        Assert.True(report.Status == 302, report.Text);
        Assert.Contains("don-clinique-des-sources", (await _day.GetAsync(server.Token(Role.Coordinator), $"/api{report.Location}")).GetRawText(), StringComparison.Ordinal);

        // Nothing was given on a public basis: the refusal says so and keeps what was chosen.
        var none = await browser.SendAsync(await browser.OpenAsync("/reports/reuse-attestation"), null, ("donor", "don-clinique-des-sources"), ("year", ThisYear));
        Assert.Equal(200, none.Status);
        Assert.NotNull(none.Alert);
    }

    [Fact]
    public async Task The_sums_of_the_sessions_stand_on_a_page_and_in_a_table_as_the_API_says_them()
    {
        var session = await _day.SessionAsync(await _day.DossierAsync(1), -1);
        await _day.ActAsync(server.Token(Role.Animator, _day.Epn), "sessions", session, "hold", new
        {
            minutes = 90,
            counts = new { participants = 4, @new = 1, qpv = 3, women = 2, men = 2, unknown = 0, ages = new { under18 = 0, from18To25 = 1, from26To59 = 2, from60 = 1, unknown = 0 } },
        });
        using var browser = await server.BrowserAsync(Role.Animator, _day.Epn);
        Assert.NotNull((await browser.OpenAsync("/sessions")).Document.QuerySelector("a[href='/sessions/report']"));
        var period = $"from={Workday.Day(-2)}&to={Workday.Day(0)}";
        var said = (await _day.GetAsync(server.Token(Role.Animator, _day.Epn), $"/api/session-report?{period}")).GetProperty("all");
        var page = await browser.OpenAsync($"/sessions/report?{period}");
        var total = page.Document.QuerySelectorAll("main tr").Single(row => row.QuerySelector("th")?.TextContent.Trim() is "Toutes les séances");
        Assert.Equal(said.GetProperty("counts").GetProperty("participants").GetInt32().ToString(System.Globalization.CultureInfo.InvariantCulture), total.QuerySelectorAll("td")[2].TextContent.Trim());
        Assert.Contains("Toutes les séances;", await TableAsync(browser, $"/sessions/report?{period}&handler=Table"), StringComparison.Ordinal);
        Assert.NotNull((await browser.OpenAsync("/sessions/report?from=2026-02-01&to=2026-01-01")).Alert);
    }

    [Fact]
    public void Every_report_that_the_request_names_has_a_page_but_the_deed_which_is_made_at_its_step() => Assert.Equal(
        Regex.Matches(Checkout.Read("silo/Ordi2.Contracts/Offices/IOfficeGrain.cs").Split('\n').First(line => line.Contains("param name=\"Kind\"", StringComparison.Ordinal)), "[A-Z]+_[A-Z]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Value)
            .Where(kind => kind is not "TRANSFER_DEED").Order(StringComparer.Ordinal),
        ReportKinds.All.Select(kind => kind.Code()).Order(StringComparer.Ordinal));

    private static async Task<string> TableAsync(Browser browser, string address)
    {
        var answer = await browser.OpenAsync(address);
        Assert.Equal((200, "text/csv"), (answer.Status, answer.Response.Content.Headers.ContentType!.MediaType));
        return await answer.Response.Content.ReadAsStringAsync();
    }
}
