using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Donations;

namespace Ordi2.Domain.Machines;

/// <summary>Back from the EPN or the partner, and changes of owner: transitions 24 to 27.</summary>
internal static class Returns
{
    public static IEnumerable<Transition> Rows =>
    [
        new Transition<GiveBackUnplaced>
        {
            Number = "24",
            From = StatusSet.Of(MachineStatus.AtEpn),
            To = [MachineStatus.InTransit],
            Roles = RoleSet.Of(Role.Animator, Role.System),
            Custody = CustodyRule.Holder,
            Guards = [DeadlineIsOverForTheSystem],
            Documents = ["return-note"],
            Then = about => [new GivenBackUnplaced(about.Command.Reason), .. Placements.Settled(about)],
        },
        new Transition<RequestReturn>
        {
            Number = "25",
            From = StatusSet.Of(MachineStatus.Placed),
            To = [MachineStatus.Returning],
            Roles = RoleSet.Of(Role.Partner, Role.Animator, Role.Coordinator),
            Guards = [RequestedByThePartnerTheEpnOrThePole],
            Documents = ["return-note"],
            Then = about =>
            [
                new ReturnRequested(about.Command.Kind) { ByHolder = about.Caller.Organisation == about.Machine.Custody?.Holder },
                .. about.Command.Kind is ReturnKind.Warranty && about.Scan.OccurredAt > about.Machine.WarrantyUntil
                    ? [about.Finding("warranty-over", FrenchCalendar.Iso(about.Machine.WarrantyUntil.Value))]
                    : Array.Empty<MachineEvent>(),
            ],
        },
        new Transition<ReceiveReturn>
        {
            Number = "26",
            From = StatusSet.Of(MachineStatus.Returning),
            To = [MachineStatus.Received],

            // A coordinator takes it in for the pole, which holds it then.
            Roles = RoleSet.Of(Role.Animator, Role.Storekeeper, Role.Coordinator),
            Custody = CustodyRule.TakesBack,
            Guards = [],
            Documents = ["return-inspection"],
            Then = about => Receive(about, MachineStatus.Received, mediaDirty: true),
        },
        new Transition<ReceiveReturn>
        {
            // An unplaced machine: its media stay clean only if the box was never opened (domain.md 12.4, point 5).
            Number = "26+",
            From = StatusSet.Of(MachineStatus.InTransit),
            To = [MachineStatus.Received, MachineStatus.Ready],
            Roles = RoleSet.Of(Role.Storekeeper, Role.Supervisor, Role.Operator),
            Custody = CustodyRule.TakesBack,
            Guards = [IsComingBack],
            Documents = ["return-inspection"],
            Then = about => about.Command.BoxOpened || !about.Machine.IsSafeToLeave
                ? Receive(about, MachineStatus.Received, mediaDirty: true)
                : Receive(about, MachineStatus.Ready, mediaDirty: false),
        },
        new Transition<TransferOwnership>
        {
            Number = "27",
            From = StatusSet.Of(MachineStatus.AtEpn, MachineStatus.Placed),
            To = [],
            // The owner and the new owner sign the deed; the pole, which had it made, enters it.
            Roles = Stations.Coordinator,
            BlockedBy = HoldSet.All,
            Guards = [Distribution.IsSafeToLeave, ConventionLetsItPass, NewOwnerIsKnown, NewOwnerHoldsIt, RestrictionsFitTheNewOwner, PriceIsAllowed, DeedIsSigned],
            Documents = ["transfer-deed"],
            Then = about =>
            [
                new OwnershipPassed(about.Machine.Ownership?.Owner, about.Command.NewOwner, about.Command.Document, about.Command.PriceCents)
                {
                    Deed = about.Circumstances.Deed!.Id,
                    Counted = about.Command.PriceCents is null or 0 ? PublicGifts.Of(about, about.Command.NewOwner) : null,
                    RulesVersion = about.Command.PriceCents is null or 0 ? null : about.Circumstances.Rules.Cited(),
                },
            ],
        },
        new Transition<AcquireOwnership>
        {
            // Pattern of the gift convention: at the signature of the reception note, after counting (domain.md 2.7).
            Number = "3+",
            From = Stations.Alive.Except(MachineStatus.Declared, MachineStatus.Collected, MachineStatus.Refused),
            To = [],
            Roles = RoleSet.Of(Role.Coordinator, Role.Storekeeper, Role.Supervisor, Role.System),
            Guards = [ReceptionNoteIsSigned, OwnerIsTheOneOfTheConvention, DonorGivesIt, DonorOrReceiverOwnsIt],
            Documents = ["reception-note"],
            Then = about =>
            [
                new OwnershipPassed(about.Machine.Ownership?.Owner ?? about.Circumstances.Donation!.Donor, about.Command.NewOwner, about.Command.Document, null),
            ],
        },
    ];

    /// <summary>
    /// To whom a machine may come back by one scan (domain.md 4.3, rows 26): whoever holds or owns it, the EPN through which it was lent and the place that its loan
    /// names, its pole, and the workshops that this pole coordinates. Anybody else has it in the wrong hands, and says so first (4.4).
    /// </summary>
    internal static bool MayTakeBack(Case about)
    {
        var (house, machine, loan) = (about.Circumstances.Scanner, about.Machine, about.Circumstances.Loan);
        return house.Id == machine.Custody?.Holder
            || house.Id == machine.Ownership?.Owner
            || house.Id == machine.Pole
            || house.Id == machine.Allocation?.Epn
            || (loan is not null && loan.Id == machine.Loan && (house.Id == loan.Relay || house.Id == loan.CollectPoint || house.Id == loan.Lender))
            || (house.Activities.Contains(Activity.Workshop) && (machine.Pole is null || house.Pole == machine.Pole));
    }

