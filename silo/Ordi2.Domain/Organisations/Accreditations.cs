using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Organisations;

/// <summary>Pure questions on charters and on who is who.</summary>
public static class Accreditations
{
    /// <summary>So long before its last day a charter is called expiring, and is worth a look.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(60);

    /// <summary>The next moment at which the clock has something to say about the charters of an organisation.</summary>
    public static DateTimeOffset? DueAt(OrganisationProfile? profile) => profile is null or { Status: OrganisationStatus.Closed }
        ? null
        : profile.Accreditations.Select(DueAt).Min();

    /// <summary>What the clock has to say now, or nothing.</summary>
    public static OrganisationCommand? WhenDue(OrganisationProfile? profile, DateTimeOffset now) =>
        profile is null or { Status: OrganisationStatus.Closed } || profile.Accreditations.FirstOrDefault(one => DueAt(one) <= now) is not { } due
            ? null
            : due.ValidTo <= now ? new ExpireAccreditation(due.Activity) : new AnnounceExpiry(due.Activity);

    private static DateTimeOffset? DueAt(Accreditation one) => one.Status switch
    {
        AccreditationStatus.Granted => one.ValidTo - Notice,
        AccreditationStatus.Expiring => one.ValidTo,
        _ => null,
    };

    /// <summary>Whether the organisation had a charter for this activity at that moment, whatever happened to it later.</summary>
    public static bool ValidFor(OrganisationProfile profile, Activity activity, DateTimeOffset at) =>
        profile.Accreditations.Any(one => one.Activity == activity && Covers(one, at));

    /// <summary>First moment at which the charter that an organisation has for this activity at that moment no longer holds; nothing where it has none.</summary>
    public static DateTimeOffset? ValidUntil(OrganisationProfile profile, Activity activity, DateTimeOffset at) =>
        profile.Accreditations.Where(one => one.Activity == activity && Covers(one, at)).Select(one => (DateTimeOffset?)EndOf(one)).Max();

    /// <summary>
    /// Whether two organisations are one before the law: the same one, the same SIREN, RNA number or number of another register, one a part of the
    /// other, or both a part of a third.
    /// </summary>
    public static bool SameLegalPerson(OrganisationProfile a, OrganisationProfile b) =>
        a.Id == b.Id
        || (a.Siren.Length > 0 && a.Siren == b.Siren)
        || (a.Rna.Length > 0 && a.Rna == b.Rna)
        || (a.OtherNumber is { } number && number == b.OtherNumber)
        || a.Parent == b.Id
        || b.Parent == a.Id
        || (a.Parent is { } parent && parent == b.Parent);

    /// <summary>Whether a charter holds at a moment.</summary>
    public static bool Covers(Accreditation one, DateTimeOffset at) => at >= one.ValidFrom && at < EndOf(one);

    /// <summary>First moment at which it no longer holds.</summary>
    internal static DateTimeOffset EndOf(Accreditation one) => one switch
    {
        { Status: AccreditationStatus.Granted or AccreditationStatus.Expiring or AccreditationStatus.Expired } => one.ValidTo,
        { SuspendedAt: { } stopped } when stopped < one.ValidTo => stopped,
        { SuspendedAt: null } => one.ValidFrom,
        _ => one.ValidTo,
    };
}
