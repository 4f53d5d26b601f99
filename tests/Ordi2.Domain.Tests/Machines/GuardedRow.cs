using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>One row of the table with its guards apart: each can be asked by itself, and taken away.</summary>
internal abstract class GuardedRow
{
    public abstract Transition Row { get; }

    public static GuardedRow Of(Transition row) => (GuardedRow)Activator.CreateInstance(typeof(GuardedRow<>).MakeGenericType(row.Command), row)!;

    /// <summary>The row for a case, where nothing stops it before its guards.</summary>
    public static Transition? For(Case about) => MachineDecision.Stops(about.Scan.Command.GetType(), about) is null
        ? TransitionTable.Of(about.Scan.Command.GetType()).FirstOrDefault(row => row.From.Has(about.Machine.Status))
        : null;

    /// <summary>What each guard says of a case, whatever the others say.</summary>
    public abstract GuardAnswer[] Each(Case about);

    public abstract Transition Without(int guard);
}

/// <inheritdoc cref="GuardedRow"/>
internal sealed class GuardedRow<TCommand>(Transition<TCommand> row) : GuardedRow
    where TCommand : MachineCommand
{
    public override Transition Row => row;

    public override GuardAnswer[] Each(Case about)
    {
        var typed = new Case<TCommand>(about, (TCommand)about.Scan.Command);
        return [.. row.Guards.Select(guard => Ask(guard, typed))];
    }

    public override Transition Without(int guard) => row with { Guards = row.Guards.RemoveAt(guard) };

#pragma warning disable CA1031 // A guard may rely on the ones before it: asked without them it breaks, and that is an answer here.
    private static GuardAnswer Ask(Func<Case<TCommand>, Refusal?> guard, Case<TCommand> about)
    {
        try
        {
            return new(guard(about), Breaks: false);
        }
        catch (Exception)
        {
            return new(null, Breaks: true);
        }
    }
#pragma warning restore CA1031
}

/// <param name="Refusal">Why it says no, if it does.</param>
/// <param name="Breaks">It cannot be asked where the guards before it have not said yes.</param>
internal sealed record GuardAnswer(Refusal? Refusal, bool Breaks);
