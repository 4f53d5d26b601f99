using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Operators;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Machines;

/// <summary>A workshop whose tools send nothing: a laptop is identified and its wipe is noted by hand, on pages alone.</summary>
[Collection(DemoServerTests.Name)]
public class ByHandTests(DemoServer server)
{
    private readonly Workday _day = new(server);

    private string Token => server.Token(Role.Operator, Workday.Workshop);

    [Fact]
    public async Task A_sorted_laptop_is_identified_wiped_and_its_result_is_noted_by_pages_alone()
    {
        var machine = await SortedAsync();
        using var browser = await server.BrowserAsync(Role.Operator, Workday.Workshop);
        var identify = $"/machines/{machine}/record-audit";
        Assert.Contains(identify, await NextAsync(browser, machine));
        Assert.Contains($"{identify}?from=bench&mode=next", (await browser.OpenAsync($"/bench?machine={machine}")).Document.QuerySelectorAll("a.target").Select(link => link.GetAttribute("href")));

        var form = await browser.OpenAsync(identify);
        var incomplete = await browser.SendAsync(form, null, ("memory", "beaucoup"));
        Assert.NotNull(incomplete.ErrorOf("memory"));
        Assert.NotNull(incomplete.ErrorOf("locksTested"));
        Assert.NotNull((await browser.SendAsync(form, null, ("medium-1", "WD-1"))).ErrorOf("made-1"));

        var done = await browser.SendAsync(
            form, null, ("maker", "Dell"), ("kind", "Latitude 5400"), ("serial", "DL-1"), ("processor", "i5-8265U"), ("cores", "4"), ("memory", "8"), ("locksTested", "true"),
            ("medium-1", $"WD-{machine}"), ("made-1", "HDD"), ("size-1", "500"), ("made-2", "HDD"));
        Assert.True(done.Status == 302, done.Text);
        Assert.Equal("AUDITED", await StatusAsync(machine));
        var card = (await browser.OpenAsync($"/machines/{machine}")).Text;
        Assert.Contains("Dell Latitude 5400", card, StringComparison.Ordinal);
        Assert.Contains($"WD-{machine}", card, StringComparison.Ordinal);

        await _day.DoAsync(Token, machine, "start-wipe", new { method = "OVERWRITE" });
        var result = $"/machines/{machine}/wipe-succeeded";
        Assert.Contains(result, await NextAsync(browser, machine));
        var note = await browser.OpenAsync(result);
        Assert.NotNull((await browser.SendAsync(note, null, ("tool", "nwipe 0.33"))).ErrorOf("result-1"));
        Assert.NotNull((await browser.SendAsync(note, null, ("tool", ""), ("result-1", "success"))).ErrorOf("tool"));

        // One of two is over: the machine is still being wiped.
        var first = await browser.SendAsync(note, null, ("tool", "nwipe 0.33"), ("result-1", "success"), ("method-1", "OVERWRITE"), ("verified-1", "true"), ("errors-1", "0"));
        Assert.True(first.Status == 302, first.Text);
        Assert.Equal("WIPING", await StatusAsync(machine));

        // The first form once more, as by « back » or from another tab: what was read of the one disk is never told of the other.
        Assert.Equal(302, (await browser.SendAsync(note, null, ("tool", "nwipe 0.33"), ("result-1", "success"), ("method-1", "OVERWRITE"), ("verified-1", "true"), ("errors-1", "0"))).Status);
        var stale = await browser.SendAsync(note, null, ("tool", "nwipe 0.34"), ("result-1", "success"), ("method-1", "OVERWRITE"), ("verified-1", "true"), ("errors-1", "0"));
        Assert.Contains($"WD-{machine}", stale.Alert, StringComparison.Ordinal);
        Assert.Equal(200, (await browser.SendAsync(note, null, ("tool", "nwipe 0.33"), ("result-1", "failure"), ("method-1", "OVERWRITE"))).Status);
        Assert.Equal("WIPING", await StatusAsync(machine));
        var second = await browser.SendAsync(await browser.OpenAsync(result), null, ("tool", "nwipe 0.33"), ("result-1", "success"), ("method-1", "OVERWRITE"), ("verified-1", "true"), ("errors-1", "0"));
        Assert.True(second.Status == 302, second.Text);
        Assert.Equal("WIPED", await StatusAsync(machine));
    }

    [Fact]
    public async Task A_wipe_that_failed_or_that_nobody_verified_is_noted_and_proves_nothing()
    {
        var failed = await server.WipingAsync();
        var unverified = await server.WipingAsync();
        using var browser = await server.BrowserAsync(Role.Operator, Workday.Workshop);

        foreach (var (machine, result) in new[] { (failed, "failure"), (unverified, "success") })
        {
            var sent = await browser.SendAsync(
                await browser.OpenAsync($"/machines/{machine}/wipe-succeeded"), null, ("tool", "nwipe 0.33"), ("result-1", result), ("method-1", "OVERWRITE"), ("errors-1", "0"));
            Assert.True(sent.Status == 302, sent.Text);
            Assert.Equal("WIPE_FAILED", await StatusAsync(machine));
        }
    }

