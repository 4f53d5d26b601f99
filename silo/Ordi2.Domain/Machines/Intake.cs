using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Donations;
using static Ordi2.Domain.Machines.GiftRules;

namespace Ordi2.Domain.Machines;

/// <summary>From the donor to the triage bench: transitions 1 to 5 and 36.</summary>
internal static class Intake
{
    /// <summary>What plainly does not belong to the gift is never ours to recycle: it goes back, whatever the convention says (domain.md 4.4).</summary>
    private const string NotInGift = "not-in-gift";

    public static IEnumerable<Transition> Rows =>
    [
        new Transition<DeclareDevice>
        {
            Number = "1",
            From = StatusSet.Of(MachineStatus.None),
            To = [MachineStatus.Declared],
            Roles = RoleSet.Of(Role.Donor, Role.Coordinator),
            Guards = [DonationIsKnown, DonationIsDraftOrSigned, DeclaredByTheDonorOrItsPole, DeclaredNumberCanBeOne],
            Documents = ["donation-annex"],
            Then = about =>
            [
                new DeviceDeclared(about.Command.Donation, about.Command.Type, Cleaned(about.Command.Serial), about.Circumstances.Donation!.Pole) { DonorNumber = Cleaned(about.Command.DonorNumber) },
                new CustodyPassed(null, about.Circumstances.Donation.Donor, null, HandoverBasis.Declared),
                .. Twin(about, Cleaned(about.Command.Serial)),
            ],
        },
        new Transition<PickUp>
        {
            Number = "2",
            From = StatusSet.Of(MachineStatus.None, MachineStatus.Declared),
            To = [MachineStatus.Collected],
            Roles = RoleSet.Of(Role.Driver),
            Guards = [DonationIsKnown, PickedUpForItsDonation, DonationIsSignedOrDockSignatureAllowed, RoundIsOpen, RoundIsOfTheCaller, RoundIsForTheDonation],
            Documents = ["pickup-note"],
            Then = about =>
            [
                new DevicePickedUp(about.Command.Donation, about.Command.Round, about.Command.Type, about.Command.Load, about.Circumstances.Donation!.Pole),
                new CustodyPassed(about.Machine.Custody?.Holder, about.Caller.Organisation, about.Scan.Site, HandoverBasis.TwoSided),
                .. PassesAtPickup(about, about.Command.Type == DeviceType.Unknown ? about.Machine.Type : about.Command.Type, about.Scan.OccurredAt),
            ],
        },
        new Transition<ReceiveDevice>
        {
            Number = "3",
            From = StatusSet.Of(MachineStatus.None, MachineStatus.Declared, MachineStatus.Collected),
            To = [MachineStatus.Received],
            Roles = Stations.Depot,
            Guards = [WorkshopIsAccredited, SiteAcceptsTheType, DonationExistsIfNamed, ReceivedForItsDonation, DonationCanReceive, BroughtByItsRound, DonorNumberCanBeOne],
            Documents = ["reception-note"],
            Then = Receive,
        },
        new Transition<ReceiveDevice>
        {
            Number = "3b",
            From = StatusSet.Of(MachineStatus.HandedBack, MachineStatus.Placed),
            To = [MachineStatus.Received],
            Roles = Stations.Depot,
            Guards = [WorkshopIsAccredited, SiteAcceptsTheType, DonationIsKnown, DonationCanReceive, IsGivenAgain, DonorNumberCanBeOne],
            Documents = ["reception-note"],
            Then = Receive,
        },
        new Transition<RefuseDevice>
        {
            Number = "4",
            From = StatusSet.Of(MachineStatus.Collected),
            To = [MachineStatus.Refused],
            Roles = RoleSet.Of(Role.Storekeeper, Role.Supervisor),
            Guards = [ReasonIsInTheList, PhotoIsGiven],
            Documents = ["refusal-notice"],
            Then = Refuse,
        },
        new Transition<RefuseDevice>
        {
            // What was received is refused by whoever received it.
            Number = "4b",
            From = StatusSet.Of(MachineStatus.Received),
            To = [MachineStatus.Refused],
            Roles = RoleSet.Of(Role.Storekeeper, Role.Supervisor),
            Custody = CustodyRule.Holder,
            Guards = [ReasonIsInTheList, PhotoIsGiven],
            Documents = ["refusal-notice"],
            Then = Refuse,
        },
        new Transition<Triage>
        {
            Number = "5",
            From = StatusSet.Of(MachineStatus.Received),
            To = [MachineStatus.Triaged],
            Roles = Stations.Bench,
            Custody = CustodyRule.Holder,
            Guards = [RouteIsChosen, SupervisorDecides],
            Documents = ["triage-decision"],
            Then = Sort,
        },
        new Transition<HandBack>
        {
            Number = "36",
            From = StatusSet.Of(MachineStatus.Refused),
            To = [MachineStatus.HandedBack],
            Roles = RoleSet.Of(Role.Driver, Role.Storekeeper),
            BlockedBy = HoldSet.All,
            Guards = [DonorSigned, HandedBackByItsHolder, ConventionSendsRefusedMachinesBack],
            Documents = ["restitution-note"],
            Then = about =>
            [
                new DeviceHandedBack(about.Command.SignedBy, about.Command.Document),
                .. GoesBackToItsGiver(about),
                new CustodyEnded(about.Machine.Custody?.Holder),
            ],
        },
    ];

