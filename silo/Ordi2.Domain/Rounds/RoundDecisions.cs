using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Donations;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Rounds.RoundEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Rounds;

/// <summary>May this be done to a collection round?</summary>
public static class RoundDecisions
{
    /// <summary>The stop of a round that has one and did not name it.</summary>
    public const string OnlyStop = "1";

    private const int MostStops = 50;
    private const int MostWarnings = 20;

    /// <summary>The only stop of a round that names none.</summary>
    internal static PlannedStop TheOnlyStop(string? accessNotes) => new(OnlyStop) { AccessNotes = accessNotes };

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(CollectionRound round, RoundCommand command) => command switch
    {
        CreateRound create => Inquiry.About(create.Carrier) with { Donation = create.Donation },
        ReplanRound replan => Inquiry.About(replan.Carrier),
        OpenRound => Inquiry.None with { Donation = round.Terms?.Donation },
        _ => Inquiry.None,
    };

    public static Decision<RoundEvent> Decide(CollectionRound round, RoundCommand command, Caller caller, Guid commandId, Facts facts, DateTimeOffset now)
    {
        var step = CommandCatalog<RoundCommand>.StepOf(command);
        var relations = Relations(round, command, caller, facts.Donation);
        var repeated = round.Commands.Contains(commandId);

        return RoundLife.Table.Stops(round.Id.Text, step, round.Terms?.Status, caller, repeated, relations) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : round.Terms is { } known ? Change(round, known, command, commandId, facts, now) : Create(round.Id, (CreateRound)command, facts);
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
            ?? (command.AccessNotes is { } notes ? Demand.Words(notes, "accessNotes") : null)
            ?? Journey(command.Driver, command.Vehicle, command.Capacity, command.Stops);

        return reason is null && facts.Donation is { } donation
            ? Write(new RoundCreated(
                command.Donation,
                command.Carrier,
                command.Day,
                donation.Donor,
                donation.Pole,
                donation.Receiver,
                command.Vehicle,
                command.AccessNotes,
                command.Capacity)
            {
                Stops = command.Stops.IsDefaultOrEmpty ? [TheOnlyStop(command.AccessNotes)] : command.Stops,
                Driver = command.Driver,
                Announced = PickedUp.Together(donation.Announced.Select(line => new TypeCount(line.Type, line.Quantity))),
            })
            : No(reason!);
    }

    private static Decision<RoundEvent> Change(CollectionRound round, RoundTerms known, RoundCommand command, Guid commandId, Facts facts, DateTimeOffset now) => command switch
    {
        OpenRound => WriteUnless(MayBeFetched(known, facts.Donation), new RoundOpened()),
        ReplanRound c => WriteUnless(
            Demand.Unchanged(known.PlanVersion, c.BasedOn)
                ?? Demand.Does(facts, c.Carrier, Activity.Carrier, Activity.Workshop)
                ?? Demand.Between(c.Stops.IsDefault ? 0 : c.Stops.Length, 1, MostStops, "stops")
                ?? Journey(c.Driver, c.Vehicle, c.Capacity, c.Stops),
            new RoundReplanned(c.Carrier, c.Day, c.Stops, c.Vehicle, c.Capacity, c.Driver)),
        CallOffRound c => WriteUnless(Demand.Words(c.Reason, "reason"), new RoundCalledOff(c.Reason)),
        MakeRoundCode c => WriteUnless(SigningCode.WrongForm(c.Digest), new RoundCodeMade(c.Digest ?? string.Empty, now + SigningCode.Lives)),
        SignTrip c => Trips.Sign(round, known, c, now),
        KeyCounts c => Trips.Key(known, c),
        RecordTrip c => Trips.Record(known, c, commandId),
        FinishRound c => Trips.Finish(known, c, commandId),
        FinishRoundErrand c => round.Errands.Any(errand => errand.Name == c.Errand) ? Write(new RoundErrandFinished(c.Errand)) : AlreadySo(),
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

        // A public body commits to re-use before anything leaves: no signature at the dock makes up for that.
        { Status: DonationStatus.Accepted, DockSignatureAllowed: true } when DonationRestrictions.IsPublic(donation.LegalBasis) =>
            Refusal.Conflict("commitment-before-collection", known.Donation.Text),
        { Status: DonationStatus.Accepted, DockSignatureAllowed: true } => null,
        { Status: DonationStatus.Accepted } => Refusal.Conflict("convention-not-signed", known.Donation.Text),
        _ => Refusal.Conflict("donation-not-to-be-fetched", known.Donation.Text, donation?.Status.Code() ?? "-"),
    };

    private static Refusal? Journey(PersonId? driver, string? vehicle, int? capacity, ImmutableArray<PlannedStop> stops) =>
        (driver is { } person ? Demand.Number(person.Text, "driver") : null)
            ?? (vehicle is null ? null : Demand.Number(vehicle, "vehicle"))
            ?? (capacity is { } most ? Demand.Between(most, 1, Trips.MostOfAKind, "capacity") : null)
            ?? Stops(stops);

    private static Refusal? Stops(ImmutableArray<PlannedStop> stops)
    {
        if (stops.IsDefaultOrEmpty)
        {
            return null;
        }

        return Demand.Between(stops.Length, 1, MostStops, "stops")
            ?? (stops.DistinctBy(stop => stop.Id, StringComparer.Ordinal).Count() < stops.Length ? Refusal.Invalid("stop-twice") : null)
            ?? stops.Select(Stop).FirstOrDefault(refusal => refusal is not null);
    }

    private static Refusal? Stop(PlannedStop stop) =>
        Demand.Number(stop.Id, "stops.id")
            ?? (stop.Place is { } place ? Demand.Words(place, "stops.place") : null)
            ?? (stop.AccessNotes is { } notes ? Demand.Words(notes, "stops.accessNotes") : null)
            ?? (stop is { SlotFrom: { } from, SlotTo: { } to } && to <= from ? Refusal.Invalid("dates-reversed", Refusal.Moment(from), Refusal.Moment(to)) : null)
            ?? Demand.Between(stop.Safety.IsDefault ? 0 : stop.Safety.Length, 0, MostWarnings, "stops.safety")
            ?? (stop.Safety.IsDefault ? null : stop.Safety.Select(warning => Demand.Words(warning, "stops.safety")).FirstOrDefault(refusal => refusal is not null));
}
