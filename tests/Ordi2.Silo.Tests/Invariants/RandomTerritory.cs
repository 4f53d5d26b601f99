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
internal sealed class RandomTerritory(SmallSilo silo, FakeLedger ledger, StoppedClock clock, Watch watch, Kinship kinship)
{
    public const int HowMany = 10;

    public static readonly OrganisationId[] Epns = [new("epn-a"), new("epn-b")];

    /// <summary>The second partner is the first EPN under another name, as the <see cref="Kinship"/> of the world says. The second EPN may serve it, the first may not.</summary>
    public static readonly OrganisationId[] Partners = [new("partner-a"), new("partner-b")];

    /// <summary>Of which others are a part, in the worlds where they are.</summary>
    private static readonly OrganisationId Town = new("ville");

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
        await silo.RegisterAsync(Epns[1], Activity.Epn, "W691000007");
        await silo.RegisterAsync(Partners[0], Activity.Partner, "W691000008");
        await (kinship switch
        {
            Kinship.SameRna => RegisterBothAsync(epn => epn with { Rna = OfTwo }, partner => partner with { Rna = OfTwo }),
            Kinship.SameSiren => RegisterBothAsync(epn => epn with { Siret = SiretOf(1), Rna = null }, partner => partner with { Siret = SiretOf(2), Rna = null }),
            Kinship.SameSirenWithRna => RegisterBothAsync(epn => epn with { Siret = SiretOf(1) }, partner => partner with { Siret = SiretOf(2), Rna = "W691000009" }),
            Kinship.PartnerIsAPart => RegisterBothAsync(epn => epn, partner => partner with { Parent = Epns[0], Rna = "W691000009" }),
            Kinship.EpnIsAPart => RegisterBothAsync(epn => epn with { Parent = Partners[1] }, partner => partner with { Rna = "W691000009" }, partnerFirst: true),
            _ => RegisterBothAsync(epn => epn with { Parent = Town }, partner => partner with { Parent = Town, Rna = "W691000009" }),
        });
        await GiveAsync(Gift);
        await GiveAsync(SecondGift);
        await DriveAsync();
        await ApplyAsync(0);
        await ApplyAsync(1);
    }

    private async Task RegisterBothAsync(Func<RegisterOrganisation, RegisterOrganisation> epn, Func<RegisterOrganisation, RegisterOrganisation> partner, bool partnerFirst = false)
    {
        if (kinship is Kinship.BothAreParts)
        {
            await silo.RegisterAsync(Town, Activity.Donor, "W691000011");
        }

        (OrganisationId Id, Activity Activity, Func<RegisterOrganisation, RegisterOrganisation> As)[] both = [(Epns[0], Activity.Epn, epn), (Partners[1], Activity.Partner, partner)];

        // Whoever is a part of another comes after it.
        foreach (var one in partnerFirst ? both.Reverse() : both)
        {
            await silo.RegisterAsync(one.Id, one.Activity, OfTwo, one.As);
        }
    }

    /// <summary>An establishment of one SIREN, with the check digits that it needs.</summary>
    private static string SiretOf(int establishment)
    {
        var digits = $"{Checked("55208131")}{establishment:0000}";
        return Checked(digits);

        static string Checked(string digits) => digits + Enumerable.Range(0, 10).Single(last => Sum($"{digits}{last}") % 10 == 0);

        static int Sum(string digits) => digits.Reverse().Select((digit, place) => (digit - '0') * (place % 2 + 1)).Sum(value => value > 9 ? value - 9 : value);
    }

    private async Task DriveAsync()
    {
        var tour = silo.Grains.GetGrain<IRoundGrain>($"round/{Tour}");
        await DoneAsync(tour.DoAsync(new CreateRound(Gift, Carrier, new(2020, 3, 3)), Coordinator, Guid.CreateVersion7()));
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
            new CreateLoan(Cast.Workshop, Epns[which], Partners[which], Projects[which], new(2020, 4, 1), new(2030, 3, 31)), Animator(which), Guid.CreateVersion7()));

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
