using System.Collections.Immutable;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Machines;

/// <summary>What a stock-take compares: the machines of a holder, and the facts of those who counted.</summary>
public sealed class InventoryQueries
{
    /// <summary>The stored name stands in the question itself: an index that holds these facts alone is found by it.</summary>
    public const string SeenSql =
        $"""
        select {EventRecords.EventColumns} from event
        where type = 'machine.inventoried.v1' and organisation = @Organisation and occurred_at >= @Since
        order by occurred_at, position
        """;

    private readonly LedgerDatabase _database;

    internal InventoryQueries(LedgerDatabase database) => _database = database;

    /// <summary>Every machine that an organisation holds.</summary>
    public Task<ImmutableArray<MachineRow>> HeldByAsync(string holder, CancellationToken cancellationToken = default) => _database.AskAsync(
        $"select {MachineRecords.Columns} from machine m where m.holder = @Holder", new { Holder = holder }, MachineRecords.Read, cancellationToken);

    /// <summary>These machines.</summary>
    public async Task<ImmutableArray<MachineRow>> TheseAsync(IEnumerable<string> ids, CancellationToken cancellationToken = default)
    {
        var found = ImmutableArray.CreateBuilder<MachineRow>();

        foreach (var some in ids.Chunk(Questions.MostRows))
        {
            found.AddRange(await _database.AskAsync(
                $"select {MachineRecords.Columns} from machine m where {_database.In("m.id", "@Ids")}", new { Ids = some }, MachineRecords.Read, cancellationToken).ConfigureAwait(false));
        }

        return found.ToImmutable();
    }

    /// <summary>The checks that an organisation made since a moment, by the devices' clocks, the earliest first.</summary>
    public Task<ImmutableArray<StoredEvent>> SeenAsync(string organisation, DateTimeOffset since, CancellationToken cancellationToken = default) => _database.AskAsync(
        SeenSql, new { Organisation = organisation, Since = DatabaseTime.Of(_database, since) }, EventRecords.ReadEvent, cancellationToken);
}
