using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recycling;
using Ordi2.Ledger.Machines;
using static Ordi2.Silo.Tests.Invariants.RandomTerritory;

namespace Ordi2.Silo.Tests.Invariants;

/// <summary>What somebody scans: the next step of a good day, or anything.</summary>
internal static class RandomScans
{
    /// <param name="luck">Chance.</param>
    /// <param name="id">The machine.</param>
    /// <param name="row">What is known of it.</param>
    /// <param name="which">Which of the two EPN it is for.</param>
    /// <param name="cage">The cage that is open.</param>
    /// <param name="delivery">The delivery that is being prepared for that EPN.</param>
    public static (MachineCommand Command, Caller Caller) Onward(Luck luck, MachineId id, MachineRow? row, int which, BatchId cage, DeliveryId delivery)
    {
        var holder = row?.Holder is { } known ? new Contracts.Organisations.OrganisationId(known) : Cast.Workshop;
        var at = Cast.As(holder, Role.Operator, luck.Of("o1", "o3"));
        var supervisor = Cast.As(holder, Role.Supervisor, "e1");
        var safe = row?.Sanitisation is Sanitisation.Clean or Sanitisation.NoMediaConfirmed;

        return row?.Status switch
        {
            null or MachineStatus.None when luck.Once(4) => (new DeclareDevice(Gift, DeviceType.Laptop), Cast.As(Donor, Role.Donor, "d1")),
            null or MachineStatus.None or MachineStatus.Declared when luck.Once(2) => (new PickUp(Gift, Tour, DeviceType.Laptop, "P-1"), Cast.As(Carrier, Role.Driver, "v1")),
            MachineStatus.Collected when luck.Once(4) => (new RefuseDevice("crt", "photo-1"), Storekeeper),
            MachineStatus.HandedBack => (new ReceiveDevice(SecondGift, DeviceType.Laptop), Cast.Operator),
            null or MachineStatus.None or MachineStatus.Declared or MachineStatus.Collected => (new ReceiveDevice(luck.Once(6) ? null : Gift, DeviceType.Laptop, FromWasteStream: luck.Once(5)), Cast.Operator),
            MachineStatus.Received when row.Donation is null => (new AttachToGift(luck.Once(4) ? SecondGift : Gift), luck.Of(supervisor, Storekeeper)),
            MachineStatus.Received when luck.Once(10) => (new RescueFromWaste("réparable"), supervisor),
            MachineStatus.Received when luck.Once(15) => (new RefuseDevice("crt", "photo-1"), supervisor),
            MachineStatus.Received => (new Triage(luck.Of(Route.Reuse, Route.Reuse, Route.Reuse, Route.Reuse, Route.Reuse, Route.Reuse, Route.Parts)), at),
            MachineStatus.Triaged when luck.Once(10) => (new Cannibalise { Parts = [new(new($"PT-{id}-{luck.Below(1000)}"), "ram")], NoMediaConfirmedBy = ["o1", "o3"] }, supervisor),
            MachineStatus.Triaged when luck.Once(10) => (new OpenRepair(), at),
            MachineStatus.Triaged => (Audit(luck, id), at),
            MachineStatus.Audited when luck.Once(12) => (new OpenRepair(), at),
            MachineStatus.Audited when luck.Once(15) => (Audit(luck, id), at),
            // Some hurry: what was not wiped may not be installed (invariant 1).
            MachineStatus.Audited when safe || luck.Once(6) => (new InstallOs(luck.Of(OsPlan.None, OsPlan.Linux)), at),
            MachineStatus.Audited => (new StartWipe(WipeMethod.DeviceSanitize) { Media = luck.Once(4) ? [Disk(id).Serial] : [] }, at),
            MachineStatus.Wiping when luck.Once(5) => (new WipeFailed("arrêté"), at),
            MachineStatus.Wiping when luck.Once(4) => (new StartWipe(WipeMethod.DeviceSanitize), at),
            MachineStatus.Wiping when luck.Once(4) => (new WipeSucceeded { Reports = [Proof(luck, id), Proof(luck, id) with { Serial = Second(id).Serial }] }, at),
            MachineStatus.Wiping when luck.Once(12) => (new WipeSucceeded { Reports = [Proof(luck, id) with { Serial = $"SSD-nobody-{luck.Below(3)}" }] }, at),
            MachineStatus.Wiping => (new WipeSucceeded { Reports = [Proof(luck, id)] }, at),
            MachineStatus.WipeFailed when luck.Once(3) => (new RemoveMedium(Disk(id).Serial, new($"PT-{id}-{luck.Below(1000)}")), supervisor),
            MachineStatus.WipeFailed when luck.Once(3) => (new DestroyMedium(Disk(id).Serial, "percé", "olga", "photo-2"), supervisor),
            MachineStatus.WipeFailed => (new RetryWipe(), supervisor),
            MachineStatus.Wiped => (new InstallOs(OsPlan.Linux), at),
            MachineStatus.InRepair when luck.Once(3) => (new FitPart(SparePart(luck.Below(SpareParts)), AlreadyFitted: luck.Once(4)), at),
            MachineStatus.InRepair when luck.Once(4) => (new TakePart(SparePart(luck.Below(SpareParts)), "ram"), at),
            MachineStatus.InRepair when luck.Once(4) => (new RequestPart("ram"), at),
            MachineStatus.AwaitingPart => (new PartArrived(), at),
            MachineStatus.InRepair => (new CloseRepair(), at),
            MachineStatus.Installed when luck.Once(8) => (new FailQc { Lines = [new("keys", Passed: false)] }, supervisor),
            MachineStatus.Installed => (Checked(luck), luck.Once(3) ? at : supervisor),
            MachineStatus.QcFailed => (new OpenRepair(), at),
            MachineStatus.Ready when luck.Below(8) > 0 => (new InventoryCheck("A1"), at),
            MachineStatus.Ready => luck.Once(12) ? (luck.Once(3) ? new Requalify("vieux stock") : new Scrap("vieux", cage) { Confirmed = true }, supervisor) : (new Allocate(Projects[luck.Below(2)]), Coordinator),
            MachineStatus.Reserved when luck.Once(8) => (new ReleaseAllocation("changement"), Coordinator),
            MachineStatus.Reserved => (new Pack("BOX-1", delivery), Cast.As(holder, Role.Storekeeper, "m1")),
            MachineStatus.Packed when luck.Once(6) => (new Unpack("changement"), Cast.System),
            MachineStatus.Packed => (new Dispatch(row.Delivery is { } packed ? new(packed) : delivery), Storekeeper),
            MachineStatus.InTransit when luck.Once(8) => (new ReturnToDepot("absent"), Cast.As(Cast.Workshop, Role.Driver, "v2")),
            MachineStatus.InTransit => luck.Once(4) ? (new ReceiveReturn(BoxOpened: luck.Once(2)), Storekeeper) : (new ReceiveAtEpn(), Animator(luck.Once(8) ? 1 - which : which)),
            MachineStatus.AtEpn when luck.Once(3) => (new RemindPlacement(), Cast.System),
            MachineStatus.AtEpn => luck.Once(8) ? (new GiveBackUnplaced("personne"), Animator(which)) : (new PlaceWithPartner(Conventions[luck.Once(8) ? 1 - which : which], "rita"), luck.Once(3) ? Cast.As(holder, Role.Animator, "a3") : Animator(which)),
            MachineStatus.Placed => luck.Once(3)
                ? (new TransferOwnership(Partners[which], "AC-1"), Coordinator)
                : (new RequestReturn(luck.Of(ReturnKind.EndOfLoan, ReturnKind.Recall, ReturnKind.Warranty)), Referent(which)),
            MachineStatus.Returning => (new ReceiveReturn("rayures", ChargerPresent: luck.Once(2)), luck.Of(Storekeeper, Animator(which))),
            MachineStatus.ToRecycle when luck.Once(4) => (new Scrap("refusée", cage, WithData: !safe) { Confirmed = true }, supervisor),
            MachineStatus.ToRecycle => luck.Once(6) ? (new RescueFromWaste("réparable"), supervisor) : (new ConfirmRecycling(), Storekeeper),
            MachineStatus.Stolen when luck.Once(2) => luck.Once(2) ? (new TellComplaint("PV-2"), luck.Of(Storekeeper, Cast.Supervisor, Coordinator)) : (new MarkComplaintOverdue(), Cast.System),
            MachineStatus.Missing or MachineStatus.Stolen => (new Recover("sous une pile"), luck.Of(Cast.Operator, Storekeeper, Cast.Stranger)),
            MachineStatus.Dismantled => (new Scrap("carcasse", cage), supervisor),
            MachineStatus.Refused => (new HandBack("le donateur"), Storekeeper),
            _ => Any(luck, id, cage, [delivery]),
        };
    }

