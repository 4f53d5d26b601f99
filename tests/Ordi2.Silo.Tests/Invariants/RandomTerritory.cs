using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recycling;
using Ordi2.Ledger.Testing;
using Ordi2.Silo.Tests.Clocks;

namespace Ordi2.Silo.Tests.Invariants;

/// <summary>Two EPN with a partner each, a donor, a workshop, a recycler, and a few machines that all of them want.</summary>
internal sealed class RandomTerritory(SmallSilo silo, FakeLedger ledger, StoppedClock clock)
{
    public const int HowMany = 10;

    public static readonly OrganisationId[] Epns = [new("epn-a"), new("epn-b")];

    /// <summary>The second partner is the second EPN under another name: the same RNA number.</summary>
    public static readonly OrganisationId[] Partners = [new("partner-a"), new("partner-b")];

    public static readonly OrganisationId Donor = new("donor");

    public static readonly DonationId Gift = new("D-1");

    public static readonly DossierId[] Projects = [new("DO-a"), new("DO-b")];

    public static readonly LoanId[] Conventions = [new("MD-a"), new("MD-b")];

    public SmallSilo Silo => silo;

    public FakeLedger Ledger => ledger;

    public StoppedClock Clock => clock;

    public static Caller Coordinator => Cast.As(Cast.Pole, Role.Coordinator, "c1");

    public static Caller Storekeeper => Cast.As(Cast.Workshop, Role.Storekeeper, "m1");

    public static Caller Animator(int which) => Cast.As(Epns[which], Role.Animator, $"a{which}");

    public static Caller Referent(int which) => Cast.As(Partners[which], Role.Partner, $"p{which}");

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

        // The second pair is one legal person in the end: invariant 2 has something to refuse.
        await silo.RegisterAsync(Epns[0], Activity.Epn, "W691000006");
        await silo.RegisterAsync(Epns[1], Activity.Epn, "W691000007");
        await silo.RegisterAsync(Partners[0], Activity.Partner, "W691000008");
        await silo.RegisterAsync(Partners[1], Activity.Partner, "W691000009");
        await GiveAsync();
        await ApplyAsync(0);
        await ApplyAsync(1);
    }

    /// <summary>One more delivery for a dossier, being prepared.</summary>
    public Task<Reply<DeliveryTerms>> PrepareAsync(DeliveryId id, int which, Guid commandId) =>
        Delivery(id).DoAsync(new CreateDelivery(Cast.Workshop, Epns[which], Cast.Workshop, Projects[which]), Storekeeper, commandId);

    /// <summary>One more cage.</summary>
    public Task<Reply<BatchTerms>> OpenCageAsync(BatchId id, Guid commandId) => Batch(id).DoAsync(
        new CreateBatch(Cast.Workshop, Cast.Shredder, WasteFlow.SmallIt, "16 02 14", "cage"), Cast.Supervisor, commandId);

    private async Task GiveAsync()
    {
        var gift = silo.Grains.GetGrain<IDonationGrain>($"donation/{Gift}");

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
                Needs = [new(DeviceType.Laptop, Profile.None, Grade.None, 4)],
                Sessions = [new(2027, 5, 1)],
            }, Animator(which)),
            (new SignDossier(DossierParty.Epn), Animator(which)),
            (new SignDossier(DossierParty.Partner), Referent(which)),
            (new SubmitDossier(), Animator(which)),
            (new FindEligible(), Coordinator),
            (new ScoreDossier(80), Coordinator),
            (new AcceptDossier { Quantities = [4] }, Coordinator),
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
