using System.Collections.ObjectModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>What may be said of the silos of a test.</summary>
public sealed class InProcessTestClusterOptions
{
    public short InitialSilosCount { get; set; }

    public List<Action<InProcessTestSiloSpecificOptions, IHostApplicationBuilder>> SiloHostConfigurationDelegates { get; } = [];

    public List<Action<IHostApplicationBuilder>> ClientHostConfigurationDelegates { get; } = [];
}

/// <summary>One silo's part of it.</summary>
public sealed class InProcessTestSiloSpecificOptions
{
    public string SiloName { get; set; } = null!;
}

/// <summary>Describes the cluster of a test.</summary>
public sealed class InProcessTestClusterBuilder
{
    public InProcessTestClusterBuilder()
        : this(2)
    {
    }

    public InProcessTestClusterBuilder(short initialSilosCount)
    {
        Options = new InProcessTestClusterOptions { InitialSilosCount = initialSilosCount };
    }

    public InProcessTestClusterOptions Options { get; }

    /// <summary>For the hosts of the silos and of the client.</summary>
    public InProcessTestClusterBuilder ConfigureHost(Action<IHostApplicationBuilder> configureDelegate)
    {
        Options.SiloHostConfigurationDelegates.Add((_, host) => configureDelegate(host));
        return ConfigureClientHost(configureDelegate);
    }

    public InProcessTestClusterBuilder ConfigureSilo(Action<InProcessTestSiloSpecificOptions, ISiloBuilder> configureSiloDelegate) =>
        ConfigureSiloHost((options, host) => host.UseOrleans(silo => configureSiloDelegate(options, silo)));

    public InProcessTestClusterBuilder ConfigureSiloHost(Action<InProcessTestSiloSpecificOptions, IHostApplicationBuilder> configureSiloHostDelegate)
    {
        Options.SiloHostConfigurationDelegates.Add(configureSiloHostDelegate);
        return this;
    }

    public InProcessTestClusterBuilder ConfigureClient(Action<IClientBuilder> configureClientDelegate) =>
        ConfigureClientHost(host => host.UseOrleansClient(configureClientDelegate));

    public InProcessTestClusterBuilder ConfigureClientHost(Action<IHostApplicationBuilder> configureHostDelegate)
    {
        Options.ClientHostConfigurationDelegates.Add(configureHostDelegate);
        return this;
    }

    public InProcessTestCluster Build() => new(Options);
}

/// <summary>What every silo of a test has.</summary>
public abstract class SiloHandle : IAsyncDisposable
{
    public string Name { get; set; } = null!;

    public abstract bool IsActive { get; }

    public abstract Task StopSiloAsync(bool stopGracefully);

    public abstract ValueTask DisposeAsync();

    public override string ToString() => Name;
}

/// <summary>A silo of a test, with its host.</summary>
public class InProcessSiloHandle : SiloHandle
{
    private bool _active = true;

    public IHost SiloHost { get; init; } = null!;

    public IServiceProvider ServiceProvider => SiloHost.Services;

    public override bool IsActive => _active;

    internal Silo Silo => ServiceProvider.GetRequiredService<Silo>();

    public override async Task StopSiloAsync(bool stopGracefully)
    {
        if (!_active)
        {
            return;
        }

        _active = false;
        if (!stopGracefully)
        {
            Silo.Kill();
        }

        await SiloHost.StopAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await StopSiloAsync(stopGracefully: true);
        await ((IAsyncDisposable)SiloHost).DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>
/// Silos for a test. The first that lives has all the grains and the others stand by: this runtime has one process, and a test
/// that kills a silo then finds the next.
/// </summary>
public sealed class InProcessTestCluster : IDisposable, IAsyncDisposable
{
    private readonly List<InProcessSiloHandle> _silos = [];
    private IHost? _client;
    private int _started;

    internal InProcessTestCluster(InProcessTestClusterOptions options)
    {
        Options = options;
    }

    public InProcessTestClusterOptions Options { get; }

    public ReadOnlyCollection<InProcessSiloHandle> Silos
    {
        get
        {
            lock (_silos)
            {
                return _silos.ToList().AsReadOnly();
            }
        }
    }

    public IClusterClient Client => _client?.Services.GetRequiredService<IClusterClient>()
        ?? throw new InvalidOperationException("The test cluster was not deployed: call DeployAsync first.");

    private Silo First => Silos.FirstOrDefault(s => s.IsActive)?.Silo ?? throw new SiloUnavailableException("No silo of the test cluster is left.");

    public async Task DeployAsync()
    {
        for (var i = 0; i < Options.InitialSilosCount; i++)
        {
            await StartAdditionalSiloAsync();
        }

        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<Func<Silo>>(() => First);
        Options.ClientHostConfigurationDelegates.ForEach(configure => configure(builder));
        builder.UseOrleansClient(_ => { });
        _client = builder.Build();
        await _client.StartAsync();
    }

    public async Task<InProcessSiloHandle> StartAdditionalSiloAsync()
    {
        var options = new InProcessTestSiloSpecificOptions { SiloName = $"Silo_{_started++}" };
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = options.SiloName });
        Options.SiloHostConfigurationDelegates.ForEach(configure => configure(options, builder));
        builder.UseOrleans(_ => { });
        var host = builder.Build();
        await host.StartAsync();
        var handle = new InProcessSiloHandle { Name = options.SiloName, SiloHost = host };
        lock (_silos)
        {
            _silos.Add(handle);
        }

        return handle;
    }

    /// <summary>Stops in order: the grains are deactivated first.</summary>
    public Task StopSiloAsync(InProcessSiloHandle instance) => RemoveAsync(instance, stopGracefully: true);

    /// <summary>As if the process had died: nothing that had begun goes on.</summary>
    public Task KillSiloAsync(InProcessSiloHandle instance) => RemoveAsync(instance, stopGracefully: false);

    public async Task<InProcessSiloHandle?> RestartSiloAsync(InProcessSiloHandle instance)
    {
        await StopSiloAsync(instance);
        return await StartAdditionalSiloAsync();
    }

    public Task DeactivateAsync(IAddressable grain)
    {
        var reference = (GrainReference)grain;
        var activation = First.Existing(reference.Class!, reference.Key);
        activation?.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateAsync was called."));
        return activation?.Deactivated ?? Task.CompletedTask;
    }

    public async Task StopAllSilosAsync()
    {
        if (_client is not null)
        {
            await _client.StopAsync();
        }

        foreach (var silo in Silos)
        {
            await StopSiloAsync(silo);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAllSilosAsync();
        _client?.Dispose();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task RemoveAsync(InProcessSiloHandle instance, bool stopGracefully)
    {
        await instance.StopSiloAsync(stopGracefully);
        lock (_silos)
        {
            _silos.Remove(instance);
        }

        await instance.DisposeAsync();
    }
}

public static class TimeProviderTestingExtensions
{
    /// <summary>Nothing to do: this runtime has no background areas.</summary>
    public static IServiceCollection UseTimeProviderForBackgroundAreas(this IServiceCollection services, TimeProvider timeProvider) => services;
}
