using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Recalls;
using Ordi2.Contracts.Sessions;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Handovers;
using Ordi2.Domain.Incidents;
using Ordi2.Domain.Recalls;
using Ordi2.Domain.Sessions;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;

namespace Ordi2.Domain.Tests.Aggregates;

#pragma warning disable CA1859 // The tests see stories of different aggregates as one kind of thing; a virtual call costs nothing here.

/// <summary>The lives that are told of what happens while machines are used: incidents, sessions, recalls.</summary>
internal static class StoriesOfUse
{
    public static readonly OpenIncident Theft = new(IncidentKind.Theft, "Vol dans le local")
    {
        Pole = Pole.Id,
        Machines = [M1],
        About = "loan/L-1",
        Link = ChainLink.Borrower,
        HappenedAt = Now,
    };

    public static readonly SessionCounts SixPeople = new(6, 2, 4, 3, 2, 1, new AgeCounts(1, 0, 3, 2, 0));

    public static readonly PlanSession Workshop1 = new(new("DO-1"), new(2027, 3, 20), 120, AccompanimentKind.Skills) { Place = "Salle", Topic = "Courriel" };

    public static readonly CreateRecall Swollen = new(
        "batterie gonflée",
        new RecallFilter { Batteries = ["bat-1 "] },
        SafetyInstruction.DangerousBattery)
    {
        AnswerBefore = new(2027, 4, 15),
        Incident = "I-1",
    };

    public static Facts WithRecalled(params FoundMachine[] machines) => Cast.Facts with { Recalled = [.. machines] };

    public static IEnumerable<IStory> All()
    {
        yield return IncidentStory();
        yield return SessionStory();
        yield return RecallStory();
        yield return HandoverStory();
    }

    private static IStory SessionStory() => new Story<AccompanimentSession, SessionCommand, SessionEvent, SessionTerms, SessionStatus>(
        Kinds.Session,
        SessionLife.Table,
        () => WithDossier(),
        "session",
        [
            (Workshop1, Animator),
            (new MoveSession(new(2027, 3, 21)), Referent),
            (new HoldSession(90, SixPeople), Animator),
            (new CorrectCounts(120, SixPeople, "durée"), Referent),
            (new ValidateSession(), Coordinator),
        ],
        [
            (Workshop1, Coordinator),
            (new TransferSession(Stranger.Id, "fermeture"), Coordinator),
            (new CancelSession("salle fermée"), Coordinator),
        ]).Told();

    private static IStory RecallStory() => new Story<Recall, RecallCommand, RecallEvent, RecallTerms, RecallStatus>(
        Kinds.Recall,
        RecallLife.Table,
        () => WithRecalled(new FoundMachine(M1, InStock: true, Workshop.Id), new FoundMachine(M2, InStock: false, Cast.Partner.Id, Epn.Id), new FoundMachine(M3, InStock: false, Cast.Partner.Id, Epn.Id)),
        "recall",
        [
            (Swollen, Coordinator),
            (new ActivateRecall(), Coordinator),
            (new NoteHeld { Machines = [M1, M2, M3] }, Cast.System),
            (new AnswerRecall(M2, RecallAnswer.HaveIt), Cast.System),
            (new MarkFound(M2), Animator),
            (new MarkUnreachable(M3, "trois appels"), Coordinator),
            (new RefreshRecall(), Coordinator),
            (new CloseRecall(), Coordinator),
        ]).Told();

    public static readonly OfferHandover Give = new(Workshop.Id, Epn.Id) { Machines = [M1, M2] };

    private static IStory HandoverStory() => new Story<Handover, HandoverCommand, HandoverEvent, HandoverTerms, HandoverStatus>(
        Kinds.Handover,
        HandoverLife.Table,
        () => Cast.Facts,
        "handover",
        [(Give, Storekeeper), (new AgreeHandover(), Animator), (new NoteTold(Handover.Claim), Cast.System), (new NoteTold(Handover.Confirm), Cast.System)],
        [(Give, Storekeeper), (new MakeCode(SigningCode.Digest("X-1", "123456")), Animator), (new EnterCode("000000"), Storekeeper)],
        [(Give, Storekeeper), (new ObjectToHandover("rien reçu"), Animator)],
        [(Give, Storekeeper), (new WithdrawHandover("erreur"), Storekeeper)]).Told();

    private static IStory IncidentStory() => new Story<Incident, IncidentCommand, IncidentEvent, IncidentTerms, IncidentStatus>(
        Kinds.Incident,
        IncidentLife.Table,
        () => Cast.Facts,
        "incident",
        [
            (Theft, Referent),
            (new AddNote("Porte forcée", "photo-1"), Referent),
            (new DeclareComplaint("PV-7", Now.AddDays(21)), Referent),
            (new AnswerData(DataAnswer.UserFiles), Referent),
            (new AssignIncident(Pole.Id), Coordinator),
            (new AwaitAnswer("l'assurance"), Coordinator),
            (new MarkOverdue(), Cast.System),
            (new ResumeIncident(), Coordinator),
            (new SolveIncident("ligne close"), Coordinator),
            (new ReopenIncident("retrouvée"), Referent),
            (new SolveIncident("ligne close"), Coordinator),
            (new CloseIncident(), Referent),
        ]).Told();
}
