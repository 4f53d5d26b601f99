using Npgsql;
using NpgsqlTypes;

namespace Ordi2.Ledger.Databases;

internal sealed class PostgresHistoryReader(PostgresDatabase database) : IHistoryReader
{
    private NpgsqlConnection? _connection;
    private NpgsqlBatch? _batch;

    public async Task ReadAsync(IReadOnlyList<string> streams, Action<StoredEvent> @event, Action<RefusalEntry> refusal)
    {
        var wasOpen = _connection is not null;
        try
        {
            await AskAsync(streams, @event, refusal).ConfigureAwait(false);
        }
        catch (NpgsqlException) when (wasOpen && _connection is null)
        {
            // The connection had died while nobody asked: reading again changes nothing.
            await AskAsync(streams, @event, refusal).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_batch is not null)
        {
            await _batch.DisposeAsync().ConfigureAwait(false);
            _batch = null;
        }

        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task AskAsync(IReadOnlyList<string> streams, Action<StoredEvent> @event, Action<RefusalEntry> refusal)
    {
        // Told only when everything was read, so that a second attempt tells nothing twice.
        var events = new List<StoredEvent>();
        var refusals = new List<RefusalEntry>();
        try
        {
            var batch = await OpenAsync().ConfigureAwait(false);
            batch.BatchCommands[0].Parameters[0].Value = streams;
            batch.BatchCommands[1].Parameters[0].Value = streams;
            await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                events.Add(EventRecords.ReadEvent(reader));
            }

            await reader.NextResultAsync().ConfigureAwait(false);
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                refusals.Add(EventRecords.ReadRefusal(reader));
            }
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }

        events.ForEach(@event);
        refusals.ForEach(refusal);
    }

    private async Task<NpgsqlBatch> OpenAsync()
    {
        if (_batch is not null)
        {
            return _batch;
        }

        _connection = await database.OpenTunedAsync().ConfigureAwait(false);
        var batch = new NpgsqlBatch(_connection);
        batch.BatchCommands.Add(Command($"select {EventRecords.EventColumns} from event where stream = any($1)"));
        batch.BatchCommands.Add(Command($"select {EventRecords.RefusalColumns} from refusal where stream = any($1)"));
        await batch.PrepareAsync().ConfigureAwait(false);
        return _batch = batch;
    }

    private static NpgsqlBatchCommand Command(string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        return command;
    }
}
