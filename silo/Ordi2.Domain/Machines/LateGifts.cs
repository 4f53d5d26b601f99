using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Donations;
using static Ordi2.Domain.Machines.GiftRules;

namespace Ordi2.Domain.Machines;

/// <summary>
/// A machine that was received without a gift. That is lawful (somebody brings one to the door), and usually a gift that was not chosen: it is
/// pointed out, and the gift said later brings what it would have brought at the dock.
/// </summary>
internal static class LateGifts
{
    public static IEnumerable<Transition> Rows =>
    [
        new Transition<AttachToGift>
        {
            // Once it is reserved for somebody, what the gift forbids would come too late.
            Number = "3+",
            From = Stations.InWorkshop,
            To = [],
            Roles = Stations.Depot,
            Custody = CustodyRule.Holder,
            Guards = [CameWithoutGift, DonationIsKnown, DonationIsReceivedHere, DonationCanReceive, IsNobodyElses, IsNotReadyAsWaste, DonorNumberCanBeOne],
            Documents = ["reception-note"],
            Then = Attach,
        },
    ];

    /// <summary>The finding of a reception that names no gift; a waste stream has none to name.</summary>
    public static FindingRaised[] NotChosen(Case<ReceiveDevice> about) =>
        about.Command is { Donation: null, FromWasteStream: false } && about.Machine.Donation is null ? [about.Finding(Findings.NoGift)] : [];

    private static IEnumerable<MachineEvent> Attach(Case<AttachToGift> about)
    {
        var (machine, donation, rules) = (about.Machine, about.Circumstances.Donation!, about.Circumstances.Rules);

        return
        [
            new GiftAttached(donation.Id, Intake.PoleOf(about.Circumstances.Scanner) ?? donation.Pole, DonationRestrictions.ForMachine(donation, machine.Type, rules))
            {
                RulesVersion = rules.Cited(),
                DonorNumber = Intake.Cleaned(about.Command.DonorNumber),
            },
            .. IsWasteWith(about, fromWasteStream: false),

            // It came when the workshop got it, and not when somebody says with which gift.
            .. PassesAtReception(about, machine.Type, machine.Custody!.Since),
            .. machine.Findings.Contains(Findings.NoGift, StringComparer.Ordinal) ? [new FindingSettled(Findings.NoGift, "gift-attached")] : Array.Empty<MachineEvent>(),
            .. OffList(about, machine.Type),
        ];
    }

    private static Refusal? CameWithoutGift(Case about) =>
        about.Machine.Donation is { } known ? Refusal.Conflict("gift-known-already", about.Id.Text, known.Text) : null;

    private static Refusal? DonationIsReceivedHere(Case about) => about.Circumstances.Donation is { Receiver: { } receiver } donation && receiver != about.Caller.Organisation
        ? Refusal.Forbidden("gift-of-another-workshop", donation.Id.Text, about.Circumstances.NameOf(receiver))
        : null;

    // Nobody gives what another one has.
    private static Refusal? IsNobodyElses(Case about) =>
        about.Machine.Ownership is not { Owner: var owner } || owner == about.Circumstances.Donation!.Donor || owner == about.Circumstances.Donation.Receiver
            ? null
            : Refusal.Conflict("not-given-again", about.Id.Text, about.Machine.Status.Code());

    // A waste is no product before it was prepared for re-use, and a check that it passed would say so.
    private static Refusal? IsNotReadyAsWaste(Case about) =>
        about is { Machine.Status: MachineStatus.Ready, Circumstances.Donation.LegalBasis: LegalBasis.WasteStream } ? Refusal.Conflict("is-waste") : null;

    private static Refusal? DonorNumberCanBeOne(Case<AttachToGift> about) => Intake.CanBeOne(about.Command.DonorNumber);
}
