using Ordi2.Contracts.Json;

namespace Ordi2.Domain.Processes;

/// <summary>What the plans of all processes have in common.</summary>
public static class ProcessPlans
{
    /// <summary>Why what a process took is given back.</summary>
    public const string Undone = "process-undone";

    /// <summary>A command as it is kept until it is asked.</summary>
    public static Order Ask<TCommand>(string target, TCommand command, bool bySystem = false)
        where TCommand : class => new(target, CommandCatalog<TCommand>.StepOf(command), CommandCatalog<TCommand>.Write(command), bySystem);
}
