using Ordi2.Ledger;
using Ordi2.Ledger.Maintenance;

namespace Ordi2.Silo.Streams;

/// <summary>
/// A database of an older version lacks what its read tables have today; they follow from the events, and are made again before the
/// first request. It runs after the migrations and before any grain is called.
/// </summary>
internal sealed partial class RebuildAtStart(Rebuild rebuild, ReadTableRefill refill, TimeProvider time, ILogger<RebuildAtStart> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (await rebuild.IsNeededAsync(cancellationToken))
        {
            Log.Begins(logger);
            var progress = new Events();
            var work = rebuild.RunAsync(refill.RunAsync, progress, cancellationToken);
            await SlowSteps.TellAsync(work, time, taken => Log.StillGoesOn(logger, progress.Read, (long)taken.TotalSeconds));
            var report = await work;
            Log.Done(logger, report.Events, report.Machines);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private sealed class Events : IProgress<long>
    {
        private long _read;

        public long Read => Interlocked.Read(ref _read);

        public void Report(long value) => Interlocked.Exchange(ref _read, value);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The read tables are those of an older version: they are made again from the ledger.")]
        public static partial void Begins(ILogger logger);

        [LoggerMessage(3, LogLevel.Information, "The read tables are still being made again: {Events} events so far, for {Seconds} s.")]
        public static partial void StillGoesOn(ILogger logger, long events, long seconds);

        [LoggerMessage(2, LogLevel.Information, "The read tables were made again: {Events} events, {Machines} machines.")]
        public static partial void Done(ILogger logger, long events, long machines);
    }
}
