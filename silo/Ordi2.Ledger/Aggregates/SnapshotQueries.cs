using System.Collections.Immutable;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Aggregates;

/// <summary>The row of an aggregate and how its history goes on from there.</summary>
/// <param name="Body">Its terms after the event that <paramref name="Since"/> begins with.</param>
/// <param name="Since">That event, and those that were written after the row was read.</param>
public sealed record Snapshot(string Body, ImmutableArray<StoredEvent> Since);

/// <summary>For aggregates of which the row says everything: they are known again without reading their whole history.</summary>
public sealed class SnapshotQueries
{
    private readonly LedgerDatabase _database;

    internal SnapshotQueries(LedgerDatabase database) => _database = database;

    /// <summary>The snapshot; nothing where there is no row, or its event is not in the journal.</summary>
    public async Task<Snapshot?> FindAsync(string kind, string id, CancellationToken cancellationToken = default)
    {
        var rows = await _database.AskAsync(
            "select body, version from aggregate where kind = @Kind and id = @Id",
            new { Kind = kind, Id = id },
            row => (Body: row.GetString(0), Version: row.GetInt64(1)),
            cancellationToken).ConfigureAwait(false);

        if (rows is not [var (body, version)])
        {
            return null;
        }

        var since = await _database.AskAsync(
            $"select {EventRecords.EventColumns} from event where stream = @Stream and seq >= @Version order by seq",
            new { Stream = $"{kind}/{id}", Version = version },
            EventRecords.ReadEvent,
            cancellationToken).ConfigureAwait(false);
        return since is [{ } first, ..] && first.Seq == version ? new(body, since) : null;
    }

    /// <summary>The number that a series handed out for a purpose last, if it ever did.</summary>
    public async Task<int?> NumberAsync(string series, string purpose, CancellationToken cancellationToken = default)
    {
        var found = await _database.AskAsync(
            "select number from document_number where series = @Series and purpose = @Purpose",
            new { Series = series, Purpose = purpose },
            row => Convert.ToInt32(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture),
            cancellationToken).ConfigureAwait(false);
        return found.IsEmpty ? null : found[0];
    }
}
