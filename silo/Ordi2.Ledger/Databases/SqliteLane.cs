using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Ordi2.Ledger.Writing;
using SQLitePCL;

namespace Ordi2.Ledger.Databases;

/// <summary>
/// The one writer of a SQLite file: prepared statements, one transaction for a group. It commits on the thread of whoever asks where it
/// can begin at once, and never keeps that thread waiting for another writer: it goes on on its own.
/// </summary>
internal sealed class SqliteLane(SqliteDatabase database) : ILane
{
    private const int PatienceMilliseconds = 60_000;

    private readonly SqliteStatement?[] _statements = new SqliteStatement?[Statements.All.Length];
    private SqliteConnection? _connection;
    private SqliteStatement? _begin;
    private SqliteStatement? _commit;
    private SqliteStatement? _rollback;

    public OwnThread Own { get; } = new("ledger");

    public bool KeepsMoves => false;

    public ValueTask<int> OpenAsync() => _connection is null ? OpenThereAsync() : ValueTask.FromResult(0);

    public ValueTask CommitAsync(Group group)
    {
        if (Own.IsHere || !BeginsAtOnce())
        {
            return CommitThereAsync(group);
        }

        Commit(group, begun: true);
        return ValueTask.CompletedTask;
    }

    private async ValueTask<int> OpenThereAsync()
    {
        await Own.There;
        Open();
        return 0;
    }

    private async ValueTask CommitThereAsync(Group group)
    {
        await Own.There;
        Open();
        Commit(group, begun: false);
    }

    private void Open()
    {
        if (_connection is null)
        {
            _connection = database.Open(string.Create(
                CultureInfo.InvariantCulture,
                $"pragma busy_timeout = {PatienceMilliseconds}; pragma query_only = off; pragma synchronous = full; pragma recursive_triggers = on; ") +
                "pragma cache_size = -65536; pragma temp_store = memory; pragma wal_autocheckpoint = 16000;");
            (_begin, _commit, _rollback) = (
                new SqliteStatement(_connection, "begin immediate"), new SqliteStatement(_connection, "commit"), new SqliteStatement(_connection, "rollback"));
        }
    }

    /// <summary>Begins, unless another connection is writing or anything else stands against it: the lane's own thread waits, or is told what.</summary>
    private bool BeginsAtOnce()
    {
        if (_connection?.Handle is not { } handle)
        {
            return false;
        }

        raw.sqlite3_busy_timeout(handle, 0);
        try
        {
            return _begin!.TryExecute();
        }
        finally
        {
            raw.sqlite3_busy_timeout(handle, PatienceMilliseconds);
        }
    }

    private void Commit(Group group, bool begun)
    {
        try
        {
            if (!begun)
            {
                _begin!.Execute();
            }

            for (var i = 0; i < Statements.All.Length; i++)
            {
                var statement = Statements.All[i];
                if (statement.Rows(group) is not RowCount.None)
                {
                    statement.Execute(group, _statements[i] ??= new SqliteStatement(_connection!, statement.SqliteSql));
                }
            }
        }
        catch (SqliteException e)
        {
            RollBack();
            const int Constraint = 19;
            const int Mismatch = 20;
            throw new GroupRefusedException(e, mayBeOneAppend: e.SqliteErrorCode is Constraint or Mismatch);
        }

        // What fails from here on may or may not be on the disk: the caller is told that nobody knows.
        _commit!.Execute();
    }

    public async ValueTask<DbConnection> ConnectionAsync()
    {
        await OpenAsync().ConfigureAwait(false);
        return _connection!;
    }

    public ValueTask ResetAsync()
    {
        Reset();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Own.Dispose();
        return ResetAsync();
    }

    private void Reset()
    {
        foreach (var statement in _statements.Append(_begin).Append(_commit).Append(_rollback))
        {
            statement?.Dispose();
        }

        Array.Clear(_statements);
        (_begin, _commit, _rollback) = (null, null, null);
        _connection?.Dispose();
        _connection = null;
    }

    private void RollBack()
    {
        try
        {
            _rollback!.Execute();
        }
        catch (SqliteException)
        {
            // Some failures end the transaction by themselves; a fresh connection starts from nothing.
            Reset();
        }
    }
}
