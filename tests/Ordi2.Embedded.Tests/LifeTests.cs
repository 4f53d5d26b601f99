using System.Runtime.CompilerServices;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Ordi2.Embedded.Tests;

public sealed class LifeTests
{
    private static readonly string Plain = typeof(WorkGrain).FullName!;

    [Fact]
    public async Task Two_calls_at_once_make_one_activation_which_is_ready_before_they_run()
    {
        await using var cluster = await Cluster.StartAsync();
        var calls = Enumerable.Range(0, 20).Select(_ => Task.Run(() => cluster.Grains.GetGrain<IWorkGrain>("slow", Plain).Who())).ToArray();
        await cluster.Journal.UntilAsync("activating slow");
        cluster.Journal.Open("activation");

        Assert.Single((await Task.WhenAll(calls)).Distinct());
        Assert.Equal(["activating slow"], cluster.Journal.Lines);
    }

    [Fact]
    public async Task A_grain_that_does_not_start_fails_the_call_and_is_tried_again_at_the_next()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grains.GetGrain<IWorkGrain>("broken", Plain);

        Assert.Equal("It does not start.", (await Assert.ThrowsAsync<InvalidOperationException>(() => grain.Who())).Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => grain.Who());

        Assert.Equal(["activating broken", "activating broken"], cluster.Journal.Lines);
    }

    [Fact]
    public async Task A_grain_that_asks_to_go_leaves_after_its_turn()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grains.GetGrain<IWorkGrain>("leaves", Plain);
        var before = await grain.Who();

        await grain.Leave(afterError: false);
        Assert.NotEqual(before, await grain.Who());
        await Assert.ThrowsAsync<InvalidOperationException>(() => grain.Leave(afterError: true));
        await cluster.Journal.UntilAsync(lines => lines.Count(l => l == "gone leaves") == 2);
    }

    [Fact]
    public async Task A_grain_that_asks_to_go_is_not_held_back_by_calls_that_wait()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grains.GetGrain<IWorkGrain>("crowded", Plain);
        var work = grain.Work("work");
        await cluster.Journal.UntilAsync("begin work");
        var leave = grain.Leave(afterError: false);
        var before = grain.Who();
        cluster.Journal.Open("work");
        await Task.WhenAll(work, leave);

        await before;
        await cluster.Journal.UntilAsync("gone crowded");
        Assert.Equal(
            ["begin work", "end work", "deactivating crowded ApplicationRequested", "gone crowded", "activating crowded"], cluster.Journal.Lines[1..]);
    }

    [Fact]
    public async Task Calls_that_arrive_while_a_grain_goes_reach_the_next_activation()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grains.GetGrain<IWorkGrain>("clingy", Plain);
        var before = await grain.Who();
        await grain.Leave(afterError: false);
        await cluster.Journal.UntilAsync("deactivating clingy ApplicationRequested");

        var after = grain.Who();
        cluster.Journal.Open("deactivation");

        Assert.NotEqual(before, await after);
        Assert.Equal(["activating clingy", "deactivating clingy ApplicationRequested", "gone clingy", "activating clingy"], cluster.Journal.Lines[..4]);
    }

    [Fact]
    public async Task An_idle_grain_goes_and_a_used_one_stays()
    {
        var clock = new StoppedClock();
        await using var cluster = await Cluster.StartAsync(s => s.Configure<GrainCollectionOptions>(o => o.CollectionAge = TimeSpan.FromMinutes(5)), clock);
        await cluster.Grains.GetGrain<IWorkGrain>("idle", Plain).Who();
        var used = await cluster.Grains.GetGrain<IWorkGrain>("used", Plain).Who();
        var stays = cluster.Grains.GetGrain<ITickGrain>("stays");
        await stays.Stay(TimeSpan.FromMinutes(20));

        clock.Advance(TimeSpan.FromMinutes(4));
        await cluster.Grains.GetGrain<IWorkGrain>("used", Plain).Who();
        clock.Advance(TimeSpan.FromMinutes(2));
        await cluster.Journal.UntilAsync("gone idle");

        Assert.Contains("deactivating idle ActivationIdle", cluster.Journal.Lines);
        Assert.Equal(used, await cluster.Grains.GetGrain<IWorkGrain>("used", Plain).Who());
        Assert.DoesNotContain("gone ActivationIdle", cluster.Journal.Lines);
        clock.Advance(TimeSpan.FromMinutes(20));
        await cluster.Journal.UntilAsync("gone ActivationIdle");
    }

    [Fact]
    public async Task The_memory_of_an_idle_grain_is_given_back()
    {
        var clock = new StoppedClock();
        await using var cluster = await Cluster.StartAsync(clock: clock);
        await cluster.Grains.GetGrain<IHeavyGrain>("heavy").Load();
        Assert.True(HeavyGrain.Last!.IsAlive);

        clock.Advance(TimeSpan.FromMinutes(16));
        await cluster.Journal.UntilAsync("heavy gone");
        Assert.True(SpinWait.SpinUntil(Collected, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task At_shutdown_every_grain_is_deactivated()
    {
        var cluster = await Cluster.StartAsync();
        var journal = cluster.Journal;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => cluster.Grains.GetGrain<IWorkGrain>($"g{i}", Plain).Who()));

        await cluster.DisposeAsync();

        Assert.Equal(50, journal.Lines.Count(l => l.EndsWith("ShuttingDown", StringComparison.Ordinal)));
        Assert.Equal(50, journal.Lines.Count(l => l.StartsWith("gone g", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_killed_silo_fails_what_was_under_way_and_the_next_takes_over()
    {
        await using var cluster = await Cluster.StartAsync(silos: 2);
        var journal = cluster.Journal;
        var grain = cluster.Grains.GetGrain<IWorkGrain>("survivor", Plain);
        var before = await grain.Who();
        var work = grain.Work("work");
        await journal.UntilAsync("begin work");

        await cluster.Inner.KillSiloAsync(cluster.Inner.Silos[0]);

        await Assert.ThrowsAsync<SiloUnavailableException>(() => work);
        journal.Open("work");
        Assert.NotEqual(before, await grain.Who());
        Assert.DoesNotContain("end work", journal.Lines);
        Assert.DoesNotContain("deactivating survivor ShuttingDown", journal.Lines);
    }

    [Fact]
    public async Task A_test_can_send_a_grain_away()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grains.GetGrain<IWorkGrain>("sent", Plain);
        var before = await grain.Who();

        await cluster.Inner.DeactivateAsync(grain);

        Assert.Contains("gone sent", cluster.Journal.Lines);
        Assert.NotEqual(before, await grain.Who());
    }

    [Fact]
    public async Task Several_activations_of_a_stateless_worker_work_at_once_and_no_more_than_allowed()
    {
        await using var cluster = await Cluster.StartAsync();
        var grain = cluster.Grains.GetGrain<IManyGrain>("many");

        var calls = Enumerable.Range(0, 4).Select(i => grain.Work($"{i}")).ToArray();
        await cluster.Journal.UntilAsync(lines => lines.Length == 3);
        Assert.Equal(3, cluster.Journal.Lines.Length);
        cluster.Journal.Open("all");
        await Task.WhenAll(calls);

        Assert.Equal(4, cluster.Journal.Lines.Length);
    }

    private static bool Collected()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return !HeavyGrain.Last!.IsAlive;
    }
}

internal interface IHeavyGrain : IGrainWithStringKey
{
    Task Load();
}

internal sealed class HeavyGrain(Journal journal) : Grain, IHeavyGrain
{
    private byte[]? _load;

    public static WeakReference? Last { get; private set; }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public Task Load()
    {
        _load = new byte[1_000_000];
        Last = new WeakReference(_load);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        journal.Add("heavy gone");
        return Task.CompletedTask;
    }
}
