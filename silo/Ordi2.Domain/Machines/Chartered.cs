using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Organisations;

namespace Ordi2.Domain.Machines;

/// <summary>Is the caller's organisation a member with a valid charter, at the moment of the event (domain.md 12.4, point 7)?</summary>
internal static class Chartered
{
    public static Refusal? For(Case about, Activity activity) => For(about, about.Circumstances.Scanner, activity);

    public static Refusal? For(Case about, OrganisationProfile organisation, Activity activity)
    {
        if (organisation.Status is OrganisationStatus.Prospect or OrganisationStatus.Suspended or OrganisationStatus.Closed)
        {
            return Refusal.Forbidden("organisation-not-active", organisation.Name);
        }

        return Accreditations.ValidFor(organisation, activity, about.Scan.OccurredAt)
            ? null
            : Refusal.Forbidden("not-accredited", organisation.Name, activity.Code());
    }
}
