using System.Collections.Immutable;
using System.Data.Common;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Telling;

/// <summary>Facts that a stream has to tell others and, as far as the ledger knows, did not yet.</summary>
/// <param name="Stream">Which stream.</param>
/// <param name="Seq">Number of the first of the facts that were written together.</param>
/// <param name="Last">Number of the last of them.</param>
/// <param name="Since">When they were written.</param>
public sealed record UntoldRow(string Stream, long Seq, long Last, DateTimeOffset Since);

/// <summary>What has to be told again: whoever wrote it may have ended before it could.</summary>
public sealed class UntoldQueries
{
    private readonly LedgerDatabase _database;

    internal UntoldQueries(LedgerDatabase database) => _database = database;

    /// <summary>A page, the oldest first.</summary>
    /// <param name="before">Written at this moment or earlier; who wrote later may still be telling.</param>
    /// <param name="after">Last row of the page before, if any.</param>
    /// <param name="limit">From 1 to 500.</param>
    /// <param name="cancellationToken">Abandons the question.</param>
    public Task<ImmutableArray<UntoldRow>> ListAsync(DateTimeOffset before, UntoldRow? after, int limit, CancellationToken cancellationToken = default)
    {
        Questions.CheckLimit(limit);
        return _database.AskAsync(
            """
            select stream, seq, last, since from untold
            where since <= @Before and (since, stream, seq) > (@Since, @Stream, @Seq) order by since, stream, seq limit @Limit
            """,
            new
            {
                Before = DatabaseTime.Of(_database, before),
                Since = DatabaseTime.Of(_database, after?.Since ?? DateTimeOffset.UnixEpoch),
                Stream = after?.Stream ?? "",
                Seq = after?.Seq ?? 0,
                Limit = limit,
            },
            Read,
            cancellationToken);
    }

    /// <summary>What one stream has to tell, in the order of its facts.</summary>
    public Task<ImmutableArray<UntoldRow>> OfAsync(string stream, CancellationToken cancellationToken = default) => _database.AskAsync(
        "select stream, seq, last, since from untold where stream = @Stream order by seq", new { Stream = stream }, Read, cancellationToken);

    private static UntoldRow Read(DbDataReader row) => new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.Moment(3));
}
