using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Organisations;

[Collection(DemoServerTests.Name)]
public class ClosingPageTests(DemoServer server)
{
    private const string House = "epn-trois-ponts";
    private const string Taker = "epn-le-phare";

    private readonly Workday _day = new(server, House, "asso-jardin-partage");

    private string Coordinator => server.Token(Role.Coordinator);

    [Fact]
    public async Task What_hangs_on_an_organisation_is_decided_line_by_line_and_each_line_says_what_became_of_it()
    {
        var dossier = await _day.DossierAsync(1);
        var moved = await _day.SessionAsync(dossier, 10);
        var cancelled = await _day.SessionAsync(dossier, 20);
        using var browser = await server.BrowserAsync(Role.Coordinator);
        const string Address = $"/organisations/{House}/closing";

        try
        {
            var page = await browser.OpenAsync(Address);
            Assert.Contains("Lire et écrire en ligne", page.Text, StringComparison.Ordinal);
            var wrong = await browser.SendAsync(page, null, ($"choice-session-{moved}", "MOVE_SESSION"));
            Assert.NotNull(wrong.ErrorOf("reason"));
            Assert.NotNull(wrong.ErrorOf($"to-session-{moved}"));
            Assert.Equal("MOVE_SESSION", wrong.Document.QuerySelector($"select[name='choice-session-{moved}'] option[selected]")?.GetAttribute("value"));
            Assert.Contains("au moins une ligne", (await browser.SendAsync(page, null, ("reason", "fin de la subvention"))).Alert, StringComparison.Ordinal);

            (string, string)[] decided =
            [
                ("reason", "fin de la subvention"),
                ($"choice-session-{moved}", "MOVE_SESSION"), ($"to-session-{moved}", Taker),
                ($"choice-session-{cancelled}", "CANCEL_SESSION"),
                ($"choice-dossier-{dossier}", "MOVE_DOSSIER"), ($"to-dossier-{dossier}", "atelier-du-canal"), ($"document-dossier-{dossier}", "AV-1"),
            ];
            Assert.Equal(302, (await browser.SendAsync(page, null, decided)).Status);
            Assert.Equal(302, (await browser.SendAsync(page, null, decided)).Status);

            Assert.Equal("CLOSING", (await _day.GetAsync(Coordinator, $"/api/organisations/{House}")).GetProperty("status").GetString());
            Assert.Equal(Taker, (await _day.GetAsync(Coordinator, $"/api/sessions/{moved}")).GetProperty("epn").GetString());
            Assert.Equal("CANCELLED", (await _day.GetAsync(Coordinator, $"/api/sessions/{cancelled}")).GetProperty("status").GetString());

            // A workshop takes no project over: the line stays, and says why.
            var after = await browser.OpenAsync(Address);
            var line = after.Document.QuerySelectorAll("fieldset").Single(one => one.QuerySelector($"[name='choice-dossier-{dossier}']") is not null);
            Assert.NotNull(line.QuerySelector(".status"));
            Assert.DoesNotContain($"choice-session-{cancelled}", after.Document.Body!.InnerHtml, StringComparison.Ordinal);
        }
        finally
        {
            await _day.ActAsync(Coordinator, "organisations", House, "reactivate");
        }
    }
}
