using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace Ordi2.Embedded.Tests;

public sealed class StateTests
{
    [Fact]
    public async Task Working_state_is_read_before_the_grain_starts_and_outlives_it()
    {
        await using var cluster = await Cluster.StartAsync(s => s.AddMemoryGrainStorage("notes"));
        var grain = cluster.Grains.GetGrain<INoteGrain>("a");

        Assert.Equal("nothing yet False", await grain.Read());
        await grain.Write("written");
        Assert.Equal("written True", await grain.Read());
        Assert.Equal("nothing yet False", await cluster.Grains.GetGrain<INoteGrain>("A").Read());
        await grain.Clear();
        Assert.Equal("nothing yet False", await grain.Read());
    }

    [Fact]
    public async Task A_stale_write_throws_and_the_activation_goes()
    {
        await using var cluster = await Cluster.StartAsync(s => s.AddMemoryGrainStorage("notes"));
        var grain = cluster.Grains.GetGrain<INoteGrain>("a");
        await grain.Read();
        var storage = cluster.Inner.Silos[0].ServiceProvider.GetRequiredKeyedService<IGrainStorage>("notes");
        await storage.WriteStateAsync("note", GrainId.Create("note", "a"), new GrainState<Note>(new Note { Text = "theirs" }));

        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.WriteOnly("mine"));

        Assert.Equal("theirs True", await grain.Read());
    }

    [Fact]
    public async Task A_storage_that_was_not_added_is_named()
    {
        await using var cluster = await Cluster.StartAsync();

        var error = await Assert.ThrowsAsync<BadProviderConfigException>(() => cluster.Grains.GetGrain<INoteGrain>("a").Read());

        Assert.Contains("« notes »", error.Message, StringComparison.Ordinal);
    }
}
