using System.Collections.Immutable;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain;
using Ordi2.Ledger;

namespace Ordi2.Silo.Streams;

/// <summary>The events of one aggregate between a grain and the ledger: reads them as facts, writes facts as events.</summary>
internal sealed class EventStream<TEvent>(ILedger ledger, string name)
    where TEvent : class
{
    public string Name { get; } = name;

    public StreamEnd End { get; private set; } = StreamEnd.Empty;

    public async Task<(ImmutableArray<Recorded<TEvent>> Events, ImmutableArray<RefusalEntry> Refusals)> ReadAsync(CancellationToken cancellationToken = default)
    {
        var history = await ledger.ReadAsync(Name, cancellationToken);
        End = history.End;
        return ([.. history.Events.Select(Facts.Read<TEvent>)], history.Refusals);
    }

    /// <summary>Takes up the stream at its end, of which these events are the last.</summary>
    public ImmutableArray<Recorded<TEvent>> GoOn(ImmutableArray<StoredEvent> last)
    {
        End = new(last[^1].Seq, last[^1].Hash);
        return [.. last.Select(Facts.Read<TEvent>)];
    }

    /// <summary>
    /// The facts, to look at only: the known end stays where it is, so that whoever decided before somebody else wrote still
    /// meets the fence.
    /// </summary>
    public async Task<ImmutableArray<Recorded<TEvent>>> LookAsync() => [.. (await ledger.ReadAsync(Name)).Events.Select(Facts.Read<TEvent>)];

    /// <summary>Writes the facts behind the known end of the stream; they are durable when the task ends.</summary>
    /// <param name="events">The facts; the first one carries the id of the command.</param>
    /// <param name="from">Where they come from.</param>
    /// <param name="with">Adds what follows from them: rows, labels.</param>
    public async Task<ImmutableArray<Recorded<TEvent>>> AppendAsync(ImmutableArray<TEvent> events, Provenance from, Func<Append, ImmutableArray<Recorded<TEvent>>, Append> with)
    {
        var recorded = Facts.Number(events, from, End.Seq);
        var stored = ImmutableArray.CreateBuilder<NewEvent>(recorded.Length);

        foreach (var one in recorded)
        {
            stored.Add(new(EventCatalog<TEvent>.NameOf(one.Event), EventCatalog<TEvent>.Write(one.Event), from.OccurredAt, one.From.CommandId)
            {
                FreeText = EventCatalog<TEvent>.FreeTextOf(one.Event),
            });
        }

        End = await ledger.AppendAsync(with(
            new Append
            {
                Stream = Name,
                Expected = End,
                Events = stored.MoveToImmutable(),
                RecordedAt = from.RecordedAt,
                Actor = from.Person.Text,
                Organisation = from.Organisation.Text,
                Device = from.Device.Text,
            },
            recorded));

        return recorded;
    }
}

/// <summary>From the ledger's columns to a fact with its provenance, and the numbers that new facts will have.</summary>
internal static class Facts
{
    public static Recorded<TEvent> Read<TEvent>(StoredEvent stored)
        where TEvent : class => new(
            stored.Seq,
            EventCatalog<TEvent>.Read(stored.Type, stored.Told.Span),
            new Provenance(
                stored.OccurredAt,
                stored.RecordedAt,
                new PersonId(stored.Actor),
                new OrganisationId(stored.Organisation),
                new DeviceId(stored.Device),
                stored.ClientEventId));

    /// <summary>Only the first fact carries the id of the command: the others follow from the same one.</summary>
    public static ImmutableArray<Recorded<TEvent>> Number<TEvent>(ImmutableArray<TEvent> events, Provenance origin, long after)
    {
        var following = origin.CommandId is null || events.Length == 1 ? origin : origin with { CommandId = null };
        var recorded = ImmutableArray.CreateBuilder<Recorded<TEvent>>(events.Length);

        for (var i = 0; i < events.Length; i++)
        {
            recorded.Add(new(after + i + 1, events[i], i == 0 ? origin : following));
        }

        return recorded.MoveToImmutable();
    }
}
