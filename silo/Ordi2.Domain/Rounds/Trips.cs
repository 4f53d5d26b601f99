using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Aggregates;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Rounds.RoundEvent>;

namespace Ordi2.Domain.Rounds;

/// <summary>May this be counted? What a phone keyed without network comes late, in pieces, and perhaps after the round was finished.</summary>
public static class Trips
{
    internal const int MostOfAKind = 100_000;

    internal static Decision<RoundEvent> Key(RoundTerms known, KeyCounts command) => WriteUnless(
        Demand.Number(command.Trip, "trip") ?? Counted(command.Counts) ?? StopIsKnown(known, command.Stop) ?? NotSigned(known, command.Stop, command.Trip),
        new CountsKeyed(StopOf(known, command.Stop), command.Trip, command.Counts));

    internal static Decision<RoundEvent> Record(RoundTerms known, RecordTrip command, Guid commandId)
    {
        var trip = command.Trip ?? Name(commandId);

        return WriteUnless(
            Stands(known, command.Counts, command.Note, command.DonorAbsent, command.Stop, trip, command.Reason)
                ?? Drawn(command.Signature, command.DonorAbsent)
                ?? CountedMeanwhile(known, command.Stop, trip, command.KnownTrips),
            new TripRecorded(StopOf(known, command.Stop), trip, command.Counts, command.DonorAbsent, command.Note, command.Reason, command.Signature));
    }

    internal static Decision<RoundEvent> Finish(RoundTerms known, FinishRound command, Guid commandId)
    {
        var last = command is not { Counts.IsEmpty: true, Note: null, DonorAbsent: false, Reason: null };

        if (!last && known.Stops.All(stop => stop.End is not StopEnd.None))
        {
            return Write(new RoundFinished());
        }

        var trip = command.Trip ?? Name(commandId);

        if (Stands(known, command.Counts, command.Note, command.DonorAbsent, command.Stop, trip, command.Reason) is { } reason)
        {
            return No(reason);
        }

        var stop = StopOf(known, command.Stop);

        return known.Stops.FirstOrDefault(one => one.End is StopEnd.None && one.Plan.Id != stop) is { } open
            ? No(Refusal.Conflict("stop-not-ended", open.Plan.Id, known.Id.Text))
            : Write(new TripRecorded(stop, trip, command.Counts, command.DonorAbsent, command.Note, command.Reason), new RoundFinished());
    }

    /// <summary>The donor's code on the driver's device: that is the donor's signature under the count that stands there.</summary>
    internal static Decision<RoundEvent> Sign(CollectionRound round, RoundTerms known, SignTrip command, DateTimeOffset now)
    {
        if (StopIsKnown(known, command.Stop) is { } unknown)
        {
            return No(unknown);
        }

        var stop = StopOf(known, command.Stop);

        if (known.Stops.Single(one => one.Plan.Id == stop).Trips.FirstOrDefault(one => one.Id == command.Trip) is not { Ended: StopEnd.Signed } trip)
        {
            return No(Refusal.Conflict("trip-not-counted", command.Trip ?? "-"));
        }

        if (trip.SignedAt is not null)
        {
            return No(Refusal.Conflict("trip-already-signed", trip.Id));
        }

        if (round.CodeDigest is not { } digest || known.CodeExpiresAt is not { } expires)
        {
            return No(Refusal.Conflict("round-code-not-made"));
        }

        if (known.AttemptsLeft <= 0)
        {
            return No(Refusal.Conflict("round-code-expired", known.Id.Text));
        }

        if (SigningCode.Digest(SignedBy(known.Id, stop, trip.Id), command.Code ?? string.Empty) != digest)
        {
            return Write(new RoundCodeMissed());
        }

        return now < expires ? Write(new TripSigned(stop, trip.Id)) : No(Refusal.Conflict("round-code-expired", known.Id.Text));
    }

    /// <summary>What a code stands for: one count of one stop. Who was shown another one signs nothing.</summary>
    public static string SignedBy(RoundId round, string stop, string trip) => $"{round}/{stop}/{trip}";

