using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.SignIn;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Accounts;

[Collection(AccountServerTests.Name)]
public class SessionTests(DemoServer server)
{
    [Fact]
    public async Task A_session_is_listed_with_its_browser_and_ended_from_another_one_at_once()
    {
        var account = server.Account(Role.Storekeeper, "etabli-du-coteau");
        using var desk = new Browser(server.Address);
        using var phone = new Browser(server.Address);
        await desk.SignInAsync(account.Email, account.Password);
        await phone.SignInAsync(account.Email, account.Password);
        Assert.Equal(200, (await phone.OpenAsync("/account")).Status);

        var mine = await desk.OpenAsync("/account");
        Assert.Contains("Firefox, Linux", mine.Text, StringComparison.Ordinal);
        Assert.Contains("localhost", mine.Text, StringComparison.Ordinal);
        Assert.Contains("Cette session", mine.Text, StringComparison.Ordinal);
        var ended = await desk.SendAsync(mine, "/account?handler=End");

        Assert.Equal("/account", ended.Location);
        Assert.Equal("/sign-in?returnTo=%2Faccount", (await phone.OpenAsync("/account")).Location);
        Assert.Equal(200, (await desk.OpenAsync("/account")).Status);
        Assert.Contains("session-ended", (await server.Client.GetAsync("/api/audit?what=session-ended", server.Token(Role.Coordinator))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_was_left_empty_is_named_and_no_password_is_called_wrong()
    {
        using var browser = new Browser(server.Address);
        var page = await browser.OpenAsync("/sign-in");

        var nothing = await browser.SendAsync(page, null);
        var half = await browser.SendAsync(page, null, ("email", "claire@example.org"));

        Assert.All(["email", "password"], field => Assert.NotNull(nothing.ErrorOf(field)));
        Assert.Null(half.ErrorOf("email"));
        Assert.NotNull(half.ErrorOf("password"));
        Assert.DoesNotContain("pas le bon", nothing.Text + half.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_not_only_the_cookie()
    {
        var account = server.Account(Role.Storekeeper, "atelier-du-canal");
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(account.Email, account.Password);
        var stolen = browser.Cookies["ordi2"]!.Value;
        var page = await browser.OpenAsync("/account");

        await browser.SendFormAsync(page, (IHtmlFormElement)page.Document.QuerySelector("form[action='/sign-out']")!);

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/account"));
        request.Headers.Add("Cookie", $"ordi2={stolen}");
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        using var answer = await client.SendAsync(request);
        Assert.Equal(302, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Somebody_of_several_organisations_works_for_one_at_a_time_and_changes_by_a_button()
    {
        var account = server.Account(Role.Driver, "fabrique-des-tilleuls");
        await using var scope = server.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        var person = (await desk.OfAddressAsync(account.Email))!;
        await desk.GiveAsync(person, new("etabli-du-coteau"), Role.Storekeeper, manages: false, inTraining: false, givenBy: null);
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(account.Email, account.Password);

        var before = await browser.OpenAsync("/api/me");
        var mine = await browser.OpenAsync("/account");
        var switched = await browser.SendAsync(mine, "/account?handler=Switch", ("membership", mine.Document.QuerySelector("input[name=membership]")!.GetAttribute("value")!));
        var after = await browser.OpenAsync("/api/me");

        Assert.Contains("\"organisation\":\"fabrique-des-tilleuls\",\"role\":\"DRIVER\"", await before.Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("/account", switched.Location);
        Assert.Contains("\"organisation\":\"etabli-du-coteau\",\"role\":\"STOREKEEPER\"", await after.Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(200, (await browser.OpenAsync("/boards/organisation/etabli-du-coteau")).Status);
        Assert.Equal(404, (await browser.OpenAsync("/boards/organisation/fabrique-des-tilleuls")).Status);

        // The next time begins where this one ended; a membership that was taken away is over at once.
        var membership = (await desk.MembershipsAsync(person.Id)).Single(it => it.Role is Role.Storekeeper);
        await desk.EndAsync(membership, "test");
        Assert.Equal("/sign-in?returnTo=%2Faccount", (await browser.OpenAsync("/account")).Location);
        Assert.Equal("/", (await browser.SignInAsync(account.Email, account.Password)).Location);
        Assert.Contains("\"organisation\":\"fabrique-des-tilleuls\"", await (await browser.OpenAsync("/api/me")).Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_switches_to_a_membership_of_somebody_else()
    {
        await using var scope = server.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        var other = (await desk.MembershipsAsync((await desk.OfAddressAsync(server.Account(Role.Coordinator).Email))!.Id)).Single();
        var account = server.Account(Role.Donor, "don-cabinet-ferrand");
        var mine = (await desk.OfAddressAsync(account.Email))!;
        await desk.GiveAsync(mine, new("don-clinique-des-sources"), Role.Donor, manages: false, inTraining: false, givenBy: null);
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(account.Email, account.Password);

        var refused = await browser.SendAsync(await browser.OpenAsync("/account"), "/account?handler=Switch", ("membership", other.Id));

        Assert.NotNull(refused.Alert);
        Assert.Contains("\"organisation\":\"don-cabinet-ferrand\"", await (await browser.OpenAsync("/api/me")).Response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_asks_who_it_is_and_a_stranger_is_told_to_sign_in()
    {
        var me = await server.Client.GetAsync("/api/me", server.Token(Role.Supervisor, "atelier-du-canal"));

        Assert.Equal("atelier-du-canal", me.Body.GetProperty("organisation").GetString());
        Assert.Equal("SUPERVISOR", me.Body.GetProperty("role").GetString());
        Assert.Equal(401, (await server.Client.GetAsync("/api/me")).Status);
        Assert.Equal(401, (await server.Client.GetAsync("/api/me", "ord2_nobody")).Status);
    }

    [Fact]
    public async Task Somebody_who_knows_the_password_has_five_tries_at_the_code_however_they_mix_the_two()
    {
        await using var own = await FaultyServer.StartAsync();
        var person = Person.New("c@val.example", null, own.Clock.GetUtcNow());
        await using (var scope = own.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<AccountDesk>().AddAsync(person, "une phrase assez longue");
        }

        var guesses = 0;

        // While the right password is looked at, which takes a while, others guess at the code; then the same again.
        for (var round = 0; round < 4; round++)
        {
            await using var password = own.Services.CreateAsyncScope();
            var (tries, me) = await TriesOfAsync(password);
            var isLookedAt = await tries.BeginAsync(me);

            for (var guess = 0; guess < 4; guess++)
            {
                await using var code = own.Services.CreateAsyncScope();
                var (other, they) = await TriesOfAsync(code);
                guesses += await other.BeginAsync(they) ? 1 : 0;
            }

            if (isLookedAt)
            {
                await tries.RightAsync(me, complete: false);
            }
        }

        Assert.InRange(guesses, 1, Tries.Most);

        async Task<(Tries Tries, Person Person)> TriesOfAsync(AsyncServiceScope scope) => (
            scope.ServiceProvider.GetRequiredService<Tries>(), (await scope.ServiceProvider.GetRequiredService<AccountDesk>().OfIdAsync(person.Id))!);
    }

    [Fact]
    public async Task Four_wrong_passwords_and_a_right_one_do_not_close_an_account_with_a_second_factor()
    {
        await using var own = await FaultyServer.StartAsync();
        await using var scope = own.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        var person = Person.New("d@val.example", null, own.Clock.GetUtcNow());
        (person.TwoFactorEnabled, person.AuthenticatorKey) = (true, "a key");
        await desk.AddAsync(person, "une phrase assez longue");

        for (var i = 0; i < Tries.Most - 1; i++)
        {
            Assert.NotNull((await desk.CheckAsync("d@val.example", $"guess {i}")).Why);
        }

        Assert.Null((await desk.CheckAsync("d@val.example", "une phrase assez longue")).Why);
        Assert.True(await scope.ServiceProvider.GetRequiredService<Tries>().BeginAsync(person));
    }

    [Fact]
    public async Task A_refusal_takes_as_long_for_an_address_that_nobody_has_as_for_one_of_ours()
    {
        await using var own = await FaultyServer.StartAsync();
        await using var scope = own.Services.CreateAsyncScope();
        var person = Person.New("f@val.example", null, own.Clock.GetUtcNow());
        await scope.ServiceProvider.GetRequiredService<AccountDesk>().AddAsync(person, "une phrase assez longue");

        // The head of a hash: its form, its function, its rounds, the length of its salt.
        static string Cost(string hash) => Convert.ToHexString(Convert.FromBase64String(hash).AsSpan(0, 13));
        Assert.Equal(Cost(person.PasswordHash!), Cost(own.Services.GetRequiredService<NobodysPassword>().Hash));

        using var browser = new Browser(own.Address);
        var started = TimeProvider.System.GetTimestamp();
        Assert.NotNull((await browser.SignInAsync("nobody@val.example", "une phrase assez longue")).Alert);
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= SignInPage.SoonestRefusal);
    }

    [Fact]
    public async Task An_account_that_was_closed_by_a_process_that_broke_off_opens_again_by_itself()
    {
        await using var own = await FaultyServer.StartAsync();
        await using (var scope = own.Services.CreateAsyncScope())
        {
            var person = Person.New("e@val.example", null, own.Clock.GetUtcNow());
            await scope.ServiceProvider.GetRequiredService<AccountDesk>().AddAsync(person, "une phrase assez longue");
            await scope.ServiceProvider.GetRequiredService<AccountDatabase>().People.Where(it => it.Id == person.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(it => it.AccessFailedCount, Tries.Most));
        }

        Assert.NotNull(await TryAsync());
        own.Clock.Move(Tries.Closed);
        Assert.Null(await TryAsync());

        async Task<Refusal?> TryAsync()
        {
            await using var scope = own.Services.CreateAsyncScope();
            return (await scope.ServiceProvider.GetRequiredService<AccountDesk>().CheckAsync("e@val.example", "une phrase assez longue")).Why;
        }
    }

    [Fact]
    public async Task Five_wrong_passwords_close_an_account_for_a_while_and_nobody_learns_which()
    {
        await using var own = await FaultyServer.StartAsync(("RequestLimits:SignInsPerMinute", "100"));
        await using var scope = own.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        var person = Person.New("a@val.example", null, own.Clock.GetUtcNow());
        await desk.AddAsync(person, "une phrase assez longue");

        // All at once, each as a request of its own: no more of them are looked at than one after another.
        var guesses = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            await using var request = own.Services.CreateAsyncScope();
            return (await request.ServiceProvider.GetRequiredService<AccountDesk>().CheckAsync("A@val.example", i == 7 ? "une phrase assez longue" : $"guess {i}")).Why;
        }));
        Assert.InRange(guesses.Count(why => why is null), 0, 1);

        for (var i = 0; i < Tries.Most; i++)
        {
            Assert.NotNull((await desk.CheckAsync("A@val.example", $"guess {i}")).Why);
        }

        var (_, closed) = await desk.CheckAsync("a@val.example", "une phrase assez longue");
        var (_, nobody) = await desk.CheckAsync("b@val.example", "une phrase assez longue");
        Assert.Equal(nobody, closed, (one, other) => one?.Code == other?.Code && one is not null);

        // A quarter of an hour later the right password opens it again.
        own.Clock.Move(Tries.Closed);
        await using var later = own.Services.CreateAsyncScope();
        Assert.Null((await later.ServiceProvider.GetRequiredService<AccountDesk>().CheckAsync("a@val.example", "une phrase assez longue")).Why);
    }
}
