using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts.Boards;
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
}
