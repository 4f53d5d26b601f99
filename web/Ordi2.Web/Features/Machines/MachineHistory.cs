using System.Text.Json;
using Ordi2.Ledger;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Machines;

/// <summary>
/// The history of a machine as the API shows it: its events as they are stored, and what was refused. Who did it is shown, as
/// an opaque id, to the supervisor of the same organisation only, and for as long as the rules keep it (domain.md 2.11).
/// </summary>
internal sealed class MachineHistory(string machine, StreamHistory history, PeopleSight people) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter, ResponseJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("machine"u8, machine);
        writer.WriteStartArray("events"u8);

        foreach (var stored in history.Events)
        {
            WriteEvent(writer, stored);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("refusals"u8);

        foreach (var refusal in history.Refusals)
        {
            WriteRefusal(writer, refusal);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteEvent(Utf8JsonWriter writer, StoredEvent stored)
    {
        writer.WriteStartObject();
        writer.WriteNumber("seq"u8, stored.Seq);
        writer.WriteString("type"u8, stored.Type);
        writer.WriteString("occurredAt"u8, stored.OccurredAt);
        writer.WriteString("recordedAt"u8, stored.RecordedAt);

        if (people.Shows(stored.Organisation, stored.RecordedAt))
        {
            writer.WriteString("person"u8, stored.Actor);
        }

        writer.WriteString("organisation"u8, stored.Organisation);
        writer.WriteString("device"u8, stored.Device);

        if (stored.ClientEventId is { } id)
        {
            writer.WriteString("scanId"u8, id);
        }

        writer.WriteString("hash"u8, Convert.ToHexStringLower(stored.Hash.Span));
        writer.WritePropertyName("data"u8);
        writer.WriteRawValue(stored.Told.Span, skipInputValidation: true);
        writer.WriteEndObject();
    }

    private void WriteRefusal(Utf8JsonWriter writer, RefusalEntry refusal)
    {
        writer.WriteStartObject();
        writer.WriteString("scanId"u8, refusal.ClientEventId);
        writer.WriteString("step"u8, refusal.Step);
        writer.WriteString("code"u8, refusal.Code);
        writer.WriteString("occurredAt"u8, refusal.OccurredAt);
        writer.WriteString("recordedAt"u8, refusal.RecordedAt);

        if (people.Shows(refusal.Organisation, refusal.RecordedAt))
        {
            writer.WriteString("person"u8, refusal.Actor);
        }

        writer.WriteString("organisation"u8, refusal.Organisation);
        writer.WriteString("device"u8, refusal.Device);
        writer.WriteEndObject();
    }
}

/// <summary>The shape of a history, for the description of the API; it is written by hand.</summary>
internal sealed record HistoryShape(string Machine, IReadOnlyList<EventShape> Events, IReadOnlyList<RefusalShape> Refusals);

/// <summary>The shape of one event.</summary>
internal sealed record EventShape(
    long Seq,
    string Type,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    string Organisation,
    string Device,
    string Hash,
    JsonElement Data,
    Guid? ScanId = null,
    string? Person = null);

/// <summary>The shape of one refusal.</summary>
internal sealed record RefusalShape(
    Guid ScanId,
    string Step,
    string Code,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    string Organisation,
    string Device,
    string? Person = null);
