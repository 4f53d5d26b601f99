using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Offices;

/// <summary>A figure that is never one number only: a range, its source and the version of its factors (domain.md 9.2).</summary>
/// <param name="Machines">How many were counted: each once, at its placement.</param>
/// <param name="KgCo2e">The figure in the middle, whole kg.</param>
/// <param name="LowKgCo2e">Lowest.</param>
/// <param name="HighKgCo2e">Highest.</param>
/// <param name="FactorSetVersion">Which factors; several where machines were counted with several.</param>
/// <param name="ExpectedYears">Years of use that were counted for a machine, at most.</param>
/// <param name="Source">The line that stands beside the figure.</param>
public sealed record ImpactRange(int Machines, decimal KgCo2e, decimal LowKgCo2e, decimal HighKgCo2e, string FactorSetVersion, int ExpectedYears, string Source);

/// <summary>CO₂e avoided by machines that found another user, as each was counted. What was scrapped, refused or still waits is not counted.</summary>
public static class Impact
{
    /// <summary>The sum of what was counted.</summary>
    /// <param name="machines">What was counted of each machine, if anything.</param>
    /// <param name="set">The factors in force: their source, and their name where nothing was counted yet.</param>
    public static ImpactRange Of(IEnumerable<CountedImpact?> machines, ImpactFactorSet set)
    {
        var counted = machines.OfType<CountedImpact>().ToArray();
        var sets = counted.Select(one => one.FactorSetVersion).DefaultIfEmpty(set.FactorSetVersion).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        return new(
            counted.Length,
            Kilograms(counted.Sum(one => one.Grams)),
            Kilograms(counted.Sum(one => one.LowGrams)),
            Kilograms(counted.Sum(one => one.HighGrams)),
            string.Join(", ", sets),
            counted.Select(one => one.ExpectedYears).DefaultIfEmpty(0).Max(),
            set.Source);
    }

    private static decimal Kilograms(long grams) => decimal.Round(grams / 1000m, 0, MidpointRounding.AwayFromZero);
}
