using System.Globalization;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Ordi2.Benchmarks.Plain;

/// <summary>
/// The plain design on SQLite (WAL, synchronous=FULL). With one connection, scans queue for it; with several, SQLite's own lock
/// decides and the others wait in the busy handler.
/// </summary>
internal sealed class PlainSqlite : IPlainStore
{
    private readonly Channel<PlainSqliteConnection> _free = Channel.CreateUnbounded<PlainSqliteConnection>();
    private readonly List<PlainSqliteConnection> _all = [];

    public PlainSqlite(string file, int connections)
    {
        for (var i = 0; i < connections; i++)
        {
            var connection = new PlainSqliteConnection(file);
            _all.Add(connection);
            _free.Writer.TryWrite(connection);
        }
    }

    public static void Create(string file, byte[] tokenHash)
    {
        using var connection = PlainSqliteConnection.Open(file);
        using var schema = connection.CreateCommand();
        schema.CommandText = Resources.Read("sqlite.sql");
        schema.ExecuteNonQuery();
        schema.CommandText = "INSERT INTO api_token VALUES ($hash, 'person-1', 'atelier', 'OPERATOR', $expires)";
        schema.Parameters.AddWithValue("$hash", tokenHash);
        schema.Parameters.AddWithValue("$expires", PlainSqliteConnection.Text(DateTimeOffset.UtcNow.AddDays(1)));
        schema.ExecuteNonQuery();
    }

    public async Task<PlainCaller?> FindCallerAsync(byte[] tokenHash)
    {
        var connection = await _free.Reader.ReadAsync();
        try
        {
            return connection.FindCaller(tokenHash);
        }
        finally
        {
            _free.Writer.TryWrite(connection);
        }
    }

    public async ValueTask<PlainResult> ScanAsync(PlainCaller caller, string device, PlainScan scan, PlainRule rule)
    {
        var connection = await _free.Reader.ReadAsync();
        try
        {
            return connection.Scan(caller, device, scan, rule);
        }
        finally
        {
            _free.Writer.TryWrite(connection);
        }
    }

    public ValueTask DisposeAsync()
    {
        _all.ForEach(connection => connection.Dispose());
        return ValueTask.CompletedTask;
    }
}

/// <summary>One connection with its prepared statements.</summary>
internal sealed class PlainSqliteConnection : IDisposable
{
    private const int Constraint = 19;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _rollback;
    private readonly SqliteCommand _read;
    private readonly SqliteCommand _event;
    private readonly SqliteCommand _create;
    private readonly SqliteCommand _update;

    public PlainSqliteConnection(string file)
    {
        _connection = Open(file);
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK");
        _read = Prepare("SELECT status, previous, holder, version FROM machine WHERE id = $1", 1);
        _event = Prepare(
            """
            INSERT INTO event (machine, seq, type, data, occurred_at, recorded_at, actor, organisation, device, client_event_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            10);
        _create = Prepare("INSERT INTO machine (id, status, holder, version, updated_at) VALUES ($1, $2, $3, 1, $4)", 4);
        _update = Prepare("UPDATE machine SET status = $2, previous = $3, version = $4, updated_at = $5 WHERE id = $1", 5);
    }

    public static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        connection.Open();
        using var settings = connection.CreateCommand();
        settings.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; PRAGMA cache_size = -65536;";
        settings.ExecuteNonQuery();
        return connection;
    }

    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    public PlainCaller? FindCaller(byte[] tokenHash)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT actor, organisation, role, expires_at FROM api_token WHERE hash = $hash";
        command.Parameters.AddWithValue("$hash", tokenHash);
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? new PlainCaller(
                reader.GetString(0), reader.GetString(1), reader.GetString(2),
                DateTimeOffset.Parse(reader.GetString(3), CultureInfo.InvariantCulture))
            : null;
    }

    public PlainResult Scan(PlainCaller caller, string device, PlainScan scan, PlainRule rule)
    {
        _begin.ExecuteNonQuery();
        try
        {
            var machine = Read(scan.Code);
            var allowed = machine is { } known
                ? !rule.Begins && known.Holder == caller.Organisation && rule.From.Contains(known.Status, StringComparer.Ordinal)
                : rule.Begins;
            if (!allowed)
            {
                _rollback.ExecuteNonQuery();
                return new PlainResult(
                    scan.ScanId, "refused", machine?.Status, machine?.Version ?? 0,
                    new PlainReason("wrong-status", $"Not possible: {machine?.Status ?? "unknown"}."));
            }

            var now = Text(DateTimeOffset.UtcNow);
            var status = rule.To ?? machine!.Value.Previous!;
            var version = (machine?.Version ?? 0) + 1;
            Execute(
                _event, scan.Code, version, scan.Step, scan.Data is { } data ? data.GetRawText() : "{}", Text(scan.OccurredAt), now,
                caller.Actor, caller.Organisation, device, scan.ScanId.ToByteArray(bigEndian: true));
            if (machine is { } before)
            {
                Execute(_update, scan.Code, status, (object?)(rule.Remembers ? before.Status : before.Previous) ?? DBNull.Value, version, now);
            }
            else
            {
                Execute(_create, scan.Code, status, caller.Organisation, now);
            }

            _commit.ExecuteNonQuery();
            return new PlainResult(scan.ScanId, "accepted", status, version);
        }
        catch (SqliteException e)
        {
            _rollback.ExecuteNonQuery();
            if (e.SqliteErrorCode != Constraint)
            {
                throw;
            }

            var machine = Read(scan.Code);
            return new PlainResult(scan.ScanId, "duplicate", machine?.Status, machine?.Version ?? 0);
        }
    }

    public void Dispose()
    {
        foreach (var command in new[] { _begin, _commit, _rollback, _read, _event, _create, _update })
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private (string Status, string? Previous, string Holder, long Version)? Read(string code)
    {
        _read.Parameters[0].Value = code;
        using var reader = _read.ExecuteReader();
        return reader.Read()
            ? (reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetString(2), reader.GetInt64(3))
            : null;
    }

    private static void Execute(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

#pragma warning disable CA2100 // The callers are the constants above.
    private SqliteCommand Prepare(string sql, int parameters = 0)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"${i}"), Value = DBNull.Value });
        }

        command.Prepare();
        return command;
    }
#pragma warning restore CA2100
}
