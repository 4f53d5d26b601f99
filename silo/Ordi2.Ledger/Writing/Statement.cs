using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Writing;

internal enum ColumnType
{
    Text,
    Json,
    Int,
    Long,
    Time,
    Bytes,
    Uuid,
}

internal sealed record Column<TRow>(string Name, ColumnType Type, Func<TRow, object?> Value);

/// <summary>
/// One statement over many rows, written once for both databases: <c>{source}</c> stands for the rows, called <c>u</c>. PostgreSQL
/// takes all rows at once (arrays), SQLite one after the other.
/// </summary>
internal abstract class Statement(string sql, string? sqliteSql)
{
    protected abstract IEnumerable<(string Name, ColumnType Type)> Columns { get; }

    public string PostgresSql => sql.Replace("{source}", PostgresSource(), StringComparison.Ordinal);

    public string SqliteSql => (sqliteSql ?? sql).Replace("{source}", SqliteSource(), StringComparison.Ordinal);

    public abstract bool IsNeeded(Group group);

    public abstract void Bind(Group group, NpgsqlParameterCollection parameters);

    public abstract void Execute(Group group, SqliteStatement prepared);

    public void Declare(NpgsqlParameterCollection parameters)
    {
        foreach (var (_, type) in Columns)
        {
            parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | PostgresType(type).Type });
        }
    }

    private static (NpgsqlDbType Type, string Name) PostgresType(ColumnType type) => type switch
    {
        ColumnType.Text => (NpgsqlDbType.Text, "text"),
        ColumnType.Json => (NpgsqlDbType.Json, "json"),
        ColumnType.Int => (NpgsqlDbType.Integer, "integer"),
        ColumnType.Long => (NpgsqlDbType.Bigint, "bigint"),
        ColumnType.Time => (NpgsqlDbType.TimestampTz, "timestamptz"),
        ColumnType.Bytes => (NpgsqlDbType.Bytea, "bytea"),
        ColumnType.Uuid => (NpgsqlDbType.Uuid, "uuid"),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such column type."),
    };

    // In the list of what is selected, the arrays are taken apart side by side; among the tables, each would first be stored for itself.
    private string PostgresSource()
    {
        var arrays = Columns.Select((column, i) => string.Create(
            CultureInfo.InvariantCulture, $"unnest(${i + 1}::{PostgresType(column.Type).Name}[]) as {column.Name}"));
        return $"(select {string.Join(", ", arrays)}) as u";
    }

    private string SqliteSource() =>
        $"(select {string.Join(", ", Columns.Select((column, i) => $"{Statements.Place(i + 1)} as {column.Name}"))}) as u";
}

/// <inheritdoc/>
internal sealed class Statement<TRow>(Func<Group, List<TRow>> rows, Column<TRow>[] columns, string sql, string? sqliteSql = null)
    : Statement(sql, sqliteSql)
{
    protected override IEnumerable<(string Name, ColumnType Type)> Columns => columns.Select(column => (column.Name, column.Type));

    public override bool IsNeeded(Group group) => rows(group).Count > 0;

    public override void Bind(Group group, NpgsqlParameterCollection parameters)
    {
        var all = rows(group);
        for (var i = 0; i < columns.Length; i++)
        {
            var value = columns[i].Value;
            parameters[i].Value = columns[i].Type switch
            {
                ColumnType.Text or ColumnType.Json => Values(all, row => (string?)value(row)),
                ColumnType.Int => Values(all, row => (int?)value(row)),
                ColumnType.Long => Values(all, row => (long?)value(row)),
                ColumnType.Time => Values(all, row => ((DateTimeOffset?)value(row))?.UtcDateTime),
                ColumnType.Bytes => Values(all, row => (byte[]?)value(row)),
                ColumnType.Uuid => Values(all, row => (Guid?)value(row)),
                _ => throw new InvalidOperationException($"Column {columns[i].Name} has no type."),
            };
        }
    }

    public override void Execute(Group group, SqliteStatement prepared)
    {
        foreach (var row in rows(group))
        {
            for (var i = 0; i < columns.Length; i++)
            {
                prepared.Bind(i + 1, columns[i].Value(row));
            }

            prepared.Execute();
        }
    }

    private static TValue[] Values<TValue>(List<TRow> rows, Func<TRow, TValue> value)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        return values;
    }
}
