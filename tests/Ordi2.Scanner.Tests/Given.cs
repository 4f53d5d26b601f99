using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Scanner.Simulation;

namespace Ordi2.Scanner.Tests;

internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly OrganisationId Pole = new("pole");

    public static Territory ATerritory(int workshops = 2)
    {
        List<(OrganisationProfile Profile, Role[] Roles)> all =
        [
            (Profile("pole", Activity.Pole), [Role.Coordinator]),
            (Profile("company", Activity.Donor), [Role.Donor]),
            (Profile("town", Activity.Donor) with { Form = OrganisationForm.LocalAuthority }, [Role.Donor]),
            (Profile("carrier", Activity.Carrier), [Role.Driver]),
            .. Enumerable.Range(1, workshops).Select(i => (Profile($"workshop-{i}", Activity.Workshop), new[] { Role.Operator, Role.Supervisor, Role.Storekeeper })),
            (Profile("epn-1", Activity.Epn), [Role.Animator]),
            (Profile("epn-2", Activity.Epn), [Role.Animator]),
            (Profile("partner-1", Activity.Partner), [Role.Partner]),
            (Profile("partner-2", Activity.Partner) with { Category = RecipientCategory.TutoringAssociation }, [Role.Partner]),
            (Profile("recycler", Activity.Recycler) with { DataDestruction = true }, [Role.Recycler]),
        ];

        return Territory.Of(
            [.. all.SelectMany(one => one.Roles.Select(role => new Account(one.Profile.Name, one.Profile.Id, role, $"token-{one.Profile.Id}-{role}", $"{one.Profile.Id}.{role}")))],
            all.ToDictionary(one => one.Profile.Id, one => one.Profile));
    }

    public static OrganisationProfile Profile(string id, Activity activity) => new()
    {
        Id = new(id),
        Name = id,
        Status = OrganisationStatus.Active,
        Siren = string.Concat(id.Select(sign => (sign % 10).ToString(System.Globalization.CultureInfo.InvariantCulture))),
        Activities = [activity],
        Accreditations = [new(activity, Now.AddYears(-1), Now.AddYears(1), new("national"))],
        Pole = Pole,
        Operators = 8,
        Category = activity is Activity.Workshop ? RecipientCategory.EsusReuse : RecipientCategory.None,
    };
}
