using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Parts;

namespace Ordi2.Domain.Machines;

/// <summary>Which parts may be put into a machine.</summary>
internal static class PartRules
{
    public static Refusal? PartIsKnown(Case<FitPart> about) => Known(about, [about.Command.Part]);

    public static Refusal? PartIsHere(Case<FitPart> about) => Here(about, [about.Command.Part]);

    public static Refusal? PartIsInStock(Case<FitPart> about) => InStock(about, [about.Command.Part]);

    public static Refusal? PartIsNotFittedYet(Case<FitPart> about) => about.Machine.Has(about.Command.Part)
        ? Refusal.Conflict("part-not-in-stock", about.Command.Part.Text, PartStatus.Fitted.Code())
        : null;

    public static Refusal? MediumOfThePartIsClean(Case<FitPart> about) => about.Command.AlreadyFitted ? null : Clean(about, [about.Command.Part]);

    public static Refusal? PartsUsedAreKnown(Case<CloseRepair> about) => Known(about, about.Command.PartsUsed);

    public static Refusal? PartsUsedAreHere(Case<CloseRepair> about) => Here(about, about.Command.PartsUsed);

    public static Refusal? PartsUsedAreInStock(Case<CloseRepair> about) => InStock(about, about.Command.PartsUsed);

    public static Refusal? MediaOfThePartsAreClean(Case<CloseRepair> about) => Clean(about, about.Command.PartsUsed);

    private static Refusal? Known(Case about, ImmutableArray<PartId> parts)
    {
        foreach (var part in parts)
        {
            if (about.Circumstances.PartOf(part) is null)
            {
                return Refusal.NotFound("part-unknown", part.Text);
            }
        }

        return null;
    }

    private static Refusal? Here(Case about, ImmutableArray<PartId> parts)
    {
        foreach (var part in parts)
        {
            if (about.Circumstances.PartOf(part)!.Holder != about.Caller.Organisation)
            {
                return Refusal.Forbidden("part-of-another-workshop", part.Text);
            }
        }

        return null;
    }

    private static Refusal? InStock(Case about, ImmutableArray<PartId> parts)
    {
        foreach (var part in parts)
        {
            var terms = about.Circumstances.PartOf(part)!;

            if (terms.Status is PartStatus.Scrapped || (terms.Status == PartStatus.Fitted && terms.In != about.Id))
            {
                return Refusal.Conflict("part-not-in-stock", part.Text, terms.Status.Code());
            }
        }

        return null;
    }

    private static Refusal? Clean(Case about, ImmutableArray<PartId> parts)
    {
        foreach (var part in parts)
        {
            if (about.Circumstances.PartOf(part)! is { Medium: not null, MediumState: not (MediumState.Cleared or MediumState.Purged) })
            {
                return Refusal.Conflict("disk-not-wiped", part.Text);
            }
        }

        return null;
    }
}
