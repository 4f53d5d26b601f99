using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Organisations;
using Ordi2.Domain.Rounds;
using Ordi2.Domain.Tests.Documents;
using Ordi2.Domain.Tests.Organisations;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using TightenRestrictions = Ordi2.Contracts.Donations.TightenRestrictions;

namespace Ordi2.Domain.Tests.Aggregates;

#pragma warning disable CA1859 // The tests see stories of different aggregates as one kind of thing; a virtual call costs nothing here.

/// <summary>The lives that are told of each aggregate.</summary>
internal static partial class Stories
{
    public static readonly Caller Coordinator = As(Role.Coordinator, Pole);
    public static readonly Caller DonorContact = As(Role.Donor, Donor);
    public static readonly Caller Supervisor = As(Role.Supervisor, Workshop);
    public static readonly Caller Storekeeper = As(Role.Storekeeper, Workshop);
    public static readonly Caller Operator = As(Role.Operator, Workshop);
    public static readonly Caller Driver = As(Role.Driver, Carrier);
    public static readonly Caller Animator = As(Role.Animator, Epn);
    public static readonly Caller Referent = As(Role.Partner, Partner);
    public static readonly Caller Treater = As(Role.Recycler, Recycler);

    public static readonly ImmutableArray<AnnouncedLine> TenLaptops = [new(DeviceType.Laptop, 10, UnitValueCents: 20_000)];
    public static readonly ImmutableArray<NeedLine> ThreeLaptops = [new(DeviceType.Laptop, Profile.Office, Grade.B, 3)];
    public static readonly MachineId M1 = new("M1");
    public static readonly MachineId M2 = new("M2");
    public static readonly MachineId M3 = new("M3");

    public static readonly WipeReport GoodReport = new()
    {
        Evidence = new("nwipe", new string('a', 64)),
        Serial = "SER-1",
        Method = WipeMethod.Overwrite,
        Succeeded = true,
        Verified = true,
        RoundsRequested = 1,
        RoundsCompleted = 1,
    };

    public static readonly RegisterOrganisation RegisterEpn = new("Les Platanes", OrganisationForm.Association)
    {
        Activities = [Activity.Epn],
        Rna = "W691234567",
        Pole = Pole.Id,
    };

    public static readonly RegisterOrganisation RegisterPole = new("Pôle Isère", OrganisationForm.Association) { Activities = [Activity.Pole], Rna = "W381234567" };

    public static readonly CreateDonation Gift = new(Donor.Id, LegalBasis.Mecenat238Bis) { Announced = TenLaptops, Pole = Pole.Id };

    public static readonly CreateRound Round = new(new("D-1"), Carrier.Id, new(2027, 3, 20)) { Vehicle = "AB-123-CD" };

    public static readonly ReplanRound Replanned = new(Carrier.Id, new(2027, 3, 22)) { Vehicle = "CD-456-EF", Stops = [new("quai"), new("cave")], Capacity = 40 };

    public static readonly CreateDossier Project = new(Epn.Id, Partner.Id, Pole.Id, "Lire et écrire en ligne")
    {
        Needs = ThreeLaptops,
        Sessions = [new(2027, 5, 1)],
    };

    public static readonly CreateDelivery Box = new(Workshop.Id, Epn.Id, Carrier.Id, new("DO-1"));

    public static readonly CreateLoan Convention = new(Workshop.Id, Epn.Id, Partner.Id, new("DO-1"), new(2027, 4, 1), new(2028, 3, 31));

    public static readonly CreateBatch Cage = new(Workshop.Id, Recycler.Id, WasteFlow.SmallIt, "16 02 14", "cage-1");

    public static readonly RegisterPart Disk = new("hdd", Workshop.Id) { Medium = new("SER-1", MediumKind.Hdd, 500), From = M1, SerialSeenByAudit = true };

    public static readonly RegisterPart Memory = new("ram", Workshop.Id) { From = M1 };

    public static Facts WithDonation(DonationStatus status = DonationStatus.Signed) => Cast.Facts with
    {
        Donation = new() { Id = new("D-1"), Status = status, Donor = Donor.Id, Pole = Pole.Id, Receiver = Workshop.Id },
    };

