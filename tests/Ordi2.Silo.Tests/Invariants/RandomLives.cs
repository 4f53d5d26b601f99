using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Contracts.Rounds;
using static Ordi2.Silo.Tests.Invariants.RandomTerritory;

namespace Ordi2.Silo.Tests.Invariants;

/// <summary>
/// Lives of aggregates that go well or end badly. The days take their acts in turn, out of turn and by others, mixed with
/// everything else; a number makes the names of a life its own.
/// </summary>
internal static partial class RandomLives
{
    private static readonly Caller System = Cast.As(Cast.Workshop, Role.System, "system");
    private static readonly Caller Supervisor = Cast.Supervisor;
    private static readonly Caller DonorContact = Cast.As(Donor, Role.Donor, "d1");
    private static readonly Caller Driver = Cast.As(Carrier, Role.Driver, "v1");
    private static readonly Caller Treater = Cast.As(Cast.Shredder, Role.Recycler, "r1");

    /// <summary>Every kind of life there is, with a number and from a moment on.</summary>
    public static readonly Func<int, DateTimeOffset, Luck, Act[]>[] All =
    [
        (n, now, _) => Organisation(n, now),
        (n, _, _) => Settled(n),
        (_, _, _) => Counted(),
        (n, _, _) => [.. Agreed(n)[..4], new($"donation/D-x{n}", new DeclineDonation("trop ancien"), Coordinator)],
        (n, _, _) => [.. Agreed(n), new($"donation/D-x{n}", new CancelDonation("matériel vendu"), DonorContact)],
        (n, _, _) => [.. Agreed(n), .. Round(n, disputed: n % 2 == 0)],
        (n, _, _) => [.. Agreed(n), .. Round(n, disputed: false)[..1], new($"round/R-x{n}", new CallOffRound("le camion est en panne"), Coordinator)],
        (n, now, luck) => Judged(n, now, luck),
        (n, _, _) => [.. Filed(n), Pole(n, new MarkIncomplete("plan de sortie")), Pole(n, new MarkComplete()), Pole(n, new FindIneligible("hors territoire"))],
        (n, _, _) => [.. Scored(n), Pole(n, new WaitlistDossier()), Pole(n, new RejectDossier("plus de machines"))],
        (n, _, _) => [.. Scored(n), Pole(n, new AcceptDossier { Quantities = [2] }), Pole(n, new StartDossier()), Pole(n, new ChangeEpn(Epns[1], "AV-2")), Pole(n, new CompleteDossier()), Pole(n, new EvaluateDossier("rien à dire"))],
        (n, _, _) => [.. Scored(n), Pole(n, new AcceptDossier { Quantities = [2] }), Pole(n, new StartDossier()), Pole(n, new AbandonDossier("partenaire dissous"))],
        (n, _, luck) => Rules(luck),
        (n, _, luck) => Papers(n, luck),
        (n, now, _) => Series(n, now),
        (n, now, luck) => Reserved(n, now, luck),
        (n, now, luck) => Lent(n, now, luck),
        (n, now, luck) => Session(n, now, luck),
        (n, now, luck) => Incident(n, now, luck),
        (n, now, luck) => Recall(n, now, luck),
        (n, _, luck) => Handover(n, luck),
        (n, _, luck) => Parts(n, luck),
        (n, _, luck) => Batteries(n, luck),
        (n, _, luck) => Sent(n, luck),
    ];

