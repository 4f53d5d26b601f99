using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace Ordi2.Embedded.Tests;

/// <summary>A silo for one test, with what its grains write down.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private Cluster(InProcessTestCluster cluster)
    {
        _cluster = cluster;
    }

    public IGrainFactory Grains => _cluster.Client;

    public InProcessTestCluster Inner => _cluster;

    public Journal Journal => _cluster.Silos[0].ServiceProvider.GetRequiredService<Journal>();

    public static async Task<Cluster> StartAsync(Action<ISiloBuilder>? silo = null, TimeProvider? clock = null, short silos = 1)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        var journal = new Journal();
        builder.ConfigureSiloHost((_, host) =>
        {
            host.Logging.ClearProviders();
            host.Services.AddSingleton(journal);
            if (clock is not null)
            {
                host.Services.AddSingleton(clock);
            }
        });
        builder.ConfigureSilo((_, s) => silo?.Invoke(s));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new Cluster(cluster);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}

/// <summary>What the grains of a test say, and how a test holds them back.</summary>
internal sealed class Journal
{
    private readonly Dictionary<string, TaskCompletionSource> _gates = new(StringComparer.Ordinal);
    private readonly List<string> _lines = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string[] Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public void Add(string line)
    {
        TaskCompletionSource changed;
        lock (_lines)
        {
            _lines.Add(line);
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    /// <summary>A gate that stays shut until the test opens it.</summary>
    public Task Gate(string name) => Source(name).Task;

    public void Open(string name) => Source(name).TrySetResult();

    public Task UntilAsync(string line) => UntilAsync(lines => lines.Contains(line));

    public async Task UntilAsync(Func<string[], bool> met)
    {
        while (true)
        {
            Task changed;
            lock (_lines)
            {
                if (met([.. _lines]))
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    private TaskCompletionSource Source(string name)
    {
        lock (_gates)
        {
            if (!_gates.TryGetValue(name, out var gate))
            {
                _gates[name] = gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return gate;
        }
    }
}