    /// <summary>Ten laptops picked up, nine received, and a printer that nobody announced.</summary>
    public static Facts Counted => Cast.Facts with
    {
        PickedUp = [new(DeviceType.Laptop, 10)],
        Arrived = [new(DeviceType.Laptop, 9, 0), new(DeviceType.Printer, 1, 0)],
    };

    public static Facts WithDossier(DossierStatus status = DossierStatus.Accepted) => Cast.Facts with
    {
        Dossier = new() { Id = new("DO-1"), Status = status, Epn = Epn.Id, Partner = Partner.Id, Pole = Pole.Id, Needs = ThreeLaptops },
    };

    public static IEnumerable<IStory> All()
    {
        yield return OrganisationStory("organisation", RegisterEpn, Activity.Epn, Coordinator);
        yield return OrganisationStory("pole", RegisterPole, Activity.Pole, Cast.System);
        yield return DonationStory();
        yield return RoundStory();
        yield return Documents.DocumentStories.Document();
        yield return Documents.DocumentStories.Series();
        yield return Receipts.ReceiptStories.Receipt();
        yield return AllocationStory();
        yield return CallStory();
        yield return ConfigurationStory();
        yield return DossierStory();
        yield return DeliveryStory();
        yield return LoanStory();
        yield return BatchStory();
        yield return PartStory();

        foreach (var story in StoriesOfUse.All().Concat(StoriesOfProcesses.All()))
        {
            yield return story;
        }
    }

    private static IStory OrganisationStory(string name, RegisterOrganisation register, Activity first, Caller who) => new Story<Organisation, OrganisationCommand, OrganisationEvent, OrganisationProfile, OrganisationStatus>(
        Kinds.Organisation,
        OrganisationLife.Table,
        () => Cast.Facts,
        name,
        [
            (register with { AsProspect = true }, who),
            (new ActivateOrganisation(), who),
            (new ChangeActivities { Activities = [first, Activity.Workshop] }, who),
            (new PutSite(new(new("s1"), "Salle", false, [])), who),
            (new PutSite(new(new("s1"), "Grande salle", true, [DeviceType.Laptop])), who),
            (new RemoveSite(new("s1")), who),
            (new PublishCard(Cards.Of(Activity.Workshop)), who),
            (new WithdrawCard(), who),
            (new RequestAccreditation(first, "2027"), As(Role.Coordinator, Make("X-1", []))),
            (new ReviewAccreditation(first), who),
            (new DeclineAccreditation(first, "pièce manquante"), who),
            (new GrantAccreditation(first, Now.AddYears(-1), Now.AddDays(170), "CH-0", "2026"), who),
            (new AnnounceExpiry(first), Cast.System),
            (new GrantAccreditation(first, Now.AddDays(170), Now.AddYears(2), "CH-1", "2027"), who),
            (new ExpireAccreditation(first), Cast.System),
            (new SuspendAccreditation(first, "enquête"), who),
            (new WithdrawAccreditation(first, "enquête close"), who),
            (new SetOperators(2), who),
            (new SetDataDestruction(true, "CERT-1"), who),
            (new SetNumbers { Siret = "732 829 320 00074" }, who),
            (new SetCategory(RecipientCategory.EsusReuse), who),
            (new SetTaxReceiptStatus(TaxReceiptStatus.Rig, "RIG-2026-4"), who),
            (new SuspendOrganisation("enquête"), who),
            (new ReactivateOrganisation(), who),
            (new StartClosing("fin de bail"), who),
            (new CloseOrganisation(), who),
        ]).Told();

