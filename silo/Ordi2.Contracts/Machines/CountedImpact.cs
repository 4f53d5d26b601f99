namespace Ordi2.Contracts.Machines;

/// <summary>What the re-use of one machine avoids, as it was counted once, at its placement (domain.md 9.2). A figure in the middle and its range.</summary>
/// <param name="FactorSetVersion">The set of factors that it was counted with.</param>
/// <param name="ExpectedYears">Years of use that were counted.</param>
/// <param name="Grams">g CO₂e avoided.</param>
/// <param name="LowGrams">Lowest.</param>
/// <param name="HighGrams">Highest.</param>
/// <param name="ReversedBefore">A return before this moment takes it back.</param>
[GenerateSerializer, Immutable, Alias("ordi2.counted-impact")]
public sealed record CountedImpact(
    [property: Id(0)] string FactorSetVersion,
    [property: Id(1)] int ExpectedYears,
    [property: Id(2)] long Grams,
    [property: Id(3)] long LowGrams,
    [property: Id(4)] long HighGrams,
    [property: Id(5)] DateTimeOffset ReversedBefore);