    /// <summary>Anything, by anybody.</summary>
    public static (MachineCommand Command, Caller Caller) Any(Luck luck, MachineId id, BatchId cage, DeliveryId[] deliveries)
    {
        MachineCommand command = luck.Below(52) switch
        {
            0 => new ReceiveDevice(luck.Once(2) ? Gift : null, DeviceType.Laptop, luck.Once(3) ? "SN-1" : null),
            1 => new RefuseDevice("crt", luck.Of("photo-1", "")),
            2 => new Triage(luck.Of(Route.Reuse, Route.Parts, Route.Recycle)),
            3 => Audit(luck, id),
            4 => new WipeSucceeded { Reports = [Proof(luck, luck.Once(3) ? MachineOf(luck.Below(HowMany)) : id)] },
            5 => new WipeFailed("erreur"),
            6 => new OpenRepair(),
            7 => new CloseRepair(),
            8 => new InstallOs(OsPlan.Linux),
            9 => Checked(luck),
            10 => new Allocate(Projects[luck.Below(2)], luck.Of(0, 0, 0, 1)),
            11 => new ReleaseAllocation("changement"),
            12 => new Pack("BOX-2", deliveries[luck.Below(deliveries.Length)]),
            13 => new ReturnToDepot("absent"),
            14 => new ReceiveAtEpn(),
            15 => new PlaceWithPartner(Conventions[luck.Below(2)], luck.Of("rita", "")),
            16 => new RequestReturn(ReturnKind.GiveUp),
            17 => new ReceiveReturn(BoxOpened: luck.Once(2)),
            18 => new AcquireOwnership(Cast.Workshop, luck.Of("BR-1", "")),
            19 => new Scrap("cassée", cage, WithData: luck.Once(2)) { Confirmed = true },
            20 => new ReportMissing(),
            21 => new ReportTheft(luck.Once(2) ? "PV-1" : null),
            22 => new PlaceHold(luck.Of(Hold.SafetyBattery, Hold.OwnerRestriction), "vu"),
            23 => new LiftHold(luck.Of(Hold.SafetyBattery, Hold.Theft, Hold.DataIncident), "réglé"),
            24 => new ClaimCustody(),
            25 => luck.Once(2) ? new ConfirmHandover() : new ContestHandover("non"),
            26 => new SettleCustody(luck.Of(Cast.Workshop, Cast.OtherWorkshop), "entendu"),
            27 => new CorrectEvent(luck.Below(30) + 1, "did-not-occur"),
            28 => new Contracts.Machines.TightenRestrictions(new() { ResaleForbidden = luck.Once(2), MaxPriceCents = luck.Of<int?>(null, 9_000, 18_000) }),
            29 => new DeclareDevice(Gift),
            30 => new PickUp(Gift, Tour),
            31 => new HandBack(luck.Of("le donateur", "")),
            32 => new StartWipe(luck.Of(WipeMethod.DeviceSanitize, WipeMethod.Overwrite)),
            33 => new RetryWipe(),
            34 => new RemoveMedium(Disk(id).Serial),
            35 => new DestroyMedium(Disk(id).Serial, "percé", luck.Of("olga", ""), "photo-2"),
            36 => new RequestPart("ram"),
            37 => new PartArrived(),
            38 => new FitPart(SparePart(luck.Below(SpareParts)), luck.Once(2)),
            39 => new TakePart(SparePart(luck.Below(SpareParts)), "ram"),
            40 => new FailQc { Lines = [new("keys", Passed: false)] },
            41 => new Cannibalise { NoMediaConfirmedBy = luck.Once(2) ? ["o1", "o3"] : [] },
            42 => new RescueFromWaste("réparable"),
            43 => new ConfirmRecycling(),
            44 => new Recover("sous une pile"),
            45 when luck.Once(6) => new OpenRecall("RA-1", "batterie"),
            46 => new Relabel(luck.Once(2) ? MachineOf(luck.Below(HowMany)) : new($"N{luck.Below(10_000)}"), luck.Of("serial", "")),
            47 => new InventoryCheck("A1"),
            48 => new ReportSighting(),
            49 => new Dispatch(deliveries[0]),
            50 => new LiftHold(luck.Of(Hold.Recall, Hold.OwnerRestriction), "réglé"),
            _ => new Requalify("vieux stock"),
        };
        return (command, luck.Once(2) ? Anybody(luck) : command switch
        {
            OpenRecall or LiftHold or SettleCustody or AcquireOwnership or Contracts.Machines.TightenRestrictions => Coordinator,
            Relabel or TakePart or RescueFromWaste or Cannibalise or DestroyMedium or RemoveMedium => Cast.Supervisor,
            _ => Anybody(luck),
        });
    }

