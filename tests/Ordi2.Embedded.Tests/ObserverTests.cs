using System.Runtime.CompilerServices;

namespace Ordi2.Embedded.Tests;

public sealed class ObserverTests : IAsyncLifetime
{
    private readonly StoppedClock _clock = new();
    private Cluster _cluster = null!;

    private ISubjectGrain Subject => _cluster.Grains.GetGrain<ISubjectGrain>("subject");

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync(clock: _clock);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Observers_are_told_in_order_and_the_grain_does_not_wait_for_them()
    {
        var watcher = new Watcher(_cluster.Journal);
        await Subject.Watch(_cluster.Grains.CreateObjectReference<IWatcher>(watcher));

        await Subject.Tell(1, 50);
        await Subject.Say("done");
        Assert.Empty(_cluster.Journal.Lines);
        _cluster.Journal.Open("watcher");
        await _cluster.Journal.UntilAsync("plain done");

        Assert.Equal([.. Enumerable.Range(1, 50).Select(i => $"changed {i}"), "plain done"], _cluster.Journal.Lines);
        GC.KeepAlive(watcher);
    }

    [Fact]
    public async Task An_observer_is_held_weakly()
    {
        var (reference, watcher) = Make();
        await Subject.Watch(reference);

        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                GC.Collect();
                return !watcher.IsAlive;
            },
            TimeSpan.FromSeconds(30)));
        await Subject.Say("nobody hears");
        Assert.Empty(_cluster.Journal.Lines);
    }

    [Fact]
    public async Task A_watcher_that_does_not_renew_is_forgotten_and_one_can_leave()
    {
        var watcher = new Watcher(_cluster.Journal);
        var reference = _cluster.Grains.CreateObjectReference<IWatcher>(watcher);
        await Subject.Watch(reference);
        await Subject.Watch(reference);
        Assert.Equal(1, await Subject.Watchers());
        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(0, await Subject.Watchers());

        await Subject.Watch(reference);
        await Subject.Unwatch(reference);
        Assert.Equal(0, await Subject.Watchers());
        GC.KeepAlive(watcher);
    }

    [Fact]
    public async Task A_deleted_reference_tells_nothing_any_more()
    {
        var watcher = new Watcher(_cluster.Journal);
        var reference = _cluster.Grains.CreateObjectReference<IWatcher>(watcher);
        await Subject.Watch(reference);
        await Subject.Say("heard");
        await _cluster.Journal.UntilAsync("plain heard");

        _cluster.Grains.DeleteObjectReference<IWatcher>(reference);
        await Subject.Say("not heard");

        Assert.Throws<ArgumentException>(() => _cluster.Grains.DeleteObjectReference<IWatcher>(watcher));
        Assert.Equal(["plain heard"], _cluster.Journal.Lines);
    }

    [Fact]
    public void An_observer_that_a_grain_would_wait_for_is_refused() => Assert.Contains(
        "IWaitedForObserver.Changed",
        Assert.Throws<NotSupportedException>(() => _cluster.Grains.CreateObjectReference<IWaitedForObserver>(new WaitedFor())).Message,
        StringComparison.Ordinal);

    private sealed class WaitedFor : IWaitedForObserver
    {
        public Task Changed() => Task.CompletedTask;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (IWatcher Reference, WeakReference Watcher) Make()
    {
        var watcher = new Watcher(_cluster.Journal);
        return (_cluster.Grains.CreateObjectReference<IWatcher>(watcher), new WeakReference(watcher));
    }
}
