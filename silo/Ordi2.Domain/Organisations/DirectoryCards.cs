using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;

namespace Ordi2.Domain.Organisations;

/// <summary>What an organisation may show in the public directory, and where in it that is found.</summary>
public static class DirectoryCards
{
    public const int MostPlaces = 50;
    public const int LongestAddress = 200;

    private const int LongestPhone = 20;

    /// <summary>First part of the names of the shelves.</summary>
    public const string Row = "directory";

    /// <summary>What the public looks for; who gives or uses machines is nobody's business.</summary>
    public static ImmutableArray<Activity> Shown { get; } = [Activity.Epn, Activity.Workshop, Activity.Pole, Activity.Recycler];

    /// <summary>The shelf of all who show themselves, or of one department, or of one activity, or of both.</summary>
    public static string Shelf(string? department, Activity? activity) => (department, activity?.Code()) switch
    {
        (null, null) => $"{Row}/all",
        (null, { } does) => $"{Row}/{does}",
        ({ } where, null) => $"{Row}/{where}",
        ({ } where, { } does) => $"{Row}/{where}-{does}",
    };

    /// <summary>Where an organisation stands in the directory: nowhere unless it works and shows itself.</summary>
    public static ImmutableArray<string> Shelves(OrganisationProfile? profile)
    {
        if (profile is not { Status: OrganisationStatus.Active, Card: { } card })
        {
            return [];
        }

        string?[] departments = [null, .. card.Places.Select(place => place.Department).Distinct(StringComparer.Ordinal)];
        Activity?[] activities = [null, .. ActivitiesOf(profile).Select(activity => (Activity?)activity)];
        return [.. departments.SelectMany(_ => activities, Shelf)];
    }

    /// <summary>What is shown of what it does: an activity that it gave up since is shown no more.</summary>
    public static IEnumerable<Activity> ActivitiesOf(OrganisationProfile profile) =>
        profile.Card is { } card ? card.Activities.Where(activity => profile.Activities.Contains(activity)) : [];

    /// <summary>By which communes and postal codes it is found.</summary>
    internal static IEnumerable<string> Communes(OrganisationProfile profile) =>
        profile.Card is { } card ? card.Places.SelectMany(place => new[] { place.Commune, place.PostalCode }).Distinct(StringComparer.Ordinal) : [];

    internal static Refusal? Usable(OrganisationProfile known, PublicCard? card)
    {
        if (card is null)
        {
            return Refusal.Invalid("words-missing", "offer", Text(Demand.LongestReason));
        }

        if (known.Form is OrganisationForm.PrivateIndividual)
        {
            return Refusal.Conflict("card-of-a-person");
        }

        return Demand.Words(card.Offer, "offer")
            ?? (card.Activities.IsDefaultOrEmpty ? Refusal.Invalid("card-activity-missing") : null)
            ?? Demand.Between(card.Activities.Length, 1, Shown.Length, "activities")
            ?? card.Activities.Where(activity => !Shown.Contains(activity)).Select(activity => Refusal.Invalid("card-activity-not-shown", activity.Code())).FirstOrDefault()
            ?? card.Activities.Where(activity => !known.Activities.Contains(activity))
                .Select(activity => Refusal.Conflict("organisation-does-not-do-that", known.Name, activity.Code())).FirstOrDefault()
            ?? Demand.Between(card.Places.IsDefault ? 0 : card.Places.Length, 1, MostPlaces, "places")
            ?? card.Places.Select((place, i) => Usable(place, $"places.{i}")).FirstOrDefault(refusal => refusal is not null)
            ?? (card.Phone is { Length: > 0 } phone && !IsPhone(phone) ? Refusal.Invalid("phone-wrong", phone) : null)
            ?? (card.Web is { Length: > 0 } web && !IsAddress(web) ? Refusal.Invalid("web-address-wrong", Text(LongestAddress)) : null);
    }

    /// <summary>Without spaces around, with the department that the postal code says, with nothing twice.</summary>
    internal static PublicCard Tidy(PublicCard card) => card with
    {
        Offer = card.Offer.Trim(),
        Activities = [.. Shown.Where(card.Activities.Contains)],
        Places = [.. card.Places.Select(Tidy)],
        Phone = Trimmed(card.Phone),
        Web = Trimmed(card.Web),
    };

    private static PublicPlace Tidy(PublicPlace place) => place with
    {
        Name = place.Name.Trim(),
        Commune = place.Commune.Trim(),
        Department = DepartmentOf(place),
        Street = Trimmed(place.Street),
        Hours = Trimmed(place.Hours),
    };

    private static Refusal? Usable(PublicPlace? place, string field) => place is null
        ? Refusal.Invalid("words-missing", field, Text(Demand.LongestReason))
        : Demand.Words(place.Name, $"{field}.name")
            ?? (Departments.OfPostalCode(place.PostalCode) is null ? Refusal.Invalid("postal-code-wrong", place.PostalCode ?? string.Empty, $"{field}.postalCode") : null)
            ?? Demand.Words(place.Commune, $"{field}.commune")
            ?? (DepartmentOf(place) is { } department && Departments.Names.ContainsKey(department) ? null : Refusal.Invalid("department-unknown", place.Department ?? string.Empty, $"{field}.department"))
            ?? (string.IsNullOrEmpty(place.Street) ? null : Demand.Words(place.Street, $"{field}.street"))
            ?? (string.IsNullOrEmpty(place.Hours) ? null : Demand.Words(place.Hours, $"{field}.hours"));

    private static string? DepartmentOf(PublicPlace place) => Trimmed(place.Department)?.ToUpperInvariant() ?? Departments.OfPostalCode(place.PostalCode);

    private static bool IsPhone(string phone) =>
        phone.Length <= LongestPhone && phone.Count(char.IsAsciiDigit) >= 4 && phone.Select((c, i) => char.IsAsciiDigit(c) || c is ' ' || (c is '+' && i == 0)).All(good => good);

    private static bool IsAddress(string web) =>
        web.Length <= LongestAddress
        && !web.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && Uri.TryCreate(web, UriKind.Absolute, out var address)
        && address is { Scheme: "https" or "http", UserInfo: "", Host.Length: > 3 };

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
