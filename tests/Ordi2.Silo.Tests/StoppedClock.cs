namespace Ordi2.Silo.Tests;

/// <summary>
/// A clock that moves only when told. Timers keep to the system's time, so that the cluster keeps breathing. It begins years behind
/// that: the official runtime plans by both when idle grains go, and starts no silo whose own time is ahead.
/// </summary>
public sealed class StoppedClock : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2020, 3, 2, 8, 15, 0, TimeSpan.Zero);

    private long _ticks = Start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
