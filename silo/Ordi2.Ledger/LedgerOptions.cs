using Npgsql;

namespace Ordi2.Ledger;

/// <summary>Where the ledger is and how it writes.</summary>
public sealed record LedgerOptions
{
    public const string Section = "Ledger";

    /// <summary>Path of a SQLite file, or a PostgreSQL connection string (<c>Host=…</c> or <c>postgres://…</c>).</summary>
    public required string Database { get; init; }

    /// <summary>Most events in one transaction.</summary>
    public int GroupSize { get; init; } = 1000;

    /// <summary>How many transactions may be under way at once on PostgreSQL. SQLite has one writer.</summary>
    public int Writers { get; init; } = 2;

    /// <summary>How many questions for histories may be under way at once.</summary>
    public int Readers { get; init; } = 2;

    /// <exception cref="LedgerOptionsException">An option makes no sense; the message says which and what to write instead.</exception>
    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Database))
        {
            throw new LedgerOptionsException(
                "No database is given. Write the path of a SQLite file or a PostgreSQL connection string into ORDI2_DATABASE (Ledger:Database).");
        }

        Between(1, GroupSize, 10_000, nameof(GroupSize));
        Between(1, Writers, 8, nameof(Writers));
        Between(1, Readers, 16, nameof(Readers));
    }

    private static void Between(int least, int value, int most, string name)
    {
        if (value < least || value > most)
        {
            throw new LedgerOptionsException($"{Section}:{name} is {value}: it must be from {least} to {most}.");
        }
    }
}

/// <summary>The ledger cannot start as it was told to; the message says what to change.</summary>
public sealed class LedgerOptionsException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Which database, told from one text.</summary>
/// <param name="IsPostgres">PostgreSQL, else SQLite.</param>
/// <param name="ConnectionString">For its driver.</param>
public sealed record DatabaseAddress(bool IsPostgres, string ConnectionString)
{
    /// <exception cref="LedgerOptionsException">The text is neither.</exception>
    public static DatabaseAddress Parse(string database)
    {
        if (database.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
            || database.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase))
        {
            return new DatabaseAddress(IsPostgres: true, FromUri(database));
        }

        if (!database.Contains("Host=", StringComparison.OrdinalIgnoreCase) && !database.Contains("Server=", StringComparison.OrdinalIgnoreCase))
        {
            return new DatabaseAddress(IsPostgres: false, database);
        }

        try
        {
            return new DatabaseAddress(IsPostgres: true, new NpgsqlConnectionStringBuilder(database).ConnectionString);
        }
        catch (ArgumentException e)
        {
            throw new LedgerOptionsException($"The PostgreSQL connection string cannot be read: {e.Message}", e);
        }
    }

    private static string FromUri(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.AbsolutePath.Length < 2)
        {
            throw new LedgerOptionsException("The PostgreSQL address cannot be read. Write postgres://user:password@host:5432/database.");
        }

        var user = uri.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        }.ConnectionString;
    }
}
