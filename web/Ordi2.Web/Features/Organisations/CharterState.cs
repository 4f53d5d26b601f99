using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Organisations;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Organisations;

/// <summary>Whether an organisation has a charter for something that it does, and until when.</summary>
/// <param name="Activity">For what.</param>
/// <param name="Until">Its last day, where it holds; the day from which it does or does not, where not.</param>
/// <param name="Words">Key of what is said of it, with the end.</param>
/// <param name="Tone">How good that is.</param>
internal sealed record CharterState(Activity Activity, DateTimeOffset? Until, string Words, Tone Tone)
{
    /// <summary>The activities that nobody does under the brand without a charter.</summary>
    public static readonly Activity[] Chartered = [Activity.Workshop, Activity.Epn, Activity.Pole];

    public static IEnumerable<CharterState> Of(OrganisationProfile organisation, DateTimeOffset now) =>
        from activity in organisation.Activities
        where Chartered.Contains(activity) || organisation.Accreditations.Any(one => one.Activity == activity)
        select Of(organisation, activity, now);

    private static CharterState Of(OrganisationProfile organisation, Activity activity, DateTimeOffset now)
    {
        if (Accreditations.ValidUntil(organisation, activity, now) is { } until)
        {
            // Another may have been granted for the time behind it.
            var last = organisation.Accreditations.Where(one => one.Activity == activity && one.Status is not AccreditationStatus.Withdrawn).Max(one => one.ValidTo);

            // People write the last day on which it holds, where the ledger has the first moment after it.
            return last > now + Accreditations.Notice
                ? new(activity, last.AddTicks(-1), "charter-until", Tone.Good)
                : new(activity, until.AddTicks(-1), "charter-ending", Tone.Warn);
        }

        var own = organisation.Accreditations.Where(one => one.Activity == activity).ToArray();

        return own.Where(one => one.ValidFrom > now).MinBy(one => one.ValidFrom) is { } coming ? new(activity, coming.ValidFrom, "charter-from", Tone.Info)
            : own.MaxBy(one => one.ValidTo) is not { } past ? new(activity, null, "charter-none", Tone.Neutral)
            : past.Status is AccreditationStatus.Suspended ? new(activity, past.SuspendedAt, "charter-suspended", Tone.Bad)
            : past.Status is AccreditationStatus.Withdrawn ? new(activity, past.SuspendedAt, "charter-withdrawn", Tone.Bad)
            : new(activity, past.ValidTo, "charter-over", Tone.Bad);
    }
}
