using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Databases;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Writing;

namespace Ordi2.Ledger.Maintenance;

/// <summary>What the read tables hold of one stream.</summary>
public sealed record ReadTableRows
{
    public MachineRow? Machine { get; init; }

    public AggregateRow? Aggregate { get; init; }

    /// <summary>Labels that lead to <see cref="Machine"/>.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Numbers that were seen on <see cref="Machine"/>.</summary>
    public ImmutableArray<ExternalId> ExternalIds { get; init; } = [];

    /// <summary>What <see cref="Machine"/> reached on which day (<see cref="Boards.BoardDays"/>).</summary>
    public ImmutableArray<(string Scope, string Counter, int Amount)> Reached { get; init; } = [];
}

/// <summary>Takes the rows that somebody folds again from the events.</summary>
public interface IReadTableWriter
{
    /// <summary>Writes rows, over older rows of the same machine or aggregate. Counters are made by the ledger at the end.</summary>
    Task WriteAsync(IReadOnlyList<ReadTableRows> rows, CancellationToken cancellationToken = default);
}

/// <summary>What a rebuild did.</summary>
public sealed record RebuildReport(long Events, long Machines, long Counters);

/// <summary>
/// Empties the read tables and has them filled again, in one transaction: who reads sees the old ones until the new ones are
/// whole. Appends wait meanwhile, so do it while the servers are stopped or idle.
/// </summary>
public sealed class Rebuild
{
    /// <summary>One more whenever the rows that follow from the same events become others: every database is then made again at its next start.</summary>
    public const int Version = 11;

    private const int Page = 2000;
    private const string Series = "read-tables";

    private static readonly ImmutableArray<string> Tables = ["machine", "label", "external_id", "aggregate", "aggregate_party", "document_number", "search_word", "board_counter"];

    private readonly LedgerDatabase _database;

    private readonly TimeProvider _time;

    internal Rebuild(LedgerDatabase database, TimeProvider time) => (_database, _time) = (database, time);

    /// <summary>Whether there are events, and the rows that follow from them were written by a version that made others of them.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken cancellationToken = default)
    {
        var old = await _database.AskAsync(
            "select 1 from event where (select coalesce(max(number), 0) from migration where series = @Series) < @Version limit 1",
            new { Series, Version },
            static _ => true,
            cancellationToken).ConfigureAwait(false);
        return !old.IsEmpty;
    }

    /// <summary>Notes that the read tables are as this version makes them.</summary>
    internal static Task NoteAsync(DbConnection connection, LedgerDatabase database, DateTimeOffset at, DbTransaction? transaction, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            "insert into migration (series, number, name, applied_at) values (@Series, @Version, 'rebuilt', @At) on conflict do nothing",
            new { Series, Version, At = DatabaseTime.Of(database, at) },
            transaction,
            cancellationToken: cancellationToken));

    /// <param name="refill">Reads every event, in order, and writes the rows that follow; the silo's folds know how.</param>
    /// <param name="progress">Told how many events were read.</param>
    /// <param name="cancellationToken">Ends it; nothing is changed then.</param>
    public async Task<RebuildReport> RunAsync(
        Func<IAsyncEnumerable<StoredEvent>, IReadTableWriter, CancellationToken, Task> refill,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(refill);
        await using var connection = await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await _database.BeginAloneAsync(connection, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition(_database.Empty(Tables.AddRange(_database.TablesOfItsOwn)), transaction: transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);

        var read = new Counted(progress);
        await refill(ReadAsync(transaction, read, cancellationToken), new Writer(_database, transaction), cancellationToken).ConfigureAwait(false);
        var (machines, counters) = await Recount.CountAsync(transaction, cancellationToken).ConfigureAwait(false);
        await Recount.ReplaceAsync(_database, transaction, counters, cancellationToken).ConfigureAwait(false);
        await NoteAsync(connection, _database, _time.GetUtcNow(), transaction, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return new RebuildReport(read.Events, machines, counters.Count);
    }

    // On the rebuild's own connection: it holds what any other reader of the whole journal would have to wait for.
    internal static async IAsyncEnumerable<StoredEvent> ReadAsync(
        DbTransaction transaction, IProgress<long>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (after, read) = (0L, 0L);
        while (true)
        {
            var page = new List<StoredEvent>(Page);
            await using (var rows = await transaction.Connection!.ExecuteReaderAsync(new CommandDefinition(
                $"select {EventRecords.EventColumns} from event where position > @After order by position limit {Page}",
                new { After = after },
                transaction,
                cancellationToken: cancellationToken)).ConfigureAwait(false))
            {
                while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    page.Add(EventRecords.ReadEvent(rows));
                }
            }

            if (page.Count == 0)
            {
                yield break;
            }

            foreach (var e in page)
            {
                yield return e;
            }

            after = page[^1].Position;
            read += page.Count;
            progress?.Report(read);
        }
    }

    private sealed class Counted(IProgress<long>? progress) : IProgress<long>
    {
        public long Events { get; private set; }

        public void Report(long value)
        {
            Events = value;
            progress?.Report(value);
        }
    }

    private sealed class Writer(LedgerDatabase database, DbTransaction transaction) : IReadTableWriter
    {
        public async Task WriteAsync(IReadOnlyList<ReadTableRows> rows, CancellationToken cancellationToken = default)
        {
            foreach (var some in rows.Chunk(1000))
            {
                var group = new Group([], shard: 0);
                foreach (var row in some)
                {
                    Add(group, row);
                }

                group.Counters.AddRange(some.SelectMany(row => row.Reached)
                    .AggregateBy(reached => (reached.Scope, reached.Counter), 0, (sum, reached) => sum + reached.Amount)
                    .Where(sum => sum.Value != 0)
                    .Select(sum => new CounterRow(sum.Key.Scope, sum.Key.Counter, Shard: 0, sum.Value)));

                foreach (var statement in Statements.All.Where(statement => statement.Rows(group) is not RowCount.None))
                {
                    await database.ExecuteAsync(transaction, statement, group, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        private static void Add(Group group, ReadTableRows row)
        {
            if (row.Machine is { } machine)
            {
                group.Machines.Add(machine);
                group.Labels.AddRange(row.Labels.Distinct(StringComparer.Ordinal).Select(label => new LabelRow(label, machine.Id)));
                group.ExternalIds.AddRange(row.ExternalIds.Select(id => new ExternalIdRow(id.Kind, id.Value, machine.Id)));
            }

            if (row.Aggregate is { } aggregate)
            {
                group.Aggregates.Add(aggregate);
                group.Parties.AddRange(PartyRow.Of(aggregate));
                group.Numbers.AddRange(NumberRow.Of(aggregate));
                group.Words.AddRange(aggregate.Words.Select(word => new WordRow(word, aggregate.Kind, aggregate.Id)));
            }
        }
    }
}
