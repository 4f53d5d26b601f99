using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Ledger.Devices;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Scans;

/// <summary>How far the clocks of devices are off, and what a server says that has too much to do.</summary>
public class ScanClockTests
{
    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("21/11/2026 10:00")]
    [InlineData("2026-11-21T10:00:00.000Z2026-11-21T10:00:00.000Z")]
    [InlineData("9999999999999999999")]
    public async Task What_a_device_says_of_its_clock_and_nobody_can_read_stops_no_scan_and_measures_nothing(string sentAt)
    {
        await using var server = await FaultyServer.StartAsync();
        var token = await server.TokenAsync();

        Assert.Equal(HttpStatusCode.OK, await SendAsync(server, token, "poste-1", sentAt));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(server, token, "poste-2", "2026-11-21T10:00:00Z"));

        Assert.Equal("poste-2", Assert.Single(await MeasuredAsync(server, 1)).Device);
    }

    [Fact]
    public async Task The_clock_of_each_device_is_measured_with_each_batch_and_kept_day_by_day()
    {
        await using var server = await FaultyServer.StartAsync();
        var token = await server.TokenAsync();

        await SendAsync(server, token, "poste-1", "2026-11-21T10:07:00.500Z");
        await SendAsync(server, token, "poste-1", "2026-11-21T11:02:00+01:00");
        await SendAsync(server, token, "poste-1", null);
        await SendAsync(server, token, "poste-2", "2026-11-21T09:59:30Z");

        var clocks = await MeasuredAsync(server, 3);
        Assert.Equal(
            [("poste-1", 2L, 120d, 420.5, 120d), ("poste-2", 1L, -30d, -30d, -30d)],
            clocks.Select(clock => (clock.Device, clock.Batches, clock.Least.TotalSeconds, clock.Most.TotalSeconds, clock.Last.TotalSeconds)));
        Assert.All(clocks, clock => Assert.Equal(new DateOnly(2026, 11, 21), clock.Day));

        server.Clock.Move(TimeSpan.FromDays(1));
        await SendAsync(server, await server.TokenAsync(), "poste-2", "2026-11-22T10:00:00Z");
        Assert.Equal(TimeSpan.Zero, (await MeasuredAsync(server, 3, day: 22)).Single(clock => clock.Device is "poste-2").Last);
    }

    [Fact]
    public async Task A_server_with_too_much_to_do_says_so_at_once_and_when_to_come_back()
    {
        await using var server = await FaultyServer.StartAsync(("RequestLimits:ScansUnderWay", "1"));
        var (asked, answered) = (new TaskCompletionSource(), new TaskCompletionSource());
        server.Grains.Machine("H4T9CXB", async (scans, _) =>
        {
            asked.TrySetResult();
            await answered.Task;
            return [.. scans.Select(scan => FakeGrains.Accepted(scan, "H4T9CXB"))];
        });
        var token = await server.TokenAsync();
        var first = server.SendAsync(HttpMethod.Post, "/api/scans", token, Batch("poste-1", "H4T9CXB"));
        await asked.Task;

        var (busy, body) = await server.SendAsync(HttpMethod.Post, "/api/scans", token, Batch("poste-1", "B7N2KDR"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, busy.StatusCode);
        Assert.Equal(("2", "server-busy"), (busy.Headers.RetryAfter?.ToString(), body.GetProperty("code").GetString()));
        Assert.DoesNotContain(server.Grains.Asked, one => one.Key is "machine/B7N2KDR");

        answered.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await first).Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Post, "/api/scans", token, Batch("poste-1", "B7N2KDR"))).Response.StatusCode);
    }

    private static async Task<HttpStatusCode> SendAsync(FaultyServer server, string token, string device, string? sentAt)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/scans") { Content = new StringContent(Batch(device, "H4T9CXB"), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", token);

        if (sentAt is not null)
        {
            request.Headers.TryAddWithoutValidation("Ordi2-Sent-At", sentAt);
        }

        using var response = await server.Client.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>What is known once so many batches of a day were measured: it is written a moment later.</summary>
    private static async Task<IReadOnlyList<DeviceClock>> MeasuredAsync(FaultyServer server, long batches, int day = 21)
    {
        for (; ; )
        {
            var known = await server.Services.GetRequiredService<DeviceClocks>().LatestAsync("atelier");

            if (known.Sum(clock => clock.Batches) >= batches && known.Any(clock => clock.Day.Day == day))
            {
                return known;
            }
        }
    }

    private static string Batch(string device, string code) => JsonSerializer.Serialize(new
    {
        deviceId = device,
        scans = new[] { new { scanId = Guid.NewGuid(), code, step = "inventory-check", occurredAt = "2026-11-21T09:59:00Z" } },
    });
}
