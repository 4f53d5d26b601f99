using Ordi2.Contracts;
using Ordi2.Web.Tests.Pages;
using Ordi2.Web.Tests.Support;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Tests.Guides;

/// <summary>The first steps of the roles on a server of their own: what was done there is known to the last step.</summary>
public sealed class GuideTests(DemoServer server) : IClassFixture<DemoServer>
{
    private const string Donor = "don-clinique-des-sources";
    private const string Carrier = "transports-roulier";
    private const string Recycler = "recyclage-du-val";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Workday _day = new(server);

    [Fact]
    public async Task Each_step_ticks_itself_when_the_ledger_shows_it_and_not_before()
    {
        // The demonstration has members with their labels, accounts, and cards in the directory; nobody has done anything yet.
        await AssertDoneAsync(Role.Donor, Donor);
        await AssertDoneAsync(Role.Driver, Carrier);
        await AssertDoneAsync(Role.Operator, Workday.Workshop);
        await AssertDoneAsync(Role.Supervisor, Workday.Workshop, "people", "card");
        await AssertDoneAsync(Role.Storekeeper, Workday.Workshop);
        await AssertDoneAsync(Role.Coordinator, Workday.Pole, "member", "label");
        await AssertDoneAsync(Role.Animator, _day.Epn);
        await AssertDoneAsync(Role.Partner, _day.Partner);
        await AssertDoneAsync(Role.Recycler, Recycler);

        await GiveAsync();
        await DriveAsync();
        await ProcessAsync();
        await LendAsync();
        await RecycleAsync();
    }

    [Fact]
    public async Task A_list_that_was_hidden_is_hidden_on_every_device_and_a_button_brings_it_back_on_all_of_them()
    {
        var account = server.Account(Role.Partner, "asso-jardin-partage");
        using var desk = new Browser(server.Address);
        using var phone = new Browser(server.Address);
        await desk.SignInAsync(account.Email, account.Password);
        await phone.SignInAsync(account.Email, account.Password);
        var home = await desk.OpenAsync("/");
        Assert.NotNull(home.Document.QuerySelector(".guide"));
        Assert.Equal("/", (await desk.SendAsync(home, "/help?handler=Hide")).Location);
        var hidden = await desk.OpenAsync("/");
        Assert.Null(hidden.Document.QuerySelector(".guide"));
        Assert.Contains("Elle reste dans l'aide", hidden.Of(".toast"), StringComparison.Ordinal);
        Assert.NotNull(hidden.Document.QuerySelector("footer a[href='/help']"));

        // The other device was signed in before, and nothing was said to it; nor does a browser that is new know anything.
        Assert.Null((await phone.OpenAsync("/")).Document.QuerySelector(".guide"));
        using var later = new Browser(server.Address);
        await later.SignInAsync(account.Email, account.Password);
        var there = await later.OpenAsync("/");
        Assert.Null(there.Document.QuerySelector(".guide"));
        Assert.NotNull((await later.OpenAsync("/help")).Document.QuerySelector(".guide"));

        Assert.Equal("/", (await later.SendAsync(there, "/help?handler=Show")).Location);
        Assert.NotNull((await later.OpenAsync("/")).Document.QuerySelector(".guide"));
        Assert.NotNull((await phone.OpenAsync("/")).Document.QuerySelector(".guide"));
        Assert.Null((await phone.OpenAsync("/")).Document.QuerySelector("form[action='/help?handler=Show']"));
        Assert.Null((await phone.OpenAsync("/help")).Document.QuerySelector("form[action='/help?handler=Show']"));
    }

    [Fact]
    public async Task Whoever_comes_next_to_the_same_browser_has_their_own_list()
    {
        var account = server.Account(Role.Partner, "asso-toit-et-cle");
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(account.Email, account.Password);
        var home = await browser.OpenAsync("/");
        await browser.SendAsync(home, "/help?handler=Hide");
        await browser.SendFormAsync(home, (AngleSharp.Html.Dom.IHtmlFormElement)home.Document.QuerySelector("form[action='/sign-out']")!);
        var other = server.Account(Role.Partner, "asso-radio-ombre");
        await browser.SignInAsync(other.Email, other.Password);
        Assert.NotNull((await browser.OpenAsync("/")).Document.QuerySelector(".guide"));
    }

    [Theory]
    [InlineData(Role.Donor, Donor)]
    [InlineData(Role.Driver, Carrier)]
    [InlineData(Role.Operator, Workday.Workshop)]
    [InlineData(Role.Supervisor, Workday.Workshop)]
    [InlineData(Role.Storekeeper, Workday.Workshop)]
    [InlineData(Role.Coordinator, Workday.Pole)]
    [InlineData(Role.Animator, "epn-vallon")]
    [InlineData(Role.Partner, "asso-coup-de-main")]
    [InlineData(Role.Recycler, Recycler)]
    public async Task Each_role_has_three_to_six_steps_and_each_leads_to_a_page_that_the_role_may_open(Role role, string organisation)
    {
        using var browser = await server.BrowserAsync(role, organisation);
        var links = (await browser.OpenAsync("/")).Document.QuerySelectorAll(".guide li a").Select(link => link.GetAttribute("href")!).ToArray();
        Assert.InRange(links.Length, 3, 6);
        using var visitor = await server.BrowserAsync(role, organisation);

        foreach (var link in links)
        {
            var page = await visitor.OpenAsync(link);
            Assert.True(page.Status == 200, $"{link} answered {page.Status} to {role}.");
        }
    }

