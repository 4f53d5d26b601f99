using Ordi2.Contracts;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>What was said wrongly or could not be said at once: corrections, new labels, held scans and findings (transitions 37 and 38).</summary>
internal static class Amendments
{
    /// <summary>What an operator may take back alone after a wrong tap (domain.md 3.3, rule 6), with room for the way to the server.</summary>
    private static readonly TimeSpan OwnMistake = TimeSpan.FromSeconds(15);

    /// <summary>The same by the clock of the device on which the wrong step was scanned and taken back: no way to the server is in it.</summary>
    private static readonly TimeSpan OwnMistakeAtTheDevice = TimeSpan.FromSeconds(10);

    /// <summary>An answer that was lost, a program that ended: so long a device may need to send what was taken back in time. Later somebody else has worked with what the books say.</summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromDays(1);

    /// <summary>Why a correction waits for the supervisor.</summary>
    internal const string CallsTheSupervisor = "correction-by-supervisor";

    /// <summary>Whether a held scan asks the supervisor to undo the last step of a machine.</summary>
    internal static bool IsCallFor(Machine machine, HeldScan held) =>
        held.Reason.Code == CallsTheSupervisor
        && HeldScans.Again(held).Scan.Command is CorrectEvent called
        && machine.LastStep is { } last
        && (called.Scan is { } scan ? last.Scan == scan : last.Seq == called.Seq);

    public static IEnumerable<Transition> Rows =>
    [
        new Transition<CorrectEvent>
        {
            // A correction never waits for another status: it is of the step that its author saw.
            Number = "37",
            From = Stations.Any,
            To = [],
            Roles = RoleSet.Of(Role.Operator, Role.Supervisor, Role.Storekeeper, Role.Coordinator),
            Guards = [CorrectedWhereItIs, IsTheLastStep, MayBeCorrected, ByTheSupervisorOrAtOnceByTheSamePerson],
            Documents = ["cancel-and-replace"],
            Then = about => [new EventCorrected(about.Machine.LastStep!.Seq, about.Command.Reason), .. CallsFor(about.Machine)],
        },
        new Transition<Relabel>
        {
            Number = "38",
            From = Stations.Any.Except(MachineStatus.None),
            To = [],
            Roles = Stations.Supervisor,
            Custody = CustodyRule.Holder,
            Guards = [NewLabelIsFree, ProofIsGiven],
            Then = about =>
            [
                new Relabelled(about.Command.NewLabel, about.Command.Proof),
                .. about.Machine.Holds.Has(Hold.UnreadableLabel) ? [new HoldLifted(Hold.UnreadableLabel, "relabelled")] : Array.Empty<MachineEvent>(),
            ],
        },
        new Transition<DropHeldScan>
        {
            Number = "4.5+",
            From = Stations.Any,
            To = [],
            Roles = RoleSet.Of(Role.Supervisor, Role.Coordinator, Role.Animator),
            Guards = [ScanIsHeld, DroppedByOneOfTheTwoSidesOrThePole],
            Then = about => [new HeldScanSettled(about.Command.ScanId, CarriedOut: false, about.Command.Reason)],
        },
        new Transition<SettleFinding>
        {
            Number = "4.5+",
            From = Stations.Any,
            To = [],
            Roles = RoleSet.Of(Role.Supervisor, Role.Coordinator, Role.Animator),
            Guards = [Incidents.HolderOrPole, FindingIsOpen],
            Then = about => [new FindingSettled(about.Command.Code, about.Command.Reason)],
        },
    ];

    /// <summary>Whoever called for this step to be undone is answered by its being undone.</summary>
    private static IEnumerable<MachineEvent> CallsFor(Machine machine) =>
        machine.Held.Where(held => IsCallFor(machine, held)).Select(held => new HeldScanSettled(held.ScanId, CarriedOut: false, "corrected"));

    private static Refusal? FindingIsOpen(Case<SettleFinding> about) =>
        about.Machine.Findings.Contains(about.Command.Code, StringComparer.Ordinal) ? null : Refusal.NotFound("finding-not-open", about.Command.Code);

    private static Refusal? ScanIsHeld(Case<DropHeldScan> about) =>
        about.Machine.Held.Any(held => held.ScanId == about.Command.ScanId) ? null : Refusal.NotFound("scan-not-held");

    private static Refusal? DroppedByOneOfTheTwoSidesOrThePole(Case<DropHeldScan> about) =>
        about.Caller.Role == Role.Coordinator
        || about.Caller.Organisation == about.Machine.Custody?.Holder
        || about.Machine.Held.Any(held => held.ScanId == about.Command.ScanId && held.From.Organisation == about.Caller.Organisation)
            ? null
            : Refusal.Forbidden("not-your-machine", about.Id.Text);

    private static Refusal? CorrectedWhereItIs(Case about) =>
        about.Caller.Role == Role.Coordinator
        || about.Caller.Organisation == about.Machine.Custody?.Holder
        || about.Caller.Person == about.Machine.LastStep?.Person
            ? null
            : Refusal.Forbidden("not-your-machine", about.Id.Text);

    private static Refusal? IsTheLastStep(Case<CorrectEvent> about) =>
        about.Machine.LastStep is { } last && (about.Command.Scan is { } scan ? last.Scan == scan : last.Seq == about.Command.Seq)
            ? null
            : Refusal.Conflict("not-the-last-step", (about.Machine.LastStep?.Seq ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture));

    // Who is the one to be asked is told what to do.
    private static Refusal? MayBeCorrected(Case about) => about switch
    {
        { Machine.LastStep.Correctable: true } => null,
        { Caller.Role: not (Role.Supervisor or Role.Coordinator) } => Refusal.Conflict("step-has-its-own-way-back"),
        { Machine: { Status: MachineStatus.Received, StatusSince: var since, LastStep.OccurredAt: var last } } when since == last => Refusal.Conflict("reception-stands"),
        _ => Refusal.Conflict("step-undone-by-its-opposite"),
    };

    private static Refusal? ByTheSupervisorOrAtOnceByTheSamePerson(Case about) =>
        about.Caller.Role is Role.Supervisor or Role.Coordinator
        || (about.Caller.Person == about.Machine.LastStep!.Person && (about.Now - about.Machine.LastStep.RecordedAt <= OwnMistake || WasSaidInTime(about, about.Machine.LastStep)))
            ? null
            : Refusal.Forbidden(CallsTheSupervisor);

    private static bool WasSaidInTime(Case about, LastStep step)
    {
        var after = about.Scan.OccurredAt - step.OccurredAt;
        return about.Caller.Device == step.Device && after >= TimeSpan.Zero && after <= OwnMistakeAtTheDevice && about.Now - step.RecordedAt <= LongestWay;
    }

    private static Refusal? NewLabelIsFree(Case<Relabel> about) => about.Circumstances.LabelLeadsTo is null && about.Command.NewLabel != about.Id
        ? null
        : Refusal.Conflict("label-taken", about.Command.NewLabel.Text);

    private static Refusal? ProofIsGiven(Case<Relabel> about) =>
        string.IsNullOrWhiteSpace(about.Command.Proof) ? Refusal.Invalid("proof-missing") : null;
}
