using System.Collections.Immutable;
using System.Data.Common;
using System.Diagnostics.Metrics;
using Dapper;
using Ordi2.Ledger.Writing;

namespace Ordi2.Ledger.Databases;

internal static class Questions
{
    /// <summary>Longest page of any list.</summary>
    public const int MostRows = 500;

    private static readonly Counter<long> Asked =
        new Meter(LedgerMetrics.MeterName).CreateCounter<long>("ordi2.ledger.questions", "{question}", "Questions that were asked of the read tables.");

    public static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MostRows);
    }

    /// <summary>Asks on a connection of its own and reads every row.</summary>
    public static async Task<ImmutableArray<T>> AskAsync<T>(
        this LedgerDatabase database, string sql, object? parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await connection.AskAsync(sql, parameters, read, transaction: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks two questions of the same moment of the database.</summary>
    public static async Task<(ImmutableArray<TFirst> First, ImmutableArray<TSecond> Second)> AskTogetherAsync<TFirst, TSecond>(
        this LedgerDatabase database,
        (string Sql, object? Parameters, Func<DbDataReader, TFirst> Read) first,
        (string Sql, object? Parameters, Func<DbDataReader, TSecond> Read) second,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var moment = await database.BeginSnapshotAsync(connection, cancellationToken).ConfigureAwait(false);
        return (
            await connection.AskAsync(first.Sql, first.Parameters, first.Read, moment, cancellationToken).ConfigureAwait(false),
            await connection.AskAsync(second.Sql, second.Parameters, second.Read, moment, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<ImmutableArray<T>> AskAsync<T>(
        this DbConnection connection, string sql, object? parameters, Func<DbDataReader, T> read, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        Asked.Add(1);
        await using var rows = await connection.ExecuteReaderAsync(
            new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
        var all = ImmutableArray.CreateBuilder<T>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            all.Add(read(rows));
        }

        return all.DrainToImmutable();
    }

    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset Moment(this DbDataReader row, int column) => Instants.FromDatabase(row.GetValue(column));

    public static DateTimeOffset? MomentOrNone(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Moment(column);
}
