using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Processes;
using Ordi2.Contracts.Recalls;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Sessions;
using Ordi2.Domain.Aggregates;
using static Ordi2.Silo.Tests.Invariants.RandomTerritory;

namespace Ordi2.Silo.Tests.Invariants;

/// <summary>The lives of what binds machines to people: reservations, loans, sessions, incidents, recalls, handovers, parts.</summary>
internal static partial class RandomLives
{
    private static readonly SessionCounts SixPeople = new(6, 2, 4, 3, 2, 1, new AgeCounts(1, 0, 3, 2, 0));

    private static MachineId Some(Luck luck) => MachineOf(luck.Below(HowMany));

    private static Act[] Reserved(int n, DateTimeOffset now, Luck luck)
    {
        var project = Projects[luck.Below(2)];
        return
        [
            Of(new CreateAllocation(project, 0, luck.Of(1, 1, 2), now.AddDays(luck.Of(1, 30)))),
            .. luck.Below(6) switch
            {
                0 => Array.Empty<Act>(),
                1 => [Of(new GiveUpAllocation("partenaire dissous"))],
                2 => [Of(new ConfirmAllocation()), Of(new GiveUpAllocation("partenaire dissous"))],
                _ => [Of(new ConfirmAllocation())],
            },
        ];

        Act Of(AllocationCommand command) => new($"allocation/AL-x{n}", command, Coordinator);
    }

    /// <summary>A convention of which nothing is lent, or which is broken off.</summary>
    private static Act[] Lent(int n, DateTimeOffset now, Luck luck)
    {
        var from = DateOnly.FromDateTime(now.UtcDateTime);
        return
        [
            Of(new CreateLoan(Cast.Workshop, Epns[0], Partners[0], Projects[0], from, from.AddMonths(12)), Animator(0)),
            Of(new SignLoan(LoanParty.Lender, "MD-1"), Supervisor),
            Of(new SignLoan(LoanParty.Relay, "MD-1"), Animator(0)),
            Of(new SignLoan(LoanParty.Borrower, "MD-1"), Referent(0)),
            Of(new ChangeRelay(Epns[1], "AV-2"), Coordinator),
            new($"process/FP-x{n}", new StartLoanEnd(new($"MD-x{n}"), "fin du projet") { Lines = [new(Some(luck), LoanEndChoice.Returned, new("bon état", ChargerPresent: true))] }, Animator(0)),
            Of(new CloseLoan(), Coordinator),
        ];

        Act Of(LoanCommand command, Caller caller) => new($"loan/MD-x{n}", command, caller);
    }

    private static Act[] Session(int n, DateTimeOffset now, Luck luck)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        return
        [
            Of(new PlanSession(Projects[0], day, 120) { Place = "Salle", Topic = "Courriel" }, Animator(0)),
            Of(new MoveSession(day.AddDays(luck.Of(-1, 1))), Referent(0)),
            .. luck.Once(3)
                ? [Of(new TransferSession(Epns[1], "fermeture"), Coordinator), Of(new CancelSession("salle fermée"), Coordinator)]
                : new[] { Of(new HoldSession(90, SixPeople), Animator(0)), Of(new CorrectCounts(120, SixPeople, "durée"), Referent(0)), Of(new ValidateSession(), Coordinator) },
        ];

