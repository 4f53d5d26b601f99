using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>What the placement of a machine avoids, by the factor set in force (domain.md 9.2). Counted once; what came back too soon is taken back.</summary>
public static class ImpactRule
{
    /// <summary>What is counted now; nothing for a kind without factor, a grade without expected years, or a machine that was counted before.</summary>
    public static CountedImpact? AtPlacement(Machine machine, PoleRules rules, DateTimeOffset placedAt)
    {
        var factor = rules.Impact.Factors.FirstOrDefault(one => one.Type == machine.Type);
        var years = rules.Impact.Years.FirstOrDefault(one => one.Grade == machine.Grade)?.Years;

        if (machine.Impact is not null || factor is null || years is not { } expected)
        {
            return null;
        }

        var low = Share(factor.LowPercent);

        // A part that came from no other machine was made for it: it costs what a new part costs.
        var parts = machine.Parts.IsEmpty ? PartsUsed.None : machine.Parts.Any(part => part.From is null) ? PartsUsed.New : PartsUsed.SecondHand;

        return new(
            rules.Impact.FactorSetVersion,
            expected,
            parts is PartsUsed.New ? low : (long)factor.GramsPerYear * expected,
            low,
            Share(factor.HighPercent),
            placedAt.AddMonths(rules.ImpactReversalMonths),
            parts);

        long Share(int percent) => (long)factor.EmbodiedGramsPerYear * expected * percent / 100;
    }

    /// <summary>What a placement counted that is older than the counting: by the factors as shipped. One that was counted says until when its warranty lasts, or what it avoids.</summary>
    public static CountedImpact? OfOldPlacement(Machine machine, PlacedWithPartner placed, DateTimeOffset placedAt) =>
        placed is { Impact: null, WarrantyUntil: null } ? AtPlacement(machine, PoleRules.Default, placedAt) : null;

    /// <summary>Whether a return at this moment takes back what was counted.</summary>
    public static bool IsReversed(Machine machine, DateTimeOffset returnedAt) => machine.Impact is { } counted && returnedAt < counted.ReversedBefore;
}
