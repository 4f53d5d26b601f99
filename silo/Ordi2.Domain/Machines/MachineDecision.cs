using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Calendar;
using Ordi2.Domain.Configurations;

namespace Ordi2.Domain.Machines;

/// <summary>
/// May this step be done on this machine, by this caller, now? Order of the questions: is there a row for the status, may
/// the role, who holds it, is it blocked, and then the guards of the row. A scan is never lost: what cannot be carried out
/// now and was made by somebody who is no longer there to be told is held for a person.
/// </summary>
public static class MachineDecision
{
    /// <summary>A scan that took longer than this to arrive was made offline: nobody stands there to read a refusal.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(2);

    /// <summary>The clocks of two devices may differ by this much; only what is older than that came before.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(15);

    /// <summary>More held scans than this on one machine are refused: somebody has to look first.</summary>
    public const int MaxHeld = 50;

    public static Decision<MachineEvent> Decide(
        Machine machine,
        MachineId id,
        Scan scan,
        Caller caller,
        Circumstances circumstances,
        DateTimeOffset now)
    {
        var about = new Case(machine, id, scan, caller, circumstances, now);
        var (row, stopped) = Before(about, scan.Command.GetType());
        return stopped ?? Guarded(about, row!);
    }

    /// <summary>What stops a step whatever is filled in: the role, the status, who holds the machine, what blocks it. The guards of the row come after.</summary>
    public static Refusal? Stops(Type step, Case about) => ReasonOf(Before(about, step).Stopped);

    /// <summary>Why a step would not be carried out now; a scan that would only be kept is not carried out.</summary>
    public static Refusal? ReasonOf(Decision<MachineEvent>? decision) => decision switch
    {
        Refuse<MachineEvent> refused => refused.Reason,
        Accept<MachineEvent> { Events: [ScanHeld held, ..] } => held.Reason,
        _ => null,
    };

    /// <summary>The row for the status of the machine, or what stops the step before its guards.</summary>
    private static (Transition? Row, Decision<MachineEvent>? Stopped) Before(Case about, Type step)
    {
        var (machine, caller) = (about.Machine, about.Caller);
        var rows = TransitionTable.Of(step);

        // The role first: somebody who may never do this is not told what state the machine is in.
        if (!rows.Any(row => row.Roles.Has(caller.Role)))
        {
            return (null, No(Refusal.Forbidden("role-may-not", caller.Role.Code(), Step(step))));
        }

        // A pole has its territory: the machines of another pole are not its to decide on.
        if (caller.Role == Role.Coordinator && machine.Pole is { } pole && pole != caller.Organisation)
        {
            return (null, No(Refusal.Forbidden("machine-of-another-pole", about.Id.Text)));
        }

        var row = rows.FirstOrDefault(row => row.From.Has(machine.Status));

        return row is null ? (null, OutOfOrder(about, step))
            : !row.Roles.Has(caller.Role) ? (null, No(Refusal.Forbidden("role-may-not", caller.Role.Code(), Step(step))))
            : (row, WrongHands(about, row) ?? Blocked(machine, row));
    }