        Act Of(SessionCommand command, Caller caller) => new($"session/SA-x{n}", command, caller);
    }

    private static Act[] Incident(int n, DateTimeOffset now, Luck luck) =>
    [
        .. new (IncidentCommand Command, Caller Caller)[]
        {
            (new OpenIncident(IncidentKind.Theft, "Vol dans le local") { Pole = Cast.Pole, Machines = [Some(luck)], Link = ChainLink.Borrower, HappenedAt = now }, Referent(0)),
            (new AddNote("Porte forcée", "photo-1"), Referent(0)),
            (new DeclareComplaint("PV-7", now), Referent(0)),
            (new AnswerData(DataAnswer.UserFiles), Referent(0)),
            (new AssignIncident(Cast.Pole), Coordinator),
            (new AwaitAnswer("l'assurance"), Coordinator),
            (new MarkOverdue(), Cast.System),
            (new ResumeIncident(), Coordinator),
            (new SolveIncident("ligne close"), Coordinator),
            (new ReopenIncident("retrouvée"), Referent(0)),
            (new SolveIncident("ligne close"), Coordinator),
            (new CloseIncident(), Referent(0)),
        }.Select(act => new Act($"incident/IN-x{n}", act.Command, act.Caller)),
    ];

    private static Act[] Recall(int n, DateTimeOffset now, Luck luck) =>
    [
        .. new (RecallCommand Command, Caller Caller)[]
        {
            (new CreateRecall("batterie gonflée", new RecallFilter { Models = [luck.Of(Model, "jamais vu")] }, SafetyInstruction.DangerousBattery) { AnswerBefore = DateOnly.FromDateTime(now.AddDays(30).UtcDateTime) }, Coordinator),
            (new ActivateRecall(), Coordinator),
            (new MarkFound(Some(luck)), Animator(0)),
            (new AnswerRecall(Some(luck), RecallAnswer.HaveIt), Cast.System),
            (new MarkUnreachable(Some(luck), "trois appels"), Coordinator),
            (new RefreshRecall(), Coordinator),
            (new CloseRecall(), Coordinator),
        }.Select(act => new Act($"recall/RA-x{n}", act.Command, act.Caller)),
    ];

    private static Act[] Handover(int n, Luck luck)
    {
        var other = Cast.As(Cast.OtherWorkshop, Role.Storekeeper, "m2");
        var offer = Of(new OfferHandover(Cast.Workshop, Cast.OtherWorkshop) { Machines = [Some(luck)] }, Storekeeper);
        return luck.Below(5) switch
        {
            0 => [offer, Of(new ObjectToHandover("rien reçu"), other)],
            1 or 3 => [offer, Of(new WithdrawHandover("erreur"), Storekeeper)],
            2 => [offer, Of(new MakeCode(SigningCode.Digest($"PM-x{n}", "123456")), other), Of(new EnterCode("000000"), Storekeeper), Of(new EnterCode("123456"), Storekeeper)],
            _ => [offer, Of(new AgreeHandover(), other)],
        };

        Act Of(HandoverCommand command, Caller caller) => new($"handover/PM-x{n}", command, caller);
    }

    /// <summary>Parts of the shelf: machines take them and give others.</summary>
    private static Act[] Parts(int n, Luck luck)
    {
        var id = luck.Once(3) ? $"PT-x{n}" : SparePart(luck.Below(SpareParts)).Text;
        return
        [
            new($"part/{id}", new RegisterPart("ram", Cast.Workshop), Cast.Operator),
            .. luck.Once(3) ? [new($"part/{id}", new ScrapPart("cassée"), Supervisor)] : Array.Empty<Act>(),
        ];
    }

    /// <summary>A bucket of batteries, and a cage of which the recycler takes only a part.</summary>
    private static Act[] Batteries(int n, Luck luck) =>
    [
        .. new (BatchCommand Command, Caller Caller)[]
        {
            (new CreateBatch(Cast.Workshop, Cast.Shredder, WasteFlow.Batteries, "16 06 05", "seau"), Supervisor),
            (new AddBatteries(3, 900, "photo-1", Dangerous: luck.Once(2)), Cast.Operator),
            (new SealBatch(), Storekeeper),
            (new WeighBatch(910), Storekeeper),
            (new HandOverBatch(Cast.Shredder, TraceabilityDocument.BsddTrackdechets, "BSD-1"), Storekeeper),
            (new AcceptBatch(), Treater),
            (new ProveBatch("AT-1", "R4"), Treater),
        }.Select(act => new Act($"batch/D3E-x{n}", act.Command, act.Caller)),
    ];

    /// <summary>A delivery of which nothing comes to anything.</summary>
    private static Act[] Sent(int n, Luck luck)
    {
        var machine = Some(luck);
        return
        [
            .. new (DeliveryCommand Command, Caller Caller)[]
            {
                (new CreateDelivery(Cast.Workshop, Epns[0], Carrier, Projects[0]), Storekeeper),
                (new AddMachines { Machines = [machine] }, Storekeeper),
                (new RemoveMachine(machine, "rayée"), Storekeeper),
            }.Select(act => new Act($"delivery/BL-x{n}", act.Command, act.Caller)),
        ];
    }
}
