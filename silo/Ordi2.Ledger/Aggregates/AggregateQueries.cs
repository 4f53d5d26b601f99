using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Ordi2.Ledger.Databases;

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
