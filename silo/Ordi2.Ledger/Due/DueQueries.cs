using System.Collections.Immutable;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Due;

/// <summary>Something whose deadline has come.</summary>
/// <param name="Kind"><c>machine</c>, or the kind of the aggregate.</param>
/// <param name="Id">Its identifier.</param>
/// <param name="DueAt">Its deadline; of a machine also the moment before it at which somebody is to be reminded.</param>
public sealed record DueRow(string Kind, string Id, DateTimeOffset DueAt)
{
    /// <summary>Key of its grain, name of its stream.</summary>
    public string Key => $"{Kind}/{Id}";
}

/// <summary>What the system must look at: the question of the silo's clock.</summary>
public sealed class DueQueries
{
    /// <summary>The question: two ends of two indexes that hold only what has a deadline, however many machines there are.</summary>
    public const string Sql =
        """
        select * from (
            select 'machine' as kind, m.id as id, m.wake_at as due_at from machine m
            where m.wake_at is not null and m.wake_at <= @Now and (m.wake_at, m.id) > (@AfterMachine, @AfterMachineId)
            order by m.wake_at, m.id limit @Limit) as machines
        union all
        select * from (
            select a.kind as kind, a.id as id, a.due_at as due_at from aggregate a
            where a.due_at is not null and a.due_at <= @Now and (a.due_at, a.kind, a.id) > (@AfterAggregate, @AfterKind, @AfterAggregateId)
            order by a.due_at, a.kind, a.id limit @Limit) as aggregates
        """;

    private const string Machine = "machine";

    private readonly LedgerDatabase _database;

    internal DueQueries(LedgerDatabase database) => _database = database;

    /// <summary>One page of the machines and one of the aggregates that are due, the most overdue first.</summary>
    /// <param name="now">Due at this moment or before.</param>
    /// <param name="after">The page before; an empty one for the first.</param>
    /// <param name="limit">Most rows of each of the two.</param>
    /// <param name="cancellationToken">Abandons the question.</param>
    public async Task<ImmutableArray<DueRow>> ListAsync(
        DateTimeOffset now, ImmutableArray<DueRow> after, int limit, CancellationToken cancellationToken = default)
    {
        Questions.CheckLimit(limit);
        var page = await _database.AskAsync(
            Sql, ParametersOf(_database, now, after, limit), row => new DueRow(row.GetString(0), row.GetString(1), row.Moment(2)), cancellationToken)
            .ConfigureAwait(false);
        return [.. page.OrderBy(row => row.DueAt).ThenBy(row => row.Kind, StringComparer.Ordinal).ThenBy(row => row.Id, StringComparer.Ordinal)];
    }

    internal static object ParametersOf(LedgerDatabase database, DateTimeOffset now, ImmutableArray<DueRow> after, int limit)
    {
        var machine = after.LastOrDefault(row => row.Kind == Machine);
        var aggregate = after.LastOrDefault(row => row.Kind != Machine);

        // A page that had none of a sort was the last of that sort: nothing comes after now.
        var first = after.IsEmpty ? DateTimeOffset.UnixEpoch : now.AddTicks(TimeSpan.TicksPerMicrosecond);
        return new
        {
            Now = DatabaseTime.Of(database, now),
            AfterMachine = DatabaseTime.Of(database, machine?.DueAt ?? first),
            AfterMachineId = machine?.Id ?? "",
            AfterAggregate = DatabaseTime.Of(database, aggregate?.DueAt ?? first),
            AfterKind = aggregate?.Kind ?? "",
            AfterAggregateId = aggregate?.Id ?? "",
            Limit = limit,
        };
    }
}