    private static Refusal? Stands(RoundTerms known, ImmutableArray<TypeCount> counts, string? note, bool absent, string? stop, string trip, string? reason) =>
        Counted(counts) ?? SignedOrAbsent(note, absent) ?? (reason is null ? null : Demand.Words(reason, "reason")) ?? Demand.Number(trip, "trip") ?? StopIsKnown(known, stop) ?? NotSigned(known, stop, trip);

    /// <summary>Somebody else may have written down what this driver counted: two counts of the same machines would be added.</summary>
    private static Refusal? CountedMeanwhile(RoundTerms known, string? stop, string trip, int? knownTrips)
    {
        if (knownTrips is not { } seen)
        {
            return null;
        }

        var counted = known.Stops.Single(one => one.Plan.Id == StopOf(known, stop)).Trips.Count(one => one.Id != trip && one.Ended is not StopEnd.None);
        return Demand.Between(seen, 0, int.MaxValue, "knownTrips")
            ?? (counted > seen ? Refusal.Conflict("stop-counted-meanwhile", StopOf(known, stop), known.Id.Text) : null);
    }

    /// <summary>A drawing goes on a page as it is: nothing but strokes.</summary>
    private static Refusal? Drawn(DrawnSignature? signature, bool absent) => signature is null
        ? null
        : absent ? Refusal.Invalid("absent-and-signed")
        : Named(signature.Name, "signature.name")
            ?? (signature.Capacity is { } capacity ? Named(capacity, "signature.capacity") : null)
            ?? (SignatureStrokes.AreOnes(signature.Drawing) ? null : Refusal.Invalid("drawing-wrong", "signature.drawing"));

    private static Refusal? Named(string? text, string field) =>
        Demand.Words(text, field) ?? Demand.Between(text!.Length, 1, DrawnSignature.LongestName, field);

    /// <summary>A trip that nobody named is the one of its command.</summary>
    private static string Name(Guid commandId) => commandId.ToString("N");

    private static string StopOf(RoundTerms known, string? stop) => stop ?? known.Stops[0].Plan.Id;

    private static Refusal? StopIsKnown(RoundTerms known, string? stop) => stop switch
    {
        null when known.Stops.Length == 1 => null,
        { } named when known.Stops.Any(one => one.Plan.Id == named) => null,
        _ => Refusal.Invalid("stop-unknown", stop ?? "-", string.Join(", ", known.Stops.Select(one => one.Plan.Id))),
    };

    /// <summary>What was signed is not counted further.</summary>
    private static Refusal? NotSigned(RoundTerms known, string? stop, string trip) =>
        known.Stops.Where(one => one.Plan.Id == StopOf(known, stop)).SelectMany(one => one.Trips).Any(one => one.Id == trip && one.Ended is not StopEnd.None)
            ? Refusal.Conflict("trip-already-signed", trip)
            : null;

    /// <summary>One line for each kind, each with a number that may be: what is wrong with them, where something is.</summary>
    internal static Refusal? Counted(ImmutableArray<TypeCount> counts, string field = "counts")
    {
        if (counts.IsDefault)
        {
            return Demand.Between(-1, 0, MostOfAKind, field);
        }

        return Demand.Between(counts.DistinctBy(line => line.Type).Count(), counts.Length, counts.Length, field)
            ?? counts.Select((line, index) => line.Type is DeviceType.Unknown
                    ? Refusal.Invalid("type-missing", $"{field}[{index}].type")
                    : Demand.Between(line.Count ?? 0, 0, MostOfAKind, $"{field}[{index}].count"))
                .FirstOrDefault(refusal => refusal is not null);
    }

    private static Refusal? SignedOrAbsent(string? note, bool absent) => (note, absent) switch
    {
        (null, true) => null,
        (_, true) => Refusal.Invalid("absent-and-signed"),
        _ => Demand.Number(note, "note"),
    };
}
