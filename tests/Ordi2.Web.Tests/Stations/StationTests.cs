using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Barcodes.Tests.Symbols;
using Ordi2.Contracts;
using Ordi2.Documents.Tests.Paper;
using Ordi2.Ledger.Access;
using Ordi2.Ledger.Devices;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Operators;
using Ordi2.Web.Http;
using Ordi2.Web.Texts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Stations;

[Collection(DemoServerTests.Name)]
public class StationTests(DemoServer server)
{
    private const string Workshop = "atelier-du-canal";
    private const string Pin = "4071";

    [Fact]
    public async Task A_device_is_enrolled_by_a_code_once_and_lets_operators_in_who_then_scan_in_their_own_name()
    {
        var supervisor = server.Token(Role.Supervisor, Workshop);
        var announced = await server.Client.PostAsync("/api/stations", supervisor, new { name = "Quai", siteId = "quai" });
        Assert.Equal(201, announced.Status);
        var code = announced.Body.GetProperty("code").GetString()!;
        var enrolled = await server.Client.PostAsync("/api/stations/enrol", null, new { code = code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal) });
        Assert.Equal(200, enrolled.Status);
        var station = enrolled.Body.GetProperty("token").GetString()!;
        var id = enrolled.Body.GetProperty("station").GetProperty("id").GetString()!;
        Assert.Equal(409, (await server.Client.PostAsync("/api/stations/enrol", null, new { code })).Status);

        // By itself a station can do nothing.
        Assert.Equal(403, (await server.Client.GetAsync("/api/machines", station)).Status);
        Assert.Equal("NONE", (await server.Client.GetAsync("/api/me", station)).Body.GetProperty("role").GetString());

        var badge = await BadgeAsync(Workshop);
        var (badgeCode, person) = (badge.Code, badge.Person);
        Assert.Equal(401, (await server.Client.PostAsync("/api/stations/sign-in", supervisor, new { badge = badgeCode, pin = Pin })).Status);
        Assert.Equal(400, (await server.Client.PostAsync("/api/stations/sign-in", station, new { badge = badgeCode })).Status);
        Assert.Equal("wrong-pin", (await server.Client.PostAsync("/api/stations/sign-in", station, new { badge = badgeCode, pin = "1111" })).Code);
        var signedIn = await server.Client.PostAsync("/api/stations/sign-in", station, new { badge = badgeCode, pin = Pin });
        Assert.Equal(200, signedIn.Status);
        var token = signedIn.Body.GetProperty("token").GetString()!;

        var label = DemoServer.NewLabel();
        var scanned = await server.Client.ScanAsync(token, new OneScan(label, "receive-device", new { type = "LAPTOP" }));
        Assert.Equal("RECEIVED", scanned[0].GetProperty("status").GetString());
        Assert.Equal((person, id), (signedIn.Body.GetProperty("person").GetString(), (await server.Client.GetAsync("/api/me", token)).Body.GetProperty("device").GetString()));

