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
        var machine = await server.WipedAsync(model);
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var page = await browser.OpenAsync("/recalls/new");
        var wrong = await browser.SendAsync(page, null, ("reason", ""), ("before", "bientôt"));
        Assert.All(["instruction", "reason", "batteries", "before"], field => Assert.NotNull(wrong.ErrorOf(field)));

        (string, string)[] recall = [("instruction", "DANGEROUS_BATTERY"), ("reason", "batterie qui gonfle"), ("models", model), ("before", Workday.Day(20))];
        var made = await browser.SendAsync(page, null, recall);
        Assert.Equal((302, made.Location), (made.Status, (await browser.SendAsync(page, null, recall)).Location));
        var draft = await browser.OpenAsync(made.Location!);
        Assert.DoesNotContain("handler=Close", draft.Document.Body!.InnerHtml, StringComparison.Ordinal);

        // Nobody sends it without knowing what it blocks.
        Assert.Contains("1 machine sera bloquée\u00a0: 1 en stock, 0 dehors. Lettres\u00a0: 0.", draft.Document.Body.TextContent, StringComparison.Ordinal);
        Assert.NotNull(draft.Document.QuerySelector($"main td a[href='/machines/{machine}']"));
        Assert.Equal("DRAFT", (await _day.GetAsync(server.Token(Role.Coordinator), $"/api{made.Location}")).GetProperty("status").GetString());
        Assert.Equal(302, (await browser.SendAsync(draft, $"{made.Location}?handler=Activate")).Status);
        var active = await browser.OpenAsync(made.Location!);
        Assert.Equal(302, (await browser.SendAsync(active, $"{made.Location}?handler=Refresh")).Status);

        // Its only machine is in stock: nobody has to be called.
        Assert.Equal(302, (await browser.SendAsync(active, $"{made.Location}?handler=Close")).Status);
        Assert.Equal("CLOSED", (await _day.GetAsync(server.Token(Role.Coordinator), $"/api{made.Location}")).GetProperty("status").GetString());
        Assert.Contains(made.Location!, (await browser.OpenAsync("/recalls")).Document.Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recall_by_batch_and_by_system_is_typed_in_shown_and_put_right()
    {
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var page = await browser.OpenAsync("/recalls/new");
        var wrong = await browser.SendAsync(
            page, null, ("instruction", "BRING_BACK"), ("reason", "essai"), ("system", "MS_DOS"), ("installedFrom", "hier"), ("installedTo", "demain"));
        Assert.All(["batteries", "system", "installedFrom", "installedTo"], field => Assert.NotNull(wrong.ErrorOf(field)));

        (string, string)[] said = [("instruction", "BRING_BACK"), ("reason", "le lot de disques tombe en panne"), ("installedFrom", Workday.Day(-3)), ("installedTo", Workday.Day(0))];
        var refused = await browser.SendAsync(page, null, [.. said, ("batches", "6BZLU")]);
        Assert.Equal(200, refused.Status);
        Assert.Contains("Dites aussi l’image ou le système", refused.Document.Body!.TextContent.Replace('\'', '’'), StringComparison.Ordinal);

        var made = await browser.SendAsync(refused, null, [.. said, ("batches", "6bzlu\n6CGFK"), ("images", "Debian 12"), ("system", "LINUX")]);
        Assert.Equal(302, made.Status);
        var filter = (await _day.GetAsync(server.Token(Role.Coordinator), $"/api{made.Location}")).GetProperty("filter");
        Assert.Equal(["6BZLU", "6CGFK"], filter.GetProperty("batches").EnumerateArray().Select(batch => batch.GetString()));
        Assert.Equal("DEBIAN 12", filter.GetProperty("images")[0].GetString());
        Assert.Equal("LINUX", filter.GetProperty("systems")[0].GetString());
        Assert.Equal(Workday.Day(-3), filter.GetProperty("installedFrom").GetString());

        var shown = (await browser.OpenAsync(made.Location!)).Document.Body!.TextContent;
        Assert.All(["6BZLU…, 6CGFK…", "DEBIAN 12…", "Linux"], words => Assert.Contains(words, shown, StringComparison.Ordinal));
        Assert.DoesNotContain("Numéros de batterie", shown, StringComparison.Ordinal);

        // One that finds nothing says so and cannot be sent.
        var none = await browser.SendAsync(page, null, ("instruction", "BRING_BACK"), ("reason", "essai"), ("batches", $"NONE-{Guid.NewGuid():N}"[..20]), ("before", Workday.Day(20)));
        var empty = await browser.OpenAsync(none.Location!);
        Assert.Contains("ne trouve aucune machine", empty.Text, StringComparison.Ordinal);
        Assert.Null(empty.Document.QuerySelector("form[action$='handler=Activate']"));
    }
}
