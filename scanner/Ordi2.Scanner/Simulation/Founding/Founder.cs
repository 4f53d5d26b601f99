using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Scanner.Simulation.Planning;
using Ordi2.Scanner.Simulation.Playing;

namespace Ordi2.Scanner.Simulation.Founding;

/// <summary>One organisation that is founded, with the roles that get a token.</summary>
internal sealed record Founded(string Id, RegisterOrganisation Command, ImmutableArray<Activity> Charters, ImmutableArray<Role> Roles);

/// <summary>
/// Founds the organisations of a territory through the API, as its coordinator would: registers each, grants the charters, makes the
/// tokens. Played again with the same seed the organisations are there already.
/// </summary>
internal sealed class Founder(Api api, Account coordinator, int seed, DateTimeOffset now)
{
    private static readonly RecipientCategory[] Categories =
    [
        RecipientCategory.GeneralInterestInclusion, RecipientCategory.TutoringAssociation, RecipientCategory.GeneralInterestInclusion,
        RecipientCategory.ParentsAssociation, RecipientCategory.StudentAssociation, RecipientCategory.PublicUtility,
    ];

    /// <summary>Months; the longest that a pole may choose.</summary>
    private const int OldestStock = 60;

    private readonly Chance _chance = Chance.Of(seed, "found");

    /// <returns>The accounts of everybody who was founded, the coordinator among them.</returns>
    public async Task<IReadOnlyList<Account>> FoundAsync(Volumes volumes, int parallel, CancellationToken cancellation)
    {
        await AdoptRulesAsync(cancellation);
        var all = All(volumes).ToArray();
        var accounts = new Account[all.Length][];
        var acts = all.Select(Acts).ToArray();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, all.Length),
            new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation },
            async (i, stop) =>
            {
                foreach (var act in acts[i])
                {
                    if (await api.DoAsync(act, stop) is { } refused)
                    {
                        throw new SimulationException($"The territory could not be founded: {refused}");
                    }
                }

                accounts[i] = await Task.WhenAll(all[i].Roles.Select(role => api.TokenAsync(coordinator, all[i].Command.Name, all[i].Id, role, stop)));
            });

        return [coordinator, .. accounts.SelectMany(some => some)];
    }

    /// <summary>
    /// The months of a territory are played in minutes, and what lay in stock for long would be looked at again by the server's clock in
    /// the middle of them: the pole lets stock grow as old as the rules allow. Its workshops are programs, of which none is a second person: the pole
    /// does without. Rules that it has set already stay.
    /// </summary>
    private async Task AdoptRulesAsync(CancellationToken cancellation)
    {
        var command = new AdoptRules(PoleRules.Default with { StockMonths = OldestStock, SecondPersonCheck = false }, "Territoire simulé");
        var refused = await api.DoAsync(
            new(_chance.Id(), coordinator, "configurations", coordinator.OrganisationId.Text, "adopt", IsCreation: true, CommandCatalog<ConfigurationCommand>.Write(command)), cancellation);

        if (refused?.Contains("already-created", StringComparison.Ordinal) == false)
        {
            throw new SimulationException($"The territory could not be founded: {refused}");
        }
    }

    private List<PlannedAct> Acts(Founded one)
    {
        List<PlannedAct> acts = [Act(one.Id, one.Command)];
        acts.AddRange(one.Charters.Select(activity => Act(one.Id, new GrantAccreditation(activity, now.AddYears(-3), now.AddYears(2), $"CHARTE-{one.Id}", "2023"))));
        return acts;
    }

    private PlannedAct Act(string id, OrganisationCommand command)
    {
        var step = CommandCatalog<OrganisationCommand>.StepOf(command);
        return new(_chance.Id(), coordinator, "organisations", id, step, step is "register", CommandCatalog<OrganisationCommand>.Write(command));
    }

    private IEnumerable<Founded> All(Volumes volumes)
    {
        var number = 0;

        return
        [
            .. Several(volumes.Workshops, "atelier", "Atelier", OrganisationForm.Aci, Activity.Workshop, [Role.Operator, Role.Supervisor, Role.Storekeeper], (command, i) => command with
            {
                Category = RecipientCategory.EsusReuse,
                Operators = ((int[])[8, 18, 3])[i % 3],
                Sites = [new(new("quai"), "Quai", PreparesForReuse: i == 1, [])],
            }),
            .. Several(volumes.Epns, "epn", "EPN", OrganisationForm.Association, Activity.Epn, [Role.Animator], (command, _) => command with
            {
                Category = RecipientCategory.GeneralInterestInclusion,
                Sites = [new(new("accueil"), "Accueil", PreparesForReuse: false, [])],
            }),
            .. Several(volumes.Partners, "asso", "Association", OrganisationForm.Association, Activity.Partner, [Role.Partner], (command, i) => command with { Category = Categories[i % Categories.Length] }),
            .. Several(volumes.Donors * 7 / 10, "societe", "Société", OrganisationForm.Company, Activity.Donor, [Role.Donor], (command, _) => command),
            .. Several(volumes.Donors - (volumes.Donors * 7 / 10), "mairie", "Mairie", OrganisationForm.LocalAuthority, Activity.Donor, [Role.Donor], (command, _) => command),
            .. Several(2, "transport", "Transports", OrganisationForm.Company, Activity.Carrier, [Role.Driver], (command, _) => command),
            .. Several(2, "recyclage", "Recyclage", OrganisationForm.Company, Activity.Recycler, [Role.Recycler], (command, _) => command),
            .. Several(1, "broyage", "Broyage", OrganisationForm.Company, Activity.Recycler, [Role.Recycler], (command, _) => command with { DataDestruction = true }),
        ];

        IEnumerable<Founded> Several(
            int count, string word, string name, OrganisationForm form, Activity activity, ImmutableArray<Role> roles, Func<RegisterOrganisation, int, RegisterOrganisation> more) =>
            Enumerable.Range(0, count).Select(i =>
            {
                var index = (seed % 90 * 1000) + 500 + number++;
                var command = new RegisterOrganisation($"{name} {(i + 1).ToString(CultureInfo.InvariantCulture)} du territoire {seed.ToString(CultureInfo.InvariantCulture)}", form)
                {
                    Activities = [activity],
                    Siret = form is OrganisationForm.Association ? null : Siret(index),
                    Rna = form is OrganisationForm.Association ? string.Create(CultureInfo.InvariantCulture, $"W{index:000000000}") : null,
                    Pole = coordinator.OrganisationId,
                };
                return new Founded(
                    $"ter{seed.ToString(CultureInfo.InvariantCulture)}-{word}-{(i + 1).ToString("000", CultureInfo.InvariantCulture)}",
                    more(command, i),
                    activity is Activity.Workshop or Activity.Epn ? [activity] : [],
                    roles);
            }).ToArray();
    }

    /// <summary>A number that has the form of a SIRET (both check digits right) and begins with three zeros, as none in use does.</summary>
    private static string Siret(int index) => WithCheckDigit(WithCheckDigit(string.Create(CultureInfo.InvariantCulture, $"000{index:00000}")) + "0001");

    private static string WithCheckDigit(string digits)
    {
        var sum = 0;

        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            var doubled = i % 2 == 1 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return digits + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }
}
