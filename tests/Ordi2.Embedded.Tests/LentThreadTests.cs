namespace Ordi2.Embedded.Tests;

/// <summary>
/// A caller outside every grain, on a thread of the pool, lends its thread for the first turn. Each test calls from such a thread:
/// the test's own has a synchronisation context, and lends nothing.
/// </summary>
public sealed class LentThreadTests
{
    [Fact]
    public async Task The_first_turn_of_a_call_from_outside_runs_on_the_thread_that_calls()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grains.GetGrain<ILentGrain>("lent");

        var (mine, its, isAnswered) = await Task.Run(async () =>
        {
            await grain.ThreadAsync();
            var here = Environment.CurrentManagedThreadId;
            var asked = grain.ThreadAsync();
            var atOnce = asked.IsCompletedSuccessfully;
            return (here, await asked, atOnce);
        });

        Assert.Equal((mine, true), (its, isAnswered));
    }

    [Fact]
    public async Task What_the_lent_thread_carries_stays_with_the_caller()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grains.GetGrain<IAmbientGrain>("ambient");

        var (read, after) = await Task.Run(async () =>
        {
            CallTests.Ambient.Value = "mine";
            return (await grain.Read() + await grain.Read(), CallTests.Ambient.Value);
        });

        Assert.Equal(("", "mine"), (read, after));
    }

    [Fact]
    public async Task Whoever_waited_goes_on_outside_the_grain_that_answered()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grains.GetGrain<ILentGrain>("lent");

        var outside = await Task.Run(async () =>
        {
            var all = true;
            for (var i = 0; i < 500; i++)
            {
                await grain.YieldAsync();
                all &= TaskScheduler.Current == TaskScheduler.Default;

                // It is free: a call that it would have to wait for itself could never end.
                Assert.True(grain.ThreadAsync().Wait(TimeSpan.FromSeconds(20)), "It waits for itself.");
            }

            return all;
        });

        Assert.True(outside);
    }

    [Fact]
    public async Task An_error_reaches_the_caller_outside_the_grain_too()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grains.GetGrain<ILentGrain>("lent");

        var outside = await Task.Run(async () =>
        {
            try
            {
                await grain.FailAsync();
                return false;
            }
            catch (InvalidOperationException)
            {
                return TaskScheduler.Current == TaskScheduler.Default;
            }
        });

        Assert.True(outside);
    }
}

internal interface ILentGrain : IGrainWithStringKey
{
    Task<int> ThreadAsync();

    Task YieldAsync();

    Task FailAsync();
}

internal sealed class LentGrain : Grain, ILentGrain
{
    public Task<int> ThreadAsync() => Task.FromResult(Environment.CurrentManagedThreadId);

    public async Task YieldAsync() => await Task.Yield();

    public Task FailAsync() => throw new InvalidOperationException("It fails.");
}
