using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Accounts;

[Collection(AccountServerTests.Name)]
public class OnceTests(DemoServer server)
{
    private const string Workshop = "fabrique-des-tilleuls";

    [Theory]
    [InlineData("/tokens", "Make", "#token", "role", "OPERATOR", "person", "double-click", "days", "3")]
    [InlineData("/badges", "Welcome", "#badge-code", "role", "OPERATOR", "name", "Double Click", "welcomePin", "4071")]
    [InlineData("/stations", "Announce", "#station-code", "name", "Double click", "", "", "", "")]
    [InlineData("/people", "Invite", "#link", "role", "OPERATOR", "email", "double@click.example", "", "")]
    public async Task What_is_sent_twice_is_made_once_and_shown_again(
        string path, string handler, string shown, string name1, string value1, string name2, string value2, string name3, string value3)
    {
        var account = server.Account(Role.Coordinator);
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(account.Email, account.Password);
        var page = await browser.OpenAsync($"{path}?organisation={Workshop}");
        var form = (IHtmlFormElement)page.Document.QuerySelector($"form[action*='handler={handler}&']")!;
        (string Name, string Value)[] fields = [.. new[] { (name1, value1), (name2, value2), (name3, value3) }.Where(field => field.Item1.Length > 0)];
        var before = await CountAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => browser.SendFormAsync(page, form, fields)));
        var again = await browser.SendFormAsync(page, form, fields);

        Assert.NotNull(again.Of(shown));
        Assert.All(answers, answer => Assert.Equal(again.Of(shown), answer.Of(shown)));
        Assert.Equal(before + 1, await CountAsync());

        // The form of the page that shows it makes the next.
        var next = await browser.SendFormAsync(again, (IHtmlFormElement)again.Document.QuerySelector($"form[action*='handler={handler}&']")!, fields);
        Assert.NotNull(next.Of(shown));
        Assert.NotEqual(again.Of(shown), next.Of(shown));
        Assert.Equal(before + 2, await CountAsync());

        async Task<int> CountAsync()
        {
            await using var database = await server.Services.GetRequiredService<IDbContextFactory<AccountDatabase>>().CreateDbContextAsync();
            return await database.Badges.CountAsync() + await database.Stations.CountAsync() + await database.Links.CountAsync()
                + (await server.Services.GetRequiredService<ITokenStore>().ListAsync(new() { Organisation = Workshop, NotDevices = "station-" })).Length;
        }
    }

    [Fact]
    public async Task A_browser_that_sends_its_enrolment_twice_is_the_station_after_either_answer()
    {
        var announced = await server.Client.PostAsync("/api/stations", server.Token(Role.Supervisor, Workshop), new { name = "Double click" });
        using var device = new Browser(server.Address);
        var page = await device.OpenAsync($"/station/enrol?code={announced.Body.GetProperty("code").GetString()}");

        foreach (var answer in await Task.WhenAll(device.SendAsync(page, null), device.SendAsync(page, null)))
        {
            Assert.Equal("/station", answer.Location);
            Assert.Contains(answer.Response.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("ordi2-station=", StringComparison.Ordinal));
        }

        // Another form, even of the same browser, is another attempt: the code is used up.
        var later = await device.SendAsync(await device.OpenAsync("/station/enrol"), null, ("code", announced.Body.GetProperty("code").GetString()!));
        Assert.NotNull(later.ErrorOf("code"));
    }

    [Fact]
    public async Task Codes_on_paper_that_are_asked_for_twice_are_the_same()
    {
        var account = server.Account(Role.Operator, "etabli-du-coteau");
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(account.Email, account.Password);
        var offered = await browser.OpenAsync("/account/second-factor");
        var code = TimeCode.At(SecondFactorTests.Read32(offered.Of("#key")!), TimeCode.StepAt(DateTimeOffset.UtcNow));

        var wrong = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => browser.SendAsync(offered, null, ("code", code), ("password", "not this one"))));
        Assert.All(wrong, answer => Assert.NotNull(answer.ErrorOf("password")));

        var on = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => browser.SendAsync(offered, null, ("code", code), ("password", account.Password))));
        Assert.NotEmpty(PaperOf(on[0]));
        Assert.Equal(PaperOf(on[0]), PaperOf(on[1]));

        var page = await browser.OpenAsync("/account/second-factor");
        var fresh = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => browser.SendAsync(page, null, ("password", account.Password))));
        Assert.NotEmpty(PaperOf(fresh[0]));
        Assert.Equal(PaperOf(fresh[0]), PaperOf(fresh[1]));
        Assert.NotEqual(PaperOf(on[0]), PaperOf(fresh[0]));

        // Other tests sign in with the password alone.
        var last = await browser.OpenAsync("/account/second-factor");
        var form = (IHtmlFormElement)last.Document.QuerySelector("main form")!;
        form.SetAttribute("action", "/account/second-factor?handler=Off");
        Assert.Equal("/account", (await browser.SendFormAsync(last, form, ("password", account.Password))).Location);
    }

    private static string[] PaperOf(OpenedPage page) => [.. page.Document.QuerySelectorAll(".codes code").Select(code => code.TextContent)];

    [Fact]
    public async Task What_another_process_made_is_not_made_again_and_the_page_says_so()
    {
        var account = server.Account(Role.Coordinator);
        using var browser = new Browser(server.Address);
        await browser.SignInAsync(account.Email, account.Password);
        var page = await browser.OpenAsync($"/stations?organisation={Workshop}");
        var form = (IHtmlFormElement)page.Document.QuerySelector("form[action*='handler=Announce&']")!;
        await browser.SendFormAsync(page, form, ("name", "Once"));

        // Another process remembers nothing of it.
        server.Services.GetRequiredService<Once>().ForgetAll();
        var again = await browser.SendFormAsync(page, form, ("name", "Once"));

        Assert.Equal($"/stations?organisation={Workshop}", again.Location);
        await using var database = await server.Services.GetRequiredService<IDbContextFactory<AccountDatabase>>().CreateDbContextAsync();
        Assert.Equal(1, await database.Stations.CountAsync(it => it.Name == "Once"));
    }
}
