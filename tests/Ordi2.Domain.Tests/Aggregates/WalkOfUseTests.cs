using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Loans;
using Ordi2.Domain.Parts;
using Ordi2.Domain.Recycling;
using Ordi2.Domain.Rounds;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;

namespace Ordi2.Domain.Tests.Aggregates;

/// <summary>Random lives of what carries machines: loans, cages, parts, rounds.</summary>
public sealed class WalkOfUseTests
{
    [Fact]
    public void A_machine_has_one_open_line_and_a_closed_loan_has_none_that_was_not_filed() => Walks.Take(
        Kinds.Loan,
        LoanLife.Table,
        WithDossier(),
        [
            (Convention, Animator),
            (new SignLoan(LoanParty.Lender, "MD-1"), Supervisor),
            (new SignLoan(LoanParty.Relay, "MD-1"), Animator),
            (new SignLoan(LoanParty.Borrower, "MD-1"), Referent),
            (new OpenLine(M1), Cast.System),
        ],
        [
            _ => (Convention, Animator),
            c => (new SignLoan(c.Of(LoanParty.Lender, LoanParty.Relay, LoanParty.Borrower), c.Once(6) ? "MD-2" : "MD-1", true), c.Of(Animator, Supervisor, Referent)),
            _ => (new SignLoan(LoanParty.Lender, "MD-1"), Supervisor),
            _ => (new SignLoan(LoanParty.Relay, "MD-1"), Animator),
            _ => (new SignLoan(LoanParty.Borrower, "MD-1"), Referent),
            c => (new OpenLine(new($"M{c.Below(6)}")), Cast.System),
            c => (new OpenLine(new($"M{c.Below(6)}")), Cast.System),
            c => (new CloseLine(new($"M{c.Below(6)}"), c.Of(LineEnd.Returned, LineEnd.Ceded)), Cast.System),
            c => (new FileLoss(new($"M{c.Below(6)}"), LossKind.Lost, "PV-1"), Referent),
            c => c.Once(4) ? (new MarkReturnDue("demande"), Animator) : (new ExtendLoan(new(2028 + c.Below(3), 1, 1), "AV-1"), Supervisor),
            c => c.Once(4) ? (new BreachLoan("sans réponse"), Coordinator) : (new CloseLoan(), Coordinator),
        ],
        (before, after) =>
        {
            Assert.Equal(after.OpenLines.Length, after.OpenLines.Distinct().Count());
            Assert.True(after.To >= (before?.To ?? after.From));
            Assert.True(after.OpenLines.IsEmpty || after.Status is not (LoanStatus.Draft or LoanStatus.Signed));
        });

    [Fact]
    public void A_batch_is_fixed_once_sealed_but_for_what_its_recycler_refuses() => Walks.Take(
        Kinds.Batch,
        BatchLife.Table,
        Cast.Facts,
        [
            (Cage with { DataDestruction = true }, Supervisor),
            (new AddMachine(M1, DeviceType.Laptop), Operator),
            (new SealBatch(), Storekeeper),
            (new WeighBatch(2_000, Confirmed: true), Storekeeper),
            (new HandOverBatch(Carrier.Id, TraceabilityDocument.EcoOrganismeSlip, "BE-1"), Storekeeper),
        ],
        [
            c => (Cage with { DataDestruction = c.Once(2) }, Supervisor),
            c => (new AddMachine(new($"M{c.Below(6)}"), c.Of(DeviceType.Laptop, DeviceType.Desktop, DeviceType.Server), c.Once(3)), Operator),
            c => (new AddMachine(new($"M{c.Below(6)}"), DeviceType.Laptop), Operator),
            c => (new TakeMachineOut(new($"M{c.Below(6)}"), "réparable"), Supervisor),
            c => c.Once(3) ? (new SealBatch(), Storekeeper) : (new AddMachine(new($"M{c.Below(6)}"), DeviceType.Laptop), Operator),
            c => (new WeighBatch(c.Below(30_000), c.Once(2)), Storekeeper),
            c => (new HandOverBatch(Carrier.Id, c.Of(TraceabilityDocument.NoneNonHazardous, TraceabilityDocument.EcoOrganismeSlip), "BE-1"), Storekeeper),
            c => c.Once(2) ? (new AcceptBatch(), Treater) : (new RefusePart("batterie") { Machines = [new($"M{c.Below(6)}")] }, Treater),
            c => (new ProveBatch("AT-1", c.Of("R4", "X1")), Treater),
        ],
        (before, after) =>
        {
            Assert.Equal(after.Machines.Length, after.Machines.Distinct().Count());
            Assert.True(before is null or { Status: BatchStatus.Open or BatchStatus.HandedOver } || before.Machines.SequenceEqual(after.Machines));
            Assert.Equal(after.Status is BatchStatus.Proven, after.Proof is not null);
        });

    [Fact]
    public void A_disk_is_in_a_machine_only_clean_or_declared_afterwards() => Walks.Take(
        Kinds.Part,
        PartLife.Table,
        Cast.Facts,
        [(Disk, Cast.System)],
        [
            _ => (Disk, Cast.System),
            c => (new RecordWipe(GoodReport with { Verified = !c.Once(3), Serial = c.Once(4) ? "SER-2" : "SER-1" }), Operator),
            c => (new FitIn(c.Of(M1, M2)), Operator),
            c => (new TakeOut(c.Of(MediumState.Dirty, MediumState.Cleared)), c.Of(Operator, Cast.System)),
            _ => (new RecordWipe(GoodReport), Operator),
            _ => (new TakeOut(), Operator),
            c => c.Once(20) ? (new ScrapPart("défectueux", c.Once(2) ? "person-2" : null), Supervisor) : (new FitIn(M3), Operator),
        ],
        (_, after) =>
        {
            Assert.Equal(after.Status is PartStatus.Fitted, after.In is not null);
            Assert.True(after.Status is not PartStatus.Fitted || after.MediumState is MediumState.Cleared or MediumState.Purged);
            Assert.True(after.Status is not PartStatus.Scrapped || after.MediumState is not (MediumState.Dirty or MediumState.Failed));
        });

    [Fact]
    public void A_count_of_a_round_never_shrinks() => Walks.Take(
        Kinds.Round,
        RoundLife.Table,
        WithDonation(),
        [
            (Round, Coordinator),
            (new OpenRound(), Driver),
        ],
        [
            _ => (Round, Coordinator),
            _ => (new OpenRound(), Driver),
            c => (new RecordTrip { Counts = [new(c.Of(DeviceType.Laptop, DeviceType.Monitor), c.Once(3) ? null : c.Below(50) - 1)], Note = c.Once(4) ? null : "BE-1" }, Driver),
            c => (new RecordTrip { Counts = [new(DeviceType.Laptop, c.Below(50))], DonorAbsent = true }, Driver),
            c => c.Once(8) ? (new FinishRound { Note = "BE-9" }, Driver) : (new RecordTrip { Note = "BE-2" }, Driver),
            c => c.Once(4) ? (new DisputeRound("faux"), DonorContact) : (new CloseRound(c.Once(2) ? "refait" : null), Coordinator),
        ],
        (before, after) => Assert.All(before?.Counts ?? [], line =>
            Assert.True((after.Counts.First(one => one.Type == line.Type).Count ?? -1) >= (line.Count ?? -1))));
}
