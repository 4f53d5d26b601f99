using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger;
using Ordi2.Ledger.Machines;
using Ordi2.Silo.Clocks;
using Ordi2.Silo.Hosting;
using Orleans.TestingHost;

namespace Ordi2.Silo.Tests.Clocks;

/// <summary>A silo on a database that others may be on as well, or have been before it.</summary>
public sealed class SmallSilo : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private SmallSilo(InProcessTestCluster cluster) => _cluster = cluster;

    public IGrainFactory Grains => _cluster.Client;

    public IServiceProvider Services => _cluster.Silos[0].ServiceProvider;

    public Clock Clock => Services.GetRequiredService<Clock>();

    /// <param name="database">Where its ledger is.</param>
    /// <param name="time">Its time.</param>
    /// <param name="adjust">What a test has otherwise.</param>
    public static async Task<SmallSilo> StartAsync(string database, TimeProvider time, Action<IServiceCollection>? adjust = null)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureHost(host => host.Services.AddTellableFaults());
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(time);
            silo.Services.AddOrdi2Ledger(new LedgerOptions { Database = database });
            silo.Services.AddOrdi2Grains();
            adjust?.Invoke(silo.Services);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new(cluster);
    }

    /// <summary>The process is gone from one moment to the next: nobody is told, nothing is finished.</summary>
    public Task KillAsync() => _cluster.Silos[0].StopSiloAsync(stopGracefully: false);

    public IMachineGrain Machine(MachineId id) => Grains.GetGrain<IMachineGrain>($"machine/{id}");

    /// <summary>What lists keep of a machine.</summary>
    public Task<MachineRow?> MachineAsync(MachineId id) => Services.GetRequiredService<MachineQueries>().GetAsync(id.Text);

    public async Task<ScanReceipt> ScanAsync(MachineId id, MachineCommand command, Caller caller)
    {
        var now = Services.GetRequiredService<TimeProvider>().GetUtcNow();
        return Assert.Single(await Machine(id).ScanAsync([new Scan(Guid.CreateVersion7(), now, null, command)], caller));
    }

    public async Task RegisterAsync(OrganisationId id, Activity activity, string? rna = null, Func<RegisterOrganisation, RegisterOrganisation>? otherwise = null)
    {
        var grain = Grains.GetGrain<IOrganisationGrain>($"organisation/{id}");
        var register = new RegisterOrganisation(id.Text, OrganisationForm.Association)
        {
            Activities = [activity],
            Rna = rna ?? SiloFixture.NewRna(),
            Pole = activity == Activity.Pole ? null : Cast.Pole,
            Operators = 8,
        };
        Assert.IsType<Done<OrganisationProfile>>(await grain.DoAsync(
            otherwise?.Invoke(register) ?? register,
            Cast.System,
            Guid.CreateVersion7()));
        Assert.IsType<Done<OrganisationProfile>>(await grain.DoAsync(
            new GrantAccreditation(activity, StoppedClock.Start.AddYears(-1), StoppedClock.Start.AddYears(1), "C-1", "2.0"), Cast.System, Guid.CreateVersion7()));
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
