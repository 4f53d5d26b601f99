using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Configurations;

namespace Ordi2.Domain.Machines;

/// <summary>What a machine counts for that a public body receives as a gift (domain.md 2.5).</summary>
internal static class PublicGifts
{
    /// <summary>Nothing for who is no public body, and where the age of the machine is not known: only the donor said when it was bought.</summary>
    public static PublicGift? Of(Case about, OrganisationId to)
    {
        if (about.Circumstances.Of(to)?.Form is not (OrganisationForm.StateService or OrganisationForm.LocalAuthority))
        {
            return null;
        }

        var (rules, day) = (about.Circumstances.Rules, FrenchCalendar.DayOf(about.Scan.OccurredAt));
        var lines = about.Circumstances.Donation is { } gift && gift.Id == about.Machine.Donation ? gift.Announced.Where(line => line.Type == about.Machine.Type).ToArray() : [];

        // Which line a machine came with is not known: the oldest one speaks for all.
        var acquired = lines.Length > 0 && lines.All(line => line.AcquiredOn is not null) ? lines.Min(line => line.AcquiredOn) : null;

        return rules.LumpValueOf(about.Machine.Type, acquired, day) is { } cents ? new(cents, rules.PurchaseShareOf(day.Year), rules.Cited()) : null;
    }
}
