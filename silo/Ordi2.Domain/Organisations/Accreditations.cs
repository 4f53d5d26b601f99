using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Organisations;

/// <summary>Pure questions on charters and on who is who.</summary>
public static class Accreditations
{
    /// <summary>Whether the organisation had a charter for this activity at that moment, whatever happened to it later.</summary>
    public static bool ValidFor(OrganisationProfile profile, Activity activity, DateTimeOffset at) =>
        profile.Accreditations.Any(one => one.Activity == activity && Covers(one, at));

    /// <summary>Whether two organisations are one before the law: the same one, the same SIREN, or one a part of the other.</summary>
    public static bool SameLegalPerson(OrganisationProfile a, OrganisationProfile b) =>
        a.Id == b.Id
        || (a.Siren.Length > 0 && a.Siren == b.Siren)
        || a.Parent == b.Id
        || b.Parent == a.Id;

    internal static bool Covers(Accreditation one, DateTimeOffset at) => at >= one.ValidFrom && at < EndOf(one);

    /// <summary>First moment at which it no longer holds.</summary>
    internal static DateTimeOffset EndOf(Accreditation one) => one switch
    {
        { Status: AccreditationStatus.Granted } => one.ValidTo,
        { SuspendedAt: { } stopped } when stopped < one.ValidTo => stopped,
        { SuspendedAt: null } => one.ValidFrom,
        _ => one.ValidTo,
    };
}
