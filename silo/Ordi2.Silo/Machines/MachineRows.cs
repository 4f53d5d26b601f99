using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Domain;
using Ordi2.Domain.Machines;
using Ordi2.Ledger.Boards;
using Ordi2.Ledger.Machines;

namespace Ordi2.Silo.Machines;

/// <summary>What lists and boards keep of a machine: the one place that says how a row follows from the fold.</summary>
internal static class MachineRows
{
    public static MachineRow? Of(MachineId id, Machine machine) => machine.Version == 0
        ? null
        : new MachineRow
        {
            Id = id.Text,
            Status = machine.Status,
            Type = machine.Type,
            Sanitisation = machine.Sanitisation,
            LegalNature = machine.LegalNature,
            Holds = machine.Holds.Bits,
            Holder = machine.Custody?.Holder.Text,
            Site = machine.Custody?.Site?.Text,
            Owner = machine.Ownership?.Owner.Text,
            Pole = machine.Pole?.Text,
            Donation = machine.Donation?.Text,
            Dossier = machine.Allocation?.Dossier.Text,
            Delivery = machine.Delivery?.Text,
            Loan = machine.Loan?.Text,
            Batch = machine.Batch?.Text,
            Grade = machine.Grade,
            Profile = machine.Profile,
            Maker = machine.Maker,
            Model = machine.Model,
            Serial = machine.Serial,
            Plan = machine.Carries?.Plan,
            Image = machine.Carries?.Image,
            InstalledAt = machine.Carries?.At,
            StatusSince = machine.StatusSince,
            ReadySince = machine.ReadySince,
            DueAt = machine.DueAt,
            ClaimUntil = machine.ClaimUntil,
            WakeAt = machine.WakeAt,
            Impact = machine.Impact,
            HeldScans = machine.Held.Length + (machine.Proposal is null ? 0 : 1),
            Findings = machine.Findings,
            PastGifts = [.. machine.PastGifts.Select(past => new PastGiftRow(past.Donation.Text, past.Status, past.Type))],
            Version = machine.Version,
        };

    /// <summary>What the days of the boards count when a machine becomes another: what it reached now, and what a correction says that it never reached.</summary>
    public static IEnumerable<(string Scope, string Counter, int Amount)> ReachedBetween(MachineId id, Machine before, Machine after) =>
        (before.Reached == after.Reached
            ? AttachedBetween(before, after)
            : before.Reached.Except(after.Reached).SelectMany(gone => Days(Of(id, before)!, gone, -1))
                .Concat(after.Reached.Except(before.Reached).SelectMany(come => Days(Of(id, after)!, come, +1)))
                .Concat(AttachedBetween(before, after)))
        .Concat(PassedBetween(before, after));

    /// <summary>From whom to whom it went, for the flows of its pole. One that is in no pole yet counts in none, and from its first pole on with all that it went through.</summary>
    private static IEnumerable<(string Scope, string Counter, int Amount)> PassedBetween(Machine before, Machine after) =>
        before.Passages == after.Passages && before.Pole == after.Pole
            ? []
            : Passed(before, -1).Concat(Passed(after, +1))
                .GroupBy(flow => (flow.Scope, flow.Counter), (key, flows) => (key.Scope, key.Counter, Amount: flows.Sum(flow => flow.Amount)))
                .Where(flow => flow.Amount != 0);

    private static IEnumerable<(string Scope, string Counter, int Amount)> Passed(Machine machine, int amount) => machine.Pole is { } pole
        ? machine.Passages.Select(passage => FlowCounters.Of(pole.Text, new(passage.From?.Text, passage.Gift?.Text, passage.To?.Text, amount), passage.RecordedAt))
        : [];

    /// <summary>What it reached before it had a gift counts on the board of its gift from then on, and no more once that turns out not to be so.</summary>
    private static IEnumerable<(string Scope, string Counter, int Amount)> AttachedBetween(Machine before, Machine after) => (before.Donation, after.Donation) switch
    {
        (null, { } come) => before.Reached.Intersect(after.Reached).SelectMany(reached => BoardDays.OfDonation(come.Text, reached.Name, reached.RecordedAt, +1)),
        ({ } gone, null) => before.Reached.Intersect(after.Reached).SelectMany(reached => BoardDays.OfDonation(gone.Text, reached.Name, reached.RecordedAt, -1)),
        _ => [],
    };

    private static IEnumerable<(string Scope, string Counter, int Amount)> Days(MachineRow row, ReachedMilestone reached, int amount) =>
        BoardDays.Of(row, reached.Name, reached.RecordedAt, reached.By.Text, amount);

    /// <summary>The numbers of others that these events saw on the machine.</summary>
    public static ImmutableArray<ExternalId> ExternalIdsOf(IEnumerable<MachineEvent> events)
    {
        var seen = ImmutableArray.CreateBuilder<ExternalId>();

        foreach (var @event in events)
        {
            var serial = @event switch
            {
                DeviceDeclared e => e.Serial,
                DeviceReceived e => e.Serial,
                AuditRecorded e => e.Audit.Serial,
                _ => null,
            };

            if (!string.IsNullOrWhiteSpace(serial))
            {
                seen.Add(new("serial", serial.Trim().ToUpperInvariant()));
            }

            var donors = @event switch
            {
                DeviceDeclared e => e.DonorNumber,
                DeviceReceived e => e.DonorNumber,
                GiftAttached e => e.DonorNumber,
                _ => null,
            };

            if (!string.IsNullOrWhiteSpace(donors))
            {
                seen.Add(new("donor", donors.Trim().ToUpperInvariant()));
            }

            if (@event is AuditRecorded audit)
            {
                seen.AddRange(audit.Audit.Batteries.Where(battery => !string.IsNullOrWhiteSpace(battery)).Select(battery => new ExternalId("battery", battery.Trim().ToUpperInvariant())));
                seen.AddRange(audit.Audit.Media.Where(medium => !medium.Serial.StartsWith('?')).Select(medium => new ExternalId("medium", medium.Serial.ToUpperInvariant())));
            }
        }

        return seen.ToImmutable();
    }

    /// <summary>The labels that lead to the machine from these events on: its own with its very first event, later ones as aliases.</summary>
    public static ImmutableArray<string> LabelsOf(MachineId id, ImmutableArray<Recorded<MachineEvent>> events)
    {
        var labels = ImmutableArray<string>.Empty;

        foreach (var recorded in events)
        {
            labels = recorded switch
            {
                { Seq: 1, Event: Relabelled relabelled } => [id.Text, relabelled.NewLabel.Text],
                { Seq: 1 } => [id.Text],
                { Event: Relabelled relabelled } => labels.Add(relabelled.NewLabel.Text),
                _ => labels,
            };
        }

        return labels;
    }
}
