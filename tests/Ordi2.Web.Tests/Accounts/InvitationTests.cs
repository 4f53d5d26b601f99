using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Accounts;

[Collection(AccountServerTests.Name)]
public class InvitationTests(DemoServer server)
{
    private const string Password = "trois vélos sous la pluie";

    [Fact]
    public async Task Somebody_who_is_invited_makes_an_account_by_a_link_that_works_once()
    {
        using var coordinator = await SignedInAsync(Role.Coordinator);
        var link = await InviteAsync(coordinator, "etabli-du-coteau", "lea@coteau.example", "SUPERVISOR");
        using var lea = new Browser(server.Address);

        var opened = await lea.OpenAsync(link);
        Assert.Contains("L'Établi du Coteau", opened.Text, StringComparison.Ordinal);
        var weak = await lea.SendAsync(opened, null, ("name", "Léa Martin"), ("password", "lea.martin2026"));
        Assert.NotNull(weak.ErrorOf("password"));
        Assert.Equal("Léa Martin", weak.Document.QuerySelector("input[name=name]")!.GetAttribute("value"));

        var accepted = await lea.SendAsync(weak, null, ("password", Password));
        Assert.Equal("/", accepted.Location);
        Assert.Contains("\"role\":\"SUPERVISOR\"", await TextAsync(lea, "/api/me"), StringComparison.Ordinal);
        Assert.Contains("Léa Martin", (await lea.OpenAsync("/account")).Text, StringComparison.Ordinal);

        // A second tab, a double click, somebody who found the letter: nothing happens twice.
        using var other = new Browser(server.Address);
        Assert.Equal(404, (await other.OpenAsync(link)).Status);
        Assert.InRange((await lea.SendAsync(weak, null, ("password", Password))).Status, 400, 404);
        Assert.Single((await lea.OpenAsync("/account")).Document.QuerySelectorAll("table")[0].QuerySelectorAll("tbody tr"));

        using var again = new Browser(server.Address);
        Assert.Equal("/", (await again.SignInAsync("LEA@coteau.example", Password)).Location);
        var log = (await server.Client.GetAsync("/api/audit?what=invited", server.Token(Role.Coordinator))).Text;
        Assert.Contains("SUPERVISOR etabli-du-coteau", log, StringComparison.Ordinal);
        Assert.DoesNotContain("lea@", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_has_an_account_signs_in_and_gets_a_second_organisation()
    {
        var partner = server.Account(Role.Partner, "asso-toit-et-cle");
        using var coordinator = await SignedInAsync(Role.Coordinator);
        var link = await InviteAsync(coordinator, "asso-jardin-partage", partner.Email.ToUpperInvariant(), "PARTNER");
        using var browser = new Browser(server.Address);

        // Whoever has the link does not learn that there is an account, and cannot make another.
        var stranger = await browser.OpenAsync(link);
        var refused = await browser.SendAsync(stranger, null, ("name", "Somebody"), ("password", Password));
        Assert.NotNull(refused.Alert);
        Assert.Equal(link, (await browser.SignInAsync(partner.Email, partner.Password, link)).Location);
        await browser.SendAsync(await browser.OpenAsync(link), null);

        Assert.Contains("\"organisation\":\"asso-jardin-partage\"", await TextAsync(browser, "/api/me"), StringComparison.Ordinal);
        Assert.Contains("Toit et Clé", (await browser.OpenAsync("/account")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_is_taken_back_and_a_wrong_one_is_refused_by_its_field()
    {
        using var coordinator = await SignedInAsync(Role.Coordinator);
        var page = await coordinator.OpenAsync("/people?organisation=epn-vallon");

        var wrong = await coordinator.SendAsync(page, "/people?handler=Invite&organisation=epn-vallon", ("email", "no address"), ("role", "ANIMATOR"));
        var impossible = await coordinator.SendAsync(page, "/people?handler=Invite&organisation=epn-vallon", ("email", "a@b.example"), ("role", "COORDINATOR"));
        Assert.NotNull(wrong.ErrorOf("email"));
        Assert.Equal("no address", wrong.Document.QuerySelector("input[name=email]")!.GetAttribute("value"));
        Assert.NotNull(impossible.ErrorOf("role"));

        var link = await InviteAsync(coordinator, "epn-vallon", "paul@vallon.example", "ANIMATOR");
        await coordinator.SendAsync(await coordinator.OpenAsync("/people?organisation=epn-vallon"), "/people?handler=Revoke&organisation=epn-vallon");
        using var paul = new Browser(server.Address);
        Assert.Equal(404, (await paul.OpenAsync(link)).Status);
    }

    [Fact]
    public async Task Nobody_sees_the_people_of_an_organisation_that_they_do_not_look_after()
    {
        using var supervisor = await SignedInAsync(Role.Supervisor, "atelier-du-canal");
        using var donor = await SignedInAsync(Role.Donor, "don-cabinet-ferrand");

        Assert.Equal(200, (await supervisor.OpenAsync("/people")).Status);
        Assert.Equal(404, (await supervisor.OpenAsync("/people?organisation=fabrique-des-tilleuls")).Status);
        Assert.Equal(404, (await supervisor.OpenAsync("/people?organisation=nobody-knows-it")).Status);
        Assert.Equal(404, (await donor.OpenAsync("/people")).Status);

        // A supervisor lets people of the floor in, and nobody who lets others in.
        var page = await supervisor.OpenAsync("/people");
        Assert.DoesNotContain("manages", page.Document.Body!.InnerHtml, StringComparison.Ordinal);
        var refused = await supervisor.SendAsync(page, "/people?handler=Invite&organisation=atelier-du-canal", ("email", "x@y.example"), ("role", "SUPERVISOR"));
        Assert.NotNull(refused.ErrorOf("role"));
    }

    [Fact]
    public async Task A_new_password_by_a_link_ends_every_session_and_a_manager_never_opens_the_account_of_somebody_who_also_works_elsewhere()
    {
        using var coordinator = await SignedInAsync(Role.Coordinator);
        var account = server.Account(Role.Partner, "asso-langues-du-monde");
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(account.Email, account.Password);

        var made = await coordinator.SendAsync(await coordinator.OpenAsync("/people?organisation=asso-langues-du-monde"), "/people?handler=Reset&organisation=asso-langues-du-monde");
        var link = new Uri(made.Of("#link")!).PathAndQuery;
        using var other = new Browser(server.Address);
        var done = await other.SendAsync(await other.OpenAsync(link), null, ("password", Password));

        Assert.Equal("/sign-in", done.Location);
        Assert.Equal(302, (await browser.OpenAsync("/account")).Status);
        Assert.Equal(404, (await other.OpenAsync(link)).Status);
        Assert.NotNull((await browser.SignInAsync(account.Email, account.Password)).Alert);
        Assert.Equal("/", (await browser.SignInAsync(account.Email, Password)).Location);

        // The same person now also works where the supervisor of a workshop does not decide.
        await using var scope = server.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        var storekeeper = (await desk.OfAddressAsync(server.Account(Role.Storekeeper, "fabrique-des-tilleuls").Email))!;
        using var supervisor = await SignedInAsync(Role.Supervisor, "fabrique-des-tilleuls");
        Assert.Contains("handler=Reset", (await supervisor.OpenAsync("/people")).Document.Body!.InnerHtml, StringComparison.Ordinal);
        await desk.GiveAsync(storekeeper, new("pole-val-d-ombre"), Role.Coordinator, manages: false, inTraining: false, givenBy: null);
        var page = await supervisor.OpenAsync("/people");
        var row = page.Document.QuerySelectorAll("tr").Single(row => row.TextContent.Contains(storekeeper.Email!, StringComparison.Ordinal));
        Assert.DoesNotContain("handler=Reset", row.InnerHtml, StringComparison.Ordinal);
        await desk.EndAsync((await desk.MembershipsAsync(storekeeper.Id)).Single(it => it.Role is Role.Coordinator), "test");
    }

    [Fact]
    public async Task An_erased_person_leaves_an_opaque_id_and_nothing_else()
    {
        var account = server.Account(Role.Driver, "transports-roulier");
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(account.Email, account.Password);

        var wrong = await browser.SendAsync(await browser.OpenAsync("/account/erase"), null, ("password", "wrong"));
        var erased = await browser.SendAsync(wrong, null, ("password", account.Password));

        Assert.NotNull(wrong.ErrorOf("password"));
        Assert.Equal("/sign-in", erased.Location);
        Assert.NotNull((await browser.SignInAsync(account.Email, account.Password)).Alert);
        await using var database = await server.Services.GetRequiredService<IDbContextFactory<AccountDatabase>>().CreateDbContextAsync();
        var left = await database.People.SingleAsync(person => person.Id == "transports-roulier.driver");
        Assert.Equal((null, null, null, null), (left.Email, left.NormalizedEmail, left.Name, left.PasswordHash));
        Assert.NotNull(left.ErasedAt);
        Assert.False(await database.Sessions.AnyAsync(session => session.Person == left.Id));
        Assert.Equal(401, (await server.Client.GetAsync("/api/me", account.Token)).Status);
    }

    [Fact]
    public async Task The_pole_ends_and_erases_the_people_of_an_organisation_that_closed()
    {
        await using var scope = server.Services.CreateAsyncScope();
        var profile = (await scope.ServiceProvider.GetRequiredService<Houses>().ProfileAsync("epn-le-phare"))!;

        var lines = await scope.ServiceProvider.GetRequiredService<PeopleDesk>().LinesAsync(
            new(new("pole-val-d-ombre"), Role.Coordinator), profile with { Status = OrganisationStatus.Closed });

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.True(line.MayEnd && line.MayRescue));
    }

    [Fact]
    public async Task The_last_coordinator_of_a_pole_stays()
    {
        var account = server.Account(Role.Coordinator);
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(account.Email, account.Password);

        var refused = await browser.SendAsync(await browser.OpenAsync("/account/erase"), null, ("password", account.Password));

        Assert.NotNull(refused.Alert);
        Assert.Equal(200, (await browser.OpenAsync("/account")).Status);
    }

    [Fact]
    public async Task Two_coordinators_who_leave_at_once_do_not_leave_a_pole_to_nobody()
    {
        for (var round = 0; round < 8; round++)
        {
            var pole = $"pole-{Guid.NewGuid():N}";
            string[] both = [await CoordinatorAsync(pole), await CoordinatorAsync(pole)];

            var refused = await Task.WhenAll(EndAsync(both[0]), EraseAsync(both[1]));

            Assert.Equal("last-manager", Assert.Single(refused, why => why is not null)!.Code);
            await using var database = await server.Services.GetRequiredService<IDbContextFactory<AccountDatabase>>().CreateDbContextAsync();
            Assert.Equal(1, await database.Memberships.CountAsync(it => it.Organisation == pole && it.EndedAt == null));
        }

        async Task<string> CoordinatorAsync(string pole)
        {
            await using var scope = server.Services.CreateAsyncScope();
            var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
            var person = Person.New($"{Guid.NewGuid():N}@val.example", null, DateTimeOffset.UtcNow);
            await desk.AddAsync(person, Password);
            await desk.GiveAsync(person, new(pole), Role.Coordinator, manages: true, inTraining: false, givenBy: null);
            return person.Id;
        }

        async Task<Refusal?> EndAsync(string person)
        {
            await using var scope = server.Services.CreateAsyncScope();
            var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
            return await desk.EndAsync((await desk.MembershipsAsync(person)).Single(), "test");
        }

        async Task<Refusal?> EraseAsync(string person)
        {
            await using var scope = server.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<Erasure>().EraseAsync(person, new Caller(new(person), new("pole"), Role.Coordinator, new("web")));
        }
    }

    [Fact]
    public async Task Tokens_are_made_and_revoked_on_a_page()
    {
        using var coordinator = await SignedInAsync(Role.Coordinator);
        const string page = "/tokens?organisation=epn-le-phare";
        var wrong = await coordinator.SendAsync(await coordinator.OpenAsync(page), "/tokens?handler=Make&organisation=epn-le-phare", ("role", "ANIMATOR"), ("person", "import"), ("days", "0"));
        Assert.NotNull(wrong.ErrorOf("days"));

        var made = await coordinator.SendAsync(wrong, "/tokens?handler=Make&organisation=epn-le-phare", ("days", "2"));
        var token = made.Of("#token")!;
        Assert.Matches(new Regex("^ord2_", RegexOptions.None, TimeSpan.FromSeconds(1)), token);
        Assert.Equal(200, (await server.Client.GetAsync("/api/me", token)).Status);
        var listed = await coordinator.OpenAsync(page);
        Assert.DoesNotContain(token, listed.Document.DocumentElement.OuterHtml, StringComparison.Ordinal);

        var form = listed.Document.QuerySelectorAll("tr").Single(row => row.TextContent.Contains("import", StringComparison.Ordinal)).QuerySelector("form");
        await coordinator.SendFormAsync(listed, (AngleSharp.Html.Dom.IHtmlFormElement)form!);
        Assert.Contains("n'est plus valable", (await coordinator.OpenAsync(page)).Text.Replace('’', '\''), StringComparison.Ordinal);

        using var supervisor = await SignedInAsync(Role.Supervisor, "atelier-du-canal");
        Assert.Equal(404, (await supervisor.OpenAsync("/tokens")).Status);
    }

    private static async Task<string> InviteAsync(Browser inviter, string organisation, string email, string role)
    {
        var page = await inviter.OpenAsync($"/people?organisation={organisation}");
        var made = await inviter.SendAsync(page, $"/people?handler=Invite&organisation={organisation}", ("email", email), ("role", role));
        Assert.True(made.Of("#link") is not null, made.Text);
        return new Uri(made.Of("#link")!).PathAndQuery;
    }

    private static async Task<string> TextAsync(Browser browser, string path) => await (await browser.OpenAsync(path)).Response.Content.ReadAsStringAsync();

    private async Task<Browser> SignedInAsync(Role role, string? organisation = null)
    {
        var account = server.Account(role, organisation);
        var browser = new Browser(server.Address);
        var signedIn = await browser.SignInAsync(account.Email, account.Password);
        Assert.True(signedIn.Status == 302, signedIn.Text);
        return browser;
    }
}
