using System.Collections.Immutable;
using System.Diagnostics;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Donations;

namespace Ordi2.Domain.Machines;

/// <summary>How the events make the machine.</summary>
public sealed partial record Machine
{
    /// <summary>The machine that a whole history makes. Steps that a later correction declared void are left out.</summary>
    public static Machine Fold(IEnumerable<Recorded<MachineEvent>> history)
    {
        var events = history as IReadOnlyList<Recorded<MachineEvent>> ?? [.. history];
        var voids = Voids(events);
        var machine = Unknown;

        foreach (var recorded in events)
        {
            machine = voids.ContainsKey(recorded.Seq) ? machine with { Version = recorded.Seq } : machine.Evolve(recorded);
        }

        return machine;
    }

    /// <summary>
    /// The machine after one more event. After an <see cref="EventCorrected"/> the whole history has to be folded again:
    /// what the void step changed is only known from the events before it.
    /// </summary>
    public Machine Evolve(Recorded<MachineEvent> recorded)
    {
        var next = Apply(recorded.Event, recorded.From) with { Version = recorded.Seq };

        if (StartsStep(recorded))
        {
            next = next with
            {
                LatestOccurrence = recorded.From.OccurredAt > LatestOccurrence ? recorded.From.OccurredAt : LatestOccurrence,
                LastStep = IsRemark(recorded.Event)
                    ? LastStep
                    : new(recorded.Seq, recorded.From.Person, recorded.From.RecordedAt, IsCorrectable(recorded.Event), recorded.From.Device, recorded.From.OccurredAt, recorded.From.CommandId),
            };
        }
        else if ((recorded.Event is PartFitted or HandoverClaimed or HoldPlaced { Hold: Hold.DisputeCustody } || PassesForGood(recorded.Event)) && next.LastStep is { } step)
        {
            // What follows from a step and others have noted too ties the step; so does a claim that came with a held scan:
            // who says that the machine arrived is heard before its dispatch is taken back.
            next = next with { LastStep = step with { Correctable = false } };
        }

        return next;
    }

    /// <summary>
    /// Who holds it already and says so again, at another site of its own for instance, passes nothing on. What is only declared to be with its giver has not
    /// moved: it enters the chain when somebody takes it.
    /// </summary>
    private Machine Pass(OrganisationId? to, HandoverBasis basis, Provenance from) =>
        Custody?.Holder == to || (Custody is null && basis is HandoverBasis.Declared) ? this
        : this with { Passages = Passages.Add(new(Custody?.Holder, to, from.RecordedAt, Custody is null ? Donation : null)) };

    /// <summary>It was told later with which gift it came.</summary>
    private ImmutableArray<Passage> PassagesOf(DonationId gift) => [.. Passages.Select(passage => passage is { From: null, Gift: null } ? passage with { Gift = gift } : passage)];

