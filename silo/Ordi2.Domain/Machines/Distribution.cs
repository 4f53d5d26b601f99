using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Donations;

namespace Ordi2.Domain.Machines;

/// <summary>From the stock to the partner: transitions 17 to 23.</summary>
internal static class Distribution
{
    public static IEnumerable<Transition> Rows =>
    [
        new Transition<Allocate>
        {
            Number = "17",
            From = StatusSet.Of(MachineStatus.Ready),
            To = [MachineStatus.Reserved],
            Roles = Stations.Coordinator,
            BlockedBy = HoldSet.All,
            Guards =
            [
                IsSafeToLeave, DossierIsAccepted, DossierIsOfThePole, EpnMayTakeNewMachines, LineIsKnown, MachineFitsTheLine, RestrictionsFitThePartner,
                OwnershipRules.MayBeGivenIfItIsAGift, OwnershipRules.RestrictionsFitTheEpnThatWillOwnIt,
            ],
            Documents = ["allocation-decision"],
            Then = about =>
            [
                new MachineAllocated(
                    about.Command.Dossier,
                    about.Command.Line,
                    about.Circumstances.Dossier!.Epn,
                    about.Circumstances.Dossier.Partner,
                    about.Command.Allocation),
            ],
        },
        new Transition<ReleaseAllocation>
        {
            Number = "18",
            From = StatusSet.Of(MachineStatus.Reserved),
            To = [MachineStatus.Ready],
            Roles = RoleSet.Of(Role.Coordinator, Role.System),
            Guards = [],
            Then = about =>
            [
                new AllocationReleased(about.Machine.Allocation!.Dossier, about.Machine.Allocation.Line, about.Command.Reason),
            ],
        },
        new Transition<Pack>
        {
            Number = "19",
            From = StatusSet.Of(MachineStatus.Reserved),
            To = [MachineStatus.Packed],
            Roles = Stations.Depot,
            Custody = CustodyRule.Holder,
            BlockedBy = HoldSet.All,
            Guards = [IsSafeToLeave, DeliveryIsKnown, DeliveryIsBeingPrepared, MachineIsInThePickList, DeliveryIsForTheDossier, BoxIsSaid],
            Documents = ["box-label"],
            Then = about => [new MachinePacked(about.Command.Box, about.Command.Delivery, about.Command.Accessories)],
        },
        new Transition<Unpack>
        {
            Number = "19+",
            From = StatusSet.Of(MachineStatus.Packed),
            To = [MachineStatus.Reserved],
            Roles = RoleSet.Of([.. Stations.Depot.Each(), Role.System]),
            Custody = CustodyRule.Holder,
            Guards = [],
            Then = about => [new MachineUnpacked(about.Machine.Delivery!.Value, about.Command.Reason)],
        },
        new Transition<Dispatch>
        {
            Number = "20",
            From = StatusSet.Of(MachineStatus.Packed),
            To = [MachineStatus.InTransit],
            Roles = RoleSet.Of(Role.Storekeeper, Role.Driver),
            BlockedBy = HoldSet.All,
            Guards = [IsSafeToLeave, DeliveryIsKnown, DeliveryIsReadyToLeave, PackedForThisDelivery, DispatchedByTheSenderOrItsCarrier],
            Documents = ["delivery-note"],
            Then = Leave,
        },
        new Transition<ReceiveAtEpn>
        {
            Number = "21",
            From = StatusSet.Of(MachineStatus.InTransit),
            To = [MachineStatus.AtEpn],
            Roles = RoleSet.Of(Role.Animator),
            Custody = CustodyRule.Consignee,
            Guards = [IsOnItsWayOut, DeliveryIsKnown],
            Documents = ["delivery-note-countersigned"],
            Then = about =>
            [
                Placements.Arrives(about, about.Machine.Delivery!.Value),
                new CustodyPassed(about.Machine.Custody?.Holder, about.Caller.Organisation, about.Scan.Site, HandoverBasis.TwoSided),
            ],
        },
        new Transition<ReturnToDepot>
        {
            Number = "22",
            From = StatusSet.Of(MachineStatus.InTransit),
            To = [MachineStatus.Packed],
            Roles = RoleSet.Of(Role.Driver, Role.System),
            Custody = CustodyRule.Holder,
            Guards = [IsOnItsWayOut, DeliveryIsKnown],
            Then = about =>
            [
                new ReturnedToDepot(about.Machine.Delivery!.Value, about.Command.Reason),
                .. about.Circumstances.Delivery!.From == about.Machine.Custody?.Holder
                    ? Array.Empty<MachineEvent>()
                    : [new CustodyPassed(about.Machine.Custody?.Holder, about.Circumstances.Delivery.From, null, HandoverBasis.Declared)],
            ],
        },
        new Transition<PlaceWithPartner>
        {
            Number = "23",
            From = StatusSet.Of(MachineStatus.AtEpn),
            To = [MachineStatus.Placed],
            Roles = RoleSet.Of(Role.Animator),
            Custody = CustodyRule.Holder,
            BlockedBy = HoldSet.All,
            Guards =
            [
                IsSafeToLeave, Placing.EpnIsNotClosing, Placing.LoanIsSigned, Placing.LoanIsOfTheEpn, Placing.BorrowerIsThePartnerOfTheDossier, Placing.RestrictionsFitWhoIsGivenIt,
                OwnershipRules.GiftDeedIsOfThePattern, OwnershipRules.WhoGivesItOwnsIt, OwnershipRules.TheEpnOwnsWhatItLends, Placing.PartnerIsNotTheEpn, Placing.ASessionIsPlanned, Placing.PartnerCoSigned,
            ],
            Documents = ["loan-agreement", "handover-record"],
            Then = Placing.Place,
        },
    ];

