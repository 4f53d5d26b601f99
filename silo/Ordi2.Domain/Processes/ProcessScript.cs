using Ordi2.Contracts.Processes;

namespace Ordi2.Domain.Processes;

/// <summary>What a process asks next.</summary>
/// <param name="Number">Number that the answer will have: the id of the command follows from it.</param>
/// <param name="Order">What is asked, and of whom.</param>
public sealed record ProcessMove(int Number, Order Order);

/// <summary>How every process goes on, from its history alone: forward step by step, and after a refusal backward over what was done.</summary>
public static class ProcessScript
{
    /// <summary>What is to be asked now; nothing when the process is over, or was never started.</summary>
    public static ProcessMove? Next(Process process) => Position(process) is not { } at ? null
        : new(process.Answers + 1, process.Terms!.Status is ProcessStatus.Undoing ? process.Plan[at].Undo! : process.Plan[at].Do);

    /// <summary>The step whose answer, or whose undoing's answer, comes next.</summary>
    public static int? Position(Process process) => process.Terms switch
    {
        { Status: ProcessStatus.InProgress } known => First(known),
        { Status: ProcessStatus.Undoing } known => LastDone(process, known),
        _ => null,
    };

    /// <summary>When the clock takes care of it: at any time until it is over.</summary>
    public static DateTimeOffset? DueAt(Process process) => process.Terms is { Status: ProcessStatus.InProgress or ProcessStatus.Undoing } known ? known.StartedAt : null;

    private static int? First(ProcessTerms known)
    {
        for (var i = 0; i < known.Steps.Length; i++)
        {
            if (known.Steps[i].Status is ProcessStepStatus.Waiting)
            {
                return i;
            }
        }

        return null;
    }

    private static int? LastDone(Process process, ProcessTerms known)
    {
        for (var i = known.Steps.Length - 1; i >= 0; i--)
        {
            if (known.Steps[i].Status is ProcessStepStatus.Done && process.Plan[i].Undo is not null)
            {
                return i;
            }
        }

        return null;
    }
}
