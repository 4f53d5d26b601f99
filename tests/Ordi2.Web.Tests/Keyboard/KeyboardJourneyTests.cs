using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Web.Features.Operators;
using Ordi2.Web.Tests.Homes;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Keyboard;

/// <summary>The work of each role without a mouse, from the sign-in on. No test here clicks, fills in a field or sets the focus by itself.</summary>
[Collection(DemoServerTests.Name)]
[Trait("Category", "Accessibility")]
public class KeyboardJourneyTests(DemoServer server) : RoleJourney(server)
{
    [ChromiumFact]
    public async Task A_donor_announces_a_gift()
    {
        var keys = await ComeInAsync(Role.Donor, "don-direction-des-routes");
        await keys.SkipAsync();
        await keys.BackToAsync("nav.main-nav a");
        await keys.FollowAsync("main a[href='/donations/new']");

        // Sent too early, the form says so and leads to what is missing.
        await keys.FollowAsync("main form button[type=submit]");
        await Expect(keys.Page.Locator(".mistakes")).ToBeFocusedAsync();
        await keys.ToAsync(".mistakes a[href='#count-LAPTOP']");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("12");
        await Expect(keys.Page.Locator("#count-LAPTOP")).ToHaveValueAsync("12");
        await keys.WriteAsync("#year", "2019");
        await keys.WriteAsync("#value", "50");
        await keys.WriteAsync("#place", "Hall B");
        await keys.ChooseAsync("input[name=back]", "input[name=back][value=RECYCLE]");
        await keys.FollowAsync("main form button[type=submit]");
        await Expect(keys.Page.Locator(".toast")).ToContainTextAsync("12 machines");
    }

    [ChromiumFact]
    public async Task A_coordinator_answers_a_gift()
    {
        var offer = await new Workday(Server).OfferedDonationAsync("don-cabinet-ferrand", 7);
        var keys = await ComeInAsync(Role.Coordinator, Workday.Pole);
        await keys.FollowAsync(".todo a[href='/offers']");
        await keys.SkipAsync();
        await keys.FollowAsync($"main a[href='/offers/{offer}']");
        await keys.SelectAsync("#receiver", Workday.Workshop);
        await keys.FollowAsync("main form[action$='handler=Accept'] button");
        await Expect(keys.Page.Locator(".toast")).ToBeVisibleAsync();
        Assert.Equal("ACCEPTED", (await new Workday(Server).GetAsync(Server.Token(Role.Coordinator), $"/api/donations/{offer}")).GetProperty("status").GetString());
    }

    [ChromiumFact]
    public async Task An_animator_hands_a_machine_over_and_records_a_session()
    {
        var day = new Workday(Server, "epn-gare-nord", "asso-femmes-en-reseau");
        var (dossier, machines) = await day.ArrivedAsync(1);
        var loan = await day.LoanAsync(dossier);
        var session = await day.SessionAsync(dossier, -1);
        var keys = await ComeInAsync(Role.Animator, day.Epn);
        await keys.FollowAsync(".todo a[href='/placements']");
        await keys.FollowAsync($"main .doors a[href='/placements/{dossier}']");
        await keys.ToAsync($"input[name=machines][value='{machines[0]}']");
        await keys.PressAsync("Space");
        await keys.SelectAsync("#loan", loan);
        await keys.ToAsync("#coSigned");
        await keys.PressAsync("Space");
        await keys.FollowAsync("main form:not([action]) button[type=submit]");
        await Expect(keys.Page.Locator(".toast")).ToBeVisibleAsync();

        await keys.FollowAsync("nav.main-nav a[href='/sessions']");
        await keys.FollowAsync($"main a[href='/sessions/{session}']");
        await keys.WriteAsync("#participants", "8");
        await keys.WriteAsync("#women", "5");
        await keys.FollowAsync("main form[action*='handler'] button[type=submit]");
        await Expect(keys.Page.Locator(".toast")).ToContainTextAsync("8 personnes");
    }

