using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;

namespace Ordi2.Domain.Tests.Aggregates;

/// <summary>A small territory: one organisation for each relation, and one that has none.</summary>
internal static class Cast
{
    public static readonly DateTimeOffset Now = new(2027, 3, 15, 9, 0, 0, TimeSpan.Zero);

    public static readonly OrganisationProfile Pole = Make("pole", [Activity.Pole], RecipientCategory.EsusReuse);
    public static readonly OrganisationProfile OtherPole = Make("other-pole", [Activity.Pole]);
    public static readonly OrganisationProfile Workshop = Make("workshop", [Activity.Workshop], RecipientCategory.EsusReuse);
    public static readonly OrganisationProfile Epn = Make("epn", [Activity.Epn]);
    public static readonly OrganisationProfile Partner = Make("partner", [Activity.Partner]);
    public static readonly OrganisationProfile Donor = Make("donor", [Activity.Donor]) with { Form = OrganisationForm.Company };
    public static readonly OrganisationProfile Town = Make("town", [Activity.Donor]) with { Form = OrganisationForm.LocalAuthority };
    public static readonly OrganisationProfile Carrier = Make("carrier", [Activity.Carrier]);
    public static readonly OrganisationProfile Recycler = Make("recycler", [Activity.Recycler]) with { DataDestruction = true };
    public static readonly OrganisationProfile PlainRecycler = Make("plain-recycler", [Activity.Recycler]);
    public static readonly OrganisationProfile PartnerOfTheEpn = Make("house", [Activity.Partner]) with { Siren = Epn.Siren };
    public static readonly OrganisationProfile Stranger = Make("stranger", [Activity.Workshop, Activity.Epn, Activity.Partner]);

    public static readonly ImmutableArray<OrganisationProfile> All =
        [Pole, OtherPole, Workshop, Epn, Partner, Donor, Town, Carrier, Recycler, PlainRecycler, PartnerOfTheEpn, Stranger];

    public static readonly Facts Facts = Facts.Of([.. All]) with
    {
        Holders = ImmutableDictionary.CreateRange([KeyValuePair.Create(Stories.M1, Workshop.Id), KeyValuePair.Create(Stories.M2, Workshop.Id)]),
    };

    public static Caller As(Role role, OrganisationProfile organisation) =>
        new(new PersonId("person-1"), organisation.Id, role, new DeviceId("device-1"));

    public static Caller System { get; } = new(new PersonId("system"), new OrganisationId("system"), Role.System, new DeviceId("system"));

    public static OrganisationProfile Make(string id, ImmutableArray<Activity> activities, RecipientCategory category = RecipientCategory.None) => new()
    {
        Id = new(id),
        Name = $"The {id}",
        Status = OrganisationStatus.Active,
        Siren = $"{Math.Abs(id.Aggregate(17, (sum, symbol) => (sum * 31) + symbol)) % 1_000_000_000:000000000}",
        Activities = activities,
        Category = category,
        Pole = new("pole"),
        Accreditations = [.. activities.Select(activity => new Accreditation(activity, Now.AddYears(-1), Now.AddYears(1), new("other-pole")))],
    };

    /// <summary>The facts with one organisation changed.</summary>
    public static Facts With(OrganisationProfile changed, Facts? facts = null) =>
        (facts ?? Facts) with { Organisations = (facts ?? Facts).Organisations.SetItem(changed.Id, changed) };
}
