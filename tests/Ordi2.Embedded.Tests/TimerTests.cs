namespace Ordi2.Embedded.Tests;

public sealed class TimerTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly StoppedClock _clock = new();
    private Cluster _cluster = null!;

    private ITickGrain Grain => _cluster.Grains.GetGrain<ITickGrain>("tick");

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync(clock: _clock);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_timer_ticks_when_due_and_then_each_period_even_after_a_failure()
    {
        await Grain.Start(Second, Second * 2, interleave: false, keepAlive: false, fail: true);

        _clock.Advance(Second);
        await _cluster.Journal.UntilAsync("tick 1");
        await Grain.Stay(TimeSpan.Zero);
        _clock.Advance(Second);
        await Grain.Stay(TimeSpan.Zero);
        Assert.Equal(["tick 1"], _cluster.Journal.Lines);
        _clock.Advance(Second);
        await _cluster.Journal.UntilAsync("tick 2");
    }

    [Fact]
    public async Task A_tick_is_a_turn_of_the_grain_unless_it_interleaves()
    {
        await Grain.Start(Second, Timeout.InfiniteTimeSpan, interleave: false, keepAlive: false, fail: false);
        var hold = Grain.Hold("plain");
        await _cluster.Journal.UntilAsync("holding");
        _clock.Advance(Second);
        _cluster.Journal.Open("plain");
        await hold;
        await _cluster.Journal.UntilAsync("tick 1");
        Assert.Equal(["holding", "let go", "tick 1"], _cluster.Journal.Lines);

        await Grain.Start(Second, Timeout.InfiniteTimeSpan, interleave: true, keepAlive: false, fail: false);
        hold = Grain.Hold("beside");
        await _cluster.Journal.UntilAsync(lines => lines.Count(l => l == "holding") == 2);
        _clock.Advance(Second);
        await _cluster.Journal.UntilAsync("tick 2");
        _cluster.Journal.Open("beside");
        await hold;
    }

    [Fact]
    public async Task A_timer_can_be_changed_and_stopped()
    {
        await Grain.Start(Second * 100, Second, interleave: false, keepAlive: false, fail: false);
        await Grain.Change(Second, Second);
        _clock.Advance(Second);
        await _cluster.Journal.UntilAsync("tick 1");

        await Grain.Stop();
        _clock.Advance(Second * 10);
        await Grain.Stay(TimeSpan.Zero);
        Assert.Equal(["tick 1"], _cluster.Journal.Lines);
    }

    [Fact]
    public async Task A_timer_does_not_keep_its_grain_and_stops_with_it()
    {
        await Grain.Start(TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(1), interleave: false, keepAlive: false, fail: false);

        _clock.Advance(TimeSpan.FromMinutes(14));
        await _cluster.Journal.UntilAsync("tick 1");
        _clock.Advance(TimeSpan.FromMinutes(2));
        await _cluster.Journal.UntilAsync("gone ActivationIdle");
        var ticks = _cluster.Journal.Lines.Length;
        _clock.Advance(TimeSpan.FromMinutes(10));
        await Grain.Stay(TimeSpan.Zero);

        Assert.Equal(ticks, _cluster.Journal.Lines.Length);
    }

    [Fact]
    public async Task A_timer_that_is_asked_to_keeps_its_grain()
    {
        await Grain.Start(TimeSpan.FromMinutes(14), Timeout.InfiniteTimeSpan, interleave: false, keepAlive: true, fail: false);

        _clock.Advance(TimeSpan.FromMinutes(14));
        await _cluster.Journal.UntilAsync("tick 1");
        await Grain.Stay(TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await Grain.Stay(TimeSpan.Zero);

        Assert.DoesNotContain("gone ActivationIdle", _cluster.Journal.Lines);
    }

    [Fact]
    public async Task A_negative_time_is_refused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Grain.Start(-Second, Second, interleave: false, keepAlive: false, fail: false));
}
