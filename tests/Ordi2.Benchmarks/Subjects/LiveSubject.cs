using System.Globalization;
using Microsoft.Playwright;
using Ordi2.Benchmarks.Load;
using Ordi2.Benchmarks.Report;
using Ordi2.Benchmarks.Servers;

namespace Ordi2.Benchmarks.Subjects;

/// <summary>
/// Two browsers, each a program of its own, open on one board: from the moment a scan is sent to the API until both have drawn
/// it. Then the server is stopped and started under them, and once more.
/// </summary>
internal static class LiveSubject
{
    private const string Chromium = "/usr/bin/chromium";

    // Notes when a scan stands on the page and the browser is about to draw it. The clock is the machine's, as ours.
    private const string Watch =
        """
        () => {
          window.drawn = [];
          new MutationObserver(changes => requestAnimationFrame(() => {
            for (const change of changes) for (const line of change.addedNodes) window.drawn.push(Date.now());
          })).observe(document.querySelector('[data-happened]'), { childList: true });
        }
        """;

    public static async Task RunAsync(SubjectOptions options)
    {
        if (!File.Exists(Chromium))
        {
            throw new BenchmarkException($"{Chromium} is not installed: apt-get install chromium.");
        }

        await using var workplace = await Workplace.OpenAsync(options.Database);
        var head = Head.Take(workplace.Folder);
        head.Print();
        var server = await workplace.PrepareOursAsync("live");
        await server.StartAsync("--demo");
        using var playwright = await Playwright.CreateAsync();
        await using var first = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
        await using var second = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
        var pages = new[] { await OpenAsync(first, server), await OpenAsync(second, server) };
        var scans = options.Quick ? 30 : 200;
        var token = (await server.AccountAsync("OPERATOR")).Token;
        var bench = new Workbench(new LabelRoll(7_000_000), "live", places: 1);

        var before = await MeasureAsync(server, token, bench, pages, scans);
        Print("with two browsers open", before);

        await server.StopAsync();
        await Task.WhenAll(pages.Select(page => LiveAsync(page, "lost")));
        await server.StartAsync();
        await Task.WhenAll(pages.Select(page => LiveAsync(page, "live")));

        var after = await MeasureAsync(server, token, bench, pages, scans);
        Print("after the server was restarted under them", after);
        await Reports.WriteAsync(options.Json, new { machine = head, database = options.DatabaseName, scans, beforeMs = before, afterRestartMs = after });
    }

    private static async Task<IPage> OpenAsync(IBrowser browser, OrdiServer server)
    {
        var page = await browser.NewPageAsync(new() { Locale = "fr-FR" });
        await page.GotoAsync($"http://{server.Address}/boards");
        await LiveAsync(page, "live");
        await page.EvaluateAsync(Watch);
        return page;
    }

    private static async Task LiveAsync(IPage page, string state) => await page.WaitForSelectorAsync($"[data-board][data-state='{state}']", new() { Timeout = 120_000 });

    /// <returns>The slower of the two browsers, for each scan, in milliseconds.</returns>
    private static async Task<double[]> MeasureAsync(OrdiServer server, string token, Workbench bench, IPage[] pages, int scans)
    {
        using var lane = await HttpLane.ConnectAsync(server.Address, token);
        var milliseconds = new double[scans];

        // The first is for the runtime's compiler.
        for (var i = -5; i < scans; i++)
        {
            var request = bench.Next(1);
            var known = await Task.WhenAll(pages.Select(page => page.EvaluateAsync<int>("() => window.drawn.length")));
            var sent = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            var answer = await lane.PostAsync(request);

            if (ScanTarget.Accepted(answer) != 1)
            {
                throw new BenchmarkException("A scan was not accepted.");
            }

            var drawn = await Task.WhenAll(pages.Zip(known, DrawnAsync));

            if (i >= 0)
            {
                milliseconds[i] = drawn.Max() - sent;
            }
        }

        return milliseconds;
    }

    private static async Task<double> DrawnAsync(IPage page, int known)
    {
        var seen = await page.WaitForFunctionAsync("known => window.drawn[known]", known, new() { PollingInterval = 5, Timeout = 30_000 });
        return await seen.JsonValueAsync<double>();
    }

    private static void Print(string when, double[] milliseconds)
    {
        var sorted = milliseconds.Order().ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"From scan sent to drawn in both browsers, {when}: median {Measure.Median([.. sorted]):F0} ms, p99 {sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * 0.99))]:F0} ms, worst {sorted[^1]:F0} ms of {sorted.Length} scans."));
    }
}
