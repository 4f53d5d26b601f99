using System.Collections.Immutable;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Donations;

namespace Ordi2.Contracts.Rounds;

/// <summary>Life of a round (domain.md 5).</summary>
[Alias("ordi2.round-status")]
public enum RoundStatus
{
    /// <summary>Planned.</summary>
    Planned = 0,

    /// <summary>On the road.</summary>
    Open,

    /// <summary>Done.</summary>
    Done,

    /// <summary>A count is disputed.</summary>
    Disputed,

    /// <summary>Closed.</summary>
    Closed,
}

/// <summary>What others need to know of a collection round to decide.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.round-terms")]
public sealed record RoundTerms
{
    /// <summary>Which round.</summary>
    [Id(0)]
    public required RoundId Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public RoundStatus Status { get; init; }

    /// <summary>Whose driver.</summary>
    [Id(2)]
    public required OrganisationId Carrier { get; init; }

    /// <summary>The donation that is collected.</summary>
    [Id(3)]
    public required DonationId Donation { get; init; }

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(4)]
    public long Version { get; init; }

    /// <summary>What was picked up on all trips together, one line for each kind; a count left out means « non comptés », not 0.</summary>
    [Id(5)]
    public ImmutableArray<TypeCount> Counts { get; init; } = [];
}
