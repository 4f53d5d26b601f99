using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

/// <summary>What a store opens: a cage, a handover, a part.</summary>
[Collection(DemoServerTests.Name)]
public class StoreDeskTests(DemoServer server)
{
    private const string Recycler = "recyclage-du-val";
    private const string Taker = "fabrique-des-tilleuls";

    private readonly Workday _day = new(server);

    private string Storekeeper => server.Token(Role.Storekeeper, Workday.Workshop);

    [Fact]
    public async Task A_cage_is_opened_once_for_a_flow_a_code_and_a_recycler()
    {
        using var browser = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        var page = await browser.OpenAsync("/batches/new");
        var wrong = await browser.SendAsync(page, null, ("flow", "SCREENS"), ("wasteCode", ""), ("recycler", "other"), ("otherRecycler", "personne"), ("container", ""));
        Assert.All(["wasteCode", "otherRecycler", "container"], field => Assert.NotNull(wrong.ErrorOf(field)));

        // Somebody who treats no waste is refused by the rules, and said by the field.
        Assert.NotNull((await browser.SendAsync(page, null, ("flow", "SCREENS"), ("wasteCode", "16 02 13*"), ("recycler", "other"), ("otherRecycler", "epn-le-phare"), ("container", "CAGE-7"))).ErrorOf("otherRecycler"));

        (string, string)[] cage = [("flow", "SCREENS"), ("wasteCode", "16 02 13*"), ("recycler", "other"), ("otherRecycler", Recycler), ("container", "CAGE-7")];
        var made = await browser.SendAsync(page, null, cage);
        Assert.Equal((302, made.Location), (made.Status, (await browser.SendAsync(page, null, cage)).Location));
        var terms = await _day.GetAsync(Storekeeper, $"/api{made.Location}");
        Assert.Equal(("OPEN", "SCREENS", Recycler), (terms.GetProperty("status").GetString(), terms.GetProperty("flow").GetString(), terms.GetProperty("recycler").GetString()));
        Assert.Contains(made.Location!, (await browser.OpenAsync("/batches")).Document.Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cage_offers_the_recyclers_that_show_themselves_by_name_and_says_what_a_code_means()
    {
        using var browser = await server.BrowserAsync(Role.Storekeeper, "etabli-du-coteau");
        var page = await browser.OpenAsync("/batches/new");
        Assert.All(
            [("recyclage-du-val", "Recyclage du Val"), ("broyage-certifie", "Broyage certifié de l'Ombre")],
            ((string Id, string Name) one) => Assert.Contains(one.Name, page.Document.QuerySelector($"input[name=recycler][value={one.Id}]")!.ParentElement!.TextContent, StringComparison.Ordinal));
        Assert.Contains("écrans", page.Document.QuerySelector("select[name=wasteCode] option[value='16 02 13*']")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("input[name=recycler][value=other]"));
    }

    [Fact]
    public async Task Batteries_are_counted_weighed_and_photographed_into_their_own_cage()
    {
        var batch = await _day.CreateAsync(Storekeeper, "batches", new { holder = Workday.Workshop, recycler = Recycler, flow = "BATTERIES", wasteCode = "20 01 33*", container = "CAGE-8" });
        using var browser = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        var page = await browser.OpenAsync($"/batches/{batch}");
        var wrong = await browser.SendAsync(page, $"/batches/{batch}?handler=Batteries", ("batteries", "trois"), ("batteryWeight", ""), ("photo", ""));
        Assert.All(["batteries", "batteryWeight", "photo"], field => Assert.NotNull(wrong.ErrorOf(field)));
        Assert.Equal(302, (await browser.SendAsync(page, $"/batches/{batch}?handler=Batteries", ("batteries", "3"), ("batteryWeight", "1,2"), ("photo", "P-1"))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"/batches/{batch}?handler=Batteries", ("batteries", "3"), ("batteryWeight", "1,2"), ("photo", "P-1"))).Status);
        var added = (await _day.GetAsync(Storekeeper, $"/api/batches/{batch}")).GetProperty("batteries");
        Assert.Equal((1, 1200), (added.GetArrayLength(), added[0].GetProperty("grams").GetInt64()));
    }

    [Fact]
    public async Task Machines_are_scanned_into_the_open_cage_one_after_the_other()
    {
        var machines = await _day.ReadyAsync(2);
        var batch = await _day.BatchAsync(Recycler);
        var address = $"/batches/{batch}";
        using var supervisor = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var page = await supervisor.OpenAsync(address);
        var empty = await supervisor.SendAsync(page, $"{address}?handler=Scan");
        Assert.All(["code", "reason"], field => Assert.NotNull(empty.ErrorOf(field)));
        var wrong = await supervisor.SendAsync(page, $"{address}?handler=Scan", ("code", "pas une étiquette"), ("reason", "carte mère morte"));
        Assert.NotNull(wrong.ErrorOf("code"));
        Assert.Equal("carte mère morte", wrong.Document.QuerySelector("input[name=reason]")!.GetAttribute("value"));
        // What was sorted for re-use is looked at once more before it is waste.
        var asked = await supervisor.SendAsync(page, $"{address}?handler=Scan", ("code", machines[0].ToLowerInvariant()), ("reason", "carte mère morte"));
        Assert.NotNull(asked.ErrorOf("code"));
        Assert.Equal(302, (await supervisor.SendAsync(asked, $"{address}?handler=Scan", ("code", machines[0].ToLowerInvariant()), ("reason", "carte mère morte"), ("confirmed", "true"))).Status);

        // The field is ready for the next one, for the same reason, also after a look; another cage has its own.
        await supervisor.OpenAsync(address);
        var other = await supervisor.OpenAsync($"/batches/{await _day.BatchAsync(Recycler)}");
        Assert.Equal(string.Empty, other.Document.QuerySelector("input[name=reason]")!.GetAttribute("value") ?? string.Empty);
        var next = await supervisor.OpenAsync(address);
        Assert.Equal("carte mère morte", next.Document.QuerySelector("input[name=reason]")!.GetAttribute("value"));
        Assert.Equal(302, (await supervisor.SendAsync(next, $"{address}?handler=Scan", ("code", machines[1]), ("confirmed", "true"))).Status);
        var inside = (await _day.GetAsync(Storekeeper, $"/api{address}")).GetProperty("machines").EnumerateArray().Select(one => one.GetString());
        Assert.Equal(machines.Order(StringComparer.Ordinal), inside.Order(StringComparer.Ordinal));
        Assert.NotNull((await supervisor.SendAsync(await supervisor.OpenAsync(address), $"{address}?handler=Scan", ("code", machines[1]), ("reason", "encore"))).ErrorOf("code"));

        // Whoever may not decide it is told who does.
        using var store = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        var looked = await store.OpenAsync(address);
        Assert.Null(looked.Document.QuerySelector("input[name=code]"));
        Assert.Contains("encadrant", looked.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_is_scrapped_by_the_label_of_a_cage_or_by_a_choice_of_the_open_ones()
    {
        var machines = await _day.ReadyAsync(2);
        var (label, twin) = ($"CAGE-{Guid.CreateVersion7():N}", $"CAGE-{Guid.CreateVersion7():N}");
        var batch = await OpenedAsync(label);
        await OpenedAsync(twin);
        await OpenedAsync(twin);
        using var browser = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var page = await browser.OpenAsync($"/machines/{machines[0]}/scrap");
        Assert.Contains(label, page.Text, StringComparison.Ordinal);
        Assert.NotNull((await browser.SendAsync(page, null, ("reason", "écran cassé"), ("batch", ""))).ErrorOf("batch"));
        Assert.Contains("liste", (await browser.SendAsync(page, null, ("reason", "écran cassé"), ("batch", twin))).ErrorOf("batch"), StringComparison.Ordinal);
        Assert.Equal(302, (await browser.SendAsync(page, null, ("reason", "écran cassé"), ("batch", label.ToLowerInvariant()), ("confirmed", "true"))).Status);
        Assert.Equal(302, (await browser.SendAsync(await browser.OpenAsync($"/machines/{machines[1]}/scrap"), null, ("reason", "écran cassé"), ("cage", batch), ("confirmed", "true"))).Status);
        Assert.Equal(2, (await _day.GetAsync(Storekeeper, $"/api/batches/{batch}")).GetProperty("machines").GetArrayLength());

        Task<string> OpenedAsync(string cage) =>
            _day.CreateAsync(Storekeeper, "batches", new { holder = Workday.Workshop, recycler = Recycler, flow = "SMALL_IT", wasteCode = "16 02 14", container = cage });
    }

    [Fact]
    public async Task Chosen_machines_are_offered_to_another_organisation_once()
    {
        var machines = new[] { await server.ReceivedAsync(), await server.ReceivedAsync() };
        using var browser = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var page = await browser.OpenAsync($"/handovers/new?machines={machines[0]}");
        Assert.Equal(machines[0], page.Document.QuerySelector("textarea")!.TextContent);
        var wrong = await browser.SendAsync(page, null, ("way", "give"), ("other", "other"), ("named", ""), ("machines", "pas une étiquette"));
        Assert.NotNull(wrong.ErrorOf("named"));
        Assert.Contains("pas une étiquette", wrong.ErrorOf("machines"), StringComparison.Ordinal);

        (string, string)[] offer = [("way", "give"), ("other", "other"), ("named", Taker), ("machines", string.Join('\n', machines))];
        var made = await browser.SendAsync(page, null, offer);
        Assert.Equal((302, made.Location), (made.Status, (await browser.SendAsync(page, null, offer)).Location));
        var terms = await _day.GetAsync(server.Token(Role.Supervisor, Workday.Workshop), $"/api{made.Location}");
        Assert.Equal((Workday.Workshop, Taker, 2), (terms.GetProperty("from").GetString(), terms.GetProperty("to").GetString(), terms.GetProperty("machines").GetArrayLength()));

        // What the other side does not hold it cannot have given.
        Assert.NotNull((await browser.SendAsync(page, null, ("way", "take"), ("other", "other"), ("named", Taker), ("machines", machines[0]))).ErrorOf("machines"));
    }

    [Fact]
    public async Task A_part_that_came_alone_is_registered_and_thrown_away()
    {
        var label = DemoServer.NewLabel();
        using var browser = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        var page = await browser.OpenAsync("/parts/new");
        var wrong = await browser.SendAsync(page, null, ("code", "x"), ("type", "hdd"), ("serial", ""));
        Assert.NotNull(wrong.ErrorOf("code"));
        Assert.NotNull(wrong.ErrorOf("serial"));
        Assert.Equal(302, (await browser.SendAsync(page, null, ("code", label), ("type", "ram"))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, null, ("code", label), ("type", "ram"))).Status);

        using var supervisor = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var part = await supervisor.OpenAsync($"/parts/{label}");
        Assert.NotNull((await supervisor.SendAsync(part, $"/parts/{label}?handler=Test", ("how", "memtest"))).ErrorOf("works"));
        Assert.Equal(302, (await supervisor.SendAsync(part, $"/parts/{label}?handler=Test", ("works", "no"), ("how", "memtest, 12 erreurs"))).Status);
        part = await supervisor.OpenAsync($"/parts/{label}");
        Assert.Contains("Ne marche pas", part.Text, StringComparison.Ordinal);
        Assert.Contains("memtest, 12 erreurs", part.Text, StringComparison.Ordinal);
        Assert.NotNull((await supervisor.SendAsync(part, $"/parts/{label}?handler=Scrap")).ErrorOf("reason"));
        Assert.Equal(302, (await supervisor.SendAsync(part, $"/parts/{label}?handler=Scrap", ("reason", "barrette morte"))).Status);
        Assert.Equal("SCRAPPED", (await _day.GetAsync(Storekeeper, $"/api/parts/{label}")).GetProperty("status").GetString());
    }
}
