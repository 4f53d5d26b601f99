using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Machines;

[Collection(DemoServerTests.Name)]
public class MachineListPageTests(DemoServer server)
{
    [Fact]
    public async Task A_machine_is_found_by_its_label_its_serial_and_one_typing_mistake_away()
    {
        var serial = $"PF{Guid.NewGuid():N}"[..12].ToUpperInvariant();
        var label = await server.ReceivedAsync(serial);
        using var browser = await server.BrowserAsync(Role.Supervisor);

        foreach (var typed in new[] { label, label.ToLowerInvariant(), serial, serial[..8], $"{serial[..^1]}Z" })
        {
            var page = await browser.OpenAsync($"/machines?q={Uri.EscapeDataString(typed)}");
            Assert.Contains(page.Document.QuerySelectorAll("main table a"), link => link.GetAttribute("href") == $"/machines/{label}");
        }

        using var stranger = await server.BrowserAsync(Role.Operator, "etabli-du-coteau");
        Assert.Contains("Rien trouvé", (await stranger.OpenAsync($"/machines?q={serial}")).Text, StringComparison.Ordinal);
        Assert.NotNull((await browser.OpenAsync("/machines?q=a")).Alert);
    }

    [Fact]
    public async Task The_list_goes_on_page_by_page_and_keeps_its_filters()
    {
        for (var i = 0; i < 52; i++)
        {
            await server.ReceivedAsync();
        }

        using var browser = await server.BrowserAsync(Role.Supervisor);
        var first = await browser.OpenAsync("/machines?status=RECEIVED");
        var next = first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        var second = await browser.OpenAsync(next);

        Assert.Equal(50, first.Document.QuerySelectorAll("main tbody tr").Length);
        Assert.Contains("status=RECEIVED", next, StringComparison.Ordinal);
        Assert.NotEmpty(second.Document.QuerySelectorAll("main tbody tr"));
        Assert.Empty(Codes(first).Intersect(Codes(second), StringComparer.Ordinal));
        Assert.All(second.Document.QuerySelectorAll("main tbody tr"), row => Assert.Contains("Reçue", row.TextContent, StringComparison.Ordinal));

        foreach (var wrong in new[] { "/machines?status=NOWHERE", "/machines?due=tomorrow", "/machines?cursor=mine" })
        {
            var page = await browser.OpenAsync(wrong);
            Assert.Equal((200, true), (page.Status, page.Alert is not null));
        }
    }

    private static IEnumerable<string> Codes(OpenedPage page) => page.Document.QuerySelectorAll("main tbody th").Select(cell => cell.TextContent.Trim());
}
