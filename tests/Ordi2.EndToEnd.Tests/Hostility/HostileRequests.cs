using System.Globalization;
using System.Text;
using System.Text.Json;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;

namespace Ordi2.EndToEnd.Tests.Hostility;

/// <summary>One request that nobody honest sends.</summary>
public sealed record HostileRequest(string Kind, HttpMethod Method, string Path, byte[] Body, string ContentType, string? Token);

/// <summary>Makes malformed, oversized, hostile and contradictory requests, the same ones for the same seed.</summary>
public sealed class HostileRequests(int seed, string victim, string token, string stranger)
{
    private static readonly string[] Plurals = ["organisations", "donations", "rounds", "dossiers", "deliveries", "loans", "batches", "parts"];

    private static readonly string[] Poison =
    [
        "'; drop table event; --", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "../../../../etc/passwd", "\u0000", "\ud83d\ude00\u202e",
        "%00%0a", "{{7*7}}", new('A', 5_000), "\r\nSet-Cookie: x=y", "NaN", "-1", "1e309", "null", string.Empty, " ",
    ];

    private readonly Random _chance = new(seed);

    public IEnumerable<HostileRequest> Take(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return (i % 12) switch
            {
                0 => Scan("truncated json", Encoding.UTF8.GetBytes(Batch())[..^(1 + _chance.Next(20))]),
                1 => Scan("random bytes", Bytes(_chance.Next(1, 4_000))),
                2 => Scan("wrong types", Utf8($$"""{"deviceId":{{Value()}},"scans":{{Value()}}}""")),
                3 => Scan("deep nesting", Utf8(string.Concat(Enumerable.Repeat("{\"scans\":[", 500 + _chance.Next(2_000))))),
                4 => Scan("too many scans", Utf8(Batch(501))),
                5 => Scan("poisoned fields", Utf8(Batch(code: Poisoned(), step: Poisoned(), device: Poisoned()))),
                6 => Scan("step with wrong data", Utf8(Batch(step: Step(), data: Value()))),
                7 => Scan("contradiction", Utf8(Batch(code: victim, step: Step(), data: Contradiction()))),
                8 => Scan("somebody else's token", Utf8(Batch(code: victim, step: Step())), stranger),
                9 => new("no or wrong token", HttpMethod.Post, "/api/scans", Utf8(Batch()), "application/json", _chance.Next(2) == 0 ? null : $"ord2_{Uri.EscapeDataString(Poisoned())}"),
                10 => new("aggregate", HttpMethod.Post, $"/api/{Plural()}{(_chance.Next(2) == 0 ? string.Empty : $"/{Uri.EscapeDataString(Poisoned())}/{Uri.EscapeDataString(Poisoned())}")}", Utf8(Value()), "application/json", token),
                _ => new("strange path", HttpMethod.Get, $"/api/machines/{Uri.EscapeDataString(Poisoned())}{(_chance.Next(2) == 0 ? "/history" : $"?cursor={Uri.EscapeDataString(Poisoned())}&limit={Uri.EscapeDataString(Poisoned())}")}", [], "application/json", token),
            };
        }
    }

    private HostileRequest Scan(string kind, byte[] body, string? by = null) =>
        new(kind, HttpMethod.Post, "/api/scans", body, _chance.Next(20) == 0 ? "text/plain" : "application/json", by ?? token);

    private string Batch(int scans = 1, string? code = null, string? step = null, string? device = null, string? data = null) =>
        $$"""{"deviceId":{{Text(device ?? "hostile")}},"scans":[{{string.Join(',', Enumerable.Range(0, scans).Select(_ => One(code, step, data)))}}]}""";

    private string One(string? code, string? step, string? data) =>
        $$"""{"scanId":"{{NextGuid()}}","code":{{Text(code ?? "0000000")}},"step":{{Text(step ?? "pass-qc")}},"occurredAt":"{{Moment()}}","data":{{data ?? "{}"}}}""";

    // Right in form, and against everything that the machine and the caller are.
    private string Contradiction() => _chance.Next(6) switch
    {
        0 => """{"lines":[{"name":"screen","passed":true},{"name":"screen","passed":false}],"grade":"A"}""",
        1 => """{"loan":"does-not-exist","coSignedBy":"x"}""",
        2 => """{"reports":[{"evidence":{"format":"nwipe","sha256":""},"serial":"?1","succeeded":true,"verified":true,"errors":-5}]}""",
        3 => """{"seq":9223372036854775807,"reason":"did-not-occur"}""",
        4 => """{"newOwner":"pole-val-d-ombre","document":"","priceCents":-2147483648}""",
        _ => """{"media":["?1","?1"],"method":"CRYPTO_ERASE","holder":"nobody","hold":"THEFT"}""",
    };

    private string Value() => _chance.Next(9) switch
    {
        0 => "null",
        1 => "[]",
        2 => "{}",
        3 => "-0",
        4 => "1e400",
        5 => "[[[[[[]]]]]]",
        6 => Text(Poisoned()),
        7 => $$"""{"id":{{Text(Poisoned())}},"name":{{Text(Poisoned())}},"donor":{{Text(Poisoned())}},"lines":{{Text(Poisoned())}}}""",
        _ => $$"""{"audit":{"media":[{"serial":{{Text(Poisoned())}},"kind":"HDD","sizeBytes":{{_chance.NextInt64()}}}]},"route":{{_chance.Next(-5, 99)}}}""",
    };

    private string Step() => _chance.Next(10) == 0
        ? Poisoned()
        : CommandCatalog<MachineCommand>.Steps.Order(StringComparer.Ordinal).ElementAt(_chance.Next(CommandCatalog<MachineCommand>.Steps.Count()));

    private string Moment() => _chance.Next(5) switch
    {
        0 => "0001-01-01T00:00:00Z",
        1 => "9999-12-31T23:59:59.9999999Z",
        2 => Poisoned().Replace("\"", string.Empty, StringComparison.Ordinal).Replace("\\", string.Empty, StringComparison.Ordinal),
        _ => DateTimeOffset.UtcNow.AddMinutes(-_chance.Next(10)).ToString("O", CultureInfo.InvariantCulture),
    };

    private string Plural() => Plurals[_chance.Next(Plurals.Length)];

    private string Poisoned() => Poison[_chance.Next(Poison.Length)];

    private Guid NextGuid() => new(Bytes(16));

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _chance.NextBytes(bytes);
        return bytes;
    }

    private static string Text(string text) => JsonSerializer.Serialize(text);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
