using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>How a grain comes and goes.</summary>
internal sealed partial class Activation
{
    private List<GrainTimer>? _timers;
    private Leaving? _leaving;
    private long _keptUntil;

    public long LastUsed { get; private set; }

    public Task Deactivated
    {
        get
        {
            lock (this)
            {
                return _state == State.Gone ? Task.CompletedTask : (_leaving ??= new Leaving()).Done.Task;
            }
        }
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        bool schedule;
        lock (this)
        {
            RequestLeave(deactivationReason);
            schedule = LeaveIfIdle();
        }

        Schedule(schedule);
    }

    public void Delay(TimeSpan span)
    {
        lock (this)
        {
            _keptUntil = span <= TimeSpan.Zero ? 0 : Silo.Clock.GetTimestamp() + Silo.Ticks(span);
        }
    }

    /// <summary>Goes if it was idle for too long.</summary>
    public bool Collect(long now, TimeSpan age)
    {
        bool schedule;
        lock (this)
        {
            if (_state != State.Active || Load > 0 || now < _keptUntil || now - LastUsed < Silo.Ticks(Class.AgeLimit ?? age))
            {
                return false;
            }

            RequestLeave(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "It was idle for too long."));
            schedule = LeaveIfIdle();
        }

        Schedule(schedule);
        return true;
    }

    public GrainTimer AddTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(this, callback, options);
        lock (this)
        {
            ObjectDisposedException.ThrowIf(_state == State.Gone, this);
            (_timers ??= []).Add(timer);
        }

        timer.Start();
        return timer;
    }

    public void Remove(GrainTimer timer)
    {
        lock (this)
        {
            _timers?.Remove(timer);
        }
    }

    public void StopTimers()
    {
        List<GrainTimer>? timers;
        lock (this)
        {
            (timers, _timers) = (_timers, null);
        }

        timers?.ForEach(t => t.Dispose());
    }

    private async Task ActivateAsync()
    {
        LastUsed = Silo.Clock.GetTimestamp();
        var (grain, states) = Class.Make(this);
        Instance = grain;
        using var timeout = new CancellationTokenSource(Silo.Collection.ActivationTimeout, Silo.Clock);
        foreach (var state in states)
        {
            await state.ReadStateAsync(timeout.Token);
        }

        await grain.OnActivateAsync(timeout.Token);
    }

    private void Activated(Exception? exception)
    {
        bool schedule;
        lock (this)
        {
            if (exception is null)
            {
                _state = State.Active;
                schedule = StartWaiting(all: true) | LeaveIfIdle();
            }
            else
            {
                schedule = false;
            }
        }

        Schedule(schedule);
        if (exception is not null)
        {
            Silo.Log.ActivationFailed(exception, Class.Class.Name, Key);
            StopTimers();
            Release();
            foreach (var call in Go())
            {
                call.Fail(exception);
            }
        }
    }

    private void RequestLeave(DeactivationReason reason)
    {
        if (_state is State.New or State.Gone || _leaving is { Asked: true })
        {
            return;
        }

        _leaving ??= new Leaving();
        _leaving.Asked = true;
        _leaving.Reason = reason;
    }

    /// <summary>Begins to go once nothing is under way. Calls that wait are sent on to the next activation.</summary>
    private bool LeaveIfIdle()
    {
        if (_leaving is not { Asked: true } || _state != State.Active || _running > 0)
        {
            return false;
        }

        _state = State.Leaving;
        var call = new RuntimeCall("OnDeactivateAsync", DeactivateAsync, alwaysInterleave: true, ended: Left) { Activation = this };
        Load++;
        return Begin(call);
    }

    private async Task DeactivateAsync()
    {
        StopTimers();
        using var timeout = new CancellationTokenSource(Silo.Collection.DeactivationTimeout, Silo.Clock);
        await Instance!.OnDeactivateAsync(_leaving!.Reason, timeout.Token);
    }

    private void Left(Exception? exception)
    {
        if (exception is not null)
        {
            Silo.Log.DeactivationFailed(exception, Class.Class.Name, Key);
        }

        StopTimers();
        Release();
        foreach (var call in Go())
        {
            Silo.Redispatch(Class, Key, call);
        }
    }

    private async void Release()
    {
        try
        {
            if (Instance is IAsyncDisposable waiting)
            {
                await waiting.DisposeAsync();
            }
            else
            {
                (Instance as IDisposable)?.Dispose();
            }

            if (_scope is IAsyncDisposable scope)
            {
                await scope.DisposeAsync();
            }
        }
#pragma warning disable CA1031 // The grain is gone whatever its Dispose says.
        catch (Exception exception)
        {
            Silo.Log.DeactivationFailed(exception, Class.Class.Name, Key);
        }
#pragma warning restore CA1031
    }

    /// <summary>Takes the activation out of the silo and gives the calls that still wait.</summary>
    private List<Call> Go()
    {
        var waiting = new List<Call>();
        TaskCompletionSource? done;
        lock (this)
        {
            _state = State.Gone;
            done = _leaving?.Done;
            for (var call = _firstWaiting; call is not null;)
            {
                var next = call.NextWaiting;
                call.NextWaiting = null;
                waiting.Add(call);
                call = next;
            }

            (_firstWaiting, _lastWaiting) = (null, null);
        }

        owner.Gone(this);
        done?.TrySetResult();
        return waiting;
    }

    private sealed class Leaving
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Asked { get; set; }

        public DeactivationReason Reason { get; set; }
    }
}
