using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Parts;

/// <summary>Life of a part (domain.md 5).</summary>
[Alias("ordi2.part-status")]
public enum PartStatus
{
    /// <summary>In stock.</summary>
    InStock = 0,

    /// <summary>Fitted into a machine.</summary>
    Fitted,

    /// <summary>Taken out again.</summary>
    Removed,

    /// <summary>Scrapped.</summary>
    Scrapped,
}

/// <summary>The last trial of a part.</summary>
/// <param name="Works">Whether it does what it is for.</param>
/// <param name="At">When it was tried.</param>
/// <param name="How">How, and with what result.</param>
[GenerateSerializer, Immutable, Alias("ordi2.part-test")]
public sealed record PartTest(
    [property: Id(0)] bool Works,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string? How = null);

/// <summary>What others need to know of a part to decide.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.part-terms")]
public sealed record PartTerms
{
    /// <summary>Which part.</summary>
    [Id(0)]
    public required PartId Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public PartStatus Status { get; init; }

    /// <summary>Kind of part.</summary>
    [Id(2)]
    public required string Type { get; init; }

    /// <summary>Who has it.</summary>
    [Id(3)]
    public required OrganisationId Holder { get; init; }

    /// <summary>The machine that it was taken from.</summary>
    [Id(4)]
    public MachineId? From { get; init; }

    /// <summary>The machine that it sits in.</summary>
    [Id(5)]
    public MachineId? In { get; init; }

    /// <summary>The medium, when the part is one.</summary>
    [Id(6)]
    public AuditedMedium? Medium { get; init; }

    /// <summary>State of its data; meaningless for a part without medium.</summary>
    [Id(7)]
    public MediumState MediumState { get; init; }

    /// <summary>Whether an audit of the machine it came from listed the medium's serial (invariant 11).</summary>
    [Id(8)]
    public bool SerialSeenByAudit { get; init; }

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(9)]
    public long Version { get; init; }

    /// <summary>Since when it sits in that machine.</summary>
    [Id(10)]
    public DateTimeOffset? FittedAt { get; init; }

    /// <summary>Its last trial; nothing where nobody tried it yet.</summary>
    [Id(11)]
    public PartTest? Test { get; init; }
}