    private static IStory DonationStory()
    {
        (DonationCommand, Caller)[] agreed =
        [
            (Gift, DonorContact),
            (new ChangeLines { Announced = TenLaptops }, DonorContact),
            (new SetClauses(new() { PlaceOfDeposit = "cave", EraseMethod = "un certificat par support", ReuseCommitment = true }), DonorContact),
            (new ProposeDonation(Pole.Id), DonorContact),
            (new AcceptDonation(Workshop.Id), Coordinator),
            (new AllowDockSignature("quai de nuit"), Coordinator),
            (new SignDonation(DonationParty.Donor, "CD-1"), DonorContact),
            (new SignDonation(DonationParty.Receiver, "CD-1"), Supervisor),
        ];

        return new Story<Donation, DonationCommand, DonationEvent, DonationTerms, DonationStatus>(
            Kinds.Donation,
            DonationLife.Table,
            () => Counted,
            "donation",
            [
                .. agreed,
                (new StartCollecting(), Storekeeper),
                (new MarkReceived(), Storekeeper),
                (new CountAgain(), Storekeeper),
                (new ContestSheet("Il manque un portable.") { Given = [new(DeviceType.Laptop, 10)] }, DonorContact),
                (new AnswerContest("Recompté avec le chauffeur : 9 sont arrivés."), Supervisor),
                (new RefuseOffList { Types = [DeviceType.Printer] }, DonorContact),
                (new AcceptOffList { Types = [DeviceType.Printer] }, DonorContact),
                (new StateValue(200_000), DonorContact),
                (new SignReceptionNote("BR-1"), Storekeeper),
                (new FinishErrand("ownership-18"), Cast.System),
                (new ReconcileDonation(Reconciliation.SignedByDonor, "EC-1"), DonorContact),
                (new TightenRestrictions(new() { ResaleForbidden = true }), DonorContact),
                (new TakeReceipt(new("R-1")), Cast.System),
                (new GiveBackReceipt(new("R-1")), Cast.System),
                (new CloseDonation(), Coordinator),
            ],
            [
                .. agreed[..6],
                (new StartCollecting(), Storekeeper),
                (new SignDonation(DonationParty.Donor, "CD-1"), DonorContact),
                (new MarkReceived(), Storekeeper),
                (new SignDonation(DonationParty.Receiver, "CD-1", OnPaper: true), Coordinator),
                (new ReconcileDonation(Reconciliation.DonorSilent), Cast.System),
            ],
            [.. agreed, (new CancelDonation("matériel vendu"), DonorContact)],
            [.. agreed[..4], (new DeclineDonation("trop ancien"), Coordinator)])
        {
            Owes = OwedPapers.Of,
        }.Told();
    }

    private static IStory RoundStory()
    {
        (RoundCommand, Caller)[] driven =
        [
            (Round, Coordinator),
            (new OpenRound(), Driver),
            (new FinishRoundErrand("collecting"), Cast.System),
            (new KeyCounts("b") { Counts = [new(DeviceType.Desktop, 7)] }, Driver),
            (new RecordTrip { Counts = [new(DeviceType.Desktop, 180), new(DeviceType.Monitor)], Note = "BE-1" }, Driver),
            (new FinishRound { Counts = [new(DeviceType.Desktop, 107)], DonorAbsent = true }, Driver),
        ];

        return new Story<CollectionRound, RoundCommand, RoundEvent, RoundTerms, RoundStatus>(
            Kinds.Round,
            RoundLife.Table,
            () => WithDonation(),
            "round",
            [.. driven, (new CloseRound(), Coordinator)],
            [(Round, Coordinator), (Replanned, Storekeeper), (new CallOffRound("cave inondée"), Coordinator)],
            [
                .. driven,
                (new RecordTrip { Trip = "c", Counts = [new(DeviceType.Desktop, 3)], Note = "BE-3" }, Driver),
                (new MakeRoundCode(SigningCode.Digest(Trips.SignedBy(new("X-1"), "1", "c"), "123456")), DonorContact),
                (new SignTrip("000000", "c"), Driver),
                (new SignTrip("123456", "c"), Driver),
            ],
            [.. driven, (new DisputeRound("compte faux"), DonorContact), (new CloseRound("compte refait"), Coordinator)])
        {
            Owes = OwedPapers.Of,

            // A code is good for a quarter of an hour.
            Pause = TimeSpan.FromMinutes(2),
        }.Told();
    }
}
