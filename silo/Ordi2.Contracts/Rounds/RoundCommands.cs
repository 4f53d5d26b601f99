using System.Collections.Immutable;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Rounds;

/// <summary>How many machines of one kind were counted.</summary>
/// <param name="Type">Kind of machine.</param>
/// <param name="Count">How many, 0 to 100,000; left out when they were not counted, which is not 0.</param>
[GenerateSerializer, Immutable, Alias("ordi2.type-count")]
public sealed record TypeCount(
    [property: Id(0)] DeviceType Type,
    [property: Id(1)] int? Count = null);

/// <summary>A stop of a round, as it is planned.</summary>
/// <param name="Id">Its name within the round, 1 to 64 characters: <c>cave</c>.</param>
[GenerateSerializer, Immutable, Alias("ordi2.planned-stop")]
public sealed record PlannedStop(
    [property: Id(0)] string Id)
{
    /// <summary>Where, up to 500 characters.</summary>
    [Id(1)]
    public string? Place { get; init; }

    /// <summary>From when somebody is there.</summary>
    [Id(2)]
    public DateTimeOffset? SlotFrom { get; init; }

    /// <summary>Until when somebody is there, after <see cref="SlotFrom"/>.</summary>
    [Id(3)]
    public DateTimeOffset? SlotTo { get; init; }

    /// <summary>Lift, stairs, key, opening hours: up to 500 characters.</summary>
    [Id(4)]
    public string? AccessNotes { get; init; }

    /// <summary>What is dangerous there, each up to 500 characters: swollen batteries, broken screens.</summary>
    [Id(5)]
    public ImmutableArray<string> Safety { get; init; } = [];
}

/// <summary>A round is planned.</summary>
/// <param name="Donation">What is fetched.</param>
/// <param name="Carrier">Whose driver goes.</param>
/// <param name="Day">When.</param>
[GenerateSerializer, Immutable, Alias("ordi2.round.create"), Step("create")]
public sealed record CreateRound(
    [property: Id(0)] DonationId Donation,
    [property: Id(1)] OrganisationId Carrier,
    [property: Id(2)] DateOnly Day) : RoundCommand
{
    /// <summary>Which vehicle, if it is known.</summary>
    [Id(3)]
    public string? Vehicle { get; init; }

    /// <summary>Lift, stairs, opening hours, swollen batteries: what the driver must know.</summary>
    [Id(4)]
    public string? AccessNotes { get; init; }

    /// <summary>Where it stops, 1 to 50; left out for a round with one stop.</summary>
    [Id(5)]
    public ImmutableArray<PlannedStop> Stops { get; init; } = [];

    /// <summary>How many machines the vehicle takes at once, 1 to 100,000; left out where nobody knows.</summary>
    [Id(6)]
    public int? Capacity { get; init; }

    /// <summary>Who of the carrier drives; left out where it is not settled yet.</summary>
    [Id(7)]
    public PersonId? Driver { get; init; }
}

/// <summary>A round that has not begun is planned anew: what is said here takes the place of what was said before.</summary>
/// <param name="Carrier">Whose driver goes.</param>
/// <param name="Day">When.</param>
[GenerateSerializer, Immutable, Alias("ordi2.round.replan"), Step("replan")]
public sealed record ReplanRound(
    [property: Id(0)] OrganisationId Carrier,
    [property: Id(1)] DateOnly Day) : RoundCommand
{
    /// <summary>Which vehicle, if it is known.</summary>
    [Id(2)]
    public string? Vehicle { get; init; }

    /// <summary>Where it stops, in this order, 1 to 50.</summary>
    [Id(3)]
    public ImmutableArray<PlannedStop> Stops { get; init; } = [];

    /// <summary>How many machines the vehicle takes at once, 1 to 100,000; left out where nobody knows.</summary>
    [Id(4)]
    public int? Capacity { get; init; }

    /// <summary><see cref="RoundTerms.PlanVersion"/> of what the sender had before it; refused where it is another one by now. Left out, nothing is compared.</summary>
    [Id(5)]
    public long? BasedOn { get; init; }

    /// <summary>Who of the carrier drives; left out where it is not settled yet.</summary>
    [Id(6)]
    public PersonId? Driver { get; init; }
}

