using System.Collections.Frozen;
using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>
/// What may be done next with a machine, and why not the rest: the law that decides, asked before anybody acts. A step is asked
/// with drafts that are filled in rightly as far as the machine itself knows, so that a guard which says no says no to everybody.
/// A step that names another thing (a batch, a loan, a new label) has no draft: what it names is looked at when it is given.
/// </summary>
public static class Prospects
{
    private const string Something = "x";

    private static readonly ImmutableArray<CheckLine> Passed = [.. FunctionalSheet.Lines.Select(line => new CheckLine(line, Passed: true))];

    private static readonly FrozenDictionary<Type, Func<Machine, IEnumerable<MachineCommand>?>> ByStep = new Dictionary<Type, Func<Machine, IEnumerable<MachineCommand>?>>
    {
        [typeof(AttachToGift)] = machine => machine.Donation is null ? null : [],
        [typeof(Triage)] = _ => [new Triage(Route.Reuse)],
        [typeof(HandBack)] = _ => [new HandBack(Something)],
        [typeof(StartWipe)] = _ => Enum.GetValues<WipeMethod>().Where(method => method is not WipeMethod.Unknown).Select(method => new StartWipe(method)),
        [typeof(WipeFailed)] = _ => [new WipeFailed()],
        [typeof(RetryWipe)] = _ => [new RetryWipe()],
        [typeof(RemoveMedium)] = machine => Present(machine, serial => new RemoveMedium(serial)),
        [typeof(DestroyMedium)] = machine => Present(machine, serial => new DestroyMedium(serial, Something, Something, Something)),
        [typeof(OpenRepair)] = _ => [new OpenRepair()],
        [typeof(RequestPart)] = _ => [new RequestPart(Something)],
        [typeof(CloseRepair)] = _ => [new CloseRepair()],
        [typeof(InstallOs)] = _ => [new InstallOs(OsPlan.Linux), new InstallOs(OsPlan.None)],
        [typeof(PassQc)] = _ => Enum.GetValues<Grade>().Where(grade => grade is not Grade.None).Select(grade => new PassQc(grade) { Lines = Passed }),
        [typeof(FailQc)] = _ => [new FailQc { Lines = [new(FunctionalSheet.Lines[0], Passed: false)] }],
        [typeof(Dispatch)] = machine => machine.Delivery is { } delivery ? [new Dispatch(delivery)] : [],
        [typeof(ReceiveAtEpn)] = _ => [new ReceiveAtEpn()],
        [typeof(ReturnToDepot)] = _ => [new ReturnToDepot(Something)],
        [typeof(GiveBackUnplaced)] = _ => [new GiveBackUnplaced(Something)],
        [typeof(RequestReturn)] = _ => [new RequestReturn(ReturnKind.GiveUp)],
        [typeof(ReceiveReturn)] = _ => [new ReceiveReturn()],
        [typeof(TransferOwnership)] = machine => machine.Custody is { Holder: var holder } ? [new TransferOwnership(holder, string.Empty)] : [],
        [typeof(RescueFromWaste)] = _ => [new RescueFromWaste(Something)],
        [typeof(ConfirmRecycling)] = _ => [new ConfirmRecycling()],
        [typeof(ReportMissing)] = _ => [new ReportMissing()],
        [typeof(ReportTheft)] = _ => [new ReportTheft()],
        [typeof(TellComplaint)] = _ => [new TellComplaint(Something)],
        [typeof(PlaceHold)] = _ => [new PlaceHold(Hold.SafetyBattery, Something)],
        [typeof(LiftHold)] = machine => machine.Holds.Each().Select(hold => new LiftHold(hold, Something, hold is Hold.Recall ? machine.Recalls.FirstOrDefault() : null)),
        [typeof(ClaimCustody)] = _ => [new ClaimCustody()],
        [typeof(ConfirmHandover)] = machine => Claimed(machine, new ConfirmHandover()),
        [typeof(ContestHandover)] = machine => Claimed(machine, new ContestHandover(Something)),
        [typeof(SettleCustody)] = machine => machine.Custody is { } custody && (custody.Pending is not null || machine.Holds.Has(Hold.DisputeCustody))
            ? [new SettleCustody(custody.Pending?.Claimant ?? custody.Holder, Something)]
            : [],
        [typeof(CorrectEvent)] = machine => machine.LastStep is { } last ? [new CorrectEvent(last.Seq, "did-not-occur")] : [],
        [typeof(DropHeldScan)] = machine => machine.Held.Select(held => new DropHeldScan(held.ScanId, Something)),
        [typeof(SettleFinding)] = machine => machine.Findings.Select(code => new SettleFinding(code, Something)),
    }.ToFrozenDictionary();

    /// <summary>The steps that somebody of this role may ever ask for, in the order of the table.</summary>
    public static IEnumerable<Type> StepsOf(Role role) =>
        TransitionTable.Rows.Where(row => row.Roles.Has(role)).Select(row => row.Command).Distinct();

    /// <summary>The step as somebody would ask for it; nothing where there is nothing to ask it about: no hold to lift, no claim to answer.</summary>
    public static ImmutableArray<MachineCommand>? DraftsOf(Type step, Machine machine) =>
        ByStep.TryGetValue(step, out var drafts) && drafts(machine) is { } filled ? [.. filled] : null;

    /// <summary>Why none of the drafts would be carried out; what is only not filled in rightly stops nobody.</summary>
    public static Refusal? Why(Machine machine, MachineId id, Caller caller, DateTimeOffset now, ReadOnlySpan<(MachineCommand Draft, Circumstances Known)> drafts)
    {
        Refusal? first = null;

        foreach (var (draft, known) in drafts)
        {
            var why = MachineDecision.ReasonOf(MachineDecision.Decide(machine, id, ScanOf(draft, now), caller, known, now));

            if (why is null or { Kind: RefusalKind.Invalid })
            {
                return null;
            }

            first ??= why;
        }

        return first;
    }

    /// <summary>Why a step would not be done whatever is filled in.</summary>
    public static Refusal? Stops(Machine machine, MachineId id, Type step, Caller caller, Circumstances known, DateTimeOffset now) =>
        MachineDecision.Stops(step, new Case(machine, id, ScanOf(new ReportSighting(), now), caller, known, now));

    private static Scan ScanOf(MachineCommand draft, DateTimeOffset now) => new(Guid.Empty, now, null, draft);

    private static IEnumerable<MachineCommand> Present(Machine machine, Func<string, MachineCommand> about) =>
        machine.Media.Where(medium => medium.Present).Select(medium => about(medium.Serial));

    private static IEnumerable<MachineCommand> Claimed(Machine machine, MachineCommand answer) => machine.Custody?.Pending is null ? [] : [answer];
}
