namespace Ordi2.Silo.Streams;

/// <summary>Moments as the ledger gives them back: UTC, whole microseconds. What is decided on is what will be read again.</summary>
internal static class Moments
{
    public static DateTimeOffset Whole(this DateTimeOffset moment) => new(moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public static DateTimeOffset Now(this TimeProvider clock) => clock.GetUtcNow().Whole();
}
