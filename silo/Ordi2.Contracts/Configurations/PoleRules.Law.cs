using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recycling;

namespace Ordi2.Contracts.Configurations;

/// <summary>The highest solidarity price of one kind of machine, VAT included (domain.md 2.3).</summary>
/// <param name="Type">The kind of machine.</param>
/// <param name="Cents">Euro cents, 0 to 1,000,000.</param>
[GenerateSerializer, Immutable, Alias("ordi2.price-cap")]
public sealed record PriceCap(
    [property: Id(0)] DeviceType Type,
    [property: Id(1)] int Cents);

/// <summary>What counts as a wipe of one kind of medium (domain.md 2.8).</summary>
/// <param name="Kind">The kind of medium.</param>
/// <param name="Method">A method that is accepted for it.</param>
[GenerateSerializer, Immutable, Alias("ordi2.accepted-wipe")]
public sealed record AcceptedWipe(
    [property: Id(0)] MediumKind Kind,
    [property: Id(1)] WipeMethod Method);

/// <summary>Which paper goes with a batch to a recycler (domain.md 2.9).</summary>
/// <param name="Recycler">The recycler.</param>
/// <param name="Document">The paper.</param>
[GenerateSerializer, Immutable, Alias("ordi2.recycler-paper")]
public sealed record RecyclerPaper(
    [property: Id(0)] OrganisationId Recycler,
    [property: Id(1)] TraceabilityDocument Document);

/// <summary>What the programme of licences asks for when Windows is installed (domain.md 2.10, to verify).</summary>
[GenerateSerializer, Immutable, Alias("ordi2.licence-rules")]
public sealed record LicenceRules
{
    /// <summary>Whether a new COA label is stuck on.</summary>
    [Id(0)]
    public bool NewCoa { get; init; } = true;

    /// <summary>Whether the number of the old COA label is reported.</summary>
    [Id(1)]
    public bool OldCoa { get; init; }
}

public sealed partial record PoleRules
{
    /// <summary>Net weight of a batch may differ from the nominal one by so many percent before somebody confirms it, 0 to 100.</summary>
    [Id(20)]
    public int WeightTolerancePercent { get; init; } = 25;

    /// <summary>Factors of impact, expected years and nominal weights.</summary>
    [Id(21)]
    public ImpactFactorSet Impact { get; init; } = new();

    /// <summary>Highest value in cents of one item that a public body may give (D. 3212-3 CGPPP), 0 to 100,000,000.</summary>
    [Id(22)]
    public int PublicUnitValueCents { get; init; } = 30_000;

    /// <summary>Items older than this stand outside of the ratio of re-use of a public body (décret 2023-266), 1 to 50 years.</summary>
    [Id(23)]
    public int ReuseOldestYears { get; init; } = 10;

    /// <summary>Highest prices by kind of machine where the law caps them (decree of 7 November 2022); a kind that is not listed has the cap as shipped, and 0 where there is none either. To ask nothing for a kind, list it with 0.</summary>
    [Id(24)]
    public ImmutableArray<PriceCap> PriceCaps { get; init; } =
    [
        new(DeviceType.Laptop, 18_000),
        new(DeviceType.Desktop, 15_000),
        new(DeviceType.AllInOne, 15_000),
        new(DeviceType.Tablet, 10_000),
        new(DeviceType.Phone, 10_000),
        new(DeviceType.Monitor, 3_000),
        new(DeviceType.Printer, 3_000),
        new(DeviceType.Multifunction, 17_000),
    ];

    /// <summary>Why a machine may be refused at the door; 1 to 50 codes. A legal act refers to this version of the list (domain.md 2.9).</summary>
    [Id(25)]
    public ImmutableArray<string> RefusalReasons { get; init; } = ["too-old", "crt", "broken", "locked", "dangerous", "not-in-gift", "other"];

    /// <summary>Whether the supervisor confirms what operators in training send to parts or to recycling.</summary>
    [Id(26)]
    public bool TrainingMode { get; init; } = true;

    /// <summary>Which wipes are accepted; a pole may leave some out, it cannot accept one that does not reach the medium.</summary>
    [Id(27)]
    public ImmutableArray<AcceptedWipe> Wipes { get; init; } =
    [
        new(MediumKind.Hdd, WipeMethod.Overwrite),
        new(MediumKind.Hdd, WipeMethod.DeviceSanitize),
        new(MediumKind.Hdd, WipeMethod.CryptoErase),
        new(MediumKind.SataSsd, WipeMethod.DeviceSanitize),
        new(MediumKind.SataSsd, WipeMethod.CryptoErase),
        new(MediumKind.Nvme, WipeMethod.DeviceSanitize),
        new(MediumKind.Nvme, WipeMethod.CryptoErase),
        new(MediumKind.Emmc, WipeMethod.DeviceSanitize),
        new(MediumKind.Sd, WipeMethod.DeviceSanitize),
    ];

    /// <summary>Waste codes that a batch may have (domain.md 2.9, under revision): <c>16 02 13*</c>; 1 to 50.</summary>
    [Id(28)]
    public ImmutableArray<string> WasteCodes { get; init; } =
    [
        "16 02 13*", "16 02 14", "16 02 15*", "16 02 16", "16 06 01*", "16 06 02*", "16 06 03*", "16 06 04", "16 06 05", "20 01 33*", "20 01 34", "20 01 35*", "20 01 36",
    ];

    /// <summary>The paper that goes with a batch to each recycler; one that is not listed gets the paper that the hand-over names.</summary>
    [Id(29)]
    public ImmutableArray<RecyclerPaper> RecyclerPapers { get; init; } = [];

    /// <summary>What the programme of licences asks for.</summary>
    [Id(30)]
    public LicenceRules Licences { get; init; } = new();

    /// <summary>Share of reformed items that a public body directs to re-use (décret 2023-266), 0 to 100 percent. Attestations name it.</summary>
    [Id(31)]
    public int ReuseSharePercent { get; init; } = 50;
}
