using Orleans.Serialization;

namespace Ordi2.Embedded.Tests;

public sealed class CallTests
{
    private static readonly string Plain = typeof(WorkGrain).FullName!;

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
    public async Task Exceptions_reach_the_caller_with_their_type_and_message()
    {
        await using var cluster = await Cluster.StartAsync();

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => cluster.Grains.GetGrain<IWorkGrain>("fails", Plain).Fail("what went wrong"));

        Assert.Equal("what went wrong", error.Message);
    }

    [Fact]
    public async Task A_type_without_a_serializer_does_not_cross_a_call()
    {
        await using var cluster = await Cluster.StartAsync();

        var error = await Assert.ThrowsAsync<CodecNotFoundException>(() => cluster.Grains.GetGrain<IWorkGrain>("a", Plain).Send(new Unsendable("x")));

        Assert.Contains("Unsendable", error.Message, StringComparison.Ordinal);
        Assert.Contains("[GenerateSerializer]", error.Message, StringComparison.Ordinal);
    }
}
