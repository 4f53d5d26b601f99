using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ordi2.Benchmarks.Plain;

/// <summary>What a device sends: the same bytes as to ours.</summary>
internal sealed record PlainRequest(string DeviceId, PlainScan[] Scans);

internal sealed record PlainScan(Guid ScanId, string Code, string Step, DateTimeOffset OccurredAt, JsonElement? Data);

internal sealed record PlainAnswer(PlainResult[] Results);

internal sealed record PlainResult(Guid ScanId, string Outcome, string? Status, long Version, PlainReason? Reason = null);

internal sealed record PlainReason(string Code, string Message);

/// <summary>Who sends.</summary>
internal sealed record PlainCaller(string Actor, string Organisation, string Role, DateTimeOffset ExpiresAt);

/// <summary>Where the plain design keeps its rows; one transaction for each scan.</summary>
internal interface IPlainStore : IAsyncDisposable
{
    Task<PlainCaller?> FindCallerAsync(byte[] tokenHash);

    ValueTask<PlainResult> ScanAsync(PlainCaller caller, string device, PlainScan scan, PlainRule rule);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlainRequest))]
[JsonSerializable(typeof(PlainAnswer))]
internal sealed partial class PlainJson : JsonSerializerContext;
