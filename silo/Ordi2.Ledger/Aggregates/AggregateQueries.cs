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

    /// <summary>Only those that name this organisation in one of <see cref="Relations"/>.</summary>
    public string? Party { get; init; }

    /// <summary>One bit for each relation that counts; all of them unless said otherwise.</summary>
    public long Relations { get; init; } = long.MaxValue;

    /// <summary>Also those that name everybody: most of their kind.</summary>
    public bool AmongEverybodys { get; init; }

    public string? Status { get; init; }

    /// <summary>Only those about this: <c>machine/H4T9CXB</c>.</summary>
    public string? About { get; init; }

    /// <summary>Only those that name this organisation as well, as whatever: holder, EPN, donor…</summary>
    public string? Organisation { get; init; }

    /// <summary>Only those that the system must look at before this moment.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Only those of which a number or a name begins so (<see cref="Search.SearchWords"/>).</summary>
    public string? Word { get; init; }

    /// <summary>
    /// By what <see cref="Party"/> may pick out which rows, where not by everything: who is named, what it is about and when it
    /// is due pick only rows that one of these allows.
    /// </summary>
    public ImmutableArray<AggregatePick>? Picks { get; init; }

    /// <summary>Id of the last row of the page before.</summary>
    public string? After { get; init; }

    /// <summary>From 1 to <see cref="MostRows"/>.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>What somebody may pick out of a list.</summary>
/// <param name="Seer">One bit for each relation of the asker to the row for which this holds.</param>
/// <param name="Named">One bit for each relation by which the row may be picked.</param>
/// <param name="About">Whether it may be picked by what it is about.</param>
/// <param name="Due">Whether it may be picked by when it is due.</param>
public readonly record struct AggregatePick(long Seer, long Named, bool About, bool Due);

/// <summary>Questions about donations, dossiers, loans and all that is not a machine.</summary>
public sealed class AggregateQueries
{
    internal const string Columns = "a.kind, a.id, a.status, a.parties, a.body, a.version, a.due_at";

    private const int MostFew = 500;

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
        var parameters = new DynamicParameters(new { filter.Kind, After = filter.After ?? "", filter.Limit, filter.Party, filter.Relations });
        var (from, relations, where, order) = filter switch
        {
            { Party: null } => ("aggregate a", "0", "a.kind = @Kind and a.id > @After", "a.id"),
            { AmongEverybodys: true } => (
                "aggregate a",
                RelationsOf("a.kind", "a.id"),
                """
                a.kind = @Kind and a.id > @After and exists (
                    select 1 from aggregate_party p where p.kind = a.kind and p.id = a.id and p.party in (@Party, '*') and (p.relations & @Relations) <> 0)
                """,
                "a.id"),
            _ => (
                "aggregate_party p join aggregate a on a.kind = p.kind and a.id = p.id",
                "p.relations",
                "p.kind = @Kind and p.party = @Party and p.id > @After and (p.relations & @Relations) <> 0",
                "p.id"),
        };

        if (filter.Status is not null)
        {
            where += " and a.status = @Status";
            parameters.Add("Status", filter.Status);
        }

        if (filter.Organisation is not null)
        {
            where += " and exists (select 1 from aggregate_party o where o.kind = a.kind and o.id = a.id and o.party = @Organisation and o.relations <> 0"
                + MayPick(filter, parameters, static (_, named) => $" and (o.relations & {named}) <> 0") + ")";
            parameters.Add("Organisation", filter.Organisation);
        }

        if (filter.DueBefore is { } due)
        {
            where += " and a.due_at < @DueBefore" + MayPick(filter, parameters, static (pick, _) => pick.Due ? "" : null);
            parameters.Add("DueBefore", DatabaseTime.Of(_database, due));
        }

        if (filter.Word is not null)
        {
            where += " and a.id in (select w.id from search_word w where w.kind = @Kind and w.word >= @Word and w.word < @WordEnd)";
            parameters.Add("Word", filter.Word);
            parameters.Add("WordEnd", filter.Word + "\U0010FFFF");
        }

        if (filter.About is not null)
        {
            // Few are about one thing: they are found first, whoever may see them.
            from += " join aggregate_party s on s.kind = a.kind and s.id = a.id";
            where += " and s.party = @About and s.relations = 0" + MayPick(filter, parameters, static (pick, _) => pick.About ? "" : null);
            parameters.Add("About", filter.About);
        }

        if (await FewAsync(filter, cancellationToken).ConfigureAwait(false) is { } few)
        {
            if (few.IsEmpty)
            {
                return [];
            }

            where += $" and {_database.In(order, "@Few")}";
            parameters.Add("Few", few.ToArray());
        }

        return await _database.AskAsync(
            $"select {Columns}, {relations} from {from} where {where} order by {order} limit @Limit", parameters, ReadRelated, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The rest of the page, by id, where one of the filters alone leaves but a few: they are looked at, and not all that the caller
    /// may see. Which filter that is, no planner knows without statistics; each is asked for a few rows of its own index.
    /// </summary>
    private async Task<ImmutableArray<string>?> FewAsync(AggregateFilter filter, CancellationToken cancellationToken)
    {
        (string Question, object Parameters)?[] questions =
        [
            filter.Organisation is null ? null : (
                "select o.id from aggregate_party o where o.kind = @Kind and o.party = @Organisation and o.id > @After order by o.id",
                new { filter.Kind, filter.Organisation, After = filter.After ?? "" }),
            filter.Status is null ? null : (
                "select a.id from aggregate a where a.kind = @Kind and a.status = @Status and a.id > @After order by a.id",
                new { filter.Kind, filter.Status, After = filter.After ?? "" }),
            filter.DueBefore is not { } due ? null : (
                "select a.id from aggregate a where a.due_at < @Due and a.kind = @Kind order by a.due_at",
                new { filter.Kind, Due = DatabaseTime.Of(_database, due) }),
        ];

        foreach (var (question, parameters) in questions.OfType<(string, object)>())
        {
            var found = await _database.AskAsync($"{question} limit {MostFew + 1}", parameters, row => row.GetString(0), cancellationToken).ConfigureAwait(false);

            if (found.Length <= MostFew)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Whether one of <see cref="AggregateFilter.Picks"/> allows what is asked; nothing where everything is allowed.</summary>
    private static string MayPick(AggregateFilter filter, DynamicParameters parameters, Func<AggregatePick, string, string?> condition)
    {
        if (filter.Picks is not { } picks)
        {
            return "";
        }

        List<string> allowed = [];

        foreach (var (i, pick) in picks.Index())
        {
            if (condition(pick, $"@Named{i}") is { } more)
            {
                parameters.Add($"Seer{i}", pick.Seer);
                parameters.Add($"Named{i}", pick.Named);
                allowed.Add($"((m.relations & @Seer{i}) <> 0{more})");
            }
        }

        return allowed is []
            ? " and 1 = 0"
            : $" and exists (select 1 from aggregate_party m where m.kind = a.kind and m.id = a.id and m.party in (@Party, '*') and ({string.Join(" or ", allowed)}))";
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
