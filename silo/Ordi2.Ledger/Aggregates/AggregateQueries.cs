using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Ordi2.Ledger.Databases;
using Ordi2.Ledger.Machines;

namespace Ordi2.Ledger.Aggregates;

/// <summary>Questions about donations, dossiers, loans and all that is not a machine.</summary>
public sealed class AggregateQueries
{
    internal const string Columns = "a.kind, a.id, a.status, a.parties, a.body, a.version, a.due_at";

    private readonly LedgerDatabase _database;

    internal AggregateQueries(LedgerDatabase database) => _database = database;

    public async Task<AggregateRow?> GetAsync(string kind, string id, CancellationToken cancellationToken = default)
    {
        var rows = await _database.AskAsync(
            $"select {Columns} from aggregate a where a.kind = @Kind and a.id = @Id", new { Kind = kind, Id = id }, Read, cancellationToken).ConfigureAwait(false);
        return rows.IsEmpty ? null : rows[0];
    }

    /// <summary>The aggregate with what an organisation is to it: one question, whether or not it is there.</summary>
    public async Task<RelatedRow?> GetAsync(string kind, string id, string organisation, CancellationToken cancellationToken = default)
    {
        var rows = await _database.AskAsync(
            $"""
            select {Columns}, {RelationsOf("a.kind", "a.id")} from aggregate a where a.kind = @Kind and a.id = @Id
            """,
            new { Kind = kind, Id = id, Party = organisation },
            ReadRelated,
            cancellationToken).ConfigureAwait(false);
        return rows.IsEmpty ? null : rows[0];
    }

    /// <summary>One page, by id; ask for the next with the last id of this one.</summary>
    public async Task<ImmutableArray<RelatedRow>> ListAsync(AggregateFilter filter, CancellationToken cancellationToken = default)
    {
        Questions.CheckLimit(filter.Limit);
        return await AggregateListQuestion.OfAsync(_database, filter, cancellationToken).ConfigureAwait(false) is var (sql, parameters)
            ? await _database.AskAsync(sql, parameters, ReadRelated, cancellationToken).ConfigureAwait(false)
            : [];
    }

    /// <summary>The last few of a kind by a day or a moment of their terms, the last one first, among those that name an organisation.</summary>
    /// <param name="filter">Which ones: its kind, its party and as what, nothing else.</param>
    /// <param name="statuses">In one of these states.</param>
    /// <param name="by">Name of the member of the terms.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public Task<ImmutableArray<RelatedRow>> LatestAsync(AggregateFilter filter, IEnumerable<string> statuses, string by, CancellationToken cancellationToken = default)
    {
        Questions.CheckLimit(filter.Limit);
        return _database.AskAsync(
            $"""
            with latest (id, at, relations) as (
                select a.id, a.body ->> @By, p.relations from aggregate_party p cross join aggregate a
                where p.kind = @Kind and p.party = @Party and (p.relations & @Relations) <> 0 and a.kind = @Kind and a.id = p.id and {_database.In("a.status", "@Statuses")}
                order by 2 desc, 1 desc limit @Limit)
            select {Columns}, l.relations from latest l cross join aggregate a where a.kind = @Kind and a.id = l.id order by l.at desc, l.id desc
            """,
            new { filter.Kind, filter.Party, filter.Relations, filter.Limit, Statuses = statuses.ToArray(), By = by },
            ReadRelated,
            cancellationToken);
    }

    /// <summary>One page of a kind among those that name an organisation: those in some states first, and both halves by a member of their terms, then by id.</summary>
    /// <param name="filter">Which ones: its kind, its party and as what, how many; <see cref="AggregateFilter.After"/> is the cursor of the page before.</param>
    /// <param name="first">The states that come first.</param>
    /// <param name="by">Name of the member of the terms: a text.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>The rows, and the cursor of the next page; nothing where this is the last one.</returns>
    /// <exception cref="InvalidCursorException">The cursor is none of ours.</exception>
    public async Task<(ImmutableArray<RelatedRow> Rows, string? Next)> FirstInAsync(
        AggregateFilter filter, IEnumerable<string> first, string by, CancellationToken cancellationToken = default)
    {
        Questions.CheckLimit(filter.Limit);
        string[] states = [.. first];
        var after = filter.After is null ? new("-1", string.Empty, string.Empty) : SortedCursor.Read(filter.After);
        var order = $"(case when {_database.In("a.status", "@First")} then 0 else 1 end), coalesce(a.body ->> @By, ''), a.id";
        var rows = await _database.AskAsync(
            $"""
            select {Columns}, p.relations, coalesce(a.body ->> @By, '') from aggregate_party p cross join aggregate a
            where p.kind = @Kind and p.party = @Party and (p.relations & @Relations) <> 0 and a.kind = @Kind and a.id = p.id
              and ({order}) > (cast(@Rank as integer), @Value, @Id)
            order by {order} limit @Limit
            """,
            new { filter.Kind, filter.Party, filter.Relations, Limit = filter.Limit + 1, First = states, By = by, after.Rank, after.Value, after.Id },
            row => (Related: ReadRelated(row), By: row.GetString(8)),
            cancellationToken).ConfigureAwait(false);
        var page = rows.Length > filter.Limit ? rows[..filter.Limit] : rows;
        var next = rows.Length > filter.Limit && page[^1] is var last
            ? new SortedCursor(states.Contains(last.Related.Row.Status, StringComparer.Ordinal) ? "0" : "1", last.By, last.Related.Row.Id).ToString()
            : null;
        return ([.. page.Select(row => row.Related)], next);
    }

    /// <summary>What <c>@Party</c> is to an aggregate, as a scalar.</summary>
    internal static string RelationsOf(string kind, string id) =>
        $"""
        (select coalesce(max(case p.party when '*' then 0 else p.relations end), 0) | coalesce(max(case p.party when '*' then p.relations else 0 end), 0)
         from aggregate_party p where p.kind = {kind} and p.id = {id} and p.party in (@Party, '*'))
        """;

    internal static RelatedRow ReadRelated(DbDataReader row) => new(Read(row), row.GetInt64(7));

    internal static AggregateRow Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        [.. JsonSerializer.Deserialize<AggregateParty[]>(row.GetString(3)) ?? []],
        row.GetString(4),
        row.GetInt64(5))
    {
        DueAt = row.MomentOrNone(6),
    };
}
