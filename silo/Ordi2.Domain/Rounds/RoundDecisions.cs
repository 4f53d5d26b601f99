using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Aggregates;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Rounds.RoundEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Rounds;

/// <summary>May this be done to a collection round?</summary>
public static class RoundDecisions
{
    private const int MostOfAKind = 100_000;

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(CollectionRound round, RoundCommand command) => command switch
    {
        CreateRound create => Inquiry.About(create.Carrier) with { Donation = create.Donation },
        OpenRound => Inquiry.None with { Donation = round.Terms?.Donation },
        _ => Inquiry.None,
    };

    public static Decision<RoundEvent> Decide(CollectionRound round, RoundCommand command, Caller caller, Guid commandId, Facts facts)
    {
        var step = CommandCatalog<RoundCommand>.StepOf(command);
        var relations = Relations(round, command, caller, facts.Donation);
        var repeated = round.Commands.Contains(commandId);

        return RoundLife.Table.Stops(round.Id.Text, step, round.Terms?.Status, caller, repeated, relations) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : round.Terms is { } known ? Change(known, command, facts) : Create(round.Id, (CreateRound)command, facts);
    }

    private static Relation[] Relations(CollectionRound round, RoundCommand command, Caller caller, DonationTerms? donation)
    {
        var relations = new List<Relation>(4);

        if (caller.Organisation == (round.Terms?.Carrier ?? (command as CreateRound)?.Carrier))
        {
            relations.Add(Relation.ItsCarrier);
        }

        if (caller.Organisation == (round.Donor ?? donation?.Donor))
        {
            relations.Add(Relation.ItsDonor);
        }

        if (caller.Organisation == (round.Receiver ?? donation?.Receiver))
        {
            relations.Add(Relation.ItsReceiver);
        }

        if (caller.Organisation == (round.Pole ?? donation?.Pole))
        {
            relations.Add(Relation.ItsPole);
        }

        return [.. relations];
    }

    private static Decision<RoundEvent> Create(RoundId id, CreateRound command, Facts facts)
    {
        var reason = Demand.Number(id.Text, "id")
            ?? Demand.Does(facts, command.Carrier, Activity.Carrier, Activity.Workshop)
            ?? (facts.Donation is { Status: DonationStatus.Accepted or DonationStatus.Signed or DonationStatus.InCollection }
                ? null
                : Refusal.Conflict("donation-not-to-be-fetched", command.Donation.Text, facts.Donation?.Status.Code() ?? "-"))
            ?? (command.Vehicle is { } vehicle ? Demand.Number(vehicle, "vehicle") : null)
            ?? (command.AccessNotes is { } notes ? Demand.Words(notes, "accessNotes") : null);

        return reason is null && facts.Donation is { } donation
            ? Write(new RoundCreated(
                command.Donation,
                command.Carrier,
                command.Day,
                donation.Donor,
                donation.Pole,
                donation.Receiver,
                command.Vehicle,
                command.AccessNotes))
            : No(reason!);
    }

    private static Decision<RoundEvent> Change(RoundTerms known, RoundCommand command, Facts facts) => command switch
    {
        OpenRound => WriteUnless(MayBeFetched(known, facts.Donation), new RoundOpened()),
        RecordTrip c => WriteUnless(
            Counted(c.Counts) ?? SignedOrAbsent(c.Note, c.DonorAbsent),
            new TripRecorded(c.Counts, c.DonorAbsent, c.Note)),
        FinishRound c => (Counted(c.Counts) ?? SignedOrAbsent(c.Note, c.DonorAbsent)) is { } reason
            ? No(reason)
            : Write(new TripRecorded(c.Counts, c.DonorAbsent, c.Note), new RoundFinished()),
        DisputeRound c => WriteUnless(Demand.Words(c.Reason, "reason"), new RoundDisputed(c.Reason)),
        CloseRound c => WriteUnless(
            known.Status is RoundStatus.Disputed ? Demand.Words(c.Settlement, "settlement") : null,
            new RoundClosed(c.Settlement)),
        _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
    };

    /// <summary>Nothing is fetched before the convention is signed, unless the pole allowed to sign at the dock.</summary>
    private static Refusal? MayBeFetched(RoundTerms known, DonationTerms? donation) => donation switch
    {
        { Status: DonationStatus.Signed or DonationStatus.InCollection } => null,
        { Status: DonationStatus.Accepted, DockSignatureAllowed: true } => null,
        { Status: DonationStatus.Accepted } => Refusal.Conflict("convention-not-signed", known.Donation.Text),
        _ => Refusal.Conflict("donation-not-to-be-fetched", known.Donation.Text, donation?.Status.Code() ?? "-"),
    };

    private static Refusal? Counted(ImmutableArray<TypeCount> counts)
    {
        if (counts.IsDefault)
        {
            return Demand.Between(-1, 0, MostOfAKind, "counts");
        }

        return Demand.Between(counts.DistinctBy(line => line.Type).Count(), counts.Length, counts.Length, "counts")
            ?? counts.Select((line, index) => line.Type is DeviceType.Unknown
                    ? Refusal.Invalid("type-missing", $"counts[{index}].type")
                    : Demand.Between(line.Count ?? 0, 0, MostOfAKind, $"counts[{index}].count"))
                .FirstOrDefault(refusal => refusal is not null);
    }

    private static Refusal? SignedOrAbsent(string? note, bool absent) => (note, absent) switch
    {
        (null, true) => null,
        (_, true) => Refusal.Invalid("absent-and-signed"),
        _ => Demand.Number(note, "note"),
    };
}
