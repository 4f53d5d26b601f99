using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Http;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Scans;

public class ScanFaultTests
{
    [Fact]
    public async Task A_machine_that_fails_does_not_take_the_others_with_it()
    {
        await using var server = await FaultyServer.StartAsync();
        server.Grains.Machine("B7N2KDR", (_, _) => throw new TimeoutException("The database is away."));
        var token = await server.TokenAsync();

        var (response, body) = await server.SendAsync(HttpMethod.Post, "/api/scans", token, Batch("H4T9CXB", "B7N2KDR", "R5J8FPK"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var results = body.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["accepted", "refused", "accepted"], results.Select(result => result.GetProperty("outcome").GetString()));
        Assert.Equal("try-again", results[1].GetProperty("reason").GetProperty("code").GetString());
        Assert.DoesNotContain("database", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_a_request_may_be_is_refused_with_its_limit_and_asks_no_machine()
    {
        await using var server = await FaultyServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/scans");
        request.Headers.Authorization = new("Bearer", await server.TokenAsync());

        // The answer comes before the body is sent, where its length is said.
        request.Headers.ExpectContinue = true;
        request.Content = new StringContent($"{Batch("H4T9CXB")}{new string(' ', Limits.BodyBytes)}", Encoding.UTF8, "application/json");

        using var answer = await server.Client.SendAsync(request);

        AssertTooLarge((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Empty(server.Grains.Asked);
    }

    /// <summary>By hand: a client that goes on sending while the answer comes breaks its own connection.</summary>
    [Fact]
    public async Task More_than_a_request_may_be_is_refused_where_its_length_was_not_said_either()
    {
        await using var server = await FaultyServer.StartAsync();
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Client.BaseAddress!.Host, server.Client.BaseAddress.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/scans HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {await server.TokenAsync()}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"));
        var body = Encoding.UTF8.GetBytes(Batch("H4T9CXB").PadRight(Limits.BodyBytes + 1));
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"));
        await stream.WriteAsync(body);

        using var reader = new StreamReader(stream, Encoding.UTF8);
        var status = await reader.ReadLineAsync();
        var problem = string.Empty;

        while (!problem.EndsWith('}') && await reader.ReadLineAsync() is { } line)
        {
            problem = line;
        }

        AssertTooLarge(int.Parse(status!.Split(' ')[1], CultureInfo.InvariantCulture), problem);
        Assert.Empty(server.Grains.Asked);
    }

    private static void AssertTooLarge(int status, string text)
    {
        using var problem = JsonDocument.Parse(text);
        Assert.Equal((413, "too-large"), (status, problem.RootElement.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Each_machine_is_asked_once_with_its_scans_as_they_occurred()
    {
        await using var server = await FaultyServer.StartAsync();
        var token = await server.TokenAsync();
        Guid[] ids = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];

        var (_, body) = await server.SendAsync(HttpMethod.Post, "/api/scans", token, $$"""
            {"deviceId":"poste-3","scans":[
              {"scanId":"{{ids[0]}}","code":"h4t 9cxb","step":"inventory-check","occurredAt":"2026-11-21T09:59:00Z"},
              {"scanId":"{{ids[1]}}","code":"B7N2KDR","step":"inventory-check","occurredAt":"2026-11-21T09:00:00Z"},
              {"scanId":"{{ids[2]}}","code":"HTTPS://O2.EXAMPLE/M/H4T9CXB","step":"inventory-check","occurredAt":"2026-11-21T09:58:00Z"}]}
            """);

        Assert.Equal(ids, body.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("scanId").GetGuid()));
        Assert.Equal(2, server.Grains.Asked.Count);
        var (_, scans, caller) = server.Grains.Asked.Single(asked => asked.Key == "machine/H4T9CXB");
        Assert.Equal([ids[2], ids[0]], scans.Select(scan => scan.ScanId));
        Assert.Equal("poste-3", caller.Device.Text);
        Assert.Equal("atelier", caller.Organisation.Text);
    }

    [Fact]
    public async Task An_old_label_leads_to_its_machine()
    {
        await using var server = await FaultyServer.StartAsync();
        server.Grains.Machine("B7N2KDR", (scans, _) => Task.FromResult<System.Collections.Immutable.ImmutableArray<ScanReceipt>>(
            [.. scans.Select(scan => FakeGrains.Accepted(scan, "B7N2KDR") with { AliasOf = new MachineId("H4T9CXB") })]));
        var token = await server.TokenAsync();

        var (_, body) = await server.SendAsync(HttpMethod.Post, "/api/scans", token, Batch("B7N2KDR"));

        Assert.Equal("H4T9CXB", body.GetProperty("results")[0].GetProperty("machine").GetString());
    }

    [Fact]
    public async Task Labels_that_lead_in_a_circle_end_in_an_answer()
    {
        await using var server = await FaultyServer.StartAsync();
        Circle("B7N2KDR", "H4T9CXB");
        Circle("H4T9CXB", "B7N2KDR");
        var token = await server.TokenAsync();

        var (_, body) = await server.SendAsync(HttpMethod.Post, "/api/scans", token, Batch("B7N2KDR"));

        Assert.Equal("try-again", body.GetProperty("results")[0].GetProperty("reason").GetProperty("code").GetString());

        void Circle(string from, string to) => server.Grains.Machine(from, (scans, _) => Task.FromResult<System.Collections.Immutable.ImmutableArray<ScanReceipt>>(
            [.. scans.Select(scan => FakeGrains.Accepted(scan, from) with { AliasOf = new MachineId(to) })]));
    }

    [Fact]
    public async Task A_token_that_sends_too_much_is_told_when_to_come_back()
    {
        await using var server = await FaultyServer.StartAsync(("RequestLimits:PerToken", "2"));
        var token = await server.TokenAsync();
        await server.SendAsync(HttpMethod.Post, "/api/scans", token, Batch("H4T9CXB"));

        // At once: a slow machine that sent them one after the other would earn new permits on the way.
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => server.SendAsync(HttpMethod.Post, "/api/scans", token, Batch("H4T9CXB"))));

        var (response, body) = answers.First(answer => answer.Response.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal("1", response.Headers.RetryAfter?.ToString());
        Assert.Equal("too-many-requests", body.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_token_is_asked_for_once_in_two_seconds_and_a_revoked_one_stops_after_them()
    {
        await using var server = await FaultyServer.StartAsync();
        var token = await server.TokenAsync();
        await server.SendAsync(HttpMethod.Post, "/api/scans", token, Batch("H4T9CXB"));
        await server.SendAsync(HttpMethod.Post, "/api/scans", token, Batch("H4T9CXB"));
        Assert.Equal(1, server.Tokens.Questions);

        await server.Tokens.RevokeAsync(server.Tokens.Ids.Single(), server.Clock.GetUtcNow());
        server.Clock.Move(TimeSpan.FromSeconds(2));
        var (response, body) = await server.SendAsync(HttpMethod.Post, "/api/scans", token, Batch("H4T9CXB"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("not-signed-in", body.GetProperty("code").GetString());
    }

    private static string Batch(params string[] codes) => JsonSerializer.Serialize(new
    {
        deviceId = "poste-1",
        scans = codes.Select(code => new { scanId = Guid.NewGuid(), code, step = "inventory-check", occurredAt = "2026-11-21T10:00:00Z" }),
    });
}
