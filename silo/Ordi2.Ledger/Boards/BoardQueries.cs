using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Ordi2.Contracts.Boards;
using Ordi2.Contracts.Calendar;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Boards;

/// <summary>A board as the database has it.</summary>
/// <param name="Position">Position of the last event that was committed when it was read: never goes back, also over a restart.</param>
/// <param name="Counters">Every counter that is not 0, by name.</param>
public sealed record BoardCounts(long Position, ImmutableArray<CounterValue> Counters);

/// <summary>Boards cost the same with a thousand machines or ten million: their counters are kept, not counted.</summary>
public sealed class BoardQueries
{
    private readonly LedgerDatabase _database;

    internal BoardQueries(LedgerDatabase database) => _database = database;

    /// <param name="scope"><c>national</c>, <c>pole/{id}</c>, <c>organisation/{id}</c> or <c>donation/{id}</c>.</param>
    /// <param name="cancellationToken">Abandons the question.</param>
    public async Task<BoardCounts> ReadAsync(string scope, CancellationToken cancellationToken = default)
    {
        var rows = await _database.AskAsync(
            """
            select p.position, c.counter, c.value
            from (select coalesce(max(position), 0) as position from event) as p
            left join (select counter, cast(sum(value) as bigint) as value from board_count where scope = @Scope group by counter) as c
                on c.value <> 0
            order by c.counter
            """,
            new { Scope = scope },
            row => (Position: row.GetInt64(0), Counter: row.IsDBNull(1) ? null : new CounterValue(row.GetString(1), row.GetInt64(2))),
            cancellationToken).ConfigureAwait(false);
        return new BoardCounts(rows[0].Position, [.. rows.Select(row => row.Counter).OfType<CounterValue>()]);
    }

    /// <summary>What was reached on each day since one, for the boards that show it.</summary>
    /// <param name="scope">The board.</param>
    /// <param name="since">The first day.</param>
    /// <param name="cancellationToken">Abandons the question.</param>
    public Task<ImmutableArray<DayCount>> DaysAsync(string scope, DateOnly since, CancellationToken cancellationToken = default) => _database.AskAsync(
        """
        select counter, cast(sum(value) as bigint) from board_count where scope = @Scope and counter >= @Since
        group by counter having sum(value) <> 0 order by counter
        """,
        new { Scope = BoardDays.Days + scope, Since = since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
        row => row.GetString(0).Split('/') is [var day, var milestone]
            ? new DayCount(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), milestone, row.GetInt64(1))
            : throw new InvalidOperationException($"'{row.GetString(0)}' is no counter of a day."),
        cancellationToken);

    /// <summary>What was reached on all days together. Among the organisations a milestone counts for the one that did it: what passed through its hands.</summary>
    /// <param name="scope">The board.</param>
    /// <param name="cancellationToken">Abandons the question.</param>
    public Task<ImmutableArray<CounterValue>> PassedAsync(string scope, CancellationToken cancellationToken = default) => _database.AskAsync(
        // A counter of a day is '2026-11-22/received'.
        """
        select milestone, cast(sum(value) as bigint) from (select substr(counter, 12) as milestone, value from board_count where scope = @Scope) as d
        group by milestone having sum(value) <> 0 order by milestone
        """,
        new { Scope = BoardDays.Days + scope },
        Counter,
        cancellationToken);

    /// <summary>Where the machines of all donations of one donor stand: the sum of the boards of these donations.</summary>
    /// <param name="donor">The organisation.</param>
    /// <param name="relations">The bits that make it the donor.</param>
    /// <param name="cancellationToken">Abandons the question.</param>
    public Task<ImmutableArray<CounterValue>> GivenAsync(string donor, long relations, CancellationToken cancellationToken = default) => _database.AskAsync(
        """
        select c.counter, cast(sum(c.value) as bigint)
        from aggregate_party p join board_count c on c.scope = 'donation/' || p.id
        where p.kind = 'donation' and p.party = @Party and (p.relations & @Relations) <> 0
        group by c.counter having sum(c.value) <> 0 order by c.counter
        """,
        new { Party = donor, Relations = relations },
        Counter,
        cancellationToken);

    /// <summary>Where the machines of all dossiers of one EPN or partner stand. Only theirs are looked at, by the index of dossiers: some hundreds, whatever the chain holds.</summary>
    /// <param name="party">The organisation.</param>
    /// <param name="relations">The bits that make it the EPN or the partner.</param>
    /// <param name="cancellationToken">Abandons the question.</param>
    public Task<ImmutableArray<CounterValue>> RelayedAsync(string party, long relations, CancellationToken cancellationToken = default) => _database.AskAsync(
        """
        select 'status/' || m.status, cast(count(*) as bigint)
        from aggregate_party p join machine m on m.dossier = p.id
        where p.kind = 'dossier' and p.party = @Party and (p.relations & @Relations) <> 0
        group by m.status order by m.status
        """,
        new { Party = party, Relations = relations },
        Counter,
        cancellationToken);

    /// <summary>Since which month how many machines stand in which stretch of the chain.</summary>
    /// <param name="scope">The board.</param>
    /// <param name="cancellationToken">Abandons the question.</param>
    public Task<ImmutableArray<AgeCount>> AgesAsync(string scope, CancellationToken cancellationToken = default) => _database.AskAsync(
        "select counter, cast(sum(value) as bigint) from board_count where scope = @Scope group by counter having sum(value) <> 0 order by counter",
        new { Scope = BoardDays.Ages + scope },
        row => row.GetString(0).Split('/') is [var stretch, var month]
            ? new AgeCount(stretch, DateOnly.ParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture), row.GetInt64(1))
            : throw new InvalidOperationException($"'{row.GetString(0)}' is no counter of an age."),
        cancellationToken);

    /// <summary>From which organisation to which the machines of a pole went, the strongest flow first.</summary>
    /// <param name="pole">The organisation that coordinates them.</param>
    /// <param name="since">First day of the first month that counts.</param>
    /// <param name="cancellationToken">Abandons the question.</param>
    public Task<ImmutableArray<FlowCount>> FlowsAsync(string pole, DateOnly since, CancellationToken cancellationToken = default) => _database.AskAsync(
        $"""
        select pair, cast(sum(value) as bigint) as machines
        from (select substr(counter, {FlowCounters.PairAt}) as pair, value from board_count where scope = @Scope and counter >= @Since) as f
        group by pair having sum(value) <> 0 order by machines desc, pair
        """,
        new { Scope = FlowCounters.ScopeOf(pole), Since = FrenchCalendar.IsoMonth(since) },
        row => FlowCounters.Read(row.GetString(0), row.GetInt64(1)),
        cancellationToken);

    private static CounterValue Counter(DbDataReader row) => new(row.GetString(0), row.GetInt64(1));
}
