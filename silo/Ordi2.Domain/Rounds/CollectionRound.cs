using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Aggregates;

namespace Ordi2.Domain.Rounds;

/// <summary>What is known of a collection round from its history.</summary>
public sealed record CollectionRound(RoundId Id)
{
    /// <summary>What others may know; nothing before it was created.</summary>
    public RoundTerms? Terms { get; init; }

    /// <summary>Who gives, as the donation said when the round was planned; likewise pole and receiver.</summary>
    public OrganisationId? Donor { get; init; }

    public OrganisationId? Pole { get; init; }

    public OrganisationId? Receiver { get; init; }

    /// <summary>What the donor's last code must add up to; it is good until <see cref="RoundTerms.CodeExpiresAt"/>.</summary>
    public string? CodeDigest { get; init; }

    /// <summary>Who made that code: whoever signs with it.</summary>
    public PersonId? CodeBy { get; init; }

    /// <summary>Who counted a trip for the carrier, by stop and trip: whoever drove signs its pickup note.</summary>
    public ImmutableDictionary<string, PersonId> Drivers { get; init; } = ImmutableDictionary<string, PersonId>.Empty;

    /// <summary>Trips that were counted.</summary>
    public int Trips { get; init; }

    /// <summary>What follows from its facts for others and is not done yet: whoever looks at it does it.</summary>
    public ImmutableArray<RoundErrand> Errands { get; init; } = [];

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    private RoundTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its creation.");

    public CollectionRound Evolve(RoundEvent @event, Provenance from)
    {
        var next = @event switch
        {
            RoundCreated e => Begin(e),
            RoundReplanned e => this with { Terms = Known with { Carrier = e.Carrier, Day = e.Day, Driver = e.Driver, Vehicle = e.Vehicle, Capacity = e.Capacity, Stops = [.. e.Stops.Select(ToCome)] } },
            RoundCalledOff e => this with { Terms = Known with { Status = RoundStatus.Cancelled, CalledOff = e.Reason } },
            RoundCodeMade e => this with { CodeDigest = e.Digest, CodeBy = from.Person, Terms = Known with { CodeExpiresAt = e.ExpiresAt, AttemptsLeft = SigningCode.MostAttempts } },
            RoundCodeMissed => this with { Terms = Known with { AttemptsLeft = Known.AttemptsLeft - 1 } },
            TripSigned e => Sign(e.Stop, e.Trip, from),
            RoundOpened => With(RoundStatus.Open).Owing(RoundErrand.Collecting, from),
            CountsKeyed e => Count(e.Stop, e.Trip, e.Counts, StopEnd.None, null, null, null, from),
            TripRecorded e => Return(e, e.Stop ?? RoundDecisions.OnlyStop, e.Trip ?? string.Create(CultureInfo.InvariantCulture, $"{Trips + 1}"), from),
            RoundFinished => With(RoundStatus.Done),
            RoundDisputed e => this with { Terms = Known with { Status = RoundStatus.Disputed, Dispute = e.Reason } },
            RoundClosed e => this with { Terms = Known with { Status = RoundStatus.Closed, Dispute = e.Settlement ?? Known.Dispute } },
            RoundErrandFinished e => this with { Errands = Errands.RemoveAll(errand => errand.Name == e.Errand) },
            _ => throw new UnreachableException($"A round does not know {@event.GetType().Name}."),
        };

        var version = (Terms?.Version ?? 0) + 1;

        return next with
        {
            Terms = next.Terms! with { Version = version, PlanVersion = @event is RoundCreated or RoundReplanned ? version : next.Terms.PlanVersion },
            Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
        };
    }

    private CollectionRound With(RoundStatus status) => this with { Terms = Known with { Status = status } };

