using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Dapper;
using Ordi2.Ledger.Databases;
using Ordi2.Ledger.Reading;
using Ordi2.Ledger.Telling;
using Ordi2.Ledger.Writing;

namespace Ordi2.Ledger;

/// <summary>The ledger on a SQL database: hashes on the caller's thread, then hands over to the group writer.</summary>
internal sealed class SqlLedger(LedgerDatabase database, GroupWriter writer, HistoryReader reader, UntoldQueries untold) : ILedger
{
    private const int Page = 2000;

    public Task<StreamEnd> AppendAsync(Append append, CancellationToken cancellationToken = default)
    {
        AppendRules.Check(append);
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingAppend(append);
        writer.Add(pending);
        return pending.Answer.WaitAsync(cancellationToken);
    }

    public Task RecordRefusalAsync(RefusalEntry refusal, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingRefusal(refusal);
        writer.Add(pending);
        return pending.Answer.WaitAsync(cancellationToken);
    }

    public Task ToldAsync(string stream, long seq, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingTold(new(stream, seq, seq, default));
        writer.Add(pending);
        return pending.Answer.WaitAsync(cancellationToken);
    }

    public Task<ImmutableArray<UntoldRow>> UntoldAsync(string stream, CancellationToken cancellationToken = default) => untold.OfAsync(stream, cancellationToken);

    public Task<StreamHistory> ReadAsync(string stream, CancellationToken cancellationToken = default) => reader.ReadAsync(stream, cancellationToken);

    public async IAsyncEnumerable<StoredEvent> ReadAllAsync(
        long afterPosition, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var last = await database.SettledPositionAsync(cancellationToken).ConfigureAwait(false);
        while (afterPosition < last)
        {
            foreach (var e in await ReadPageAsync(afterPosition, last, cancellationToken).ConfigureAwait(false))
            {
                yield return e;
                afterPosition = e.Position;
            }
        }
    }

    private async Task<ImmutableArray<StoredEvent>> ReadPageAsync(long after, long last, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var rows = await connection.ExecuteReaderAsync(new CommandDefinition(
            $"select {EventRecords.EventColumns} from event where position > @After and position <= @Last order by position limit {Page}",
            new { After = after, Last = last },
            cancellationToken: cancellationToken)).ConfigureAwait(false);
        var page = ImmutableArray.CreateBuilder<StoredEvent>(Page);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            page.Add(EventRecords.ReadEvent(rows));
        }

        return page.DrainToImmutable();
    }
}
