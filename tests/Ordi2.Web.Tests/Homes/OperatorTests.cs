using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

[Collection(DemoServerTests.Name)]
public class OperatorTests(DemoServer server)
{
    private readonly Workday _day = new(server);

    private string Token => server.Token(Role.Operator, Workday.Workshop);

    [Fact]
    public async Task A_scan_shows_large_targets_and_a_tap_carries_the_step_out_once()
    {
        var label = await server.ReceivedAsync();
        using var browser = await server.BrowserAsync(Role.Operator, Workday.Workshop);
        Assert.Contains((await browser.OpenAsync("/")).Document.QuerySelectorAll(".todo a"), link => link.GetAttribute("href") == "/bench?mode=triage");

        var bench = await browser.OpenAsync("/bench?mode=triage");
        Assert.Equal("code", bench.Document.QuerySelector("[autofocus]")?.GetAttribute("name"));
        var scan = "/bench?mode=triage&handler=Scan";
        Assert.NotNull((await browser.SendAsync(bench, scan)).ErrorOf("code"));
        var wrong = await browser.SendAsync(bench, scan, ("code", "rien de tel"));
        Assert.NotNull(wrong.ErrorOf("code"));

        var unknown = await browser.SendAsync(bench, scan, ("code", DemoServer.NewLabel()));
        Assert.Contains("autre structure", unknown.ErrorOf("code"), StringComparison.Ordinal);
        Assert.DoesNotContain("adresse", unknown.ErrorOf("code"), StringComparison.Ordinal);

        var found = await browser.OpenAsync((await browser.SendAsync(bench, scan, ("code", label.ToLowerInvariant()))).Location!);
        Assert.Equal(["triage-reuse", "triage-parts", "triage-recycle", "triage-ask"], found.Document.QuerySelectorAll("button.target").Select(button => button.GetAttribute("value")));
        Assert.All(found.Document.QuerySelectorAll(".target"), target => Assert.NotNull(target.QuerySelector("svg")));

        // The other modes say why not.
        Assert.Contains("Rien à faire ici", (await browser.OpenAsync($"/bench?mode=install&machine={label}")).Of(".alert"), StringComparison.Ordinal);

        var act = "/bench?mode=triage&handler=Do";
        Assert.NotNull((await browser.SendAsync(found, act)).Alert);
        Assert.Equal(302, (await browser.SendAsync(found, act, ("target", "triage-reuse"))).Status);
        Assert.Equal(302, (await browser.SendAsync(found, act, ("target", "triage-reuse"))).Status);
        Assert.Equal("TRIAGED", await StatusAsync(label));
        var done = await browser.OpenAsync("/bench?mode=triage");
        Assert.Contains("C'est bon", done.Of(".bench-result .bench-word"), StringComparison.Ordinal);
        Assert.NotNull(done.Document.QuerySelector(".bench-result.tone-good svg"));

        // Within the ten seconds a wrong tap is taken back; a second time there is nothing to take back.
        var undo = "/bench?mode=triage&handler=Undo";
        Assert.Equal(302, (await browser.SendAsync(done, undo)).Status);
        Assert.Equal("RECEIVED", await StatusAsync(label));
        Assert.Empty((await browser.OpenAsync("/bench?mode=triage")).Document.QuerySelectorAll(".bench-undo"));
    }

    [Fact]
    public async Task What_was_sorted_or_is_being_wiped_waits_on_the_home_as_well()
    {
        var (sorted, wiping) = (await server.ReceivedAsync(), await server.ReceivedAsync());
        using var browser = await server.BrowserAsync(Role.Operator, Workday.Workshop);
        await _day.DoAsync(Token, sorted, "triage", new { route = "REUSE", powersOn = true });
        await _day.WipingAsync(Token, wiping);

        var tasks = (await browser.OpenAsync("/")).Document.QuerySelectorAll(".todo a").ToDictionary(link => link.TextContent.Trim(), link => link.GetAttribute("href"), StringComparer.Ordinal);

        Assert.Contains(tasks, task => task.Key.Contains("à continuer", StringComparison.Ordinal) && task.Value == "/bench?mode=next");
        Assert.Contains(tasks, task => task.Key.Contains("dont le résultat manque", StringComparison.Ordinal) && task.Value == "/bench?mode=wipe");
    }

    [Fact]
    public async Task A_repair_that_waits_for_a_part_is_on_the_list_of_the_bench_and_of_the_supervisor()
    {
        var machine = await server.WipedAsync();
        var token = server.Token(Role.Operator, Workday.Workshop);
        await _day.DoAsync(token, machine, "open-repair");
        await _day.DoAsync(token, machine, "request-part", new { partType = "battery" });
        using var bench = await server.BrowserAsync(Role.Operator, Workday.Workshop);
        using var supervisor = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);

