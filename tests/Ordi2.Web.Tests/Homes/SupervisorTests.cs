using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Ledger.Access;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

[Collection(DemoServerTests.Name)]
public class SupervisorTests(DemoServer server)
{
    private const string Workshop = "fabrique-des-tilleuls";

    private readonly Workday _day = new(server);

    private string Operator => server.Token(Role.Operator, Workshop);

    private string Supervisor => server.Token(Role.Supervisor, Workshop);

    [Fact]
    public async Task What_somebody_in_training_proposes_comes_first_and_is_decided_once()
    {
        var machine = await ReceivedAsync();
        var proposed = await server.Client.ScanAsync(await TraineeAsync(), new OneScan(machine, "triage", new { route = "RECYCLE", powersOn = false }));
        Assert.Equal("held", proposed[0].GetProperty("outcome").GetString());
        using var browser = await SignedInAsync(Role.Supervisor, Workshop);
        Assert.Contains("à confirmer", (await browser.OpenAsync("/")).Of(".todo"), StringComparison.Ordinal);
        Assert.Contains(machine, (await browser.OpenAsync("/inbox")).Document.QuerySelector("tbody tr")!.InnerHtml, StringComparison.Ordinal);

        var address = $"/inbox/{machine}";
        var page = await browser.OpenAsync(address);
        Assert.Equal("RECYCLE", page.Document.QuerySelector("input[name=route][checked]")!.GetAttribute("value"));
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Triage", ("route", ""))).ErrorOf("route"));
        var decided = await browser.SendAsync(page, $"{address}?handler=Triage", ("route", "REUSE"));
        Assert.True(decided.Status == 302, decided.Text);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Triage", ("route", "REUSE"))).Status);
        Assert.Equal("TRIAGED", (await _day.GetAsync(Supervisor, $"/api/machines/{machine}")).GetProperty("status").GetString());

        using var other = await SignedInAsync(Role.Supervisor, "etabli-du-coteau");
        Assert.Equal(404, (await other.OpenAsync(address)).Status);
    }

