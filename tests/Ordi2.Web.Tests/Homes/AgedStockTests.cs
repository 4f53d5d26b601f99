using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Machines;
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
        var (aged, fresh) = (await ReadyAsync(daysAgo: days + 3), await ReadyAsync(daysAgo: days - 3));
        using var browser = new Browser(server.Address);
        var account = server.Account(Role.Supervisor, Workshop);
        Assert.Equal("/", (await browser.SignInAsync(account.Email, account.Password)).Location);

        var list = (await browser.OpenAsync("/inbox?show=Aged")).Document.Body!.InnerHtml;

        Assert.Contains(aged, list, StringComparison.Ordinal);
        Assert.DoesNotContain(fresh, list, StringComparison.Ordinal);
        Assert.Equal(200, (await browser.OpenAsync($"/inbox/{aged}")).Status);
    }

    private async Task<string> ReadyAsync(int daysAgo)
    {
        var (label, at) = (DemoServer.NewLabel(), DateTimeOffset.UtcNow.AddDays(-daysAgo));
        var lines = FunctionalSheet.Lines.Select(line => new { name = line, passed = true });
        (Role Who, string Step, object Data)[] steps =
        [
            (Role.Operator, "receive-device", new { type = "LAPTOP" }),
            (Role.Operator, "triage", new { route = "REUSE", powersOn = true }),
            (Role.Operator, "record-audit", new { audit = new { evidence = new { format = "manual", sha256 = string.Empty }, type = "LAPTOP" }, locksTested = true, noMediaConfirmedBy = new[] { "op-1", "enc-1" } }),
            (Role.Operator, "install-os", new { plan = "NONE" }),
            (Role.Supervisor, "pass-qc", new { grade = "B", lines }),
        ];

        foreach (var (who, step, data) in steps)
        {
            at = at.AddMinutes(1);
            var result = (await server.Client.ScanAsync(server.Token(who, Workshop), new OneScan(label, step, data) { At = at }))[0];
            Assert.True(result.GetProperty("outcome").GetString() is "accepted" or "accepted-with-finding", result.ToString());
        }

        return label;
    }
}