    private async Task GiveAsync()
    {
        var storekeeper = server.Token(Role.Storekeeper, Workday.Workshop);
        var donor = server.Token(Role.Donor, Donor);
        var draft = await _day.CreateAsync(donor, "donations", new { donor = Donor, legalBasis = "MECENAT_238BIS", pole = Workday.Pole, announced = new[] { new { type = "LAPTOP", quantity = 1 } } });
        await AssertDoneAsync(Role.Donor, Donor);
        await _day.ActAsync(donor, "donations", draft, "propose", new { pole = Workday.Pole });
        await AssertDoneAsync(Role.Donor, Donor, "announce");
        await _day.ActAsync(server.Token(Role.Coordinator), "donations", draft, "accept", new { receiver = Workday.Workshop });
        await AssertDoneAsync(Role.Coordinator, Workday.Pole, "member", "label", "offer");
        Assert.Equal($"/donations/{draft}", (await OpenAsync(Role.Donor, Donor)).Document.QuerySelector(".guide li:nth-child(2) a")!.GetAttribute("href"));
        await _day.ActAsync(donor, "donations", draft, "sign", new { party = "DONOR", document = $"CD-{draft}" });
        await AssertDoneAsync(Role.Donor, Donor, "announce");
        await _day.ActAsync(server.Token(Role.Supervisor, Workday.Workshop), "donations", draft, "sign", new { party = "RECEIVER", document = $"CD-{draft}" });
        await AssertDoneAsync(Role.Donor, Donor, "announce", "sign");
        await _day.ActAsync(storekeeper, "donations", draft, "start-collection");
        await AssertDoneAsync(Role.Donor, Donor, "announce", "sign", "pickup");
        await _day.DoAsync(server.Token(Role.Operator, Workday.Workshop), DemoServer.NewLabel(), "receive-device", new { type = "LAPTOP", donation = draft });
        await AssertDoneAsync(Role.Storekeeper, Workday.Workshop, "receive");
        await _day.ActAsync(storekeeper, "donations", draft, "mark-received");
        await AssertDoneAsync(Role.Storekeeper, Workday.Workshop, "receive", "count");
        await _day.ActAsync(storekeeper, "donations", draft, "sign-reception-note", new { document = $"BR-{draft}" });
        await AssertDoneAsync(Role.Storekeeper, Workday.Workshop, "receive", "count", "sign");
        await AssertDoneAsync(Role.Operator, Workday.Workshop);

        // The certificate is made by itself when the count is settled; with it the list is over and closes.
        Assert.NotNull((await OpenAsync(Role.Donor, Donor)).Document.QuerySelector(".guide details[open]"));
        await _day.ActAsync(donor, "donations", draft, "reconcile", new { how = "SIGNED_BY_DONOR", document = "EC-1" });
        await EventuallyDoneAsync(Role.Donor, Donor, "announce", "sign", "pickup", "settle", "papers");
        var over = (await OpenAsync(Role.Donor, Donor)).Document;
        Assert.Null(over.QuerySelector(".guide details[open]"));
        Assert.Contains("5 sur 5", over.QuerySelector(".guide summary")!.TextContent, StringComparison.Ordinal);
    }

    private async Task DriveAsync()
    {
        var driver = server.Token(Role.Driver, Carrier);
        var donation = await _day.SignedDonationAsync("don-cabinet-ferrand", 5);
        var round = await _day.RoundAsync(donation, Carrier);
        await AssertDoneAsync(Role.Driver, Carrier);
        await _day.ActAsync(driver, "rounds", round, "open");
        await AssertDoneAsync(Role.Driver, Carrier, "start");
        await _day.ActAsync(driver, "rounds", round, "key-counts", new { stop = "quai", trip = "1", counts = new[] { new { type = "LAPTOP", count = 3 } } });
        await AssertDoneAsync(Role.Driver, Carrier, "start");
        await _day.ActAsync(driver, "rounds", round, "record-trip", new { stop = "quai", trip = "1", note = "BE-1" });
        await AssertDoneAsync(Role.Driver, Carrier, "start");
        using var donor = await server.BrowserAsync(Role.Donor, "don-cabinet-ferrand");
        var code = (await donor.SendAsync(await donor.OpenAsync($"/donations/{donation}"), $"/donations/{donation}?handler=Code")).Of(".code-block code")!;
        await _day.ActAsync(driver, "rounds", round, "sign-trip", new { stop = "quai", trip = "1", code = code.Replace(" ", string.Empty, StringComparison.Ordinal) });
        await AssertDoneAsync(Role.Driver, Carrier, "start", "signed");
        await _day.ActAsync(driver, "rounds", round, "finish", new { stop = "cave", note = "BE-2", counts = new[] { new { type = "LAPTOP", count = 2 } } });
        await AssertDoneAsync(Role.Driver, Carrier, "start", "signed", "finish");
    }

