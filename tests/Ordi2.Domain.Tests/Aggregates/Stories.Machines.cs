using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Deliveries;
using Ordi2.Domain.Loans;
using Ordi2.Domain.Parts;
using Ordi2.Domain.Recycling;
using static Ordi2.Domain.Tests.Aggregates.Cast;

namespace Ordi2.Domain.Tests.Aggregates;

#pragma warning disable CA1859 // The tests see stories of different aggregates as one kind of thing; a virtual call costs nothing here.

/// <summary>The lives of what carries machines and of what is taken out of them.</summary>
internal static partial class Stories
{
    private static IStory DeliveryStory()
    {
        (DeliveryCommand, Caller)[] sent =
        [
            (Box, Storekeeper),
            (new AddMachines { Machines = [M1, M2, M3] }, Storekeeper),
            (new RemoveMachine(M3, "rayée"), Storekeeper),
            (new AgreeSlot(Now.AddYears(9), Now.AddYears(9).AddHours(1)), Animator),
            (new PutInBox("C-1", M1), Operator),
            (new PutInBox("C-1", M2), Operator),
            (new TakeOutOfBox(M2), Cast.System),
            (new MakeReady(), Storekeeper),
            (new PrepareAgain("process-undone"), Cast.System),
            (new PutInBox("C-1", M2), Operator),
            (new MakeReady(), Storekeeper),
            (new DispatchDelivery("BL-1"), Driver),
        ];

        return new Story<Delivery, DeliveryCommand, DeliveryEvent, DeliveryTerms, DeliveryStatus>(
            Kinds.Delivery,
            DeliveryLife.Table,
            () => WithDossier(),
            "delivery",
            [.. sent, (new RecordArrival(M1), Cast.System), (new RecordArrival(M2), Cast.System), (new CloseDelivery(), Coordinator)],
            [
                .. sent,
                (new DivertDelivery(Stranger.Id, "BL-2", "fermeture"), Coordinator),
                (new DivertDelivery(Epn.Id, "BL-3", "erreur"), Coordinator),
                (new RecordArrival(M1), Cast.System),
                (new ReportDamage(M1, "écran fendu", "photo-1"), Animator),
                (new RecordStray(new MachineId("M9"), new("D-2")), Animator),
                (new EndArrival(), Animator),
                (new NoteIncidents { Incidents = ["I-1"] }, Cast.System),
            ],
            [
                .. sent,
                (new ExchangeMachines("BL-2") { Machines = [new(M2, M3)] }, Cast.System),
                (new RecordArrival(M1), Cast.System),
                (new RecordArrival(M3), Cast.System),
                (new ExchangeMachines("BL-3") { Machines = [new(M3, M2)] }, Cast.System),
            ],
            [.. sent, (new RefuseDelivery("absent"), Driver)]).Told();
    }

    /// <summary>The partner's referent as another person than whoever speaks for the EPN.</summary>
    public static Caller Signer => Referent with { Person = new("referent") };

    /// <summary>What the partner reads out.</summary>
    public const string PartnersCode = "482915";

    /// <summary>What is kept of <see cref="PartnersCode"/>.</summary>
    public static string CodeDigest(string loan, LoanCodeFor what) => SigningCode.Digest(LoanCodes.SignedBy(new(loan), what), PartnersCode);

