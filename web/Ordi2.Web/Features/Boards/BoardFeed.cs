using Microsoft.AspNetCore.SignalR;
using Ordi2.Contracts.Boards;

namespace Ordi2.Web.Features.Boards;

/// <summary>Watches the boards that somebody looks at, and forgets the others.</summary>
internal sealed partial class BoardFeed(
    IGrainFactory grains,
    IHubContext<BoardHub, IBoardClient> hub,
    TimeProvider time,
    ILogger<BoardFeed> logger) : BackgroundService
{
    // A board forgets a watcher after 3 minutes: two renewals may be lost.
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, BoardRelay> _relays = new(StringComparer.Ordinal);

    /// <summary>One more viewer: the board as it is. The viewer must already be in the group, so that no change falls between.</summary>
    public async Task<BoardSnapshot> OpenAsync(string scope)
    {
        BoardRelay relay;

        lock (_lock)
        {
            if (!_relays.TryGetValue(scope, out relay!))
            {
                _relays[scope] = relay = new BoardRelay(scope, hub, logger);
                relay.Reference = grains.CreateObjectReference<IBoardWatcher>(relay);
            }

            relay.Viewers++;
        }

        try
        {
            return await WatchAsync(scope, relay);
        }
        catch
        {
            await CloseAsync(scope);
            throw;
        }
    }

    /// <summary>How many browsers watch a board by this process.</summary>
    public int ViewersOf(string scope)
    {
        lock (_lock)
        {
            return _relays.TryGetValue(scope, out var relay) ? relay.Viewers : 0;
        }
    }

    /// <summary>One viewer less.</summary>
    public async Task CloseAsync(string scope)
    {
        BoardRelay relay;

        lock (_lock)
        {
            relay = _relays[scope];

            if (--relay.Viewers > 0)
            {
                return;
            }

            _relays.Remove(scope);
        }

        try
        {
            await Board(scope).UnwatchAsync(relay.Reference!);
        }
#pragma warning disable CA1031 // The board forgets the watcher by itself: a failed farewell changes nothing.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.FarewellFailed(logger, scope, exception);
        }
        finally
        {
            grains.DeleteObjectReference<IBoardWatcher>(relay.Reference!);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Renewal, time);

        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            KeyValuePair<string, BoardRelay>[] watched;

            lock (_lock)
            {
                watched = [.. _relays];
            }

            foreach (var (scope, relay) in watched)
            {
                await RenewAsync(scope, relay);
            }
        }
    }

    private async Task RenewAsync(string scope, BoardRelay relay)
    {
        try
        {
            await WatchAsync(scope, relay);
        }
#pragma warning disable CA1031 // The next renewal tries again; the other boards must not wait for it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.RenewalFailed(logger, scope, exception);
        }
    }

    private async Task<BoardSnapshot> WatchAsync(string scope, BoardRelay relay)
    {
        var snapshot = await Board(scope).WatchAsync(relay.Reference!);
        relay.CatchUp(snapshot);
        return snapshot;
    }

    private IBoardGrain Board(string scope) => grains.GetGrain<IBoardGrain>($"board/{scope}");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The board {Scope} could not be watched again; the next minute tries once more.")]
        public static partial void RenewalFailed(ILogger logger, string scope, Exception exception);

        [LoggerMessage(2, LogLevel.Debug, "The board {Scope} was not told that nobody watches it any more.")]
        public static partial void FarewellFailed(ILogger logger, string scope, Exception exception);
    }
}
