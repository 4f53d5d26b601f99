using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Documents;

[Collection(DemoServerTests.Name)]
public class DocumentPageTests(DemoServer server)
{
    [Fact]
    public async Task A_document_is_read_with_its_content_and_checked_by_anybody_who_has_it_in_hand()
    {
        var label = await server.ReceivedAsync();
        await server.DoAsync(label, "triage", new { route = "REUSE", powersOn = true });
        using var browser = await server.BrowserAsync(Role.Supervisor);

        var list = await browser.OpenAsync($"/documents?machine={label}");
        Assert.Contains(list.Document.QuerySelectorAll("main tbody a"), link => link.GetAttribute("href") == $"/documents/DT-{label}-001");
        var page = await browser.OpenAsync($"/documents/DT-{label}-001");
        Assert.Contains("Décision de tri", page.Of("h1")!, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Destination", page.Of("[aria-labelledby=content]")!, StringComparison.Ordinal);
        Assert.Contains($"{server.Address}verify/DT-{label}-001", page.Of("[aria-labelledby=proof]")!, StringComparison.Ordinal);

        var hash = page.Document.QuerySelectorAll("[aria-labelledby=proof] code")[1].TextContent;
        using var stranger = new Browser(server.Address);
        var genuine = await stranger.OpenAsync($"/verify/DT-{label}-001?sha256={hash}");
        Assert.Equal((200, true), (genuine.Status, genuine.Text.Contains("Ce document est vrai, et son contenu aussi", StringComparison.Ordinal)));
        Assert.DoesNotContain(label, genuine.Of(".facts")!.Replace($"DT-{label}-001", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("le contenu n'est pas le bon", (await stranger.OpenAsync($"/verify?number=DT-{label}-001&sha256={new string('0', 64)}")).Text, StringComparison.Ordinal);

        // Not for another workshop, nor for somebody who has not signed in.
        using var other = await server.BrowserAsync(Role.Supervisor, "etabli-du-coteau");
        Assert.Equal(404, (await other.OpenAsync($"/documents/DT-{label}-001")).Status);
        Assert.Equal(302, (await stranger.OpenAsync($"/documents/DT-{label}-001")).Status);
    }

    [Fact]
    public async Task The_data_of_a_document_is_a_file_that_says_what_the_API_says_and_no_more()
    {
        var label = await server.ReceivedAsync();
        await server.DoAsync(label, "triage", new { route = "REUSE", powersOn = true });

        foreach (var role in new[] { Role.Supervisor, Role.Operator })
        {
            using var browser = await server.BrowserAsync(role);
            var link = (await browser.OpenAsync($"/documents/DT-{label}-001")).Document.QuerySelector("main a[download]")!.GetAttribute("href")!;
            var file = (await browser.OpenAsync(link)).Response;

            Assert.Equal("application/json", file.Content.Headers.ContentType!.MediaType);
            Assert.Equal($"DT-{label}-001.json", file.Content.Headers.ContentDisposition!.FileName);
            var said = (await server.Client.GetAsync($"/api/documents/DT-{label}-001", server.Token(role))).Body;
            Assert.True(JsonElement.DeepEquals(said, JsonDocument.Parse(await file.Content.ReadAsStringAsync()).RootElement));
        }

        using var other = await server.BrowserAsync(Role.Supervisor, "etabli-du-coteau");
        Assert.Equal(404, (await other.OpenAsync($"/documents/DT-{label}-001?handler=Data")).Status);
    }

    [Fact]
    public async Task A_cancelled_document_says_so_and_an_unknown_number_says_what_to_do()
    {
        var label = await server.ReceivedAsync();
        await server.DoAsync(label, "triage", new { route = "REUSE", powersOn = true });
        var history = (await server.Client.GetAsync($"/api/machines/{label}/history", server.Token(Role.Supervisor))).Body;
        var seq = history.GetProperty("events").EnumerateArray().Last(one => one.GetProperty("type").GetString() == "machine.triaged.v1").GetProperty("seq").GetInt64();
        await server.DoAsync(label, "correct-event", new { seq, reason = "did-not-occur" });
        using var stranger = new Browser(server.Address);

        Assert.Contains("Ce document est annulé", (await stranger.OpenAsync($"/verify/DT-{label}-001")).Text, StringComparison.Ordinal);
        var unknown = await stranger.OpenAsync("/verify/CE-2027-999999-atelier-du-canal");
        Assert.Equal(404, unknown.Status);
        Assert.Contains("Vérifiez chaque signe du numéro", unknown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sees_only_that_there_is_a_document_does_not_read_what_it_says()
    {
        var label = await server.ReceivedAsync();
        await server.DoAsync(label, "triage", new { route = "REUSE", powersOn = true });
        using var browser = await server.BrowserAsync(Role.Operator);

        var page = await browser.OpenAsync($"/documents/DT-{label}-001");

        Assert.Equal(200, page.Status);
        Assert.Null(page.Of("[aria-labelledby=content]"));
        Assert.Null(page.Of("[aria-labelledby=proof]"));
    }
}
