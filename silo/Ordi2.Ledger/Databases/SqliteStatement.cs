using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Ordi2.Ledger.Databases;

/// <summary>
/// A prepared statement of the group writer, straight on SQLite: binding through ADO.NET looks every parameter up by its name each
/// time, which costs the writer more than SQLite's own work.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int Short = 512;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public void Dispose() => _statement.Dispose();

    /// <param name="index">From 1.</param>
    /// <param name="value">A text, number, moment, id or bytes, or nothing.</param>
    public void Bind(int index, object? value) => Check(value switch
    {
        null => raw.sqlite3_bind_null(_statement, index),
        string text => BindText(index, text),
        long number => raw.sqlite3_bind_int64(_statement, index, number),
        int number => raw.sqlite3_bind_int(_statement, index, number),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, index, bytes),
        DateTimeOffset moment => raw.sqlite3_bind_int64(_statement, index, moment.ToMicroseconds()),
        Guid id => BindId(index, id),
        _ => throw new InvalidOperationException($"A {value.GetType().Name} cannot be stored."),
    });

    /// <exception cref="SqliteException">SQLite refused.</exception>
    public void Execute()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is raw.SQLITE_DONE or raw.SQLITE_ROW)
        {
            raw.sqlite3_reset(_statement);
            return;
        }

        var failure = Failure(result);
        raw.sqlite3_reset(_statement);
        throw failure;
    }

    /// <returns>Whether SQLite took it. Why not is only told by <see cref="Execute()"/>.</returns>
    public bool TryExecute()
    {
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        return result is raw.SQLITE_DONE or raw.SQLITE_ROW;
    }

    private int BindText(int index, string text)
    {
        if (text.Length == 0)
        {
            // An empty span has no address, which SQLite would take for null.
            return raw.sqlite3_bind_text(_statement, index, "");
        }

        // SQLite copies what it is given.
        var rented = text.Length * 3 > Short ? ArrayPool<byte>.Shared.Rent(text.Length * 3) : null;
        var buffer = rented ?? stackalloc byte[Short];
        var length = Encoding.UTF8.GetBytes(text, buffer);
        var result = raw.sqlite3_bind_text(_statement, index, buffer[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return result;
    }

    private int BindId(int index, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return raw.sqlite3_bind_blob(_statement, index, bytes);
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw Failure(result);
        }
    }

    private SqliteException Failure(int result) => new(
        $"SQLite Error {result}: '{raw.sqlite3_errmsg(_database).utf8_to_string()}'.", result & 0xFF, raw.sqlite3_extended_errcode(_database));
}
