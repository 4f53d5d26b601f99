using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Recycling;

namespace Ordi2.Domain.Machines;

/// <summary>Parts and recycling: transitions 28 to 31.</summary>
internal static class EndOfLife
{
    public static IEnumerable<Transition> Rows =>
    [
        new Transition<Cannibalise>
        {
            Number = "28",
            From = Stations.InWorkshop.Except(MachineStatus.Received),
            To = [MachineStatus.Dismantled],
            Roles = Stations.Supervisor,
            Custody = CustodyRule.Holder,
            BlockedBy = Stations.Unsettled,
            Guards = [IsAProduct, PartsAreListed, NoMediumIsLeftWithData],
            Documents = ["dismantling-sheet"],
            Then = about =>
            [
                new Dismantled(about.Command.Parts) { NoMediaConfirmedBy = about.Command.NoMediaConfirmedBy },
                new LegalNatureDecided(LegalNature.Waste, "carcass"),
            ],
        },
        new Transition<Scrap>
        {
            Number = "29",
            From = Stations.InWorkshop.Or(StatusSet.Of(MachineStatus.Refused, MachineStatus.Dismantled)),
            To = [MachineStatus.ToRecycle],
            Roles = Stations.Supervisor,
            Custody = CustodyRule.Holder,
            BlockedBy = Stations.Unsettled,
            Guards = [WasTriaged, BatchIsKnown, BatchIsOpen, BatchIsOfTheCaller, BatchHoldsMachines, BatchIsForItsKind, ReasonIsSaid, IsNotWantedForReuse, DataIsGoneOrGoesToTheShredder, RefusedMachineIsNotOwedToTheDonor],
            Documents = ["scrap-decision"],
            Then = about =>
            [
                new Scrapped(about.Command.Reason, about.Command.Batch, about.Command.WithData),
                .. about.Machine.LegalNature == LegalNature.Waste
                    ? Array.Empty<MachineEvent>()
                    : [new LegalNatureDecided(LegalNature.Waste, about.Command.Reason)],
            ],
        },
        new Transition<Scrap>
        {
            // The recycler refused it: it goes into another batch (domain.md 5).
            Number = "29+",
            From = StatusSet.Of(MachineStatus.ToRecycle),
            To = [MachineStatus.ToRecycle],
            Roles = Stations.Supervisor,
            Custody = CustodyRule.Holder,
            BlockedBy = Stations.Unsettled,
            Guards = [TheRecyclerRefusedIt, BatchIsKnown, BatchIsOpen, BatchIsOfTheCaller, BatchHoldsMachines, BatchIsForItsKind, ReasonIsSaid, DataIsGoneOrGoesToTheShredder],
            Documents = ["scrap-decision"],
            Then = about => [new Scrapped(about.Command.Reason, about.Command.Batch, about.Command.WithData)],
        },
        new Transition<RescueFromWaste>
        {
            Number = "30",
            From = StatusSet.Of(MachineStatus.ToRecycle),
            To = [MachineStatus.Received],
            Roles = Stations.Supervisor,
            Custody = CustodyRule.Holder,
            BlockedBy = Stations.Unsettled,
            Guards = [BatchIsNotClosed, RescueReasonIsSaid, SiteMayPrepareForReuse],
            Then = Rescue,
        },
        new Transition<RescueFromWaste>
        {
            // A machine from a waste stream: the decision comes before any work on it (domain.md 12.4, point 4).
            Number = "30+",
            From = StatusSet.Of(MachineStatus.Received),
            To = [MachineStatus.Received],
            Roles = Stations.Supervisor,
            Custody = CustodyRule.Holder,
            BlockedBy = Stations.Unsettled,
            Guards = [IsAWaste, RescueReasonIsSaid, SiteMayPrepareForReuse],
            Then = Rescue,
        },
        new Transition<ConfirmRecycling>
        {
            Number = "31",
            From = StatusSet.Of(MachineStatus.ToRecycle),
            To = [MachineStatus.Recycled],
            Roles = RoleSet.Of(Role.Coordinator, Role.Storekeeper, Role.System),
            BlockedBy = HoldSet.Of(Hold.DisputeCustody),
            Guards = [BatchIsProven],
            Documents = ["treatment-certificate"],
            Then = about =>
            [
                new RecyclingConfirmed(about.Machine.Batch!.Value, about.Circumstances.Batch!.Proof!)
                {
                    Destruction = about.Machine.LeavesWithData ? about.Circumstances.Batch.Destruction : null,
                },
                new CustodyEnded(about.Machine.Custody?.Holder),
            ],
        },
    ];

    private static IEnumerable<MachineEvent> Rescue(Case<RescueFromWaste> about) =>
        [new RescuedFromWaste(about.Command.Reason), new LegalNatureDecided(LegalNature.Product, about.Command.Reason)];

    private static Refusal? IsAProduct(Case about) => about.Machine.LegalNature == LegalNature.Waste ? Refusal.Conflict("is-waste") : null;

    private static Refusal? IsAWaste(Case about) => about.Machine.LegalNature == LegalNature.Waste ? null : Refusal.Conflict("is-not-waste");

    private static Refusal? PartsAreListed(Case<Cannibalise> about) =>
        about.Command.Parts.Any(part => string.IsNullOrWhiteSpace(part.PartType)) || about.Command.Parts.DistinctBy(part => part.Part).Count() != about.Command.Parts.Length
            ? Refusal.Invalid("parts-not-listed")
            : null;

