using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Calendar;
using Ordi2.Domain.Configurations;

namespace Ordi2.Domain.Machines;

/// <summary>Two machines that reached each other's consignee change places: the path of domain.md 4.4, and its way back.</summary>
internal static class Exchanges
{
    private static readonly string Arrival = CommandCatalog<MachineCommand>.StepOf(new ReceiveAtEpn());

    public static IEnumerable<Transition> Rows =>
    [
        new Transition<TakePlace>
        {
            Number = "4.4+",
            From = StatusSet.Of(MachineStatus.InTransit),
            To = [MachineStatus.AtEpn],
            Roles = RoleSet.Of(Role.System),

            // That two consignees claim the wrong ones is the reason for it.
            BlockedBy = HoldSet.All.Without(Hold.DisputeCustody),
            Guards =
            [
                Distribution.IsOnItsWayOut, Distribution.DeliveryIsKnown, WasScannedInThere, DossierIsAccepted, LineIsKnown, MachineFitsTheLine,
                Distribution.RestrictionsFitThePartner, OwnershipRules.MayBeGivenIfItIsAGift, OwnershipRules.RestrictionsFitTheEpnThatWillOwnIt,
            ],
            Documents = ["delivery-note-countersigned"],
            Then = Take,
        },
        new Transition<GiveBackPlace>
        {
            Number = "4.4+",
            From = StatusSet.Of(MachineStatus.AtEpn),
            To = [MachineStatus.InTransit],
            Roles = RoleSet.Of(Role.System),
            Guards = [TookThatPlace],
            Then = GiveBack,
        },
    ];

    /// <summary>What was scanned in there and held is carried out by it.</summary>
    private static IEnumerable<MachineEvent> Take(Case<TakePlace> about)
    {
        var (delivery, dossier, custody) = (about.Circumstances.Delivery!, about.Circumstances.Dossier!, about.Machine.Custody!);

        return
        [
            new PlaceTaken(about.Command.Of, dossier.Id, about.Command.Line, dossier.Epn, dossier.Partner, delivery.Id, delivery.Consignee, about.Command.Allocation),
            .. about.Machine.Held
                .Where(held => held.Step == Arrival && held.From.Organisation == delivery.Consignee)
                .Select(held => new HeldScanSettled(held.ScanId, CarriedOut: true, "exchange")),
            Placements.Arrives(about, delivery.Id),
            new CustodyPassed(custody.Holder, delivery.Consignee, custody.Pending!.Site, HandoverBasis.Settled),
            .. about.Machine.Holds.Has(Hold.DisputeCustody) ? [new HoldLifted(Hold.DisputeCustody, "exchange")] : Array.Empty<MachineEvent>(),
        ];
    }

    private static IEnumerable<MachineEvent> GiveBack(Case<GiveBackPlace> about)
    {
        var custody = about.Machine.Custody!;

        return
        [
            new PlaceGivenBack(about.Command.Of),
            new CustodyPassed(custody.Holder, about.Machine.Left!.Holder, null, HandoverBasis.Settled),
            new HandoverClaimed(custody.Holder, custody.Site, WorkingDays.Add(about.Now, about.Circumstances.Rules.CustodyWorkingDays)) { RulesVersion = about.Circumstances.Rules.Cited() },
            new HoldPlaced(Hold.DisputeCustody, "meant-for-another"),
        ];
    }

    // Both sides have spoken: the scan of the consignee is its word.
    private static Refusal? WasScannedInThere(Case<TakePlace> about) =>
        about.Machine.Custody?.Pending?.Claimant == about.Circumstances.Delivery!.Consignee && about.Machine.Allocation is not null && about.Machine.Delivery is not null
            ? null
            : Refusal.Conflict("exchange-not-scanned-in", about.Id.Text, about.Circumstances.NameOf(about.Circumstances.Delivery.Consignee));

    private static Refusal? DossierIsAccepted(Case<TakePlace> about) => Distribution.IsAccepted(about, about.Command.Dossier);

    private static Refusal? LineIsKnown(Case<TakePlace> about) => Distribution.IsALine(about, about.Command.Line);

    private static Refusal? MachineFitsTheLine(Case<TakePlace> about) => Distribution.Fits(about.Machine, about.Circumstances.Dossier!.Needs[about.Command.Line]);

    private static Refusal? TookThatPlace(Case<GiveBackPlace> about) =>
        about.Machine.Left?.Of == about.Command.Of ? null : Refusal.Conflict("exchange-not-made", about.Id.Text, about.Command.Of.Text);
}
