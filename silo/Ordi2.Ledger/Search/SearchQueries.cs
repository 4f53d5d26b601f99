using System.Collections.Immutable;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Databases;
using Ordi2.Ledger.Machines;

namespace Ordi2.Ledger.Search;

/// <summary>What a search is for. Each list is looked for as it stands.</summary>
/// <param name="Words">Words of aggregates.</param>
/// <param name="Labels">Labels of machines.</param>
/// <param name="Numbers">Serials and other numbers of machines.</param>
public sealed record SearchTerms(IReadOnlyCollection<string> Words, IReadOnlyCollection<string> Labels, IReadOnlyCollection<string> Numbers);

/// <summary>What was found, with what one organisation is to it.</summary>
public sealed record SearchFound(ImmutableArray<RelatedMachine> Machines, ImmutableArray<RelatedRow> Aggregates);

/// <summary>Finds machines and everything else by a word of theirs.</summary>
public sealed class SearchQueries
{
    private readonly LedgerDatabase _database;

    internal SearchQueries(LedgerDatabase database) => _database = database;

    /// <summary>Exactly these.</summary>
    public async Task<SearchFound> FindAsync(SearchTerms terms, string organisation, int limit, CancellationToken cancellationToken = default)
    {
        Questions.CheckLimit(limit);
        var machines = await MachinesAsync(
            $"""
            select l.machine from label l where {_database.In("l.code", "@Labels")}
            union
            select x.machine from external_id x where x.kind in ('serial', 'medium', 'donor') and {_database.In("x.value", "@Numbers")}
            """,
            new { Labels = terms.Labels.ToArray(), Numbers = terms.Numbers.ToArray(), Party = organisation, Limit = limit },
            cancellationToken).ConfigureAwait(false);
        var aggregates = await AggregatesAsync(
            _database.In("w.word", "@Words"), new { Words = terms.Words.ToArray(), Party = organisation, Limit = limit }, cancellationToken).ConfigureAwait(false);
        return new(machines, aggregates);
    }

    /// <summary>Those that begin so.</summary>
    public async Task<SearchFound> BeginningAsync(string word, string number, string organisation, int limit, CancellationToken cancellationToken = default)
    {
        Questions.CheckLimit(limit);
        const string last = "\U0010FFFF";
        var machines = await MachinesAsync(
            """
            select machine from (select l.machine from label l where l.code >= @Word and l.code < @WordEnd order by l.code limit @Limit) as labels
            union
            select machine from (select x.machine from external_id x
                                 where x.kind = 'serial' and x.value >= @Number and x.value < @NumberEnd order by x.value limit @Limit) as serials
            union
            select machine from (select x.machine from external_id x
                                 where x.kind = 'donor' and x.value >= @Number and x.value < @NumberEnd order by x.value limit @Limit) as donors
            """,
            new { Word = word, WordEnd = word + last, Number = number, NumberEnd = number + last, Party = organisation, Limit = limit },
            cancellationToken).ConfigureAwait(false);
        var aggregates = await AggregatesAsync(
            "w.word >= @Word and w.word < @WordEnd", new { Word = word, WordEnd = word + last, Party = organisation, Limit = limit }, cancellationToken).ConfigureAwait(false);
        return new(machines, aggregates);
    }

    private Task<ImmutableArray<RelatedMachine>> MachinesAsync(string ids, object parameters, CancellationToken cancellationToken) => _database.AskAsync(
        $"select {MachineRecords.Columns}, {RelatedMachine.PapersOf} from machine m where m.id in ({ids}) order by m.id limit @Limit",
        parameters,
        RelatedMachine.Read,
        cancellationToken);

    // Those that name the organisation are found first: who may see little is not kept waiting by what others have.
    private Task<ImmutableArray<RelatedRow>> AggregatesAsync(string where, object parameters, CancellationToken cancellationToken) => _database.AskAsync(
        $"""
        select {AggregateQueries.Columns}, {AggregateQueries.RelationsOf("a.kind", "a.id")} from aggregate a
        join (select distinct w.kind, w.id from search_word w where {where} and exists (
                  select 1 from aggregate_party p where p.kind = w.kind and p.id = w.id and p.party in (@Party, '*') and p.relations <> 0)
              order by w.kind, w.id limit @Limit) as f
          on f.kind = a.kind and f.id = a.id
        order by a.kind, a.id
        """,
        parameters,
        AggregateQueries.ReadRelated,
        cancellationToken);
}
