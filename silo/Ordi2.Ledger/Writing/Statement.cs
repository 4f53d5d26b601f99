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

    /// <summary>Several texts or numbers in one row, which only a statement over a single row can take.</summary>
    Texts,
    Longs,
}

internal sealed record Column<TRow>(string Name, ColumnType Type, Func<TRow, object?> Value);

/// <summary>How many rows a group has for a statement. A single row needs no arrays, which saves PostgreSQL a third of its work for it.</summary>
internal enum RowCount
{
    None,
    One,
    Many,
}

/// <summary>
/// One statement over many rows, written once for both databases: <c>{source}</c> stands for the rows, called <c>u</c>. PostgreSQL
/// takes all rows at once (arrays), SQLite one after the other, as values.
/// </summary>
internal abstract class Statement(string sql, string? sqliteSql)
{
    private const string Select = "select u.";
    private const string Source = "from {source}";

    public string SqliteSql => WithValues(sqliteSql ?? sql);

    protected abstract (string Name, ColumnType Type)[] Columns { get; }

    /// <param name="rows">For how many rows.</param>
    /// <param name="parameters">The parameters that the command has before; those of this statement are added to them.</param>
    public string PostgresSql(RowCount rows, NpgsqlParameterCollection parameters)
    {
        var first = parameters.Count + 1;
        foreach (var (_, type) in Columns)
        {
            parameters.Add(new NpgsqlParameter
            {
                NpgsqlDbType = rows is RowCount.One ? PostgresType(type).Type : NpgsqlDbType.Array | PostgresType(type).Type,
            });
        }

        return sql.Replace("{source}", PostgresSource(rows, first), StringComparison.Ordinal);
    }

    public abstract RowCount Rows(Group group);

    /// <param name="group">Whose rows.</param>
    /// <param name="rows">The form that was prepared.</param>
    /// <param name="parameters">Of the command.</param>
    /// <param name="first">Index of this statement's first parameter.</param>
    /// <returns>Index behind its last parameter.</returns>
    public abstract int Bind(Group group, RowCount rows, NpgsqlParameterCollection parameters, int first);

    public abstract void Execute(Group group, SqliteStatement prepared);

    private static (NpgsqlDbType Type, string Name) PostgresType(ColumnType type) => type switch
    {
        ColumnType.Text => (NpgsqlDbType.Text, "text"),
        ColumnType.Json => (NpgsqlDbType.Json, "json"),
        ColumnType.Int => (NpgsqlDbType.Integer, "integer"),
        ColumnType.Long => (NpgsqlDbType.Bigint, "bigint"),
        ColumnType.Time => (NpgsqlDbType.TimestampTz, "timestamptz"),
        ColumnType.Bytes => (NpgsqlDbType.Bytea, "bytea"),
        ColumnType.Uuid => (NpgsqlDbType.Uuid, "uuid"),
        ColumnType.Texts => (NpgsqlDbType.Array | NpgsqlDbType.Text, "text[]"),
        ColumnType.Longs => (NpgsqlDbType.Array | NpgsqlDbType.Bigint, "bigint[]"),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such column type."),
    };

    // In the list of what is selected, the arrays are taken apart side by side; among the tables, each would first be stored for itself.
    private string PostgresSource(RowCount rows, int first)
    {
        var form = rows is RowCount.One ? "${0}::{1} as {2}" : "unnest(${0}::{1}[]) as {2}";
        var values = Columns.Select((column, i) => string.Format(
            CultureInfo.InvariantCulture, form, first + i, PostgresType(column.Type).Name, column.Name));
        return $"(select {string.Join(", ", values)}) as u";
    }

    /// <summary>
    /// A row that is selected from its parameters would first be put into a table of its own where the statement reads what it writes to, as that of the events
    /// does: a seventh of the writer's time. Values go straight in.
    /// </summary>
    private string WithValues(string statement)
    {
        var (first, last) = (statement.IndexOf(Select, StringComparison.Ordinal), statement.IndexOf(Source, StringComparison.Ordinal));

        if (last < 0)
        {
            return statement;
        }

        var rest = statement[(last + Source.Length)..].Replace(" where true", string.Empty, StringComparison.Ordinal);
        var values = statement[(first + "select ".Length)..last].TrimEnd();

        // The longest first: one name may begin another.
        foreach (var (column, i) in Columns.Select((column, i) => (column.Name, i + 1)).OrderByDescending(column => column.Name.Length))
        {
            values = values.Replace($"u.{column}", Statements.Place(i), StringComparison.Ordinal);
        }

        return $"{statement[..first]}values ({values}){rest}";
    }
}

/// <inheritdoc/>
internal sealed class Statement<TRow>(Func<Group, List<TRow>> rows, Column<TRow>[] columns, string sql, string? sqliteSql = null)
    : Statement(sql, sqliteSql)
{
    protected override (string Name, ColumnType Type)[] Columns { get; } = [.. columns.Select(column => (column.Name, column.Type))];

    public override RowCount Rows(Group group) => rows(group).Count switch
    {
        0 => RowCount.None,
        1 => RowCount.One,
        _ => RowCount.Many,
    };

    public override int Bind(Group group, RowCount count, NpgsqlParameterCollection parameters, int first)
    {
        var all = rows(group);
        for (var i = 0; i < columns.Length; i++)
        {
            parameters[first + i].Value = count is RowCount.One ? Single(columns[i], all[0]) : Values(columns[i], all);
        }

        return first + columns.Length;
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

    private static object Single(Column<TRow> column, TRow row) => column.Value(row) switch
    {
        null => DBNull.Value,
        DateTimeOffset moment => moment.UtcDateTime,
        var value => value,
    };

    private static Array Values(Column<TRow> column, List<TRow> all)
    {
        var value = column.Value;
        return column.Type switch
        {
            ColumnType.Text or ColumnType.Json => Values(all, row => (string?)value(row)),
            ColumnType.Int => Values(all, row => (int?)value(row)),
            ColumnType.Long => Values(all, row => (long?)value(row)),
            ColumnType.Time => Values(all, row => ((DateTimeOffset?)value(row))?.UtcDateTime),
            ColumnType.Bytes => Values(all, row => (byte[]?)value(row)),
            ColumnType.Uuid => Values(all, row => (Guid?)value(row)),
            _ => throw new InvalidOperationException($"Column {column.Name} has no type."),
        };
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
