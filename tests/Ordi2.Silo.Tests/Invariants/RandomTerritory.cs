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
using Ordi2.Ledger.Testing;
using Ordi2.Silo.Tests.Clocks;

namespace Ordi2.Silo.Tests.Invariants;

/// <summary>Two EPN with a partner each, a donor, a workshop, a recycler, and a few machines that all of them want.</summary>
internal sealed class RandomTerritory(SmallSilo silo, FakeLedger ledger, StoppedClock clock, Watch watch)
{
    public const int HowMany = 10;

    public static readonly OrganisationId[] Epns = [new("epn-a"), new("epn-b")];

    /// <summary>The second partner is the first EPN under another name: the same RNA number. The second EPN may serve it, the first may not.</summary>
    public static readonly OrganisationId[] Partners = [new("partner-a"), new("partner-b")];

    public static readonly OrganisationId Donor = new("donor");

    public static readonly OrganisationId Carrier = new("transports");

    public static readonly DonationId Gift = new("D-1");

    /// <summary>What was handed back may come again with this one.</summary>
    public static readonly DonationId SecondGift = new("D-2");

    /// <summary>A round that is open all the time.</summary>
    public static readonly RoundId Tour = new("R-1");

    /// <summary>What audits read, and recalls look for.</summary>
    public const string Model = "EliteBook 840";

    /// <summary>The number of the association that is the first EPN and the second partner.</summary>
    private const string OfTwo = "W691000006";

    /// <summary>How many parts lie on the shelf.</summary>
    public const int SpareParts = 4;

    public static readonly DossierId[] Projects = [new("DO-a"), new("DO-b")];

    public static readonly LoanId[] Conventions = [new("MD-a"), new("MD-b")];

    public SmallSilo Silo => silo;

    public FakeLedger Ledger => ledger;

    public StoppedClock Clock => clock;

    public Watch Watch => watch;

    public static Caller Coordinator => Cast.As(Cast.Pole, Role.Coordinator, "c1");

    public static Caller Storekeeper => Cast.As(Cast.Workshop, Role.Storekeeper, "m1");

    public static Caller Animator(int which) => Cast.As(Epns[which], Role.Animator, $"a{which}");

    public static Caller Referent(int which) => Cast.As(Partners[which], Role.Partner, $"p{which}");

    public static PartId SparePart(int number) => new($"PT-{number}");

    public static MachineId MachineOf(int number) => new($"M{number}");

    public IDossierGrain Dossier(int which) => silo.Grains.GetGrain<IDossierGrain>($"dossier/{Projects[which]}");

    public ILoanGrain Loan(int which) => silo.Grains.GetGrain<ILoanGrain>($"loan/{Conventions[which]}");

    public IDeliveryGrain Delivery(DeliveryId id) => silo.Grains.GetGrain<IDeliveryGrain>($"delivery/{id}");

    public IBatchGrain Batch(BatchId id) => silo.Grains.GetGrain<IBatchGrain>($"batch/{id}");

    public async Task SettleAsync()
    {
        await silo.RegisterAsync(Cast.Pole, Activity.Pole, "W691000001");
        await silo.RegisterAsync(Cast.Workshop, Activity.Workshop, "W691000002");
        await silo.RegisterAsync(Cast.OtherWorkshop, Activity.Workshop, "W691000003");
        await silo.RegisterAsync(Cast.Shredder, Activity.Recycler, "W691000004");
        await silo.RegisterAsync(Donor, Activity.Donor, "W691000005");

        await silo.RegisterAsync(Carrier, Activity.Carrier, "W691000010");
        var workshop = silo.Grains.GetGrain<IOrganisationGrain>($"organisation/{Cast.Workshop}");
        await DoneAsync(workshop.DoAsync(new PutSite(new(new("s1"), "Atelier 1", PreparesForReuse: true, [])), Coordinator, Guid.CreateVersion7()));
        await DoneAsync(workshop.DoAsync(new SetTaxReceiptStatus(TaxReceiptStatus.Rig, "RIG-1"), Coordinator, Guid.CreateVersion7()));
        await DoneAsync(silo.Grains.GetGrain<IOrganisationGrain>($"organisation/{Cast.Shredder}").DoAsync(new SetDataDestruction(true, "CERT-1"), Coordinator, Guid.CreateVersion7()));

        // The first EPN must never get what is for the second partner: invariant 2 has something to refuse.
        await silo.RegisterAsync(Epns[0], Activity.Epn, OfTwo);
        await silo.RegisterAsync(Epns[1], Activity.Epn, "W691000007");
        await silo.RegisterAsync(Partners[0], Activity.Partner, "W691000008");
        await silo.RegisterAsync(Partners[1], Activity.Partner, OfTwo);
        await GiveAsync(Gift);
        await GiveAsync(SecondGift);
        await DriveAsync();
        await ApplyAsync(0);
        await ApplyAsync(1);
    }

