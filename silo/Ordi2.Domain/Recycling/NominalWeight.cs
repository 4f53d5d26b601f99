using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Recycling;

/// <summary>What a machine weighs when nobody weighed it (domain.md 9.3, UNU-KEYS).</summary>
public static class NominalWeight
{
    private const int TolerancePercent = 25;

    /// <summary>In grams; nothing for a kind without a figure.</summary>
    public static int? Grams(DeviceType type) => type switch
    {
        DeviceType.Laptop => 2_000,
        DeviceType.Desktop => 8_770,
        DeviceType.Monitor => 5_500,
        DeviceType.Printer => 10_300,
        DeviceType.Phone => 90,
        DeviceType.Accessory => 400,
        _ => null,
    };

    /// <summary>Of all together; nothing where one of them has no figure, or where there are none.</summary>
    public static long? Grams(IEnumerable<DeviceType> types)
    {
        long? sum = null;

        foreach (var type in types)
        {
            if (Grams(type) is not { } grams)
            {
                return null;
            }

            sum = (sum ?? 0) + grams;
        }

        return sum;
    }

    public static bool IsNear(long netGrams, long nominalGrams) => Math.Abs(netGrams - nominalGrams) * 100 <= nominalGrams * TolerancePercent;
}
