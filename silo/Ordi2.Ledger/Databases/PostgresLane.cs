using System.Data.Common;
using System.Globalization;
using Npgsql;
using Ordi2.Ledger.Writing;

namespace Ordi2.Ledger.Databases;

/// <summary>
/// One group, one round trip: every statement of the group goes in one batch, which PostgreSQL takes as one transaction.
/// The batches are prepared once for each shape of group: which tables it touches, with one row or with several.
/// </summary>
internal sealed class PostgresLane(PostgresDatabase database) : ILane
{
    private const int ShardsLock = 0x4F726432;

    // So many rows of each lane does a board add at most; adding them up takes as long as one group.
    private const int MostMoves = 64;

    // Far more shapes than work has: whoever finds more starts again with a fresh connection, so that neither side keeps plans without end.
    private const int MostShapes = 256;

    private readonly Dictionary<long, NpgsqlBatch> _batches = [];
    private NpgsqlConnection? _connection;
    private NpgsqlCommand? _addUp;
    private int _shard;
    private int _moves;

    public OwnThread? Own => null;

    public bool KeepsMoves => true;

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

            // What was left there by whoever had the shard before comes first.
            _moves = MostMoves;
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
        var shape = 0L;
        for (var i = 0; i < Statements.All.Length; i++)
        {
            shape |= (long)Statements.All[i].Rows(group) << (2 * i);
        }

        if (!_batches.TryGetValue(shape, out var batch))
        {
            _batches[shape] = batch = await PrepareAsync(shape).ConfigureAwait(false);
        }

        var command = 0;
        foreach (var together in Commands(shape))
        {
            var parameters = batch.BatchCommands[command++].Parameters;
            var next = 0;
            foreach (var (statement, rows) in together)
            {
                next = statement.Bind(group, rows, parameters, next);
            }
        }

        try
        {
            if (_moves >= MostMoves)
            {
                await AddUpAsync().ConfigureAwait(false);
            }

            await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
            _moves += group.Moves.Count;
        }
        catch (PostgresException e) when (e.Severity is "ERROR" || e.InvariantSeverity is "ERROR")
        {
            // Classes 21 to 23 are the data's fault; 40 is two writers that waited for each other.
            throw new GroupRefusedException(e, mayBeOneAppend: e.SqlState[..2] is "21" or "22" or "23" or "40");
        }

        if (_batches.Count > MostShapes)
        {
            await ResetAsync().ConfigureAwait(false);
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
        if (_addUp is { } addUp)
        {
            _addUp = null;
            await addUp.DisposeAsync().ConfigureAwait(false);
        }

        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => ResetAsync();

    private async Task AddUpAsync()
    {
        if (_addUp is null)
        {
            var command = new NpgsqlCommand(Statements.AddUpMoves("m.shard = $1", "$1"), _connection);
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = _shard });
            await command.PrepareAsync().ConfigureAwait(false);
            _addUp = command;
        }

        await _addUp.ExecuteNonQueryAsync().ConfigureAwait(false);
        _moves = 0;
    }

    /// <summary>
    /// What goes into one command: everything, except what removes rows from a table that the same group writes. Within one
    /// command PostgreSQL shows no part what the others did; none of ours looks.
    /// </summary>
    private static List<(Statement Statement, RowCount Rows)>[] Commands(long shape)
    {
        List<(Statement, RowCount)> together = [];
        List<(Statement, RowCount)> after = [];
        for (var i = 0; i < Statements.All.Length; i++)
        {
            var rows = (RowCount)((shape >> (2 * i)) & 3);
            if (rows is RowCount.None)
            {
                continue;
            }

            (Statements.All[i] == Statements.PartiesGone ? after : together).Add((Statements.All[i], rows));
        }

        return after.Count == 0 ? [together] : [together, after];
    }

    private async Task<NpgsqlBatch> PrepareAsync(long shape)
    {
        var batch = new NpgsqlBatch(_connection);
        foreach (var together in Commands(shape))
        {
            // The first statement is the main one and runs first; the others hang on to it. Starting one command costs less than several.
            var command = new NpgsqlBatchCommand();
            var parts = together.Select(part => part.Statement.PostgresSql(part.Rows, command.Parameters)).ToArray();
            var others = parts.Skip(1).Select((sql, i) => string.Create(CultureInfo.InvariantCulture, $"part{i} as ({sql})"));
            command.CommandText = parts.Length == 1 ? parts[0] : $"with {string.Join(", ", others)} {parts[0]}";
            batch.BatchCommands.Add(command);
        }

        await batch.PrepareAsync().ConfigureAwait(false);
        return batch;
    }
}
