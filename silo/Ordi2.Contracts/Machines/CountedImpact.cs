namespace Ordi2.Contracts.Machines;

/// <summary>What the re-use of one machine avoids, as it was counted once, at its placement (domain.md 9.2). A figure in the middle and its range.</summary>
/// <param name="FactorSetVersion">The set of factors that it was counted with.</param>
/// <param name="ExpectedYears">Years of use that were counted.</param>
/// <param name="Grams">g CO₂e avoided.</param>
/// <param name="LowGrams">Lowest.</param>
/// <param name="HighGrams">Highest.</param>
/// <param name="ReversedBefore">A return before this moment takes it back.</param>
/// <param name="Parts">By which parts it was repaired: the line of the factors that was used.</param>
[GenerateSerializer, Immutable, Alias("ordi2.counted-impact")]
public sealed record CountedImpact(
    [property: Id(0)] string FactorSetVersion,
    [property: Id(1)] int ExpectedYears,
    [property: Id(2)] long Grams,
    [property: Id(3)] long LowGrams,
    [property: Id(4)] long HighGrams,
    [property: Id(5)] DateTimeOffset ReversedBefore,
    [property: Id(6)] PartsUsed Parts = PartsUsed.None);

/// <summary>The parts that a machine was repaired with: second-hand ones weigh less than new ones (domain.md 9.2).</summary>
[Alias("ordi2.parts-used")]
public enum PartsUsed
{
    /// <summary>None was changed.</summary>
    None = 0,

    /// <summary>All of them came from other machines.</summary>
    SecondHand,

    /// <summary>At least one was made for it.</summary>
    New,
}
