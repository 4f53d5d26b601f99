using System.Text.Json;

namespace Ordi2.Ledger.Maintenance;

/// <summary>Writes every event as one line of JSON, in the order of the positions: for archives and for other programs.</summary>
public sealed class Export
{
    private readonly ILedger _ledger;

    internal Export(ILedger ledger) => _ledger = ledger;

    /// <returns>How many events were written.</returns>
    public async Task<long> RunAsync(Stream output, long afterPosition = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        var written = 0L;
        await using var writer = new Utf8JsonWriter(output);
        await foreach (var e in _ledger.ReadAllAsync(afterPosition, cancellationToken).ConfigureAwait(false))
        {
            Write(writer, e);
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            writer.Reset();
            output.WriteByte((byte)'\n');
            written++;
        }

        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        return written;
    }

    private static void Write(Utf8JsonWriter json, StoredEvent e)
    {
        json.WriteStartObject();
        json.WriteNumber("position"u8, e.Position);
        json.WriteString("stream"u8, e.Stream);
        json.WriteNumber("seq"u8, e.Seq);
        json.WriteString("type"u8, e.Type);
        json.WritePropertyName("data"u8);
        json.WriteRawValue(e.Data.Span);
        if (e.Aside is not null)
        {
            // Beside what was hashed: what it says, as long as it says it.
            json.WritePropertyName("told"u8);
            json.WriteRawValue(e.Told.Span);
        }

        json.WriteString("occurredAt"u8, e.OccurredAt);
        json.WriteString("recordedAt"u8, e.RecordedAt);
        json.WriteString("actor"u8, e.Actor);
        json.WriteString("organisation"u8, e.Organisation);
        json.WriteString("device"u8, e.Device);
        if (e.ClientEventId is { } id)
        {
            json.WriteString("clientEventId"u8, id);
        }

        json.WriteString("hash"u8, Convert.ToHexStringLower(e.Hash.Span));
        json.WriteEndObject();
    }
}
