using Ordi2.Contracts.Machines;
using Ordi2.Ledger;
using Ordi2.Ledger.Telling;
using Ordi2.Silo.Machines;

namespace Ordi2.Silo.Clocks;

/// <summary>
/// A process may end between a durable fact and the telling of it. What is left untold stands in the ledger, written with the
/// fact; it is told again at the start of any silo and, by the clock, once it is older than a minute. Who has heard it already
/// changes nothing.
/// </summary>
public sealed partial class Retelling(UntoldQueries untold, ILedger ledger, IGrainFactory grains, ClockMetrics metrics, TimeProvider time, ILogger<Retelling> logger)
{
    /// <summary>Whoever wrote it may still be telling it: so long nobody else does.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private const int Page = 500;

    private bool _started;

    /// <summary>Tells again what nobody told.</summary>
    public async Task RetellAsync(CancellationToken cancellationToken)
    {
        // At the start nobody here is telling anything, and what another silo is telling may be told twice.
        var before = _started ? time.GetUtcNow() - Grace : time.GetUtcNow();
        var told = 0;

        for (UntoldRow? last = null; ;)
        {
            var page = await untold.ListAsync(before, last, Page, cancellationToken);

            foreach (var row in page)
            {
                told += await TellAgainAsync(row) ? 1 : 0;
            }

            if (page.Length < Page)
            {
                break;
            }

            last = page[^1];
        }

        _started = true;

        if (told > 0)
        {
            Log.Retold(logger, told);
        }
    }

    /// <summary>One that fails does not keep the others from being told; the next round tries again.</summary>
    /// <returns>Whether it had to be told; what was only taken, and settled now, did not.</returns>
    public async Task<bool> TellAgainAsync(UntoldRow row)
    {
        try
        {
            if (await SettleAsync(row))
            {
                return false;
            }

            // A machine tells others; what anything else owes are documents, which it sees to when it is woken.
            await (row.Stream.StartsWith("machine/", StringComparison.Ordinal)
                ? grains.GetGrain<IMachineGrain>(row.Stream).RetellAsync(row.Seq, row.Last)
                : Sleepers.Of(grains, row.Stream[..row.Stream.IndexOf('/', StringComparison.Ordinal)], row.Stream).WakeAsync());
            metrics.Retold();
            return true;
        }
#pragma warning disable CA1031 // Whatever is wrong with one, even a mistake of ours: the others have their time too. It is counted, and logged as an error.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            metrics.NotRetold();
            Log.Failed(logger, exception, row.Stream, row.Seq);
            return false;
        }
    }

    /// <summary>What was taken for a machine is the machine's to settle, in its own turn: it may be writing its own fact just now.</summary>
    /// <returns>Whether it was a taking.</returns>
    private async Task<bool> SettleAsync(UntoldRow row)
    {
        if (!Takings.Concern(row.Stream))
        {
            return false;
        }

        var takings = (await ledger.ReadAsync(row.Stream)).Events
            .Where(one => one.Seq >= row.Seq && one.Seq <= row.Last)
            .Select(Takings.Of)
            .Where(one => one is not null)
            .ToArray();

        foreach (var taking in takings)
        {
            var (machine, taken) = taking!.Value;
            await grains.GetGrain<IMachineGrain>($"machine/{machine}").SettleAsync(taken);
        }

        if (takings.Length > 0)
        {
            await ledger.ToldAsync(row.Stream, row.Seq);
        }

        return takings.Length > 0;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Facts} facts that nobody had told were told.")]
        public static partial void Retold(ILogger logger, int facts);

        [LoggerMessage(2, LogLevel.Error, "What {Stream} did from event {Seq} on could not be told; the next round tries again.")]
        public static partial void Failed(ILogger logger, Exception exception, string stream, long seq);
    }
}
