using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.PublicDirectory;

/// <summary>Who shows what in the public directory, and who finds it.</summary>
[Collection(DemoServerTests.Name)]
public class DirectoryTests(DemoServer server)
{
    private const string Space = "epn-la-passerelle";

    [Fact]
    public async Task Anybody_finds_who_is_near_by_department_activity_and_commune()
    {
        using var browser = new Browser(server.Address);

        var all = await browser.OpenAsync("/directory");
        Assert.Equal(200, all.Status);
        Assert.Contains("Cyber-base La Clairière", all.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Banque ombrienne", all.Text, StringComparison.Ordinal);
        Assert.Equal("shade-some", all.Document.QuerySelector("a[href='/directory?department=01'] path")?.ClassName);
        Assert.Null(all.Document.QuerySelector("a[href='/directory?department=59']"));
        Assert.StartsWith("Rhône", all.Document.QuerySelector("a[href='/directory?department=69']")?.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Null(all.Document.QuerySelector("nav.pages"));
        Assert.Null(all.Document.QuerySelector("main form a[href='/directory']"));
        Assert.Equal("La Réunion", all.Of("a[href='/directory?department=974']"));

        await FindsAsync("/directory?department=42", ["Fabrique des Tilleuls"]);
        await FindsAsync("/directory?department=69&activity=POLE", ["Pôle Ordi Val d'Ombre"]);
        await FindsAsync("/directory?department=69&activity=RECYCLER", []);
        await FindsAsync("/directory?q=port-omb", ["EPN Le Phare"]);
        await FindsAsync("/directory?q=07098", ["EPN Le Phare"]);

        // Two letters find nobody, and nobody looks like everybody.
        var little = await browser.OpenAsync("/directory?q=Ay");
        Assert.Contains("trois lettres", little.Of(".alert"), StringComparison.Ordinal);
        Assert.Null(little.Document.QuerySelector(".directory-list"));

        foreach (var wrong in new[] { "/directory?department=2C", "/directory?activity=DONOR", "/directory/don-banque-ombrienne", "/directory/nobody" })
        {
            Assert.Equal(404, (await browser.OpenAsync(wrong)).Status);
        }

        async Task FindsAsync(string address, string[] names) =>
            Assert.Equal(names, (await browser.OpenAsync(address)).Document.QuerySelectorAll(".directory-list h3").Select(name => name.TextContent.Trim()));
    }

    [Fact]
    public async Task An_actor_chooses_what_is_shown_and_may_leave()
    {
        using var browser = await SignedInAsync(Role.Animator, Space);
        using var stranger = new Browser(server.Address);
        var form = await browser.OpenAsync("/directory-card");
        Assert.Contains("Voir la fiche", form.Text, StringComparison.Ordinal);

        var wrong = await browser.SendAsync(form, null, ("places.0.postalCode", "6909"), ("phone", "04 74 00 00 00"));
        Assert.Equal(200, wrong.Status);
        Assert.Contains("cinq chiffres", wrong.ErrorOf("places-0-postalCode") ?? wrong.ErrorOf("places.0.postalCode"), StringComparison.Ordinal);
        Assert.Equal("04 74 00 00 00", wrong.Document.QuerySelector("[name=phone]")?.GetAttribute("value"));

        var shown = await browser.SendAsync(
            wrong,
            null,
            ("places.0.postalCode", "69099"),
            ("places.0.hours", "mardi, 14 h à 17 h"),
            ("places.1.name", "Annexe"),
            ("places.1.postalCode", "38000"),
            ("places.1.commune", "Grand-Ombre"),
            ("web", "https://passerelle.example"));
        Assert.Equal("/directory-card", shown.Location);

        var card = await stranger.OpenAsync($"/directory/{Space}");
        Assert.Contains("mardi, 14 h à 17 h", card.Text, StringComparison.Ordinal);
        Assert.Contains("Annexe", card.Text, StringComparison.Ordinal);
        Assert.Contains("Label valable jusqu'au", card.Text.Replace('’', '\''), StringComparison.Ordinal);
        Assert.Equal("tel:0474000000", card.Document.QuerySelector("a[href^=tel]")?.GetAttribute("href"));
        Assert.Contains("EPN La Passerelle", (await stranger.OpenAsync("/directory?department=38&activity=EPN")).Text, StringComparison.Ordinal);

        var left = await browser.SendAsync(await browser.OpenAsync("/directory-card"), "/directory-card?handler=Withdraw");
        Assert.Equal("/directory-card", left.Location);
        Assert.Equal(404, (await stranger.OpenAsync($"/directory/{Space}")).Status);
        Assert.DoesNotContain("EPN La Passerelle", (await stranger.OpenAsync("/directory")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_show_the_house_finds_no_form()
    {
        using var stranger = new Browser(server.Address);
        Assert.StartsWith("/sign-in", (await stranger.OpenAsync("/directory-card")).Location, StringComparison.Ordinal);

        using var donor = await SignedInAsync(Role.Donor, "don-cartonnerie-lemoine");
        Assert.Equal(404, (await donor.OpenAsync("/directory-card")).Status);

        using var storekeeper = await SignedInAsync(Role.Storekeeper, "atelier-du-canal");
        Assert.Equal(404, (await storekeeper.OpenAsync("/directory-card")).Status);
    }

    private async Task<Browser> SignedInAsync(Role role, string organisation)
    {
        var account = server.Account(role, organisation);
        var browser = new Browser(server.Address);
        Assert.NotNull((await browser.SignInAsync(account.Email, account.Password)).Location);
        return browser;
    }
}
