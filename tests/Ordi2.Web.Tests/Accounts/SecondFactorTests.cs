using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Demo;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Accounts;

[Collection(AccountServerTests.Name)]
public class SecondFactorTests(DemoServer server)
{
    [Fact]
    public async Task A_code_of_the_app_is_asked_for_once_it_is_set_up_and_none_works_twice()
    {
        var account = server.Account(Role.Animator, "epn-la-clairiere");
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(account.Email, account.Password);
        var page = await browser.OpenAsync("/account/second-factor");
        var key = Read32(page.Of("#key")!);
        Assert.NotNull(page.Document.QuerySelector("svg[role=img] path"));
        Assert.Empty(page.Document.QuerySelectorAll("[style]"));

        // Whoever finds the browser open cannot turn it on with a telephone of their own.
        var now = TimeCode.At(key, TimeCode.StepAt(DateTimeOffset.UtcNow));
        Assert.NotNull((await browser.SendAsync(page, null, ("code", now))).ErrorOf("password"));
        Assert.NotNull((await browser.SendAsync(page, null, ("code", now), ("password", "wrong"))).ErrorOf("password"));

        var wrong = await browser.SendAsync(page, null, ("code", "000000"), ("password", account.Password));
        Assert.NotNull(wrong.ErrorOf("code"));
        Assert.Equal(page.Of("#key"), wrong.Of("#key"));
        var step = TimeCode.StepAt(DateTimeOffset.UtcNow);
        var on = await browser.SendAsync(wrong, null, ("code", TimeCode.At(key, step)), ("password", account.Password));
        var codes = on.Document.QuerySelectorAll(".codes code").Select(code => code.TextContent).ToArray();
        Assert.Equal(SecondFactors.RecoveryCodeCount, codes.Length);

        // The password alone leads to the second step; the code that was shown at the set-up was used.
        using var next = new Browser(server.Address);
        var half = await next.SignInAsync(account.Email, account.Password, "/account");
        Assert.Equal("/sign-in/code?returnTo=%2Faccount", half.Location);
        Assert.Equal(302, (await next.OpenAsync("/account")).Status);
        var asked = await next.OpenAsync(half.Location!);
        Assert.NotNull((await next.SendAsync(asked, null, ("code", TimeCode.At(key, step)))).ErrorOf("code"));
        Assert.Equal("/account", (await next.SendAsync(asked, null, ("code", TimeCode.At(key, step + 1)))).Location);
        Assert.Equal(200, (await next.OpenAsync("/account")).Status);

        // The telephone is lost: a code on paper, as people type it, once.
        using var lost = new Browser(server.Address);
        await lost.SignInAsync(account.Email, account.Password);
        var paper = await lost.OpenAsync("/sign-in/code");
        Assert.Equal("/", (await lost.SendAsync(paper, null, ("code", codes[0].ToLowerInvariant()))).Location);
        using var again = new Browser(server.Address);
        await again.SignInAsync(account.Email, account.Password);
        Assert.NotNull((await again.SendAsync(await again.OpenAsync("/sign-in/code"), null, ("code", codes[0]))).ErrorOf("code"));

        // Nothing of it lies open in the database.
        await using var database = await server.Services.GetRequiredService<IDbContextFactory<AccountDatabase>>().CreateDbContextAsync();
        var person = await database.People.SingleAsync(it => it.Email == account.Email);
        Assert.DoesNotContain(Convert.ToBase64String(key), person.AuthenticatorKey, StringComparison.Ordinal);
        Assert.DoesNotContain(await database.RecoveryCodes.Where(it => it.Person == person.Id).ToListAsync(), it => codes.Any(code => it.CodeHash.Contains(code, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Whose_role_opens_much_has_a_fortnight_and_then_sets_it_up_before_coming_in()
    {
        await using var scope = server.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        var account = server.Account(Role.Animator, "epn-gare-nord");
        var person = (await desk.OfAddressAsync(account.Email))!;
        await desk.GiveAsync(person, new("epn-gare-nord"), Role.Animator, manages: true, inTraining: false, givenBy: null);
        Assert.InRange(person.SecondFactorDueAt!.Value - DateTimeOffset.UtcNow, TimeSpan.FromDays(13), TimeSpan.FromDays(14));
        using var early = new Browser(server.Address);
        Assert.Equal("/", (await early.SignInAsync(account.Email, account.Password)).Location);

        await using (var database = await server.Services.GetRequiredService<IDbContextFactory<AccountDatabase>>().CreateDbContextAsync())
        {
            var past = DateTimeOffset.UtcNow.AddMinutes(-1);
            await database.People.Where(it => it.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(it => it.SecondFactorDueAt, past));
        }

        using var late = new Browser(server.Address);
        var due = await late.SignInAsync(account.Email, account.Password);
        Assert.Equal("/sign-in/second-factor", due.Location);
        Assert.Equal(302, (await late.OpenAsync("/account")).Status);
        var page = await late.OpenAsync(due.Location!);
        var done = await late.SendAsync(page, null, ("code", TimeCode.At(Read32(page.Of("#key")!), TimeCode.StepAt(DateTimeOffset.UtcNow))));

        Assert.Equal(SecondFactors.RecoveryCodeCount, done.Document.QuerySelectorAll(".codes code").Length);
        Assert.Equal(200, (await late.OpenAsync("/account")).Status);

        // New codes on paper, but who needs it cannot turn it off, whatever they know.
        var mine = await late.OpenAsync("/account/second-factor");
        var codes = await late.SendAsync(mine, "/account/second-factor?handler=Codes", ("password", account.Password));
        Assert.Equal(SecondFactors.RecoveryCodeCount, codes.Document.QuerySelectorAll(".codes code").Length);
        var form = (IHtmlFormElement)mine.Document.QuerySelector("main form")!;
        form.SetAttribute("action", "/account/second-factor?handler=Off");
        Assert.Contains("il reste activé", (await late.SendFormAsync(mine, form, ("password", account.Password))).Alert, StringComparison.Ordinal);
        using var next = new Browser(server.Address);
        Assert.Equal("/sign-in/code", (await next.SignInAsync(account.Email, account.Password)).Location);
    }

    [Fact]
    public async Task Whoever_only_has_the_password_does_not_come_past_a_passkey_nor_sets_up_an_app_of_their_own()
    {
        await using var scope = server.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        var account = server.Account(Role.Supervisor, "etabli-du-coteau");
        var person = (await desk.OfAddressAsync(account.Email))!;
        await GiveAsync(account, manages: true);
        await using var database = await server.Services.GetRequiredService<IDbContextFactory<AccountDatabase>>().CreateDbContextAsync();
        using var half = new Browser(server.Address);

        foreach (var due in new[] { DateTimeOffset.UtcNow.AddDays(7), DateTimeOffset.UtcNow.AddMinutes(-1) })
        {
            await database.People.Where(it => it.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(it => it.SecondFactorDueAt, due));

            if (due < DateTimeOffset.UtcNow)
            {
                Assert.Equal("/sign-in/second-factor", (await half.SignInAsync(account.Email, account.Password)).Location);
            }

            var passkey = Passkey.Of(person.Id);
            database.Passkeys.Add(passkey);
            await database.SaveChangesAsync();

            using var thief = new Browser(server.Address);
            var refused = await thief.SignInAsync(account.Email, account.Password);
            Assert.Contains("Une clé d'accès protège ce compte", refused.Alert, StringComparison.Ordinal);
            Assert.Equal(302, (await thief.OpenAsync("/account")).Status);
            Assert.Equal("/sign-in", (await half.OpenAsync("/sign-in/second-factor")).Location);
            database.Passkeys.Remove(passkey);
            await database.SaveChangesAsync();
        }

        await database.People.Where(it => it.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(it => it.SecondFactorDueAt, (DateTimeOffset?)null));
        await GiveAsync(account, manages: false);
    }

    [Fact]
    public async Task A_passkey_is_removed_with_the_password_and_the_last_of_whom_needs_it_stays()
    {
        await using var scope = server.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        var account = server.Account(Role.Animator, "epn-vallon");
        var person = (await desk.OfAddressAsync(account.Email))!;
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(account.Email, account.Password);
        await using var database = await server.Services.GetRequiredService<IDbContextFactory<AccountDatabase>>().CreateDbContextAsync();
        database.Passkeys.AddRange(Passkey.Of(person.Id), Passkey.Of(person.Id));
        await database.SaveChangesAsync();
        await GiveAsync(account, manages: true);

        Assert.NotNull((await RemoveAsync("wrong")).ErrorOf("currentPassword"));
        Assert.Equal(2, await LeftAsync());
        Assert.Equal("/account/passkeys", (await RemoveAsync(account.Password)).Location);
        Assert.Equal(1, await LeftAsync());
        Assert.Contains("il reste activé", (await RemoveAsync(account.Password)).Alert, StringComparison.Ordinal);
        Assert.Equal(1, await LeftAsync());

        await GiveAsync(account, manages: false);
        await RemoveAsync(account.Password);
        Assert.Equal(0, await LeftAsync());

        async Task<OpenedPage> RemoveAsync(string password)
        {
            var page = await browser.OpenAsync("/account/passkeys");
            var last = page.Document.QuerySelectorAll("select[name=id] option")[^1].GetAttribute("value")!;
            return await browser.SendAsync(page, "/account/passkeys?handler=Remove", ("id", last), ("currentPassword", password));
        }

        Task<int> LeftAsync() => database.Passkeys.CountAsync(it => it.UserId == person.Id);
    }

    [Fact]
    public async Task A_new_password_is_as_good_as_the_rules_say_and_ends_the_other_sessions()
    {
        var account = server.Account(Role.Donor, "don-banque-ombrienne");
        using var browser = new Browser(server.Address);
        using var other = new Browser(server.Address);
        await browser.SignInAsync(account.Email, account.Password);
        await other.SignInAsync(account.Email, account.Password);
        var page = await browser.OpenAsync("/account/password");

        Assert.NotNull((await browser.SendAsync(page, null, ("password", "wrong"), ("newPassword", "un canal et deux péniches"))).ErrorOf("password"));
        Assert.NotNull((await browser.SendAsync(page, null, ("password", account.Password), ("newPassword", "court"))).ErrorOf("newPassword"));
        Assert.Equal("/account", (await browser.SendAsync(page, null, ("password", account.Password), ("newPassword", "un canal et deux péniches"))).Location);

        Assert.Equal(200, (await browser.OpenAsync("/account")).Status);
        Assert.Equal(302, (await other.OpenAsync("/account")).Status);
        Assert.Equal("/", (await other.SignInAsync(account.Email, "un canal et deux péniches")).Location);
    }

    // As a request of its own: what it read of the person must not be older than their last sign-in.
    private async Task GiveAsync(DemoAccount account, bool manages)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        await desk.GiveAsync((await desk.OfAddressAsync(account.Email))!, new(account.OrganisationId), account.Role, manages, inTraining: false, givenBy: null);
    }

    internal static byte[] Read32(string text)
    {
        var (bytes, buffer, bits) = (new List<byte>(), 0, 0);

        foreach (var symbol in text)
        {
            buffer = ((buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(symbol, StringComparison.Ordinal)) & 0xfff;
            bits += 5;

            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
            }
        }

        return [.. bytes];
    }
}
