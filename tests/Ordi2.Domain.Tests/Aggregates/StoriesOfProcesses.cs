using Ordi2.Contracts;
using Ordi2.Contracts.Processes;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Processes;
using Ordi2.Domain.Tests.Processes;
using static Ordi2.Domain.Tests.Aggregates.Stories;

namespace Ordi2.Domain.Tests.Aggregates;

#pragma warning disable CA1859 // The tests see stories of different aggregates as one kind of thing; a virtual call costs nothing here.

/// <summary>The lives that are told of processes.</summary>
internal static class StoriesOfProcesses
{
    public static Facts WithLoan() => WithDossier() with
    {
        Loan = new() { Id = new("MD-1"), Lender = Cast.Workshop.Id, Relay = Cast.Epn.Id, Borrower = Cast.Partner.Id, Dossier = new("DO-1") },
    };

    public static IEnumerable<IStory> All()
    {
        yield return new Story<Process, ProcessCommand, ProcessEvent, ProcessTerms, ProcessStatus>(
            Kinds.Process,
            ProcessLife.Table,
            OnTheRoad.Facts,
            "process",
            [
                (OnTheRoad.Whole, Storekeeper),
                (new RecordStep(1), Cast.System),
                (new RecordStep(2), Cast.System),
                (new RecordStep(3), Cast.System),
                (new RecordStep(4), Cast.System),
            ],
            [
                (OnTheRoad.Whole, Storekeeper),
                (new RecordStep(1), Cast.System),
                (new RecordStep(2, Refusal.Conflict("delivery-empty", "D-3")), Cast.System),
                (new RecordStep(3), Cast.System),
            ],
            [
                (OnTheRoad.Whole, Storekeeper),
                (new RecordStep(1), Cast.System),
                (new RecordStep(2, Refusal.Conflict("delivery-empty", "D-3")), Cast.System),
                (new RecordStep(3, Refusal.Conflict("wrong-status", "MISSING", "unpack")), Cast.System),
                (new SettleProcess("carton retrouvé"), Supervisor),
            ],
            [
                (new StartClosingOut(Cast.Epn.Id, "fin de la subvention") { Lines = [new(ClosingChoice.MoveLoan, "MD-1", Cast.Stranger.Id, "AV-1"), new(ClosingChoice.AbandonDossier, "DO-1")] }, Coordinator),
                (new RecordStep(1), Cast.System),
                (new RecordStep(2, Refusal.Conflict("partner-not-another-person", "partner")), Cast.System),
                (new RecordStep(3), Cast.System),
            ],
            [
                (new StartLoanEnd(new("MD-1"), "fin du projet") { Lines = [new(M1, LoanEndChoice.Returned, new("bon état", ChargerPresent: true)), new(M2, LoanEndChoice.StillOut)] }, Animator),
                (new RecordStep(1), Cast.System),
                (new RecordStep(2), Cast.System),
                (new RecordStep(3), Cast.System),
                (new RecordStep(4), Cast.System),
                (new RecordStep(5, Refusal.Conflict("machines-still-out", "MD-1", "1")), Cast.System),
            ],
            [(OnTheRoad.TwoBoxes, Coordinator), (new RecordStep(1), Cast.System)],
            [(OnTheRoad.Swap, Coordinator), (new RecordStep(1), Cast.System)]).Told();
    }
}
