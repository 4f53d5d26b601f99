using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Audit;

[Collection(DemoServerTests.Name)]
public class AuditPageTests(DemoServer server)
{
    private readonly Workday _day = new(server);

    [Fact]
    public async Task What_was_refused_is_read_in_words_filtered_paged_and_taken_along()
    {
        var incident = await _day.CreateAsync(server.Token(Role.Animator, _day.Epn), "incidents", new { kind = "SUPPORT", what = "Clavier muet." });
        var refused = await server.Client.PostAsync($"/api/incidents/{incident}/solve", server.Token(Role.Animator, _day.Epn), new { outcome = "=1+1" });
        Assert.Equal(403, refused.Status);
        using var browser = await server.BrowserAsync(Role.Coordinator);

        var page = await browser.OpenAsync($"/audit?what=command-refused&organisation={_day.Epn}");
        var row = page.Document.QuerySelectorAll("main tbody tr").First(one => one.TextContent.Contains(incident, StringComparison.Ordinal));
        Assert.Contains("Action refusée", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("ne permet pas", row.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("role-may-not", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("command-refused", row.TextContent, StringComparison.Ordinal);

        var all = await browser.OpenAsync("/audit");
        var next = all.Document.QuerySelector("main a[href*='cursor=']")!.GetAttribute("href")!;
        Assert.NotEqual(all.Of("main tbody tr"), (await browser.OpenAsync(next)).Of("main tbody tr"));
        Assert.Equal(200, (await browser.OpenAsync("/audit?cursor=yesterday&since=never")).Status);
        Assert.Empty((await browser.OpenAsync("/audit?until=2020-01-01")).Document.QuerySelectorAll("main tbody tr"));

        var table = await browser.OpenAsync($"/audit?handler=Table&what=command-refused&organisation={_day.Epn}");
        Assert.Equal((200, "text/csv"), (table.Status, table.Response.Content.Headers.ContentType!.MediaType));
        var text = await table.Response.Content.ReadAsStringAsync();
        Assert.Contains(incident, text, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Split('\n'), line => line.Split(';').Any(cell => cell.Length > 0 && cell[0] is '=' or '+' or '@'));

        using var stranger = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        Assert.Equal(404, (await stranger.OpenAsync("/audit")).Status);
    }
}