    private async Task DriveAsync()
    {
        var tour = silo.Grains.GetGrain<IRoundGrain>($"round/{Tour}");
        await DoneAsync(tour.DoAsync(new CreateRound(Gift, Carrier, new(2026, 3, 3)), Coordinator, Guid.CreateVersion7()));
        await DoneAsync(tour.DoAsync(new OpenRound(), Coordinator, Guid.CreateVersion7()));
    }

    private async Task GiveAsync(DonationId id)
    {
        var gift = silo.Grains.GetGrain<IDonationGrain>($"donation/{id}");

        foreach (var command in new DonationCommand[]
        {
            new CreateDonation(Donor, LegalBasis.Mecenat238Bis) { Announced = [new(DeviceType.Laptop, HowMany)], Pole = Cast.Pole },
            new ProposeDonation(Cast.Pole),
            new AcceptDonation(Cast.Workshop),
            new SignDonation(DonationParty.Donor, "CD-1", OnPaper: true),
            new SignDonation(DonationParty.Receiver, "CD-1", OnPaper: true),
        })
        {
            await DoneAsync(gift.DoAsync(command, Coordinator, Guid.CreateVersion7()));
        }
    }

    private async Task ApplyAsync(int which)
    {
        (DossierCommand, Caller)[] acts =
        [
            (new CreateDossier(Epns[which], Partners[which], Cast.Pole, "Lire en ligne")
            {
                Needs = [new(DeviceType.Laptop, Profile.None, Grade.None, 8)],
                Sessions = [new(2027, 5, 1)],
            }, Animator(which)),
            (new SignDossier(DossierParty.Epn), Animator(which)),
            (new SignDossier(DossierParty.Partner), Referent(which)),
            (new SubmitDossier(), Animator(which)),
            (new FindEligible(), Coordinator),
            (new ScoreDossier(80), Coordinator),
            (new AcceptDossier { Quantities = [8] }, Coordinator),
        ];

        foreach (var (command, caller) in acts)
        {
            await DoneAsync(Dossier(which).DoAsync(command, caller, Guid.CreateVersion7()));
        }

        await DoneAsync(Loan(which).DoAsync(
            new CreateLoan(Cast.Workshop, Epns[which], Partners[which], Projects[which], new(2026, 4, 1), new(2036, 3, 31)), Animator(which), Guid.CreateVersion7()));

        foreach (var (party, caller) in new[] { (LoanParty.Lender, Cast.Supervisor), (LoanParty.Relay, Animator(which)), (LoanParty.Borrower, Referent(which)) })
        {
            await DoneAsync(Loan(which).DoAsync(new SignLoan(party, "MD-1"), caller, Guid.CreateVersion7()));
        }
    }

    private static async Task DoneAsync<T>(Task<Reply<T>> reply)
    {
        if (await reply is Refused<T> { Reason: var reason })
        {
            throw new InvalidOperationException($"{reason.Code} {string.Join(", ", reason.Arguments)}");
        }
    }
}
