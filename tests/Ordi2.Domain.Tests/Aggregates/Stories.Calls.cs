using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Allocations;
using Ordi2.Domain.Calls;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Dossiers;
using static Ordi2.Domain.Tests.Aggregates.Cast;

namespace Ordi2.Domain.Tests.Aggregates;

#pragma warning disable CA1859 // The tests see stories of different aggregates as one kind of thing; a virtual call costs nothing here.

/// <summary>The lives of a call for projects, of a dossier that answers it and of an allocation.</summary>
internal static partial class Stories
{
    public static readonly CallPlan Plan2027 = new()
    {
        Title = "Ordinateurs solidaires 2027",
        Rules = "Les machines sont pour un partenaire de l'EPN, dans un projet commun.",
        Themes = ["insertion", "éducation"],
        Pledges = [new(DeviceType.Laptop, 120)],
        PerDossierMax = 20,
        Criteria = [new("projet commun", 3), new("accompagnement", 1)],
        ClosesAt = Now.AddDays(60),
        Territory = "Métropole de Lyon",
        Funder = "Région",
    };

    public static readonly CreateCall Call2027 = new(Pole.Id, CallMode.Dated, Plan2027);

    public static readonly Application Filed = new(
        new("DO-1"), Epn.Id, Partner.Id, DossierStatus.Submitted, [new(DeviceType.Laptop, 10)], [], Now, null, 1);

    /// <summary>A continuous call without criteria, in which a dossier can be filed and judged at once.</summary>
    public static CallTerms OpenCall2027 => new()
    {
        Id = new("2027-1"),
        Status = CallStatus.Open,
        Pole = Pole.Id,
        Mode = CallMode.Continuous,
        Plan = Plan2027 with { Criteria = [], ClosesAt = null },
        Jury = [new(new("person-1"), Pole.Id, Role.Coordinator), new(new("person-9"), Town.Id, Role.Donor), new(new("person-2"), Donor.Id, Role.Donor)],
    };

    public static Facts WithCall(CallTerms? call = null) => Cast.Facts with { Call = call ?? OpenCall2027 };

    /// <summary>The stock of the pole: three of grade B, one of A.</summary>
    public static ImmutableArray<StockMachine> Stock =>
    [
        new(M1, Grade.B, Profile.Office, Now.AddDays(-3)),
        new(M2, Grade.B, Profile.Multimedia, Now.AddDays(-9)),
        new(M3, Grade.A, Profile.Office, Now.AddDays(-30)),
        new(new("M4"), Grade.B, Profile.Office, Now.AddDays(-1)),
    ];

    public static Facts WithStock(ImmutableArray<StockMachine>? stock = null) => WithDossier() with
    {
        Dossier = WithDossier().Dossier! with { Needs = [new(DeviceType.Laptop, Profile.Office, Grade.B, 4, Accepted: 3)] },
        Stock = stock ?? Stock,
    };

    private static IStory AllocationStory()
    {
        (AllocationCommand, Caller)[] confirmed =
        [
            (new CreateAllocation(new("DO-1"), 0, 2, Now.AddDays(100)), Coordinator),
            (new ConfirmAllocation(), Coordinator),
            (new NoteMachine(M2, AllocatedState.Secured), Cast.System),
        ];

        return new Story<MachineAllocation, AllocationCommand, AllocationEvent, AllocationTerms, AllocationStatus>(
            Kinds.Allocation,
            AllocationLife.Table,
            () => WithStock(),
            "allocation",
            [
                .. confirmed,
                (new NoteMachine(M1, AllocatedState.SetAside, "restriction-does-not-fit"), Cast.System),
                (new NoteMachine(new("M4"), AllocatedState.Secured), Cast.System),
                (new NoteMachine(M2, AllocatedState.Arrived), Cast.System),
                (new ExpireAllocation(), Cast.System),
            ],
            [
                .. confirmed,
                (new NoteMachine(M1, AllocatedState.Secured), Cast.System),
                (new NoteMachine(M2, AllocatedState.Arrived), Cast.System),
                (new NoteMachine(M1, AllocatedState.Arrived), Cast.System),
            ],
            [
                .. confirmed,
                (new NoteMachine(M1, AllocatedState.Secured), Cast.System),
                (new NoteMachine(M2, AllocatedState.Arrived), Cast.System),
                (new NoteMachine(M1, AllocatedState.Freed, "rayée"), Cast.System),
            ],
            [
                .. confirmed,
                (new NoteMachine(M1, AllocatedState.Secured), Cast.System),
                (new ExchangeMachine(M1, M3, Grade.B, Profile.Office), Cast.System),
                (new ExchangeMachine(M3, M1, Grade.B, Profile.Office), Cast.System),
            ],
            [.. confirmed, (new GiveUpAllocation("partenaire dissous"), Coordinator), (new NoteMachine(M2, AllocatedState.Freed), Cast.System)]).Told();
    }

