using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Silo.Clocks;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Health;

/// <summary>The numbers of the whole product, over HTTP; on a server of its own, where nobody else scans.</summary>
public sealed class MetricsTests : IAsyncLifetime
{
    private readonly DemoServer _server = new();

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();

        // The round of the start is over: nothing writes but the test.
        await _server.Services.GetRequiredService<Clock>().RoundAsync();
    }

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task After_some_scans_the_ledger_has_counted_them()
    {
        var before = await PageAsync();
        var first = await _server.ReceivedAsync();
        await _server.ReceivedAsync();
        var received = new OneScan(DemoServer.NewLabel(), "receive-device", new { type = "LAPTOP" });
        await _server.Client.ScanAsync(_server.Token(Role.Operator), received);

        // The same scan once more is no append; one from the wrong hands is a refusal that is written down.
        var again = await _server.Client.ScanAsync(_server.Token(Role.Operator), received);
        var refused = await _server.Client.ScanAsync(_server.Token(Role.Donor), new OneScan(first, "pass-qc", new { grade = "A" }));
        Assert.Equal("duplicate", again[0].GetProperty("outcome").GetString());
        Assert.Equal("refused", refused[0].GetProperty("outcome").GetString());
        var after = await PageAsync();

        Assert.Equal(3, after["ordi2_ledger_appends_total"] - before["ordi2_ledger_appends_total"]);
        Assert.Equal(1, after["ordi2_ledger_refusals_total"] - before["ordi2_ledger_refusals_total"]);
        Assert.Equal(4, after["ordi2_ledger_groups_total"] - before["ordi2_ledger_groups_total"]);
        Assert.Equal(4, after["ordi2_ledger_group_size_sum"] - before["ordi2_ledger_group_size_sum"]);
        Assert.Equal(after["ordi2_ledger_groups_total"], after["ordi2_ledger_group_size_count"]);
        Assert.Equal(after["ordi2_ledger_groups_total"], after["ordi2_ledger_commit_duration_seconds_count"]);
        Assert.True(after["ordi2_ledger_commit_duration_seconds_sum"] > before["ordi2_ledger_commit_duration_seconds_sum"]);
        Assert.Equal(0, after["ordi2_ledger_groups_unanswered_total"]);
        Assert.Equal(3, after["ordi2_scans_total{outcome=\"accepted-with-finding\"}"] - before.GetValueOrDefault("ordi2_scans_total{outcome=\"accepted-with-finding\"}"));
    }

    [Fact]
    public async Task The_clock_counts_its_rounds()
    {
        var before = await PageAsync();

        await _server.Services.GetRequiredService<Clock>().RoundAsync();

        var after = await PageAsync();
        Assert.True(after["ordi2_clock_rounds_total"] > before["ordi2_clock_rounds_total"]);
        Assert.Equal(0, after["ordi2_clock_rounds_failed_total"]);
        Assert.Equal(0, after["ordi2_untold_failed_total"]);
        Assert.Equal(0, after["ordi2_processes_open"]);
    }

    [Fact]
    public async Task Every_instrument_says_what_it_is()
    {
        var text = (await _server.Client.GetAsync("/metrics")).Text;

        Assert.Contains("# HELP ordi2_ledger_appends_total Appends that are durable.\n# TYPE ordi2_ledger_appends_total counter\nordi2_ledger_appends_total ", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE ordi2_ledger_group_size histogram\nordi2_ledger_group_size_bucket{le=\"1\"} ", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE ordi2_ledger_commit_duration_seconds histogram\nordi2_ledger_commit_duration_seconds_bucket{le=\"0.0005\"} ", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE ordi2_processes_open gauge\nordi2_processes_open ", text, StringComparison.Ordinal);
        Assert.Equal(text.Split('\n').Count(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)),
            text.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Count());
    }

    private async Task<Dictionary<string, double>> PageAsync() => (await _server.Client.GetAsync("/metrics")).Text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line[0] != '#')
        .Select(line => (Name: line[..line.LastIndexOf(' ')], Value: line[(line.LastIndexOf(' ') + 1)..]))
        .ToDictionary(line => line.Name, line => double.Parse(line.Value, CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
