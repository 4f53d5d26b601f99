using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Machines;

[Collection(DemoServerTests.Name)]
public class PublicPageTests(DemoServer server)
{
    [Fact]
    public async Task Anybody_reads_what_the_machine_is_and_who_helps_and_nothing_of_anybody()
    {
        var serial = $"PF{Guid.NewGuid():N}"[..12].ToUpperInvariant();
        var label = await server.ReceivedAsync(serial);
        using var browser = new Browser(server.Address);

        // As the QR code writes it, and as somebody types it.
        foreach (var address in new[] { $"/M/{label}", $"/m/{label.ToLowerInvariant()}", $"/m?code={label}" })
        {
            var page = await browser.OpenAsync(address);
            Assert.Equal(200, page.Status);
            Assert.Contains("Cette machine est à l'atelier", page.Text, StringComparison.Ordinal);
            Assert.Contains("Pôle Ordi Val d'Ombre", page.Of("[aria-labelledby=help]")!, StringComparison.Ordinal);
            Assert.DoesNotContain(serial, page.Document.Body!.InnerHtml, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Atelier du Canal", page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_helps_is_called_and_found_as_it_shows_itself_in_the_directory()
    {
        var day = new Workday(server);
        var (dossier, machines) = await day.ArrivedAsync(1);
        await day.PlaceAsync(await day.LoanAsync(dossier), machines);
        using var animator = await server.BrowserAsync(Role.Animator, day.Epn);
        var card = await animator.SendAsync(
            await animator.OpenAsync("/directory-card"),
            null,
            ("offer", "Nous prêtons des ordinateurs."), ("phone", "04 99 00 11 22"), ("places.0.name", "Le Phare"), ("places.0.street", "3 quai Bas"), ("places.0.postalCode", "38000"), ("places.0.commune", "Grenoble"));
        Assert.True(card.Status == 302, card.Text);
        using var anybody = new Browser(server.Address);

        var help = (await anybody.OpenAsync($"/m/{machines[0]}")).Document.QuerySelector("[aria-labelledby=help]")!;

        Assert.NotNull(help.QuerySelector("a[href='tel:0499001122']"));
        Assert.NotNull(help.QuerySelector($"a[href='/directory/{day.Epn}']"));
    }

    [Fact]
    public async Task A_machine_that_was_given_for_good_is_nobodys_loan()
    {
        var day = new Workday(server);
        var (dossier, machines) = await day.ArrivedAsync(1);
        await day.PlaceAsync(await day.LoanAsync(dossier), machines);
        using var browser = new Browser(server.Address);
        Assert.Contains("est prêtée", (await browser.OpenAsync($"/m/{machines[0]}")).Text, StringComparison.Ordinal);

        await day.DoAsync(server.Token(Role.Coordinator), machines[0], "transfer-ownership", new { newOwner = day.Partner, document = await day.DeedAsync(machines[0]) });

        var page = await browser.OpenAsync($"/m/{machines[0]}");
        Assert.Contains("appartient à la structure qui l'utilise", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("rendez-la", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("prêtée", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ABCDEFG")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("https:%2F%2Fexample.org%2FM%2FH4T9CXB")]
    public async Task A_code_that_is_none_of_ours_gets_a_plain_sentence_and_a_field_to_type_it_again(string code)
    {
        using var browser = new Browser(server.Address);

        var page = await browser.OpenAsync($"/m/{code}");

        Assert.Equal(404, page.Status);
        Assert.Contains("Nous ne trouvons pas cette machine", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("main input[name=code]"));
        Assert.NotNull(page.Of(".alert"));
    }

    [Fact]
    public async Task Whoever_found_a_machine_tells_its_pole_where_and_twice_is_once()
    {
        var label = await server.ReceivedAsync();
        using var browser = new Browser(server.Address);
        var form = await browser.OpenAsync($"/m/{label}");
        var action = $"/m/{label}?handler=Found";

        var empty = await browser.SendAsync(form, action);
        Assert.Equal((200, true, true), (empty.Status, empty.ErrorOf("how") is not null, empty.ErrorOf("where") is not null));
        var personal = await browser.SendAsync(form, action, ("how", "outside"), ("where", "Appelez le 06 12 34 56 78"));
        Assert.Contains("ni e-mail ni téléphone", personal.ErrorOf("where"), StringComparison.Ordinal);
        Assert.Contains("06 12 34 56 78", personal.Document.GetElementById("where")!.TextContent, StringComparison.Ordinal);

        var told = await browser.SendAsync(form, action, ("how", "left"), ("where", "Gare de Valombre,\nconsigne"));
        var again = await browser.SendAsync(form, action, ("how", "left"), ("where", "Gare de Valombre,\nconsigne"));
        Assert.Equal((302, 302), (told.Status, again.Status));
        Assert.Contains("Le pôle Ordi 2.0 est prévenu", (await browser.OpenAsync(told.Location!)).Text, StringComparison.Ordinal);

        var incidents = (await server.Client.GetAsync($"/api/incidents?about=machine/{label}", server.Token(Role.Coordinator))).Body.GetProperty("items").EnumerateArray();
        var incident = Assert.Single(incidents);
        Assert.Contains("Gare de Valombre, consigne", incident.GetProperty("what").GetString(), StringComparison.Ordinal);
        Assert.Equal("pole-val-d-ombre", incident.GetProperty("pole").GetString());

        // Who follows it, and who has the machine by the books, read it where they look first.
        using var coordinator = await server.BrowserAsync(Role.Coordinator);
        Assert.Contains("Gare de Valombre, consigne", (await coordinator.OpenAsync("/alerts")).Text, StringComparison.Ordinal);
        using var custodian = await server.BrowserAsync(Role.Supervisor);
        Assert.Contains("Gare de Valombre, consigne", (await custodian.OpenAsync("/")).Text, StringComparison.Ordinal);
        Assert.Contains("Gare de Valombre, consigne", (await custodian.OpenAsync($"/machines/{label}")).Of(".alert"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recall_stands_first_and_is_answered_without_a_name()
    {
        var label = await server.RecalledAsync();
        using var browser = new Browser(server.Address);
        var page = await browser.OpenAsync($"/m/{label}");

        Assert.Equal("recall", page.Document.QuerySelector("main section")!.GetAttribute("aria-labelledby"));
        Assert.StartsWith("Arrêtez l'ordinateur. Débranchez-le.", page.Of(".instruction"), StringComparison.Ordinal);
        var nothing = await browser.SendAsync(page, $"/m/{label}?handler=Answer");
        Assert.NotNull(nothing.ErrorOf("answer"));

        var answered = await browser.SendAsync(page, $"/m/{label}?handler=Answer", ("answer", "HAVE_IT"));
        Assert.Equal($"/m/{label}", answered.Location);
        Assert.Equal("HAVE_IT", (await server.Client.GetAsync($"/api/recall-answers/{label}")).Body.GetProperty("answer").GetString());

        // Another machine has none.
        Assert.Null((await browser.OpenAsync($"/m/{await server.ReceivedAsync()}")).Of(".instruction"));
    }
}