    // Every medium is out, clean or destroyed; where no audit could list them, two persons looked or a disk is in the list.
    private static Refusal? NoMediumIsLeftWithData(Case<Cannibalise> about)
    {
        var command = about.Command;
        var left = about.Machine.Media.FirstOrDefault(medium => !medium.Safe
            && !command.Parts.Any(part => string.Equals(part.MediumSerial, medium.Serial, StringComparison.OrdinalIgnoreCase)));

        if (left is not null)
        {
            return Refusal.Conflict("medium-left-with-data", left.Serial);
        }

        return about.Machine.Audited || about.Machine.NoMediaConfirmed || KindRule.HoldsNone(about)
            || Persons.AreTwo(command.NoMediaConfirmedBy)
                ? null
                : Refusal.Conflict("media-not-looked-for");
    }

    private static Refusal? BatchIsKnown(Case<Scrap> about) =>
        about.Circumstances.Batch is null ? Refusal.NotFound("batch-unknown", about.Command.Batch.Text) : null;

    private static Refusal? BatchIsOpen(Case about) =>
        about.Circumstances.Batch!.Status == BatchStatus.Open ? null : Refusal.Conflict("batch-sealed", about.Circumstances.Batch.Id.Text);

    private static Refusal? BatchHoldsMachines(Case about) => BatchDecisions.HoldsMachines(about.Circumstances.Batch!.Flow)
        ? null
        : Refusal.Conflict("batch-of-another-flow", about.Circumstances.Batch.Id.Text, about.Circumstances.Batch.Flow.Code());

    // That something becomes a waste is decided first, and on record (domain.md 2.9 and transition 5): what only came in is nobody's waste yet.
    private static Refusal? WasTriaged(Case about) => about.Machine.Status is MachineStatus.Received ? Refusal.Conflict("not-triaged") : null;

    private static Refusal? BatchIsForItsKind(Case<Scrap> about) => about.Command.Confirmed || BatchDecisions.IsFor(about.Circumstances.Batch!.Flow, about.Machine.Type)
        ? null
        : Refusal.Conflict("cage-for-other-kinds", about.Machine.Type.Code(), about.Circumstances.Batch.Flow.Code());

    // A scan of the wrong machine is the easiest mistake at a cage: one on its way to somebody, of which nothing says that it is broken, is looked at twice.
    private static Refusal? IsNotWantedForReuse(Case<Scrap> about) => about.Command.Confirmed || !IsWantedForReuse(about.Machine)
        ? null
        : Refusal.Conflict("sorted-for-reuse", about.Machine.Status.Code());

    private static bool IsWantedForReuse(Machine machine) => machine is { Route: Route.Reuse, Locked: false, LegalNature: LegalNature.Product }
        && machine.Status is MachineStatus.Triaged or MachineStatus.Audited or MachineStatus.Wiping or MachineStatus.Wiped or MachineStatus.Installed or MachineStatus.Ready;

    private static Refusal? TheRecyclerRefusedIt(Case about) => about.Circumstances.LastBatch?.RefusedMachines.Contains(about.Id) == true
        ? null
        : Refusal.Conflict("in-a-batch-already", about.Machine.Batch?.Text ?? "?");

    private static Refusal? BatchIsOfTheCaller(Case about) =>
        about.Circumstances.Batch!.Holder == about.Caller.Organisation ? null : Refusal.Forbidden("batch-of-another", about.Circumstances.Batch.Id.Text);

    private static Refusal? ReasonIsSaid(Case<Scrap> about) =>
        string.IsNullOrWhiteSpace(about.Command.Reason) ? Refusal.Invalid("reason-missing") : null;

    private static Refusal? RescueReasonIsSaid(Case<RescueFromWaste> about) =>
        string.IsNullOrWhiteSpace(about.Command.Reason) ? Refusal.Invalid("reason-missing") : null;

    private static Refusal? DataIsGoneOrGoesToTheShredder(Case<Scrap> about) => (about.Machine.IsSafeToLeave, about.Command.WithData) switch
    {
        (true, false) => about.Machine.Audited || about.Machine.NoMediaConfirmed || KindRule.HoldsNone(about) ? null : Refusal.Conflict("kind-said-by-one"),
        (_, true) => about.Circumstances.Batch!.DataDestruction ? null : Refusal.Conflict("batch-is-not-for-data", about.Circumstances.Batch.Id.Text),
        (false, false) => Refusal.Conflict("data-still-there", about.Machine.Sanitisation.Code()),
    };

    private static Refusal? RefusedMachineIsNotOwedToTheDonor(Case about) =>
        about.Machine is { Status: MachineStatus.Refused, RefusedGoesBack: true } ? Refusal.Conflict("refused-goes-back") : null;

    private static Refusal? BatchIsNotClosed(Case about) => about.Circumstances.Batch switch
    {
        null => Refusal.NotFound("batch-unknown", about.Machine.Batch?.Text ?? "?"),
        { Status: BatchStatus.Open } => null,
        var batch => Refusal.Conflict("batch-sealed", batch.Id.Text),
    };

    private static Refusal? SiteMayPrepareForReuse(Case about)
    {
        var here = about.Scan.Site ?? about.Machine.Custody?.Site;
        return about.Circumstances.Scanner.Sites.Any(site => site.PreparesForReuse && (here is null || site.Id == here))
            ? null
            : Refusal.Forbidden("site-may-not-prepare-for-reuse");
    }

    private static Refusal? BatchIsProven(Case about) => about.Circumstances.Batch is { Status: BatchStatus.Proven, Proof: not null } batch
        && batch.Machines.Contains(about.Id)
        && !batch.RefusedMachines.Contains(about.Id)
        ? null
        : Refusal.Conflict("batch-not-proven", about.Machine.Batch?.Text ?? "?");
}
