using System.Collections.Frozen;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Parts;
using Restrictions = Ordi2.Contracts.Donations.Restrictions;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>A command for each step and a machine for each status, as they are on a good day.</summary>
internal static class Samples
{
    /// <summary>One command for each step, by its class.</summary>
    public static FrozenDictionary<Type, MachineCommand> Commands { get; } = new MachineCommand[]
    {
        new DeclareDevice(World.Gift, DeviceType.Laptop, "SN-1"),
        new PickUp(World.Gift, World.Tour, DeviceType.Laptop, "PAL-1"),
        new ReceiveDevice(World.Gift, DeviceType.Laptop, "SN-1"),
        new AttachToGift(World.Gift, "CAF-42"),
        new RefuseDevice("crt", "photo-1"),
        new Triage(Route.Reuse, PowersOn: true, "1") { Defects = ["keys"] },
        new HandBack("JD", "RS-1"),
        Given.Audit,
        new StartWipe { Media = [World.Disk.Serial] },
        Given.Success(Given.Proof(World.Disk)),
        new WipeFailed("stopped") { Reports = [Given.Proof(World.Disk) with { Succeeded = false }] },
        new RetryWipe(),
        new RemoveMedium(World.Disk.Serial, new PartId("PT-9")),
        new DestroyMedium(World.Disk.Serial, "drilled", "olga", "photo-2"),
        new OpenRepair { Defects = ["keys"] },
        new RequestPart("keyboard"),
        new PartArrived(),
        new FitPart(World.Memory),
        new TakePart(new PartId("PT-8"), "screen"),
        new CloseRepair { PartsUsed = [World.CleanDisk] },
        new InstallOs(OsPlan.Linux, "debian-13"),
        Given.Checked(),
        new FailQc { Lines = Given.LinesWith("keys") },
        new Requalify("6 months"),
        new Allocate(World.Project),
        new ReleaseAllocation("changed"),
        new Pack("BOX-1", World.Shipment) { Accessories = ["charger"] },
        new Unpack("changed"),
        new Dispatch(World.Shipment),
        new TakePlace(new MachineId("X000001"), World.Project, 0, World.Shipment),
        new GiveBackPlace(new MachineId("X000001")),
        new ReceiveAtEpn(),
        new ReturnToDepot("absent"),
        new PlaceWithPartner(World.Convention, "rita"),
        new RemindPlacement(),
        new GiveBackUnplaced("no partner"),
        new RequestReturn(ReturnKind.Warranty),
        new ReceiveReturn("scratches", ChargerPresent: true, BoxOpened: true, "photo-3"),
        new TransferOwnership(World.Partner, "AC-1"),
        new AcquireOwnership(World.Workshop, "BR-1"),
        new Cannibalise { Parts = [new PartTaken(new PartId("PT-5"), "hdd", World.Disk.Serial)], NoMediaConfirmedBy = ["eve", "omar"] },
        new Scrap("broken", World.Cage),
        new RescueFromWaste("repairable"),
        new ConfirmRecycling(),
        new ReportMissing("not on the shelf"),
        new ReportTheft("PV-1"),
        new TellComplaint("PV-2"),
        new MarkComplaintOverdue(),
        new Recover("found"),
        new OpenRecall("RC-1", "battery"),
        new PlaceHold(Hold.SafetyBattery, "swollen"),
        new LiftHold(Hold.Recall, "battery changed", "RC-1"),
        new ClaimCustody(),
        new ReportSighting(),
        new ConfirmHandover(World.OtherWorkshop, World.Workshop),
        new ContestHandover("it is here", World.OtherWorkshop),
        new SettleCustody(World.Workshop, "seen here"),
        new TightenRestrictions(new Restrictions { ResaleForbidden = true }),
        new DropHeldScan(new Guid(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]), "wrong machine"),
        new SettleFinding("charger-missing", "found in the drawer"),
        new CorrectEvent(1, "did-not-occur"),
        new Relabel(new MachineId("NEW7777"), "serial"),
        new InventoryCheck("A1"),
    }.ToFrozenDictionary(command => command.GetType());

    /// <summary>A machine that came to that status by the usual way.</summary>
    public static Story At(MachineStatus status) => status switch
    {
        MachineStatus.None => Given.Nothing(),
        MachineStatus.Declared => Given.Declared(),
        MachineStatus.Collected => Given.Collected(),
        MachineStatus.Received => Given.Received(),
        MachineStatus.Refused => Given.Refused(),
        MachineStatus.Triaged => Given.Triaged(),
        MachineStatus.Audited => Given.Audited(),
        MachineStatus.Wiping => Given.Wiping(),
        MachineStatus.Wiped => Given.Wiped(),
        MachineStatus.WipeFailed => Given.WipeFailed(),
        MachineStatus.InRepair => Given.InRepair(),
        MachineStatus.AwaitingPart => Given.InRepair().When(Who.Operator, new RequestPart("screen")),
        MachineStatus.Installed => Given.Installed(),
        MachineStatus.QcFailed => Given.QcFailed(),
        MachineStatus.Ready => Given.Ready(),
        MachineStatus.Reserved => Given.Reserved(),
        MachineStatus.Packed => Given.Packed(),
        MachineStatus.InTransit => Given.InTransit(),
        MachineStatus.AtEpn => Given.AtEpn(),
        MachineStatus.Placed => Given.Placed(),
        MachineStatus.Returning => Given.Returning(),
        MachineStatus.Dismantled => Given.Dismantled(),
        MachineStatus.ToRecycle => Given.ToRecycle(),
        MachineStatus.Recycled => Given.ToRecycle()
            .In(world => world with { Batch = world.Batch! with { Status = Contracts.Recycling.BatchStatus.Proven, Proof = "AT-1" } })
            .When(Who.Storekeeper, new ConfirmRecycling()),
        MachineStatus.HandedBack => Given.Refused().When(Who.Driver.At(World.Workshop), new HandBack("JD")),
        MachineStatus.Missing => Given.Missing(),
        MachineStatus.Stolen => Given.Stolen(),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
