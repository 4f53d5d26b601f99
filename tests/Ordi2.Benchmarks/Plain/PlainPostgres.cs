using Npgsql;
using NpgsqlTypes;

namespace Ordi2.Benchmarks.Plain;

/// <summary>What both PostgreSQL variants share: the pool, the tokens, the answer to a scan that was refused or sent before.</summary>
internal abstract class PlainPostgres(string connectionString) : IPlainStore
{
    // Prepared by the driver at first use and kept with the connection; nothing is reset between two users of a connection.
    protected NpgsqlDataSource Source { get; } = new NpgsqlDataSourceBuilder(
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 1,
            NoResetOnClose = true,
            MaxPoolSize = 128,
        }.ConnectionString).Build();

    public static async Task CreateAsync(string connectionString, byte[] tokenHash)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using (var schema = source.CreateCommand(Resources.Read("postgres.sql")))
        {
            await schema.ExecuteNonQueryAsync();
        }

        await using var token = source.CreateCommand(
            "INSERT INTO api_token VALUES ($1, 'person-1', 'atelier', 'OPERATOR', now() + interval '1 day')");
        token.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = tokenHash });
        await token.ExecuteNonQueryAsync();
    }

    public async Task<PlainCaller?> FindCallerAsync(byte[] tokenHash)
    {
        await using var command = Source.CreateCommand("SELECT actor, organisation, role, expires_at FROM api_token WHERE hash = $1");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = tokenHash });
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync()
            ? new PlainCaller(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3))
            : null;
    }

    public async ValueTask<PlainResult> ScanAsync(PlainCaller caller, string device, PlainScan scan, PlainRule rule)
    {
        try
        {
            return await WriteAsync(caller, device, scan, rule) ?? await RefusedAsync(scan);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            var (status, version) = await StateAsync(scan.Code);
            return new PlainResult(scan.ScanId, "duplicate", status, version);
        }
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    /// <summary>Does it all in one transaction; null when the step is not allowed now.</summary>
    protected abstract Task<PlainResult?> WriteAsync(PlainCaller caller, string device, PlainScan scan, PlainRule rule);

    protected static string DataOf(PlainScan scan) => scan.Data is { } data ? data.GetRawText() : "{}";

    protected static NpgsqlParameter Text(string? value) => value is null
        ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }
        : new NpgsqlParameter<string> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };

    protected static NpgsqlParameter Time(DateTimeOffset value) =>
        new NpgsqlParameter<DateTime> { TypedValue = value.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private async Task<PlainResult> RefusedAsync(PlainScan scan)
    {
        var (status, version) = await StateAsync(scan.Code);
        return new PlainResult(scan.ScanId, "refused", status, version, new PlainReason("wrong-status", $"Not possible: {status ?? "unknown"}."));
    }

    private async Task<(string? Status, long Version)> StateAsync(string code)
    {
        await using var command = Source.CreateCommand("SELECT status, version FROM machine WHERE id = $1");
        command.Parameters.Add(Text(code));
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? (reader.GetString(0), reader.GetInt64(1)) : (null, 0);
    }
}

