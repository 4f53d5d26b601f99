using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Ordi2.Embedded.Tests;

public sealed class HostingTests
{
    [Fact]
    public async Task A_host_has_one_factory_and_one_client()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<Journal>();
        builder.UseOrleans(silo => silo.UseLocalhostClustering().ConfigureServices(s => s.AddSingleton("configured")));
        builder.UseOrleans(_ => { });
        using var host = builder.Build();
        await host.StartAsync();

        var factory = host.Services.GetRequiredService<IGrainFactory>();
        Assert.Same(factory, host.Services.GetRequiredService<IClusterClient>());
        Assert.Equal("configured", host.Services.GetRequiredService<string>());
        Assert.Equal(3, await factory.GetGrain<IAmbientGrain>("x").Add(1, 2));
        await host.StopAsync();
        await Assert.ThrowsAsync<SiloUnavailableException>(async () => await factory.GetGrain<IAmbientGrain>("x").Add(1, 2));
    }

    [Fact]
    public async Task A_client_without_a_silo_in_its_process_says_what_to_do()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client => client.UseLocalhostClustering());
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<SiloUnavailableException>(
            async () => await host.Services.GetRequiredService<IClusterClient>().GetGrain<IAmbientGrain>("x").Add(1, 2));

        Assert.Contains("UseOrleans", error.Message, StringComparison.Ordinal);
        Assert.Throws<OrleansException>(() => builder.UseOrleans(_ => { }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public async Task An_empty_or_blank_key_is_refused(string? key)
    {
        await using var cluster = await Cluster.StartAsync();

        Assert.ThrowsAny<ArgumentException>(() => cluster.Grains.GetGrain<IAmbientGrain>(key!));
    }

    [Fact]
    public async Task Keys_differ_by_case_and_never_by_how_they_look_as_numbers()
    {
        await using var cluster = await Cluster.StartAsync();
        string[] keys = ["0A1", "A1", "a1", "00A1", "machine/A1", "machine/a1"];

        var selves = await Task.WhenAll(keys.Select(k => cluster.Grains.GetGrain<IWorkGrain>(k, typeof(WorkGrain).FullName!).Who()));

        Assert.Equal(keys.Length, selves.Distinct().Count());
        Assert.Equal(cluster.Grains.GetGrain<IAmbientGrain>("x"), cluster.Grains.GetGrain<IAmbientGrain>("x"));
        Assert.NotEqual(cluster.Grains.GetGrain<IAmbientGrain>("x"), cluster.Grains.GetGrain<IAmbientGrain>("X"));
        Assert.Equal("machine/a1", cluster.Grains.GetGrain<IAmbientGrain>("machine/a1").GetPrimaryKeyString());
    }

    [Fact]
    public async Task An_interface_with_no_class_or_with_several_says_so()
    {
        await using var cluster = await Cluster.StartAsync();

        Assert.Contains("ILostGrain", Assert.Throws<ArgumentException>(() => cluster.Grains.GetGrain<ILostGrain>("x")).Message, StringComparison.Ordinal);
        Assert.Contains("OtherGrain", Assert.Throws<ArgumentException>(() => cluster.Grains.GetGrain<ITwiceGrain>("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_classes_the_one_with_the_name_of_the_interface_is_taken()
    {
        await using var cluster = await Cluster.StartAsync();

        Assert.Equal(typeof(WorkGrain).FullName, await cluster.Grains.GetGrain<IWorkGrain>("x").Class());
        Assert.Equal(typeof(OpenWorkGrain).FullName, await cluster.Grains.GetGrain<IWorkGrain>("x", "Ordi2.Embedded.Tests.Open").Class());
    }

    [Fact]
    public async Task A_reference_can_be_seen_as_another_interface_of_its_grain()
    {
        await using var cluster = await Cluster.StartAsync();

        var adder = cluster.Grains.GetGrain<IAmbientGrain>("x").AsReference<IAdder>();

        Assert.Equal(5, await adder.Add(2, 3));
    }
}
