using System.Collections.Immutable;
using System.Data.Common;
using Ordi2.Contracts;
using Ordi2.Contracts.Sessions;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Aggregates;

/// <summary>Which sessions are summed. What is not given does not filter.</summary>
public sealed record SessionFilter
{
    /// <summary>Only those that name this organisation in one of <see cref="Relations"/>.</summary>
    public string? Party { get; init; }

    /// <summary>One bit for each relation that counts.</summary>
    public long Relations { get; init; } = long.MaxValue;

    public string? Dossier { get; init; }

    public string? Epn { get; init; }

    /// <summary>First day, counted.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, counted.</summary>
    public DateOnly? To { get; init; }
}

/// <summary>The sessions of one dossier at one EPN that took place, added up.</summary>
public sealed record SessionSum(string Dossier, string Epn, int Sessions, int Minutes, SessionCounts Counts);

/// <summary>Questions about accompaniment sessions.</summary>
public sealed class SessionQueries
{
    // The words are the same on both databases, and so are the fields: the body of a row is the JSON of SessionTerms.
    private static readonly string Sums = string.Join(
        ", ",
        new[] { "participants", "new", "qpv", "women", "men", "unknown" }.Select(count => Sum($"a.body -> 'counts' ->> '{count}'"))
            .Concat(new[] { "under18", "from18To25", "from26To59", "from60", "unknown" }.Select(age => Sum($"a.body -> 'counts' -> 'ages' ->> '{age}'"))));

    private readonly LedgerDatabase _database;

    internal SessionQueries(LedgerDatabase database) => _database = database;

    /// <summary>The database adds; what comes back is a row for each dossier and EPN.</summary>
    public Task<ImmutableArray<SessionSum>> SumAsync(SessionFilter filter, CancellationToken cancellationToken = default)
    {
        string?[] conditions =
        [
            filter.Party is null ? null :
                "exists (select 1 from aggregate_party p where p.kind = a.kind and p.party = @Party and p.id = a.id and (p.relations & @Relations) <> 0)",
            filter.Dossier is null ? null : "a.body ->> 'dossier' = @Dossier",
            filter.Epn is null ? null : "a.body ->> 'epn' = @Epn",
            filter.From is null ? null : "a.body ->> 'date' >= @From",
            filter.To is null ? null : "a.body ->> 'date' <= @To",
        ];

        return _database.AskAsync(
            $"""
            select a.body ->> 'dossier', a.body ->> 'epn', count(*), {Sum("a.body ->> 'minutes'")}, {Sums}
            from aggregate a
            where a.kind = 'session' and a.status in (@Held, @Validated) and (a.body -> 'counts' ->> 'participants') is not null
              {string.Concat(conditions.Where(condition => condition is not null).Select(condition => $" and {condition}"))}
            group by 1, 2
            """,
            new
            {
                filter.Party,
                filter.Relations,
                filter.Dossier,
                filter.Epn,
                From = Day(filter.From),
                To = Day(filter.To),
                Held = SessionStatus.Held.Code(),
                Validated = SessionStatus.Validated.Code(),
            },
            Read,
            cancellationToken);
    }

    private static string Sum(string field) => $"sum(cast({field} as integer))";

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static SessionSum Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        (int)row.GetInt64(2),
        (int)row.GetInt64(3),
        new(
            (int)row.GetInt64(4),
            (int)row.GetInt64(5),
            (int)row.GetInt64(6),
            (int)row.GetInt64(7),
            (int)row.GetInt64(8),
            (int)row.GetInt64(9),
            new((int)row.GetInt64(10), (int)row.GetInt64(11), (int)row.GetInt64(12), (int)row.GetInt64(13), (int)row.GetInt64(14))));
}
