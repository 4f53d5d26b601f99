using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

[Collection(DemoServerTests.Name)]
public class RecyclerTests(DemoServer server)
{
    private const string Recycler = "recyclage-du-val";

    private readonly Workday _day = new(server);

    private string Token => server.Token(Role.Recycler, Recycler);

    [Fact]
    public async Task A_batch_is_sealed_weighed_handed_over_partly_refused_and_proven()
    {
        var machines = await _day.ReadyAsync(2);
        var batch = await _day.BatchAsync(Recycler, machines);
        using var store = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        using var browser = await server.BrowserAsync(Role.Recycler, Recycler);
        var address = $"/batches/{batch}";
        Assert.Contains(batch, (await store.OpenAsync("/batches")).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await store.SendAsync(await store.OpenAsync(address), $"{address}?handler=Seal")).Status);

        // A weight that such machines never have is asked for twice.
        var weigh = await store.OpenAsync(address);
        Assert.NotNull((await store.SendAsync(weigh, $"{address}?handler=Weigh", ("weight", "lourd"))).ErrorOf("weight"));
        var twice = await store.SendAsync(weigh, $"{address}?handler=Weigh", ("weight", "40,5"));
        Assert.NotNull(twice.ErrorOf("confirmed"));
        Assert.Equal("40,5", twice.Document.QuerySelector("input[name=weight]")!.GetAttribute("value"));
        Assert.Equal(302, (await store.SendAsync(twice, $"{address}?handler=Weigh", ("confirmed", "true"))).Status);
        var leave = await store.OpenAsync(address);
        Assert.NotNull((await store.SendAsync(leave, $"{address}?handler=HandOver")).ErrorOf("slip"));
        Assert.Equal(302, (await store.SendAsync(leave, $"{address}?handler=HandOver", ("slip", "BE-2041"))).Status);