    private async Task ProcessAsync()
    {
        await _day.ReadyAsync(1);
        await AssertDoneAsync(Role.Operator, Workday.Workshop, "triage", "audit", "install", "check");
        await AssertDoneAsync(Role.Supervisor, Workday.Workshop, "people", "release", "card");
        var call = await new PolePlay(server, _day).CallAsync("Printemps du numérique");
        await AssertDoneAsync(Role.Coordinator, Workday.Pole, "member", "label", "offer");
        await _day.ActAsync(server.Token(Role.Coordinator), "calls", call, "publish");
        await AssertDoneAsync(Role.Coordinator, Workday.Pole, "member", "label", "offer", "call");
    }

    private async Task LendAsync()
    {
        var (dossier, machines) = await _day.ArrivedAsync(1);
        await AssertDoneAsync(Role.Coordinator, Workday.Pole, "member", "label", "offer", "call", "decide", "allocate");
        await AssertDoneAsync(Role.Storekeeper, Workday.Workshop, "receive", "count", "sign", "pack", "ship");
        await AssertDoneAsync(Role.Driver, Carrier, "start", "signed", "finish", "deliver");
        await AssertDoneAsync(Role.Animator, _day.Epn, "dossier", "receive");
        await AssertDoneAsync(Role.Partner, _day.Partner, "dossier");
        var loan = await _day.LoanAsync(dossier);
        await AssertDoneAsync(Role.Animator, _day.Epn, "dossier", "receive", "loan");
        await AssertDoneAsync(Role.Partner, _day.Partner, "dossier", "loan");
        await _day.PlaceAsync(loan, machines);
        await AssertDoneAsync(Role.Partner, _day.Partner, "dossier", "loan", "machines");
        var session = await _day.SessionAsync(dossier, -1);
        await AssertDoneAsync(Role.Animator, _day.Epn, "dossier", "receive", "loan", "place");
        await _day.ActAsync(server.Token(Role.Animator, _day.Epn), "sessions", session, "hold", new
        {
            minutes = 120,
            counts = new { participants = 4, @new = 4, qpv = 0, women = 3, men = 1, unknown = 0, ages = new { under18 = 0, from18To25 = 0, from26To59 = 4, from60 = 0, unknown = 0 } },
        });
        await AssertDoneAsync(Role.Animator, _day.Epn, "dossier", "receive", "loan", "place", "session");
        await AssertDoneAsync(Role.Partner, _day.Partner, "dossier", "loan", "machines", "session");
    }

    private async Task RecycleAsync()
    {
        var recycler = server.Token(Role.Recycler, Recycler);
        var batch = await _day.HandedOverAsync(Recycler, await _day.ReadyAsync(1));
        await AssertDoneAsync(Role.Storekeeper, Workday.Workshop, "receive", "count", "sign", "pack", "ship", "batch");
        await AssertDoneAsync(Role.Recycler, Recycler, "take");
        await _day.ActAsync(recycler, "batches", batch, "accept");
        await AssertDoneAsync(Role.Recycler, Recycler, "take", "accept");
        await _day.ActAsync(recycler, "batches", batch, "prove", new { document = "AT-1", treatmentCode = "R4" });
        await AssertDoneAsync(Role.Recycler, Recycler, "take", "accept", "prove");
    }

    private async Task<OpenedPage> OpenAsync(Role role, string organisation)
    {
        using var browser = await server.BrowserAsync(role, organisation);
        return await browser.OpenAsync("/");
    }

    /// <summary>These steps of the role are ticked on the home, no others, and the progress says how many.</summary>
    private async Task AssertDoneAsync(Role role, string organisation, params string[] steps)
    {
        var guide = (await OpenAsync(role, organisation)).Document.QuerySelector(".guide")!;
        var done = guide.QuerySelectorAll("li.done a").Select(link => link.TextContent).ToArray();
        Assert.Equal(steps.Select(step => PageTexts.Say($"guide-{role.ToString().ToLowerInvariant()}-{step}", "fr")), done);
        Assert.StartsWith($"{steps.Length} sur {guide.QuerySelectorAll("li").Length}", guide.QuerySelector("summary")!.TextContent.Trim(), StringComparison.Ordinal);
    }

    /// <summary>What the system does by itself after a step comes a moment later.</summary>
    private async Task EventuallyDoneAsync(Role role, string organisation, params string[] steps)
    {
        using var browser = await server.BrowserAsync(role, organisation);
        var until = DateTimeOffset.UtcNow + Patience;

        while ((await browser.OpenAsync("/")).Document.QuerySelectorAll(".guide li.done").Length < steps.Length && DateTimeOffset.UtcNow < until)
        {
            // The next look is the pause.
        }

        await AssertDoneAsync(role, organisation, steps);
    }
}
