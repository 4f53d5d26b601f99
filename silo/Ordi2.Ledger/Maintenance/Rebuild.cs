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
    private const int Page = 2000;

    private static readonly ImmutableArray<string> Tables = ["machine", "label", "external_id", "aggregate", "aggregate_party", "search_word", "board_counter"];

    private readonly LedgerDatabase _database;

    internal Rebuild(LedgerDatabase database) => _database = database;

    /// <summary>Whether rows were written by a version that did not know yet as what an aggregate names an organisation.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken cancellationToken = default)
    {
        // What something is about is not an organisation, and is nothing to it: it has a slash in its name.
        var old = await _database.AskAsync(
            "select 1 from aggregate_party where relations = 0 and party not like '%/%' limit 1", null, static _ => true, cancellationToken).ConfigureAwait(false);
        return !old.IsEmpty;
    }

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
        await connection.ExecuteAsync(new CommandDefinition(_database.Empty(Tables), transaction: transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);

        var read = new Counted(progress);
        await refill(ReadAsync(transaction, read, cancellationToken), new Writer(_database, transaction), cancellationToken).ConfigureAwait(false);
        var (machines, counters) = await Recount.CountAsync(transaction, cancellationToken).ConfigureAwait(false);
        await Recount.ReplaceAsync(_database, transaction, counters, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return new RebuildReport(read.Events, machines, counters.Count);
    }

    // On the rebuild's own connection: it holds what any other reader of the whole journal would have to wait for.
    private static async IAsyncEnumerable<StoredEvent> ReadAsync(
        DbTransaction transaction, Counted counted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0L;
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
            counted.Add(page.Count);
        }
    }

    private sealed class Counted(IProgress<long>? progress)
    {
        public long Events { get; private set; }

        public void Add(int events)
        {
            Events += events;
            progress?.Report(Events);
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
                group.Words.AddRange(aggregate.Words.Select(word => new WordRow(word, aggregate.Kind, aggregate.Id)));
            }
        }
    }
}
