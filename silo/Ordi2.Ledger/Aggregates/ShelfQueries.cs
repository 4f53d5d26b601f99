using System.Collections.Frozen;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Aggregates;

/// <summary>How many aggregates are about what: <c>directory/69</c> is a shelf, and what stands on it says so itself.</summary>
public sealed class ShelfQueries
{
    private readonly LedgerDatabase _database;

    internal ShelfQueries(LedgerDatabase database) => _database = database;

    /// <summary>How many stand on each shelf of a row of shelves; empty ones are left out.</summary>
    /// <param name="kind">Kind of the aggregates.</param>
    /// <param name="row">The first part of the names of the shelves, without the slash.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<FrozenDictionary<string, int>> CountAsync(string kind, string row, CancellationToken cancellationToken = default)
    {
        var found = await _database.AskAsync(
            """
            select p.party, count(*) from aggregate_party p
            where p.kind = @Kind and p.party >= @First and p.party < @End and p.relations = 0
            group by p.party
            """,
            new { Kind = kind, First = row + "/", End = row + "0" },
            one => (Shelf: one.GetString(0), Count: one.GetInt32(1)),
            cancellationToken).ConfigureAwait(false);
        return found.ToFrozenDictionary(one => one.Shelf, one => one.Count, StringComparer.Ordinal);
    }
}
