using System.Collections.Immutable;
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
    /// Machine by machine, in the name of the coordinator: each takes its place in the dossier before its own fact, and gives it
    /// back when it is released. A place is never taken or given back without its machine, which may have it from before.
    /// </summary>
    public static ImmutableArray<PlannedStep> Allocation(StartAllocation command) =>
    [
        .. command.Machines.Select(machine => new PlannedStep(
            Ask<MachineCommand>($"machine/{machine}", new Allocate(command.Dossier, command.Line)),
            Ask<MachineCommand>($"machine/{machine}", new ReleaseAllocation(Undone), bySystem: true))),
    ];

    /// <summary>A command as it is kept until it is asked.</summary>
    public static Order Ask<TCommand>(string target, TCommand command, bool bySystem = false)
        where TCommand : class => new(target, CommandCatalog<TCommand>.StepOf(command), CommandCatalog<TCommand>.Write(command), bySystem);
}