/// <summary>Three statements in a transaction: read and lock, insert the event, update the machine. The two writes travel together.</summary>
internal sealed class PlainPostgresStatements(string connectionString) : PlainPostgres(connectionString)
{
    private const string Event =
        """
        INSERT INTO event (machine, seq, type, data, occurred_at, recorded_at, actor, organisation, device, client_event_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    protected override async Task<PlainResult?> WriteAsync(PlainCaller caller, string device, PlainScan scan, PlainRule rule)
    {
        await using var connection = await Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (await ReadAsync(connection, scan.Code) is var machine && !Allows(machine, caller, rule))
        {
            return null;
        }

        var now = DateTimeOffset.UtcNow;
        var status = rule.To ?? machine!.Previous!;
        var version = (machine?.Version ?? 0) + 1;
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Event)
        {
            Parameters =
            {
                Text(scan.Code), new NpgsqlParameter<long> { TypedValue = version }, Text(scan.Step), Text(DataOf(scan)), Time(scan.OccurredAt),
                Time(now), Text(caller.Actor), Text(caller.Organisation), Text(device), new NpgsqlParameter<Guid> { TypedValue = scan.ScanId },
            },
        });
        batch.BatchCommands.Add(machine is null
            ? new NpgsqlBatchCommand("INSERT INTO machine (id, status, holder, version, updated_at) VALUES ($1, $2, $3, 1, $4)")
            {
                Parameters = { Text(scan.Code), Text(status), Text(caller.Organisation), Time(now) },
            }
            : new NpgsqlBatchCommand("UPDATE machine SET status = $2, previous = $3, version = $4, updated_at = $5 WHERE id = $1")
            {
                Parameters =
                {
                    Text(scan.Code), Text(status), Text(rule.Remembers ? machine.Status : machine.Previous),
                    new NpgsqlParameter<long> { TypedValue = version }, Time(now),
                },
            });
        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return new PlainResult(scan.ScanId, "accepted", status, version);
    }

    private static bool Allows(Machine? machine, PlainCaller caller, PlainRule rule) => machine is null
        ? rule.Begins
        : !rule.Begins && machine.Holder == caller.Organisation && rule.From.Contains(machine.Status, StringComparer.Ordinal);

    private static async Task<Machine?> ReadAsync(NpgsqlConnection connection, string code)
    {
        await using var command = new NpgsqlCommand("SELECT status, previous, holder, version FROM machine WHERE id = $1 FOR UPDATE", connection);
        command.Parameters.Add(Text(code));
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync()
            ? new Machine(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetString(2), reader.GetInt64(3))
            : null;
    }

    private sealed record Machine(string Status, string? Previous, string Holder, long Version);
}

/// <summary>One prepared statement that does it all: one round trip, no lock held across the network.</summary>
internal sealed class PlainPostgresSingle(string connectionString) : PlainPostgres(connectionString)
{
    private const string Begin =
        """
        WITH made AS (
          INSERT INTO machine (id, status, holder, version, updated_at) VALUES ($1, $2, $3, 1, $4)
          ON CONFLICT (id) DO NOTHING RETURNING status, version),
        written AS (
          INSERT INTO event (machine, seq, type, data, occurred_at, recorded_at, actor, organisation, device, client_event_id)
          SELECT $1, version, $5, $6, $7, $4, $8, $3, $9, $10 FROM made)
        SELECT status, version FROM made
        """;

    private const string Step =
        """
        WITH moved AS (
          UPDATE machine SET status = coalesce($2, previous), previous = CASE WHEN $11 THEN status ELSE previous END,
            version = version + 1, updated_at = $4
          WHERE id = $1 AND status = ANY ($12) AND holder = $3 RETURNING status, version),
        written AS (
          INSERT INTO event (machine, seq, type, data, occurred_at, recorded_at, actor, organisation, device, client_event_id)
          SELECT $1, version, $5, $6, $7, $4, $8, $3, $9, $10 FROM moved)
        SELECT status, version FROM moved
        """;

    protected override async Task<PlainResult?> WriteAsync(PlainCaller caller, string device, PlainScan scan, PlainRule rule)
    {
        await using var command = Source.CreateCommand(rule.Begins ? Begin : Step);
        var parameters = command.Parameters;
        parameters.Add(Text(scan.Code));
        parameters.Add(Text(rule.To));
        parameters.Add(Text(caller.Organisation));
        parameters.Add(Time(DateTimeOffset.UtcNow));
        parameters.Add(Text(scan.Step));
        parameters.Add(Text(DataOf(scan)));
        parameters.Add(Time(scan.OccurredAt));
        parameters.Add(Text(caller.Actor));
        parameters.Add(Text(device));
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = scan.ScanId });
        if (!rule.Begins)
        {
            parameters.Add(new NpgsqlParameter<bool> { TypedValue = rule.Remembers });
            parameters.Add(new NpgsqlParameter<string[]> { TypedValue = rule.From });
        }

        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync()
            ? new PlainResult(scan.ScanId, "accepted", reader.GetString(0), reader.GetInt64(1))
            : null;
    }
}
