using System.Threading.Channels;
using Ordi2.Contracts.Boards;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Boards;

namespace Ordi2.Silo.Boards;

/// <summary>
/// Carries what the ledger committed to the boards that it concerns: one hint a board for everything that came since the
/// last round. Losing one loses nothing; the next hint, or the next look, brings the board up to date.
/// </summary>
internal sealed partial class BoardHints(IGrainFactory grains, TimeProvider clock, ILogger<BoardHints> logger) : BackgroundService, ICommitListener
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Dictionary<string, BoardEvent?> _waiting = new(StringComparer.Ordinal);

    public void OnCommitted(IReadOnlyList<Committed> group)
    {
        lock (_gate)
        {
            foreach (var committed in group)
            {
                var last = committed is { Machine: { } machine, Step: { } step }
                    ? new BoardEvent(new MachineId(machine), step, committed.Status, committed.RecordedAt)
                    : null;

                foreach (var scope in committed.Scopes)
                {
                    _waiting[scope] = last;
                }
            }
        }

        _signal.Writer.TryWrite(true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _signal.Reader.WaitToReadAsync(stoppingToken))
        {
            _signal.Reader.TryRead(out _);
            Dictionary<string, BoardEvent?> round;

            lock (_gate)
            {
                (round, _waiting) = (_waiting, new(StringComparer.Ordinal));
            }

            foreach (var (scope, last) in round)
            {
                try
                {
                    await grains.GetGrain<IBoardGrain>($"board/{scope}").HintAsync(last);
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    Log.NotHinted(logger, exception, scope);
                }
            }

            // Under load one round carries what many commits changed.
            await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The board {Scope} was not told of a change; it shows it with the next one.")]
        public static partial void NotHinted(ILogger logger, Exception exception, string scope);
    }
}
