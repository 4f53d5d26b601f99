namespace Ordi2.Ledger;

/// <summary>Moments as both databases can keep them: UTC, whole microseconds.</summary>
public static class Instants
{
    public static long ToMicroseconds(this DateTimeOffset moment) => (moment.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        new(DateTime.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public static DateTimeOffset ToStored(this DateTimeOffset moment) => FromMicroseconds(moment.ToMicroseconds());

    /// <summary>What either database gives back: microseconds (SQLite) or a UTC date (PostgreSQL).</summary>
    public static DateTimeOffset FromDatabase(object value) => value switch
    {
        long microseconds => FromMicroseconds(microseconds),
        DateTime date => new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Utc)),
        DateTimeOffset moment => moment.ToUniversalTime(),
        _ => throw new InvalidOperationException($"The database holds a moment as {value.GetType().Name}."),
    };
}
