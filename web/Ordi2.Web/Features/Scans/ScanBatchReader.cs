using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Scans;

/// <summary>
/// Reads a batch of scans straight from the bytes of the request. What makes the batch unanswerable (no device, no list, a
/// scan without an id) is an error of the batch and names the field; what is wrong inside one scan refuses that scan alone.
/// </summary>
internal static class ScanBatchReader
{
    private const int LongestDevice = 64;
    private const int LongestSite = 64;

    private const int LongestCode = 256;
    private const int LongestStep = 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 32 };
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    // Steps without fields are most of the scans: their command is always the same.
    private static readonly ConcurrentDictionary<string, MachineCommand> Bare = new(StringComparer.Ordinal);

    public static ScanBatch? Read(ReadOnlySequence<byte> body, Arrival arrival, out FieldError? error)
    {
        if (body.IsSingleSegment)
        {
            return Read(body.FirstSpan, arrival, out error);
        }

        var length = checked((int)body.Length);
        var rented = ArrayPool<byte>.Shared.Rent(length);

        try
        {
            body.CopyTo(rented);
            return Read(rented.AsSpan(0, length), arrival, out error);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public static ScanBatch? Read(ReadOnlySpan<byte> body, Arrival arrival, out FieldError? error)
    {
        error = null;
        var reader = new Utf8JsonReader(body, Options);

        try
        {
            var batch = ReadBatch(ref reader, body, arrival, ref error);
            return error is null ? batch : null;
        }
        catch (JsonException exception)
        {
            var position = reader.BytesConsumed.ToString(CultureInfo.InvariantCulture);
            error = FieldError.Of(string.IsNullOrEmpty(exception.Path) ? "body" : exception.Path, "not-json", position);
            return null;
        }
    }

    private static ScanBatch? ReadBatch(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, Arrival arrival, ref FieldError? error)
    {
        string? device = null;
        List<SentScan>? scans = null;

        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
        {
            error = FieldError.Of("body", "field-not-object");
            return null;
        }

        while (error is null && reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("deviceId"u8))
            {
                error = device is null ? null : FieldError.Of("deviceId", "field-twice");
                reader.Read();
                device = FieldReader.Text(ref reader, "deviceId", LongestDevice, ref error);
                error ??= device is not null && new DeviceId(device).IsOfTheSystem ? FieldError.Of("deviceId", "field-wrong") : null;
            }
            else if (reader.ValueTextEquals("scans"u8))
            {
                error = scans is null ? null : FieldError.Of("scans", "field-twice");
                reader.Read();
                scans = ReadScans(ref reader, body, arrival, ref error);
            }
            else
            {
                error = FieldError.Of(NameOf(ref reader), "field-unknown");
            }
        }

        error ??= device is null ? FieldError.Of("deviceId", "field-missing") : scans is null ? FieldError.Of("scans", "field-missing") : null;

        if (error is null)
        {
            // What stands behind the object is either white space or not JSON, and then this throws.
            reader.Read();
        }

        return error is null ? new(device!, scans!) : null;
    }

    private static List<SentScan>? ReadScans(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, Arrival arrival, ref FieldError? error)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            error ??= FieldError.Of("scans", "field-not-list");
            return null;
        }

        List<SentScan> scans = [];

        while (error is null && reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (scans.Count == Limits.ScansInABatch)
            {
                error = TooManyOrNone();
            }
            else if (reader.TokenType is not JsonTokenType.StartObject)
            {
                error = FieldError.Of($"scans[{scans.Count}]", "field-not-object");
            }
            else
            {
                scans.Add(ReadScan(ref reader, body, scans.Count, arrival, ref error));
            }
        }

        error ??= scans.Count == 0 ? TooManyOrNone() : null;
        return scans;
    }

    private static SentScan ReadScan(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, int index, Arrival arrival, ref FieldError? error)
    {
        var scan = default(SentScan);
        string? step = null;
        FieldError? wrong = null;
        var data = default(Range?);
        var seen = Seen.Nothing;

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var field = FieldOf(ref reader);

            if (field is Seen.Nothing)
            {
                wrong ??= FieldError.Of(NameOf(ref reader), "field-unknown");
            }
            else if (field is not Seen.Nothing && seen.HasFlag(field))
            {
                wrong ??= FieldError.Of(NameOf(ref reader), "field-twice");
            }

            seen |= field;
            reader.Read();

            switch (field)
            {
                case Seen.ScanId:
                    scan.ScanId = FieldReader.Identifier(ref reader, $"scans[{index}].scanId", ref error);
                    break;
                case Seen.Code:
                    // With whatever a scanner puts around it: the reader of labels cleans that.
                    scan.Code = FieldReader.AnyText(ref reader, "code", LongestCode, ref wrong);
                    break;
                case Seen.Step:
                    step = FieldReader.Text(ref reader, "step", LongestStep, ref wrong);
                    break;
                case Seen.OccurredAt:
                    scan.OccurredAt = FieldReader.Moment(ref reader, "occurredAt", ref wrong);
                    break;
                case Seen.SiteId when reader.TokenType is not JsonTokenType.Null:
                    scan.Site = FieldReader.Text(ref reader, "siteId", LongestSite, ref wrong) is { } site ? new(site) : null;
                    break;
                case Seen.Data when reader.TokenType is not JsonTokenType.Null:
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    data = start..(int)reader.BytesConsumed;
                    continue;
                default:
                    break;
            }

            // A value that was not wanted, or was of another kind than wanted, may be a whole tree.
            reader.Skip();
        }

        if (!seen.HasFlag(Seen.ScanId))
        {
            error ??= FieldError.Of($"scans[{index}].scanId", "field-missing");
        }

        wrong ??= Missing(seen);
        scan.OccurredAt = arrival.SetRight(scan.OccurredAt);
        scan.Refused = wrong?.Why ?? ClockOf(scan.OccurredAt, arrival.At) ?? ReadCommand(ref scan, step!, data, body);
        return scan;
    }

    private static Refusal? ReadCommand(ref SentScan scan, string step, Range? data, ReadOnlySpan<byte> body)
    {
        if (!CommandCatalog<MachineCommand>.TryGetType(step, out var type))
        {
            return Refusal.Invalid("unknown-step", step);
        }

        if (data is { } fields && FieldReader.HoldsNul(body[fields]))
        {
            return Refusal.Invalid("field-bad-characters", "data");
        }

        try
        {
            scan.Command = data is { } range
                ? body[range].IndexOf("null"u8) < 0
                    ? (MachineCommand?)JsonSerializer.Deserialize(body[range], type, WireJson.Options)
                    : CommandCatalog<MachineCommand>.ReadSent(step, JsonSerializer.Deserialize<JsonElement>(body[range], WireJson.Options))
                : Bare.GetOrAdd(step, static step => CommandCatalog<MachineCommand>.Read(step, null)!);

            return scan.Command is null ? FieldError.Of("data", "field-not-object").Why : null;
        }
        catch (JsonException exception)
        {
            return Refusal.Invalid("field-wrong", FieldNames.Within("data", exception));
        }
    }

    private static Refusal? ClockOf(DateTimeOffset occurredAt, DateTimeOffset now) =>
        occurredAt > now + ClockTolerance ? Refusal.Invalid("in-the-future", Refusal.Moment(occurredAt), Refusal.Moment(now))
        : occurredAt < Earliest ? Refusal.Invalid("clock-not-set", Refusal.Moment(occurredAt))
        : null;

    private static FieldError? Missing(Seen seen) =>
        !seen.HasFlag(Seen.Code) ? FieldError.Of("code", "field-missing")
        : !seen.HasFlag(Seen.Step) ? FieldError.Of("step", "field-missing")
        : !seen.HasFlag(Seen.OccurredAt) ? FieldError.Of("occurredAt", "field-missing")
        : null;

    private static Seen FieldOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("scanId"u8) ? Seen.ScanId
        : reader.ValueTextEquals("code"u8) ? Seen.Code
        : reader.ValueTextEquals("step"u8) ? Seen.Step
        : reader.ValueTextEquals("occurredAt"u8) ? Seen.OccurredAt
        : reader.ValueTextEquals("siteId"u8) ? Seen.SiteId
        : reader.ValueTextEquals("data"u8) ? Seen.Data
        : Seen.Nothing;

    private static string NameOf(ref Utf8JsonReader reader) => FieldNames.Shortened(reader.ValueSpan);

    private static FieldError TooManyOrNone() => FieldError.Of("scans", "field-count", "1", FieldReader.Number(Limits.ScansInABatch));

    [Flags]
    private enum Seen
    {
        Nothing = 0,
        ScanId = 1,
        Code = 2,
        Step = 4,
        OccurredAt = 8,
        SiteId = 16,
        Data = 32,
    }
}
