using System.Collections.Immutable;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Donations;

/// <summary>What the law demands of every machine of a gift, for life (domain.md 2.1 to 2.4).</summary>
public static class DonationRestrictions
{
    /// <summary>Highest value of one item that a public body may give, in euro cents (D. 3212-3 CGPPP).</summary>
    public const int PublicUnitValueCents = 30_000;

    private static readonly Restrictions AssociationsOfPublicGifts = new()
    {
        ResaleForbidden = true,
        MaxPriceCents = PriceCapCents(DeviceType.Laptop),
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

    public static Restrictions Of(LegalBasis basis) => basis switch
    {
        LegalBasis.CgpppL321223 => AssociationsOfPublicGifts,
        LegalBasis.CgpppL321222 => AssistanceOfPublicGifts,
        _ => Restrictions.None,
    };

    public static bool IsPublic(LegalBasis basis) => basis is LegalBasis.CgpppL321223 or LegalBasis.CgpppL321222;

    /// <summary>
    /// Highest solidarity price of one kind of machine, VAT included, in euro cents (decree of 7 November 2022). What the decree does
    /// not name has none: its cap is 0.
    /// </summary>
    public static int PriceCapCents(DeviceType type) => type switch
    {
        DeviceType.Laptop => 18_000,
        DeviceType.Desktop or DeviceType.AllInOne => 15_000,
        DeviceType.Tablet or DeviceType.Phone => 10_000,
        DeviceType.Monitor or DeviceType.Printer => 3_000,
        _ => 0,
    };

    /// <summary>The restrictions of one machine of the donation: where the price is capped, its kind may cap it further.</summary>
    public static Restrictions ForMachine(DonationTerms donation, DeviceType type) =>
        donation.Restrictions.MaxPriceCents is { } most && IsPublic(donation.LegalBasis) && type is not DeviceType.Unknown
            ? donation.Restrictions with { MaxPriceCents = Math.Min(most, PriceCapCents(type)) }
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
