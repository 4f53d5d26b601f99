#if ORLEANS
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Ordi2.Silo.Hosting;

/// <summary>
/// After a crash of all, the membership table still calls the dead silos active, and a newcomer would ask them for five minutes
/// and give up. While this silo joins, it writes down as dead whoever gave no sign of life for too long.
/// </summary>
internal sealed partial class DeadSilos(
    IMembershipTable table, IOptions<ClusterMembershipOptions> options, TimeProvider clock, ILogger<DeadSilos> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource _joined = new();
    private Task _looking = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(DeadSilos), ServiceLifecycleStage.RuntimeInitialize, starting =>
        {
            _looking = Task.Run(() => BuryAsync(_joined.Token), starting);
            return Task.CompletedTask;
        });
        lifecycle.Subscribe(nameof(DeadSilos), ServiceLifecycleStage.Active, async _ =>
        {
            await _joined.CancelAsync();
            await _looking;
        });
    }

    public void Dispose() => _joined.Dispose();

    private async Task BuryAsync(CancellationToken joined)
    {
        var heartbeat = options.Value.IAmAliveTablePublishTimeout;
        using var timer = new PeriodicTimer(heartbeat / 2, clock);

        try
        {
            do
            {
                await BuryOnceAsync(clock.GetUtcNow().UtcDateTime - (heartbeat * options.Value.NumMissedTableIAmAliveLimit));
            }
            while (await timer.WaitForNextTickAsync(joined));
        }
        catch (OperationCanceledException)
        {
            // It joined: from here the silos watch each other.
        }
    }

    private async Task BuryOnceAsync(DateTime silentSince)
    {
        try
        {
            await table.InitializeMembershipTable(tryInitTableVersion: true);
            var known = await table.ReadAll();

            foreach (var (entry, etag) in known.Members.Where(m => m.Item1.Status == SiloStatus.Active && m.Item1.IAmAliveTime < silentSince))
            {
                entry.Status = SiloStatus.Dead;

                // The version moved with the row: the next round takes the next one.
                if (await table.UpdateRow(entry, etag, known.Version.Next()))
                {
                    Log.Buried(logger, entry.SiloAddress.ToString(), entry.IAmAliveTime);
                    break;
                }
            }
        }
#pragma warning disable CA1031 // The join goes on without this help, only slower.
        catch (Exception exception)
        {
            Log.Failed(logger, exception);
        }
#pragma warning restore CA1031
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Silo {Silo} gave no sign of life since {Since} and is written down as dead")]
        public static partial void Buried(ILogger logger, string silo, DateTime since);

        [LoggerMessage(2, LogLevel.Warning, "The membership table could not be looked over for dead silos; trying again")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
#endif
