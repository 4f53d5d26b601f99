using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.InteropServices;
using Dapper;
using Ordi2.Ledger.Boards;
using Ordi2.Ledger.Databases;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Writing;

namespace Ordi2.Ledger.Maintenance;

/// <summary>A counter that is not what a recount says.</summary>
public sealed record CounterDifference(string Scope, string Counter, long Kept, long Counted);

/// <summary>What a recount found.</summary>
/// <param name="Machines">How many machines were counted.</param>
/// <param name="Counters">How many counters they make.</param>
/// <param name="Differences">Those that were kept wrong.</param>
/// <param name="Repaired">Whether the kept ones were replaced.</param>
public sealed record RecountReport(long Machines, long Counters, ImmutableArray<CounterDifference> Differences, bool Repaired)
{
    public bool AllRight => Differences.IsEmpty;
}

/// <summary>Counts every machine again, and where asked what was reached on each day, and compares with what the boards show.</summary>
public sealed class Recount
{
    // What was reached on a day follows from the events, not from where the machines stand now.
    private const string OfMachines = "not (scope >= 'days/' and scope < 'days0')";
    private const string OfAll = "true";

    private readonly LedgerDatabase _database;

    internal Recount(LedgerDatabase database) => _database = database;

    /// <param name="repair">Whether wrong counters are replaced; appends wait meanwhile.</param>
    /// <param name="refill">Reads every event and writes the rows that follow, as for <see cref="Rebuild"/>: what was reached on each day is counted too. Without it the days are left alone.</param>
    /// <param name="cancellationToken">Ends it; nothing is changed then.</param>
    public async Task<RecountReport> RunAsync(
        bool repair = false, Func<IAsyncEnumerable<StoredEvent>, IReadTableWriter, CancellationToken, Task>? refill = null, CancellationToken cancellationToken = default)
    {
        var which = refill is null ? OfMachines : OfAll;
        await using var connection = repair
            ? await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false)
            : await _database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = repair
            ? await _database.BeginAloneAsync(connection, cancellationToken).ConfigureAwait(false)
            : await _database.BeginSnapshotAsync(connection, cancellationToken).ConfigureAwait(false);

        var (machines, counted) = await CountAsync(transaction, cancellationToken).ConfigureAwait(false);
        if (refill is not null)
        {
            await refill(Rebuild.ReadAsync(transaction, progress: null, cancellationToken), new Days(counted), cancellationToken).ConfigureAwait(false);
        }

        var kept = (await connection.QueryAsync<(string Scope, string Counter, long Value)>(new CommandDefinition(
            $"select scope, counter, cast(sum(value) as bigint) from board_count where {which} group by scope, counter",
            transaction: transaction,
            cancellationToken: cancellationToken)).ConfigureAwait(false)).ToDictionary(row => (row.Scope, row.Counter), row => row.Value);
        var differences = counted.Keys.Union(kept.Keys)
            .Select(key => new CounterDifference(key.Scope, key.Counter, kept.GetValueOrDefault(key), counted.GetValueOrDefault(key)))
            .Where(difference => difference.Kept != difference.Counted)
            .OrderBy(difference => difference.Scope, StringComparer.Ordinal)
            .ThenBy(difference => difference.Counter, StringComparer.Ordinal)
            .ToImmutableArray();
        if (repair && !differences.IsEmpty)
        {
            await ReplaceAsync(_database, transaction, counted, which, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        return new RecountReport(machines, counted.Count, differences, repair && !differences.IsEmpty);
    }

    internal static async Task<(long Machines, Dictionary<(string Scope, string Counter), long> Counters)> CountAsync(
        DbTransaction transaction, CancellationToken cancellationToken)
    {
        var counters = new Dictionary<(string Scope, string Counter), long>();
        var machines = 0L;
        await using var rows = await transaction.Connection!.ExecuteReaderAsync(new CommandDefinition(
            $"select {MachineRecords.Columns} from machine m",
            transaction: transaction,
            commandTimeout: 3600,
            cancellationToken: cancellationToken)).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            machines++;
            var row = MachineRecords.Read(rows);
            foreach (var (scope, counter, amount) in BoardCounters.Of(row))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counters, (scope, counter), out _) += amount;
            }
        }

        return (machines, counters);
    }

    /// <summary>Puts what was counted of the machines in the place of what was kept of them.</summary>
    internal static Task ReplaceAsync(
        LedgerDatabase database, DbTransaction transaction, Dictionary<(string Scope, string Counter), long> counters, CancellationToken cancellationToken) =>
        ReplaceAsync(database, transaction, counters, OfMachines, cancellationToken);

    private static async Task ReplaceAsync(
        LedgerDatabase database, DbTransaction transaction, Dictionary<(string Scope, string Counter), long> counters, string which, CancellationToken cancellationToken)
    {
        await database.AddUpMovesAsync(transaction, cancellationToken).ConfigureAwait(false);
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            $"delete from board_counter where {which}", transaction: transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
        foreach (var some in counters.Chunk(1000))
        {
            var group = new Group([], shard: 0);
            group.Counters.AddRange(some.Select(pair => new CounterRow(pair.Key.Scope, pair.Key.Counter, Shard: 0, pair.Value)));
            await database.ExecuteAsync(transaction, Statements.Counters, group, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds up what was reached on each day; the rows themselves are not wanted.</summary>
    private sealed class Days(Dictionary<(string Scope, string Counter), long> counters) : IReadTableWriter
    {
        public Task WriteAsync(IReadOnlyList<ReadTableRows> rows, CancellationToken cancellationToken = default)
        {
            foreach (var (scope, counter, amount) in rows.SelectMany(row => row.Reached))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counters, (scope, counter), out _) += amount;
            }

            return Task.CompletedTask;
        }
    }
}