        Assert.Contains((await bench.OpenAsync("/")).Document.QuerySelectorAll(".todo a"), task => task.TextContent.Contains("une pièce", StringComparison.Ordinal));
        var todo = (await supervisor.OpenAsync("/")).Document.QuerySelectorAll(".todo a").Single(task => task.TextContent.Contains("une pièce", StringComparison.Ordinal));
        var list = await supervisor.OpenAsync(todo.GetAttribute("href")!);
        Assert.Contains(list.Document.QuerySelectorAll("main tbody tr"), row => row.TextContent.Contains("attend une pièce depuis 0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_to_be_done_to_each_machine_is_done_by_the_scan_alone()
    {
        string[] labels = [await server.ReceivedAsync(), await server.ReceivedAsync()];
        using var browser = await server.BrowserAsync(Role.Operator, Workday.Workshop);
        var first = await browser.OpenAsync($"/bench?mode=triage&machine={labels[0]}");
        var onward = (await browser.SendAsync(first, "/bench?mode=triage&handler=Do", ("target", "triage-reuse"), ("repeat", "true"))).Location!;
        Assert.Contains("again=triage-reuse", onward, StringComparison.Ordinal);

        var bench = await browser.OpenAsync(onward);
        Assert.Contains("Chaque scan", bench.Of(".alert"), StringComparison.Ordinal);
        var scan = "/bench?mode=triage&again=triage-reuse&handler=Scan";
        Assert.Equal(302, (await browser.SendAsync(bench, scan, ("code", labels[1]))).Status);
        Assert.Equal(302, (await browser.SendAsync(bench, scan, ("code", labels[1]))).Status);
        Assert.Equal(("TRIAGED", "TRIAGED"), (await StatusAsync(labels[0]), await StatusAsync(labels[1])));

        // Once more, by another form: refused, and said in red with an icon and words.
        Assert.Equal(302, (await browser.SendAsync(await browser.OpenAsync(onward), scan, ("code", labels[1]))).Status);
        var refused = await browser.OpenAsync(onward);
        Assert.Contains("Arrêtez", refused.Of(".bench-result.tone-bad .bench-word"), StringComparison.Ordinal);
        Assert.NotNull(refused.Document.QuerySelector(".bench-result svg"));
        Assert.True(refused.Document.QuerySelectorAll(".bench-list li").Length >= 3);
    }

    [Fact]
    public async Task What_needs_a_form_comes_back_to_the_bench_and_a_doubt_goes_to_the_supervisor()
    {
        var doubtful = await server.ReceivedAsync();
        var machine = await server.WipedAsync();

        // Whoever installed does not check.
        await _day.DoAsync(server.Token(Role.Supervisor, Workday.Workshop), machine, "install-os", new { plan = "LINUX" });
        using var browser = await server.BrowserAsync(Role.Operator, Workday.Workshop);
        var asked = await browser.OpenAsync($"/bench?machine={doubtful}");
        Assert.Equal(302, (await browser.SendAsync(asked, "/bench?handler=Do", ("target", "triage-ask"))).Status);
        Assert.Contains("encadrant", (await browser.OpenAsync("/bench")).Of(".bench-result.tone-warn"), StringComparison.Ordinal);

        var checking = await browser.OpenAsync($"/bench?mode=check&machine={machine}");
        var form = checking.Document.QuerySelectorAll("a.target").Select(link => link.GetAttribute("href")!).First();
        Assert.Equal($"/machines/{machine}/pass-qc?from=bench&mode=check", form);
        Assert.Contains("/bench?mode=check", (await browser.OpenAsync(form)).Document.Body!.InnerHtml, StringComparison.Ordinal);

        using var animator = await server.BrowserAsync(Role.Animator, "epn-le-phare");
        Assert.Equal(404, (await animator.OpenAsync("/bench")).Status);
    }

    [Fact]
    public async Task A_machine_that_is_being_wiped_is_never_said_to_have_nothing_left_to_wipe()
    {
        var machine = await server.WipingAsync();
        using var browser = await server.BrowserAsync(Role.Operator, Workday.Workshop);

        foreach (var mode in (string[])["next", "wipe", "install"])
        {
            var bench = await browser.OpenAsync($"/bench?mode={mode}&machine={machine}");
            Assert.Contains("Effacement en cours depuis", bench.Of(".bench-machine"), StringComparison.Ordinal);
            Assert.DoesNotContain("plus rien à effacer", bench.Text, StringComparison.Ordinal);
        }

        var card = await browser.OpenAsync($"/machines/{machine}");
        Assert.Contains("effacement est en cours", card.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("plus rien à effacer", card.Text, StringComparison.Ordinal);
    }

    private async Task<string?> StatusAsync(string machine) => (await _day.GetAsync(Token, $"/api/machines/{machine}")).GetProperty("status").GetString();
}
