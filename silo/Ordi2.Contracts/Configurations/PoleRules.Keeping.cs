using System.Collections.Immutable;
using Ordi2.Contracts.Machines;

namespace Ordi2.Contracts.Configurations;

/// <summary>What a public body may count a received gift for in its declaration of public purchase (AGEC art. 58, décret 2024-134; domain.md 2.5).</summary>
/// <param name="Type">The kind of machine.</param>
/// <param name="UnderYears">Only of a machine younger than so many years, 1 to 50.</param>
/// <param name="Cents">Lump value in cents, 0 to 1,000,000.</param>
[GenerateSerializer, Immutable, Alias("ordi2.lump-value")]
public sealed record LumpValue(
    [property: Id(0)] DeviceType Type,
    [property: Id(1)] int UnderYears,
    [property: Id(2)] int Cents);

/// <summary>A share that holds from a year on, until another one does.</summary>
/// <param name="FromYear">First year, 2000 to 2999.</param>
/// <param name="Percent">0 to 100.</param>
[GenerateSerializer, Immutable, Alias("ordi2.yearly-share")]
public sealed record YearlyShare(
    [property: Id(0)] int FromYear,
    [property: Id(1)] int Percent);

public sealed partial record PoleRules
{
    /// <summary>How long what is kept is kept.</summary>
    [Id(32)]
    public RetentionRules Retention { get; init; } = new();

    /// <summary>Lump values of gifts that a public body received; a kind that is not listed, or that is too old, has none. At most one of a kind.</summary>
    [Id(33)]
    public ImmutableArray<LumpValue> LumpValues { get; init; } = [new(DeviceType.Laptop, 5, 20_000)];

    /// <summary>
    /// Least share of re-used goods in the public purchase of computers and telephones, by year (décret 2024-134: steps of 2024, 2027
    /// and 2030). Empty as shipped: the percentages are to be verified, and a deed names none that nobody verified.
    /// </summary>
    [Id(34)]
    public ImmutableArray<YearlyShare> PurchaseShares { get; init; } = [];

    /// <summary>The shares of re-use that held before <see cref="ReuseSharePercent"/> (décret 2023-266), the earliest first; from 2025 on that one holds.</summary>
    [Id(35)]
    public ImmutableArray<YearlyShare> EarlierReuseShares { get; init; } = [new(2023, 25), new(2024, 35)];

    /// <summary>First year of <see cref="ReuseSharePercent"/>, 2000 to 2999.</summary>
    [Id(36)]
    public int ReuseShareFrom { get; init; } = 2025;

    /// <summary>At most so many of a hundred placed machines may come back under warranty in a year, 0 to 100; practice is 4 (domain.md 1.8). The report of the pole says whether it was kept.</summary>
    [Id(37)]
    public int NonConformityPercent { get; init; } = 4;

    /// <summary>Days in stock after which a machine is shown as aged, 1 to 1,800; it is looked at again after <see cref="StockMonths"/>.</summary>
    [Id(38)]
    public int AgedStockDays { get; init; } = 60;

    /// <summary>A workshop with fewer operators than this may check without a second person, and the machine says so (invariant 10); 1 to <see cref="SecondPersonAlwaysFrom"/>.</summary>
    [Id(39)]
    public int SecondPersonFromOperators { get; init; } = SecondPersonAlwaysFrom;

    /// <summary>In a workshop with so many operators another person always checks, whatever a pole sets (invariant 10: fewer than 3).</summary>
    public const int SecondPersonAlwaysFrom = 3;
}
