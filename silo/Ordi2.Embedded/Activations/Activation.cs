using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// One grain in memory. It runs one turn at a time, on any thread of the pool; a call starts when no other is under way,
/// unless both may interleave. Small on purpose: what only some need is made when they need it.
/// </summary>
internal sealed partial class Activation(Silo silo, GrainClass grainClass, string key, IActivationOwner owner) : IGrainContext, IThreadPoolWorkItem
{
    /// <summary>After so many turns in a row the thread goes to somebody else.</summary>
    private const int TurnsInARow = 64;

    private IServiceScope? _scope;
    private Call? _nextCall;
    private Task? _nextTask;
    private Queue<(Call Call, Task? Task)>? _moreTurns;
    private Call? _firstWaiting;
    private Call? _lastWaiting;
    private int _running;
    private int _blocking;
    private bool _blockingReadOnly;
    private bool _scheduled;
    private State _state;

    private enum State : byte
    {
        New,
        Activating,
        Active,
        Leaving,
        Gone,
    }

    public Silo Silo { get; } = silo;

    public GrainClass Class { get; } = grainClass;

    public string Key { get; } = key;

    public Grain? Instance { get; private set; }

    public GrainId GrainId => new(Class.Type, IdSpan.Create(Key));

    public object? GrainInstance => Instance;

    public IServiceProvider ActivationServices => (_scope ??= Silo.Services.CreateScope()).ServiceProvider;

    /// <summary>How many calls are under way or wait.</summary>
    public int Load { get; private set; }

    // The activation itself is the lock: a lock object for each would cost more than all the fields.
#pragma warning disable CA2002, MA0064

    /// <summary>Takes a call, unless the activation is gone.</summary>
    public bool Take(Call call)
    {
        bool schedule;
        var startsHere = call.StartsOnCaller && OneTurn.IsPossible;
        lock (this)
        {
            if (_state == State.Gone)
            {
                return false;
            }

            call.Activation = this;
            Load++;
            if (_state == State.New)
            {
                _state = State.Activating;
                Wait(call);
                call = new RuntimeCall("OnActivateAsync", ActivateAsync, alwaysInterleave: true, keepsAlive: true, Activated) { Activation = this };
                Load++;
                schedule = Begin(call);
            }
            else if (MayStart(call))
            {
                schedule = Begin(call);
            }
            else
            {
                if (IsAwaitedFor(call))
                {
                    Load--;
                    throw new TimeoutException(
                        $"Deadlock: {call.Chain()} comes back to a grain that waits for it. Make one of the methods [AlwaysInterleave] or break the chain.");
                }

                Wait(call);
                return true;
            }
        }

        if (schedule && startsHere)
        {
            OneTurn.Run(this);
        }
        else
        {
            Schedule(schedule);
        }

        return true;
    }

    /// <summary>
    /// Runs a continuation at once, on the thread of the pool that completed what its call waited for: that one is about to be
    /// done, and need not wake another. Not when a turn is under way or waits.
    /// </summary>
    public bool TryRunHere(Call call, Task task)
    {
        lock (this)
        {
            if (_scheduled || Silo.Killed)
            {
                return false;
            }

            Enqueue(call, task);
        }

        Execute(turns: 1);
        return true;
    }

    /// <summary>A continuation of a call that is under way.</summary>
    public void Post(Call call, Task task)
    {
        bool schedule;
        lock (this)
        {
            schedule = Enqueue(call, task);
        }

        Schedule(schedule);
    }

    /// <summary>A call came to its end: others may start, or the grain goes.</summary>
    public void Ended(Call call, Task task)
    {
        bool schedule;
        lock (this)
        {
            Load--;
            _running--;
            if (!call.AlwaysInterleave)
            {
                _blocking--;
            }

            if (call.KeepsAlive)
            {
                LastUsed = Silo.Clock.GetTimestamp();
            }

            if (task.IsFaulted && task.Exception.InnerException is Storage.InconsistentStateException stale)
            {
                RequestLeave(new DeactivationReason(DeactivationReasonCode.ApplicationError, stale, "The state that it holds is stale."));
            }

            schedule = StartWaiting() | LeaveIfIdle();
        }

        Schedule(schedule);
    }

    void IThreadPoolWorkItem.Execute() => Execute(TurnsInARow);

    /// <summary>Runs what waits, one turn after the other. Whoever waits for the last answer goes on here, outside every turn.</summary>
    /// <param name="turns">How many at most; what is left goes to the pool.</param>
    public void Execute(int turns)
    {
        Call? answered = null;
        bool more;
        for (var turn = 0; ; turn++)
        {
            Call? call;
            Task? task;
            lock (this)
            {
                call = _nextCall;
                task = _nextTask;
                more = call is not null;
                if (call is null || turn == turns)
                {
                    _scheduled = more;
                    break;
                }

                if (_moreTurns is not null && _moreTurns.TryDequeue(out var next))
                {
                    (_nextCall, _nextTask) = next;
                }
                else
                {
                    (_nextCall, _nextTask, _moreTurns) = (null, null, null);
                }
            }

            answered?.ReplyElsewhere();
            answered = null;
            if (!Silo.Killed && call.Turn(task))
            {
                answered = call;
            }
        }

        Schedule(more);
        answered?.Reply();
    }

    private void Schedule(bool schedule)
    {
        if (schedule)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private bool Enqueue(Call call, Task? task)
    {
        if (_nextCall is null)
        {
            (_nextCall, _nextTask) = (call, task);
        }
        else
        {
            (_moreTurns ??= new()).Enqueue((call, task));
        }

        var schedule = !_scheduled;
        _scheduled = true;
        return schedule;
    }
}
