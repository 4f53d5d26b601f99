using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Accounts;

[Collection(DemoServerTests.Name)]
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

        var wrong = await browser.SendAsync(page, null, ("code", "000000"));
        Assert.NotNull(wrong.ErrorOf("code"));
        Assert.Equal(page.Of("#key"), wrong.Of("#key"));
        var step = TimeCode.StepAt(DateTimeOffset.UtcNow);
        var on = await browser.SendAsync(wrong, null, ("code", TimeCode.At(key, step)));
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

        // Who needs it cannot turn it off.
        var off = await late.SendAsync(await late.OpenAsync("/account/second-factor"), "/account/second-factor?handler=Codes", ("password", account.Password));
        Assert.Equal(SecondFactors.RecoveryCodeCount, off.Document.QuerySelectorAll(".codes code").Length);
        Assert.Contains("handler=Off", (await late.OpenAsync("/account/second-factor")).Document.Body!.InnerHtml, StringComparison.Ordinal);
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

    private static byte[] Read32(string text)
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
