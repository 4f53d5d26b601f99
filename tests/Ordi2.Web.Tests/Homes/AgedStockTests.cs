using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

[Collection(DemoServerTests.Name)]
public class AgedStockTests(DemoServer server)
{
    private const string Workshop = "fabrique-des-tilleuls";

    [Fact]
    public async Task A_machine_is_shown_as_aged_after_as_many_days_as_the_rules_say_and_not_before()
    {
        var days = PoleRules.Default.AgedStockDays;
        var (aged, fresh) = (await server.ReadySinceAsync(Workshop, daysAgo: days + 3), await server.ReadySinceAsync(Workshop, daysAgo: days - 3));
        using var browser = new Browser(server.Address);
        var account = server.Account(Role.Supervisor, Workshop);
        Assert.Equal("/", (await browser.SignInAsync(account.Email, account.Password)).Location);

        var list = (await browser.OpenAsync("/inbox?show=Aged")).Document.Body!.InnerHtml;

        Assert.Contains(aged, list, StringComparison.Ordinal);
        Assert.DoesNotContain(fresh, list, StringComparison.Ordinal);
        Assert.Equal(200, (await browser.OpenAsync($"/inbox/{aged}")).Status);
    }
}