    [Fact]
    public async Task Whoever_made_a_mistake_calls_the_supervisor_who_undoes_it_from_the_inbox()
    {
        var machine = await ReceivedAsync();
        await _day.DoAsync(Operator, machine, "triage", new { route = "REUSE", powersOn = true });
        var step = (await _day.GetAsync(Supervisor, $"/api/machines/{machine}")).GetProperty("version").GetInt64();

        // It was somebody else's step: who noticed it does not undo it alone.
        var called = await server.Client.ScanAsync(await TraineeAsync(), new OneScan(machine, "correct-event", new { seq = step, reason = "did-not-occur" }));
        Assert.Equal("held", called[0].GetProperty("outcome").GetString());

        using var browser = await SignedInAsync(Role.Supervisor, Workshop);
        Assert.Contains("vous appelle", (await browser.OpenAsync("/inbox")).Document.QuerySelectorAll("tbody tr").Single(row => row.InnerHtml.Contains(machine, StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        var address = $"/inbox/{machine}";
        var page = await browser.OpenAsync(address);
        var scan = page.Document.QuerySelector("form[action*='handler=Correct'] input[name=scan]")!.GetAttribute("value")!;
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Correct", ("scan", scan))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Correct", ("scan", scan))).Status);
        Assert.Equal("RECEIVED", (await _day.GetAsync(Supervisor, $"/api/machines/{machine}")).GetProperty("status").GetString());
        Assert.DoesNotContain("vous appelle", (await browser.OpenAsync(address)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hold_is_lifted_with_a_reason()
    {
        var machine = await ReceivedAsync();
        await _day.DoAsync(Operator, machine, "place-hold", new { hold = "SAFETY_BATTERY", reason = "gonflée" });
        using var browser = await SignedInAsync(Role.Supervisor, Workshop);
        Assert.Contains(machine, (await browser.OpenAsync("/inbox?show=Blocked")).Document.Body!.InnerHtml, StringComparison.Ordinal);

        var address = $"/inbox/{machine}";
        var page = await browser.OpenAsync(address);
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Lift")).ErrorOf("reason"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Lift", ("reason", "batterie changée"))).Status);
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Lift", ("reason", "batterie changée"))).Status);
        Assert.Equal(0, (await _day.GetAsync(Supervisor, $"/api/machines/{machine}")).GetProperty("holds").GetArrayLength());
        Assert.DoesNotContain(machine, (await browser.OpenAsync("/inbox?show=Blocked")).Document.Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_remark_is_settled_and_a_failed_wipe_is_tried_again()
    {
        // The same serial on two machines is worth a look.
        var serial = $"SN{Guid.NewGuid():N}"[..12].ToUpperInvariant();
        await ReceivedAsync(serial);
        var machine = await ReceivedAsync(serial);
        using var browser = await SignedInAsync(Role.Supervisor, Workshop);
        var address = $"/inbox/{machine}";
        var page = await browser.OpenAsync(address);
        Assert.NotNull((await browser.SendAsync(page, $"{address}?handler=Finding")).ErrorOf("reason"));
        Assert.Equal(302, (await browser.SendAsync(page, $"{address}?handler=Finding", ("reason", "plaque relue"))).Status);
        Assert.Equal("no-gift", Assert.Single((await _day.GetAsync(Supervisor, $"/api/machines/{machine}")).GetProperty("findings").EnumerateArray()).GetString());

        await _day.WipeFailedAsync(Operator, machine);
        Assert.Contains("effacement", (await browser.OpenAsync("/")).Of(".todo"), StringComparison.Ordinal);
        var failed = await browser.OpenAsync(address);
        Assert.Equal(302, (await browser.SendAsync(failed, $"{address}?handler=Retry")).Status);
        Assert.Equal("AUDITED", (await _day.GetAsync(Supervisor, $"/api/machines/{machine}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Whoever_may_not_open_the_inbox_has_no_such_page()
    {
        var machine = await ReceivedAsync();

        foreach (var (role, organisation) in ((Role, string)[])[(Role.Donor, "don-cabinet-ferrand"), (Role.Operator, Workshop), (Role.Animator, "epn-la-passerelle")])
        {
            using var browser = await SignedInAsync(role, organisation);
            Assert.Equal(404, (await browser.OpenAsync($"/inbox/{machine}")).Status);
        }
    }

    [Fact]
    public async Task Every_machine_that_waits_is_on_one_page_of_the_inbox()
    {
        const string Other = "etabli-du-coteau";
        const int Many = 120;

        // The same serial on all of them is worth a look; there are labels that begin with each digit.
        var serial = $"SN{Guid.NewGuid():N}"[..12].ToUpperInvariant();
        var machines = Enumerable.Range(0, Many).Select(_ => DemoServer.NewLabel()).ToArray();
        await server.Client.ScanAsync(server.Token(Role.Operator, Other), [new OneScan(machines[0], "receive-device", new { type = "LAPTOP", serial })]);
        await server.Client.ScanAsync(server.Token(Role.Operator, Other), [.. machines.Skip(1).Select(machine => new OneScan(machine, "receive-device", new { type = "LAPTOP", serial }))]);
        using var browser = await SignedInAsync(Role.Supervisor, Other);
        List<string> seen = [];

        for (var address = "/inbox"; address is not null;)
        {
            var page = await browser.OpenAsync(address);
            Assert.Equal(200, page.Status);
            seen.AddRange(page.Document.QuerySelectorAll("tbody a").Select(link => link.GetAttribute("href")!).Where(link => link.StartsWith("/inbox/", StringComparison.Ordinal)).Select(link => link.Split('/')[^1]).Distinct());
            address = page.Document.QuerySelector("nav.pages a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        var all = await _day.GetAsync(server.Token(Role.Supervisor, Other), "/api/inbox?limit=500");
        Assert.True(seen.Count > 100, $"{seen.Count} are in the inbox.");
        Assert.Equal(all.GetProperty("items").EnumerateArray().Select(machine => machine.GetProperty("machine").GetString()).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));

        // Whatever stands in an address that somebody typed, nothing breaks.
        foreach (var cursor in (string[])["x", "0", "%00", machines[0]])
        {
            Assert.Equal(200, (await browser.OpenAsync($"/inbox?cursor={cursor}")).Status);
        }
    }

    private async Task<string> ReceivedAsync(string? serial = null)
    {
        var label = DemoServer.NewLabel();
        await _day.DoAsync(Operator, label, "receive-device", new { type = "LAPTOP", serial });
        return label;
    }

    private async Task<string> TraineeAsync()
    {
        var (secret, id, now) = (TokenSecret.Make(), Guid.CreateVersion7().ToString("N"), DateTimeOffset.UtcNow);
        await server.Services.GetRequiredService<ITokenStore>().AddAsync(
            new ApiToken(id, new Caller(new($"op-{id}"), new(Workshop), Role.Operator, ApiToken.DeviceOf(id), InTraining: true), now, now.AddDays(1), RevokedAt: null),
            TokenSecret.Hash(secret));
        return secret;
    }

    private async Task<Browser> SignedInAsync(Role role, string organisation)
    {
        var (account, browser) = (server.Account(role, organisation), new Browser(server.Address));
        Assert.Equal("/", (await browser.SignInAsync(account.Email, account.Password)).Location);
        return browser;
    }
}
