using Ordi2.Ledger.Writing;

namespace Ordi2.Ledger;

/// <summary>The events of an append as every ledger stores them: numbered, hashed, to the microsecond.</summary>
public static class ChainedEvents
{
    /// <summary>With what people typed already beside its events: whoever writes it writes the same hashes.</summary>
    public static Append Apart(Append append) => append with { Events = [.. append.Events.Select(one => one.Apart())] };

    /// <param name="append">What is written.</param>
    /// <param name="lastPosition">Position of the last event that is stored already.</param>
    public static IEnumerable<StoredEvent> Of(Append append, long lastPosition) => EventRow.Chain(append).Select((row, i) => new StoredEvent(
        lastPosition + i + 1,
        append.Stream,
        row.Seq,
        row.Event.Type,
        row.Event.Data,
        row.OccurredAt,
        row.RecordedAt,
        append.Actor,
        append.Organisation,
        append.Device,
        row.Event.ClientEventId,
        row.Hash)
    {
        Aside = row.Aside,
    });
}