    private static Act[] Organisation(int n, DateTimeOffset now)
    {
        var id = new OrganisationId($"epn-x{n}");
        var itself = Cast.As(id, Role.Animator, $"x{n}");
        (OrganisationCommand Command, Caller Caller)[] acts =
        [
            (new RegisterOrganisation(id.Text, OrganisationForm.Association) { Activities = [Activity.Epn], Rna = $"W{380_000_000 + n}", Pole = Cast.Pole, AsProspect = true }, Coordinator),
            (new ActivateOrganisation(), Coordinator),
            (new PutSite(new(new("s1"), "Salle", false, [])), Coordinator),
            (new PublishCard(new()
            {
                Offer = "Atelier informatique le mardi.",
                Activities = [Activity.Epn],
                Places = [new("Salle", "69003", "Lyon")],
            }), itself),
            (new WithdrawCard(), Coordinator),
            (new RequestAccreditation(Activity.Epn, "2.0"), itself),
            (new ReviewAccreditation(Activity.Epn), Coordinator),
            (new DeclineAccreditation(Activity.Epn, "pièce manquante"), Coordinator),
            (new GrantAccreditation(Activity.Epn, now.AddYears(-1), now.AddDays(10), "CH-0", "2.0"), Coordinator),
            (new AnnounceExpiry(Activity.Epn), Cast.System),
            (new SetOperators(3), Coordinator),
            (new SetNumbers { Siret = "732 829 320 00074" }, Coordinator),
            (new SetCategory(RecipientCategory.EsusReuse), Coordinator),
            (new SetTaxReceiptStatus(TaxReceiptStatus.Rig, "RIG-1"), Coordinator),
            (new SetDataDestruction(true, "CERT-1"), Coordinator),
            (new ChangeActivities { Activities = [Activity.Epn, Activity.Workshop] }, Coordinator),
            (new ExpireAccreditation(Activity.Epn), Cast.System),
            (new GrantAccreditation(Activity.Workshop, now.AddYears(-1), now.AddYears(2), "CH-1", "2.0"), Coordinator),
            (new SuspendAccreditation(Activity.Workshop, "enquête"), Coordinator),
            (new WithdrawAccreditation(Activity.Workshop, "enquête close"), Coordinator),
            (new SuspendOrganisation("enquête"), Coordinator),
            (new ReactivateOrganisation(), Coordinator),
            (new RemoveSite(new("s1")), Coordinator),
            (new StartClosing("fin de bail"), Coordinator),
            (new CloseOrganisation(), Coordinator),
        ];
        return [.. acts.Select(act => new Act($"organisation/{id}", act.Command, act.Caller))];
    }

    private static Act[] Agreed(int n) =>
    [
        .. new (DonationCommand Command, Caller Caller)[]
        {
            (new CreateDonation(Donor, LegalBasis.Mecenat238Bis) { Announced = [new(DeviceType.Laptop, 10)], Pole = Cast.Pole }, DonorContact),
            (new ChangeLines { Announced = [new(DeviceType.Laptop, 9, UnitValueCents: 20_000), new(DeviceType.Monitor, 2)] }, DonorContact),
            (new SetClauses(new() { PlaceOfDeposit = "cave", EraseMethod = "un certificat par support" }), DonorContact),
            (new ProposeDonation(Cast.Pole), DonorContact),
            (new AcceptDonation(Cast.Workshop), Coordinator),
            (new AllowDockSignature("quai de nuit"), Coordinator),
            (new SignDonation(DonationParty.Donor, $"CD-{n}"), DonorContact),
            (new SignDonation(DonationParty.Receiver, $"CD-{n}"), Supervisor),
        }.Select(act => new Act($"donation/D-x{n}", act.Command, act.Caller)),
    ];

    private static Act[] Round(int n, bool disputed) =>
    [
        .. new (RoundCommand Command, Caller Caller)[]
        {
            (new CreateRound(new($"D-x{n}"), Carrier, new(2027, 3, 20)) { Vehicle = "AB-123-CD", Capacity = 400 }, Coordinator),
            (new OpenRound(), Driver),
            (new KeyCounts("b") { Counts = [new(DeviceType.Laptop, 3)] }, Driver),
            (new RecordTrip { Counts = [new(DeviceType.Laptop, 4), new(DeviceType.Monitor)], Note = "BE-1" }, Driver),
            (new FinishRound { Counts = [new(DeviceType.Laptop, 2)], DonorAbsent = true }, Driver),
        }.Concat(disputed ? [(new DisputeRound("compte faux"), DonorContact), (new CloseRound("compte refait"), Coordinator)] : [(new CloseRound(), Coordinator)])
            .Select(act => new Act($"round/R-x{n}", act.Command, act.Caller)),
    ];

