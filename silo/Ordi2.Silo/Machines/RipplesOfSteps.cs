using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain;
using Ordi2.Domain.Machines;

namespace Ordi2.Silo.Machines;

/// <summary>Whom each fact concerns, and what they are told.</summary>
internal sealed partial class Ripples
{
    private IEnumerable<Ripple> Of(MachineId id, Machine before, LoanId? loan, Recorded<MachineEvent> recorded, Caller caller)
    {
        switch (recorded.Event)
        {
            case AllocationReleased e:
                yield return Release(e.Dossier, id, e.Reason, caller);

                if (before.Allocation?.Id is { } released)
                {
                    yield return Allocated(released, new NoteMachine(id, AllocatedState.Freed, e.Reason), caller);
                }

                break;

            case ReturnReceived when before is { ComingBack: true, Allocation: { } allocation }:
                yield return Release(allocation.Dossier, id, "unplaced", caller);
                break;

            // Found again, it is in a workshop and not with the borrower: the loss that was filed is none any more.
            case ReturnReceived e when loan is { } open:
                yield return Line(open, new CloseLine(id, LineEnd.Returned) { Inspection = InspectionOf(e) }, caller);
                break;

            case Recovered when loan is { } open:
                yield return Line(open, new CloseLine(id, LineEnd.Returned), caller);
                break;

            case OwnershipPassed when loan is { } open:
                yield return Line(open, new CloseLine(id, LineEnd.Ceded), caller);
                break;

            case WentMissing or WasStolen when before is { Allocation: { } allocation, Loan: null }:
                yield return Release(allocation.Dossier, id, "lost", caller);

                if (allocation.Id is { } lost)
                {
                    yield return Allocated(lost, new NoteMachine(id, AllocatedState.Freed, "lost"), caller);
                }

                break;

            case WasStolen { PoliceNumber: { Length: > 0 } number } when loan is { } open:
                yield return Line(open, new FileLoss(id, LossKind.Stolen, number), caller);
                break;

            case WentMissing when loan is { } open:
                yield return Line(open, new FileLoss(id, LossKind.Lost, "report-missing"), caller);
                break;

            case ArrivedAtEpn e:
                yield return new($"delivery/{e.Delivery}", async command =>
                    Reason(await grains.GetGrain<IDeliveryGrain>($"delivery/{e.Delivery}").DoAsync(new RecordArrival(id), caller, command)));

                // Who arrives in the place of another is told of by the exchange itself.
                if (before.Delivery == e.Delivery && before.Allocation?.Id is { } arrived)
                {
                    yield return Allocated(arrived, new NoteMachine(id, AllocatedState.Arrived), caller);
                }

                break;

            case PlaceTaken { Allocation: { } taken } e:
                yield return Allocated(taken, new ExchangeMachine(e.Of, id, before.Grade, before.Profile), caller);
                break;

            case PlaceGivenBack e when before.Allocation?.Id is { } given:
                yield return Allocated(given, new ExchangeMachine(id, e.Of, before.Grade, before.Profile), caller);
                break;

            case PlacedWithPartner e:
                yield return Line(e.Loan, new OpenLine(id), caller);
                break;

            case PartFitted e:
                yield return Part(e.Part, new FitIn(id, AlreadyFitted: true), caller);
                break;

            case PartTakenOut e:
                yield return Taken(before, id, e.Part, e.PartType, e.MediumSerial, caller);
                break;

            case Dismantled e:
                foreach (var part in e.Parts)
                {
                    yield return Taken(before, id, part.Part, part.PartType, part.MediumSerial, caller);
                }

                break;

            case MediumRemoved { Part: { } part } e:
                yield return Taken(before, id, part, "storage", e.Serial, caller);
                break;

            case Scrapped e:
                yield return Batch(e.Batch, new AddMachine(id, before.Type, e.WithData), caller);
                break;

            // It was lost out of the cage: whoever found it decides anew.
            case Recovered when before.Batch is { } cage:
                yield return Batch(cage, new TakeMachineOut(id, "recovered"), caller);
                break;

            case RescuedFromWaste e when before.Batch is { } batch:
                yield return Batch(batch, new TakeMachineOut(id, e.Reason), caller);
                break;
        }
    }

    /// <summary>A part that was fitted before comes out again; any other gets its first label.</summary>
    private Ripple Taken(Machine before, MachineId id, PartId part, string type, string? serial, Caller caller)
    {
        var medium = serial is null ? null : before.MediumOf(serial);

        return before.Has(part)
            ? Part(part, new TakeOut(medium?.State ?? MediumState.Dirty), caller)
            : Part(
                part,
                new RegisterPart(type, caller.Organisation)
                {
                    From = id,
                    Medium = serial is null ? null : new AuditedMedium(serial, medium?.Kind ?? KindOf(type), medium?.SizeBytes ?? 0, medium?.Soldered ?? false),
                    SerialSeenByAudit = medium?.SeenByAudit ?? false,
                    MediumState = medium is { Safe: true } ? medium.State : MediumState.Dirty,
                },
                caller);
    }

    private static MediumKind KindOf(string type) => type switch
    {
        "hdd" => MediumKind.Hdd,
        "ssd" => MediumKind.SataSsd,
        "nvme" => MediumKind.Nvme,
        _ => MediumKind.Other,
    };

    private Ripple Release(DossierId dossier, MachineId id, string reason, Caller caller) =>
        new($"dossier/{dossier}", async command => Reason(await Dossier(dossier).DoAsync(new ReleaseLine(id, reason), caller, command)));

    private Ripple Allocated(AllocationId allocation, AllocationCommand what, Caller caller) =>
        new($"allocation/{allocation}", async command => Reason(await grains.GetGrain<IAllocationGrain>($"allocation/{allocation}").DoAsync(what, caller, command)));

    private Ripple Line(LoanId loan, LoanCommand what, Caller caller) =>
        new($"loan/{loan}", async command => Reason(await grains.GetGrain<ILoanGrain>($"loan/{loan}").DoAsync(what, caller, command)));

    private Ripple Part(PartId part, PartCommand what, Caller caller) =>
        new($"part/{part}", async command => Reason(await grains.GetGrain<IPartGrain>($"part/{part}").DoAsync(what, caller, command)));

    private Ripple Batch(BatchId batch, BatchCommand what, Caller caller) =>
        new($"batch/{batch}", async command => Reason(await grains.GetGrain<IBatchGrain>($"batch/{batch}").DoAsync(what, caller, command)));
}
