using Orleans.Concurrency;
using Orleans.Runtime;

namespace Ordi2.Embedded.Tests;

internal interface ITickGrain : IGrainWithStringKey
{
    Task Start(TimeSpan due, TimeSpan period, bool interleave, bool keepAlive, bool fail);

    Task Change(TimeSpan due, TimeSpan period);

    Task Stop();

    Task Hold(string gate);

    Task Stay(TimeSpan span);
}

internal sealed class TickGrain(Journal journal) : Grain, ITickGrain
{
    private IGrainTimer? _timer;
    private int _ticks;

    public Task Start(TimeSpan due, TimeSpan period, bool interleave, bool keepAlive, bool fail)
    {
        _timer = this.RegisterGrainTimer(
            _ =>
            {
                journal.Add($"tick {++_ticks}");
                return fail ? throw new InvalidOperationException("This tick fails.") : Task.CompletedTask;
            },
            new GrainTimerCreationOptions { DueTime = due, Period = period, Interleave = interleave, KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan due, TimeSpan period)
    {
        _timer!.Change(due, period);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public async Task Hold(string gate)
    {
        journal.Add("holding");
        await journal.Gate(gate);
        journal.Add("let go");
    }

    public Task Stay(TimeSpan span)
    {
        DelayDeactivation(span);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        journal.Add($"gone {reason.ReasonCode}");
        return Task.CompletedTask;
    }
}

internal interface IWatcher : IGrainObserver
{
    [OneWay]
    Task Changed(int number);

    void Plain(string text);
}

internal sealed class Watcher(Journal journal) : IWatcher
{
    public async Task Changed(int number)
    {
        if (number == 1)
        {
            await journal.Gate("watcher");
        }

        journal.Add($"changed {number}");
    }

    public void Plain(string text) => journal.Add($"plain {text}");
}

internal interface ISubjectGrain : IGrainWithStringKey
{
    Task Watch(IWatcher watcher);

    Task Unwatch(IWatcher watcher);

    Task Tell(int from, int to);

    Task Say(string text);

    Task<int> Watchers();
}

internal sealed class SubjectGrain(TimeProvider clock, Microsoft.Extensions.Logging.ILogger<SubjectGrain> logger) : Grain, ISubjectGrain
{
    private readonly Orleans.Utilities.ObserverManager<IWatcher> _watchers =
        new(TimeSpan.FromMinutes(3), logger) { GetDateTime = () => clock.GetUtcNow().UtcDateTime };

    public Task Watch(IWatcher watcher)
    {
        _watchers.Subscribe(watcher, watcher);
        return Task.CompletedTask;
    }

    public Task Unwatch(IWatcher watcher)
    {
        _watchers.Unsubscribe(watcher);
        return Task.CompletedTask;
    }

    public async Task Tell(int from, int to)
    {
        for (var number = from; number <= to; number++)
        {
            await _watchers.Notify(w => w.Changed(number));
        }
    }

    public Task Say(string text)
    {
        _watchers.Notify(w => w.Plain(text));
        return Task.CompletedTask;
    }

    public Task<int> Watchers()
    {
        _watchers.ClearExpired();
        return Task.FromResult(_watchers.Count);
    }
}

internal interface IManyGrain : IGrainWithStringKey
{
    Task Work(string name);
}

[StatelessWorker(3)]
internal sealed class ManyGrain(Journal journal) : Grain, IManyGrain
{
    public async Task Work(string name)
    {
        journal.Add($"begin {name}");
        await journal.Gate("all");
    }
}

[GenerateSerializer]
internal sealed class Note
{
    [Id(0)]
    public string Text { get; set; } = "nothing yet";
}

internal interface INoteGrain : IGrainWithStringKey
{
    Task<string> Read();

    Task Write(string text);

    Task Clear();

    Task WriteOnly(string text);
}

internal sealed class NoteGrain([PersistentState("note", "notes")] IPersistentState<Note> note) : Grain, INoteGrain
{
    private string _read = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _read = $"{note.State.Text} {note.RecordExists}";
        return Task.CompletedTask;
    }

    public Task<string> Read() => Task.FromResult(_read);

    public async Task Write(string text)
    {
        note.State.Text = text;
        await note.WriteStateAsync();
        DeactivateOnIdle();
    }

    public async Task Clear()
    {
        await note.ClearStateAsync();
        DeactivateOnIdle();
    }

    public Task WriteOnly(string text)
    {
        note.State.Text = text;
        return note.WriteStateAsync(CancellationToken.None);
    }
}

internal interface ILostGrain : IGrainWithStringKey
{
    Task Do();
}

internal interface ITwiceGrain : IGrainWithStringKey
{
    Task Do();
}

internal sealed class OneGrain : Grain, ITwiceGrain
{
    public Task Do() => Task.CompletedTask;
}

internal sealed class OtherGrain : Grain, ITwiceGrain
{
    public Task Do() => Task.CompletedTask;
}

internal interface IWaitedForObserver : IGrainObserver
{
    Task Changed();
}
