namespace Orleans.Embedded;

/// <summary>
/// One call of a grain. It is the task scheduler of what the grain does for it, so that every continuation comes back to the
/// activation, and so that the runtime always knows on behalf of which call something happens.
/// </summary>
internal abstract class Call : TaskScheduler
{
    private static readonly Action<object?> BeginCallback = static call => ((Call)call!).Begin();
    private static readonly Action<Task, object?> EndCallback = static (task, call) => ((Call)call!).End(task);

    [ThreadStatic]
    private static Call? _inTurn;

    private bool _starting;
    private bool _ended;

    /// <summary>The call that the running code belongs to.</summary>
    public static new Call? Current => TaskScheduler.Current as Call;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Who runs it; known once it is handed to an activation.</summary>
    public Activation? Activation { get; set; }

    /// <summary>The call that made this one and waits for it.</summary>
    public Call? Parent { get; protected set; }

    /// <summary>The next call that waits at the same activation.</summary>
    public Call? NextWaiting { get; set; }

    /// <summary>Neighbours among the calls that wait for an answer.</summary>
    public Call? Before { get; set; }

    public Call? After { get; set; }

    public int Stripe { get; set; } = -1;

    /// <summary>When it was made, by the silo's clock.</summary>
    public long MadeAt { get; protected init; }

    public bool Ended => Volatile.Read(ref _ended);

    public abstract string Name { get; }

    public virtual bool ReadOnly => false;

    public virtual bool AlwaysInterleave => false;

    /// <summary>Whether it counts as use of the grain.</summary>
    public virtual bool KeepsAlive => true;

    /// <summary>Answers with an error, unless it is answered already.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Whether nobody waits for it any more, so that it need not start.</summary>
    public virtual bool Abandoned => false;

    /// <summary>Whether its first turn may run on the thread that calls: whoever calls waits for the answer anyway.</summary>
    public virtual bool StartsOnCaller => false;

    /// <summary>Whether this thread is in a turn of it.</summary>
    protected bool IsInTurn => _inTurn == this;

    /// <summary>Set in the turn that answered it: whoever waits is told when the turn is over.</summary>
    protected bool HasReply { get; set; }

    /// <summary>Runs one turn of the call: its start, or a continuation.</summary>
    /// <returns>Whether it is answered, and whoever waits is to be told: <see cref="Reply"/> or <see cref="ReplyElsewhere"/>.</returns>
    public bool Turn(Task? continuation)
    {
        var outer = _inTurn;
        _inTurn = this;
        if (continuation is not null)
        {
            TryExecuteTask(continuation);
        }
        else
        {
            // Made on the worker and not by the caller: the caller's execution context stays with the caller.
            _starting = true;
            new Task(BeginCallback, this).Start(this);
        }

        _inTurn = outer;
        var hasReply = HasReply;
        HasReply = false;
        return hasReply;
    }

    /// <summary>Tells whoever waits, who may go on at once on this thread.</summary>
    public virtual void Reply()
    {
    }

    /// <summary>Tells whoever waits, who goes on on another thread of the pool.</summary>
    public void ReplyElsewhere() => ThreadPool.UnsafeQueueUserWorkItem(static call => call.Reply(), this, preferLocal: false);

    /// <summary>The chain of calls that led to this one, the oldest first.</summary>
    public string Chain()
    {
        var names = new List<string>();
        for (var call = this; call is not null; call = call.Parent)
        {
            names.Add($"{call.Name}({call.Activation?.Key})");
        }

        names.Reverse();
        return string.Join(" -> ", names);
    }

    protected abstract Task Invoke();

    /// <summary>Answers; runs in the turn in which the grain's task ended.</summary>
    protected abstract void Answer(Task task);

    protected override void QueueTask(Task task)
    {
        if (_starting)
        {
            _starting = false;
            TryExecuteTask(task);
            return;
        }

        Activation!.Post(this, task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        if (taskWasPreviouslyQueued)
        {
            return false;
        }

        return Current is { } current
            ? current.Activation == Activation && TryExecuteTask(task)
            : OneTurn.IsPossible && Activation!.TryRunHere(this, task);
    }

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void Begin()
    {
        Task task;
        try
        {
            task = Invoke();
        }
#pragma warning disable CA1031 // Whatever the grain throws goes to the caller.
        catch (Exception exception)
        {
            task = Task.FromException(exception);
        }
#pragma warning restore CA1031

        if (task.IsCompleted)
        {
            End(task);
        }
        else
        {
            _ = task.ContinueWith(EndCallback, this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, Default);
        }
    }

    private void End(Task task)
    {
        Volatile.Write(ref _ended, true);
        Parent = null;
        Activation!.Ended(this, task);
        Answer(task);
    }
}