/// <summary>A round that has not begun does not take place.</summary>
/// <param name="Reason">Why, up to 500 characters.</param>
[GenerateSerializer, Immutable, Alias("ordi2.round.call-off"), Step("call-off")]
public sealed record CallOffRound(
    [property: Id(0)] string Reason) : RoundCommand;

/// <summary>The driver leaves; from now on machines can be picked up.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.round.open"), Step("open")]
public sealed record OpenRound : RoundCommand;

/// <summary>Somebody signs for the donor with a finger, on the driver's device, under the count of a trip.</summary>
/// <param name="Name">Who signs, as this person writes it: 1 to 120 characters.</param>
/// <param name="Drawing">
/// The strokes, 1 to 4,000 characters: <c>M</c> begins one and <c>L</c> goes on, each followed by a point of a field 300 wide and 120 high, <c>M12 40L13 41</c>.
/// </param>
/// <param name="Capacity">As what this person signs, up to 120 characters: <c>gardien</c>; left out where it was not said.</param>
[GenerateSerializer, Immutable, Alias("ordi2.drawn-signature")]
public sealed record DrawnSignature(
    [property: Id(0)] string Name,
    [property: Id(1)] string Drawing,
    [property: Id(2)] string? Capacity = null)
{
    /// <summary>Longest name or capacity, in characters.</summary>
    public const int LongestName = 120;

    /// <summary>Longest drawing, in characters.</summary>
    public const int LongestDrawing = 4_000;

    /// <summary>Width of the field that it is drawn on, in its own units.</summary>
    public const int Width = 300;

    /// <summary>Height of that field.</summary>
    public const int Height = 120;
}

/// <summary>One trip of the round is counted and signed; others follow.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.round.record-trip"), Step("record-trip")]
public sealed record RecordTrip : RoundCommand, IDated
{
    /// <summary>What was counted, one line for each kind.</summary>
    [Id(0)]
    public ImmutableArray<TypeCount> Counts { get; init; } = [];

    /// <summary>Number of the pickup note (bon d'enlèvement) that the donor signed.</summary>
    [Id(1)]
    public string? Note { get; init; }

    /// <summary>Nobody was there to sign.</summary>
    [Id(2)]
    public bool DonorAbsent { get; init; }

    /// <summary>Which stop; left out where the round has one.</summary>
    [Id(3)]
    public string? Stop { get; init; }

    /// <summary>Which trip: the phone names it, so that what it keyed in pieces comes together. Left out for a trip that was counted at once.</summary>
    [Id(4)]
    public string? Trip { get; init; }

    /// <inheritdoc/>
    [Id(5)]
    public DateTimeOffset? OccurredAt { get; init; }

    /// <inheritdoc/>
    public IDated SetRight(DateTimeOffset occurredAt) => this with { OccurredAt = occurredAt };

    /// <summary>Why nothing was taken, or less than was announced: up to 500 characters.</summary>
    [Id(6)]
    public string? Reason { get; init; }

    /// <summary>The donor's signature, where it was drawn on the driver's device.</summary>
    [Id(7)]
    public DrawnSignature? Signature { get; init; }

    /// <summary>
    /// How many counted trips of this stop the driver's device knew, 0 or more: where there is another by now, it may be the same machines counted twice, and a person
    /// has to say. Left out by who knows them all, or has said that this is another trip.
    /// </summary>
    [Id(8)]
    public int? KnownTrips { get; init; }
}

