using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Accounts;

/// <summary>Whose an account is, on a server that sends letters.</summary>
public sealed class ProvenAddressTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Password = "trois vélos sous la pluie";
    private const string Other = "un phare au bout du quai";

    private readonly LetterBox _box = new();
    private readonly DemoServer _server;

    public ProvenAddressTests() => _server = new()
    {
        Adjust = builder => (builder.Configuration["SMTP"], builder.Configuration["PUBLIC_URL"]) = (_box.Address, "https://o2.example"),
    };

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    public Task InitializeAsync() => _server.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _box.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_invites_never_sees_a_link_that_went_by_letter_and_who_opens_the_letter_has_proven_the_address()
    {
        using var supervisor = await SignedInAsync(Role.Supervisor, "atelier-du-canal");
        var invited = await InviteAsync(supervisor, "atelier-du-canal", "ana@canal.example", "OPERATOR");
        Assert.Null(invited.Of("#link"));
        Assert.DoesNotContain("/invitation/", invited.Document.DocumentElement.OuterHtml, StringComparison.Ordinal);

        using var ana = new Browser(_server.Address);
        var accepted = await ana.SendAsync(await ana.OpenAsync((await _box.NextAsync()).Path), null, ("name", "Ana"), ("password", Password));
        Assert.Equal("/", accepted.Location);
        Assert.NotNull((await PersonAsync("ana@canal.example")).EmailProvenAt);

        // The next letter tells its reader, and nobody else, that there is an account.
        using var coordinator = await SignedInAsync(Role.Coordinator);
        await InviteAsync(coordinator, "etabli-du-coteau", "ANA@canal.example", "STOREKEEPER");
        var link = (await _box.NextAsync()).Path;
        using var stranger = new Browser(_server.Address);
        Assert.Null((await stranger.OpenAsync(link)).Document.QuerySelector("input[name=password]"));
        await ana.SendAsync(await ana.OpenAsync(link), null);
        Assert.Contains("Coteau", (await ana.OpenAsync("/account")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_somebody_else_made_for_an_address_is_its_owners_alone_once_they_opened_a_letter()
    {
        // A supervisor opened the invitation, chose the password and kept ways in.
        var person = await HeldAsync("victim@coteau.example", Role.Operator, "atelier-du-canal");
        using var thief = new Browser(_server.Address);
        Assert.Equal("/", (await thief.SignInAsync("victim@coteau.example", Password)).Location);
        await KeepPasskeyAsync(person.Id);

        // By a letter of the pole that invites the same address.
        using var coordinator = await SignedInAsync(Role.Coordinator);
        await InviteAsync(coordinator, "pole-val-d-ombre", "victim@coteau.example", "COORDINATOR");
        using var victim = new Browser(_server.Address);
        var page = await victim.OpenAsync((await _box.NextAsync()).Path);
        Assert.NotNull(page.Document.QuerySelector("input[name=password]"));
        Assert.Equal("/account/second-factor", (await victim.SendAsync(page, null, ("name", "Vic"), ("password", Other))).Location);
        await AssertAloneAsync(person.Id);
        Assert.Equal(302, (await thief.OpenAsync("/account")).Status);
        Assert.NotNull((await thief.SignInAsync("victim@coteau.example", Password)).Alert);
        Assert.Contains("\"role\":\"COORDINATOR\"", await (await victim.OpenAsync("/api/me")).Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        // Or by a letter for a new password.
        var held = await HeldAsync("other@coteau.example", Role.Operator, "atelier-du-canal");
        await KeepPasskeyAsync(held.Id);
        using var other = new Browser(_server.Address);
        await other.SendAsync(await other.OpenAsync("/reset"), null, ("email", "other@coteau.example"));
        await other.SendAsync(await other.OpenAsync((await _box.NextAsync()).Path), null, ("password", Other));
        await AssertAloneAsync(held.Id);
    }

    [Fact]
    public async Task Whoever_is_signed_in_to_an_account_that_nobody_has_proven_accepts_by_its_password_and_keeps_every_way_in()
    {
        var person = await HeldAsync("two@canal.example", Role.Operator, "atelier-du-canal");
        await using var scope = _server.Services.CreateAsyncScope();
        var maker = (await scope.ServiceProvider.GetRequiredService<AccountDesk>().OfAddressAsync(_server.Account(Role.Coordinator).Email))!;
        var (secret, _) = await scope.ServiceProvider.GetRequiredService<OneTimeLinks>().InviteAsync(
            "two@canal.example", new("etabli-du-coteau"), Role.Storekeeper, manages: false, inTraining: false, new(maker.Id));
        using var owner = new Browser(_server.Address);
        Assert.Equal($"/invitation/{secret}", (await owner.SignInAsync("two@canal.example", Password, $"/invitation/{secret}")).Location);
        await KeepPasskeyAsync(person.Id);

        // Handed over: it proves nothing of the address, and takes nothing away.
        var page = await owner.OpenAsync($"/invitation/{secret}");
        Assert.NotNull((await owner.SendAsync(page, null)).ErrorOf("password"));
        Assert.NotNull((await owner.SendAsync(page, null, ("password", Other))).ErrorOf("password"));
        Assert.Equal("/", (await owner.SendAsync(page, null, ("password", Password))).Location);
        Assert.Contains("\"organisation\":\"etabli-du-coteau\"", await (await owner.OpenAsync("/api/me")).Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await AssertKeptAsync(person, proven: false);

        // By letter: the reader of the address and the holder of the account are one.
        using var coordinator = await SignedInAsync(Role.Coordinator);
        await InviteAsync(coordinator, "epn-vallon", "two@canal.example", "ANIMATOR");
        var letter = await owner.OpenAsync((await _box.NextAsync()).Path);
        Assert.NotNull((await owner.SendAsync(letter, null, ("password", Other))).ErrorOf("password"));
        await owner.SendAsync(letter, null, ("password", Password));
        Assert.Contains("\"organisation\":\"epn-vallon\"", await (await owner.OpenAsync("/api/me")).Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await AssertKeptAsync(person, proven: true);
    }

    [Fact]
    public async Task A_reset_of_a_proven_address_leaves_the_second_factor_because_who_reads_letters_is_not_yet_the_person()
    {
        var person = await HeldAsync("proven@coteau.example", Role.Operator, "atelier-du-canal", proven: true);
        await KeepPasskeyAsync(person.Id);
        using var browser = new Browser(_server.Address);
        await browser.SendAsync(await browser.OpenAsync("/reset"), null, ("email", "proven@coteau.example"));
        await browser.SendAsync(await browser.OpenAsync((await _box.NextAsync()).Path), null, ("password", Other));

        await using var database = await DatabaseAsync();
        Assert.True(await database.Passkeys.AnyAsync(it => it.UserId == person.Id));
        Assert.True((await database.People.SingleAsync(it => it.Id == person.Id)).TwoFactorEnabled);
    }

    [Fact]
    public async Task That_a_password_was_reset_is_told_to_the_organisation_of_the_person_and_to_no_other_pole()
    {
        var far = await HeldAsync("far@elsewhere.example", Role.Supervisor, "atelier-of-another-pole");
        var near = await HeldAsync("near@val.example", Role.Supervisor, "etabli-du-coteau");
        using var browser = new Browser(_server.Address);

        foreach (var email in (string[])["far@elsewhere.example", "near@val.example"])
        {
            await browser.SendAsync(await browser.OpenAsync("/reset"), null, ("email", email));
            await browser.SendAsync(await browser.OpenAsync((await _box.NextAsync()).Path), null, ("password", Other));
        }

        foreach (var what in (string[])["reset-asked", "password-reset"])
        {
            var log = await _server.Client.GetAsync($"/api/audit?what={what}", _server.Token(Role.Coordinator));
            Assert.Contains($"account/{near.Id}", log.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(far.Id, log.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Whoever_asks_again_and_again_in_the_name_of_another_sends_one_letter_and_takes_no_link_away()
    {
        var person = await HeldAsync("asked@coteau.example", Role.Operator, "atelier-du-canal");
        await HeldAsync("next@coteau.example", Role.Operator, "atelier-du-canal");
        await using var scope = _server.Services.CreateAsyncScope();
        var coordinator = (await scope.ServiceProvider.GetRequiredService<AccountDesk>().OfAddressAsync(_server.Account(Role.Coordinator).Email))!;
        var (handedOver, _) = await scope.ServiceProvider.GetRequiredService<OneTimeLinks>().ResetAsync(person, new(coordinator.Id));
        using var stranger = new Browser(_server.Address);

        foreach (var email in (string[])["asked@coteau.example", "ASKED@coteau.example", "nobody@coteau.example", "asked@coteau.example", "next@coteau.example"])
        {
            Assert.Equal("/sign-in", (await stranger.SendAsync(await stranger.OpenAsync("/reset"), null, ("email", email))).Location);
        }

        // They are written one after the other: the last is there, and between it and the first there was none.
        var letter = await _box.NextAsync();
        Assert.Contains("asked@coteau.example", letter.Envelope, StringComparison.Ordinal);
        Assert.Contains("next@coteau.example", (await _box.NextAsync()).Envelope, StringComparison.Ordinal);
        Assert.Equal(0, _box.Waiting);
        Assert.Equal(200, (await stranger.OpenAsync(letter.Path)).Status);
        Assert.Equal("/sign-in", (await stranger.SendAsync(await stranger.OpenAsync($"/reset/{handedOver}"), null, ("password", Other))).Location);

        // One was used: the others of the same person no longer work.
        Assert.Equal(404, (await stranger.OpenAsync(letter.Path)).Status);
    }

    [Fact]
    public async Task A_link_that_was_handed_over_opens_no_account_of_people_whom_its_maker_does_not_look_after()
    {
        // A coordinator of the pole also works, under an address that nobody has proven, where a supervisor makes links.
        var person = await HeldAsync("chief@val.example", Role.Coordinator, "pole-val-d-ombre");
        await using var scope = _server.Services.CreateAsyncScope();
        var supervisor = _server.Account(Role.Supervisor, "atelier-du-canal");
        var maker = (await scope.ServiceProvider.GetRequiredService<AccountDesk>().OfAddressAsync(supervisor.Email))!;
        var links = scope.ServiceProvider.GetRequiredService<OneTimeLinks>();
        var (secret, _) = await links.InviteAsync("chief@val.example", new("atelier-du-canal"), Role.Operator, manages: false, inTraining: false, new(maker.Id));
        var (unknown, _) = await links.InviteAsync("nobody@val.example", new("atelier-du-canal"), Role.Operator, manages: false, inTraining: false, new(maker.Id));
        var (reset, _) = await links.ResetAsync(person, new(maker.Id));

        // It does not even tell whether there is an account.
        using var browser = new Browser(_server.Address);
        var page = await browser.OpenAsync($"/invitation/{secret}");
        Assert.Equal(Form(await browser.OpenAsync($"/invitation/{unknown}")), Form(page));
        Assert.NotNull((await browser.SendAsync(page, null, ("name", "Thief"), ("password", Other))).Alert);
        Assert.Equal(404, (await browser.SendAsync(await browser.OpenAsync($"/reset/{reset}"), null, ("password", Other))).Status);
        Assert.Equal(person.PasswordHash, (await PersonAsync("chief@val.example")).PasswordHash);
        Assert.DoesNotContain(await scope.ServiceProvider.GetRequiredService<AccountDesk>().MembershipsAsync(person.Id), it => it.Organisation == "atelier-du-canal");

        static string Form(OpenedPage page) => string.Join(' ', page.Document.QuerySelectorAll("main input, main a").Select(it => it.GetAttribute("name") ?? it.TextContent));
    }

    [Fact]
    public async Task What_somebody_made_no_longer_works_once_they_no_longer_look_after_anybody()
    {
        await using var scope = _server.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        var links = scope.ServiceProvider.GetRequiredService<OneTimeLinks>();
        var leaving = await HeldAsync("leaving@canal.example", Role.Supervisor, "atelier-du-canal", manages: true);
        var colleague = await HeldAsync("stays@canal.example", Role.Operator, "atelier-du-canal");
        var (invitation, _) = await links.InviteAsync("private@home.example", new("atelier-du-canal"), Role.Operator, manages: true, inTraining: false, new(leaving.Id));
        var (reset, _) = await links.ResetAsync(colleague, new(leaving.Id));
        using var browser = new Browser(_server.Address);
        Assert.Equal(200, (await browser.OpenAsync($"/invitation/{invitation}")).Status);

        // A smaller role, and what is more than it may give is over, although nobody took it back.
        await desk.GiveAsync(leaving, new("atelier-du-canal"), Role.Supervisor, manages: false, inTraining: false, givenBy: null);
        Assert.Equal(404, (await browser.OpenAsync($"/invitation/{invitation}")).Status);

        await desk.EndAsync((await desk.MembershipsAsync(leaving.Id)).Single(), "test");
        Assert.Equal(404, (await browser.OpenAsync($"/reset/{reset}")).Status);
        Assert.Empty(await links.InvitationsAsync("atelier-du-canal"));
    }

    // An account as whoever opened the link first made it.
    private async Task<Person> HeldAsync(string email, Role role, string organisation, bool manages = false, bool proven = false)
    {
        await using var scope = _server.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        var person = Person.New(email, "Somebody", DateTimeOffset.UtcNow);
        person.EmailProvenAt = proven ? DateTimeOffset.UtcNow : null;
        await desk.AddAsync(person, Password);
        await desk.GiveAsync(person, new(organisation), role, manages, inTraining: false, givenBy: null);

        if (proven)
        {
            (person.AuthenticatorKey, person.TwoFactorEnabled) = ("a key", true);
        }

        await scope.ServiceProvider.GetRequiredService<AccountDatabase>().SaveChangesAsync();
        return person;
    }

    private async Task KeepPasskeyAsync(string person)
    {
        await using var database = await DatabaseAsync();
        database.Passkeys.Add(Passkey.Of(person));
        await database.SaveChangesAsync();
    }

    private async Task AssertAloneAsync(string person)
    {
        await using var database = await DatabaseAsync();
        Assert.False(await database.Passkeys.AnyAsync(it => it.UserId == person));
        Assert.NotNull((await database.People.SingleAsync(it => it.Id == person)).EmailProvenAt);
    }

    private async Task AssertKeptAsync(Person known, bool proven)
    {
        await using var database = await DatabaseAsync();
        var person = await database.People.SingleAsync(it => it.Id == known.Id);
        Assert.True(await database.Passkeys.AnyAsync(it => it.UserId == known.Id));
        Assert.Equal((known.PasswordHash, known.Name, proven), (person.PasswordHash, person.Name, person.EmailProvenAt is not null));
    }

    private async Task<Person> PersonAsync(string email)
    {
        await using var database = await DatabaseAsync();
        return await database.People.SingleAsync(it => it.Email == email);
    }

    private Task<AccountDatabase> DatabaseAsync() => _server.Services.GetRequiredService<IDbContextFactory<AccountDatabase>>().CreateDbContextAsync();

    private static async Task<OpenedPage> InviteAsync(Browser inviter, string organisation, string email, string role) => await inviter.SendAsync(
        await inviter.OpenAsync($"/people?organisation={organisation}"), $"/people?handler=Invite&organisation={organisation}", ("email", email), ("role", role));

    private async Task<Browser> SignedInAsync(Role role, string? organisation = null)
    {
        var account = _server.Account(role, organisation);
        var browser = new Browser(_server.Address);
        var signedIn = await browser.SignInAsync(account.Email, account.Password);
        Assert.True(signedIn.Status == 302, signedIn.Text);
        return browser;
    }
}