        Assert.Contains((await browser.OpenAsync("/")).Document.QuerySelectorAll(".todo a"), link => link.GetAttribute("href") is { } to && (to == address || to == "/batches"));
        var page = await browser.OpenAsync(address);
        var wrong = await browser.SendAsync(page, $"{address}?handler=Refuse", ("refusedCodes", "nimporte quoi"));
        Assert.NotNull(wrong.ErrorOf("refusedCodes"));
        Assert.NotNull(wrong.ErrorOf("reason"));
        Assert.Equal("nimporte quoi", wrong.Of("textarea"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Refuse", ("refusedCodes", machines[0].ToLowerInvariant()), ("reason", "batterie restée dedans"))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Refuse", ("refusedCodes", machines[0].ToLowerInvariant()), ("reason", "batterie restée dedans"))).Status);

        var prove = await browser.OpenAsync(address);
        Assert.Contains("attestation de traitement", prove.Of(".alert:not(.toast)"), StringComparison.Ordinal);
        Assert.NotNull((await browser.SendAsync(prove, $"{address}?handler=Prove", ("proof", ""))).ErrorOf("proof"));
        Assert.Equal(302, (await browser.SendAsync(prove, $"{address}?handler=Prove", ("treatment", "R4"))).Status);
        Assert.Equal(("PROVEN", 1), await StateAsync(batch));

        using var other = await server.BrowserAsync(Role.Recycler, "broyage-certifie");
        using var epn = await server.BrowserAsync(Role.Animator, _day.Epn);
        Assert.Equal((404, 404), ((await other.OpenAsync(address)).Status, (await epn.OpenAsync("/batches")).Status));
    }

    [Fact]
    public async Task A_batch_says_what_the_register_still_asks_for_until_the_pole_enters_it()
    {
        var coordinator = server.Token(Role.Coordinator);
        var house = await _day.CreateAsync(
            coordinator, "organisations", new { name = "Ressourcerie du Gué", form = "ASSOCIATION", activities = new[] { "RECYCLER" }, rna = "W999555777", pole = Workday.Pole });
        var address = $"/batches/{await _day.HandedOverAsync(house, await _day.ReadyAsync(1))}";
        using var store = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        var asked = (await store.OpenAsync(address)).Document.Body!.TextContent;
        Assert.Contains("le SIRET de Ressourcerie du Gué", asked, StringComparison.Ordinal);
        Assert.Contains("l'adresse de Ressourcerie du Gué", asked.Replace('’', '\''), StringComparison.Ordinal);

        using var pole = await server.BrowserAsync(Role.Coordinator);
        var page = await pole.OpenAsync($"/organisations/{house}");
        Assert.Equal(302, (await pole.SendAsync(page, $"/organisations/{house}?handler=Site", ("siteName", "usine"))).Status);
        page = await pole.OpenAsync($"/organisations/{house}");
        var site = (await _day.GetAsync(coordinator, $"/api/organisations/{house}")).GetProperty("sites")[0].GetProperty("id").GetString()!;
        Assert.NotNull((await pole.SendAsync(page, $"/organisations/{house}?handler=Address", ("site", site), ("siteSiret", "123"))).ErrorOf($"siteSiret-{site}"));
        Assert.Equal(302, (await pole.SendAsync(
            page, $"/organisations/{house}?handler=Address", ("site", site), ("siteSiret", "732 829 320 00009"), ("siteAddress", "4 rue des Forges, 38000 Grenoble"))).Status);

        // The form shows what is known: who changes one of the two keeps the other.
        var known = await pole.OpenAsync($"/organisations/{house}");
        Assert.Equal("4 rue des Forges, 38000 Grenoble", known.Document.GetElementById($"siteAddress-{site}")!.GetAttribute("value"));
        Assert.Equal("73282932000009", known.Document.GetElementById($"siteSiret-{site}")!.GetAttribute("value"));

        // Where it stands in the city and in which zones it works are of the place too.
        Assert.NotNull((await pole.SendAsync(known, $"/organisations/{house}?handler=Address", ("site", site), ("siteQpv", "69001"))).ErrorOf($"siteQpv-{site}"));
        Assert.NotNull((await pole.SendAsync(known, $"/organisations/{house}?handler=Address", ("site", site), ("siteZones", "quai\nQuai"))).ErrorOf($"siteZones-{site}"));
        Assert.Equal(302, (await pole.SendAsync(
            known,
            $"/organisations/{house}?handler=Address",
            ("site", site), ("siteSiret", "73282932000009"), ("siteAddress", "4 rue des Forges, 38000 Grenoble"), ("siteQpv", "qn06901m"), ("siteZones", "quai\n\n broyeur \n"))).Status);
        var place = (await _day.GetAsync(coordinator, $"/api/organisations/{house}")).GetProperty("sites")[0];
        Assert.Equal("QN06901M", place.GetProperty("qpv").GetString());
        Assert.Equal(["quai", "broyeur"], place.GetProperty("zones").EnumerateArray().Select(zone => zone.GetString()));

        var told = await store.OpenAsync(address);
        Assert.DoesNotContain(told.Document.QuerySelectorAll(".alert li"), item => item.TextContent.Contains("Ressourcerie du Gué", StringComparison.Ordinal));
        Assert.All(
            ["Transporteur", "Lieu de traitement"],
            part => Assert.Matches("73282932000009[\\s\\S]*4 rue des Forges", told.Document.QuerySelectorAll("tbody tr").First(row => row.TextContent.Contains(part, StringComparison.Ordinal)).TextContent));
    }

    [Fact]
    public async Task Data_that_left_is_proven_destroyed_and_the_donor_has_the_record()
    {
        const string Shredder = "broyage-certifie";
        const string Donor = "don-banque-ombrienne";
        var supervisor = server.Token(Role.Supervisor, Workday.Workshop);
        var store = server.Token(Role.Storekeeper, Workday.Workshop);
        var machine = DemoServer.NewLabel();
        await _day.DoAsync(store, machine, "receive-device", new { type = "LAPTOP", donation = await _day.ReceivedDonationAsync(Donor, 1) });
        await _day.DoAsync(supervisor, machine, "triage", new { route = "RECYCLE", powersOn = false });
        var batch = await _day.CreateAsync(store, "batches", new { holder = Workday.Workshop, recycler = Shredder, flow = "SMALL_IT", wasteCode = "16 02 13*", container = "CAGE-D", dataDestruction = true });
        await _day.DoAsync(supervisor, machine, "scrap", new { reason = "carte mère morte", batch, withData = true });
        await _day.ActAsync(store, "batches", batch, "seal");
        await _day.ActAsync(store, "batches", batch, "weigh", new { netGrams = 2000, confirmed = true });
        await _day.ActAsync(store, "batches", batch, "hand-over", new { carrier = Shredder, traceability = "ECO_ORGANISME_SLIP", slipNumber = $"BE-{batch}" });
        await _day.ActAsync(store, "batches", batch, "accept");

        using var browser = await server.BrowserAsync(Role.Recycler, Shredder);
        var address = $"/batches/{batch}";
        var prove = $"{address}?handler=Prove";
        var page = await browser.OpenAsync(address);
        Assert.NotNull(page.Document.QuerySelector(".alert.tone-bad:not(.toast)"));
        Assert.Contains(page.Document.QuerySelectorAll("select[name=treatment] option"), option => option.TextContent.Contains("métaux recyclés", StringComparison.Ordinal));
        var empty = await browser.SendAsync(page, prove, ("destroyedBy", ""));
        Assert.All((string[])["destroyed", "destroyedOn", "destroyedBy", "reference"], field => Assert.NotNull(empty.ErrorOf(field)));

        var paper = new SentFile("paper", "certificat.pdf", [.. "%PDF-1.7 certificat"u8]);
        var sent = await browser.SendFileAsync(
            page, prove, paper, ("treatment", "R4"), ("destroyed", "SHREDDED"), ("securityClass", "H-4"), ("destroyedOn", "2026-01-15"), ("destroyedBy", "Broyage certifié"), ("reference", $"CD-{batch}"));
        Assert.True(sent.Status == 302, sent.Text);
        var proven = await browser.OpenAsync(address);
        Assert.Null(proven.Document.QuerySelector(".alert.tone-bad:not(.toast)"));
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(paper.Content)), proven.Text, StringComparison.Ordinal);

        await _day.DoAsync(store, machine, "confirm-recycling", new { });
        using var donor = await server.BrowserAsync(Role.Donor, Donor);
        var record = (await donor.OpenAsync($"/machines/{machine}")).Document.QuerySelectorAll("main a[href^='/documents/']").Select(link => link.GetAttribute("href")!).Single(link => link.Contains("PV-", StringComparison.Ordinal));
        var text = (await donor.OpenAsync(record)).Text;
        Assert.Contains("H-4", text, StringComparison.Ordinal);
        Assert.Contains($"CD-{batch}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_batch_is_accepted_once()
    {
        var batch = await _day.HandedOverAsync(Recycler, await _day.ReadyAsync(1));
        using var browser = await server.BrowserAsync(Role.Recycler, Recycler);
        var address = $"/batches/{batch}";
        var page = await browser.OpenAsync(address);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Accept")).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Accept")).Status);
        Assert.Equal("ACCEPTED", (await StateAsync(batch)).Status);
    }

    [Fact]
    public async Task A_proven_batch_is_confirmed_as_recycled_with_one_button()
    {
        var machines = await _day.ReadyAsync(3);
        var batch = await _day.ProvenAsync(Recycler, machines);
        var address = $"/batches/{batch}";

        // One was confirmed by itself, or a stop came in between: the button is about the others.
        await _day.DoAsync(server.Token(Role.Coordinator), machines[0], "confirm-recycling", new { });
        using var pole = await server.BrowserAsync(Role.Coordinator);
        using var store = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        Assert.Equal(2, await WaitingAsync(store));
        Assert.Equal(200, (await pole.OpenAsync(address)).Status);

        var page = await store.OpenAsync(address);
        Assert.Equal(302, (await store.SendAsync(page, $"{address}?handler=Confirm")).Status);
        Assert.Contains("2 machines sont recyclées", (await store.OpenAsync(address)).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await store.SendAsync(page, $"{address}?handler=Confirm")).Status);
        Assert.Contains("déjà confirmé", (await store.OpenAsync(address)).Text, StringComparison.Ordinal);
        Assert.All(await Task.WhenAll(machines.Select(machine => _day.GetAsync(server.Token(Role.Coordinator), $"/api/machines/{machine}"))),
            machine => Assert.Equal("RECYCLED", machine.GetProperty("status").GetString()));
        Assert.Null(await WaitingAsync(store));
        Assert.DoesNotContain("handler=Confirm", (await pole.OpenAsync(address)).Document.Body!.InnerHtml, StringComparison.Ordinal);

        async Task<int?> WaitingAsync(Browser browser) =>
            (await browser.OpenAsync(address)).Of("form[action*='handler=Confirm'] button") is { } words ? int.Parse(words.Split(' ').First(word => word.All(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture) : null;

    }

    [Fact]
    public async Task Whoever_confirms_the_recycling_is_told_on_the_home_until_it_is_done()
    {
        var batch = await _day.ProvenAsync(Recycler, await _day.ReadyAsync(1));
        using var store = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        using var pole = await server.BrowserAsync(Role.Coordinator);

        // Other tests prove batches as well: as many as the home shows are done one by one until ours is among them.
        for (var done = 0; done < 20 && !await IsToldAsync(store, batch); done++)
        {
            var first = (await store.OpenAsync("/")).Document.QuerySelector(".todo a[href^='/batches/']")!.GetAttribute("href")!;
            Assert.Equal(302, (await store.SendAsync(await store.OpenAsync(first), $"{first}?handler=Confirm")).Status);
        }

        Assert.True(await IsToldAsync(store, batch));
        Assert.True(await IsToldAsync(pole, batch));
        Assert.Equal(302, (await pole.SendAsync(await pole.OpenAsync($"/batches/{batch}"), $"/batches/{batch}?handler=Confirm")).Status);
        Assert.False(await IsToldAsync(store, batch));
        Assert.False(await IsToldAsync(pole, batch));
    }

    private static async Task<bool> IsToldAsync(Browser browser, string batch) =>
        (await browser.OpenAsync("/")).Document.QuerySelectorAll(".todo a").Any(link => link.GetAttribute("href") == $"/batches/{batch}");

    private async Task<(string? Status, int Machines)> StateAsync(string batch)
    {
        var terms = await _day.GetAsync(Token, $"/api/batches/{batch}");
        return (terms.GetProperty("status").GetString(), terms.GetProperty("machines").GetArrayLength());
    }
}
