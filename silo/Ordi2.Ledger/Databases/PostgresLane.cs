using System.Data.Common;
using Npgsql;
using Ordi2.Ledger.Writing;

namespace Ordi2.Ledger.Databases;

/// <summary>
/// One group, one round trip: every statement of the group goes in one batch, which PostgreSQL takes as one transaction.
/// The batches are prepared once for each set of tables that a group may touch.
/// </summary>
internal sealed class PostgresLane(PostgresDatabase database) : ILane
{
    private const int ShardsLock = 0x4F726432;

    private readonly Dictionary<int, NpgsqlBatch> _batches = [];
    private NpgsqlConnection? _connection;
    private int _shard;

    public async ValueTask<int> OpenAsync()
    {
        if (_connection is not null)
        {
            return _shard;
        }

        var connection = await database.OpenTunedAsync().ConfigureAwait(false);
        try
        {
            // Held as long as this connection lives. Should all be taken, sharing one is slower, never wrong.
            await using var command = new NpgsqlCommand(
                $"select n from generate_series(0, 63) as n where pg_try_advisory_lock({ShardsLock}, n) limit 1", connection);
            _shard = await command.ExecuteScalarAsync().ConfigureAwait(false) as int? ?? 0;
            _connection = connection;
            return _shard;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask CommitAsync(Group group)
    {
        await OpenAsync().ConfigureAwait(false);
        var mask = 0;
        for (var i = 0; i < Statements.All.Length; i++)
        {
            mask |= Statements.All[i].IsNeeded(group) ? 1 << i : 0;
        }

        if (!_batches.TryGetValue(mask, out var batch))
        {
            _batches[mask] = batch = await PrepareAsync(mask).ConfigureAwait(false);
        }

        var next = 0;
        for (var i = 0; i < Statements.All.Length; i++)
        {
            if ((mask & (1 << i)) != 0)
            {
                Statements.All[i].Bind(group, batch.BatchCommands[next++].Parameters);
            }
        }

        try
        {
            await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.Severity is "ERROR" || e.InvariantSeverity is "ERROR")
        {
            // Classes 21 to 23 are the data's fault; 40 is two writers that waited for each other.
            throw new GroupRefusedException(e, mayBeOneAppend: e.SqlState[..2] is "21" or "22" or "23" or "40");
        }
    }

    public async ValueTask<DbConnection> ConnectionAsync()
    {
        await OpenAsync().ConfigureAwait(false);
        return _connection!;
    }

    public async ValueTask ResetAsync()
    {
        foreach (var batch in _batches.Values)
        {
            await batch.DisposeAsync().ConfigureAwait(false);
        }

        _batches.Clear();
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => ResetAsync();

    private async Task<NpgsqlBatch> PrepareAsync(int mask)
    {
        var batch = new NpgsqlBatch(_connection);
        for (var i = 0; i < Statements.All.Length; i++)
        {
            if ((mask & (1 << i)) != 0)
            {
                var command = new NpgsqlBatchCommand(Statements.All[i].PostgresSql);
                Statements.All[i].Declare(command.Parameters);
                batch.BatchCommands.Add(command);
            }
        }

        await batch.PrepareAsync().ConfigureAwait(false);
        return batch;
    }
}
