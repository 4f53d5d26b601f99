using System.Collections.Immutable;
using Ordi2.Contracts.Boards;
using Ordi2.Ledger.Boards;
using Orleans.Utilities;

namespace Ordi2.Silo.Boards;

/// <summary>
/// Keeps nothing that matters: the counters stand in the read tables. A hint makes it read them again, at most 10 times a
/// second and only while somebody watches; what changed since the last look goes to the watchers under one more version.
/// </summary>
internal sealed partial class BoardGrain(IBoardReader reader, TimeProvider clock, ILogger<BoardGrain> logger) : Grain, IBoardGrain
{
    private const string KeyPrefix = "board/";
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    // Longer than two renewals by a watcher, so that one lost renewal does not blind a board.
    private readonly ObserverManager<IBoardWatcher> _watchers = new(TimeSpan.FromMinutes(3), logger);
    private ImmutableDictionary<string, long> _shown = ImmutableDictionary<string, long>.Empty;
    private IGrainTimer? _timer;
    private bool _read;
    private long _version;
    private BoardEvent? _last;
    private bool _hinted;
    private long _lookedAt;

    private string Scope => this.GetPrimaryKeyString()[KeyPrefix.Length..];

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!this.GetPrimaryKeyString().StartsWith(KeyPrefix, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"'{this.GetPrimaryKeyString()}' is not the key of a board: it is '{KeyPrefix}' and the scope.");
        }

        // Ten pushes a second never catch up with the milliseconds of the clock: versions grow over a restart too.
        _version = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return Task.CompletedTask;
    }

    public async Task HintAsync(BoardEvent? last)
    {
        _last = last ?? _last;
        _hinted = true;

        if (_watchers.Count == 0 || _timer is not null)
        {
            return;
        }

        // More hints are likely: the next look is after a pace, and the timer stops when one brings nothing.
        _timer = this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions { DueTime = Pace, Period = Pace });

        if (clock.GetElapsedTime(_lookedAt) >= Pace)
        {
            await TickAsync(CancellationToken.None);
        }
    }

    public async Task<BoardSnapshot> ReadAsync()
    {
        // A change after this version says again what this one may know already: it tells values and not differences.
        var version = _version;
        return Snapshot(version, (await reader.ReadAsync(Scope, CancellationToken.None)).Select(counter => KeyValuePair.Create(counter.Counter, counter.Value)));
    }

    public async Task<BoardSnapshot> WatchAsync(IBoardWatcher watcher)
    {
        _watchers.Subscribe(watcher, watcher);

        // Whoever watches already hears what changed since the last look before the newcomer's snapshot includes it.
        await LookAsync(CancellationToken.None);
        return Snapshot(_version, _shown);
    }

    public Task UnwatchAsync(IBoardWatcher watcher)
    {
        _watchers.Unsubscribe(watcher);
        return Task.CompletedTask;
    }

    private BoardSnapshot Snapshot(long version, IEnumerable<KeyValuePair<string, long>> counters) => new(
        Scope,
        version,
        [.. counters.Where(pair => pair.Value != 0).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new CounterValue(pair.Key, pair.Value))]);

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        if (!_hinted || _watchers.Count == 0)
        {
            _timer?.Dispose();
            _timer = null;
            return;
        }

        try
        {
            await LookAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The database does not answer: the hint stays, and the next tick looks again.
            _hinted = true;
            Log.NotRead(logger, exception, Scope);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        _hinted = false;
        _lookedAt = clock.GetTimestamp();
        var counters = await reader.ReadAsync(Scope, cancellationToken);
        var now = counters.ToImmutableDictionary(counter => counter.Counter, counter => counter.Value, StringComparer.Ordinal);

        ImmutableArray<CounterValue> changes =
        [
            .. now.Where(pair => _shown.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => new CounterValue(pair.Key, pair.Value)),
            .. _shown.Where(pair => pair.Value != 0 && !now.ContainsKey(pair.Key)).Select(pair => new CounterValue(pair.Key, 0)),
        ];
        _shown = now;

        if (!_read)
        {
            _read = true;
            return;
        }

        if (changes.IsEmpty)
        {
            return;
        }

        _version++;
        var change = new BoardChange(Scope, _version, [.. changes.OrderBy(one => one.Counter, StringComparer.Ordinal)], _last);
        await _watchers.Notify(watcher => watcher.ChangedAsync(change));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The counters of the board {Scope} could not be read.")]
        public static partial void NotRead(ILogger logger, Exception exception, string scope);
    }
}

/// <summary>Reads the counters of one board.</summary>
internal interface IBoardReader
{
    Task<ImmutableArray<CounterValue>> ReadAsync(string scope, CancellationToken cancellationToken);
}

/// <summary>Reads them from the read tables.</summary>
internal sealed class LedgerBoardReader(BoardQueries queries) : IBoardReader
{
    public async Task<ImmutableArray<CounterValue>> ReadAsync(string scope, CancellationToken cancellationToken) =>
        (await queries.ReadAsync(scope, cancellationToken)).Counters;
}
