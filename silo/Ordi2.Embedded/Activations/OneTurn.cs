namespace Orleans.Embedded;

/// <summary>
/// Runs one turn of a grain on the thread at hand, when that is one of the pool outside every grain: waking another thread costs a
/// lone call more than the turn itself. What the thread carries (its execution context) stays with whoever lends it.
/// </summary>
internal static class OneTurn
{
    private static readonly ExecutionContext Clean = MakeClean();

    [ThreadStatic]
    private static bool _running;

    /// <summary>Whether the running code is outside every grain, on a thread of the pool, and may lend it.</summary>
    public static bool IsPossible =>
        !_running && Thread.CurrentThread.IsThreadPoolThread && SynchronizationContext.Current is null && TaskScheduler.Current == TaskScheduler.Default;

    public static void Run(Activation activation)
    {
        _running = true;
        try
        {
            ExecutionContext.Run(Clean, static state => ((Activation)state!).Execute(turns: 1), activation);
        }
        finally
        {
            _running = false;
        }
    }

    private static ExecutionContext MakeClean()
    {
        ExecutionContext? context = null;
        var thread = new Thread(() => context = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return context ?? throw new InvalidOperationException("A new thread has an execution context.");
    }
}