    private CollectionRound Begin(RoundCreated e) => this with
    {
        Terms = new()
        {
            Id = Id,
            Carrier = e.Carrier,
            Donation = e.Donation,
            Day = e.Day,
            Driver = e.Driver,
            Vehicle = e.Vehicle,
            Capacity = e.Capacity,
            Stops = [.. (e.Stops.IsEmpty ? [RoundDecisions.TheOnlyStop(e.AccessNotes)] : e.Stops).Select(ToCome)],
            Donor = e.Donor,
            Announced = e.Announced,
        },
        Donor = e.Donor,
        Pole = e.Pole,
        Receiver = e.Receiver,
    };

    private static RoundStop ToCome(PlannedStop plan) => new(plan, StopEnd.None, []);

    /// <summary>A code signs once: for the next trip the donor makes another.</summary>
    private CollectionRound Sign(string stop, string trip, Provenance from)
    {
        var at = Known.Stops.Single(one => one.Plan.Id == stop);
        var counted = at.Trips.Single(one => one.Id == trip);
        var signed = at with { End = StopEnd.Signed, Trips = at.Trips.Replace(counted, counted with { SignedAt = from.RecordedAt }) };
        return (this with { CodeDigest = null, CodeBy = null, Terms = Known with { CodeExpiresAt = null, AttemptsLeft = 0, Stops = Known.Stops.Replace(at, signed) } })
            .Owing($"{RoundErrand.SignedNoteOf}{stop}/{trip}", from, CodeBy);
    }

    private CollectionRound Return(TripRecorded e, string stop, string trip, Provenance from) =>
        (Count(stop, trip, e.Counts, e.DonorAbsent ? StopEnd.Absent : StopEnd.Signed, e.Note, e.Reason, e.Signature, from) with { Drivers = Drivers.SetItem($"{stop}/{trip}", from.Person) }).Owing($"{RoundErrand.NoteOf}{stop}/{trip}", from);

    /// <summary>What was keyed in pieces and what was signed in the end belong to one trip.</summary>
    private CollectionRound Count(
        string stop, string trip, ImmutableArray<TypeCount> counts, StopEnd end, string? note, string? reason, DrawnSignature? signature, Provenance from)
    {
        var at = Known.Stops.Single(one => one.Plan.Id == stop);
        var before = at.Trips.FirstOrDefault(one => one.Id == trip);

        // Whoever draws signs what stands there at that moment.
        var after = new RoundTrip(
            trip, PickedUp.Together([.. before?.Counts ?? [], .. counts]), end, note, from.OccurredAt, from.RecordedAt, from.Device, reason, signature is null ? null : from.OccurredAt, signature);
        var trips = before is null ? at.Trips.Add(after) : at.Trips.Replace(before, after);
        var next = at with { Trips = trips, End = end is StopEnd.None ? at.End : at.End is StopEnd.Signed ? at.End : end };

        return this with
        {
            Terms = Known with { Counts = PickedUp.Together([.. Known.Counts, .. counts]), Stops = Known.Stops.Replace(at, next) },
            Trips = Trips + (end is StopEnd.None ? 0 : 1),
        };
    }

    private CollectionRound Owing(string errand, Provenance from, PersonId? by = null) => this with { Errands = Errands.Add(new(errand, from.RecordedAt, by)) };
}

/// <summary>What a round has to see to elsewhere: that its donation is being collected, that a trip has its pickup note.</summary>
/// <param name="Name">The same whenever the history is read.</param>
/// <param name="Since">When it became due.</param>
/// <param name="By">Who signed, where it is about a signature.</param>
public sealed record RoundErrand(string Name, DateTimeOffset Since, PersonId? By = null)
{
    public const string Collecting = "collecting";
    public const string NoteOf = "note/";

    /// <summary>The note of a trip that the donor signed with its code stands in the place of the one that awaited it.</summary>
    public const string SignedNoteOf = "signed-note/";

    /// <summary>The errand that is seen to before this one.</summary>
    public string? After => Name.StartsWith(SignedNoteOf, StringComparison.Ordinal) ? $"{NoteOf}{Name[SignedNoteOf.Length..]}" : null;
}
