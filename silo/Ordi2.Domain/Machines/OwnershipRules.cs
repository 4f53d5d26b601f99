using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Donations;

namespace Ordi2.Domain.Machines;

/// <summary>
/// To whom the gift convention lets the ownership pass after the receiver, and at which step (domain.md 2.7, 12.2). A: to the EPN, by a deed,
/// once it has the machine; then the EPN lends it. B: the receiver keeps it and lends; a deed may give it to the partner later.
/// C: to the partner, by the gift deed under which it is placed, or by a deed after a loan. A machine of no known gift is bound by none of them.
/// </summary>
internal static class OwnershipRules
{
    /// <summary>Whether a transfer deed may pass it where it stands.</summary>
    /// <param name="id">The machine.</param>
    /// <param name="status">Where it stands; the new owner is whoever has it there.</param>
    /// <param name="donation">The gift that it came with, if known.</param>
    public static Refusal? DeedStops(MachineId id, MachineStatus status, DonationTerms? donation) => (donation?.Ownership, status) switch
    {
        (OwnershipPattern.Epn, MachineStatus.AtEpn) => null,
        (OwnershipPattern.Epn, MachineStatus.Placed) => Refusal.Conflict("owner-stays-the-epn", id.Text, donation.Id.Text),
        (_, MachineStatus.Placed) => null,
        _ => Refusal.Conflict("deed-for-placed-only", id.Text, status.Code()),
    };

    /// <summary>T17 and the exchange: what is not to become the partner's is not promised to a dossier that asks for a gift.</summary>
    public static Refusal? MayBeGivenIfItIsAGift(Case about) =>
        about.Circumstances.Dossier is { Mode: ProvisionMode.Gift } ? GiftStops(about) : null;

    /// <summary>T17 and the exchange: an EPN that is to own it has to be one that the gift allows.</summary>
    public static Refusal? RestrictionsFitTheEpnThatWillOwnIt(Case about)
    {
        if (about.Circumstances.Donation is not { Ownership: OwnershipPattern.Epn })
        {
            return null;
        }

        var epn = about.Circumstances.Of(about.Circumstances.Dossier!.Epn);
        return RestrictionRules.Allows(about.Machine.Restrictions, epn?.Category ?? RecipientCategory.None)
            ? null
            : Refusal.Conflict("restriction-does-not-fit", epn?.Name ?? about.Circumstances.Dossier.Epn.Text);
    }

    /// <summary>T23: a gift deed passes the ownership at once, so the convention has to say so.</summary>
    public static Refusal? GiftDeedIsOfThePattern(Case<PlaceWithPartner> about) =>
        about.Circumstances.Loan is { GiftDeed: true } ? GiftStops(about) : null;

    /// <summary>T23: nobody gives away what is not its own (invariant 5); the deed is signed by whoever it calls the lender.</summary>
    public static Refusal? WhoGivesItOwnsIt(Case<PlaceWithPartner> about) =>
        about.Circumstances is { Loan: { GiftDeed: true, Lender: var giver }, Donation: { } donation } && OwnerOf(about, donation) is var owner && owner != giver
            ? Refusal.Conflict("lender-is-not-the-owner", about.Circumstances.Loan.Id.Text, about.Circumstances.NameOf(giver), about.Id.Text, about.Circumstances.NameOf(owner))
            : null;

    /// <summary>T23, pattern A: the EPN owns it by then, and it is the owner who lends it.</summary>
    public static Refusal? TheEpnOwnsWhatItLends(Case<PlaceWithPartner> about)
    {
        if (about.Circumstances is not { Donation: { Ownership: OwnershipPattern.Epn } donation, Loan: { GiftDeed: false } loan })
        {
            return null;
        }

        var owner = OwnerOf(about, donation);

        // A machine that came back from another EPN is that one's, and lent by it.
        return owner != about.Caller.Organisation && (owner == donation.Donor || owner == donation.Receiver)
                ? Refusal.Conflict("epn-owns-it-first", about.Id.Text, about.Circumstances.NameOf(owner))
            : loan.Lender != owner
                ? Refusal.Conflict("lender-is-not-the-owner", loan.Id.Text, about.Circumstances.NameOf(loan.Lender), about.Id.Text, about.Circumstances.NameOf(owner))
            : null;
    }

    private static Refusal? GiftStops(Case about) => about.Circumstances.Donation is { Ownership: not OwnershipPattern.Partner } donation
        ? Refusal.Conflict("convention-gives-it-to-no-partner", about.Id.Text, donation.Id.Text)
        : null;

    private static OrganisationId OwnerOf(Case about, DonationTerms donation) => TransferDeed.OwnerOf(about.Machine, donation, about.Machine.Pole ?? about.Caller.Organisation);
}
