using System.Data.Common;
using Microsoft.Data.Sqlite;
using Ordi2.Ledger.Writing;

namespace Ordi2.Ledger.Databases;

/// <summary>The one writer of a SQLite file: prepared statements, one transaction for a group. It never waits asynchronously.</summary>
internal sealed class SqliteLane(SqliteDatabase database) : ILane
{
    private readonly SqliteCommand?[] _commands = new SqliteCommand?[Statements.All.Length];
    private SqliteConnection? _connection;
    private SqliteCommand? _begin;
    private SqliteCommand? _commit;
    private SqliteCommand? _rollback;

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
                "pragma query_only = off; pragma synchronous = full; pragma recursive_triggers = on; pragma cache_size = -65536; " +
                "pragma temp_store = memory; pragma wal_autocheckpoint = 16000;");
            (_begin, _commit, _rollback) = (Command("begin immediate"), Command("commit"), Command("rollback"));
        }
    }

    public ValueTask CommitAsync(Group group)
    {
        Open();
        try
        {
            _begin!.ExecuteNonQuery();
            for (var i = 0; i < Statements.All.Length; i++)
            {
                var statement = Statements.All[i];
                if (statement.IsNeeded(group))
                {
                    statement.Execute(group, _commands[i] ??= Prepare(statement));
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
        _commit!.ExecuteNonQuery();
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
        foreach (var command in _commands.Append(_begin).Append(_commit).Append(_rollback))
        {
            command?.Dispose();
        }

        Array.Clear(_commands);
        (_begin, _commit, _rollback) = (null, null, null);
        _connection?.Dispose();
        _connection = null;
    }

    private void RollBack()
    {
        try
        {
            _rollback!.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // Some failures end the transaction by themselves; a fresh connection starts from nothing.
            Reset();
        }
    }

    private SqliteCommand Prepare(Statement statement)
    {
        var command = Command(statement.SqliteSql);
        statement.Declare(command.Parameters);
        command.Prepare();
        return command;
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection!.CreateCommand();
#pragma warning disable CA2100 // The text comes from Statements, never from a request.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