    private static IEnumerable<MachineEvent> Receive(Case<ReceiveReturn> about, MachineStatus to, bool mediaDirty)
    {
        var command = about.Command;
        yield return new ReturnReceived(to, mediaDirty, command.Condition, command.ChargerPresent, command.Photo)
        {
            GivenBackBy = about.Machine.Status is MachineStatus.Returning && about.Machine.Custody?.Holder != about.Caller.Organisation ? about.Machine.Custody?.Holder : null,
            ImpactReversed = about.Machine.Status is MachineStatus.Returning && ImpactRule.IsReversed(about.Machine, about.Scan.OccurredAt),
        };

        if (about.Machine.Custody?.Holder != about.Caller.Organisation)
        {
            var basis = about.Machine.ReturnAskedByHolder is false ? HandoverBasis.TakenBack : HandoverBasis.TwoSided;
            yield return new CustodyPassed(about.Machine.Custody?.Holder, about.Caller.Organisation, about.Scan.Site, basis);
        }

        // Whoever takes it in puts it beside no other: its battery may be why it was called back.
        if (about.Machine.Holds.Has(Hold.Recall))
        {
            yield return about.Finding(Findings.Recalled);
        }

        if (!command.ChargerPresent)
        {
            yield return about.Finding("charger-missing");
        }
    }

    private static Refusal? DeadlineIsOverForTheSystem(Case about) => about.Caller.Role != Role.System || about.Now >= about.Machine.PlaceBefore
        ? null
        : Refusal.Conflict("placement-not-overdue");

    private static Refusal? RequestedByThePartnerTheEpnOrThePole(Case about) =>
        about.Caller.Role == Role.Coordinator
        || about.Caller.Organisation == about.Machine.Custody?.Holder
        || Incidents.IsItsRelay(about)
            ? null
            : Refusal.Forbidden("not-your-machine", about.Id.Text);

    private static Refusal? IsComingBack(Case about) => about.Machine.ComingBack ? null : Refusal.Conflict("is-on-its-way-out");

    // The document itself is asked, and not who enters its number (invariant 5).
    private static Refusal? DeedIsSigned(Case<TransferOwnership> about) => string.IsNullOrWhiteSpace(about.Command.Document)
        ? Refusal.Invalid("document-missing")
        : TransferDeed.Stops(
            about.Circumstances.Deed,
            about.Command.Document,
            about.Id,
            about.Machine.UsedDeeds,
            TransferDeed.OwnerOf(about.Machine, about.Circumstances.Donation, about.Caller.Organisation),
            about.Command.NewOwner,
            about.Command.PriceCents);

    private static Refusal? ConventionLetsItPass(Case<TransferOwnership> about) => OwnershipRules.DeedStops(about.Id, about.Machine.Status, about.Circumstances.Donation);

    private static Refusal? NewOwnerIsKnown(Case<TransferOwnership> about) =>
        about.Circumstances.Of(about.Command.NewOwner) is null ? Refusal.NotFound("organisation-unknown", about.Command.NewOwner.Text) : null;

    private static Refusal? NewOwnerHoldsIt(Case<TransferOwnership> about) =>
        about.Command.NewOwner == about.Machine.Custody?.Holder ? null : Refusal.Conflict("new-owner-is-not-the-holder", about.Circumstances.NameOf(about.Command.NewOwner));

    private static Refusal? RestrictionsFitTheNewOwner(Case<TransferOwnership> about) =>
        RestrictionRules.Allows(about.Machine.Restrictions, about.Circumstances.Of(about.Command.NewOwner)!.Category)
            ? null
            : Refusal.Conflict("restriction-does-not-fit", about.Circumstances.NameOf(about.Command.NewOwner));

    private static Refusal? PriceIsAllowed(Case<TransferOwnership> about) => SolidarityPrice.Stops(
        about.Machine, about.Circumstances.Donation, about.Circumstances.Rules, about.Circumstances.Of(about.Command.NewOwner)?.Category, about.Command.PriceCents);

    private static Refusal? ReceptionNoteIsSigned(Case<AcquireOwnership> about) =>
        about.Circumstances.Donation?.ReceptionNote is { } note && note == about.Command.Document ? null : Refusal.Conflict("reception-note-not-signed");

    // What came beyond the list is the donor's until it says that it gives it (domain.md 4.4).
    private static Refusal? DonorGivesIt(Case<AcquireOwnership> about) => DiscrepancySheet.Gives(about.Circumstances.Donation!, about.Machine.Type)
        ? null
        : Refusal.Conflict("not-given-yet");

    // An old note does not take a machine away from whoever it passed to since.
    private static Refusal? DonorOrReceiverOwnsIt(Case<AcquireOwnership> about) =>
        about.Machine.Ownership is not { } owned || owned.Owner == about.Circumstances.Donation!.Donor || owned.Owner == about.Command.NewOwner
            ? null
            : Refusal.Conflict("ownership-already-passed", about.Circumstances.NameOf(owned.Owner));

    private static Refusal? OwnerIsTheOneOfTheConvention(Case<AcquireOwnership> about) =>
        about.Circumstances.Donation!.Receiver == about.Command.NewOwner
            ? null
            : Refusal.Conflict("owner-is-not-of-the-convention", about.Circumstances.NameOf(about.Command.NewOwner));
}
