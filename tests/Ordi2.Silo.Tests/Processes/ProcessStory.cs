using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Processes;
using Ordi2.Silo.Tests.Aggregates;
using Ordi2.Silo.Tests.Clocks;

namespace Ordi2.Silo.Tests.Processes;

/// <summary>One process as the crash test plays it. A new process gets a story, and is killed everywhere.</summary>
public sealed record ProcessStory(string Name)
{
    /// <summary>Brings about what it needs.</summary>
    public required Func<ProcessRun, Task> Prepare { get; init; }

    /// <summary>Starts it; nothing where an aggregate takes its steps itself, and <see cref="Ask"/> says how.</summary>
    public Func<ProcessRun, ProcessCommand>? Start { get; init; }

    /// <summary>Asks an aggregate that takes the steps itself.</summary>
    public Func<ProcessRun, Task>? Ask { get; init; }

    /// <summary>Who starts it; the coordinator where nobody else is named.</summary>
    public Func<ProcessRun, Caller> By { get; init; } = run => run.Coordinator;

    /// <summary>Its first appends are in the history of others, and leave it to whoever got no answer to ask again.</summary>
    public bool AsksAgain { get; init; }

    /// <summary>What stands there in the end, without names that differ from run to run.</summary>
    public required Func<ProcessRun, Task<string>> End { get; init; }

    /// <summary>What the end must say, so that doing nothing every time is no success.</summary>
    public required string Expected { get; init; }

    /// <summary>So many appends it needs at least.</summary>
    public required int LeastAppends { get; init; }
}

/// <summary>One run of a story: its own dossier, its own machines, its own process.</summary>
public sealed partial class ProcessRun(string number)
{
    public static readonly OrganisationId Epn = new("epn");

    public static readonly OrganisationId Partner = new("partner");

    public SmallSilo Silo { get; set; } = null!;

    public Guid CommandId { get; } = Guid.CreateVersion7();

    public DossierId Dossier { get; } = new($"DO-{number}");

    public MachineId[] Machines { get; } = [new($"A{number}"), new($"B{number}"), new($"C{number}")];

    /// <summary>Number of the batteries of its machines.</summary>
    public string Battery { get; } = $"BAT-{number}";

    /// <summary>An EPN of this run alone.</summary>
    public OrganisationId Closing { get; } = new($"epn-{number}");

    public Caller Coordinator { get; } = Cast.As(Cast.Pole, Role.Coordinator, "c1");

    public IProcessGrain Process => Silo.Grains.GetGrain<IProcessGrain>($"process/P-{number}");

    public IDossierGrain DossierGrain => Silo.Grains.GetGrain<IDossierGrain>($"dossier/{Dossier}");

    /// <summary>The same run where it stands now, for a database of its own.</summary>
    public ProcessRun Again() => (ProcessRun)MemberwiseClone();

    /// <summary>Those whom every run needs.</summary>
    public static async Task FoundAsync(SmallSilo silo)
    {
        await silo.RegisterAsync(Cast.Pole, Activity.Pole);
        await silo.RegisterAsync(Cast.Workshop, Activity.Workshop);
        await silo.RegisterAsync(Cast.OtherWorkshop, Activity.Workshop);
        await silo.RegisterAsync(Donor, Activity.Donor);
        await silo.RegisterAsync(Epn, Activity.Epn);
        await silo.RegisterAsync(OtherEpn, Activity.Epn);
        await silo.RegisterAsync(Partner, Activity.Partner, rna: "W697654321");
    }

    public async Task AcceptDossierAsync(int laptops, OrganisationId? of = null, DossierId? id = null)
    {
        var epn = of ?? Epn;
        var dossier = Silo.Grains.GetGrain<IDossierGrain>($"dossier/{id ?? Dossier}");
        var (animator, referent) = (Cast.As(epn, Role.Animator, "a1"), Cast.As(Partner, Role.Partner, "p1"));

        (DossierCommand, Caller)[] acts =
        [
            (new CreateDossier(epn, Partner, Cast.Pole, "Lire en ligne")
            {
                Needs = [new(DeviceType.Laptop, Profile.None, Grade.None, laptops)],
                Sessions = [new(2027, 5, 1)],
            }, animator),
            (new SignDossier(DossierParty.Epn), animator),
            (new SignDossier(DossierParty.Partner), referent),
            (new SubmitDossier(), animator),
            (new FindEligible(), Coordinator),
            (new ScoreDossier(80), Coordinator),
            (new AcceptDossier { Quantities = [laptops] }, Coordinator),
        ];

        foreach (var (command, caller) in acts)
        {
            await Territory.DoneAsync(dossier.DoAsync(command, caller, Guid.CreateVersion7()));
        }
    }

    public async Task MakeReadyAsync(MachineId machine)
    {
        var audit = new HardwareAudit { Evidence = new("manual", string.Empty), Type = DeviceType.Laptop, Batteries = [Battery] };

        (MachineCommand, Caller)[] steps =
        [
            (new ReceiveDevice(Type: DeviceType.Laptop), Cast.Operator),
            (new Triage(Route.Reuse), Cast.Operator),
            (new RecordAudit(audit, LocksTested: true) { NoMediaConfirmedBy = ["o1", "o3"] }, Cast.Operator),
            (new InstallOs(OsPlan.None), Cast.Operator),
            (new PassQc(Grade.B) { Lines = [.. FunctionalSheet.Lines.Select(line => new CheckLine(line, Passed: true))] }, Cast.Supervisor),
        ];

        foreach (var (command, caller) in steps)
        {
            var receipt = await Silo.ScanAsync(machine, command, caller);
            Assert.True(receipt.Outcome is Outcome.Accepted or Outcome.AcceptedWithFinding, $"{command}: {receipt}");
        }
    }

    /// <summary>The dossier's counts and the machines' places, as one text.</summary>
    public async Task<string> StandAsync()
    {
        var machines = new List<string>();

        foreach (var machine in Machines)
        {
            var row = await Silo.MachineAsync(machine);
            machines.Add($"{row?.Status.Code()} {(row?.Dossier == Dossier.Text ? "dossier" : row?.Dossier)}");
        }

        return $"allocated {(await DossierGrain.GetAsync())!.Needs[0].Allocated}: {string.Join(", ", machines)}";
    }
}
