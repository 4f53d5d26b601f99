using System.Collections.Immutable;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>Which facts belong to one step, and which steps may be taken back.</summary>
public sealed partial record Machine
{
    /// <summary>The facts that a later correction declared void, by their numbers: a step and what follows from it go together.</summary>
    /// <param name="history">The whole history.</param>
    public static IReadOnlyDictionary<long, EventCorrected> Voids(IReadOnlyList<Recorded<MachineEvent>> history)
    {
        var corrections = history.Select(one => one.Event).OfType<EventCorrected>().ToLookup(correction => correction.Seq);

        if (corrections.Count == 0)
        {
            return ImmutableDictionary<long, EventCorrected>.Empty;
        }

        var voids = new Dictionary<long, EventCorrected>();
        EventCorrected? correction = null;

        foreach (var recorded in history)
        {
            correction = StartsStep(recorded) ? corrections[recorded.Seq].FirstOrDefault() : correction;

            if (correction is not null)
            {
                voids.Add(recorded.Seq, correction);
            }
        }

        return voids;
    }

    internal static bool StartsStep(Recorded<MachineEvent> recorded) =>
        recorded.From.CommandId is not null || recorded.Event is HeldScanSettled;

    /// <summary>Says something about the machine and changes nothing of it.</summary>
    private static bool IsRemark(MachineEvent @event) => @event is Inventoried or Sighted or FindingSettled or ScanHeld or EventCorrected or TriageProposed
        or HeldScanSettled { CarriedOut: false };

    /// <summary>
    /// What passed at the pickup passed because of it, by the convention: a pickup that did not take place passed nothing, and the machine
    /// is its giver's as before. Whatever else passes ownership has its own way back.
    /// </summary>
    private bool PassesForGood(MachineEvent @event) => @event is OwnershipPassed && Status is not MachineStatus.Collected;

    /// <summary>
    /// Ownership, restrictions, waste, parts and labels are undone only by an act of the same weight (invariants 5, 6 and 7);
    /// what changed a dossier, a loan or a delivery too, by the step that releases it.
    /// </summary>
    private bool IsCorrectable(MachineEvent @event) => @event switch
    {
        OwnershipPassed or RestrictionsTightened or DeviceReceived
            or Scrapped or RescuedFromWaste or Dismantled or RecyclingConfirmed or DeviceHandedBack or Relabelled
            or MediumDestroyed or MediumRemoved or PartFitted or PartTakenOut
            or MachineAllocated or AllocationReleased or MachinePacked or MachineUnpacked or PlaceTaken or PlaceGivenBack
            or ArrivedAtEpn or PlacedWithPartner or ReturnReceived or Recovered
            or HandoverClaimed or HandoverContested or CustodyPassed or HeldScanSettled => false,

        // What a gift forbids is never loosened (invariant 6), by a correction neither.
        GiftAttached { Restrictions: var restrictions } => restrictions == Contracts.Donations.Restrictions.None,

        // Only the pole lifts these.
        Recalled or HoldPlaced { Hold: Hold.OwnerRestriction or Hold.DataIncident } => false,

        // The dossier's line is free again, the loss stands on the loan: the machine is found, not unlost.
        WentMissing or WasStolen => Allocation is null && Loan is null,
        _ => true,
    };
}
