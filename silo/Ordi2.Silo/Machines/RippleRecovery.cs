using System.Collections.Frozen;
using System.Globalization;
using Ordi2.Contracts.Machines;
using Ordi2.Domain;
using Ordi2.Domain.Machines;
using Ordi2.Ledger;
using Ordi2.Ledger.Boards;
using Ordi2.Ledger.WorkingStates;

namespace Ordi2.Silo.Machines;

/// <summary>
/// A process may end between a machine's durable fact and the telling of it. At the next start everything since the last
/// checkpoint is told again; who has heard it already changes nothing. The checkpoint trails by one round, so that nothing
/// that was still under way is behind it, and stands still while something could not be told.
/// </summary>
internal sealed partial class RippleRecovery(
    ILedger ledger,
    BoardQueries boards,
    WorkingStateStore states,
    IGrainFactory grains,
    Ripples ripples,
    TimeProvider clock,
    ILogger<RippleRecovery> logger) : BackgroundService
{
    private const string State = "working-state/ripples";
    private const string Key = "checkpoint";
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);

    private static readonly FrozenSet<string> Telling = EventCatalog<MachineEvent>.NamesOf(Ripples.Facts).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Tells again what was written after the last checkpoint.</summary>
    public async Task RetellAsync(CancellationToken cancellationToken)
    {
        var from = await states.ReadAsync(State, Key, cancellationToken) is { } saved ? long.Parse(saved.Json, CultureInfo.InvariantCulture) : 0;
        var again = new Dictionary<string, long>(StringComparer.Ordinal);

        await foreach (var stored in ledger.ReadAllAsync(from, cancellationToken))
        {
            if (Telling.Contains(stored.Type))
            {
                again.TryAdd(stored.Stream, stored.Seq);
            }
        }

        foreach (var (stream, seq) in again)
        {
            await grains.GetGrain<IMachineGrain>(stream).RetellAsync(seq);
        }

        if (again.Count > 0)
        {
            Log.Retold(logger, again.Count, from);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The silo takes calls once every service has started.
        await Task.Yield();

        try
        {
            await RetellAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Log.Failed(logger, exception);
            return;
        }

        using var timer = new PeriodicTimer(Round, clock);
        var before = (await boards.ReadAsync("national", stoppingToken)).Position;

        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (ripples.Untold == 0)
                {
                    await SaveAsync(before, stoppingToken);
                }

                before = (await boards.ReadAsync("national", stoppingToken)).Position;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // A checkpoint that is too old only makes the next start tell more again.
                Log.NotSaved(logger, exception);
            }
        }
    }

    private async Task SaveAsync(long position, CancellationToken cancellationToken)
    {
        var saved = await states.ReadAsync(State, Key, cancellationToken);

        if (saved is null || long.Parse(saved.Json, CultureInfo.InvariantCulture) < position)
        {
            await states.WriteAsync(State, Key, position.ToString(CultureInfo.InvariantCulture), saved?.Etag, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "What {Machines} machines did after position {Position} was told to the others again.")]
        public static partial void Retold(ILogger logger, int machines, long position);

        [LoggerMessage(2, LogLevel.Error, "What machines did before the last stop could not be told again; the next start tries again.")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "The checkpoint could not be saved; the next start tells a little more again.")]
        public static partial void NotSaved(ILogger logger, Exception exception);
    }
}
