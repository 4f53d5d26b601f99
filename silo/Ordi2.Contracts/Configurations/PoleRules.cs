using System.Collections.Immutable;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Machines;

namespace Ordi2.Contracts.Configurations;

/// <summary>What a machine must have for a profile.</summary>
/// <param name="Profile">Which profile.</param>
/// <param name="Cores">Cores of the processor, 1 to 256.</param>
/// <param name="MemoryBytes">Memory in bytes; less than what is sold, for the graphics take some.</param>
/// <param name="FlashBytes">Size of its SSD in bytes; disks that turn do not count.</param>
[GenerateSerializer, Immutable, Alias("ordi2.profile-threshold")]
public sealed record ProfileThreshold(
    [property: Id(0)] Profile Profile,
    [property: Id(1)] int Cores,
    [property: Id(2)] long MemoryBytes,
    [property: Id(3)] long FlashBytes);

/// <summary>The version of an official form.</summary>
/// <param name="Form">Its short name, for example <c>tax-receipt</c>.</param>
/// <param name="Number">Its number, for example <c>16216*02</c>.</param>
[GenerateSerializer, Immutable, Alias("ordi2.form-version")]
public sealed record FormVersion(
    [property: Id(0)] string Form,
    [property: Id(1)] string Number);

/// <summary>Until when the maker of a system mends its faults.</summary>
/// <param name="Plan">The system.</param>
/// <param name="Until">Last day of support.</param>
[GenerateSerializer, Immutable, Alias("ordi2.system-support")]
public sealed record SystemSupport(
    [property: Id(0)] OsPlan Plan,
    [property: Id(1)] DateOnly Until);

/// <summary>The rules that a pole may set (domain.md 12.1), with the values that hold where it has set none (12.2).</summary>
[GenerateSerializer, Immutable, Alias("ordi2.pole-rules")]
public sealed partial record PoleRules
{
    private const long Giga = 1_000_000_000;

    /// <summary>What holds where a pole has set nothing; version 0.</summary>
    public static readonly PoleRules Default = new();

    /// <summary>Number of this version, from 1; 0 is what holds where the pole has set nothing. Given by the system.</summary>
    [Id(0)]
    public int Version { get; init; }

    /// <summary>Days in which an EPN places a machine, 1 to 365.</summary>
    [Id(1)]
    public int PlacementDays { get; init; } = 30;

    /// <summary>Days for which an allocation is kept, 1 to 365.</summary>
    [Id(2)]
    public int AllocationDays { get; init; } = 60;

    /// <summary>How often a failed wipe is tried again, 0 to 10.</summary>
    [Id(3)]
    public int WipeRetries { get; init; } = 2;

    /// <summary>Whether another person than the installer checks the machine (invariant 10); where it is off, workshops with fewer than <see cref="SecondPersonAlwaysFrom"/> operators may do without, and the report says so.</summary>
    [Id(4)]
    public bool SecondPersonCheck { get; init; } = true;

    /// <summary>Version of the criteria of triage that is in force; a decision of triage names the one that it followed.</summary>
    [Id(5)]
    public string TriageCriteria { get; init; } = "2026-1";

    /// <summary>What a machine must have for each profile, the best profile first; initial proposal of domain.md 5 (to verify).</summary>
    [Id(6)]
    public ImmutableArray<ProfileThreshold> Profiles { get; init; } =
    [
        new(Profile.Multimedia, 4, 14 * Giga, 230 * Giga),
        new(Profile.Office, 2, 7 * Giga, 115 * Giga),
        new(Profile.LightWeb, 2, (3 * Giga) + 500_000_000, 57 * Giga),
    ];

    /// <summary>Grades that may leave the workshop; others are for parts.</summary>
    [Id(7)]
    public ImmutableArray<Grade> Grades { get; init; } = [Grade.A, Grade.B, Grade.C];

    /// <summary>Months of warranty, 0 to 60; practice is one year.</summary>
    [Id(8)]
    public int WarrantyMonths { get; init; } = 12;

    /// <summary>Months after which a machine in stock is looked at again, 1 to 60.</summary>
    [Id(9)]
    public int StockMonths { get; init; } = 12;

    /// <summary>Highest price in cents of any one machine where the law caps it, 0 to 1,000,000; left out, <see cref="PriceCaps"/> alone hold.</summary>
    [Id(10)]
    public int? PriceCapCents { get; init; }

    /// <summary>Length of a loan that is proposed to a partner in months, 1 to 60; practice is 12 to 24.</summary>
    [Id(11)]
    public int LoanMonths { get; init; } = 12;

    /// <summary>Versions of the official forms: <c>tax-receipt</c> for companies, <c>donation-receipt</c> for individuals, <c>financial-report</c> to a funder.</summary>
    [Id(12)]
    public ImmutableArray<FormVersion> Forms { get; init; } =
        [new("tax-receipt", "16216*02"), new("donation-receipt", "11580*05"), new("financial-report", "15059*02")];

    /// <summary>
    /// Until when installed systems are supported, each at most once; one that is not listed has no end that the pole knows. A machine in stock is
    /// looked at again after that day, and one whose system is past it is not handed to the stock (domain.md 4.3, transition 39).
    /// </summary>
    [Id(41)]
    public ImmutableArray<SystemSupport> SystemSupports { get; init; } = [];

    /// <summary>
    /// What the jury looks at where a call for projects names no criteria of its own, at most 30, each name once; where there are none here
    /// either, it gives points as a whole (domain.md 5). A call keeps those that it was written with.
    /// </summary>
    [Id(42)]
    public ImmutableArray<Criterion> JuryCriteria { get; init; } = [];
}
