using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Ledger.Labels;
using Ordi2.Web.Features.Operators;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Scans;

[Collection(DemoServerTests.Name)]
public class ScanTests(DemoServer server)
{
    private string Operator => server.Token(Role.Operator);

    [Fact]
    public async Task A_scan_sent_twice_counts_once_and_gets_its_first_answer_again()
    {
        var scan = new OneScan(DemoServer.NewLabel(), "receive-device", new { type = "LAPTOP" });

        var first = (await server.Client.ScanAsync(Operator, scan))[0];
        var second = (await server.Client.ScanAsync(Operator, scan))[0];

        Assert.Equal("accepted-with-finding", first.GetProperty("outcome").GetString());
        Assert.Equal("duplicate", second.GetProperty("outcome").GetString());
        Assert.Equal("accepted-with-finding", second.GetProperty("firstOutcome").GetString());
        Assert.Equal(first.GetProperty("version").GetInt64(), second.GetProperty("version").GetInt64());
        Assert.Equal("RECEIVED", second.GetProperty("status").GetString());
    }

    [Fact]
    public async Task One_bad_scan_never_fails_the_rest()
    {
        var good = new OneScan(DemoServer.NewLabel(), "receive-device", new { type = "LAPTOP" });

        var results = await server.Client.ScanAsync(
            Operator,
            new OneScan("%%%", "inventory-check"),
            good,
            new OneScan(good.Code, "dance"),
            new OneScan(good.Code, "triage", new { route = "MOON" }),
            new OneScan("H4T9CXC", "inventory-check"),
            new OneScan("HTTPS://O2.EXAMPLE/C/H4T9CXB", "inventory-check"),
            new OneScan(good.Code, "inventory-check") { At = DateTimeOffset.UtcNow.AddHours(1) },
            new OneScan(good.Code, "inventory-check") { At = DateTimeOffset.UtcNow.AddSeconds(1) });

        Assert.Equal(
            ["unreadable-code", null, "unknown-step", "field-wrong", "wrong-check-symbol", "not-a-machine", "in-the-future", null],
            results.Select(result => result.TryGetProperty("reason", out var reason) ? reason.GetProperty("code").GetString() : null));
        Assert.Equal("accepted-with-finding", results[1].GetProperty("outcome").GetString());
        Assert.Equal("accepted", results[7].GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData("lower case")]
    [InlineData("groups")]
    [InlineData("address")]
    [InlineData("azerty")]
    [InlineData("serial")]
    public async Task Whatever_a_scanner_reads_from_a_machine_leads_to_it(string spelling)
    {
        var serial = $"SN{Guid.NewGuid():N}"[..20].ToUpperInvariant();
        var label = await server.ReceivedAsync(serial);

        var code = spelling switch
        {
            "lower case" => label.ToLowerInvariant(),
            "groups" => $" {label[..3]} {label[3..]}\r",
            "address" => $"https://o2.example/m/{label}",
            "azerty" => string.Concat(label.Select(symbol => char.IsAsciiDigit(symbol) ? "à&é\"'(-è_ç"[symbol - '0'] : symbol)),
            _ => serial.ToLowerInvariant(),
        };

        var result = (await server.Client.ScanAsync(Operator, new OneScan(code, "inventory-check")))[0];

        Assert.Equal("accepted", result.GetProperty("outcome").GetString());
        Assert.Equal(label, result.GetProperty("machine").GetString());
    }

    [Fact]
    public async Task A_serial_that_two_machines_carry_is_refused_and_says_what_to_do()
    {
        var serial = $"TWIN-{Guid.NewGuid():N}"[..16].ToUpperInvariant();
        await server.ReceivedAsync(serial);
        await server.ReceivedAsync(serial);

        var result = (await server.Client.ScanAsync(Operator, new OneScan(serial, "inventory-check")))[0];

        Assert.Equal("ambiguous-serial", result.GetProperty("reason").GetProperty("code").GetString());
        Assert.Contains("étiquette", result.GetProperty("reason").GetProperty("next").GetString(), StringComparison.Ordinal);
    }

    /// <summary>All kinds share one space of codes (domain.md 6.1): the bars of a badge and of a box hold seven symbols as those of a machine do.</summary>
    [Theory]
    [InlineData("badge", "badge-not-a-machine", "badge")]
    [InlineData(nameof(LabelKind.Carton), "not-a-machine", "carton")]
    [InlineData(nameof(LabelKind.Pallet), "not-a-machine", "carton")]
    public async Task The_code_of_a_badge_or_a_box_becomes_no_machine(string kind, string refused, string said)
    {
        var code = kind is "badge" ? await BadgeAsync() : await PrintedAsync(kind);

        foreach (var scan in (OneScan[])[new(code, "receive-device", new { type = "LAPTOP" }), new(code, "inventory-check"), new($"https://o2.example/m/{code}", "receive-device")])
        {
            var reason = (await server.Client.ScanAsync(Operator, scan))[0].GetProperty("reason");
            Assert.Equal(refused, reason.GetProperty("code").GetString());
            Assert.Contains(said, reason.GetProperty("message").GetString(), StringComparison.Ordinal);
        }

        var found = await server.Client.GetAsync($"/api/machines/{code}", Operator);
        Assert.Equal((422, refused), (found.Status, found.Body.GetProperty("code").GetString()));
    }

    /// <summary>A telephone that goes an hour ahead or behind says so: what it scanned is taken, and happened when it did.</summary>
    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task A_scan_of_a_clock_that_is_off_is_taken_and_happened_when_it_did(int minutes)
    {
        var label = await server.ReceivedAsync();
        var now = DateTimeOffset.UtcNow;
        var theirs = now.AddMinutes(minutes);
        var body = JsonSerializer.Serialize(new
        {
            deviceId = "poste-9",
            scans = new[] { new { scanId = Guid.NewGuid(), code = label, step = "triage", occurredAt = theirs.AddSeconds(-20), data = new { route = "REUSE" } } },
        });

        var answer = await server.Client.SendAsync(HttpMethod.Post, "/api/scans", Operator, body, sentAt: theirs);

        Assert.Equal("accepted", answer.Body.GetProperty("results")[0].GetProperty("outcome").GetString());
        var triaged = (await server.Services.GetRequiredService<Ordi2.Ledger.ILedger>().ReadAsync($"machine/{label}")).Events[^1];
        Assert.InRange(triaged.OccurredAt, now.AddSeconds(-21), now.AddSeconds(-10));
    }

    private async Task<string> PrintedAsync(string kind) => (await server.Services.GetRequiredService<PrintedLabels>().KeepAsync(
        new LabelRun(Guid.NewGuid().ToString("N"), "atelier-du-canal", "p", DateTimeOffset.UtcNow, "L7160", 1, kind, 1, 1), DemoServer.NewLabel))[0];

    private async Task<string> BadgeAsync()
    {
        await using var scope = server.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<BadgeDesk>().WelcomeAsync(
            "Nadia S.", new("atelier-du-canal"), Role.Operator, inTraining: false, "4071", new Caller(new("p"), new("atelier-du-canal"), Role.Supervisor, new("web")))).Code;
    }

