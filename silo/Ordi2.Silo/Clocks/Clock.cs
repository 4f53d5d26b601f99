using System.Collections.Immutable;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger.Due;

namespace Ordi2.Silo.Clocks;

/// <summary>
/// The one clock of a silo. Once a minute it asks the ledger what is due and wakes those grains; the domain decides what the
/// deadline means. There is no timer for a machine: a million of them cost nothing while nothing is due. Every silo has a
/// clock; two that wake the same grain ask the same command under the same id, and it is carried out once.
/// </summary>
public sealed partial class Clock : BackgroundService
{
    public static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    private const int Page = 500;
    private const int AtOnce = 16;

    private readonly DueQueries _due;
    private readonly Retelling _retelling;
    private readonly NightlySeal _seal;
    private readonly NightlyErasure _erasure;
    private readonly YearlyReports _reports;
    private readonly IGrainFactory _grains;
    private readonly ClockMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<Clock> _logger;
    private readonly SemaphoreSlim _one = new(1);
    private TaskCompletionSource _ended = NewEnd();

    public Clock(
        DueQueries due, Retelling retelling, NightlySeal seal, NightlyErasure erasure, YearlyReports reports, IGrainFactory grains, ClockMetrics metrics, TimeProvider time, ILogger<Clock> logger) =>
        (_due, _retelling, _seal, _erasure, _reports, _grains, _metrics, _time, _logger) = (due, retelling, seal, erasure, reports, grains, metrics, time, logger);

    /// <summary>One round now, after any that is under way: what was due when it began has been asked when it ends.</summary>
    /// <returns>How many commands of the system were carried out.</returns>
    public async Task<int> RoundAsync(CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken);
        var ended = Interlocked.Exchange(ref _ended, NewEnd());
        var started = _time.GetTimestamp();

        try
        {
            await _retelling.RetellAsync(cancellationToken);
            var done = await WakeAsync(cancellationToken);
            await _seal.SealAsync(_time.GetUtcNow(), cancellationToken);
            await _erasure.EraseAsync(_time.GetUtcNow(), cancellationToken);
            await _reports.MakeAsync(_time.GetUtcNow(), cancellationToken);
            _metrics.Round(_time.GetElapsedTime(started), done);
            return done;
        }
        finally
        {
            _one.Release();
            ended.TrySetResult();
        }
    }

    /// <summary>Ends when the next round that begins has ended.</summary>
    public Task NextRoundAsync() => Volatile.Read(ref _ended).Task;

    public override void Dispose()
    {
        base.Dispose();
        _one.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The silo takes calls once every service has started.
        await Task.Yield();
        using var timer = new PeriodicTimer(Round, _time);

        do
        {
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                _metrics.RoundFailed();

                // What is due stays due: the next round asks again.
                Log.RoundFailed(_logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static TaskCompletionSource NewEnd() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<int> WakeAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var (done, open) = (0, 0);

        for (var page = ImmutableArray<DueRow>.Empty; ;)
        {
            page = await _due.ListAsync(now, page, Page, cancellationToken);
            await Parallel.ForEachAsync(
                page,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (row, _) => Interlocked.Add(ref done, await WakeAsync(row)));

            open += page.Count(row => row.Kind == Kinds.Process.Name);

            if (page.Length < Page)
            {
                _metrics.OpenProcesses(open);
                return done;
            }
        }
    }

    /// <summary>One that fails does not keep the others from their time; it is woken again in the next round.</summary>
    private async Task<int> WakeAsync(DueRow row)
    {
        try
        {
            var done = await Sleepers.Of(_grains, row.Kind, row.Key).WakeAsync();
            _metrics.Woken();
            return done;
        }
#pragma warning disable CA1031 // Whatever is wrong with one, even a mistake of ours: the others have their time too. It is counted, and logged as an error.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _metrics.NotWoken();
            Log.NotWoken(_logger, exception, row.Key, row.DueAt);
            return 0;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A round of the clock failed; the next one asks again.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "{Key} was due at {DueAt} and could not be woken; the next round tries again.")]
        public static partial void NotWoken(ILogger logger, Exception exception, string key, DateTimeOffset dueAt);
    }
}
