using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Donations;

namespace Ordi2.Domain.Machines;

/// <summary>Which machines come with which gift, and by which round.</summary>
internal static class GiftRules
{
    public static Refusal? DonationIsKnown(Case about) =>
        about.Circumstances.Donation is null ? Refusal.NotFound("donation-unknown") : null;

    public static Refusal? DonationExistsIfNamed(Case<ReceiveDevice> about) =>
        about.Command.Donation is { } named && about.Circumstances.Donation?.Id != named ? Refusal.NotFound("donation-unknown") : null;

    public static Refusal? PickedUpForItsDonation(Case<PickUp> about) => ItsDonation(about, about.Command.Donation);

    public static Refusal? ReceivedForItsDonation(Case<ReceiveDevice> about) =>
        about.Command.Donation is { } donation ? ItsDonation(about, donation) : null;

    // The restrictions of a gift go with its machines (invariant 6): what was picked up under one is not received under another
    // that has none. What was only announced may come with a later donation of the same donor.
    private static Refusal? ItsDonation(Case about, DonationId donation) =>
        about.Machine.Donation is not { } first || first == donation
        || (about.Machine.Status == MachineStatus.Declared && about.Machine.Custody?.Holder == about.Circumstances.Donation?.Donor)
            ? null
            : Refusal.Conflict("machine-of-another-donation", about.Id.Text, first.Text);

    public static Refusal? DonationIsDraftOrSigned(Case about) =>
        about.Circumstances.Donation!.Status is DonationStatus.Declined or DonationStatus.Cancelled or DonationStatus.Closed
            ? Refusal.Conflict("donation-is-over", about.Circumstances.Donation.Id.Text)
            : null;

    public static Refusal? DeclaredByTheDonorOrItsPole(Case about) =>
        about.Caller.Organisation == about.Circumstances.Donation!.Donor
        || (about.Caller.Role == Role.Coordinator && (about.Circumstances.Donation.Pole ?? about.Caller.Organisation) == about.Caller.Organisation)
            ? null
            : Refusal.Forbidden("not-your-donation", about.Circumstances.Donation.Id.Text);

    public static Refusal? DonationIsSignedOrDockSignatureAllowed(Case about) => about.Circumstances.Donation! switch
    {
        { Status: DonationStatus.Signed or DonationStatus.InCollection } => null,
        { Status: DonationStatus.Draft or DonationStatus.Proposed or DonationStatus.Accepted, DockSignatureAllowed: true } => null,
        var donation => Refusal.Conflict("donation-not-signed", donation.Id.Text),
    };

    // Goods in hand are never turned away because a paper is late: only a gift that will not happen is.
    public static Refusal? DonationCanReceive(Case about) =>
        about.Circumstances.Donation is { Status: DonationStatus.Declined or DonationStatus.Cancelled or DonationStatus.Closed } over
            ? Refusal.Conflict("donation-is-over", over.Id.Text)
            : null;

    // Nobody gives what another one has: a partner gives again what became its own.
    public static Refusal? IsGivenAgain(Case<ReceiveDevice> about) =>
        about.Command.Donation is { } donation && donation != about.Machine.Donation
        && (about.Machine.Status == MachineStatus.HandedBack
            || (about.Machine.Ownership?.Owner == about.Machine.Custody?.Holder && about.Circumstances.Donation!.Donor == about.Machine.Custody?.Holder))
            ? null
            : Refusal.Conflict("not-given-again", about.Id.Text, about.Machine.Status.Code());

    /// <summary>
    /// Ownership at the moment that the convention agreed on (domain.md 2.7): at the pickup, where both sides have signed it by then. One that
    /// is signed later passes nothing before the reception note is signed: nothing passes without the agreement in force (invariant 5).
    /// </summary>
    /// <param name="at">When it was picked up, or came.</param>
    public static OwnershipPassed[] PassesAtPickup(Case about, DeviceType type, DateTimeOffset at) =>
        about.Circumstances.Donation is
        {
            Clauses.Moment: OwnershipMoment.Pickup,
            SignedAt: { } signed,
            Convention: { } convention,
            Receiver: { } receiver,
            Status: DonationStatus.Signed or DonationStatus.InCollection or DonationStatus.Received,
        } donation
        && signed <= at
        && about.Machine.Ownership?.Owner != receiver
        && DiscrepancySheet.Gives(donation, type)
            ? [new OwnershipPassed(about.Machine.Ownership?.Owner ?? donation.Donor, receiver, convention, null)]
            : [];

    /// <summary>
    /// Ownership passes when the reception note is signed; a machine that comes after that passes with the same note. What got its label
    /// only at the dock was picked up all the same.
    /// </summary>
    /// <param name="at">When it came.</param>
    public static OwnershipPassed[] PassesAtReception(Case about, DeviceType type, DateTimeOffset at) =>
        about.Circumstances.Donation is { ReceptionNote: { } note, Receiver: { } receiver } donation
        && about.Machine.Ownership?.Owner != receiver
        && DiscrepancySheet.Gives(donation, type)
            ? [new OwnershipPassed(about.Machine.Ownership?.Owner ?? donation.Donor, receiver, note, null)]
            : PassesAtPickup(about, type, at);

    /// <summary>What a gift that came from a waste stream makes of its machines.</summary>
    public static LegalNatureDecided[] IsWasteWith(Case about, bool fromWasteStream) =>
        (fromWasteStream || about.Circumstances.Donation?.LegalBasis == LegalBasis.WasteStream) && about.Machine.LegalNature != LegalNature.Waste
            ? [new(LegalNature.Waste, "waste-stream")]
            : [];

    /// <summary>Of a kind that its gift did not announce.</summary>
    public static FindingRaised[] OffList(Case about, DeviceType type) =>
        about.Circumstances.Donation is { Announced.IsEmpty: false } donation && type != DeviceType.Unknown && donation.Announced.All(line => line.Type != type)
            ? [about.Finding("off-list", type.Code(), donation.Id.Text)]
            : [];

    public static Refusal? RoundIsOpen(Case<PickUp> about) => about.Circumstances.Round switch
    {
        null => Refusal.NotFound("round-unknown", about.Command.Round.Text),
        { Status: RoundStatus.Open } => null,
        var round => Refusal.Conflict("round-not-open", round.Id.Text),
    };

    public static Refusal? RoundIsOfTheCaller(Case<PickUp> about) => about.Circumstances.Round!.Carrier == about.Caller.Organisation
        ? null
        : Refusal.Forbidden("round-of-another-carrier", about.Circumstances.Round.Id.Text);

    public static Refusal? RoundIsForTheDonation(Case<PickUp> about) => about.Circumstances.Round!.Donation == about.Command.Donation
        ? null
        : Refusal.Conflict("round-for-another-donation", about.Circumstances.Round.Id.Text);

    public static Refusal? BroughtByItsRound(Case<ReceiveDevice> about) => (about.Command.Round, about.Circumstances.Round) switch
    {
        (null, _) => null,
        ({ } named, null) => Refusal.NotFound("round-unknown", named.Text),
        (_, { } round) => round.Donation == (about.Command.Donation ?? about.Machine.Donation) ? null : Refusal.Conflict("round-for-another-donation", round.Id.Text),
    };
}
