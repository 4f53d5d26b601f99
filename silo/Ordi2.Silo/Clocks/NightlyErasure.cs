using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Configurations;
using Ordi2.Ledger.Texts;

namespace Ordi2.Silo.Clocks;

/// <summary>
/// Erases once a night, or as soon after as a silo runs, what people typed and is kept for longer than the rules of their pole say (domain.md 2.11): those that are
/// in force in that night. The events stay, with the chain over them; who shows them hears of it.
/// </summary>
public sealed partial class NightlyErasure(FreeTextStore texts, IGrainFactory grains, ILogger<NightlyErasure> logger)
{
    private DateTimeOffset _erasedFor;

    /// <param name="now">Where the night that counts is the one before.</param>
    /// <param name="cancellationToken">Gives it up until the next round.</param>
    public async Task EraseAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var night = NightlySeal.LastNight(now);

        if (_erasedFor == night)
        {
            return;
        }

        var events = 0;

        foreach (var organisation in await texts.OrganisationsAsync(cancellationToken))
        {
            events += await texts.EraseAsync(organisation, now.AddMonths(-(await RulesForAsync(new(organisation))).Retention.TextMonths), now, cancellationToken);
        }

        if (events > 0)
        {
            Log.Erased(logger, events);
        }

        // Also what was erased by a silo that ended before it had told everybody.
        if (await TellAsync(cancellationToken))
        {
            _erasedFor = night;
        }
    }

    private async Task<PoleRules> RulesForAsync(OrganisationId organisation) =>
        (await grains.GetGrain<IOrganisationGrain>($"organisation/{organisation}").GetAsync())?.RulesPole() is { } pole
            ? (await grains.GetGrain<IConfigurationGrain>($"configuration/{pole}").GetAsync())?.Rules ?? PoleRules.Default
            : PoleRules.Default;

    /// <returns>Whether nobody shows any more what was erased.</returns>
    private async Task<bool> TellAsync(CancellationToken cancellationToken)
    {
        var all = true;

        foreach (var stream in await texts.ShownAsync(cancellationToken))
        {
            try
            {
                await Sleepers.Of(grains, stream[..stream.IndexOf('/', StringComparison.Ordinal)], stream).ForgetTextsAsync();
                await texts.HiddenAsync(stream, cancellationToken);
            }
#pragma warning disable CA1031 // Whatever is wrong with one, even a mistake of ours: the others forget. It is logged as an error, and the next round tries again.
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                all = false;
                Log.NotHidden(logger, exception, stream);
            }
        }

        return all;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "What people typed was erased from {Events} events, whose time is over.")]
        public static partial void Erased(ILogger logger, int events);

        [LoggerMessage(2, LogLevel.Error, "{Stream} may still show what was erased; the next round tries again.")]
        public static partial void NotHidden(ILogger logger, Exception exception, string stream);
    }
}
