namespace Ordi2.Scanner.Outbox;

/// <summary>Pauses that grow while nothing works, so that a server that comes back is not run over by those who waited for it.</summary>
internal sealed class Pauses
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>A server may ask for a longer pause than ours, and for no more than this: an address that answers nonsense must not silence a station for a day.</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(15);

    private int _failures;

    /// <summary>The next pause: each twice as long as the one before.</summary>
    public TimeSpan Next() => After(++_failures);

    public void Reset() => _failures = 0;

    /// <summary>The pause after so many failures.</summary>
    public static TimeSpan After(int failures) => TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Clamp(failures - 1, 0, 16)));

    /// <summary>What the server asks for, within reason.</summary>
    public static TimeSpan Asked(TimeSpan asked) => TimeSpan.FromTicks(Math.Clamp(asked.Ticks, First.Ticks, LongestAsked.Ticks));
}
