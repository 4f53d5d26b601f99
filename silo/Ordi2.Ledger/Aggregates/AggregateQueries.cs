using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Aggregates;

/// <summary>Which aggregates a list shows. What is not given does not filter.</summary>
public sealed record AggregateFilter
{
    public const int MostRows = Questions.MostRows;

    public required string Kind { get; init; }

    /// <summary>Only those that this organisation may see.</summary>
    public string? Party { get; init; }

    public string? Status { get; init; }

    /// <summary>Only those about this: <c>machine/H4T9CXB</c>.</summary>
    public string? About { get; init; }

    /// <summary>Id of the last row of the page before.</summary>
    public string? After { get; init; }

    /// <summary>From 1 to <see cref="MostRows"/>.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>Questions about donations, dossiers, loans and all that is not a machine.</summary>
public sealed class AggregateQueries
{
    internal const string Columns = "a.kind, a.id, a.status, a.parties, a.body, a.version";

    private readonly LedgerDatabase _database;

    internal AggregateQueries(LedgerDatabase database) => _database = database;

    public async Task<AggregateRow?> GetAsync(string kind, string id, CancellationToken cancellationToken = default)
    {
        var rows = await _database.AskAsync(
            $"select {Columns} from aggregate a where a.kind = @Kind and a.id = @Id", new { Kind = kind, Id = id }, Read, cancellationToken).ConfigureAwait(false);
        return rows.IsEmpty ? null : rows[0];
    }

    /// <summary>One page, by id; ask for the next with the last id of this one.</summary>
    public Task<ImmutableArray<AggregateRow>> ListAsync(AggregateFilter filter, CancellationToken cancellationToken = default)
    {
        Questions.CheckLimit(filter.Limit);
        var parameters = new DynamicParameters(new { filter.Kind, After = filter.After ?? "", filter.Limit });
        var from = "aggregate a";
        var where = "a.kind = @Kind and a.id > @After";
        var order = "a.id";
        if (filter.Party is not null)
        {
            from = "aggregate_party p join aggregate a on a.kind = p.kind and a.id = p.id";
            where = "p.kind = @Kind and p.party = @Party and p.id > @After";
            order = "p.id";
            parameters.Add("Party", filter.Party);
        }

        if (filter.Status is not null)
        {
            where += " and a.status = @Status";
            parameters.Add("Status", filter.Status);
        }

        if (filter.About is not null)
        {
            // Few are about one thing: they are found first, whoever may see them.
            from += " join aggregate_party s on s.kind = a.kind and s.id = a.id";
            where += " and s.party = @About";
            parameters.Add("About", filter.About);
        }

        return _database.AskAsync($"select {Columns} from {from} where {where} order by {order} limit @Limit", parameters, Read, cancellationToken);
    }

    internal static AggregateRow Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        [.. JsonSerializer.Deserialize<string[]>(row.GetString(3)) ?? []],
        row.GetString(4),
        row.GetInt64(5));
}
