using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Calendar;
using Ordi2.Domain.Incidents;

namespace Ordi2.Domain.Machines;

/// <summary>Losses, recalls, disputes, corrections, labels and inventories: transitions 32 to 35, 37, 38, 40 and the paths of 4.4.</summary>
internal static class Incidents
{
    /// <summary>Working days after which silence confirms a declared handover (domain.md 12.1).</summary>
    private const int WorkingDaysToContest = 5;

    /// <summary>What an operator may take back alone after a wrong tap (domain.md 3.3, rule 6), with room for the way to the server.</summary>
    private static readonly TimeSpan OwnMistake = TimeSpan.FromSeconds(15);

    private static readonly RoleSet FinderRoles = Stations.Holders;

    public static IEnumerable<Transition> Rows =>
    [
        new Transition<ReportMissing>
        {
            Number = "32",
            From = Stations.Alive.Except(MachineStatus.Missing, MachineStatus.Stolen),
            To = [MachineStatus.Missing],
            Roles = Stations.Holders,
            Guards = [HolderOrPole],
            Documents = ["loss-notice"],
            Then = about => [new WentMissing(about.Command.Circumstances)],
        },
        new Transition<ReportTheft>
        {
            Number = "33",
            From = Stations.Alive.Except(MachineStatus.Stolen),
            To = [MachineStatus.Stolen],
            Roles = Stations.Holders,
            Guards = [HolderOrPole, ComplaintIsNotOfTomorrow],
            Documents = ["loss-notice"],
            Then = Steal,
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
                new Recovered(about.Command.Circumstances),
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
        new Transition<CorrectEvent>
        {
            // A correction never waits: it is of the step that its author saw.
            Number = "37",
            From = Stations.Any,
            To = [],
            Roles = RoleSet.Of(Role.Operator, Role.Supervisor, Role.Storekeeper, Role.Coordinator),
            Guards = [CorrectedWhereItIs, IsTheLastStep, MayBeCorrected, ByTheSupervisorOrAtOnceByTheSamePerson],
            Documents = ["cancel-and-replace"],
            Then = about => [new EventCorrected(about.Command.Seq, about.Command.Reason)],
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
        new Transition<InventoryCheck>
        {
            Number = "40",
            From = Stations.Any.Except(MachineStatus.None),
            To = [],
            Roles = Stations.Holders,
            Guards = [],
            Documents = ["inventory-report"],
            Then = Inventory,
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
            Guards = [HolderOrPole, HoldIsThere, HoldIsNotADispute, RecallIsLiftedByThePole],
            Then = about => [new HoldLifted(about.Command.Hold, about.Command.Reason)],
        },
        new Transition<ClaimCustody>
        {
            Number = "4.4+",
            From = Stations.Alive,
            To = [],
            Roles = Stations.Holders,
            Custody = CustodyRule.NotHolder,
            Guards = [NoOtherClaimIsPending, ClaimIsNotContested],
            Then = about =>
            [
                new HandoverClaimed(about.Caller.Organisation, about.Scan.Site, WorkingDays.Add(about.Now, WorkingDaysToContest)),
            ],
        },
        new Transition<ReportSighting>
        {
            Number = "4.4+",
            From = Stations.Any,
            To = [],
            Roles = Stations.Holders,
            Guards = [],
            Then = about => [new Sighted(about.Caller.Organisation, about.Scan.Site)],
        },
        new Transition<ConfirmHandover>
        {
            Number = "4.4+",
            From = Stations.Alive,
            To = [],
            Roles = RoleSet.Of([.. Stations.Holders.Each(), Role.System]),
            Guards = [AClaimIsPending, ClaimIsNotContested, ConfirmedByTheHolderThePoleOrTheDeadline],
            Then = about =>
            [
                new CustodyPassed(
                    about.Machine.Custody!.Holder,
                    about.Machine.Custody.Pending!.Claimant,
                    about.Machine.Custody.Pending.Site,
                    HandoverBasis.Declared),
                .. Undisputed(about),
            ],
        },
        new Transition<ContestHandover>
        {
            Number = "4.4+",
            From = Stations.Alive,
            To = [],
            Roles = Stations.Holders,
            Custody = CustodyRule.Holder,
            Guards = [AClaimIsPending],
            Then = about =>
            [
                new HandoverContested(about.Machine.Custody!.Pending!.Claimant, about.Command.Reason),
                new HoldPlaced(Hold.DisputeCustody, about.Command.Reason),
            ],
        },
        new Transition<SettleCustody>
        {
            Number = "4.4+",
            From = Stations.Alive,
            To = [],
            Roles = Stations.Coordinator,
            Guards = [AClaimIsPendingOrDisputed, SettledForAParty],
            Then = about =>
            [
                new CustodyPassed(about.Machine.Custody!.Holder, about.Command.Holder, null, HandoverBasis.Settled),
                .. Undisputed(about),
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
            Guards = [HolderOrPole, FindingIsOpen],
            Then = about => [new FindingSettled(about.Command.Code, about.Command.Reason)],
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

    private static IEnumerable<MachineEvent> Steal(Case<ReportTheft> about)
    {
        yield return new WasStolen(about.Command.PoliceNumber);
        yield return new HoldPlaced(Hold.Theft, about.Command.PoliceNumber ?? "-");

        // Whoever is the controller has 72 hours to tell the CNIL (RGPD art. 33).
        if (!about.Machine.IsSafeToLeave)
        {
            yield return new HoldPlaced(Hold.DataIncident, "stolen with data");
        }

        if (string.IsNullOrWhiteSpace(about.Command.PoliceNumber))
        {
            yield return about.Finding("police-number-due");
            yield break;
        }

        var filed = about.Command.ComplaintAt ?? about.Now;
        var happened = about.Command.HappenedAt ?? filed;
        var late = filed - happened > IncidentRules.ComplaintWithin || about.Now - happened > IncidentRules.ComplaintWithin;
        yield return new ComplaintTold(about.Command.PoliceNumber, filed, happened, late);

        if (late)
        {
            yield return about.Finding("complaint-late", about.Command.PoliceNumber);
        }
    }

    private static Refusal? ComplaintIsNotOfTomorrow(Case<ReportTheft> about) =>
        about.Command.ComplaintAt > about.Now ? Refusal.Invalid("not-in-the-future", "complaintAt")
        : about.Command.HappenedAt > about.Now ? Refusal.Invalid("not-in-the-future", "happenedAt")
        : null;

    private static IEnumerable<MachineEvent> Inventory(Case<InventoryCheck> about)
    {
        var expected = about.Machine.Custody?.Holder == about.Caller.Organisation && !about.Machine.IsTerminal
            && about.Machine.Status is not (MachineStatus.Missing or MachineStatus.Stolen);
        yield return new Inventoried(about.Command.Zone, expected);

        if (!expected)
        {
            yield return about.Finding("unexpected-in-inventory", about.Circumstances.NameOf(about.Machine.Custody?.Holder), about.Machine.Status.Code());
        }
    }

    private static IEnumerable<MachineEvent> Undisputed(Case about) =>
        about.Machine.Holds.Has(Hold.DisputeCustody) ? [new HoldLifted(Hold.DisputeCustody, "settled")] : [];

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

    private static Refusal? TightenedByTheDonorOrThePole(Case about) =>
        about.Caller.Role is Role.Coordinator or Role.System || about.Circumstances.Donation?.Donor == about.Caller.Organisation
            ? null
            : Refusal.Forbidden("not-your-donation", about.Machine.Donation?.Text ?? "?");

    private static Refusal? HolderOrPole(Case about) =>
        about.Caller.Role == Role.Coordinator || about.Machine.Custody is null || about.Caller.Organisation == about.Machine.Custody.Holder
            ? null
            : Refusal.Forbidden("not-your-machine", about.Id.Text);

    private static Refusal? CorrectedWhereItIs(Case about) =>
        about.Caller.Role == Role.Coordinator
        || about.Caller.Organisation == about.Machine.Custody?.Holder
        || about.Caller.Person == about.Machine.LastStep?.Person
            ? null
            : Refusal.Forbidden("not-your-machine", about.Id.Text);

    private static Refusal? IsTheLastStep(Case<CorrectEvent> about) =>
        about.Machine.LastStep?.Seq == about.Command.Seq
            ? null
            : Refusal.Conflict("not-the-last-step", (about.Machine.LastStep?.Seq ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static Refusal? MayBeCorrected(Case about) => about.Machine.LastStep!.Correctable ? null : Refusal.Conflict("step-has-its-own-way-back");

    private static Refusal? ByTheSupervisorOrAtOnceByTheSamePerson(Case about) =>
        about.Caller.Role is Role.Supervisor or Role.Coordinator
        || (about.Caller.Person == about.Machine.LastStep!.Person && about.Now - about.Machine.LastStep.RecordedAt <= OwnMistake)
            ? null
            : Refusal.Forbidden("correction-by-supervisor");

    private static Refusal? NewLabelIsFree(Case<Relabel> about) => about.Circumstances.LabelLeadsTo is null && about.Command.NewLabel != about.Id
        ? null
        : Refusal.Conflict("label-taken", about.Command.NewLabel.Text);

    private static Refusal? ProofIsGiven(Case<Relabel> about) =>
        string.IsNullOrWhiteSpace(about.Command.Proof) ? Refusal.Invalid("proof-missing") : null;

    private static Refusal? HoldMayBePlacedByHand(Case<PlaceHold> about) =>
        about.Command.Hold is Hold.SafetyBattery or Hold.UnreadableLabel or Hold.OwnerRestriction or Hold.DataIncident
            ? null
            : Refusal.Invalid("hold-has-its-own-step", about.Command.Hold.Code());

    private static Refusal? HoldIsThere(Case<LiftHold> about) =>
        about.Machine.Holds.Has(about.Command.Hold) ? null : Refusal.Conflict("hold-not-there", about.Command.Hold.Code());

    private static Refusal? HoldIsNotADispute(Case<LiftHold> about) =>
        about.Command.Hold is Hold.DisputeCustody or Hold.Theft ? Refusal.Conflict("hold-has-its-own-step", about.Command.Hold.Code()) : null;

    private static Refusal? RecallIsLiftedByThePole(Case<LiftHold> about) =>
        about.Command.Hold is Hold.Recall or Hold.OwnerRestriction or Hold.DataIncident && about.Caller.Role != Role.Coordinator
            ? Refusal.Forbidden("hold-lifted-by-pole", about.Command.Hold.Code())
            : null;

    private static Refusal? NoOtherClaimIsPending(Case about) =>
        about.Machine.Custody?.Pending is { } pending && pending.Claimant != about.Caller.Organisation
            ? Refusal.Conflict("claim-pending", about.Circumstances.NameOf(pending.Claimant))
            : null;

    private static Refusal? AClaimIsPending(Case about) => about.Machine.Custody?.Pending is null ? Refusal.Conflict("no-claim-pending") : null;

    private static Refusal? ClaimIsNotContested(Case about) =>
        about.Machine.Custody?.Pending is { Contested: true } ? Refusal.Conflict("claim-contested") : null;

    private static Refusal? ConfirmedByTheHolderThePoleOrTheDeadline(Case about) =>
        about.Caller.Role == Role.Coordinator
        || (about.Caller.Organisation == about.Machine.Custody!.Holder && about.Caller.Role != Role.System)
        || about.Now >= about.Machine.Custody.Pending!.ConfirmedAfter
            ? null
            : Refusal.Forbidden("confirmed-by-holder", about.Circumstances.NameOf(about.Machine.Custody.Holder));

    private static Refusal? AClaimIsPendingOrDisputed(Case about) =>
        about.Machine.Custody is { Pending: not null } || about.Machine.Holds.Has(Hold.DisputeCustody) ? null : Refusal.Conflict("no-claim-pending");

    private static Refusal? SettledForAParty(Case<SettleCustody> about) =>
        about.Circumstances.Of(about.Command.Holder) is null ? Refusal.NotFound("organisation-unknown", about.Command.Holder.Text) : null;
}
