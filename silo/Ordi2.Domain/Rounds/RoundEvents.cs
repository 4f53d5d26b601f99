using System.Collections.Immutable;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;

namespace Ordi2.Domain.Rounds;

/// <summary>A fact in the life of a collection round.</summary>
public abstract record RoundEvent
{
    private protected RoundEvent()
    {
    }
}

[StoredAs("round.created.v1")]
public sealed record RoundCreated(
    DonationId Donation,
    OrganisationId Carrier,
    DateOnly Day,
    OrganisationId Donor,
    OrganisationId? Pole = null,
    OrganisationId? Receiver = null,
    string? Vehicle = null,
    [FreeText] string? AccessNotes = null,
    int? Capacity = null) : RoundEvent
{
    public ImmutableArray<PlannedStop> Stops { get; init; } = [];

    /// <summary>As the donor announced it: nothing changes in it once the pole has accepted.</summary>
    public ImmutableArray<TypeCount> Announced { get; init; } = [];

    /// <summary>Who of the carrier drives.</summary>
    public PersonId? Driver { get; init; }
}

/// <summary>Planned anew before it began.</summary>
[StoredAs("round.replanned.v1")]
public sealed record RoundReplanned(OrganisationId Carrier, DateOnly Day, ImmutableArray<PlannedStop> Stops, string? Vehicle = null, int? Capacity = null, PersonId? Driver = null) : RoundEvent;

[StoredAs("round.called-off.v1")]
public sealed record RoundCalledOff([FreeText] string Reason) : RoundEvent;

/// <summary>The donor made a code: what is kept of it, and until when it is good.</summary>
[StoredAs("round.code-made.v1")]
public sealed record RoundCodeMade(string Digest, DateTimeOffset ExpiresAt) : RoundEvent;

/// <summary>A wrong code was entered.</summary>
[StoredAs("round.code-missed.v1")]
public sealed record RoundCodeMissed : RoundEvent;

/// <summary>The donor signed the count of a trip with its code, on the driver's device.</summary>
[StoredAs("round.trip-signed.v1")]
public sealed record TripSigned(string Stop, string Trip) : RoundEvent;

[StoredAs("round.opened.v1")]
public sealed record RoundOpened : RoundEvent;

/// <param name="Stop">At which stop; an old fact does not say: then the round has only one.</param>
/// <param name="Trip">Which trip, as the phone named it; an old fact does not say.</param>
/// <param name="Counts">What was counted.</param>
/// <param name="DonorAbsent">Nobody was there.</param>
/// <param name="Note">Number of the pickup note.</param>
/// <param name="Reason">Why nothing was taken, or less than was announced.</param>
/// <param name="Signature">What the donor drew on the driver's device, if it signed so.</param>
[StoredAs("round.trip-recorded.v1"), FreeText("name", "drawing", "capacity")]
public sealed record TripRecorded(
    string? Stop, string? Trip, ImmutableArray<TypeCount> Counts, bool DonorAbsent, [FreeText] string? Note = null, [FreeText] string? Reason = null, DrawnSignature? Signature = null) : RoundEvent;

/// <summary>A piece of the count of a trip that is not signed yet.</summary>
[StoredAs("round.counts-keyed.v1")]
public sealed record CountsKeyed(string Stop, string Trip, ImmutableArray<TypeCount> Counts) : RoundEvent;

/// <summary>What followed from an earlier fact for others is done.</summary>
[StoredAs("round.errand-finished.v1")]
public sealed record RoundErrandFinished(string Errand) : RoundEvent;

[StoredAs("round.finished.v1")]
public sealed record RoundFinished : RoundEvent;

[StoredAs("round.disputed.v1")]
public sealed record RoundDisputed([FreeText] string Reason) : RoundEvent;

[StoredAs("round.closed.v1")]
public sealed record RoundClosed([FreeText] string? Settlement = null) : RoundEvent;
