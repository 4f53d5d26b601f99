using System.Diagnostics;

namespace Orleans.Embedded;

/// <summary>A call through a grain reference.</summary>
[DebuggerDisplay("{Name}")]
internal sealed class Call<TArguments, TAnswer> : Call
{
    private readonly GrainMethod<TArguments, TAnswer> _method;
    private readonly TaskCompletionSource<TAnswer>? _answer;
    private readonly Silo _silo;
    private TArguments _arguments;
    private TAnswer _reply = default!;
    private Exception? _failure;
    private CancellationToken _canceledBy;
    private int _settled;

    public Call(Silo silo, GrainMethod<TArguments, TAnswer> method, TArguments arguments)
    {
        _silo = silo;
        _method = method;
        _arguments = arguments;
        MadeAt = silo.Clock.GetTimestamp();
        if (!method.OneWay)
        {
            Parent = Current;
            _answer = new TaskCompletionSource<TAnswer>();
        }
    }

    public Task<TAnswer> Task => _answer!.Task;

    public override string Name => _method.Name;

    public override bool ReadOnly => _method.ReadOnly;

    public override bool AlwaysInterleave => _method.AlwaysInterleave;

    public override bool Abandoned => Volatile.Read(ref _settled) != 0;

    public override bool StartsOnCaller => Parent is null && _answer is not null;

    public override void Fail(Exception exception)
    {
        if (_answer is null)
        {
            _silo.Log.OneWayFailed(exception, Name, Activation?.Key ?? "");
        }
        else if (TrySettle())
        {
            _failure = exception;
            Told();
        }

        _silo.Waiting.Remove(this);
    }

    public void Cancel(CancellationToken cancellationToken)
    {
        if (TrySettle())
        {
            _canceledBy = cancellationToken;
            Told();
            _silo.Waiting.Remove(this);
        }
    }

    public override void Reply()
    {
        if (_failure is not null)
        {
            _answer!.TrySetException(_failure);
        }
        else if (_canceledBy.IsCancellationRequested)
        {
            _answer!.TrySetCanceled(_canceledBy);
        }
        else
        {
            _answer!.TrySetResult(_reply);
        }
    }

    protected override Task Invoke() => _method.Invoke(Activation!.Instance!, _arguments);

    protected override void Answer(Task task)
    {
        _arguments = default!;
        if (!task.IsCompletedSuccessfully)
        {
            Fail(task.Exception?.InnerException ?? new TaskCanceledException(task));
            return;
        }

        if (_answer is null)
        {
            return;
        }

        try
        {
            var reply = task is Task<TAnswer> { Result: var answer } ? _method.Isolate(answer) : default!;
            if (TrySettle())
            {
                _reply = reply;
                Told();
            }

            _silo.Waiting.Remove(this);
        }
#pragma warning disable CA1031 // An answer that may not cross is the caller's to know.
        catch (Exception exception)
        {
            Fail(exception);
        }
#pragma warning restore CA1031
    }

    private bool TrySettle() => Interlocked.Exchange(ref _settled, 1) == 0;

    /// <summary>In a turn, whoever waits is told after it; elsewhere (a time-out, a task that ended on another thread) at once, on the pool.</summary>
    private void Told()
    {
        if (IsInTurn)
        {
            HasReply = true;
        }
        else
        {
            ReplyElsewhere();
        }
    }
}