    private static IStory ConfigurationStory() => new Story<Configuration, ConfigurationCommand, ConfigurationEvent, ConfigurationTerms, ConfigurationStatus>(
        Kinds.Configuration,
        ConfigurationLife.Table,
        () => Cast.Facts with { Organisations = Cast.Facts.Organisations.Add(new("X-1"), Make("X-1", [Activity.Pole])) },
        "configuration",
        [
            (new AdoptRules(new() { PlacementDays = 45 }, "accord local"), As(Role.Coordinator, Make("X-1", []))),
            (new ChangeRules(new() { PlacementDays = 20, SecondPersonCheck = false }, "petits ateliers"), As(Role.Coordinator, Make("X-1", []))),
        ]).Told();

    private static IStory CallStory() => new Story<CallForProjects, CallCommand, CallEvent, CallTerms, CallStatus>(
        Kinds.Call,
        CallLife.Table,
        () => Cast.Facts,
        "call",
        [
            (Call2027 with { Plan = Plan2027 with { ClosesAt = Now.AddDays(130), OpensAt = Now.AddDays(90) } }, Coordinator),
            (new ReviseCall(Plan2027 with { ClosesAt = Now.AddDays(140), OpensAt = Now.AddDays(90) }), Coordinator),
            (new SeatJuror(new(new("person-1"), Town.Id, Role.Donor)), Coordinator),
            (new UnseatJuror(new("person-1"), "départ"), Coordinator),
            (new SeatJuror(new(new("person-2"), Donor.Id, Role.Donor)), Coordinator),
            (new PublishCall(), Coordinator),
            (new OpenCall(), Cast.System),
            (new PutOffClosing(Now.AddDays(150), "grève"), Coordinator),
            (new NoteDossier(Filed), Cast.System),
            (new CloseCall(), Cast.System),
            (new EnlargePledge(DeviceType.Laptop, 5), Coordinator),
            (new StartReview(), Coordinator),
            (new NoteDossier(Filed with { Status = DossierStatus.Waitlisted, Points = 80, Version = 5 }), Cast.System),
            (new TakeFromPledge(Filed.Dossier) { Quantities = [new(DeviceType.Laptop, 10)] }, Cast.System),
            (new NoteDossier(Filed with { Status = DossierStatus.Accepted, Points = 80, Accepted = [new(DeviceType.Laptop, 10)], Version = 6 }), Cast.System),
            (new DecideCall(), Coordinator),
            (new RunCall(), Coordinator),
            (new EvaluateCall("19 projets, 171 machines demandées"), Coordinator),
            (new ArchiveCall(), Coordinator),
        ]).Told();

    private static IStory DossierStory()
    {
        (DossierCommand, Caller)[] filed =
        [
            (Project with { Call = new("2027-1"), ExitPlan = "rendus à l'atelier", Plan = new() { Theme = "insertion", Qpv = "QP069001", Months = 12 } }, Animator),
            (new ReviseDossier { Needs = ThreeLaptops, Sessions = [new(2027, 5, 1)] }, Animator),
            (new SignDossier(DossierParty.Epn), Animator),
            (new SignDossier(DossierParty.Partner), Referent),
            (new GrantDerogation("même bâtiment"), Coordinator),
            (new SubmitDossier(), Animator),
            (new RecuseJuror(new("person-2"), "voisin de l'EPN"), Coordinator),
            (new NoteCallTold(8), Cast.System),
        ];
        (DossierCommand, Caller)[] scored = [.. filed, (new FindEligible(), Coordinator), (new ScoreDossier(80), Coordinator)];
        (DossierCommand, Caller)[] running = [.. scored, (new AcceptDossier { Quantities = [2] }, Coordinator), (new StartDossier(), Animator)];

        return new Story<Dossier, DossierCommand, DossierEvent, DossierTerms, DossierStatus>(
            Kinds.Dossier,
            DossierLife.Table,
            () => WithCall(),
            "dossier",
            [
                .. scored,
                (new AskForPledge(), Cast.System),
                (new AcceptDossier { Quantities = [2] }, Coordinator),
                (new ReserveLine(0, M1), Cast.System),
                (new StartDossier(), Animator),
                (new ChangeEpn(Stranger.Id, "AV-2"), Coordinator),
                (new ReserveLine(0, M2), Cast.System),
                (new ReleaseLine(M1, "échange"), Cast.System),
                (new ExchangePlace(0, M2, M3), Cast.System),
                (new CompleteDossier(), Coordinator),
                (new EvaluateDossier("une machine volée"), Coordinator),
            ],
            [.. filed, (new MarkIncomplete("plan de sortie"), Coordinator), (new MarkComplete(), Coordinator), (new FindIneligible("hors territoire"), Coordinator)],
            [.. scored, (new WaitlistDossier(), Coordinator), (new RejectDossier("plus de machines"), Coordinator)],
            [.. running, (new AbandonDossier("partenaire dissous"), Coordinator)]).Told();
    }
}
