using Ordi2.Ledger.Maintenance;

namespace Ordi2.Silo.Clocks;

/// <summary>Seals the ledger once a night (design.md 4), or as soon after as a silo runs.</summary>
public sealed partial class NightlySeal(Seals seals, ILogger<NightlySeal> logger)
{
    /// <summary>The hour of the night, UTC: 2 or 3 o'clock in metropolitan France, where nobody works.</summary>
    public const int Hour = 1;

    private DateTimeOffset _sealedFor;

    /// <param name="now">Where the night that counts is the one before.</param>
    /// <param name="cancellationToken">Gives it up until the next round.</param>
    public async Task SealAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var night = LastNight(now);

        if (_sealedFor == night)
        {
            return;
        }

        if (await seals.IsSealDueAsync(night, cancellationToken))
        {
            var seal = await seals.SealAsync(cancellationToken);
            Log.Sealed(logger, seal.Number, seal.Position, seal.Streams);
        }

        _sealedFor = night;
    }

    /// <summary>When the last night began.</summary>
    internal static DateTimeOffset LastNight(DateTimeOffset now)
    {
        var tonight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(Hour);
        return now >= tonight ? tonight : tonight.AddDays(-1);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Seal {Number}: the ledger up to position {Position}, {Streams} streams.")]
        public static partial void Sealed(ILogger logger, long number, long position, long streams);
    }
}