    [Fact]
    public async Task A_role_that_may_not_is_refused_in_the_readers_language()
    {
        var label = await server.ReceivedAsync();
        var batch = new
        {
            deviceId = "d",
            scans = new[] { new { scanId = Guid.NewGuid(), code = label, step = "pass-qc", occurredAt = DateTimeOffset.UtcNow, data = new { grade = "A" } } },
        };

        var english = await server.Client.PostAsync("/api/scans", server.Token(Role.Donor), batch, "en");

        var result = english.Body.GetProperty("results")[0];
        Assert.Equal("refused", result.GetProperty("outcome").GetString());
        Assert.Matches(@"^[\x20-\x7e]+$", result.GetProperty("reason").GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_batch_of_500_scans_on_100_machines_is_answered_in_the_order_in_which_it_was_sent()
    {
        var labels = Enumerable.Range(0, 100).Select(_ => DemoServer.NewLabel()).ToArray();
        var start = DateTimeOffset.UtcNow.AddHours(-1);
        OneScan[] scans =
        [
            .. labels.Select(label => new OneScan(label, "receive-device", new { type = "LAPTOP" }) { At = start }),
            .. Enumerable.Range(1, 4).SelectMany(round => labels.Select(label => new OneScan(label, "inventory-check") { At = start.AddMinutes(round) })),
        ];

        // Later scans stand first in the request: the machine still takes them as they occurred.
        var sent = scans.Reverse().ToArray();
        var results = await server.Client.ScanAsync(Operator, sent);

        Assert.Equal(sent.Select(scan => scan.Id), results.Select(result => result.GetProperty("scanId").GetGuid()));
        Assert.All(results, result => Assert.StartsWith("accepted", result.GetProperty("outcome").GetString(), StringComparison.Ordinal));
        Assert.Equal(sent.Select(scan => scan.Code), results.Select(result => result.GetProperty("machine").GetString()));
    }

    [Fact]
    public async Task The_device_of_the_batch_stands_in_the_history()
    {
        var label = await server.ReceivedAsync();

        var history = await server.Client.GetAsync($"/api/machines/{label}/history", Operator);

        var first = history.Body.GetProperty("events")[0];
        Assert.Equal("poste-1", first.GetProperty("device").GetString());
        Assert.Equal("atelier-du-canal", first.GetProperty("organisation").GetString());
        Assert.Equal(64, first.GetProperty("hash").GetString()!.Length);
    }
}
