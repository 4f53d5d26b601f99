using System.Collections.Immutable;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Processes;

namespace Ordi2.Domain.Processes;

/// <summary>The steps of each process.</summary>
public static class ProcessPlans
{
    /// <summary>Why what a process took is given back.</summary>
    public const string Undone = "process-undone";

    /// <summary>
    /// The places of the dossier first: they are few, and who comes second is told before any machine is touched. Then the
    /// machines, in the name of the coordinator.
    /// </summary>
    public static ImmutableArray<PlannedStep> Allocation(StartAllocation command) =>
    [
        .. command.Machines.Select(machine => new PlannedStep(
            Ask<DossierCommand>($"dossier/{command.Dossier}", new ReserveLine(command.Line, machine), bySystem: true),
            Ask<DossierCommand>($"dossier/{command.Dossier}", new ReleaseLine(machine, Undone), bySystem: true))),
        .. command.Machines.Select(machine => new PlannedStep(
            Ask<MachineCommand>($"machine/{machine}", new Allocate(command.Dossier, command.Line)),
            Ask<MachineCommand>($"machine/{machine}", new ReleaseAllocation(Undone), bySystem: true))),
    ];

    /// <summary>A command as it is kept until it is asked.</summary>
    public static Order Ask<TCommand>(string target, TCommand command, bool bySystem = false)
        where TCommand : class => new(target, CommandCatalog<TCommand>.StepOf(command), CommandCatalog<TCommand>.Write(command), bySystem);
}