    /// <summary>A gift to its end, with a receipt and another in its place.</summary>
    private static Act[] Settled(int n)
    {
        var id = new DonationId($"D-x{n}");
        Act[] gift =
        [
            .. new (DonationCommand Command, Caller Caller)[]
            {
                (new StartCollecting(), Storekeeper),
                (new MarkReceived(), Storekeeper),
                (new CountAgain(), Storekeeper),
                (new AcceptOffList { Types = [DeviceType.Printer] }, DonorContact),
                (new StateValue(200_000), DonorContact),
                (new SignReceptionNote($"BR-{n}"), Storekeeper),
                (n % 2 == 0 ? new ReconcileDonation(Reconciliation.SignedByDonor, "EC-1") : new ReconcileDonation(Reconciliation.DonorSilent), n % 2 == 0 ? DonorContact : Cast.System),
                (new Contracts.Donations.TightenRestrictions(new() { ResaleForbidden = true }), DonorContact),
            }.Select(act => new Act($"donation/{id}", act.Command, act.Caller)),
        ];
        return
        [
            .. Agreed(n),
            .. gift,
            new($"receipt/RF-x{n}", new CreateReceipt(id, Cast.Workshop, "présidente"), Supervisor),
            new($"receipt/RF-x{n}", new IssueReceipt(), Supervisor),
            new($"receipt/RF-y{n}", new CreateReceipt(id, Cast.Workshop, "présidente") { Replaces = new($"RF-x{n}") }, Supervisor),
            new($"receipt/RF-y{n}", new IssueReceipt(), Supervisor),
            new($"receipt/RF-z{n}", new CreateReceipt(id, Cast.Workshop, "présidente"), Coordinator),
            new($"receipt/RF-z{n}", new CancelReceipt("don repris"), Coordinator),
            new($"donation/{id}", new CloseDonation(), Coordinator),
        ];
    }

    /// <summary>What came of the gift that all machines are of is counted, and its reception note signed: they become the workshop's.</summary>
    private static Act[] Counted() =>
    [
        new($"donation/{Gift}", new StartCollecting(), Storekeeper),
        new($"donation/{Gift}", new MarkReceived(), Storekeeper),
        new($"donation/{Gift}", new CountAgain(), Storekeeper),
        new($"donation/{Gift}", new SignReceptionNote("BR-1"), Storekeeper),
    ];

    private static Act Pole(int n, DossierCommand command) => new($"dossier/DO-x{n}", command, Coordinator);

    private static Act[] Filed(int n, CallId? call = null) =>
    [
        new($"dossier/DO-x{n}", new CreateDossier(Epns[0], Partners[0], Cast.Pole, "Lire en ligne")
        {
            Needs = [new(DeviceType.Laptop, Profile.None, Grade.None, 4)],
            Sessions = [new(2027, 5, 1)],
            ExitPlan = "rendus à l'atelier",
            Call = call,
        }, Animator(0)),
        new($"dossier/DO-x{n}", new ReviseDossier { Needs = [new(DeviceType.Laptop, Profile.None, Grade.None, 3)], Sessions = [new(2027, 5, 2)] }, Animator(0)),
        new($"dossier/DO-x{n}", new SignDossier(DossierParty.Epn), Animator(0)),
        new($"dossier/DO-x{n}", new SignDossier(DossierParty.Partner), Referent(0)),
        new($"dossier/DO-x{n}", new SubmitDossier(), Animator(0)),
    ];

    private static Act[] Scored(int n, CallId? call = null) =>
        [.. Filed(n, call), Pole(n, new GrantDerogation("même bâtiment")), Pole(n, new FindEligible()), Pole(n, new ScoreDossier(80))];

