namespace Ordi2.Ledger.Databases;

/// <summary>A moment as a parameter of the database at hand.</summary>
internal static class DatabaseTime
{
    public static object Of(LedgerDatabase database, DateTimeOffset moment) =>
        database is SqliteDatabase ? moment.ToMicroseconds() : moment.ToStored().UtcDateTime;

    public static object? Of(LedgerDatabase database, DateTimeOffset? moment) => moment is { } value ? Of(database, value) : null;
}
