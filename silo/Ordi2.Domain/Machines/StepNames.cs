using System.Collections.Frozen;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>Which step an event tells of, for stories and for recognising a scan that is sent again.</summary>
public static class StepNames
{
    private static readonly FrozenDictionary<Type, string> ByEvent = new Dictionary<Type, Type>
    {
        [typeof(DeviceDeclared)] = typeof(DeclareDevice),
        [typeof(DevicePickedUp)] = typeof(PickUp),
        [typeof(DeviceReceived)] = typeof(ReceiveDevice),
        [typeof(GiftAttached)] = typeof(AttachToGift),
        [typeof(DeviceRefused)] = typeof(RefuseDevice),
        [typeof(TriageProposed)] = typeof(Triage),
        [typeof(DeviceTriaged)] = typeof(Triage),
        [typeof(DeviceHandedBack)] = typeof(HandBack),
        [typeof(AuditRecorded)] = typeof(RecordAudit),
        [typeof(WipeStarted)] = typeof(StartWipe),
        [typeof(MediaWiped)] = typeof(WipeSucceeded),
        [typeof(WipeDidFail)] = typeof(WipeFailed),
        [typeof(WipeRetried)] = typeof(RetryWipe),
        [typeof(MediumRemoved)] = typeof(RemoveMedium),
        [typeof(MediumDestroyed)] = typeof(DestroyMedium),
        [typeof(RepairOpened)] = typeof(OpenRepair),
        [typeof(PartRequested)] = typeof(RequestPart),
        [typeof(PartCame)] = typeof(PartArrived),
        [typeof(PartFitted)] = typeof(FitPart),
        [typeof(PartTakenOut)] = typeof(TakePart),
        [typeof(RepairClosed)] = typeof(CloseRepair),
        [typeof(OsInstalled)] = typeof(InstallOs),
        [typeof(QcPassed)] = typeof(PassQc),
        [typeof(QcDidFail)] = typeof(FailQc),
        [typeof(Requalified)] = typeof(Requalify),
        [typeof(MachineAllocated)] = typeof(Allocate),
        [typeof(AllocationReleased)] = typeof(ReleaseAllocation),
        [typeof(MachinePacked)] = typeof(Pack),
        [typeof(MachineUnpacked)] = typeof(Unpack),
        [typeof(PlaceTaken)] = typeof(TakePlace),
        [typeof(PlaceGivenBack)] = typeof(GiveBackPlace),
        [typeof(MachineDispatched)] = typeof(Dispatch),
        [typeof(ArrivedAtEpn)] = typeof(ReceiveAtEpn),
        [typeof(ReturnedToDepot)] = typeof(ReturnToDepot),
        [typeof(PlacedWithPartner)] = typeof(PlaceWithPartner),
        [typeof(GivenBackUnplaced)] = typeof(GiveBackUnplaced),
        [typeof(ReturnRequested)] = typeof(RequestReturn),
        [typeof(ReturnReceived)] = typeof(ReceiveReturn),
        [typeof(Dismantled)] = typeof(Cannibalise),
        [typeof(Scrapped)] = typeof(Scrap),
        [typeof(RescuedFromWaste)] = typeof(RescueFromWaste),
        [typeof(RecyclingConfirmed)] = typeof(ConfirmRecycling),
        [typeof(WentMissing)] = typeof(ReportMissing),
        [typeof(WasStolen)] = typeof(ReportTheft),
        [typeof(ComplaintTold)] = typeof(TellComplaint),
        [typeof(ComplaintOverdue)] = typeof(MarkComplaintOverdue),
        [typeof(PlacementReminded)] = typeof(RemindPlacement),
        [typeof(Recovered)] = typeof(Recover),
        [typeof(Recalled)] = typeof(OpenRecall),
        [typeof(EventCorrected)] = typeof(CorrectEvent),
        [typeof(Relabelled)] = typeof(Relabel),
        [typeof(Inventoried)] = typeof(InventoryCheck),
        [typeof(HandoverClaimed)] = typeof(ClaimCustody),
        [typeof(HandoverContested)] = typeof(ContestHandover),
        [typeof(Sighted)] = typeof(ReportSighting),
        [typeof(HoldPlaced)] = typeof(PlaceHold),
        [typeof(HoldLifted)] = typeof(LiftHold),
        [typeof(RestrictionsTightened)] = typeof(TightenRestrictions),
        [typeof(HeldScanSettled)] = typeof(DropHeldScan),
        [typeof(FindingSettled)] = typeof(SettleFinding),
    }.ToFrozenDictionary(pair => pair.Key, pair => CommandCatalog<MachineCommand>.StepOf(pair.Value));

    /// <summary>The step of the first event of a step; nothing for an event that only ever follows another.</summary>
    public static string? Of(MachineEvent first) => first switch
    {
        ScanHeld held => held.Step,
        OwnershipPassed => "transfer-ownership",
        CustodyPassed { Basis: HandoverBasis.Settled } => "settle-custody",
        CustodyPassed => "confirm-handover",
        _ => ByEvent.GetValueOrDefault(first.GetType()),
    };

    /// <summary>Whether a scan for this step may have left that first event: some steps leave the event of another.</summary>
    public static bool MayTell(string step, string told) => step == told || (step, told) is
        ("wipe-succeeded", "wipe-failed") or ("acquire-ownership", "transfer-ownership");
}
