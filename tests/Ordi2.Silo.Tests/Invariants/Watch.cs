using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Machines;
using Ordi2.Ledger;
using StoredFacts = Ordi2.Silo.Streams.Facts;

namespace Ordi2.Silo.Tests.Invariants;

/// <summary>Looks at each write: what one aggregate alone can break of the twelve invariants, and the balances of the others.</summary>
internal sealed class Watch
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Followed> _machines = new(StringComparer.Ordinal);
    private readonly Dictionary<OrganisationId, OrganisationProfile> _organisations = [];
    private readonly Dictionary<string, long> _ends = new(StringComparer.Ordinal);
    private readonly HashSet<(string Device, Guid Id)> _ids = [];
    private readonly Dictionary<string, DocumentTerms> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<int, string?>> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<DonationId, DonationTerms> _donations = [];
    private readonly List<string> _broken = [];

    /// <summary>The machines as their facts make them.</summary>
    public IReadOnlyDictionary<string, Machine> Machines
    {
        get
        {
            lock (_gate)
            {
                return _machines.ToDictionary(pair => pair.Key, pair => pair.Value.Machine, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>The dossiers for which a machine was placed: their places are used, whatever becomes of it.</summary>
    public IReadOnlySet<string> PlacedFor(string machine)
    {
        lock (_gate)
        {
            return _machines[machine].PlacedFor.ToHashSet(StringComparer.Ordinal);
        }
    }

    /// <summary>The documents, as they were written last.</summary>
    public IReadOnlyDictionary<string, DocumentTerms> Documents
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<string, DocumentTerms>(_documents, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>The numbers that were handed out, with their series and what for; nothing for one that was given up since.</summary>
    public IReadOnlyList<(string Series, int Number, string? Purpose)> Taken
    {
        get
        {
            lock (_gate)
            {
                return [.. _taken.SelectMany(series => series.Value.Select(one => (series.Key["series/".Length..], one.Key, one.Value)))];
            }
        }
    }

    /// <summary>What was broken so far; empty as it should be.</summary>
    public IReadOnlyList<string> Broken
    {
        get
        {
            lock (_gate)
            {
                return [.. _broken];
            }
        }
    }

    public void Wrote(Append append)
    {
        lock (_gate)
        {
            Once(append);
            Body(append);

            var stored = append.Events.Select((e, i) => new StoredEvent(
                0, append.Stream, append.Expected.Seq + i + 1, e.Type, e.Data, e.OccurredAt, append.RecordedAt, append.Actor, append.Organisation, append.Device, e.ClientEventId, default)).ToArray();

            if (append.Stream.StartsWith("machine/", StringComparison.Ordinal))
            {
                Follow(append.Stream["machine/".Length..], stored, append.Machine?.After.Status);
            }
            else if (append.Stream.StartsWith("series/", StringComparison.Ordinal))
            {
                Number(append.Stream, stored.Select(StoredFacts.Read<SeriesEvent>).Select(one => one.Event));
            }
        }
    }

    /// <summary>Invariant 8: the numbers of a series follow each other, and only one that was handed out is given up.</summary>
    private void Number(string series, IEnumerable<SeriesEvent> events)
    {
        var numbers = _taken.TryGetValue(series, out var known) ? known : _taken[series] = [];

        foreach (var @event in events)
        {
            if (@event is NumberTaken taken)
            {
                Must(taken.Number == numbers.Count + 1, $"I8: {series} goes from {numbers.Count} to {taken.Number}.");
                numbers[taken.Number] = taken.Purpose;
            }
            else if (@event is NumberCancelled cancelled)
            {
                Must(numbers.ContainsKey(cancelled.Number), $"I8: {series} gives up {cancelled.Number}, which nobody has.");
                numbers[cancelled.Number] = null;
            }
        }
    }

    /// <summary>Invariant 9: an id of a device is written once, and a stream has no gap.</summary>
    private void Once(Append append)
    {
        Must(append.Expected.Seq == _ends.GetValueOrDefault(append.Stream), $"I9: {append.Stream} goes on at {append.Expected.Seq} behind {_ends.GetValueOrDefault(append.Stream)}.");
        _ends[append.Stream] = append.Expected.Seq + append.Events.Length;

        foreach (var id in append.Events.Select(e => e.ClientEventId).OfType<Guid>())
        {
            Must(_ids.Add((append.Device, id)), $"I9: {append.Device} {id} is written twice.");
        }
    }

    /// <summary>The balances that the aggregates keep themselves (domain.md 5).</summary>
    private void Body(Append append)
    {
        if (append.Aggregate is not { } row)
        {
            return;
        }

        switch (row.Kind)
        {
            case "organisation":
                var profile = Read<OrganisationProfile>(row.Body);
                _organisations[profile.Id] = profile;
                break;

            case "dossier":
                var dossier = Read<DossierTerms>(row.Body);
                Must(dossier.Needs.All(line => line.Allocated >= 0 && line.Accepted <= line.Requested && line.Allocated <= line.Accepted), $"{row.Id}: more is allocated than accepted, or more accepted than asked.");
                break;

            case "allocation":
                var allocation = Read<AllocationTerms>(row.Body);
                Must(allocation.Machines.DistinctBy(one => one.Machine).Count() == allocation.Machines.Length, $"{row.Id} names a machine twice.");
                Must(allocation.Machines.Count(one => one.State is AllocatedState.Secured or AllocatedState.Arrived) <= allocation.Quantity, $"{row.Id} has more machines than {allocation.Quantity}.");
                break;

            case "donation":
                Settled(Read<DonationTerms>(row.Body), append.Events.Any(e => e.Type == "donation.counted.v1"));
                break;

            case "round":
                var round = Read<RoundTerms>(row.Body);
                var trips = round.Stops.SelectMany(stop => stop.Trips).SelectMany(trip => trip.Counts).Where(count => count.Count is not null).GroupBy(count => count.Type).ToDictionary(group => group.Key, group => group.Sum(count => count.Count!.Value));
                Must(round.Counts.All(count => (count.Count ?? 0) == trips.GetValueOrDefault(count.Type)), $"{row.Id}: the round counts otherwise than its trips.");
                break;

            case "batch":
                var batch = Read<BatchTerms>(row.Body);
                Must(batch.Machines.Distinct().Count() == batch.Machines.Length, $"{row.Id} holds a machine twice.");
                Must(!batch.RefusedMachines.Any(batch.Machines.Contains), $"{row.Id}: what the recycler refused is still in it.");
                break;

            case "document":
                Kept(row.Id, Read<DocumentTerms>(row.Body));
                break;

            default:
                break;
        }
    }

    /// <summary>Announced, picked up, received: what came is taken over or refused, and what is settled was counted.</summary>
    /// <param name="donation">As it stands now.</param>
    /// <param name="counted">It was counted just now: what the sheet says came is what the facts of the machines say (invariant 12).</param>
    private void Settled(DonationTerms donation, bool counted)
    {
        _donations[donation.Id] = donation;

        if (counted)
        {
            // Also what was given back and came again with another gift: it came with this one too.
            var came = _machines.Values.Sum(one => one.Machine.PastGifts.Count(past => past.Donation == donation.Id)
                + (one.Machine.Donation == donation.Id && one.Machine.Status is not (MachineStatus.None or MachineStatus.Declared or MachineStatus.Collected) ? 1 : 0));
            Must(donation.Sheet.Sum(line => line.Received) == came, $"I12: {came} machines of {donation.Id} came, and {donation.Sheet.Sum(line => line.Received)} were counted.");
        }

        Must(donation.Sheet.All(line => line.Refused >= 0 && line.Refused <= line.Received), $"{donation.Id}: more is refused than came.");
        Must(donation.Sheet.DistinctBy(line => line.Type).Count() == donation.Sheet.Length, $"{donation.Id}: a type is counted twice.");
        Must(
            donation.Sheet.IsEmpty || donation.Announced.GroupBy(line => line.Type).All(group => donation.Sheet.Single(line => line.Type == group.Key).Announced == group.Sum(line => line.Quantity)),
            $"{donation.Id}: the sheet announces otherwise than the list.");
        Must(donation.Status is not (DonationStatus.Reconciled or DonationStatus.Closed) || (donation.CountedAt is not null && donation.SettledBy is not null), $"{donation.Id} is settled and was not counted.");
    }

    /// <summary>Invariant 8: what a document says never changes; it is replaced with links both ways, or cancelled.</summary>
    private void Kept(string id, DocumentTerms document)
    {
        if (_documents.TryGetValue(id, out var before))
        {
            Must(before.Sha256 == document.Sha256 && before.Content == document.Content, $"I8: {id} says something else than before.");
            Must(
                before.Status is not (DocumentStatus.Replaced or DocumentStatus.Cancelled) || document.Status is DocumentStatus.Replaced || before.Status == document.Status,
                $"I8: {id} lives again after {before.Status}.");
            Must(before.Replaces == document.Replaces && (before.ReplacedBy is null || before.ReplacedBy == document.ReplacedBy), $"I8: {id} leads to others than before.");
        }

        _documents[id] = document;
    }

    /// <summary>One machine, fact by fact: invariants 1, 2, 4 to 7, 10, 11; and the balance of all, 12.</summary>
    private void Follow(string id, IReadOnlyList<StoredEvent> stored, MachineStatus? shown)
    {
        var followed = _machines.TryGetValue(id, out var known) ? known : _machines[id] = new();
        var first = followed.History.Count;
        followed.History.AddRange(stored.Select(StoredFacts.Read<MachineEvent>));

        for (var i = first; i < followed.History.Count; i++)
        {
            var (before, recorded) = (followed.Machine, followed.History[i]);
            followed.Machine = recorded.Event is EventCorrected ? Machine.Fold(followed.History.Take(i + 1)) : before.Evolve(recorded);

            // The facts of one step are written together: what must hold of the machine holds after the last of them.
            Fact(followed, before, i, id, stepEnds: i + 1 == followed.History.Count || followed.History[i + 1].From.CommandId is not null);
        }

        Must(shown == followed.Machine.Status, $"I9: lists show {id} as {shown}, its facts say {followed.Machine.Status}.");
        var machines = _machines.Values.Select(one => one.Machine).ToArray();
        Summed(Balance.Of(machines.Select(machine => machine.Status)));
        Must(
            machines.Count(machine => machine.Status is not MachineStatus.None && !machine.IsTerminal) == machines.Count(machine => machine is { Custody: not null, IsTerminal: false }),
            "I4: machines by custodian are not the machines that are not at the end of their life.");
    }

    /// <summary>Invariant 12: as many machines came as there are lives with a fact that says so, and each is in one place of the sum.</summary>
    private void Summed(Balance balance)
    {
        var came = _machines.Values.Count(one => one.Arrivals.Count > 0);
        Must(balance.Closes && balance.Received == came, $"I12: {came} machines came, and the balance says {balance}.");
        Must(balance.Ready + balance.InProcess + balance.Placed + balance.Recycled + balance.Refused + balance.Missing == came, $"I12: {came} machines came, and the places of {balance} hold others.");
    }

    private void Fact(Followed followed, Machine before, int i, string id, bool stepEnds)
    {
        var (machine, recorded, history) = (followed.Machine, followed.History[i], followed.History);
        var what = $"{id} event {recorded.Seq} {recorded.Event}";
        var corrects = recorded.Event is EventCorrected;

        if (recorded.Event is DevicePickedUp or DeviceReceived)
        {
            followed.Arrivals.Add(recorded.Seq);
        }
        else if (recorded.Event is EventCorrected { Seq: var undone })
        {
            followed.Arrivals.Remove(undone);
        }

        if (recorded.Event is AuditRecorded audit)
        {
            followed.Audited.UnionWith(audit.Audit.Media.Select(medium => medium.Serial));
        }

        if (recorded.Event is PlacedWithPartner && before.Allocation is { } used)
        {
            followed.PlacedFor.Add(used.Dossier.Text);
        }

        Must(!stepEnds || !Leaves(machine) || machine.IsSafeToLeave, $"I1: {what} leaves with {machine.Sanitisation}.");
        Must(recorded.Event is not PlacedWithPartner { Derogation: false } placed || !SamePerson(placed), $"I2: {what}");
        Must(recorded.Event is not MachineAllocated || before.Allocation is null, $"I3: {what} while {before.Allocation} is open.");
        Must(recorded.Event is not MachinePacked || before.Delivery is null, $"I3: {what} while {before.Delivery} is open.");
        Must(recorded.Event is not PlacedWithPartner || before.Loan is null, $"I3: {what} while {before.Loan} is open.");
        Must(recorded.Event is not CustodyPassed passed || passed.From == before.Custody?.Holder, $"I4: {what} while {before.Custody?.Holder} holds it.");
        Must(!stepEnds || machine.Status is MachineStatus.None || machine.IsTerminal || machine.Custody is not null, $"I4: nobody holds it after {what}");
        Must(corrects || machine.Ownership == before.Ownership || (recorded.Event is OwnershipPassed passedOn && IsProven(passedOn, before, id)), $"I5: {what}");
        Must(corrects || RestrictionRules.IsAtLeastAsTight(machine.Restrictions, before.Restrictions), $"I6: {what}");
        Must(
            corrects || before.LegalNature == LegalNature.Product || machine.LegalNature == LegalNature.Waste || before.Status is MachineStatus.None
                || history.Skip(Math.Max(0, i - 3)).Take(7).Any(near => near.Event is RescuedFromWaste),
            $"I7: {what}");
        Must(recorded.Event is not QcPassed { SecondPerson: true } || recorded.From.Person != before.Installer, $"I10: {what}");
        Must(WipedIn(recorded.Event).All(result => followed.Audited.Contains(result.Serial)), $"I11: {what}");
    }

    private void Must(bool holds, string otherwise)
    {
        if (!holds)
        {
            _broken.Add(otherwise);
        }
    }

    // What was wiped well beside a medium that was not has a certificate too.
    private static ImmutableArray<WipeResult> WipedIn(MachineEvent @event) => @event switch
    {
        MediaWiped wiped => wiped.Results,
        WipeDidFail failed => failed.Results,
        _ => [],
    };

    /// <summary>Invariant 5: a deed of that machine under which both stand, or the papers of its gift.</summary>
    private bool IsProven(OwnershipPassed passed, Machine before, string machine)
    {
        if (passed.Deed is { } number)
        {
            return _documents.TryGetValue(number.Text, out var deed)
                && deed.Kind is DocumentKind.TransferDeed
                && deed.About.Contains($"machine/{machine}", StringComparer.Ordinal)
                && deed.Status is DocumentStatus.Sealed
                && ((OrganisationId?[])[passed.From ?? (before.Donation is { } gift ? _donations[gift].Donor : null), passed.To]).OfType<OrganisationId>().All(side => deed.Signatures.Any(one => one.Organisation == side));
        }

        if (before.Donation is not { } given)
        {
            return false;
        }

        // What goes back to its giver was the receiver's by the same gift; what passed at the door did so by a convention that both had signed.
        var terms = _donations[given];
        return passed.To == terms.Donor
            ? passed.From == terms.Receiver
            : passed.Document.Length > 0 && (passed.Document == terms.ReceptionNote || (passed.Document == terms.Convention && terms.SignedBy.Length == 2));
    }

    // Said here once more and not asked of the product: what it forgets must be noticed. One house: the same name, SIREN or RNA number,
    // one a part of the other, or both a part of a third.
    private bool SamePerson(PlacedWithPartner placed) => HouseOf(placed.Epn).Overlaps(HouseOf(placed.Partner));

    private HashSet<string> HouseOf(OrganisationId id)
    {
        var one = _organisations[id];
        var house = new HashSet<string>(StringComparer.Ordinal) { $"organisation {id}" };

        if (one.Parent is { } parent)
        {
            house.Add($"organisation {parent}");
        }

        if (one.Siren is { Length: > 0 } siren)
        {
            house.Add($"siren {siren}");
        }

        if (one.Rna is { Length: > 0 } rna)
        {
            house.Add($"rna {rna}");
        }

        return house;
    }

    private static bool Leaves(Machine machine) => machine.Status is MachineStatus.Ready or MachineStatus.Packed or MachineStatus.Placed
        || (machine.Status == MachineStatus.InTransit && !machine.ComingBack);

    private static T Read<T>(string body) => JsonSerializer.Deserialize<T>(body, WireJson.Options)!;

    private sealed class Followed
    {
        public List<Recorded<MachineEvent>> History { get; } = [];

        public HashSet<string> Audited { get; } = new(StringComparer.OrdinalIgnoreCase);

        public HashSet<string> PlacedFor { get; } = new(StringComparer.Ordinal);

        /// <summary>The facts by which it came, without those that were corrected.</summary>
        public HashSet<long> Arrivals { get; } = [];

        public Machine Machine { get; set; } = Machine.Unknown;
    }
}
