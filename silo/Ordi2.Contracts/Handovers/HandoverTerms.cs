using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Handovers;

/// <summary>Life of a handover between two organisations (domain.md 4.1, 4.4).</summary>
[Alias("ordi2.handover-status")]
public enum HandoverStatus
{
    /// <summary>One side says so; the other has not answered. Custody has not changed.</summary>
    Offered = 0,

    /// <summary>Both sides say so, or the other was silent for five working days.</summary>
    Confirmed,

    /// <summary>The other side objects: the pole decides machine by machine.</summary>
    Contested,

    /// <summary>Taken back by who said so.</summary>
    Withdrawn,
}

/// <summary>How a handover was confirmed.</summary>
[Alias("ordi2.handover-proof")]
public enum HandoverProof
{
    /// <summary>Not yet.</summary>
    Open = 0,

    /// <summary>The other side confirmed on a device of its own.</summary>
    OwnDevice,

    /// <summary>The other side signed on the device of the first with a short code.</summary>
    ByCode,

    /// <summary>Five working days of silence.</summary>
    BySilence,
}

/// <summary>What both sides and their poles may know of a handover. It never holds the code itself.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.handover-terms")]
public sealed record HandoverTerms
{
    /// <summary>Which handover.</summary>
    [Id(0)]
    public required HandoverId Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public HandoverStatus Status { get; init; }

    /// <summary>Who gives.</summary>
    [Id(2)]
    public required OrganisationId From { get; init; }

    /// <summary>Who takes.</summary>
    [Id(3)]
    public required OrganisationId To { get; init; }

    /// <summary>Who said so first.</summary>
    [Id(4)]
    public required OrganisationId DeclaredBy { get; init; }

    /// <summary>The machines.</summary>
    [Id(5)]
    public ImmutableArray<MachineId> Machines { get; init; } = [];

    /// <summary>From then on silence is consent.</summary>
    [Id(6)]
    public DateTimeOffset ConfirmedAfter { get; init; }

    /// <summary>How it was confirmed.</summary>
    [Id(7)]
    public HandoverProof Proof { get; init; }

    /// <summary>Until when the code that was made last is good.</summary>
    [Id(8)]
    public DateTimeOffset? CodeExpiresAt { get; init; }

    /// <summary>How many times that code may still be tried.</summary>
    [Id(9)]
    public int AttemptsLeft { get; init; }

    /// <summary>Why it is contested.</summary>
    [Id(10)]
    public string? Objection { get; init; }

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(11)]
    public long Version { get; init; }
}
