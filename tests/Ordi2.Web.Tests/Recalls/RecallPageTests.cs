using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Recalls;

[Collection(DemoServerTests.Name)]
public class RecallPageTests(DemoServer server)
{
    private readonly Workday _day = new(server);

    [Fact]
    public async Task A_recall_is_written_sent_followed_and_closed_by_its_pole()
    {
        var model = $"Modèle {Guid.NewGuid():N}"[..20];
        await server.WipedAsync(model);
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var page = await browser.OpenAsync("/recalls/new");
        var wrong = await browser.SendAsync(page, null, ("reason", ""), ("before", "bientôt"));
        Assert.All(["instruction", "reason", "batteries", "before"], field => Assert.NotNull(wrong.ErrorOf(field)));

        (string, string)[] recall = [("instruction", "DANGEROUS_BATTERY"), ("reason", "batterie qui gonfle"), ("models", model), ("before", Workday.Day(20))];
        var made = await browser.SendAsync(page, null, recall);
        Assert.Equal((302, made.Location), (made.Status, (await browser.SendAsync(page, null, recall)).Location));
        var draft = await browser.OpenAsync(made.Location!);
        Assert.DoesNotContain("handler=Close", draft.Document.Body!.InnerHtml, StringComparison.Ordinal);
        Assert.Equal(302, (await browser.SendAsync(draft, $"{made.Location}?handler=Activate")).Status);
        var active = await browser.OpenAsync(made.Location!);
        Assert.Equal(302, (await browser.SendAsync(active, $"{made.Location}?handler=Refresh")).Status);

        // Its only machine is in stock: nobody has to be called.
        Assert.Equal(302, (await browser.SendAsync(active, $"{made.Location}?handler=Close")).Status);
        Assert.Equal("CLOSED", (await _day.GetAsync(server.Token(Role.Coordinator), $"/api{made.Location}")).GetProperty("status").GetString());
        Assert.Contains(made.Location!, (await browser.OpenAsync("/recalls")).Document.Body!.InnerHtml, StringComparison.Ordinal);
    }
}
