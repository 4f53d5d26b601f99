using System.Data.Common;
using Microsoft.Data.Sqlite;
using Ordi2.Ledger.Writing;

namespace Ordi2.Ledger.Databases;

/// <summary>The one writer of a SQLite file: prepared statements, one transaction for a group. It never waits asynchronously.</summary>
internal sealed class SqliteLane(SqliteDatabase database) : ILane
{
    private readonly SqliteStatement?[] _statements = new SqliteStatement?[Statements.All.Length];
    private SqliteConnection? _connection;
    private SqliteStatement? _begin;
    private SqliteStatement? _commit;
    private SqliteStatement? _rollback;

    public bool KeepsMoves => false;

    public ValueTask<int> OpenAsync()
    {
        Open();
        return ValueTask.FromResult(0);
    }

    private void Open()
    {
        if (_connection is null)
        {
            _connection = database.Open(
                "pragma busy_timeout = 60000; pragma query_only = off; pragma synchronous = full; pragma recursive_triggers = on; " +
                "pragma cache_size = -65536; pragma temp_store = memory; pragma wal_autocheckpoint = 16000;");
            (_begin, _commit, _rollback) = (
                new SqliteStatement(_connection, "begin immediate"), new SqliteStatement(_connection, "commit"), new SqliteStatement(_connection, "rollback"));
        }
    }

    public ValueTask CommitAsync(Group group)
    {
        Open();
        try
        {
            _begin!.Execute();
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
        return ValueTask.CompletedTask;
    }

    public ValueTask<DbConnection> ConnectionAsync()
    {
        Open();
        return ValueTask.FromResult<DbConnection>(_connection!);
    }

    public ValueTask ResetAsync()
    {
        Reset();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ResetAsync();

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
