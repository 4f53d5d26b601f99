using System.Net;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Health;

public class HealthTests
{
    [Fact]
    public async Task A_server_with_its_ledger_is_live_and_ready()
    {
        await using var server = await FaultyServer.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync(new Uri("/healthz/live", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync(new Uri("/healthz/ready", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task The_metrics_count_requests_and_scans_by_outcome()
    {
        await using var server = await FaultyServer.StartAsync();
        var token = await server.TokenAsync();
        await server.SendAsync(HttpMethod.Post, "/api/scans", token, $$"""
            {"deviceId":"poste-1","scans":[
              {"scanId":"{{Guid.NewGuid()}}","code":"H4T9CXB","step":"inventory-check","occurredAt":"2026-11-21T10:00:00Z"},
              {"scanId":"{{Guid.NewGuid()}}","code":"H4T9CXB","step":"dance","occurredAt":"2026-11-21T10:00:00Z"}]}
            """);

        var text = await server.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Contains("ordi2_scans_total{outcome=\"accepted\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("ordi2_scans_total{outcome=\"refused\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds_count{", text, StringComparison.Ordinal);
        Assert.Contains("http_route=\"/api/scans\"", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line =>
            Assert.Matches(@"^(# (HELP|TYPE) \w+ ?.*|\w+(\{(\w+=""[^""]*"",?)+\})? -?[0-9.eE+-]+)$", line));
    }
}
