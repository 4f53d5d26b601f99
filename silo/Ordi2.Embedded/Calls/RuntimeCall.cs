namespace Orleans.Embedded;

/// <summary>A turn that the runtime makes for itself: a timer's tick, activation, deactivation.</summary>
internal sealed class RuntimeCall(
    string name, Func<Task> work, bool alwaysInterleave = false, bool keepsAlive = false, Action<Exception?>? ended = null) : Call
{
    public override string Name => name;

    public override bool AlwaysInterleave => alwaysInterleave;

    public override bool KeepsAlive => keepsAlive;

    public override void Fail(Exception exception) => ended?.Invoke(exception);

    protected override Task Invoke() => work();

    protected override void Answer(Task task) =>
        ended?.Invoke(task.IsCompletedSuccessfully ? null : task.Exception?.InnerException ?? new TaskCanceledException(task));
}