        // The device is lost: it and whoever works at it are out.
        Assert.Equal(404, (await server.Client.PostAsync($"/api/stations/{id}/revoke", server.Token(Role.Supervisor, "etabli-du-coteau"), "{}")).Status);
        Assert.Equal(200, (await server.Client.PostAsync($"/api/stations/{id}/revoke", supervisor, "{}")).Status);
        Assert.Contains(id, (await server.Client.GetAsync("/api/stations", supervisor)).Text, StringComparison.Ordinal);
        Assert.Equal(401, (await server.Client.PostAsync("/api/stations/sign-in", station, new { badge = badgeCode, pin = Pin })).Status);
        var left = await server.Services.GetRequiredService<ITokenStore>().ListAsync(new() { Organisation = Workshop, Device = id });
        Assert.All(left, it => Assert.NotNull(it.RevokedAt));
        Assert.Equal(2, left.Length);
        Assert.Contains("station-revoked", (await server.Client.GetAsync("/api/audit?what=station-revoked", server.Token(Role.Coordinator))).Text, StringComparison.Ordinal);
    }

    /// <summary>The answer got lost in a cellar: the code is spent, and the device that spent it asks again under the same name.</summary>
    [Fact]
    public async Task A_device_that_had_no_answer_to_its_enrolment_asks_again_and_no_other_device_may()
    {
        var announced = await server.Client.PostAsync("/api/stations", server.Token(Role.Supervisor, Workshop), new { name = "Cave" });
        var code = announced.Body.GetProperty("code").GetString()!;
        var request = Guid.NewGuid();

        var lost = await server.Client.PostAsync("/api/stations/enrol", null, new { code }, key: request);
        var again = await server.Client.PostAsync("/api/stations/enrol", null, new { code = code.ToLowerInvariant() }, key: request);

        Assert.Equal((200, 200), (lost.Status, again.Status));
        Assert.Equal(lost.Body.GetProperty("station").GetProperty("id").GetString(), again.Body.GetProperty("station").GetProperty("id").GetString());
        Assert.Equal(401, (await server.Client.GetAsync("/api/me", lost.Body.GetProperty("token").GetString())).Status);
        Assert.Equal("NONE", (await server.Client.GetAsync("/api/me", again.Body.GetProperty("token").GetString())).Body.GetProperty("role").GetString());
        Assert.Equal(409, (await server.Client.PostAsync("/api/stations/enrol", null, new { code }, key: Guid.NewGuid())).Status);
        Assert.Equal(409, (await server.Client.PostAsync("/api/stations/enrol", null, new { code })).Status);

        // Revoked, it is over for good.
        var id = again.Body.GetProperty("station").GetProperty("id").GetString();
        await server.Client.PostAsync($"/api/stations/{id}/revoke", server.Token(Role.Supervisor, Workshop), "{}");
        Assert.Equal(409, (await server.Client.PostAsync("/api/stations/enrol", null, new { code }, key: request)).Status);
    }

    [Fact]
    public async Task The_list_of_stations_says_how_far_their_clocks_are_off()
    {
        var supervisor = server.Token(Role.Supervisor, Workshop);
        var id = (await server.Client.PostAsync("/api/stations", supervisor, new { name = "Cave" })).Body.GetProperty("station").GetProperty("id").GetString()!;
        var now = DateTimeOffset.UtcNow;
        await server.Services.GetRequiredService<DeviceClocks>().AddAsync([DeviceClock.Of(Workshop, id, TimeSpan.FromSeconds(425), now)]);

        var listed = (await server.Client.GetAsync("/api/stations", supervisor)).Body.GetProperty("items").EnumerateArray().Single(it => it.GetProperty("id").GetString() == id);

        Assert.Equal((425, 1), (listed.GetProperty("clock").GetProperty("lastAhead").GetDouble(), listed.GetProperty("clock").GetProperty("batches").GetInt64()));
    }

    [Fact]
    public async Task The_page_of_the_stations_says_in_words_how_far_a_clock_is_off_since_when_and_what_to_do()
    {
        const string House = "etabli-du-coteau";
        var clocks = server.Services.GetRequiredService<DeviceClocks>();
        var now = DateTimeOffset.UtcNow;
        var ids = new List<string>();

        foreach (var seconds in new[] { 200, -7300, 5 })
        {
            var announced = await server.Client.PostAsync("/api/stations", server.Token(Role.Supervisor, House), new { name = $"Horloge {seconds}" });
            ids.Add((await server.Client.PostAsync("/api/stations/enrol", null, new { code = announced.Body.GetProperty("code").GetString() })).Body.GetProperty("station").GetProperty("id").GetString()!);
            await clocks.AddAsync([DeviceClock.Of(House, ids[^1], TimeSpan.Zero, now.AddDays(-3)), .. new[] { -2, 0 }.Select(day => DeviceClock.Of(House, ids[^1], TimeSpan.FromSeconds(seconds), now.AddDays(day)))]);
        }

        using var supervisor = await server.BrowserAsync(Role.Supervisor, House);
        var page = await supervisor.OpenAsync("/stations");
        var since = Reader.Date(DateOnly.FromDateTime(now.AddDays(-2).UtcDateTime), Language.French);
        Assert.Contains($"avance de 3 minutes depuis le {since}", RowOf(0), StringComparison.Ordinal);
        Assert.Contains("heure automatique", RowOf(0), StringComparison.Ordinal);
        Assert.Contains($"retard de 2 heures depuis le {since}", RowOf(-1), StringComparison.Ordinal);
        Assert.Contains("à l'heure", RowOf(5), StringComparison.Ordinal);

        // What was measured of a device goes with it.
        Assert.Equal(200, (await server.Client.PostAsync($"/api/stations/{ids[0]}/revoke", server.Token(Role.Supervisor, House), "{}")).Status);
        Assert.DoesNotContain(ids[0], (await clocks.LatestAsync(House)).Select(clock => clock.Device));

        string RowOf(int place) => page.Document.QuerySelectorAll("tr").Single(row => row.TextContent.Contains($"Horloge {place switch { 0 => 200, -1 => -7300, _ => 5 }}", StringComparison.Ordinal))
            .TextContent.Replace('\u00a0', ' ').Replace('’', '\'');
    }

    [Fact]
    public async Task A_station_card_enrols_a_device_once_and_is_not_printed_after_that()
    {
        const string House = "etabli-du-coteau";
        using var supervisor = await server.BrowserAsync(Role.Supervisor, House);
        var announced = await supervisor.SendAsync(await supervisor.OpenAsync("/stations"), $"/stations?handler=Announce&organisation={House}", ("name", "Poste à carte"));
        var form = announced.Document.QuerySelector<IHtmlFormElement>("form[action*='handler=Card']")!;

        var card = await supervisor.SendFormAsync(announced, form);

        Assert.Equal("application/pdf", card.Response.Content.Headers.ContentType!.MediaType);
        var pdf = await card.Response.Content.ReadAsByteArrayAsync();
        var text = await Tool.TextAsync(pdf);
        Assert.Contains("Poste à carte", text, StringComparison.Ordinal);
        Assert.Contains(announced.Of("#station-code")!, text, StringComparison.Ordinal);
        var address = Assert.Single(await Readers.ZbarAsync((await Tool.PrintAsync(pdf, 203)).Select(one => one.ToFile())));
        Assert.StartsWith($"{server.Address.GetLeftPart(UriPartial.Authority)}/station/enrol?code=", address, StringComparison.Ordinal);
        using var device = new Browser(server.Address);
        Assert.Equal("/station", (await device.SendAsync(await device.OpenAsync(new Uri(address).PathAndQuery), null)).Location);

        var late = await supervisor.SendFormAsync(announced, form);
        Assert.Contains("Ce code a servi", late.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Badges_are_printed_one_or_all_and_a_reader_reads_them()
    {
        const string House = "etabli-du-coteau";
        Badge[] badges = [await BadgeAsync(House), await BadgeAsync(House)];
        using var supervisor = await server.BrowserAsync(Role.Supervisor, House);

        var one = await ReadAsync($"/badges?handler=Cards&badge={badges[0].Id}");
        var all = await ReadAsync("/badges?handler=Cards");

        Assert.Equal([badges[0].Code, badges[0].Code], one);
        Assert.All(badges, badge => Assert.Equal(2, all.Count(code => code == badge.Code)));
        Assert.Equal(404, (await supervisor.OpenAsync("/badges?handler=Cards&badge=nobody")).Status);

        async Task<string[]> ReadAsync(string address) => await Readers.ZbarAsync(
            (await Tool.PrintAsync(await (await supervisor.OpenAsync(address)).Response.Content.ReadAsByteArrayAsync(), 300)).Select(page => page.ToFile()));
    }

    [Fact]
    public async Task Five_wrong_pins_close_a_badge_and_a_new_pin_opens_it()
    {
        var station = await StationAsync("etabli-du-coteau");
        var badge = await BadgeAsync("etabli-du-coteau");

        // All at once are no more than one after another.
        var tries = await Task.WhenAll(Enumerable.Range(0, 9).Select(i => server.Client.PostAsync("/api/stations/sign-in", station, new { badge = badge.Code, pin = $"900{i}" })));
        Assert.Equal(BadgeDesk.MostFailures, tries.Count(reply => reply.Code == "wrong-pin"));
        Assert.Equal("badge-locked", (await server.Client.PostAsync("/api/stations/sign-in", station, new { badge = badge.Code, pin = Pin })).Code);

        await using var scope = server.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<BadgeDesk>().SetPinAsync(badge, "2846", new Caller(new("p"), new("etabli-du-coteau"), Role.Supervisor, new("web")));
        Assert.Equal(200, (await server.Client.PostAsync("/api/stations/sign-in", station, new { badge = badge.Code, pin = "2846" })).Status);

        // A badge of one workshop opens no station of another.
        Assert.Equal("unknown-badge", (await server.Client.PostAsync("/api/stations/sign-in", await StationAsync(Workshop), new { badge = badge.Code, pin = "2846" })).Code);
        Assert.Equal("unknown-badge", (await server.Client.PostAsync("/api/stations/sign-in", station, new { badge = "nonsense", pin = "2846" })).Code);
    }

    [Fact]
    public async Task A_new_pin_that_is_too_easy_is_said_by_the_field_of_its_badge_and_by_no_other()
    {
        Badge[] badges = [await BadgeAsync("etabli-du-coteau"), await BadgeAsync("etabli-du-coteau")];
        using var supervisor = await server.BrowserAsync(Role.Supervisor, "etabli-du-coteau");
        var page = await supervisor.OpenAsync("/badges");
        var form = page.Document.QuerySelectorAll<IHtmlFormElement>("form[action*='handler=Pin']").Single(form => form.InnerHtml.Contains(badges[1].Id, StringComparison.Ordinal));

        var weak = await supervisor.SendFormAsync(page, form, ("newPin", "1234"));

        Assert.NotNull(weak.ErrorOf($"pin-{badges[1].Id}"));
        Assert.Equal(302, (await supervisor.SendFormAsync(page, form, ("newPin", "2846"))).Status);
    }

    [Fact]
    public async Task A_badge_that_was_closed_by_a_process_that_broke_off_opens_again_by_itself()
    {
        var station = await StationAsync("etabli-du-coteau");
        var badge = await BadgeAsync("etabli-du-coteau");
        await using var database = await server.Services.GetRequiredService<IDbContextFactory<AccountDatabase>>().CreateDbContextAsync();
        await database.Badges.Where(it => it.Id == badge.Id).ExecuteUpdateAsync(set => set.SetProperty(it => it.Failures, BadgeDesk.MostFailures));

        Assert.Equal("badge-locked", (await server.Client.PostAsync("/api/stations/sign-in", station, new { badge = badge.Code, pin = Pin })).Code);
        Assert.NotNull((await database.Badges.AsNoTracking().SingleAsync(it => it.Id == badge.Id)).LockedUntil);
    }

    [Fact]
    public async Task What_a_page_reads_again_by_itself_does_not_keep_somebody_signed_in_at_a_station()
    {
        var badge = await BadgeAsync("etabli-du-coteau");
        using var device = new Browser(server.Address);
        var announced = await server.Client.PostAsync("/api/stations", server.Token(Role.Supervisor, "etabli-du-coteau"), new { name = "Poste 9" });
        await device.SendAsync(await device.OpenAsync("/station/enrol"), null, ("code", announced.Body.GetProperty("code").GetString()!));
        await device.SendAsync(await device.OpenAsync("/station"), null, ("badge", badge.Code), ("pin", Pin));
        var (past, soon) = (DateTimeOffset.UtcNow.AddMinutes(-9), DateTimeOffset.UtcNow.AddMinutes(1));
        await using var database = await server.Services.GetRequiredService<IDbContextFactory<AccountDatabase>>().CreateDbContextAsync();
        await database.Sessions.Where(it => it.Person == badge.Person).ExecuteUpdateAsync(set => set.SetProperty(it => it.SeenAt, past).SetProperty(it => it.ExpiresAt, soon));
        server.Services.GetRequiredService<SessionDirectory>().ForgetPerson(badge.Person);

        foreach (var (header, value) in new[] { ("Sec-Fetch-Dest", "empty"), ("X-Read-Again", "1") })
        {
            Assert.Equal(200, (await device.OpenAsync("/boards/organisation/etabli-du-coteau", (header, value))).Status);
            Assert.True((await SessionAsync()).SeenAt < DateTimeOffset.UtcNow.AddMinutes(-8));
        }

        // Somebody opens a page, within the moment for which the last answer is believed.
        Assert.Equal(200, (await device.OpenAsync("/boards/organisation/etabli-du-coteau", ("Sec-Fetch-Dest", "document"))).Status);
        Assert.True((await SessionAsync()).ExpiresAt > DateTimeOffset.UtcNow.AddMinutes(9));

        Task<SignInSession> SessionAsync() => database.Sessions.AsNoTracking().SingleAsync(it => it.Person == badge.Person);
    }

    /// <summary>Nobody else works in a small EPN: its animator enrols the telephone, and takes a badge for it.</summary>
    [Fact]
    public async Task An_animator_enrols_a_telephone_takes_a_badge_and_receives_a_delivery_with_it()
    {
        var day = new Workday(server, "epn-gare-nord", "asso-femmes-en-reseau");
        var machine = (await day.ReadyAsync(1))[0];
        await day.SentAsync(await day.DossierAsync(1), machine);
        var colleague = await BadgeAsync(day.Epn, Role.Storekeeper);
        using var animator = await server.BrowserAsync(Role.Animator, day.Epn);
        var announced = await animator.SendAsync(await animator.OpenAsync("/stations"), $"/stations?handler=Announce&organisation={day.Epn}", ("name", "Accueil"));

        // Their own badge, and nobody else's.
        var badges = await animator.OpenAsync("/badges");
        Assert.DoesNotContain(colleague.Code, badges.Text, StringComparison.Ordinal);
        var mine = badges.Document.QuerySelector<IHtmlSelectElement>("select[name=membership]")!.Options.Single(option => option.Value.Length > 0).Value;
        var given = await animator.SendAsync(badges, $"/badges?handler=Give&organisation={day.Epn}", ("membership", mine), ("pin", Pin));
        var badge = given.Of("#badge-code")!;

        var enrolled = await server.Client.PostAsync("/api/stations/enrol", null, new { code = announced.Of("#station-code") });
        var signedIn = await server.Client.PostAsync("/api/stations/sign-in", enrolled.Body.GetProperty("token").GetString(), new { badge, pin = Pin });
        Assert.True(signedIn.Status == 200, signedIn.Text);
        var token = signedIn.Body.GetProperty("token").GetString()!;
        Assert.Contains(machine, (await server.Client.GetAsync("/api/stations/work", token)).Body.GetProperty("machines").GetProperty("IN_TRANSIT").EnumerateArray().Select(code => code.GetString()));
        var received = await server.Client.ScanAsync(token, new OneScan(machine, "receive-at-epn"));
        Assert.Equal("AT_EPN", received[0].GetProperty("status").GetString());

        // Four digits open no pages where people stand.
        using var device = new Browser(server.Address);
        var other = await server.Client.PostAsync("/api/stations", server.Token(Role.Animator, day.Epn), new { name = "Salle" });
        await device.SendAsync(await device.OpenAsync("/station/enrol"), null, ("code", other.Body.GetProperty("code").GetString()!));
        Assert.Contains("pas les pages", (await device.SendAsync(await device.OpenAsync("/station"), null, ("badge", badge), ("pin", Pin))).ErrorOf("pin"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_becomes_a_station_and_the_next_operator_takes_over_from_the_one_before()
    {
        var account = server.Account(Role.Supervisor, "fabrique-des-tilleuls");
        using var supervisor = new Browser(server.Address);
        await supervisor.SignInAsync(account.Email, account.Password);

        var announced = await supervisor.SendAsync(await supervisor.OpenAsync("/stations"), "/stations?handler=Announce&organisation=fabrique-des-tilleuls", ("name", "Poste 3"), ("site", "atelier"));
        Assert.NotNull(announced.Document.QuerySelector("svg[role=img]"));
        var weak = await supervisor.SendAsync(
            await supervisor.OpenAsync("/badges"), "/badges?handler=Welcome&organisation=fabrique-des-tilleuls", ("name", "Amina K."), ("role", "OPERATOR"), ("welcomePin", "1234"));
        Assert.NotNull(weak.ErrorOf("welcomePin"));
        var amina = await supervisor.SendAsync(weak, "/badges?handler=Welcome&organisation=fabrique-des-tilleuls", ("welcomePin", Pin));
        var badge = amina.Of("#badge-code")!;
        var second = await BadgeAsync("fabrique-des-tilleuls");

        using var device = new Browser(server.Address);
        Assert.Contains("/station/enrol", (await device.OpenAsync("/station")).Document.Body!.InnerHtml, StringComparison.Ordinal);
        var code = Uri.EscapeDataString(announced.Of("#station-code")!);
        Assert.Equal("/station", (await device.SendAsync(await device.OpenAsync($"/station/enrol?code={code}"), null)).Location);
        var welcome = await device.OpenAsync("/station");
        Assert.Contains("Poste 3", welcome.Text, StringComparison.Ordinal);

        Assert.NotNull((await device.SendAsync(welcome, null, ("badge", badge), ("pin", "0000"))).ErrorOf("pin"));
        var working = await device.SendAsync(welcome, null, ("badge", badge), ("pin", Pin));
        Assert.Equal("/bench", working.Location);
        var board = await device.OpenAsync(working.Location!);
        Assert.Equal("600;url=/station", board.Response.Headers.GetValues("Refresh").Single());
        Assert.Contains("\"role\":\"OPERATOR\",\"device\":\"station-", await (await device.OpenAsync("/api/me")).Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(404, (await device.OpenAsync("/people")).Status);

        // Whoever works here next finds the browser open: it leads to no way into the account.
        foreach (var page in (string[])["/account/password", "/account/second-factor", "/account/passkeys", "/account/erase"])
        {
            Assert.Equal(404, (await device.OpenAsync(page)).Status);
        }

        var overview = await device.OpenAsync("/account");
        Assert.Equal(200, overview.Status);
        Assert.Equal(404, (await device.SendFormAsync(overview, EndingOthers(overview))).Status);

        // The next operator does not wait for the one before to leave.
        await device.SendAsync(await device.OpenAsync("/station"), null, ("badge", second.Code), ("pin", Pin));
        Assert.Contains($"\"person\":\"{second.Person}\"", await (await device.OpenAsync("/api/me")).Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        // Signed out, or away for too long: the station asks for a badge, and comes back to where it was.
        await using (var database = await server.Services.GetRequiredService<IDbContextFactory<AccountDatabase>>().CreateDbContextAsync())
        {
            var past = DateTimeOffset.UtcNow.AddSeconds(-1);
            await database.Sessions.Where(it => it.Person == second.Person).ExecuteUpdateAsync(set => set.SetProperty(it => it.ExpiresAt, past));
            server.Services.GetRequiredService<SessionDirectory>().ForgetPerson(second.Person);
        }

        Assert.Equal("/station?returnTo=%2Faccount", (await device.OpenAsync("/account")).Location);
        using var wall = new Browser(server.Address);
        Assert.Equal(
            "/sign-in?returnTo=%2Fboards%2Forganisation%2Ffabrique-des-tilleuls%3Fwall%3Dtrue",
            (await wall.OpenAsync("/boards/organisation/fabrique-des-tilleuls?wall=true")).Location);

        // Whoever walked away is out as soon as the station asks for the next badge.
        await device.SendAsync(await device.OpenAsync("/station"), null, ("badge", second.Code), ("pin", Pin));
        Assert.Equal(200, (await device.OpenAsync("/account")).Status);
        await device.OpenAsync("/station");
        Assert.Equal(302, (await device.OpenAsync("/account")).Status);
    }

    // The form that a page for stations does not show, sent all the same.
    private static IHtmlFormElement EndingOthers(OpenedPage page)
    {
        var form = page.Document.QuerySelectorAll<IHtmlFormElement>("form").First(form => form.QuerySelector("[name=__RequestVerificationToken]") is not null);
        form.SetAttribute("action", "/account?handler=EndOthers");
        return form;
    }

    private async Task<string> StationAsync(string workshop)
    {
        var announced = await server.Client.PostAsync("/api/stations", server.Token(Role.Supervisor, workshop), new { name = "Poste" });
        var enrolled = await server.Client.PostAsync("/api/stations/enrol", null, new { code = announced.Body.GetProperty("code").GetString() });
        return enrolled.Body.GetProperty("token").GetString()!;
    }

    private async Task<Badge> BadgeAsync(string workshop, Role role = Role.Operator)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BadgeDesk>().WelcomeAsync(
            "Amina K.", new(workshop), role, inTraining: false, Pin, new Caller(new("p"), new(workshop), Role.Supervisor, new("web")));
    }
}
