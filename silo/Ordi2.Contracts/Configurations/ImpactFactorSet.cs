using System.Collections.Immutable;
using Ordi2.Contracts.Machines;

namespace Ordi2.Contracts.Configurations;

/// <summary>What the re-use of one kind of machine avoids (domain.md 9.2).</summary>
/// <param name="Type">The kind of machine.</param>
/// <param name="GramsPerYear">g CO₂e avoided per year of use, 0 to 10,000,000.</param>
/// <param name="EmbodiedGramsPerYear">g CO₂e per year of a new one: manufacture, distribution and end of life over its usual years, 0 to 10,000,000.</param>
/// <param name="LowPercent">Lowest share of the embodied figure that refurbishing avoids, 0 to 100.</param>
/// <param name="HighPercent">Highest share, <paramref name="LowPercent"/> to 100.</param>
[GenerateSerializer, Immutable, Alias("ordi2.impact-factor")]
public sealed record ImpactFactor(
    [property: Id(0)] DeviceType Type,
    [property: Id(1)] int GramsPerYear,
    [property: Id(2)] int EmbodiedGramsPerYear,
    [property: Id(3)] int LowPercent,
    [property: Id(4)] int HighPercent);

/// <summary>Years of use that are expected of a grade.</summary>
/// <param name="Grade">The grade.</param>
/// <param name="Years">Years, 1 to 20.</param>
[GenerateSerializer, Immutable, Alias("ordi2.expected-years")]
public sealed record ExpectedYears(
    [property: Id(0)] Grade Grade,
    [property: Id(1)] int Years);

/// <summary>What one machine of a kind weighs where nobody weighed it (domain.md 9.3).</summary>
/// <param name="Type">The kind of machine.</param>
/// <param name="Grams">Grams, 1 to 200,000.</param>
[GenerateSerializer, Immutable, Alias("ordi2.nominal-weight")]
public sealed record NominalWeight(
    [property: Id(0)] DeviceType Type,
    [property: Id(1)] int Grams);

/// <summary>The factors of impact and weight under one name: a figure names the set that it was made with (domain.md 9).</summary>
[GenerateSerializer, Immutable, Alias("ordi2.impact-factor-set")]
public sealed record ImpactFactorSet
{
    /// <summary>Name of the set; another set has another name. At most 64 characters.</summary>
    [Id(0)]
    public string FactorSetVersion { get; init; } = "ademe-2022-09";

    /// <summary>The line that stands beside each figure.</summary>
    [Id(1)]
    public string Source { get; init; } = "ADEME, produits reconditionnés, septembre 2022 ; fourchette selon les pièces changées et la durée d'usage";

    /// <summary>What is avoided by kind; a kind that is not listed is not counted. Desktop and screen are derived (to verify).</summary>
    [Id(2)]
    public ImmutableArray<ImpactFactor> Factors { get; init; } =
    [
        new(DeviceType.Laptop, 27_000, 37_100, 43, 97),
        new(DeviceType.Desktop, 25_700, 35_200, 43, 97),
        new(DeviceType.AllInOne, 25_700, 35_200, 43, 97),
        new(DeviceType.Monitor, 8_500, 11_600, 43, 97),
        new(DeviceType.Phone, 24_600, 34_100, 64, 87),
    ];

    /// <summary>Years of use by grade.</summary>
    [Id(3)]
    public ImmutableArray<ExpectedYears> Years { get; init; } = [new(Grade.A, 3), new(Grade.B, 3), new(Grade.C, 3)];

    /// <summary>Nominal weights (UNU-KEYS); a kind that is not listed has none.</summary>
    [Id(4)]
    public ImmutableArray<NominalWeight> Weights { get; init; } =
    [
        new(DeviceType.Laptop, 2_000),
        new(DeviceType.Desktop, 8_770),
        new(DeviceType.Monitor, 5_500),
        new(DeviceType.Printer, 10_300),
        new(DeviceType.Multifunction, 10_300),
        new(DeviceType.Phone, 90),
        new(DeviceType.Accessory, 400),
    ];
}
