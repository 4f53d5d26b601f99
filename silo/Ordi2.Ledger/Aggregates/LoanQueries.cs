using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Loans;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Aggregates;

/// <summary>How many loan conventions ask for something.</summary>
/// <param name="Soon">They run, and end soon; not counted for all organisations together, of whom hundreds of thousands run.</param>
/// <param name="Due">The machines are due back.</param>
/// <param name="Broken">They are broken.</param>
public sealed record LoanCounts(long? Soon, long Due, long Broken);

/// <summary>Questions about loan conventions.</summary>
public sealed class LoanQueries
{
    private readonly LedgerDatabase _database;

    internal LoanQueries(LedgerDatabase database) => _database = database;

    /// <summary>The database counts, among those that name an organisation or among all; the index of the states finds the few that are due.</summary>
    /// <param name="party">The organisation; all of them when it is left out.</param>
    /// <param name="relations">As what it is named: one bit for each relation.</param>
    /// <param name="until">What ends on this day or earlier ends soon.</param>
    /// <param name="cancellationToken">Abandons the question.</param>
    public async Task<LoanCounts> CountAsync(string? party, long relations, DateOnly until, CancellationToken cancellationToken = default)
    {
        var parameters = new
        {
            Party = party,
            Relations = relations,
            Until = until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Due = LoanStatus.ReturnDue.Code(),
            Broken = LoanStatus.Breached.Code(),
            Active = LoanStatus.Active.Code(),
            Extended = LoanStatus.Extended.Code(),
        };

        var (from, where, soon) = party is null
            ? ("aggregate a", "a.kind = 'loan' and a.status in (@Due, @Broken)", "")
            : (
                "aggregate_party p join aggregate a on a.kind = p.kind and a.id = p.id",
                "p.kind = 'loan' and p.party = @Party and (p.relations & @Relations) <> 0",
                " or (a.status in (@Active, @Extended) and a.body ->> 'to' <= @Until)");
        var rows = await _database.AskAsync(
            $"select a.status, count(*) from {from} where {where} and (a.status in (@Due, @Broken){soon}) group by a.status",
            parameters,
            row => (Status: row.GetString(0), Loans: row.GetInt64(1)),
            cancellationToken).ConfigureAwait(false);
        var counts = rows.ToDictionary(row => row.Status, row => row.Loans, StringComparer.Ordinal);

        return new(
            party is null ? null : counts.GetValueOrDefault(parameters.Active) + counts.GetValueOrDefault(parameters.Extended),
            counts.GetValueOrDefault(parameters.Due),
            counts.GetValueOrDefault(parameters.Broken));
    }
}
