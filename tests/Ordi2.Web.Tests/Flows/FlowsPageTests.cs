using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Flows;

[Collection(DemoServerTests.Name)]
public class FlowsPageTests(DemoServer server)
{
    private readonly Workday _day = new(server);

    [Fact]
    public async Task A_gift_that_is_received_shows_from_whom_to_whom_it_went()
    {
        using var browser = await server.BrowserAsync(Role.Coordinator, Workday.Pole);
        var before = await CountAsync(browser);

        await _day.ReadyAsync(3, "don-cartonnerie-lemoine");

        Assert.Equal(before + 3, await CountAsync(browser));
        var page = await browser.OpenAsync("/flows?organisation=don-cartonnerie-lemoine&months=1");
        Assert.NotNull(page.Document.QuerySelector(".flow-map svg path.band"));
        Assert.All(page.Document.QuerySelectorAll("main tbody tr"), row => Assert.Contains("Lemoine", row.TextContent, StringComparison.Ordinal));
    }

    private static async Task<int> CountAsync(Browser browser) =>
        (await browser.OpenAsync("/flows")).Document.QuerySelectorAll("main tbody tr")
            .Where(row => row.QuerySelector("th")!.TextContent.Contains("Lemoine", StringComparison.Ordinal))
            .Sum(row => int.Parse(row.QuerySelector("td:last-child")!.TextContent.Where(char.IsDigit).ToArray(), NumberStyles.None, CultureInfo.InvariantCulture));
}
