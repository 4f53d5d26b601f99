using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger;
using Ordi2.Ledger.Testing;
using Ordi2.Silo.Hosting;
using Orleans.TestingHost;

namespace Ordi2.Silo.Tests;

/// <summary>A real silo on a real ledger (SQLite, in a folder of its own), with a clock that stands still.</summary>
public sealed class SiloFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = TestFolder.Make("silo");
    private InProcessTestCluster _cluster = null!;
    private static int _labels;
    private static int _associations;

    public StoppedClock Clock { get; } = new();

    public FaultyLedger Ledger { get; private set; } = null!;

    public string Database => Path.Combine(_folder.FullName, "ledger.db");

    public IGrainFactory Grains => _cluster.Client;

    /// <summary>A label that no other test uses: a test shares no machine with another.</summary>
    public static MachineId NewMachine() => new($"T{Interlocked.Increment(ref _labels):000000}");

    /// <summary>A number of an association's form that no other organisation has: the same number would be the same legal person.</summary>
    public static string NewRna() => string.Create(CultureInfo.InvariantCulture, $"W69{Interlocked.Increment(ref _associations):0000000}");

    public IMachineGrain Machine(MachineId id) => Grains.GetGrain<IMachineGrain>($"machine/{id}");

    /// <summary>The activation goes; the next call reads the machine from the ledger.</summary>
    public Task ForgetAsync(MachineId id) => ForgetAsync(Machine(id));

    /// <summary>The same for any other grain.</summary>
    public Task ForgetAsync(IGrainWithStringKey grain) => _cluster.DeactivateAsync(grain);

    public async Task<ScanReceipt> ScanAsync(MachineId id, MachineCommand command, Caller caller, Guid? scanId = null, TimeSpan? ago = null)
    {
        var receipts = await Machine(id).ScanAsync([new Scan(scanId ?? Guid.CreateVersion7(), Clock.GetUtcNow() - (ago ?? TimeSpan.Zero), null, command)], caller);
        return Assert.Single(receipts);
    }

    /// <summary>A laptop without a disk, audited in the workshop.</summary>
    public async Task<MachineId> AuditedLaptopAsync()
    {
        var machine = NewMachine();
        var audit = new HardwareAudit { Evidence = new("manual", string.Empty), Type = DeviceType.Laptop };

        await ScanAsync(machine, new ReceiveDevice(Type: DeviceType.Laptop), Cast.Operator);
        await ScanAsync(machine, new Triage(Route.Reuse), Cast.Operator);
        await ScanAsync(machine, new RecordAudit(audit, LocksTested: true) { NoMediaConfirmedBy = ["o1", "o3"] }, Cast.Operator);
        return machine;
    }

    /// <summary>The same, as far as the stock.</summary>
    public async Task<MachineId> ReadyLaptopAsync()
    {
        var machine = await AuditedLaptopAsync();
        await ScanAsync(machine, new InstallOs(OsPlan.None), Cast.Operator);
        var ready = await ScanAsync(
            machine, new PassQc(Grade.B) { Lines = [.. FunctionalSheet.Lines.Select(line => new CheckLine(line, Passed: true))] }, Cast.Supervisor);

        Assert.Equal(MachineStatus.Ready, ready.Status);
        return machine;
    }

    public async Task InitializeAsync()
    {
        _cluster = await DeployAsync();
        Ledger = Services.GetRequiredService<FaultyLedger>();
        await RegisterAsync(Cast.Pole, "Pôle Rhône", Activity.Pole);
        await RegisterAsync(Cast.Workshop, "Atelier Nord", Activity.Workshop);
        await RegisterAsync(Cast.OtherWorkshop, "Atelier Sud", Activity.Workshop);
        await RegisterAsync(Cast.Shredder, "Broyage du Rhône", Activity.Recycler);
    }

    public IServiceProvider Services { get; private set; } = null!;

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task RegisterAsync(OrganisationId id, string name, Activity activity)
    {
        var grain = Grains.GetGrain<IOrganisationGrain>($"organisation/{id}");
        Done(await grain.DoAsync(
            new RegisterOrganisation(name, OrganisationForm.Association)
            {
                Activities = [activity],
                Rna = NewRna(),
                Pole = activity == Activity.Pole ? null : Cast.Pole,
                Operators = 8,
                DataDestruction = activity == Activity.Recycler,
            },
            Cast.System,
            Guid.CreateVersion7()));
        Done(await grain.DoAsync(
            new GrantAccreditation(activity, StoppedClock.Start.AddYears(-1), StoppedClock.Start.AddYears(1), "C-1", "2.0"),
            Cast.System,
            Guid.CreateVersion7()));
    }

    private static void Done<T>(Reply<T> reply) => Assert.IsType<Done<T>>(reply);

    private async Task<InProcessTestCluster> DeployAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureHost(host => host.Services.AddTellableFaults());
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(Clock);
            silo.Services.AddOrdi2Ledger(new LedgerOptions { Database = Database });
            silo.Services.AddOrdi2Grains();

            // The grains get the ledger whose answers can be lost.
            FaultyLedger.Decorate(silo.Services);
        });

        var cluster = builder.Build();
        await cluster.DeployAsync();
        Services = cluster.Silos[0].ServiceProvider;
        return cluster;
    }
}

/// <summary>Who acts in the tests of the silo.</summary>
public static class Cast
{
    public static readonly OrganisationId Pole = new("pole-rhone");

    public static readonly OrganisationId Workshop = new("atelier-nord");

    public static readonly OrganisationId OtherWorkshop = new("atelier-sud");

    public static readonly OrganisationId Shredder = new("broyage");

    public static readonly Caller System = As(new("national"), Role.System, "system");

    public static readonly Caller Operator = As(Workshop, Role.Operator, "o1");

    public static readonly Caller Supervisor = As(Workshop, Role.Supervisor, "e1");

    public static readonly Caller Stranger = As(OtherWorkshop, Role.Operator, "o2");

    public static Caller As(OrganisationId organisation, Role role, string person) =>
        new(new PersonId(person), organisation, role, new DeviceId($"device-{person}"));
}
