using System.Collections.Immutable;
using System.Diagnostics;
using Ordi2.Contracts.Machines;
using Ordi2.Domain;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Machines;
using Ordi2.Ledger;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Maintenance;
using Ordi2.Ledger.Search;
using Ordi2.Silo.Machines;

namespace Ordi2.Silo.Streams;

/// <summary>
/// Folds the whole ledger again and writes what lists and boards keep of it, with the same functions as the grains. It holds
/// the state of every machine at once: about 2 kB each.
/// </summary>
public sealed class ReadTableRefill(ILedger ledger)
{
    private const int BatchSize = 1000;

    private readonly Dictionary<string, Folded> _streams = new(StringComparer.Ordinal);

    /// <summary>Reads every event in the order of the ledger and writes the rows that follow.</summary>
    /// <exception cref="UnreachableException">The ledger holds a kind of stream that this version does not know.</exception>
    public async Task RunAsync(IAsyncEnumerable<StoredEvent> events, IReadTableWriter writer, CancellationToken cancellationToken)
    {
        await foreach (var stored in events.WithCancellation(cancellationToken))
        {
            if (!_streams.TryGetValue(stored.Stream, out var folded))
            {
                _streams[stored.Stream] = folded = Begin(stored.Stream);
            }

            if (folded is FoldedMachine machine && stored.Type == VoidingName)
            {
                // What a void step changed is only known from what came before it.
                machine.Replace((await ledger.ReadAsync(stored.Stream, cancellationToken)).Events.Where(e => e.Seq <= stored.Seq));
            }
            else
            {
                folded.Add(stored);
            }
        }

        foreach (var batch in _streams.Values.Select(folded => folded.Rows()).Chunk(BatchSize))
        {
            await writer.WriteAsync(batch, cancellationToken);
        }
    }

    private static readonly string VoidingName = EventCatalog<MachineEvent>.NamesOf(typeof(EventCorrected)).Single();

    private static Folded Begin(string stream)
    {
        var slash = stream.IndexOf('/', StringComparison.Ordinal);
        var (kind, id) = (stream[..slash], stream[(slash + 1)..]);

        return kind switch
        {
            "machine" => new FoldedMachine(new MachineId(id)),
            "organisation" => Of(Kinds.Organisation, id),
            "donation" => Of(Kinds.Donation, id),
            "round" => Of(Kinds.Round, id),
            "allocation" => Of(Kinds.Allocation, id),
            "call" => Of(Kinds.Call, id),
            "configuration" => Of(Kinds.Configuration, id),
            "dossier" => Of(Kinds.Dossier, id),
            "delivery" => Of(Kinds.Delivery, id),
            "loan" => Of(Kinds.Loan, id),
            "batch" => Of(Kinds.Batch, id),
            "part" => Of(Kinds.Part, id),
            "process" => Of(Kinds.Process, id),
            "incident" => Of(Kinds.Incident, id),
            "document" => Of(Kinds.Document, id),
            "receipt" => Of(Kinds.Receipt, id),
            "series" => Of(Kinds.Series, id),
            "session" => Of(Kinds.Session, id),
            "recall" => Of(Kinds.Recall, id),
            "handover" => Of(Kinds.Handover, id),
            _ => throw new UnreachableException($"The ledger holds '{stream}', a kind that this version does not know."),
        };
    }

    private static FoldedAggregate<TState, TCommand, TEvent, TTerms> Of<TState, TCommand, TEvent, TTerms>(Kind<TState, TCommand, TEvent, TTerms> kind, string id)
        where TState : class
        where TCommand : class
        where TEvent : class
        where TTerms : class => new(kind, id);

    private abstract class Folded
    {
        public abstract void Add(StoredEvent stored);

        public abstract ReadTableRows Rows();
    }

    private sealed class FoldedMachine(MachineId id) : Folded
    {
        private readonly List<string> _labels = [];
        private readonly HashSet<ExternalId> _externalIds = [];
        private readonly List<(string Scope, string Counter, int Amount)> _reached = [];
        private Machine _machine = Machine.Unknown;

        public override void Add(StoredEvent stored)
        {
            var recorded = Facts.Read<MachineEvent>(stored);
            Become(_machine.Evolve(recorded), recorded);
        }

