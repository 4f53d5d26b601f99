using Microsoft.Data.Sqlite;

namespace Ordi2.Ledger.Databases;

internal sealed class SqliteHistoryReader(SqliteDatabase database) : IHistoryReader
{
    private SqliteConnection? _connection;
    private SqliteCommand? _events;
    private SqliteCommand? _refusals;

    // SQLite answers on the thread that asks; the grain that asks must not be kept waiting by the disk.
    public Task ReadAsync(IReadOnlyList<string> streams, Action<StoredEvent> @event, Action<RefusalEntry> refusal) =>
        Task.Run(() => Read(streams, @event, refusal));

    public ValueTask DisposeAsync()
    {
        _events?.Dispose();
        _refusals?.Dispose();
        _connection?.Dispose();
        (_connection, _events, _refusals) = (null, null, null);
        return ValueTask.CompletedTask;
    }

    private void Read(IReadOnlyList<string> streams, Action<StoredEvent> @event, Action<RefusalEntry> refusal)
    {
        Open();
        using var transaction = _connection!.BeginTransaction(deferred: true);
        (_events!.Transaction, _refusals!.Transaction) = (transaction, transaction);
        foreach (var stream in streams)
        {
            _events.Parameters[0].Value = stream;
            using (var rows = _events.ExecuteReader())
            {
                while (rows.Read())
                {
                    @event(EventRecords.ReadEvent(rows));
                }
            }

            _refusals.Parameters[0].Value = stream;
            using (var rows = _refusals.ExecuteReader())
            {
                while (rows.Read())
                {
                    refusal(EventRecords.ReadRefusal(rows));
                }
            }
        }
    }

    private void Open()
    {
        if (_connection is not null)
        {
            return;
        }

        _connection = database.Open("pragma query_only = on; pragma cache_size = -32768;");
        _events = Command($"select {EventRecords.EventColumns} from event where stream = $stream order by seq");
        _refusals = Command($"select {EventRecords.RefusalColumns} from refusal where stream = $stream");
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection!.CreateCommand();
#pragma warning disable CA2100 // The text is ours, never from a request.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.Add("$stream", SqliteType.Text);
        command.Prepare();
        return command;
    }
}
