using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Processes;

[Collection(DemoServerTests.Name)]
public class UnsettledTests(DemoServer server)
{
    private readonly Workday _first = new(server);
    private readonly Workday _second = new(server, "epn-vallon", "asso-parents-du-vallon");

    private string Coordinator => server.Token(Role.Coordinator);

    [Fact]
    public async Task What_could_not_be_taken_back_is_said_and_stays_in_the_inbox_until_somebody_looked_at_it()
    {
        var (process, one) = await HalfUndoneAsync();
        var terms = await _first.GetAsync(Coordinator, $"/api/processes/{process}");
        Assert.Equal("TO_SETTLE", terms.GetProperty("status").GetString());
        var left = Assert.Single(terms.GetProperty("steps").EnumerateArray(), step => step.GetProperty("status").GetString() == "NOT_UNDONE");
        Assert.Equal("document-already-signed", left.GetProperty("refused").GetProperty("code").GetString());

        using var browser = await SignedInAsync(Role.Coordinator, Workday.Pole);
        Assert.Contains("/inbox/operations", (await browser.OpenAsync("/inbox")).Document.Body!.InnerHtml, StringComparison.Ordinal);
        var page = await browser.OpenAsync("/inbox/operations");
        Assert.Contains(left.GetProperty("target").GetString()!, page.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await browser.SendAsync(page, "/inbox/operations", ("process", process))).ErrorOf($"found-{process}"));
        Assert.Equal(302, (await browser.SendAsync(page, "/inbox/operations", ("process", process), ("found", "bon refait à la main"))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, "/inbox/operations", ("process", process), ("found", "bon refait à la main"))).Status);

        terms = await _first.GetAsync(Coordinator, $"/api/processes/{process}");
        Assert.Equal(("UNDONE", "bon refait à la main"), (terms.GetProperty("status").GetString(), terms.GetProperty("settled").GetString()));
        Assert.DoesNotContain(process, (await browser.OpenAsync("/inbox/operations")).Document.Body!.InnerHtml, StringComparison.Ordinal);

        using var other = await SignedInAsync(Role.Supervisor, Workday.Workshop);
        Assert.DoesNotContain(one, (await other.OpenAsync("/inbox/operations")).Document.Body!.InnerHtml, StringComparison.Ordinal);
    }

    /// <summary>Two boxes that were mixed up, the exchange of which stops at the last machine; a note of the number that would say so is there already.</summary>
    private async Task<(string Process, string Machine)> HalfUndoneAsync()
    {
        var machines = await _first.ReadyAsync(2);
        var (one, two) = (machines[0], machines[1]);
        var note = $"N-{one}";
        var delivery = await _first.SentAsync(await _first.DossierAsync(1), [one], $"{note}-annulé");
        await _second.SentAsync(await _second.DossierAsync(1), two);
        await HeldAsync(_second, one);
        await HeldAsync(_first, two);
        await _first.DoAsync(Coordinator, two, "place-hold", new { hold = "SAFETY_BATTERY", reason = "gonflée" });
        var process = $"e-{delivery}";
        await _first.ActAsync(Coordinator, "processes", process, "start-exchange", new { firstDocument = note, secondDocument = $"M-{one}", pairs = new[] { new { first = one, second = two } } });
        return (process, one);
    }

    private async Task HeldAsync(Workday day, string machine) => Assert.Equal(
        "held", (await server.Client.ScanAsync(server.Token(Role.Animator, day.Epn), new OneScan(machine, "receive-at-epn", new { })))[0].GetProperty("outcome").GetString());

    private async Task<Browser> SignedInAsync(Role role, string organisation)
    {
        var (account, browser) = (server.Account(role, organisation), new Browser(server.Address));
        Assert.Equal(302, (await browser.SignInAsync(account.Email, account.Password)).Status);
        return browser;
    }
}