        public void Replace(IEnumerable<StoredEvent> history)
        {
            var recorded = history.Select(Facts.Read<MachineEvent>).ToArray();
            Become(Machine.Fold(recorded), recorded[^1]);
        }

        public override ReadTableRows Rows() => new() { Machine = MachineRows.Of(id, _machine), Labels = [.. _labels], ExternalIds = [.. _externalIds], Reached = [.. _reached] };

        private void Become(Machine next, Recorded<MachineEvent> recorded)
        {
            _reached.AddRange(MachineRows.ReachedBetween(id, _machine, next));
            _machine = next;
            _labels.AddRange(MachineRows.LabelsOf(id, [recorded]));
            _externalIds.UnionWith(MachineRows.ExternalIdsOf([recorded.Event]));
        }
    }

    private sealed class FoldedAggregate<TState, TCommand, TEvent, TTerms>(Kind<TState, TCommand, TEvent, TTerms> kind, string id) : Folded
        where TState : class
        where TCommand : class
        where TEvent : class
        where TTerms : class
    {
        private TState _state = kind.Blank(id);
        private readonly List<NumberFor> _numbers = [];
        private long _version;

        public override void Add(StoredEvent stored)
        {
            var recorded = Facts.Read<TEvent>(stored);
            _numbers.AddRange(AggregateRows.NumbersOf(kind, recorded.Event));
            _state = kind.Evolve(_state, recorded.Event, recorded.From);
            _version = stored.Seq;
        }

        public override ReadTableRows Rows() => new() { Aggregate = AggregateRows.Of(kind, _state, id, _version) with { Numbers = [.. _numbers] } };
    }
}

/// <summary>What lists keep of an aggregate that is not a machine.</summary>
internal static class AggregateRows
{
    public static AggregateRow Of<TState, TCommand, TEvent, TTerms>(Kind<TState, TCommand, TEvent, TTerms> kind, TState state, string id, long version)
        where TState : class
        where TCommand : class
        where TEvent : class
        where TTerms : class
    {
        var terms = kind.Terms(state) ?? throw new UnreachableException($"{kind.Name}/{id} has events and no terms.");
        return new(
            kind.Name,
            id,
            kind.Status(terms),
            PartiesOf(kind, state),
            System.Text.Json.JsonSerializer.Serialize(terms, Contracts.Json.WireJson.Options),
            version)
        {
            DueAt = kind.DueAt(state),
            Sort = kind.Sort(terms),
            Words = WordsOf(kind, state, id),
        };
    }

    /// <summary>Whom and what it names, each once.</summary>
    public static ImmutableArray<AggregateParty> PartiesOf<TState, TCommand, TEvent, TTerms>(Kind<TState, TCommand, TEvent, TTerms> kind, TState state)
        where TState : class
        where TCommand : class
        where TEvent : class
        where TTerms : class =>
    [
        .. kind.Parties(state)
            .GroupBy(party => party.Organisation.Text, party => party.Relation, StringComparer.Ordinal)
            .Select(party => new AggregateParty(party.Key, RelationSet.Of([.. party]).Bits)),
        .. kind.About(state).Distinct(StringComparer.Ordinal).Select(about => new AggregateParty(about, RelationSet.None.Bits)),
    ];

    /// <summary>The numbers that a fact hands out.</summary>
    public static IEnumerable<NumberFor> NumbersOf<TState, TCommand, TEvent, TTerms>(Kind<TState, TCommand, TEvent, TTerms> kind, TEvent @event)
        where TState : class
        where TCommand : class
        where TEvent : class
        where TTerms : class =>
        kind.Numbers?.Invoke(@event) is var (purpose, number) ? [new(purpose, number)] : [];

    /// <summary>Its number, and its names.</summary>
    public static ImmutableArray<string> WordsOf<TState, TCommand, TEvent, TTerms>(Kind<TState, TCommand, TEvent, TTerms> kind, TState state, string id)
        where TState : class
        where TCommand : class
        where TEvent : class
        where TTerms : class =>
        [.. kind.Names(state).SelectMany(SearchWords.OfName).Append(SearchWords.Of(id)).Where(word => word.Length >= SearchWords.Shortest).Distinct(StringComparer.Ordinal)];
}
