using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>A timer of a grain: each tick is a turn. The next is set when the one before is over.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly CancellationTokenSource _disposed = new();
    private readonly ITimer _timer;
    private TimeSpan _due;
    private TimeSpan _period;
    private bool _ticking;
    private bool _changed;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        Check(options.DueTime, nameof(options.DueTime));
        Check(options.Period, nameof(options.Period));
        _activation = activation;
        _callback = callback;
        _options = options;
        _due = options.DueTime;
        _period = options.Period;
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            _timer = activation.Silo.Clock.CreateTimer(
                static state => ((GrainTimer)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Start() => _timer.Change(_due, Timeout.InfiniteTimeSpan);

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        lock (_disposed)
        {
            _due = dueTime;
            _period = period;
            _changed = true;
            if (!_ticking)
            {
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_disposed)
        {
            if (_disposed.IsCancellationRequested)
            {
                return;
            }

            _timer.Dispose();
        }

        // Outside the lock: who listens to the token may do anything.
        _disposed.Cancel();
        _activation.Remove(this);
    }

    private static void Check(TimeSpan span, string name)
    {
        if (span != Timeout.InfiniteTimeSpan && span < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(name, span, "A timer's times are zero or more, or Timeout.InfiniteTimeSpan for never.");
        }
    }

    private void Tick()
    {
        lock (_disposed)
        {
            if (_disposed.IsCancellationRequested || _ticking)
            {
                return;
            }

            _ticking = true;
            _changed = false;
        }

        _activation.Take(new RuntimeCall("timer", () => _callback(_disposed.Token), _options.Interleave, _options.KeepAlive, Ticked));
    }

    private void Ticked(Exception? exception)
    {
        if (exception is not null && !_disposed.IsCancellationRequested)
        {
            _activation.Silo.Log.TimerFailed(exception, _activation.Class.Class.Name, _activation.Key);
        }

        lock (_disposed)
        {
            _ticking = false;
            if (!_disposed.IsCancellationRequested)
            {
                _timer.Change(_changed ? _due : _period, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