    public static Caller Anybody(Luck luck) => luck.Of(
        Cast.Operator, Cast.Supervisor, Cast.Stranger, Storekeeper, Coordinator, Animator(0), Animator(1), Referent(0), Referent(1),
        Cast.As(Donor, Role.Donor, "d1"), Cast.As(Cast.OtherWorkshop, Role.Supervisor, "e2"), Cast.As(Carrier, Role.Driver, "v1"));

    private static RecordAudit Audit(Luck luck, MachineId id) => luck.Once(4)
        ? new(new() { Evidence = new("manual", string.Empty), Type = DeviceType.Laptop }, LocksTested: true) { NoMediaConfirmedBy = ["o1", "o3"] }
        : new(new() { Evidence = new("manual", string.Empty), Type = DeviceType.Laptop, Model = Model, Media = luck.Once(4) ? [Disk(id), Second(id)] : [Disk(id)] }, LocksTested: true);

    private static AuditedMedium Second(MachineId id) => Disk(id) with { Serial = $"SSD-{id}-2" };

    private static AuditedMedium Disk(MachineId id) => new($"SSD-{id}", MediumKind.SataSsd, 240_000_000_000);

    private static WipeReport Proof(Luck luck, MachineId id) => new()
    {
        Evidence = new("nwipe", new string('a', 64)),
        Serial = Disk(id).Serial,
        Method = WipeMethod.DeviceSanitize,
        Succeeded = true,
        Verified = !luck.Once(10),
        RoundsRequested = 1,
        RoundsCompleted = 1,
    };

    private static PassQc Checked(Luck luck) => new(luck.Of(Grade.A, Grade.B, Grade.C))
    {
        Lines = [.. FunctionalSheet.Lines.Skip(luck.Once(15) ? 1 : 0).Select(line => new CheckLine(line, Passed: true))],
    };
}