    private static IEnumerable<MachineEvent> Receive(Case<ReceiveDevice> about)
    {
        var command = about.Command;
        var donation = about.Circumstances.Donation;
        var serial = Cleaned(command.Serial);

        yield return new DeviceReceived(
            command.Donation ?? about.Machine.Donation,
            command.Type,
            serial,
            PoleOf(about.Circumstances.Scanner) ?? donation?.Pole,
            donation is null ? Restrictions.None : DonationRestrictions.ForMachine(donation, TypeOf(about), about.Circumstances.Rules),
            about.Machine.Lives + 1)
        {
            RulesVersion = about.Circumstances.Rules.Cited(),
            DonorNumber = Cleaned(command.DonorNumber),
        };
        var carrier = command.Round is not null && about.Machine.Custody is null ? about.Circumstances.Round?.Carrier : null;

        if (carrier is { } brought && donation is not null)
        {
            // It had no label on the road: the round says who had it, and the chain has no gap (invariant 4).
            yield return new CustodyPassed(null, donation.Donor, null, HandoverBasis.Declared);
            yield return new CustodyPassed(donation.Donor, brought, null, HandoverBasis.Declared);
        }

        yield return new CustodyPassed(
            donation is null ? about.Machine.Custody?.Holder : carrier ?? about.Machine.Custody?.Holder,
            about.Caller.Organisation,
            about.Scan.Site,
            HandoverBasis.TwoSided);

        foreach (var follows in (MachineEvent[])[.. IsWasteWith(about, command.FromWasteStream), .. PassesAtReception(about, TypeOf(about), about.Scan.OccurredAt)])
        {
            yield return follows;
        }

        // A step points out one thing, and the twin comes first; a gift that was not chosen is never passed over.
        foreach (var finding in (FindingRaised[])[.. Twin(about, serial) is [var twin] ? [twin] : OffList(about, command.Type), .. LateGifts.NotChosen(about)])
        {
            yield return finding;
        }
    }

    /// <summary>Two machines may carry one serial; a person compares them.</summary>
    private static FindingRaised[] Twin(Case about, string? serial) =>
        about.Circumstances.SameSerial is [var twin, ..] ? [about.Finding("duplicate-serial", serial ?? "?", twin.Text)] : [];

    private static IEnumerable<MachineEvent> Refuse(Case<RefuseDevice> about) =>
    [
        new DeviceRefused(about.Command.Reason, about.Command.Photo, about.Command.Reason is NotInGift || about.Circumstances.Donation?.RefusalDefault != RefusalDefault.Recycle) { RulesVersion = about.Circumstances.Rules.Cited() },
        .. TakeOver(about),
    ];

    /// <summary>Whoever refuses at the dock what a carrier brings has it from then on.</summary>
    private static IEnumerable<MachineEvent> TakeOver(Case about) => about.Machine.Custody?.Holder == about.Caller.Organisation
        ? []
        : [new CustodyPassed(about.Machine.Custody?.Holder, about.Caller.Organisation, about.Scan.Site, HandoverBasis.TwoSided)];

    private static IEnumerable<MachineEvent> Sort(Case<Triage> about)
    {
        var command = about.Command;
        var needsSupervisor = command.Route == Route.Ask || (about.Caller.InTraining && about.Circumstances.Rules.TrainingMode && command.Route != Route.Reuse);

        var inDoubt = about.Machine.Findings.Contains(Findings.TriageDoubtful, StringComparer.Ordinal);

        // In training mode, or in doubt, the supervisor decides: the operator's tile is kept as a proposal.
        return needsSupervisor && about.Caller.Role != Role.Supervisor
            ?
            [
                new TriageProposed(about.Scan.ScanId, command.Route, command.PowersOn, command.CriteriaVersion ?? about.Circumstances.Rules.TriageCriteria) { Defects = command.Defects, RulesVersion = about.Circumstances.Rules.Cited() },
                .. command.Route is Route.Ask && !inDoubt ? [about.Finding(Findings.TriageDoubtful)] : Array.Empty<MachineEvent>(),
            ]
            :
            [
                new DeviceTriaged(command.Route, command.PowersOn, command.CriteriaVersion ?? about.Circumstances.Rules.TriageCriteria) { Defects = command.Defects, RulesVersion = about.Circumstances.Rules.Cited() },
                .. inDoubt ? [new FindingSettled(Findings.TriageDoubtful, "triaged")] : Array.Empty<MachineEvent>(),
            ];
    }