    private static IEnumerable<MachineEvent> Leave(Case<Dispatch> about)
    {
        var delivery = about.Circumstances.Delivery!;
        yield return new MachineDispatched(delivery.Id, delivery.Consignee, about.Command.ShortShippedReason);

        if (about.Machine.Custody?.Holder != delivery.Carrier)
        {
            yield return new CustodyPassed(about.Machine.Custody?.Holder, delivery.Carrier, about.Scan.Site, HandoverBasis.TwoSided);
        }
    }

    public static Refusal? IsSafeToLeave(Case about) =>
        about.Machine.IsSafeToLeave ? null : Refusal.Conflict("not-clean", about.Machine.Sanitisation.Code());

    private static Refusal? DossierIsAccepted(Case<Allocate> about) => IsAccepted(about, about.Command.Dossier);

    internal static Refusal? IsAccepted(Case about, DossierId named) => about.Circumstances.Dossier switch
    {
        null => Refusal.NotFound("dossier-unknown", named.Text),
        { Status: DossierStatus.Accepted or DossierStatus.InProgress } => null,
        var dossier => Refusal.Conflict("dossier-not-accepted", dossier.Id.Text),
    };

    private static Refusal? DossierIsOfThePole(Case about) =>
        about.Circumstances.Dossier!.Pole is not { } pole || pole == about.Caller.Organisation
            ? null
            : Refusal.Forbidden("dossier-of-another-pole", about.Circumstances.Dossier.Id.Text);

    private static Refusal? EpnMayTakeNewMachines(Case about)
    {
        var dossier = about.Circumstances.Dossier!;

        return about.Circumstances.Of(dossier.Epn) is not { } epn ? Refusal.NotFound("organisation-unknown", dossier.Epn.Text)
            : epn.Status == OrganisationStatus.Closing ? Refusal.Conflict("organisation-closing", epn.Name)
            : Chartered.For(about, epn, Activity.Epn);
    }

    // Whether the line has room, the dossier says when it gives the place: asked here, a place taken before a crash would be in its own way.
    private static Refusal? LineIsKnown(Case<Allocate> about) => IsALine(about, about.Command.Line);

    private static Refusal? MachineFitsTheLine(Case<Allocate> about) => Fits(about.Machine, about.Circumstances.Dossier!.Needs[about.Command.Line]);

    internal static Refusal? IsALine(Case about, int line) => line < 0 || line >= about.Circumstances.Dossier!.Needs.Length
        ? Refusal.Invalid("dossier-line-unknown", about.Circumstances.Dossier!.Id.Text)
        : null;

    /// <summary>Type, profile and grade: what a line asks for.</summary>
    internal static Refusal? Fits(Machine machine, NeedLine line)
    {
        var fits = (line.Type == DeviceType.Unknown || line.Type == machine.Type)
            && machine.Profile >= line.Profile
            && (line.LowestGrade == Grade.None || machine.Grade <= line.LowestGrade);

        return fits ? null : Refusal.Conflict("machine-does-not-fit", machine.Type.Code(), machine.Profile.Code(), machine.Grade.Code());
    }

    internal static Refusal? RestrictionsFitThePartner(Case about)
    {
        var partner = about.Circumstances.Of(about.Circumstances.Dossier!.Partner);
        return RestrictionRules.Allows(about.Machine.Restrictions, partner?.Category ?? RecipientCategory.None)
            ? null
            : Refusal.Conflict("restriction-does-not-fit", partner?.Name ?? about.Circumstances.Dossier.Partner.Text);
    }

    internal static Refusal? DeliveryIsKnown(Case about) => about.Circumstances.Delivery is null ? Refusal.NotFound("delivery-unknown") : null;

    private static Refusal? DeliveryIsBeingPrepared(Case about) =>
        about.Circumstances.Delivery!.Status is DeliveryStatus.Preparing or DeliveryStatus.Ready
            ? null
            : Refusal.Conflict("delivery-already-left", about.Circumstances.Delivery.Id.Text);

    private static Refusal? MachineIsInThePickList(Case about) =>
        about.Circumstances.Delivery!.Machines.Contains(about.Id) ? null : Refusal.Conflict("not-in-pick-list", about.Circumstances.Delivery.Id.Text);

    private static Refusal? DeliveryIsForTheDossier(Case about) =>
        about.Machine.Allocation?.Dossier == about.Circumstances.Delivery!.Dossier
            ? null
            : Refusal.Conflict("delivery-for-another-dossier", about.Circumstances.Delivery.Id.Text);

    private static Refusal? BoxIsSaid(Case<Pack> about) => string.IsNullOrWhiteSpace(about.Command.Box) ? Refusal.Invalid("box-missing") : null;

    private static Refusal? DeliveryIsReadyToLeave(Case about) =>
        about.Circumstances.Delivery!.Status is DeliveryStatus.Ready or DeliveryStatus.Dispatched
            ? null
            : Refusal.Conflict("delivery-not-ready", about.Circumstances.Delivery.Id.Text);

    private static Refusal? PackedForThisDelivery(Case<Dispatch> about) =>
        about.Machine.Delivery == about.Command.Delivery ? null : Refusal.Conflict("packed-for-another-delivery", about.Machine.Delivery?.Text ?? "?");

    private static Refusal? DispatchedByTheSenderOrItsCarrier(Case about)
    {
        var delivery = about.Circumstances.Delivery!;
        return about.Caller.Organisation == delivery.From || about.Caller.Organisation == delivery.Carrier
            ? null
            : Refusal.Forbidden("not-your-delivery", delivery.Id.Text);
    }

    internal static Refusal? IsOnItsWayOut(Case about) => about.Machine.ComingBack ? Refusal.Conflict("is-coming-back") : null;
}
