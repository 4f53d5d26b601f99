using System.Collections.Immutable;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Donations;

/// <summary>What travels with a machine for life can be tightened, never removed (domain.md 2.1, invariant 6).</summary>
public static class RestrictionRules
{
    /// <summary>Both restrictions at once.</summary>
    public static Restrictions Tighten(Restrictions current, Restrictions added) => ReferenceEquals(added, Restrictions.None)
        ? current
        : new Restrictions
        {
            ResaleForbidden = current.ResaleForbidden || added.ResaleForbidden,
            MaxPriceCents = (current.MaxPriceCents, added.MaxPriceCents) switch
            {
                ({ } a, { } b) => Math.Min(a, b),
                var (a, b) => a ?? b,
            },
            AllowedRecipients = Common(current.AllowedRecipients, added.AllowedRecipients),
            StatutoryPurposeOnly = current.StatutoryPurposeOnly || added.StatutoryPurposeOnly,
            ReuseProofDue = current.ReuseProofDue || added.ReuseProofDue,
        };

    /// <summary>Whether nothing of <paramref name="before"/> was loosened.</summary>
    public static bool IsAtLeastAsTight(Restrictions after, Restrictions before) =>
        (after.ResaleForbidden || !before.ResaleForbidden)
        && (before.MaxPriceCents is null || after.MaxPriceCents <= before.MaxPriceCents)
        && (before.AllowedRecipients.IsEmpty
            || (!after.AllowedRecipients.IsEmpty
                && after.AllowedRecipients.All(category => category == RecipientCategory.None || before.AllowedRecipients.Contains(category))))
        && (after.StatutoryPurposeOnly || !before.StatutoryPurposeOnly)
        && (after.ReuseProofDue || !before.ReuseProofDue);

    /// <summary>May an organisation of that category receive it?</summary>
    public static bool Allows(Restrictions restrictions, RecipientCategory category) =>
        restrictions.AllowedRecipients.IsEmpty || (category != RecipientCategory.None && restrictions.AllowedRecipients.Contains(category));

    // Empty means everybody; nobody is written as the one category that no receiver has.
    private static ImmutableArray<RecipientCategory> Common(ImmutableArray<RecipientCategory> a, ImmutableArray<RecipientCategory> b)
    {
        if (a.IsEmpty || b.IsEmpty)
        {
            return a.IsEmpty ? b : a;
        }

        ImmutableArray<RecipientCategory> common = [.. a.Intersect(b).Order()];
        return common.IsEmpty ? [RecipientCategory.None] : common;
    }
}