    [Fact]
    public async Task Where_no_disk_is_being_wiped_there_is_no_result_to_note()
    {
        var machine = await TwoDisksAsync();
        using var browser = await server.BrowserAsync(Role.Operator, Workday.Workshop);
        await _day.DoAsync(Token, machine, "start-wipe", new { method = "OVERWRITE", media = new[] { $"A-{machine}" } });
        var note = await browser.OpenAsync($"/machines/{machine}/wipe-succeeded");
        Assert.Equal(302, (await browser.SendAsync(note, null, ("tool", "nwipe 0.33"), ("result-1", "success"), ("method-1", "OVERWRITE"), ("verified-1", "true"), ("errors-1", "0"))).Status);

        var idle = await browser.OpenAsync($"/machines/{machine}/wipe-succeeded");
        Assert.Contains("Aucun disque n'est en cours d'effacement", idle.Text, StringComparison.Ordinal);
        Assert.Null(idle.Document.QuerySelector("main input[name=tool]"));
        await browser.SendAsync(note, null, ("tool", "nwipe 0.33"), ("result-1", "failure"), ("method-1", "OVERWRITE"));
        Assert.Equal("WIPING", await StatusAsync(machine));
    }

    [Fact]
    public async Task A_failure_is_noted_together_with_the_results_of_all_the_others_and_says_what_was_seen()
    {
        var machine = await TwoDisksAsync();
        using var browser = await server.BrowserAsync(Role.Operator, Workday.Workshop);
        await _day.DoAsync(Token, machine, "start-wipe", new { method = "OVERWRITE" });
        var note = await browser.OpenAsync($"/machines/{machine}/wipe-succeeded");

        var early = await browser.SendAsync(note, null, ("tool", "nwipe 0.33"), ("result-2", "failure"), ("method-2", "OVERWRITE"), ("reason", "secteurs illisibles"));
        Assert.NotNull(early.ErrorOf("result-2"));
        Assert.NotNull((await browser.SendAsync(note, null, ("tool", "nwipe 0.33"), ("result-2", "success"), ("method-2", "OVERWRITE"), ("errors-2", "0"))).ErrorOf("result-2"));
        Assert.Equal("WIPING", await StatusAsync(machine));

        var both = await browser.SendAsync(
            early, null, ("tool", "nwipe 0.33"), ("result-1", "success"), ("method-1", "OVERWRITE"), ("verified-1", "true"), ("errors-1", "0"), ("result-2", "failure"), ("method-2", "OVERWRITE"), ("reason", "secteurs illisibles"));
        Assert.True(both.Status == 302, both.Text);
        Assert.Equal("WIPE_FAILED", await StatusAsync(machine));
        Assert.Contains("secteurs illisibles", (await browser.OpenAsync($"/machines/{machine}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_screen_that_somebody_else_received_needs_no_second_badge_and_an_accessory_does()
    {
        var (screen, mouse) = (DemoServer.NewLabel(), DemoServer.NewLabel());
        using var browser = await server.BrowserAsync(Role.Operator, Workday.Workshop);

        foreach (var (label, type) in new[] { (screen, "MONITOR"), (mouse, "ACCESSORY") })
        {
            await _day.DoAsync(server.Token(Role.Storekeeper, Workday.Workshop), label, "receive-device", new { type });
            await server.DoAsync(label, "triage", new { route = "REUSE", powersOn = true });
        }

        var sent = await browser.SendAsync(await browser.OpenAsync($"/machines/{screen}/record-audit"), null, ("maker", "Iiyama"), ("locksTested", "true"));
        Assert.True(sent.Status == 302, sent.Text);
        Assert.Equal("AUDITED", await StatusAsync(screen));
        Assert.NotNull((await browser.SendAsync(await browser.OpenAsync($"/machines/{mouse}/record-audit"), null, ("locksTested", "true"))).ErrorOf("noMedium"));
        Assert.NotNull((await browser.SendAsync(await browser.OpenAsync($"/machines/{mouse}/record-audit"), null, ("type", "MONITOR"), ("locksTested", "true"))).ErrorOf("noMedium"));
        Assert.Equal("TRIAGED", await StatusAsync(mouse));
    }

    [Fact]
    public async Task An_audit_that_is_done_again_keeps_what_was_known()
    {
        var machine = await SortedAsync();
        using var browser = await server.BrowserAsync(Role.Operator, Workday.Workshop);
        var evidence = new { format = "lshw", sha256 = new string('a', 64) };
        await _day.DoAsync(Token, machine, "record-audit", new
        {
            audit = new
            {
                evidence,
                type = "LAPTOP",
                maker = "Lenovo",
                model = "T490",
                processor = "i5-8365U",
                cores = 4,
                memoryBytes = 8_277_000_000L,
                win11Eligible = true,
                batteryHealthPercent = 81,
                media = new[] { new { serial = $"S-{machine}", kind = "NVME", sizeBytes = 512_110_190_592L, model = "SAMSUNG MZVLB512" } },
            },
            locksTested = true,
            locks = new[] { "bios" },
        });

        var form = await browser.OpenAsync($"/machines/{machine}/record-audit");
        var sent = await browser.SendAsync(form, null, ("maker", "LENOVO"), ("locksTested", "true"));
        Assert.True(sent.Status == 302, sent.Text);

        var events = (await _day.GetAsync(server.Token(Role.Supervisor, Workday.Workshop), $"/api/machines/{machine}/history")).GetProperty("events").EnumerateArray();
        var last = events.Last(one => one.GetProperty("type").GetString() == "machine.audited.v1").GetProperty("data");
        var audit = last.GetProperty("audit");
        Assert.Equal(
            ("LENOVO", "i5-8365U", 4, 8_277_000_000L, true, 81),
            (audit.GetProperty("maker").GetString(), audit.GetProperty("processor").GetString(), audit.GetProperty("cores").GetInt32(), audit.GetProperty("memoryBytes").GetInt64(), audit.GetProperty("win11Eligible").GetBoolean(), audit.GetProperty("batteryHealthPercent").GetInt32()));
        var medium = Assert.Single(audit.GetProperty("media").EnumerateArray());
        Assert.Equal((512_110_190_592L, "SAMSUNG MZVLB512"), (medium.GetProperty("sizeBytes").GetInt64(), medium.GetProperty("model").GetString()));
        Assert.Equal("bios", Assert.Single(last.GetProperty("locks").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task No_disk_at_all_is_said_by_whoever_is_here_and_by_the_badge_of_another()
    {
        var machine = await SortedAsync();
        using var browser = await server.BrowserAsync(Role.Operator, Workday.Workshop);
        var form = await browser.OpenAsync($"/machines/{machine}/record-audit");

        Assert.NotNull((await browser.SendAsync(form, null, ("locksTested", "true"))).ErrorOf("noMedium"));
        Assert.NotNull((await browser.SendAsync(form, null, ("locksTested", "true"), ("noMedium", "true"))).ErrorOf("second"));
        Assert.NotNull((await browser.SendAsync(form, null, ("locksTested", "true"), ("noMedium", "true"), ("second", DemoServer.NewLabel()))).ErrorOf("second"));
        Assert.NotNull((await browser.SendAsync(form, null, ("locksTested", "true"), ("noMedium", "true"), ("second", await BadgeAsync("etabli-du-coteau")))).ErrorOf("second"));
        Assert.NotNull((await browser.SendAsync(form, null, ("locksTested", "true"), ("noMedium", "true"), ("made-1", "HDD"))).ErrorOf("noMedium"));
        Assert.Equal("TRIAGED", await StatusAsync(machine));

        var sent = await browser.SendAsync(form, null, ("locksTested", "true"), ("noMedium", "true"), ("second", await BadgeAsync(Workday.Workshop)));
        Assert.True(sent.Status == 302, sent.Text);
        Assert.Equal("AUDITED", await StatusAsync(machine));
    }

    private async Task<string> TwoDisksAsync()
    {
        var machine = await SortedAsync();
        await _day.DoAsync(Token, machine, "record-audit", new
        {
            audit = new { evidence = new { format = "manual", sha256 = "" }, type = "LAPTOP", media = new[] { new { serial = $"A-{machine}", kind = "HDD", sizeBytes = 0L }, new { serial = $"B-{machine}", kind = "HDD", sizeBytes = 0L } } },
            locksTested = true,
        });
        return machine;
    }

    private async Task<string> SortedAsync()
    {
        var machine = await server.ReceivedAsync();
        await server.DoAsync(machine, "triage", new { route = "REUSE", powersOn = true });
        return machine;
    }

    /// <summary>The badge of somebody who is new in a workshop.</summary>
    private async Task<string> BadgeAsync(string organisation)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var by = new Caller(new("supervisor-of-badges"), new(organisation), Role.Supervisor, new("desk"));
        return (await scope.ServiceProvider.GetRequiredService<BadgeDesk>().WelcomeAsync("Nadia B.", new OrganisationId(organisation), Role.Operator, inTraining: false, "4071", by)).Code;
    }

    private static async Task<string?[]> NextAsync(Browser browser, string machine) =>
        [.. (await browser.OpenAsync($"/machines/{machine}")).Document.QuerySelectorAll(".next-steps a").Select(link => link.GetAttribute("href"))];

    private async Task<string?> StatusAsync(string machine) => (await _day.GetAsync(Token, $"/api/machines/{machine}")).GetProperty("status").GetString();
}
