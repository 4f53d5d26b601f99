using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Silo.Tests.Aggregates;

/// <summary>Organisations of its own for each test, beside the pole and the workshops that all share.</summary>
internal sealed class Territory(SiloFixture silo)
{
    private static int _count;

    private readonly string _suffix = $"{Interlocked.Increment(ref _count)}";

    public OrganisationId Donor => new($"donor-{_suffix}");

    public OrganisationId Epn => new($"epn-{_suffix}");

    public OrganisationId Partner => new($"partner-{_suffix}");

    public Caller DonorContact => Cast.As(Donor, Role.Donor, "d1");

    public Caller Animator => Cast.As(Epn, Role.Animator, "a1");

    public Caller Referent => Cast.As(Partner, Role.Partner, "p1");

    public static Caller Coordinator => Cast.As(Cast.Pole, Role.Coordinator, "c1");

    public static Caller Storekeeper => Cast.As(Cast.Workshop, Role.Storekeeper, "m1");

    public string NewId(string kind) => $"{kind}-{_suffix}";

    public static async Task<Territory> AtAsync(SiloFixture silo)
    {
        var territory = new Territory(silo);
        await territory.RegisterAsync(territory.Donor, Activity.Donor);
        await territory.RegisterAsync(territory.Epn, Activity.Epn);
        await territory.RegisterAsync(territory.Partner, Activity.Partner);
        return territory;
    }

    public IOrganisationGrain Organisation(OrganisationId id) => silo.Grains.GetGrain<IOrganisationGrain>($"organisation/{id}");

    public IDonationGrain Donation(string id) => silo.Grains.GetGrain<IDonationGrain>($"donation/{id}");

    public IDossierGrain Dossier(string id) => silo.Grains.GetGrain<IDossierGrain>($"dossier/{id}");

    public async Task RegisterAsync(OrganisationId id, Activity activity)
    {
        await DoneAsync(Organisation(id).DoAsync(
            new RegisterOrganisation($"{activity} {_suffix}", OrganisationForm.Association) { Activities = [activity], Rna = SiloFixture.NewRna(), Pole = Cast.Pole },
            Coordinator,
            Guid.CreateVersion7()));
        await DoneAsync(Organisation(id).DoAsync(
            new GrantAccreditation(activity, StoppedClock.Start.AddDays(-1), StoppedClock.Start.AddYears(1), "CH-1", "2027"),
            Coordinator,
            Guid.CreateVersion7()));
    }

    /// <summary>A dossier that was accepted for so many laptops.</summary>
    public async Task<string> AcceptedDossierAsync(int laptops)
    {
        var id = NewId("DO");
        var grain = Dossier(id);

        (DossierCommand, Caller)[] acts =
        [
            (new CreateDossier(Epn, Partner, Cast.Pole, "Lire en ligne")
            {
                Needs = [new(DeviceType.Laptop, Profile.None, Grade.None, laptops)],
                Sessions = [new(2027, 5, 1)],
            }, Animator),
            (new SignDossier(DossierParty.Epn), Animator),
            (new SignDossier(DossierParty.Partner), Referent),
            (new SubmitDossier(), Animator),
            (new FindEligible(), Coordinator),
            (new ScoreDossier(80), Coordinator),
            (new AcceptDossier { Quantities = [laptops] }, Coordinator),
        ];

        foreach (var (command, caller) in acts)
        {
            await DoneAsync(grain.DoAsync(command, caller, Guid.CreateVersion7()));
        }

        return id;
    }

    public static async Task<T> DoneAsync<T>(Task<Reply<T>> reply) => await reply switch
    {
        Done<T> done => done.Value,
        Refused<T> refused => throw new InvalidOperationException($"{refused.Reason.Code} {string.Join(", ", refused.Reason.Arguments)}"),
        _ => throw new InvalidOperationException(),
    };

    public static async Task<string> RefusedAsync<T>(Task<Reply<T>> reply) => Assert.IsType<Refused<T>>(await reply).Reason.Code;
}
