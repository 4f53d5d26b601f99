using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

/// <summary>Whatever waits for a signature or for a round stands on the home of whoever must act.</summary>
[Collection(DemoServerTests.Name)]
public class SignatureTaskTests(DemoServer server)
{
    private const string Donor = "don-cabinet-ferrand";

    // A workshop for which the other tests leave nothing to sign: more than a few of a sort are one line.
    private const string Workshop = "etabli-du-coteau";

    private readonly Workday _day = new(server);

    [Fact]
    public async Task A_gift_waits_on_the_homes_of_the_workshop_until_it_is_signed_and_a_round_is_planned()
    {
        var gift = await _day.OfferedDonationAsync(Donor, 3);
        await _day.ActAsync(server.Token(Role.Coordinator), "donations", gift, "accept", new { receiver = Workshop });
        using var supervisor = await server.BrowserAsync(Role.Supervisor, Workshop);
        using var storekeeper = await server.BrowserAsync(Role.Storekeeper, Workshop);
        Assert.Contains("Cabinet Ferrand", await TaskAsync(supervisor, $"/receptions/{gift}"), StringComparison.Ordinal);
        Assert.Contains("3 portables", await TaskAsync(storekeeper, $"/rounds/new?donation={gift}"), StringComparison.Ordinal);
        Assert.Null(await TaskAsync(storekeeper, $"/receptions/{gift}"));

        var page = await supervisor.OpenAsync($"/receptions/{gift}");
        Assert.Equal(302, (await supervisor.SendAsync(page, $"/receptions/{gift}?handler=Convention", ("agreed", "true"))).Status);
        Assert.Null(await TaskAsync(supervisor, $"/receptions/{gift}"));

        await _day.CreateAsync(server.Token(Role.Storekeeper, Workshop), "rounds", new
        {
            donation = gift,
            carrier = Workshop,
            day = Workday.Day(1),
            stops = new object[] { new { id = "quai", place = "3 rue du Port, 69099 Valombre" } },
        });
        Assert.Null(await TaskAsync(storekeeper, $"/rounds/new?donation={gift}"));
    }

    [Fact]
    public async Task A_convention_of_loan_waits_on_the_home_of_who_lends()
    {
        var loan = await _day.CreateAsync(
            server.Token(Role.Animator, _day.Epn),
            "loans",
            new { lender = Workshop, relay = _day.Epn, borrower = _day.Partner, dossier = await _day.DossierAsync(1), from = Workday.Day(0), to = Workday.Day(200) });
        using var supervisor = await server.BrowserAsync(Role.Supervisor, Workshop);
        Assert.Contains("Horizon Emploi", await TaskAsync(supervisor, $"/loans/{loan}"), StringComparison.Ordinal);

        await _day.ActAsync(server.Token(Role.Supervisor, Workshop), "loans", loan, "sign", new { party = "LENDER", document = $"MD-{loan}" });
        Assert.Null(await TaskAsync(supervisor, $"/loans/{loan}"));
    }

    [Fact]
    public async Task A_paper_waits_on_the_home_and_among_the_papers_to_sign_until_it_is_signed()
    {
        var epn = new Workday(server, "epn-vallon");
        var delivery = await epn.SentAsync(await epn.DossierAsync(1), await epn.ReadyAsync(1));
        var paper = (await epn.GetAsync(server.Token(Role.Animator, epn.Epn), $"/api/documents?about=delivery/{delivery}")).GetProperty("items")[0].GetProperty("id").GetString()!;
        using var animator = await server.BrowserAsync(Role.Animator, epn.Epn);
        Assert.Contains("bon de livraison", (await animator.OpenAsync("/")).Of(".todo"), StringComparison.OrdinalIgnoreCase);
        Assert.NotNull((await animator.OpenAsync("/documents?show=sign")).Document.QuerySelector($"tbody a[href='/documents/{paper}']"));

        // What is looked for is looked for among these, and stays among these.
        var waiting = await animator.OpenAsync("/documents?show=sign");
        Assert.Equal("sign", waiting.Document.QuerySelector("form.filters input[name=show]")!.GetAttribute("value"));
        Assert.NotNull((await animator.OpenAsync($"/documents?show=sign&q={paper}")).Document.QuerySelector($"tbody a[href='/documents/{paper}']"));
        var other = await animator.OpenAsync("/documents?show=sign&q=BL-1999");
        Assert.Null(other.Document.QuerySelector($"tbody a[href='/documents/{paper}']"));
        Assert.NotNull(other.Document.QuerySelector("form.filters a[href='/documents?show=sign']"));
        Assert.Null((await animator.OpenAsync("/documents?show=sign&status=CANCELLED")).Document.QuerySelector($"tbody a[href='/documents/{paper}']"));

        // Who handed over signs it too, and is asked on its own home.
        using var storekeeper = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        Assert.NotNull((await storekeeper.OpenAsync($"/documents?show=sign&q={paper}")).Document.QuerySelector($"tbody a[href='/documents/{paper}']"));

        var page = await animator.OpenAsync($"/documents/{paper}");
        Assert.Equal(302, (await animator.SendAsync(page, $"/documents/{paper}?handler=Sign", ("capacity", "animatrice"))).Status);
        Assert.Null((await animator.OpenAsync("/documents?show=sign")).Document.QuerySelector($"tbody a[href='/documents/{paper}']"));
    }

    private static async Task<string?> TaskAsync(Browser browser, string address) =>
        (await browser.OpenAsync("/")).Document.QuerySelectorAll(".todo a").FirstOrDefault(link => link.GetAttribute("href") == address)?.TextContent;
}