    /// <summary>What a known holder, a stranger and a consignee may do: the custody column of the table.</summary>
    public static bool CustodyAllows(Transition row, Machine machine, Caller caller) => row.Custody switch
    {
        CustodyRule.Anyone => true,
        CustodyRule.Holder => machine.Custody?.Holder == caller.Organisation || (caller.Role == Role.System && machine.Custody is not null),
        CustodyRule.Consignee => machine.Consignee == caller.Organisation,
        CustodyRule.NotHolder => machine.Custody?.Holder != caller.Organisation,
        CustodyRule.TakesBack => false,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Decision<MachineEvent>? WrongHands(Case about, Transition row)
    {
        // A delivery that was diverted is for whom its latest note says.
        var delivery = row.Custody is CustodyRule.Consignee && about.Circumstances.Delivery is { } known && known.Id == about.Machine.Delivery ? known : null;

        if (row.Custody is CustodyRule.TakesBack && Returns.MayTakeBack(about))
        {
            return null;
        }

        if (delivery is null ? CustodyAllows(row, about.Machine, about.Caller) : delivery.Consignee == about.Caller.Organisation)
        {
            return null;
        }

        var holder = about.Circumstances.NameOf(about.Machine.Custody?.Holder);

        return row.Custody switch
        {
            CustodyRule.NotHolder => No(Refusal.Conflict("already-in-your-custody", about.Id.Text)),

            // On its way to somebody else: provisional custody, and nothing outward until both have spoken (domain.md 4.4).
            CustodyRule.Consignee when (delivery?.Consignee ?? about.Machine.Consignee) is { } consignee => Hold(
                about,
                Refusal.Conflict("meant-for-another", about.Circumstances.NameOf(consignee)),
                [
                    .. about.Machine.Custody?.Pending is null
                        ? [Claim(about)]
                        : Array.Empty<MachineEvent>(),
                    new HoldPlaced(Contracts.Machines.Hold.DisputeCustody, "meant-for-another"),
                ]),
            CustodyRule.Consignee => null,

            // Never rejected silently, never accepted silently.
            _ => Hold(about, Refusal.Conflict("wrong-custody", holder), []),
        };
    }

    /// <summary>Whoever is not the known holder says to have it; silence of so many working days is consent (domain.md 4.4, 12.1).</summary>
    internal static HandoverClaimed Claim(Case about) =>
        new(about.Caller.Organisation, about.Scan.Site, WorkingDays.Add(about.Now, about.Circumstances.Rules.CustodyWorkingDays)) { RulesVersion = about.Circumstances.Rules.Cited() };

    private static Decision<MachineEvent>? Blocked(Machine machine, Transition row) => HeldBy(machine, row.BlockedBy) is { } refusal ? No(refusal) : null;

    /// <summary>The refusal that names those of these holds that are on a machine; nothing where none is.</summary>
    internal static Refusal? HeldBy(Machine machine, HoldSet holds) =>
        machine.Holds.And(holds) is { IsEmpty: false } blocking ? Refusal.Conflict("on-hold", string.Join(", ", blocking.Each().Select(hold => hold.Code()))) : null;

    private static Decision<MachineEvent> Guarded(Case about, Transition row)
    {
        if (row.Check(about) is { } refusal)
        {
            // Whoever noticed a wrong step too late calls the supervisor with it: the call waits, and is not turned away (domain.md 3.3, rule 6).
            return refusal.Code == Amendments.CallsTheSupervisor ? Hold(about, refusal, []) : No(refusal);
        }

        if (!IsLate(about) || !IsOvertaken(about.Machine, about.Scan))
        {
            return new Accept<MachineEvent>(row.Effect(about));
        }

        // What somebody scanned since cannot have been lost before; anything else that fits is done, and looked at.
        return about.Scan.Command is ReportMissing or ReportTheft
            ? Hold(about, Refusal.Conflict("seen-since", about.Machine.Status.Code()), [])
            : new Accept<MachineEvent>(WithFinding(row.Effect(about), about.Finding("came-late")));
    }

    /// <summary>The step would change the status, and one that happened later has changed it already.</summary>
    internal static bool IsOvertaken(Machine machine, Scan scan) => scan.OccurredAt + ClockSkew < machine.StatusSince
        && TransitionTable.Of(scan.Command.GetType()).Any(row => row.From.Has(machine.Status) && !row.To.IsEmpty);

    private static bool IsLate(Case about) => about.Now - about.Scan.OccurredAt > LateAfter;

    /// <summary>A step points out one thing: its own comes first.</summary>
    private static ImmutableArray<MachineEvent> WithFinding(ImmutableArray<MachineEvent> events, FindingRaised finding) =>
        events.Any(one => one is FindingRaised) ? events : events.Add(finding);

    /// <summary>The step does not fit the status. Somebody who is there is told; what was scanned offline waits for what is missing.</summary>
    private static Decision<MachineEvent> OutOfOrder(Case about, Type step)
    {
        var machine = about.Machine;

        if (machine.Status == MachineStatus.None)
        {
            // The label is right and nobody knows it: probably bound offline elsewhere. A provisional record keeps the scan.
            return Hold(about, Refusal.NotFound("label-not-known-yet", about.Id.Text), []);
        }

        var refusal = Refusal.Conflict("wrong-status", machine.Status.Code(), Step(step));
        return IsLate(about) ? Hold(about, refusal, []) : No(refusal);
    }

    /// <summary>A process reads its answer and acts on it: what it asks is never kept for later, when it has long been over.</summary>
    private static Decision<MachineEvent> Hold(Case about, Refusal reason, ImmutableArray<MachineEvent> also) =>
        about.Caller.Device.Text.StartsWith("process/", StringComparison.Ordinal) ? No(reason) : about.Machine.Held.Length >= MaxHeld
        ? No(Refusal.Conflict("too-many-held-scans", about.Id.Text))
        : new Accept<MachineEvent>([about.Hold(reason), .. also]);

    private static Refuse<MachineEvent> No(Refusal reason) => new(reason);

    private static string Step(Type step) => Contracts.Json.CommandCatalog<MachineCommand>.StepOf(step);
}
