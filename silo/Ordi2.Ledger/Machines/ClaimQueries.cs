using System.Globalization;
using Dapper;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Machines;

/// <summary>The machines that somebody else says to have and whose holder has not answered: those first whose time to answer ends first.</summary>
public sealed class ClaimQueries
{
    private readonly LedgerDatabase _database;

    internal ClaimQueries(LedgerDatabase database) => _database = database;

    /// <summary>Of the machines that an organisation holds.</summary>
    /// <param name="organisation">Which organisation.</param>
    /// <param name="cursor">Where the page before ended; the first page without one.</param>
    /// <param name="limit">From 1 to 500.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="InvalidCursorException">The cursor is none of ours.</exception>
    public Task<MachinePage> OfHolderAsync(string organisation, string? cursor = null, int limit = 50, CancellationToken cancellationToken = default) =>
        AskAsync("holder", organisation, cursor, limit, cancellationToken);

    /// <summary>Of the machines that the board of a pole shows.</summary>
    /// <param name="pole">Which pole.</param>
    /// <param name="cursor">Where the page before ended; the first page without one.</param>
    /// <param name="limit">From 1 to 500.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="InvalidCursorException">The cursor is none of ours.</exception>
    public Task<MachinePage> OfPoleAsync(string pole, string? cursor = null, int limit = 50, CancellationToken cancellationToken = default) =>
        AskAsync("pole", pole, cursor, limit, cancellationToken);

    /// <summary>The question, which asks for one row more than the page has.</summary>
    internal static (string Sql, DynamicParameters Parameters) Question(LedgerDatabase database, string column, string value, string? cursor, int limit)
    {
        var (until, id) = cursor is null ? (DateTimeOffset.UnixEpoch, string.Empty) : Parse(cursor);
        var parameters = new DynamicParameters(new { Value = value, Id = id, Limit = limit + 1 });
        parameters.Add("Until", DatabaseTime.Of(database, until));
        return (
            $"""
            select {MachineRecords.Columns} from machine as m{database.LedBy($"machine_claimed_of_{column}")}
            where m.{column} = @Value and m.claim_until is not null and (m.claim_until, m.id) > (@Until, @Id)
            order by m.claim_until, m.id limit @Limit
            """,
            parameters);
    }

    private async Task<MachinePage> AskAsync(string column, string value, string? cursor, int limit, CancellationToken cancellationToken)
    {
        Questions.CheckLimit(limit);
        var (sql, parameters) = Question(_database, column, value, cursor, limit);
        var rows = await _database.AskAsync(sql, parameters, MachineRecords.Read, cancellationToken).ConfigureAwait(false);
        return rows.Length <= limit ? new(rows, Cursor: null) : new(rows[..limit], CursorOf(rows[limit - 1]));
    }

    private static string CursorOf(MachineRow last) => string.Create(CultureInfo.InvariantCulture, $"{last.ClaimUntil!.Value.UtcTicks}.{last.Id}");

    private static (DateTimeOffset Until, string Id) Parse(string cursor) =>
        cursor.Split('.', 2) is [var ticks, { Length: > 0 } id]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var moment)
        && moment >= DateTimeOffset.UnixEpoch.Ticks && moment <= DateTimeOffset.MaxValue.Ticks
            ? (new(moment, TimeSpan.Zero), id)
            : throw new InvalidCursorException(cursor);
}
