using Orleans.Serialization;

namespace Ordi2.Embedded.Tests;

public sealed class CallTests
{
    private static readonly string Plain = typeof(WorkGrain).FullName!;
    private static readonly string Open = typeof(OpenWorkGrain).FullName!;

    [Fact]
    public async Task A_grain_runs_one_turn_at_a_time_and_one_call_after_the_other()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grains.GetGrain<IWorkGrain>("turns", Plain);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => grain.Unsafe())));

        Assert.Equal(2000, await grain.Count());
    }

    [Fact]
    public async Task Continuations_come_back_to_the_grain_and_Task_Run_leaves_it()
    {
        await using var cluster = await Cluster.StartAsync();

        Assert.True(await cluster.Grains.GetGrain<IWorkGrain>("turns", Plain).LeavesWithTaskRun());
    }

    [Fact]
    public async Task A_second_call_waits_until_the_first_has_ended()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grains.GetGrain<IWorkGrain>("waits", Plain);

        var first = grain.Work("first");
        await cluster.Journal.UntilAsync("begin first");
        var second = grain.Work("second");
        cluster.Journal.Open("second");
        cluster.Journal.Open("first");
        await Task.WhenAll(first, second);

        Assert.Equal(["activating waits", "begin first", "end first", "begin second", "end second"], cluster.Journal.Lines);
    }

    [Fact]
    public async Task Calls_of_a_reentrant_grain_interleave()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grains.GetGrain<IWorkGrain>("open", Open);

        var first = grain.Work("first");
        var second = grain.Work("second");
        await cluster.Journal.UntilAsync("begin second");
        cluster.Journal.Open("second");
        await second;
        cluster.Journal.Open("first");
        await first;

        Assert.Equal(["activating open", "begin first", "begin second", "end second", "end first"], cluster.Journal.Lines);
    }

    [Fact]
    public async Task A_method_that_always_interleaves_starts_beside_any_other()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grains.GetGrain<IWorkGrain>("glance", Plain);

        var work = grain.Work("work");
        cluster.Journal.Open("glance");
        await grain.Glance("glance");
        cluster.Journal.Open("work");
        await work;

        Assert.Equal(["activating glance", "begin work", "begin glance", "end glance", "end work"], cluster.Journal.Lines);
    }

    [Fact]
    public async Task Read_only_calls_run_beside_each_other_and_never_beside_a_writing_one()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grains.GetGrain<IWorkGrain>("look", Plain);

        var looks = new[] { grain.Look("look1"), grain.Look("look2") };
        await cluster.Journal.UntilAsync("begin look2");
        var work = grain.Work("work");
        cluster.Journal.Open("work");
        Assert.DoesNotContain("end look1", cluster.Journal.Lines);
        cluster.Journal.Open("look1");
        await looks[0];
        cluster.Journal.Open("look2");
        await Task.WhenAll([.. looks, work]);

        Assert.Equal(["begin work", "end work"], cluster.Journal.Lines[^2..]);
    }

    [Fact]
    public async Task A_chain_that_comes_back_to_a_busy_grain_fails_at_once_and_is_named()
    {
        await using var cluster = await Cluster.StartAsync();

        var error = await Assert.ThrowsAsync<TimeoutException>(() =>
            cluster.Grains.GetGrain<IWorkGrain>("a", Plain).CallThrough(Path("b", "c", "a")).WaitAsync(TimeSpan.FromSeconds(20)));

        Assert.Contains(
            "IWorkGrain.CallThrough(a) -> IWorkGrain.CallThrough(b) -> IWorkGrain.CallThrough(c) -> IWorkGrain.CallThrough(a)",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grain_that_waits_for_itself_is_named_too()
    {
        await using var cluster = await Cluster.StartAsync();

        var error = await Assert.ThrowsAsync<TimeoutException>(() => cluster.Grains.GetGrain<IWorkGrain>("a", Plain).CallThrough(Path("a")));

        Assert.StartsWith("Deadlock", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_that_comes_back_to_a_reentrant_grain_is_answered()
    {
        await using var cluster = await Cluster.StartAsync();

        Assert.Equal("a", await cluster.Grains.GetGrain<IWorkGrain>("a", Open).CallThrough(Path("b", "a", "b", "a")));
    }

    [Fact]
    public async Task Exceptions_reach_the_caller_with_their_type_and_message()
    {
        await using var cluster = await Cluster.StartAsync();

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => cluster.Grains.GetGrain<IWorkGrain>("fails", Plain).Fail("what went wrong"));

        Assert.Equal("what went wrong", error.Message);
    }

    [Fact]
    public async Task A_one_way_call_returns_at_once_and_loses_its_exception()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grains.GetGrain<IWorkGrain>("hint", Plain);

        await grain.Hint("hint");
        cluster.Journal.Open("hint");
        await cluster.Journal.UntilAsync("end hint");

        Assert.Equal(0, await grain.Count());
    }

    [Fact]
    public async Task A_call_without_an_answer_times_out_and_says_that_its_outcome_is_unknown()
    {
        var clock = new StoppedClock();
        await using var cluster = await Cluster.StartAsync(clock: clock);
        var work = cluster.Grains.GetGrain<IWorkGrain>("late", Plain).Work("late");
        await cluster.Journal.UntilAsync("begin late");

        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(work.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(2));
        var error = await Assert.ThrowsAsync<TimeoutException>(() => work);

        Assert.Contains("IWorkGrain.Work(late)", error.Message, StringComparison.Ordinal);
        cluster.Journal.Open("late");
        await cluster.Journal.UntilAsync("end late");
    }

    [Fact]
    public async Task A_call_that_timed_out_before_its_turn_never_starts()
    {
        var clock = new StoppedClock();
        await using var cluster = await Cluster.StartAsync(clock: clock);
        var grain = cluster.Grains.GetGrain<IWorkGrain>("late", Plain);
        var first = grain.Work("first");
        await cluster.Journal.UntilAsync("begin first");
        var second = grain.Work("second");

        clock.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        await Assert.ThrowsAsync<TimeoutException>(() => second);
        cluster.Journal.Open("first");
        await grain.Count();

        Assert.DoesNotContain("begin second", cluster.Journal.Lines);
    }

    [Fact]
    public async Task A_cancelled_wait_does_not_stop_the_grain()
    {
        await using var cluster = await Cluster.StartAsync();
        using var cancel = new CancellationTokenSource();
        var wait = cluster.Grains.GetGrain<IWorkGrain>("wait", Plain).Wait(cancel.Token);
        await cluster.Journal.UntilAsync("waiting");

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);

        cluster.Journal.Open("wait");
        await cluster.Journal.UntilAsync("waited True");
    }

    [Fact]
    public async Task What_the_caller_carries_around_does_not_reach_the_grain()
    {
        await using var cluster = await Cluster.StartAsync();
        Ambient.Value = "mine";

        Assert.Equal("", await cluster.Grains.GetGrain<IAmbientGrain>("ambient").Read());
    }

    [Fact]
    public async Task A_value_task_and_a_method_of_a_base_interface_can_be_called()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grains.GetGrain<IAmbientGrain>("base");

        Assert.Equal(7, await grain.Add(3, 4));
        await grain.Nothing();
    }

    [Fact]
    public async Task A_type_without_a_serializer_does_not_cross_a_call()
    {
        await using var cluster = await Cluster.StartAsync();

        var error = await Assert.ThrowsAsync<CodecNotFoundException>(() => cluster.Grains.GetGrain<IWorkGrain>("a", Plain).Send(new Unsendable("x")));

        Assert.Contains("Unsendable", error.Message, StringComparison.Ordinal);
        Assert.Contains("[GenerateSerializer]", error.Message, StringComparison.Ordinal);
    }

    internal static readonly AsyncLocal<string> Ambient = new();

    private static string[] Path(params string[] keys) => keys;
}

internal interface IAdder : IGrainWithStringKey
{
    ValueTask<int> Add(int left, int right);

    ValueTask Nothing();
}

internal interface IAmbientGrain : IAdder
{
    Task<string> Read();
}

internal sealed class AmbientGrain : Grain, IAmbientGrain
{
    public ValueTask<int> Add(int left, int right) => ValueTask.FromResult(left + right);

    public async ValueTask Nothing() => await Task.Yield();

    public Task<string> Read() => Task.FromResult(CallTests.Ambient.Value ?? "");
}