    [ChromiumFact]
    public async Task An_operator_comes_in_by_badge_and_sorts_a_machine()
    {
        const string Workshop = "atelier-du-canal";
        const string Pin = "4071";
        var label = await Server.ReceivedAsync();
        var announced = await Server.Client.PostAsync("/api/stations", Server.Token(Role.Supervisor, Workshop), new { name = "Poste du clavier" });
        await using var scope = Server.Services.CreateAsyncScope();
        var badge = await scope.ServiceProvider.GetRequiredService<BadgeDesk>().WelcomeAsync(
            "Amina K.", new(Workshop), Role.Operator, inTraining: false, Pin, new Caller(new("p"), new(Workshop), Role.Supervisor, new("web")));

        var keys = await OpenAsync("/station/enrol");
        await keys.WriteAsync("#code", announced.Body.GetProperty("code").GetString()!);
        await keys.FollowAsync("main form button[type=submit]");

        // The badge is scanned where the focus already is; the four digits are tapped next.
        await Expect(keys.Page.Locator("#badge")).ToBeFocusedAsync();
        await keys.TypeAsync(badge.Code);
        await keys.WriteAsync("#pin", Pin);
        await keys.EnterAsync();
        await keys.FollowAsync(".tabs a[href='/bench?mode=triage']");
        await Expect(keys.Page.Locator("input[name=code]")).ToBeFocusedAsync();
        await keys.TypeAsync(label);
        await keys.EnterAsync();
        await keys.FollowAsync("button.target[value=triage-reuse]");
        await Expect(keys.Page.Locator(".bench-result")).ToContainTextAsync("C'est bon");
        await Expect(keys.Page.Locator("input[name=code]")).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task A_storekeeper_receives_a_machine()
    {
        var gift = await new Workday(Server).ReceivedDonationAsync("don-banque-ombrienne", 3);
        var keys = await ComeInAsync(Role.Storekeeper, Workday.Workshop);
        await keys.FollowAsync("main a[href='/receptions']");
        await keys.FollowAsync($"main a[href='/receptions/{gift}']");
        await Expect(keys.Page.Locator("input[name=code]")).ToBeFocusedAsync();
        await keys.BackToAsync("input[name=type]");
        await keys.PressAsync("Space");
        await keys.WriteAsync("input[name=code]", DemoServer.NewLabel());
        await keys.EnterAsync();
        await Expect(keys.Page.Locator(".toast")).ToContainTextAsync("est reçue");
    }

    [ChromiumFact]
    public async Task A_driver_counts_at_a_stop_finds_nobody_at_the_next_and_finishes_the_round()
    {
        var day = new Workday(Server);
        var round = await day.RoundAsync(await day.SignedDonationAsync("don-clinique-des-sources", 20), "transports-roulier");
        var keys = await ComeInAsync(Role.Driver, "transports-roulier");
        await keys.FollowAsync("main a[href='/rounds']");
        await keys.FollowAsync($"main a[href='/rounds/{round}']");
        await keys.FollowAsync("main form[action$='handler=Open'] button");
        await keys.DoneAsync("Bonne route");

        await keys.FollowAsync($"main a[href='/rounds/{round}/stops/quai']");
        await keys.FollowAsync("main form button[type=submit]");
        await keys.MistakenAsync("count-LAPTOP", "main form");
        await keys.TypeAsync("19");
        await keys.FollowAsync("main form button[type=submit]");
        await keys.DoneAsync("19 machines comptées");

        await keys.FollowAsync($"main a[href='/rounds/{round}/stops/cave']");
        await keys.ChooseAsync("input[name=end]", "input[name=end][value=absent]");
        await keys.FollowAsync("main form button[type=submit]");
        await keys.MistakenAsync("reason", "main form");
        await keys.TypeAsync("cave fermée, gardien absent");
        await keys.EnterAsync();
        await keys.DoneAsync("sans signature");
        await keys.FollowAsync("main form[action$='handler=Finish'] button");
        await keys.DoneAsync("est finie");
        Assert.Equal("DONE", (await day.GetAsync(Server.Token(Role.Driver, "transports-roulier"), $"/api/rounds/{round}")).GetProperty("status").GetString());
    }

    [ChromiumFact]
    public async Task A_supervisor_settles_what_stops_two_machines()
    {
        const string Workshop = "etabli-du-coteau";
        var (day, sender, serial) = (new Workday(Server), Server.Token(Role.Operator, Workshop), $"SN{DemoServer.NewLabel()}");
        string[] machines = [DemoServer.NewLabel(), DemoServer.NewLabel()];
        await day.DoAsync(sender, machines[0], "receive-device", new { type = "LAPTOP", serial });
        await day.DoAsync(sender, machines[1], "receive-device", new { type = "LAPTOP", serial });
        await day.DoAsync(sender, machines[1], "place-hold", new { hold = "SAFETY_BATTERY", reason = "gonflée" });
        await day.WipeFailedAsync(sender, machines[0]);

        var keys = await ComeInAsync(Role.Supervisor, Workshop);
        await keys.FollowAsync(".todo a[href='/inbox?show=Blocked']");
        await keys.FollowAsync($"main a[href='/inbox/{machines[1]}']");

        // Two things are to be settled, each with a reason of its own: the second is sent without.
        await keys.FollowAsync("main form[action$='handler=Lift'] button");
        await keys.MistakenAsync("reason", "form[action$='handler=Lift']");
        await Expect(keys.Page.Locator(".complaint")).ToHaveCountAsync(1);
        await keys.TypeAsync("batterie changée");
        await keys.EnterAsync();
        await keys.DoneAsync("débloquée");
        await keys.WriteAsync("form[action$='handler=Finding'] input[name=reason]", "plaque relue");
        await keys.EnterAsync();
        await keys.DoneAsync("réglé");

        // It was also received without a gift.
        await keys.WriteAsync("form[action$='handler=Finding'] input[name=reason]", "apportée par un voisin");
        await keys.EnterAsync();
        await keys.DoneAsync("réglé");
        await keys.FollowAsync("main .empty a[href='/inbox']");

        await keys.FollowAsync("main .tabs a[href='/inbox?show=WipeFailed']");
        await keys.FollowAsync($"main a[href='/inbox/{machines[0]}']");
        await keys.FollowAsync("main form[action$='handler=Retry'] button");
        await keys.DoneAsync("effacement");
        Assert.Equal("AUDITED", (await day.GetAsync(Server.Token(Role.Supervisor, Workshop), $"/api/machines/{machines[0]}")).GetProperty("status").GetString());
        Assert.Equal(0, (await day.GetAsync(Server.Token(Role.Supervisor, Workshop), $"/api/machines/{machines[1]}")).GetProperty("holds").GetArrayLength());
    }

    [ChromiumFact]
    public async Task A_partner_confirms_a_dossier_reports_a_danger_and_gives_a_machine_back()
    {
        var day = new Workday(Server, "epn-vallon", "asso-radio-ombre");
        var (placed, machines) = await day.ArrivedAsync(1);
        await day.PlaceAsync(await day.LoanAsync(placed, 20), machines);
        var dossier = await day.DossierAsync(1, accepted: false);
        var keys = await ComeInAsync(Role.Partner, day.Partner);
        await keys.FollowAsync($".todo a[href='/dossiers/{dossier}']");
        await keys.FollowAsync("main form[action$='handler=Sign'] button");
        await keys.DoneAsync("signature est notée");

        await keys.FollowAsync("nav.main-nav a[href='/ours']");
        await keys.FollowAsync($"main a[href='/ours/{machines[0]}']");
        await keys.FollowAsync("main form[action$='handler=Problem'] button[type=submit]");
        await keys.MistakenAsync("problem", "form[action$='handler=Problem']");
        await keys.PressAsync("ArrowDown");
        await Expect(keys.Page.Locator("input[name=problem][value=SAFETY]")).ToBeCheckedAsync();
        await keys.WriteAsync("#what", "la batterie gonfle");
        await keys.FollowAsync("main form[action$='handler=Problem'] button[type=submit]");
        await keys.DoneAsync("signalé");

        await keys.FollowAsync("main form[action$='handler=Back'] button");
        await keys.MistakenAsync("because", "form[action$='handler=Back']");
        await keys.PressAsync("ArrowDown");
        await Expect(keys.Page.Locator("input[name=because][value=GIVE_UP]")).ToBeCheckedAsync();
        await keys.FollowAsync("main form[action$='handler=Back'] button");
        await keys.DoneAsync("Apportez-la");
        Assert.Equal("RETURNING", (await day.GetAsync(Server.Token(Role.Partner, day.Partner), $"/api/machines/{machines[0]}")).GetProperty("status").GetString());
    }

    [ChromiumFact]
    public async Task A_recycler_refuses_a_part_of_a_batch_and_proves_the_rest()
    {
        var day = new Workday(Server);
        var machines = await day.ReadyAsync(2);
        var batch = await day.HandedOverAsync("recyclage-du-val", machines);
        var keys = await ComeInAsync(Role.Recycler, "recyclage-du-val");
        await keys.FollowAsync("nav.main-nav a[href='/batches']");
        await keys.FollowAsync($"main a[href='/batches/{batch}']");
        await keys.ToAsync("details.more > summary");
        await keys.PressAsync("Enter");
        await keys.FollowAsync("main form[action$='handler=Refuse'] button");
        await keys.MistakenAsync("refusedCodes", "details[open] form[action$='handler=Refuse']");
        await keys.TypeAsync(machines[0]);
        await keys.WriteAsync("#reason", "palette mouillée");
        await keys.EnterAsync();
        await keys.DoneAsync("refusée");

        await keys.ToAsync("#proof");
        await keys.PressAsync("Control+A");
        await keys.PressAsync("Delete");
        await keys.FollowAsync("main form[action$='handler=Prove'] button");
        await keys.MistakenAsync("proof", "form[action$='handler=Prove']");
        await keys.TypeAsync($"AT-{batch}");
        await keys.SelectAsync("#treatment", "R5");
        await keys.FollowAsync("main form[action$='handler=Prove'] button");
        await keys.DoneAsync("est prouvé");
        Assert.Equal("PROVEN", (await day.GetAsync(Server.Token(Role.Recycler, "recyclage-du-val"), $"/api/batches/{batch}")).GetProperty("status").GetString());
    }

    [ChromiumTheory]
    [InlineData(Role.Donor, "don-direction-des-routes", "/donations/new")]
    [InlineData(Role.Driver, "transports-roulier", "/rounds")]
    [InlineData(Role.Partner, "asso-radio-ombre", "/ours")]
    [InlineData(Role.Recycler, "recyclage-du-val", "/batches")]
    [InlineData(Role.Storekeeper, "atelier-du-canal", "/rounds/new")]
    [InlineData(Role.Animator, "epn-le-phare", "/")]
    [InlineData(Role.Operator, "atelier-du-canal", "/bench?mode=triage")]
    [InlineData(Role.Coordinator, "pole-val-d-ombre", "/calls/new")]
    [InlineData(Role.Supervisor, "atelier-du-canal", "/help")]
    public async Task The_keyboard_comes_through_a_page_and_out_of_it_both_ways(Role role, string organisation, string address)
    {
        var keys = await ComeInAsync(role, organisation);
        await keys.Page.GotoAsync(new Uri(Server.Address, address).ToString());

        // A page that puts the focus into a field at once is left backwards first.
        if (await keys.Page.Locator("[autofocus]").CountAsync() > 0)
        {
            await keys.BackToAsync(".skip");
            await keys.PressAsync("Shift+Tab");
        }

        await keys.RoundAsync();
    }

    private async Task<Keys> OpenAsync(string address)
    {
        var context = await Chromium.NewContextAsync(new() { Locale = "fr-FR", ViewportSize = new() { Width = 1280, Height = 800 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(Server.Address, address).ToString());
        return new(page);
    }

    private async Task<Keys> ComeInAsync(Role role, string organisation)
    {
        var account = Server.Account(role, organisation);
        var keys = await OpenAsync("/sign-in");
        await keys.WriteAsync("#email", account.Email);
        await keys.WriteAsync("#password", account.Password);
        await keys.EnterAsync();
        await Expect(keys.Page.Locator("h1")).ToContainTextAsync("Que faire maintenant");
        return keys;
    }
}