    private Machine Apply(MachineEvent @event, Provenance from) => @event switch
    {
        DeviceDeclared e => Enter(MachineStatus.Declared, from) with { Donation = e.Donation, Type = e.Type, KindSaidBy = Sayer(e.Type, from), Serial = e.Serial, Pole = e.Pole },
        DevicePickedUp e => Enter(MachineStatus.Collected, from) with
        {
            Donation = e.Donation,
            Type = e.Type == DeviceType.Unknown ? Type : e.Type,
            KindSaidBy = Sayer(e.Type, from),
            Pole = e.Pole ?? Pole,
        },
        DeviceReceived e => Receive(e, from),
        GiftAttached e => this with { Donation = e.Donation, Passages = PassagesOf(e.Donation), Pole = e.Pole ?? Pole, Restrictions = RestrictionRules.Tighten(Restrictions, e.Restrictions) },
        DeviceRefused e => Enter(MachineStatus.Refused, from) with { RefusedGoesBack = e.GoesBack },
        TriageProposed e => this with { Proposal = new(e.Route, from.Person) },
        DeviceTriaged e => Enter(MachineStatus.Triaged, from) with { Route = e.Route, Proposal = null },
        DeviceHandedBack => Enter(MachineStatus.HandedBack, from),

        AuditRecorded e => Audit(e, from),
        WipeStarted e => Enter(MachineStatus.Wiping, from) with
        {
            Carries = null,
            Media = Change(e.Media, medium => medium with { State = MediumState.Running }),
        },
        MediaWiped e => Wipe(e, from),
        WipeDidFail e => Enter(MachineStatus.WipeFailed, from) with
        {
            Media = [.. Media.Select(medium => Judge(medium, e.Results)).Select(StopRunning)],
        },
        WipeRetried => Enter(MachineStatus.Audited, from) with
        {
            WipeRetries = WipeRetries + 1,
            Media = [.. Media.Select(medium => medium.State == MediumState.Failed ? medium with { State = MediumState.Dirty } : medium)],
        },
        MediumRemoved e => LeaveFailure(from) with
        {
            Media = Change([e.Serial], medium => medium with { State = MediumState.Removed }),
            Taken = e.Part is { } kept ? Taken.Add(new(kept, "storage", e.Serial)) : Taken,
        },
        MediumDestroyed e => LeaveFailure(from) with { Media = Change([e.Serial], medium => medium with { State = MediumState.Destroyed }) },
        RepairOpened e => Enter(MachineStatus.InRepair, from) with { RepairFrom = e.From },
        PartRequested => Enter(MachineStatus.AwaitingPart, from),
        PartCame => Enter(MachineStatus.InRepair, from),
        PartFitted e => Fit(e, from),
        PartTakenOut e => this with
        {
            Parts = Parts.RemoveAll(fitted => fitted.Part == e.Part),
            Taken = Taken.Add(new(e.Part, e.PartType, e.MediumSerial)),
            Media = e.MediumSerial is null ? Media : Take(e.MediumSerial),
        },
        RepairClosed e => Enter(e.To, from),
        OsInstalled e => Enter(MachineStatus.Installed, from) with { System = e.Plan, Carries = InstalledSystem.Of(e, from.OccurredAt), Installer = from.Person },
        QcPassed e => Enter(MachineStatus.Ready, from) with { Grade = e.Grade, ReadySince = from.OccurredAt, RequalifyAfter = e.RequalifyAfter, SupportEnds = e.SupportEnds },
        QcDidFail => Enter(MachineStatus.QcFailed, from),
        Requalified => Enter(MachineStatus.Audited, from) with { Grade = Grade.None, WipeRetries = 0, RequalifyAfter = null, SupportEnds = null },

        MachineAllocated e => Enter(MachineStatus.Reserved, from) with { Allocation = new(e.Dossier, e.Line, e.Epn, e.Partner, e.Allocation) },
        AllocationReleased => Enter(MachineStatus.Ready, from) with { Allocation = null },
        MachinePacked e => Enter(MachineStatus.Packed, from) with { Delivery = e.Delivery },
        MachineDispatched e => Enter(MachineStatus.InTransit, from) with { Delivery = e.Delivery, Consignee = e.Consignee, ComingBack = false },
        MachineUnpacked => Enter(MachineStatus.Reserved, from) with { Delivery = null },
        PlaceTaken e => this with
        {
            Left = new(e.Of, Allocation!, Delivery!.Value, Consignee, Custody!.Holder, Held),
            Allocation = new(e.Dossier, e.Line, e.Epn, e.Partner, e.Allocation),
            Delivery = e.Delivery,
            Consignee = e.Consignee,
        },
        PlaceGivenBack => Enter(MachineStatus.InTransit, from) with
        {
            Allocation = Left!.Allocation,
            Delivery = Left.Delivery,
            Consignee = Left.Consignee,
            PlaceBefore = null,
            RemindAt = null,
            Held = [.. Left.Held.Where(before => Held.All(held => held.ScanId != before.ScanId)), .. Held],
            Left = null,
        },
        ReturnedToDepot => Enter(MachineStatus.Packed, from) with { Consignee = null },
        ArrivedAtEpn e => Enter(MachineStatus.AtEpn, from) with { PlaceBefore = e.PlaceBefore, RemindAt = e.RemindAt, Delivery = null, Consignee = null },
        PlacementReminded => this with { RemindAt = null },
        PlacedWithPartner e => Enter(MachineStatus.Placed, from) with
        {
            Loan = e.Loan,
            PlaceBefore = null,
            RemindAt = null,
            RequalifyAfter = null,
            Impact = Impact ?? e.Impact ?? ImpactRule.OfOldPlacement(this, e, from.OccurredAt),
            WarrantyUntil = e.WarrantyUntil,
            Left = null,
        },
        GivenBackUnplaced => Enter(MachineStatus.InTransit, from) with { ComingBack = true, PlaceBefore = null, RemindAt = null, Left = null },
        ReturnRequested e => Enter(MachineStatus.Returning, from) with { ReturnAskedByHolder = e.ByHolder },
        ReturnReceived e => Enter(e.To, from) with
        {
            Allocation = null,
            Loan = null,
            ComingBack = false,
            ReturnAskedByHolder = null,
            Impact = e.ImpactReversed ?? (Status is MachineStatus.Returning && ImpactRule.IsReversed(this, from.OccurredAt)) ? null : Impact,
            Media = e.MediaDirty ? Dirtied() : Media,
            Audited = Audited && !e.MediaDirty,
            NoMediaConfirmed = NoMediaConfirmed && !e.MediaDirty,
        },

        Dismantled e => Enter(MachineStatus.Dismantled, from) with
        {
            Media = e.Parts.Where(part => part.MediumSerial is not null).Aggregate(Media, (media, part) => Take(media, part.MediumSerial!)),
            Taken = [.. Taken, .. e.Parts],
            NoMediaConfirmed = NoMediaConfirmed || !e.NoMediaConfirmedBy.IsEmpty,
            SaidByTwo = SaidByTwo || !e.NoMediaConfirmedBy.IsEmpty,
            Audited = true,
        },
        Scrapped e => Enter(MachineStatus.ToRecycle, from) with { Batch = e.Batch, LeavesWithData = e.WithData },
        RescuedFromWaste => Enter(MachineStatus.Received, from) with { Batch = null, LeavesWithData = false, Route = Route.None },
        RecyclingConfirmed => Enter(MachineStatus.Recycled, from),

        WentMissing => Enter(MachineStatus.Missing, from) with { Allocation = null, Delivery = null, Consignee = null, ComingBack = false, PlaceBefore = null, Left = null },
        WasStolen e => Enter(MachineStatus.Stolen, from) with
        {
            Allocation = null,
            Delivery = null,
            Consignee = null,
            ComingBack = false,
            PlaceBefore = null,
            Left = null,
            Theft = Thefts.Of(e, from),
        },
        ComplaintTold e => this with { Theft = Theft is null ? null : Theft with { Complaint = e.Number } },
        ComplaintOverdue => this with { Theft = Theft is null ? null : Theft with { Overdue = true } },
        Recovered e => Enter(MachineStatus.Received, from) with
        {
            Batch = null,
            Loan = null,
            Impact = e.ImpactReversed ?? (Loan is not null && ImpactRule.IsReversed(this, from.OccurredAt)) ? null : Impact,
            Media = Dirtied(),
            Audited = false,
            NoMediaConfirmed = false,
            Route = Route.None,
            Grade = Grade.None,
        },
        Recalled e => this with { Recalls = Recalls.Contains(e.Recall, StringComparer.Ordinal) ? Recalls : Recalls.Add(e.Recall) },
        EventCorrected or Sighted or Inventoried => this,
        Relabelled e => this with { Labels = Labels.Add(e.NewLabel) },

        CustodyPassed e => Pass(e.To, e.Basis, from) with { Custody = new(e.To, e.Site, from.OccurredAt, Pending: null) },
        CustodyEnded => Pass(null, HandoverBasis.TwoSided, from) with { Custody = null },
        OwnershipPassed e => this with
        {
            Ownership = new(e.To, e.Document),
            UsedDeeds = e.Deed is { } deed ? UsedDeeds.Add(deed) : UsedDeeds,

            // Who owns what it holds borrows it no more.
            Loan = e.To == Custody?.Holder ? null : Loan,
        },
        LegalNatureDecided e => this with { LegalNature = e.Nature },
        HoldPlaced e => this with { Holds = Holds.With(e.Hold) },
        HoldLifted { Recall: { } recall } when Recalls.Remove(recall, StringComparer.Ordinal) is { IsEmpty: false } others => this with { Recalls = others },
        HoldLifted e => this with { Holds = Holds.Without(e.Hold), Recalls = e.Hold is Hold.Recall ? [] : Recalls },
        RestrictionsTightened e => this with { Restrictions = RestrictionRules.Tighten(Restrictions, e.Restrictions) },

        HandoverClaimed e => this with { Custody = Custody is null ? null : Custody with { Pending = new(e.Claimant, e.Site, e.ConfirmedAfter, Contested: false) } },
        HandoverContested => this with { Custody = Custody is { Pending: { } pending } ? Custody with { Pending = pending with { Contested = true } } : Custody },
        FindingRaised e => this with { Findings = Findings.Contains(e.Code, StringComparer.Ordinal) ? Findings : Findings.Add(e.Code) },
        FindingSettled e => this with { Findings = Findings.Remove(e.Code, StringComparer.Ordinal) },
        ScanHeld e => this with { Held = Held.Add(new(e.ScanId, e.Step, e.Data, e.Site, e.Role, e.Reason, from) { InTraining = e.InTraining }) },
        HeldScanSettled e => this with { Held = Held.RemoveAll(held => held.ScanId == e.ScanId) },
        _ => throw new UnreachableException($"{@event.GetType().Name} has no fold."),
    };
}
