using System.Collections.Immutable;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Machines;

/// <summary>What is inside a machine and what may be done with it next, for one who looks at it. Nothing changes by looking.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.machine-look")]
public sealed record MachineLook
{
    /// <summary>Its storage media, those that were destroyed or taken out among them.</summary>
    [Id(0)]
    public ImmutableArray<SeenMedium> Media { get; init; } = [];

    /// <summary>The parts that were fitted, the oldest first.</summary>
    [Id(1)]
    public ImmutableArray<SeenPart> Parts { get; init; } = [];

    /// <summary>Every step that the role of the caller knows, in the order of the chain.</summary>
    [Id(2)]
    public ImmutableArray<NextStep> Steps { get; init; } = [];

    /// <summary>Somebody else says to have it, and the known holder has not answered.</summary>
    [Id(3)]
    public PendingClaim? Claim { get; init; }

    /// <summary>The scans that wait for a person.</summary>
    [Id(4)]
    public ImmutableArray<WaitingStep> Waiting { get; init; } = [];

    /// <summary>The recalls that ask for it.</summary>
    [Id(5)]
    public ImmutableArray<string> Recalls { get; init; } = [];

    /// <summary>Number of the last step in its history; the only one that may be corrected.</summary>
    [Id(6)]
    public long? LastStep { get; init; }

    /// <summary>Until then a defect is a matter of the warranty.</summary>
    [Id(7)]
    public DateTimeOffset? WarrantyUntil { get; init; }

    /// <summary>Where its triage sent it; nothing decided before.</summary>
    [Id(8)]
    public Route Route { get; init; }

    /// <summary>Two persons saw that it has no storage medium; of a kind that never holds one nobody is asked.</summary>
    [Id(9)]
    public bool SeenWithoutMedia { get; init; }

    /// <summary>The scan that took the last step; nothing where it followed from something else. A scan that only remarks something takes no step.</summary>
    [Id(10)]
    public Guid? LastScan { get; init; }
}

/// <summary>One storage medium and how far its data is gone.</summary>
/// <param name="Serial">As the audit saw it.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="SizeBytes">Size in bytes; 0 where unknown.</param>
/// <param name="State">State of its data.</param>
/// <param name="Soldered">Whether it cannot be taken out.</param>
[GenerateSerializer, Immutable, Alias("ordi2.seen-medium")]
public sealed record SeenMedium(
    [property: Id(0)] string Serial,
    [property: Id(1)] MediumKind Kind,
    [property: Id(2)] long SizeBytes,
    [property: Id(3)] MediumState State,
    [property: Id(4)] bool Soldered);

/// <summary>One part that was fitted.</summary>
/// <param name="Part">Its label.</param>
/// <param name="PartType">Kind of part.</param>
/// <param name="From">The machine that it was taken from.</param>
/// <param name="At">When it was fitted.</param>
[GenerateSerializer, Immutable, Alias("ordi2.seen-part")]
public sealed record SeenPart(
    [property: Id(0)] string Part,
    [property: Id(1)] string PartType,
    [property: Id(2)] MachineId? From,
    [property: Id(3)] DateTimeOffset At);

/// <summary>A step, and why not now.</summary>
/// <param name="Step">Its name.</param>
/// <param name="Why">What would be answered now whatever is filled in; nothing where it may be done.</param>
[GenerateSerializer, Immutable, Alias("ordi2.next-step")]
public sealed record NextStep(
    [property: Id(0)] string Step,
    [property: Id(1)] Refusal? Why);

/// <summary>A claim of custody that nobody has answered.</summary>
/// <param name="Claimant">Who says to have it.</param>
/// <param name="ConfirmedAfter">From then on silence is consent.</param>
/// <param name="Contested">The known holder objects.</param>
[GenerateSerializer, Immutable, Alias("ordi2.pending-claim")]
public sealed record PendingClaim(
    [property: Id(0)] OrganisationId Claimant,
    [property: Id(1)] DateTimeOffset ConfirmedAfter,
    [property: Id(2)] bool Contested);

/// <summary>A scan that waits for a person.</summary>
/// <param name="ScanId">Which one.</param>
/// <param name="Step">What it asked for.</param>
/// <param name="Why">Why it waits.</param>
/// <param name="By">Who scanned.</param>
/// <param name="At">When, by the device's clock.</param>
[GenerateSerializer, Immutable, Alias("ordi2.waiting-step")]
public sealed record WaitingStep(
    [property: Id(0)] Guid ScanId,
    [property: Id(1)] string Step,
    [property: Id(2)] Refusal Why,
    [property: Id(3)] OrganisationId By,
    [property: Id(4)] DateTimeOffset At);
