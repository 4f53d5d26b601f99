using Ordi2.Contracts;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>What happened to it, and what it may not do until that is settled: transitions 32 to 35, holds and restrictions.</summary>
internal static class Incidents
{
    private static readonly RoleSet FinderRoles = Stations.Holders;

    public static IEnumerable<Transition> Rows =>
    [
        new Transition<ReportMissing>
        {
            Number = "32",
            From = Stations.Alive.Except(MachineStatus.Missing, MachineStatus.Stolen),
            To = [MachineStatus.Missing],
            Roles = Stations.Holders,
            Guards = [HolderRelayOrPole],
            Documents = ["loss-notice"],
            Then = about => [new WentMissing(about.Command.Circumstances)],
        },
        new Transition<ReportTheft>
        {
            Number = "33",
            From = Stations.Alive.Except(MachineStatus.Stolen),
            To = [MachineStatus.Stolen],
            Roles = Stations.Holders,
            Guards = [HolderRelayOrPole, Thefts.ComplaintIsNotOfTomorrow],
            Documents = ["loss-notice"],
            Then = Thefts.Report,
        },
        new Transition<Recover>
        {
            Number = "34",
            From = StatusSet.Of(MachineStatus.Missing, MachineStatus.Stolen),
            To = [MachineStatus.Received],
            Roles = FinderRoles,
            Guards = [],
            Documents = ["recovery-record"],
            Then = about =>
            [
                new Recovered(about.Command.Circumstances) { ImpactReversed = about.Machine.Loan is not null && ImpactRule.IsReversed(about.Machine, about.Scan.OccurredAt) },
                .. about.Machine.Custody?.Holder == about.Caller.Organisation
                    ? Array.Empty<MachineEvent>()
                    : [new CustodyPassed(about.Machine.Custody?.Holder, about.Caller.Organisation, about.Scan.Site, HandoverBasis.Recovered)],
                .. about.Machine.Holds.Has(Hold.Theft) ? [new HoldLifted(Hold.Theft, "recovered")] : Array.Empty<MachineEvent>(),
            ],
        },
        new Transition<OpenRecall>
        {
            Number = "35",
            From = Stations.Alive,
            To = [],
            Roles = RoleSet.Of(Role.Coordinator, Role.System),
            Guards = [],
            Documents = ["recall-notice"],
            Then = about => [new Recalled(about.Command.Recall, about.Command.Reason), new HoldPlaced(Hold.Recall, about.Command.Recall)],
        },
        new Transition<PlaceHold>
        {
            Number = "35+",
            From = Stations.Alive,
            To = [],
            Roles = RoleSet.Of(Role.Operator, Role.Supervisor, Role.Storekeeper, Role.Coordinator, Role.Animator),
            Guards = [HolderOrPole, HoldMayBePlacedByHand],
            Then = about => [new HoldPlaced(about.Command.Hold, about.Command.Reason)],
        },
        new Transition<LiftHold>
        {
            Number = "35+",
            From = Stations.Any.Except(MachineStatus.None),
            To = [],
            Roles = RoleSet.Of(Role.Supervisor, Role.Coordinator),
            Guards = [HolderOrPole, HoldIsThere, HoldIsNotADispute, RecallIsLiftedByThePole, RecallIsNamed],
            Then = about =>
            [
                new HoldLifted(about.Command.Hold, about.Command.Reason, about.Command.Hold is Hold.Recall ? about.Command.Recall ?? about.Machine.Recalls.FirstOrDefault() : null),
                .. about.Command.Hold is Hold.Recall && about.Machine.Recalls.Length < 2 && about.Machine.Findings.Contains(Findings.Recalled, StringComparer.Ordinal)
                    ? [new FindingSettled(Findings.Recalled, "lifted")]
                    : Array.Empty<MachineEvent>(),
            ],
        },
        new Transition<TightenRestrictions>
        {
            Number = "2.1+",
            From = Stations.Alive,
            To = [],
            Roles = RoleSet.Of(Role.Coordinator, Role.Donor, Role.System),
            Guards = [TightenedByTheDonorOrThePole],
            Then = about => [new RestrictionsTightened(about.Command.Restrictions)],
        },
    ];

    private static Refusal? TightenedByTheDonorOrThePole(Case about) =>
        about.Caller.Role is Role.Coordinator or Role.System || about.Circumstances.Donation?.Donor == about.Caller.Organisation
            ? null
            : Refusal.Forbidden("not-your-donation", about.Machine.Donation?.Text ?? "?");

    internal static Refusal? HolderOrPole(Case about) =>
        about.Caller.Role == Role.Coordinator || about.Machine.Custody is null || about.Caller.Organisation == about.Machine.Custody.Holder
            ? null
            : Refusal.Forbidden("not-your-machine", about.Id.Text);

    /// <summary>What is with a partner is reported as lost or stolen by the EPN of its loan too: the partner tells the EPN, or nobody any more.</summary>
    internal static Refusal? HolderRelayOrPole(Case about) => IsItsRelay(about) ? null : HolderOrPole(about);

    /// <summary>The EPN through which a partner has it: that of the loan as it is now, which moves with an amendment.</summary>
    internal static bool IsItsRelay(Case about) =>
        about.Machine.Status is MachineStatus.Placed or MachineStatus.Returning or MachineStatus.Stolen or MachineStatus.Missing
        && about.Caller.Organisation == (about.Machine.Loan is { } loan && about.Circumstances.Loan is { } terms && terms.Id == loan ? terms.Relay : about.Machine.Allocation?.Epn);

    private static Refusal? HoldMayBePlacedByHand(Case<PlaceHold> about) =>
        about.Command.Hold is Hold.SafetyBattery or Hold.UnreadableLabel or Hold.OwnerRestriction or Hold.DataIncident
            ? null
            : Refusal.Invalid("hold-has-its-own-step", about.Command.Hold.Code());

    private static Refusal? HoldIsThere(Case<LiftHold> about) =>
        about.Machine.Holds.Has(about.Command.Hold) ? null : Refusal.Conflict("hold-not-there", about.Command.Hold.Code());

    private static Refusal? HoldIsNotADispute(Case<LiftHold> about) =>
        about.Command.Hold is Hold.DisputeCustody or Hold.Theft ? Refusal.Conflict("hold-has-its-own-step", about.Command.Hold.Code()) : null;

    private static Refusal? RecallIsNamed(Case<LiftHold> about) => about.Command switch
    {
        { Recall: { } named } when about.Command.Hold is not Hold.Recall || !about.Machine.Recalls.Contains(named, StringComparer.Ordinal) =>
            Refusal.Conflict("hold-not-there", named),
        { Hold: Hold.Recall, Recall: null } when about.Machine.Recalls.Length > 1 =>
            Refusal.Invalid("recall-not-named", about.Id.Text, string.Join(", ", about.Machine.Recalls)),
        _ => null,
    };

    private static Refusal? RecallIsLiftedByThePole(Case<LiftHold> about) =>
        about.Command.Hold is Hold.Recall or Hold.OwnerRestriction or Hold.DataIncident && about.Caller.Role != Role.Coordinator
            ? Refusal.Forbidden("hold-lifted-by-pole", about.Command.Hold.Code())
            : null;
}