    /// <summary>What passed at the pickup, or with the note, and was refused after it: the donor signs that it takes it back.</summary>
    private static OwnershipPassed[] GoesBackToItsGiver(Case<HandBack> about) =>
        about.Machine.Ownership is { Owner: var owner } && about.Circumstances.Donation is { Donor: var donor, Receiver: { } receiver } && owner == receiver && owner != donor
            ? [new OwnershipPassed(owner, donor, about.Command.Document ?? StepNumbers.Of(DocumentKind.RestitutionNote, about.Id.Text), null)]
            : [];

    internal static string? Cleaned(string? serial) => string.IsNullOrWhiteSpace(serial) ? null : serial.Trim().ToUpperInvariant();

    private static Refusal? DeclaredNumberCanBeOne(Case<DeclareDevice> about) => CanBeOne(about.Command.DonorNumber);

    private static Refusal? DonorNumberCanBeOne(Case<ReceiveDevice> about) => CanBeOne(about.Command.DonorNumber);

    internal static Refusal? CanBeOne(string? donorNumber) => string.IsNullOrWhiteSpace(donorNumber) ? null : Demand.Number(donorNumber, "donorNumber");

    private static Refusal? WorkshopIsAccredited(Case about) => Chartered.For(about, Activity.Workshop);

    private static Refusal? SiteAcceptsTheType(Case<ReceiveDevice> about)
    {
        if (about.Scan.Site is not { } wanted)
        {
            return null;
        }

        var type = TypeOf(about);

        return about.Circumstances.Scanner.Sites.FirstOrDefault(site => site.Id == wanted) switch
        {
            null => Refusal.NotFound("site-unknown", wanted.Text),
            { Accepts.IsEmpty: false } site when type != DeviceType.Unknown && !site.Accepts.Contains(type) =>
                Refusal.Conflict("site-does-not-accept", site.Name, type.Code()),
            _ => null,
        };
    }

    // A pole that runs a workshop answers for its machines itself: a machine of no pole would be any pole's.
    internal static OrganisationId? PoleOf(OrganisationProfile scanner) =>
        scanner.Pole ?? (scanner.Activities.Contains(Activity.Pole) ? scanner.Id : null);

    private static DeviceType TypeOf(Case<ReceiveDevice> about) =>
        about.Command.Type == DeviceType.Unknown ? about.Machine.Type : about.Command.Type;

    private static Refusal? ReasonIsInTheList(Case<RefuseDevice> about) =>
        about.Circumstances.Rules.RefusalReasons is var reasons && reasons.Contains(about.Command.Reason, StringComparer.Ordinal)
            ? null
            : Refusal.Invalid("reason-not-in-list", string.Join(", ", reasons));

    private static Refusal? PhotoIsGiven(Case<RefuseDevice> about) =>
        string.IsNullOrWhiteSpace(about.Command.Photo) ? Refusal.Invalid("photo-missing") : null;

    private static Refusal? RouteIsChosen(Case<Triage> about) => about.Command.Route == Route.None ? Refusal.Invalid("route-missing") : null;

    // « À voir » is for whoever may ask somebody else.
    private static Refusal? SupervisorDecides(Case<Triage> about) =>
        about.Command.Route == Route.Ask && about.Caller.Role == Role.Supervisor ? Refusal.Invalid("route-missing") : null;

    // A driver of somebody else takes it over first: custody is a chain without a gap (invariant 4).
    private static Refusal? HandedBackByItsHolder(Case about) =>
        about.Caller.Organisation == about.Machine.Custody?.Holder
            ? null
            : Refusal.Forbidden("not-your-machine", about.Id.Text);

    private static Refusal? DonorSigned(Case<HandBack> about) =>
        string.IsNullOrWhiteSpace(about.Command.SignedBy) ? Refusal.Invalid("signature-missing") : null;

    private static Refusal? ConventionSendsRefusedMachinesBack(Case about) =>
        about.Machine.RefusedGoesBack ? null : Refusal.Conflict("refused-is-recycled");
}
