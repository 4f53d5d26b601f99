using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Configurations;

namespace Ordi2.Domain.Recycling;

/// <summary>What machines weigh when nobody weighed them, by the factor set in force (domain.md 9.3).</summary>
public static class NominalWeights
{
    /// <summary>Of all together; nothing where one of them has no figure, or where there are none.</summary>
    public static long? Grams(PoleRules rules, IEnumerable<DeviceType> types)
    {
        long? sum = null;

        foreach (var type in types)
        {
            if (rules.NominalGramsOf(type) is not { } grams)
            {
                return null;
            }

            sum = (sum ?? 0) + grams;
        }

        return sum;
    }

    public static bool IsNear(PoleRules rules, long netGrams, long nominalGrams) =>
        Math.Abs(netGrams - nominalGrams) * 100 <= nominalGrams * rules.WeightTolerancePercent;
}
