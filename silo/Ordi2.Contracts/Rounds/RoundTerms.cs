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

    /// <summary>Called off before it began.</summary>
    Cancelled,
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

    /// <summary>When.</summary>
    [Id(6)]
    public DateOnly Day { get; init; }

    /// <summary>Which vehicle, if it is known.</summary>
    [Id(7)]
    public string? Vehicle { get; init; }

    /// <summary>How many machines the vehicle takes at once.</summary>
    [Id(8)]
    public int? Capacity { get; init; }

    /// <summary>Where it stops, in the order of the plan.</summary>
    [Id(9)]
    public ImmutableArray<RoundStop> Stops { get; init; } = [];

    /// <summary>What is wrong, where a count is disputed; how it was settled, once it was.</summary>
    [Id(10)]
    public string? Dispute { get; init; }

    /// <summary>At whose door; nothing in what was written before rounds said it.</summary>
    [Id(11)]
    public OrganisationId? Donor { get; init; }

    /// <summary>What the donor announced, one line for each kind: what the driver expects.</summary>
    [Id(12)]
    public ImmutableArray<TypeCount> Announced { get; init; } = [];

    /// <summary>Until when the code that the donor made last is good.</summary>
    [Id(13)]
    public DateTimeOffset? CodeExpiresAt { get; init; }

    /// <summary>How many times that code may still be tried.</summary>
    [Id(14)]
    public int AttemptsLeft { get; init; }

    /// <summary>Why it was called off.</summary>
    [Id(15)]
    public string? CalledOff { get; init; }

    /// <summary>Its <see cref="Version"/> when it was planned last: whoever plans it anew says on which one that is based.</summary>
    [Id(16)]
    public long PlanVersion { get; init; }

    /// <summary>Who of the carrier drives; nothing where it is not settled yet.</summary>
    [Id(17)]
    public PersonId? Driver { get; init; }
}

/// <summary>How a stop ended.</summary>
[Alias("ordi2.stop-end")]
public enum StopEnd
{
    /// <summary>Not yet.</summary>
    None = 0,

    /// <summary>The donor signed the count.</summary>
    Signed,

    /// <summary>Nobody was there.</summary>
    Absent,
}

/// <summary>A stop of a round.</summary>
/// <param name="Plan">As it was planned.</param>
/// <param name="End">How it ended.</param>
/// <param name="Trips">What was fetched there, trip by trip.</param>
[GenerateSerializer, Immutable, Alias("ordi2.round-stop")]
public sealed record RoundStop(
    [property: Id(0)] PlannedStop Plan,
    [property: Id(1)] StopEnd End,
    [property: Id(2)] ImmutableArray<RoundTrip> Trips);

/// <summary>A trip of a round to one stop.</summary>
/// <param name="Id">As the phone named it.</param>
/// <param name="Counts">What was counted, one line for each kind; a count left out means « non comptés », not 0.</param>
/// <param name="Ended">How it ended; a trip that was only keyed has not.</param>
/// <param name="Note">Number of the pickup note that the donor signed.</param>
/// <param name="CountedAt">When, by the phone's clock.</param>
/// <param name="RecordedAt">When the server wrote it down.</param>
/// <param name="Device">On which device.</param>
/// <param name="Reason">Why nothing was taken, or less than was announced.</param>
/// <param name="SignedAt">When the donor signed this count, with a code of its own or with a finger on the driver's device; nothing where it signed on paper or not at all.</param>
/// <param name="Signature">What was drawn on the driver's device, where the donor signed so.</param>
[GenerateSerializer, Immutable, Alias("ordi2.round-trip")]
public sealed record RoundTrip(
    [property: Id(0)] string Id,
    [property: Id(1)] ImmutableArray<TypeCount> Counts,
    [property: Id(2)] StopEnd Ended,
    [property: Id(3)] string? Note,
    [property: Id(4)] DateTimeOffset CountedAt,
    [property: Id(5)] DateTimeOffset RecordedAt,
    [property: Id(6)] DeviceId Device,
    [property: Id(7)] string? Reason = null,
    [property: Id(8)] DateTimeOffset? SignedAt = null,
    [property: Id(9)] DrawnSignature? Signature = null);
