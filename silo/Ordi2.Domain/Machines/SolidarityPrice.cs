using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Donations;

namespace Ordi2.Domain.Machines;

/// <summary>
/// What may be asked for a machine that becomes somebody's own. Resale is forbidden whatever the price; the capped solidarity price is the one
/// exception, for an association that is recognised for it (D. 3212-3 CGPPP; domain.md 2.3 and 12.4, point 8).
/// </summary>
public static class SolidarityPrice
{
    /// <summary>Why it may not be asked, or nothing.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="donation">The gift that it came with, if known.</param>
    /// <param name="rules">Of the pole, as they are now.</param>
    /// <param name="category">What the new owner is recognised for.</param>
    /// <param name="priceCents">What is asked, in euro cents; nothing for a gift.</param>
    public static Refusal? Stops(Machine machine, DonationTerms? donation, PoleRules rules, RecipientCategory? category, int? priceCents) => priceCents switch
    {
        null or 0 => null,
        < 0 => Refusal.Invalid("price-negative"),
        { } price when CapOf(machine, donation, rules) is { } cap && price > cap => Refusal.Conflict("price-over-cap", (cap / 100).ToString(CultureInfo.InvariantCulture)),
        _ when machine.Restrictions is { ResaleForbidden: true, MaxPriceCents: null } => Refusal.Conflict("resale-forbidden"),
        _ when machine.Restrictions.ResaleForbidden && !ActsForPeopleInHardship(category) => Refusal.Conflict("resale-forbidden"),
        _ => null,
    };

    /// <summary>The cap that came with the machine, and the one that the table has now for what it turned out to be: the lower of the two. What came without a cap gets none.</summary>
    private static int? CapOf(Machine machine, DonationTerms? donation, PoleRules rules) =>
        machine.Restrictions.MaxPriceCents is not { } most ? null
        : donation is not null && DonationRestrictions.IsPublic(donation.LegalBasis) && machine.Type is not DeviceType.Unknown ? Math.Min(most, rules.PriceCapOf(machine.Type))
        : most;

    private static bool ActsForPeopleInHardship(RecipientCategory? category) => category
        is RecipientCategory.PublicUtility or RecipientCategory.GeneralInterestInclusion or RecipientCategory.AssistanceAssociation;
}