/// <summary>A piece of the count of a trip that is not signed yet: what was keyed is kept, whatever becomes of the phone.</summary>
/// <param name="Trip">Which trip: the phone names it, 1 to 64 characters.</param>
[GenerateSerializer, Immutable, Alias("ordi2.round.key-counts"), Step("key-counts")]
public sealed record KeyCounts(
    [property: Id(0)] string Trip) : RoundCommand, IDated
{
    /// <summary>What was counted since the last piece, one line for each kind; it is added.</summary>
    [Id(1)]
    public ImmutableArray<TypeCount> Counts { get; init; } = [];

    /// <summary>Which stop; left out where the round has one.</summary>
    [Id(2)]
    public string? Stop { get; init; }

    /// <inheritdoc/>
    [Id(3)]
    public DateTimeOffset? OccurredAt { get; init; }

    /// <inheritdoc/>
    public IDated SetRight(DateTimeOffset occurredAt) => this with { OccurredAt = occurredAt };
}

/// <summary>The last trip is counted and signed: the round is done. Where every stop has ended already, nothing more need be said.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.round.finish"), Step("finish")]
public sealed record FinishRound : RoundCommand, IDated
{
    /// <summary>What was counted on the last trip, one line for each kind.</summary>
    [Id(0)]
    public ImmutableArray<TypeCount> Counts { get; init; } = [];

    /// <summary>Number of the pickup note (bon d'enlèvement) that the donor signed.</summary>
    [Id(1)]
    public string? Note { get; init; }

    /// <summary>Nobody was there to sign.</summary>
    [Id(2)]
    public bool DonorAbsent { get; init; }

    /// <summary>Which stop; left out where the round has one.</summary>
    [Id(3)]
    public string? Stop { get; init; }

    /// <summary>Which trip: the phone names it, so that what it keyed in pieces comes together. Left out for a trip that was counted at once.</summary>
    [Id(4)]
    public string? Trip { get; init; }

    /// <inheritdoc/>
    [Id(5)]
    public DateTimeOffset? OccurredAt { get; init; }

    /// <inheritdoc/>
    public IDated SetRight(DateTimeOffset occurredAt) => this with { OccurredAt = occurredAt };

    /// <summary>Why nothing was taken, or less than was announced: up to 500 characters.</summary>
    [Id(6)]
    public string? Reason { get; init; }
}

/// <summary>The donor makes a short code with which it signs on the driver's device. The code itself never comes here.</summary>
/// <param name="Digest">SHA-256 of <c>id/stop/trip/code</c>, 64 lower-case hexadecimal digits: the code signs the count that the donor has read, and no other.</param>
[GenerateSerializer, Immutable, Alias("ordi2.round.make-code"), Step("make-code")]
public sealed record MakeRoundCode(
    [property: Id(0)] string Digest) : RoundCommand;

/// <summary>
/// The donor's code is entered on the driver's device: the donor signs the count of a trip. A wrong one counts as an attempt; after five
/// the code is worth nothing.
/// </summary>
/// <param name="Code">Six digits.</param>
/// <param name="Trip">Which trip; it is counted and not signed by a code yet.</param>
[GenerateSerializer, Immutable, Alias("ordi2.round.sign-trip"), Step("sign-trip")]
public sealed record SignTrip(
    [property: Id(0)] string Code,
    [property: Id(1)] string Trip) : RoundCommand
{
    /// <summary>Which stop; left out where the round has one.</summary>
    [Id(2)]
    public string? Stop { get; init; }
}

/// <summary>Somebody does not agree with a count.</summary>
/// <param name="Reason">What is wrong.</param>
[GenerateSerializer, Immutable, Alias("ordi2.round.dispute"), Step("dispute")]
public sealed record DisputeRound(
    [property: Id(0)] string Reason) : RoundCommand;

/// <summary>The round is closed.</summary>
/// <param name="Settlement">How a dispute was settled; needed after one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.round.close"), Step("close")]
public sealed record CloseRound(
    [property: Id(0)] string? Settlement = null) : RoundCommand;

/// <summary>What followed from an earlier step for others is done; the system says so to itself.</summary>
/// <param name="Errand">Which one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.round.finish-errand"), Step("finish-errand")]
public sealed record FinishRoundErrand(
    [property: Id(0)] string Errand) : RoundCommand;
