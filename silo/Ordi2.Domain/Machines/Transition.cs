using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>Who may carry out a step as far as custody goes.</summary>
public enum CustodyRule
{
    /// <summary>Whoever has the role: the step itself takes the machine over, or does not touch it.</summary>
    Anyone = 0,

    /// <summary>Only the organisation that holds the machine; somebody else's scan is held (« mauvaise garde »).</summary>
    Holder,

    /// <summary>Only the organisation that the delivery names; another EPN's scan is held, with provisional custody.</summary>
    Consignee,

    /// <summary>Only an organisation that does not hold it.</summary>
    NotHolder,

    /// <summary>Only those to whom it may come back (<see cref="Returns.MayTakeBack"/>); a stranger's scan is held (« mauvaise garde »), who then claims it or reports it.</summary>
    TakesBack,
}

/// <summary>Everything that a guard or an effect may look at.</summary>
public class Case(Machine machine, MachineId id, Scan scan, Caller caller, Circumstances circumstances, DateTimeOffset now)
{
    public Machine Machine { get; } = machine;

    public MachineId Id { get; } = id;

    public Scan Scan { get; } = scan;

    public Caller Caller { get; } = caller;

    public Circumstances Circumstances { get; } = circumstances;

    /// <summary>The moment of recording: guards run now; the validity of a charter is looked up at <see cref="Scan.OccurredAt"/>.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>Raises a finding beside the facts of a step.</summary>
    public FindingRaised Finding(string code, params ReadOnlySpan<string> arguments) => new(Scan.ScanId, code, [.. arguments]);

    /// <summary>The scan is kept for later.</summary>
    public ScanHeld Hold(Refusal reason) =>
        new(Scan.ScanId, CommandCatalog<MachineCommand>.StepOf(Scan.Command), CommandCatalog<MachineCommand>.Write(Scan.Command), Scan.Site, Caller.Role, reason)
        {
            InTraining = Caller.InTraining,
        };
}

/// <inheritdoc cref="Case"/>
public sealed class Case<TCommand>(Case about, TCommand command)
    : Case(about.Machine, about.Id, about.Scan, about.Caller, about.Circumstances, about.Now)
    where TCommand : MachineCommand
{
    public TCommand Command { get; } = command;
}

/// <summary>One row of the table of domain.md 4.3: data that one can read.</summary>
public abstract record Transition
{
    private protected Transition()
    {
    }

    /// <summary>Number in domain.md 4.3; a letter behind it for a second row, <c>+</c> for a step that 4.4 or 12.4 needs.</summary>
    public required string Number { get; init; }

    public abstract Type Command { get; }

    public string Step => CommandCatalog<MachineCommand>.StepOf(Command);

    public required StatusSet From { get; init; }

    /// <summary>Where it leads; more than one where the facts decide, none where the status stays.</summary>
    public ImmutableArray<MachineStatus> To { get; init; } = [];

    public required RoleSet Roles { get; init; }

    public CustodyRule Custody { get; init; }

    /// <summary>The holds that forbid it.</summary>
    public HoldSet BlockedBy { get; init; }

    /// <summary>The documents that it makes due.</summary>
    public ImmutableArray<string> Documents { get; init; } = [];

    /// <summary>The guards by name, in the order in which they are asked.</summary>
    public abstract IEnumerable<string> GuardNames { get; }

    /// <summary>The first guard that says no, or nothing.</summary>
    public abstract Refusal? Check(Case about);

    /// <summary>The facts that the step makes, once nothing forbids it.</summary>
    public abstract ImmutableArray<MachineEvent> Effect(Case about);
}

/// <summary>A row with the command that it is for.</summary>
public sealed record Transition<TCommand> : Transition
    where TCommand : MachineCommand
{
    public override Type Command => typeof(TCommand);

    public ImmutableArray<Func<Case<TCommand>, Refusal?>> Guards { get; init; } = [];

    public required Func<Case<TCommand>, IEnumerable<MachineEvent>> Then { get; init; }

    public override IEnumerable<string> GuardNames =>
        Guards.Select(guard => JsonNamingPolicy.KebabCaseLower.ConvertName(guard.Method.Name).Replace('-', ' '));

    public override Refusal? Check(Case about)
    {
        var typed = new Case<TCommand>(about, (TCommand)about.Scan.Command);

        foreach (var guard in Guards)
        {
            if (guard(typed) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    public override ImmutableArray<MachineEvent> Effect(Case about) => [.. Then(new Case<TCommand>(about, (TCommand)about.Scan.Command))];
}
