using System.Collections.Immutable;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Configurations;

namespace Ordi2.Domain.Donations;

/// <summary>What the law demands of every machine of a gift, for life (domain.md 2.1 to 2.4).</summary>
public static class DonationRestrictions
{
    private static readonly Restrictions AssociationsOfPublicGifts = new()
    {
        ResaleForbidden = true,
        AllowedRecipients =
        [
            RecipientCategory.ParentsAssociation,
            RecipientCategory.TutoringAssociation,
            RecipientCategory.PublicUtility,
            RecipientCategory.EsusReuse,
            RecipientCategory.GeneralInterestInclusion,
            RecipientCategory.StudentAssociation,
        ],
        StatutoryPurposeOnly = true,
        ReuseProofDue = true,
    };

    // Never resold at all: without a cap there is no solidarity price either.
    private static readonly Restrictions AssistanceOfPublicGifts = new()
    {
        ResaleForbidden = true,
        AllowedRecipients = [RecipientCategory.AssistanceAssociation],
        StatutoryPurposeOnly = true,
        ReuseProofDue = true,
    };

    /// <summary>By legal basis; the cap is the highest of the table, the kind of a machine caps it further.</summary>
    public static Restrictions Of(LegalBasis basis, PoleRules rules) => basis switch
    {
        LegalBasis.CgpppL321223 => AssociationsOfPublicGifts with { MaxPriceCents = rules.PriceCaps.Select(cap => rules.PriceCapOf(cap.Type)).DefaultIfEmpty().Max() },
        LegalBasis.CgpppL321222 => AssistanceOfPublicGifts,
        _ => Restrictions.None,
    };

    public static bool IsPublic(LegalBasis basis) => basis is LegalBasis.CgpppL321223 or LegalBasis.CgpppL321222;

    /// <summary>The restrictions of one machine of the donation: where the price is capped, its kind may cap it further.</summary>
    public static Restrictions ForMachine(DonationTerms donation, DeviceType type, PoleRules rules) =>
        donation.Restrictions.MaxPriceCents is { } most && IsPublic(donation.LegalBasis) && type is not DeviceType.Unknown
            ? donation.Restrictions with { MaxPriceCents = Math.Min(most, rules.PriceCapOf(type)) }
            : donation.Restrictions;

    /// <summary>Whether nothing of what was forbidden before becomes allowed (invariant 6).</summary>
    public static bool AreAtLeastAsTight(Restrictions next, Restrictions before) =>
        (next.ResaleForbidden || !before.ResaleForbidden)
        && (next.StatutoryPurposeOnly || !before.StatutoryPurposeOnly)
        && (next.ReuseProofDue || !before.ReuseProofDue)
        && PriceIsAtLeastAsTight(next, before)
        && RecipientsAreAtLeastAsTight(next.AllowedRecipients, before.AllowedRecipients);

    /// <summary>
    /// A cap never goes away and never grows. Under a ban on resale without cap there is no solidarity price, and a cap would open one.
    /// </summary>
    private static bool PriceIsAtLeastAsTight(Restrictions next, Restrictions before) => (before.MaxPriceCents, next.MaxPriceCents) switch
    {
        (null, null) => true,
        (null, { }) => !before.ResaleForbidden,
        ({ } most, { } wanted) => wanted <= most,
        ({ }, null) => false,
    };

    private static bool RecipientsAreAtLeastAsTight(ImmutableArray<RecipientCategory> next, ImmutableArray<RecipientCategory> before) =>
        before.IsEmpty || (!next.IsEmpty && next.All(before.Contains));
}