    /// <summary>A call from the first line to the archive, with a dossier that answers it.</summary>
    private static Act[] Judged(int n, DateTimeOffset now, Luck luck)
    {
        var id = new CallId($"AP-x{n}");
        var plan = new CallPlan
        {
            Title = "Ordinateurs solidaires",
            Rules = "Les machines sont pour un partenaire de l'EPN, dans un projet commun.",
            Pledges = [new(DeviceType.Laptop, 120)],
            PerDossierMax = 20,
            ClosesAt = now.AddDays(luck.Of(28, 36)),
        };

        return
        [
            Of(new CreateCall(Cast.Pole, CallMode.Dated, plan)),
            Of(new ReviseCall(plan with { Themes = ["insertion"] })),
            Of(new SeatJuror(new(new("d1"), Donor, Role.Donor))),
            Of(new SeatJuror(new(new("d2"), Donor, Role.Donor))),
            Of(new UnseatJuror(new("d2"), "départ")),
            Of(new PublishCall()),
            Of(new OpenCall()),
            .. Filed(n, id),
            Of(new PutOffClosing(now.AddDays(40), "grève")),
            Of(new CloseCall()),
            Of(new EnlargePledge(DeviceType.Laptop, 5)),
            Of(new StartReview()),
            Pole(n, new RecuseJuror(new("d1"), "voisin de l'EPN")),
            Pole(n, new FindEligible()),
            Pole(n, new ScoreDossier(80)),
            Pole(n, luck.Once(2) ? new AcceptDossier { Quantities = [2] } : new RejectDossier("hors sujet")),
            Of(new DecideCall()),
            Of(new RunCall()),
            Of(new EvaluateCall("un projet")),
            Of(new ArchiveCall()),
        ];

        Act Of(CallCommand command) => new($"call/{id}", command, Coordinator);
    }

    private static Act[] Rules(Luck luck) =>
    [
        new($"configuration/{Cast.Pole}", new AdoptRules(new() { PlacementDays = 45 }, "accord local"), Coordinator),
        new($"configuration/{Cast.Pole}", new ChangeRules(new() { PlacementDays = luck.Of(20, 30), SecondPersonCheck = luck.Once(2), WipeRetries = luck.Of(1, 2) }, "petits ateliers"), Coordinator),
    ];

    /// <summary>A paper that is signed, replaced or cancelled.</summary>
    private static Act[] Papers(int n, Luck luck)
    {
        var note = new RenderDocument(DocumentKind.PickupNote, Cast.Workshop, "pickup-note", "1", """{"machine":{"label":"M1"},"medium":{"serial":"WD-1","kind":"HDD"}}""")
        {
            Signatories = [new(Donor, Role.Donor), new(Carrier, Role.Driver)],
        };

        return
        [
            Of(note, System),
            Of(new SignDocument("responsable du site"), DonorContact),
            .. luck.Below(4) switch
            {
                0 => [Of(new SignDocument("chauffeur"), Driver)],
                1 => [Of(new SealDocument("signé sur papier"), Supervisor), Of(new ReplaceDocument("mauvais type") { Corrections = [new("medium.kind", "SATA_SSD")] }, Supervisor)],
                2 => [Of(new ReplaceBy(new($"BE-y{n}"), "refait"), System)],
                _ => new[] { Of(new CancelDocument("établi deux fois"), Supervisor) },
            },
        ];

        Act Of(DocumentCommand command, Caller caller) => new($"document/BE-x{n}", command, caller);
    }

    private static Act[] Series(int n, DateTimeOffset now)
    {
        var opening = new OpenSeries(DocumentKind.PickupNote, Carrier, now.Year + n);
        var key = $"series/{Domain.Documents.SeriesNumbers.Id(opening.Kind, opening.Year, opening.Issuer)}";
        return
        [
            new(key, opening, System),
            new(key, new TakeNumber("p-M1/12"), System),
            new(key, new TakeNumber("p-M2/3"), System),
            new(key, new CancelNumber(1, "imprimante"), System),
            new(key, new TakeNumber("p-M3/7"), System),
        ];
    }
}