    private static IStory LoanStory()
    {
        (LoanCommand, Caller)[] signed =
        [
            (Convention, Animator),
            (new SignLoan(LoanParty.Lender, "MD-1"), Supervisor),
            (new SignLoan(LoanParty.Relay, "MD-1"), Animator),
            (new SignLoan(LoanParty.Borrower, "MD-1"), Referent),
        ];

        return new Story<LoanConvention, LoanCommand, LoanEvent, LoanTerms, LoanStatus>(
            Kinds.Loan,
            LoanLife.Table,
            () => WithDossier(),
            "loan",
            [
                .. signed,
                (new OpenLine(M1), Cast.System),
                (new OpenLine(M2), Cast.System),
                (new SwapLine(M2, M3, "batterie"), Cast.System),
                (new CloseLine(M2, LineEnd.Swapped) { Inspection = new("bon état", ChargerPresent: true) }, Cast.System),
                (new InspectReturn(M2, new("bon état", ChargerPresent: true) { Photos = ["photo-1"] }), Storekeeper),
                (new ChangeRelay(Stranger.Id, "AV-2"), Coordinator),
                (new ChangeRelay(Epn.Id, "AV-3"), Coordinator),
                (new ChangeCollectPoint(Workshop.Id, "l'EPN ferme"), Coordinator),
                (new ExtendLoan(new(2028, 9, 30), "AV-1"), Supervisor),
                (new MarkReturnDue("fin du projet"), Animator),
                (new BreachLoan("sans réponse"), Coordinator),
                (new FileLoss(M1, LossKind.Stolen, "PV-7"), Referent),
                (new CloseLine(M3, LineEnd.Returned), Cast.System),
                (new CloseLoan(), Coordinator),
            ],
            [
                (Convention with { From = new(2027, 3, 20), To = new(2027, 6, 15) }, Animator),
                .. signed[1..],
                (new OpenLine(M1), Cast.System),
                (new RemindLoan(LoanReminder.ThirtyDaysBefore), Cast.System),
            ],
            [
                .. signed[..3],
                (new MakeLoanCode(LoanCodeFor.Convention, CodeDigest("X-1", LoanCodeFor.Convention)), Signer),
                (new EnterLoanCode(LoanCodeFor.Convention, "000000"), Animator),
                (new EnterLoanCode(LoanCodeFor.Convention, PartnersCode), Animator),
                (new MakeLoanCode(LoanCodeFor.HandingOver, CodeDigest("X-1", LoanCodeFor.HandingOver)) { Machines = [M1, M2] }, Signer),
                (new EnterLoanCode(LoanCodeFor.HandingOver, PartnersCode), Animator),
                (new OpenLine(M1), Cast.System),
            ],
            [.. signed, (new OpenLine(M1), Cast.System), (new MarkReturnDue("fin du projet"), Animator)])
        {
            AtOnce = command => command is EnterLoanCode,
        }.Told();
    }

    private static IStory BatchStory()
    {
        (BatchCommand, Caller)[] handed =
        [
            (Cage, Supervisor),
            (new AddMachine(M1, DeviceType.Laptop), Operator),
            (new AddMachine(M2, DeviceType.Desktop), Operator),
            (new AddMachine(M3, DeviceType.Laptop), Operator),
            (new TakeMachineOut(M3, "réparable"), Supervisor),
            (new SealBatch(), Storekeeper),
            (new WeighBatch(11_000), Storekeeper),
            (new HandOverBatch(Carrier.Id, TraceabilityDocument.EcoOrganismeSlip, "BE-9"), Storekeeper),
        ];

        return new Story<RecyclingBatch, BatchCommand, BatchEvent, BatchTerms, BatchStatus>(
            Kinds.Batch,
            BatchLife.Table,
            () => Cast.Facts,
            "batch",
            [(Cage with { Flow = WasteFlow.Batteries, WasteCode = "16 06 05" }, Supervisor), (new AddBatteries(3, 900, "photo-1", Dangerous: true), Operator), (new SealBatch(), Storekeeper), (new WeighBatch(910), Storekeeper)],
            [.. handed, (new AcceptBatch(), Treater), (new ProveBatch("AT-1", "R4"), Treater)],
            [.. handed, (new RefusePart("batterie dedans") { Machines = [M2] }, Treater), (new ProveBatch("AT-1", "R4"), Storekeeper)],
            [
                (Cage with { DataDestruction = true }, Supervisor), (new AddMachine(M1, DeviceType.Laptop, WithData: true), Operator), (new SealBatch(), Storekeeper),
                (new WeighBatch(2_000), Storekeeper), (new HandOverBatch(Carrier.Id, TraceabilityDocument.EcoOrganismeSlip, "BE-9"), Storekeeper),
                (new AcceptBatch(), Treater), (new MarkProofOverdue(), Cast.System),
                (new ProveBatch("AT-1", "R4") { Destruction = new(DestructionMethod.Shredded, new(2027, 1, 4), "Broyage certifié", "CD-1") { SecurityClass = "H-4" } }, Treater),
            ]).Told();
    }

    private static IStory PartStory() => new Story<Part, PartCommand, PartEvent, PartTerms, PartStatus>(
        Kinds.Part,
        PartLife.Table,
        () => Cast.Facts,
        "part",
        [
            (Memory, Operator),
            (new RecordTest(Works: true, "memtest, 2 passages"), Operator),
            (new FitIn(M2), Operator),
            (new TakeOut(), Operator),
            (new ScrapPart("cassée"), Supervisor),
        ],
        [
            (Disk, Cast.System),
            (new RecordWipe(GoodReport with { Verified = false }), Operator),
            (new RecordWipe(GoodReport), Operator),
            (new FitIn(M2), Operator),
        ]).Told();
}
