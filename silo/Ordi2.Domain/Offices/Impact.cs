using System.Collections.Immutable;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Offices;

/// <summary>What the re-use of one kind of machine avoids.</summary>
/// <param name="KgPerYear">kg CO₂e avoided per year of use.</param>
/// <param name="EmbodiedPerYear">kg CO₂e per year of a new one: manufacture, distribution, end of life over its usual years.</param>
/// <param name="Low">Lowest share of it that refurbishing avoids.</param>
/// <param name="High">Highest share.</param>
public sealed record ImpactFactor(decimal KgPerYear, decimal EmbodiedPerYear, decimal Low, decimal High);

/// <summary>A figure that is never one number only: a range, its source and the version of its factors (domain.md 9.2).</summary>
/// <param name="Machines">How many were counted: those that are placed, each once.</param>
/// <param name="KgCo2e">The figure in the middle, whole kg.</param>
/// <param name="LowKgCo2e">Lowest.</param>
/// <param name="HighKgCo2e">Highest.</param>
/// <param name="FactorSetVersion">Which factors.</param>
/// <param name="ExpectedYears">Years of use that are counted.</param>
/// <param name="Source">The line that stands beside the figure.</param>
public sealed record ImpactRange(int Machines, decimal KgCo2e, decimal LowKgCo2e, decimal HighKgCo2e, string FactorSetVersion, int ExpectedYears, string Source);

/// <summary>CO₂e avoided by machines that found another user. What was scrapped, refused or still waits is not counted.</summary>
public static class Impact
{
    public const string FactorSetVersion = "ademe-2022-09";
    public const int ExpectedYears = 3;
    private const string Source = "ADEME, produits reconditionnés, septembre 2022 ; fourchette selon les pièces changées et la durée d'usage";

    private static readonly ImmutableDictionary<DeviceType, ImpactFactor> Factors = new Dictionary<DeviceType, ImpactFactor>
    {
        [DeviceType.Laptop] = new(27m, 37.1m, 0.43m, 0.97m),
        [DeviceType.Desktop] = new(25.7m, 35.2m, 0.43m, 0.97m),
        [DeviceType.AllInOne] = new(25.7m, 35.2m, 0.43m, 0.97m),
        [DeviceType.Monitor] = new(8.5m, 11.6m, 0.43m, 0.97m),
        [DeviceType.Phone] = new(24.6m, 34.1m, 0.64m, 0.87m),
    }.ToImmutableDictionary();

    public static ImpactRange Of(IEnumerable<(DeviceType Type, MachineStatus Status)> machines)
    {
        var counted = machines.Where(machine => machine.Status is MachineStatus.Placed && Factors.ContainsKey(machine.Type)).Select(machine => Factors[machine.Type]).ToArray();

        return new(
            counted.Length,
            Whole(counted.Sum(factor => factor.KgPerYear)),
            Whole(counted.Sum(factor => factor.EmbodiedPerYear * factor.Low)),
            Whole(counted.Sum(factor => factor.EmbodiedPerYear * factor.High)),
            FactorSetVersion,
            ExpectedYears,
            Source);
    }

    private static decimal Whole(decimal perYear) => decimal.Round(perYear * ExpectedYears, 0, MidpointRounding.AwayFromZero);
}
