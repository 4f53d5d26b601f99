using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>Scans that were held are tried again when the machine has moved on: what was missing may have arrived.</summary>
public static class HeldScans
{
    /// <summary>The held scans in the order in which they were made.</summary>
    public static IEnumerable<HeldScan> InOrder(Machine machine) => machine.Held.OrderBy(held => held.From.OccurredAt).ThenBy(held => held.From.RecordedAt);

    /// <summary>The scan as it was first made.</summary>
    public static (Scan Scan, Caller Caller) Again(HeldScan held)
    {
        var command = CommandCatalog<MachineCommand>.Read(held.Step, held.Data)
            ?? throw new InvalidOperationException($"The ledger holds a scan for the step '{held.Step}', which this version does not know.");

        return (
            new Scan(held.ScanId, held.From.OccurredAt, held.Site, command),
            new Caller(held.From.Person, held.From.Organisation, held.Role, held.From.Device, held.InTraining));
    }

    /// <summary>
    /// What the scan makes now, the settling of it first; nothing when it still does not fit. A scan is settled for good only
    /// by being carried out or by a person.
    /// </summary>
    public static ImmutableArray<MachineEvent> Retry(Machine machine, MachineId id, HeldScan held, Circumstances circumstances, DateTimeOffset now)
    {
        var (scan, caller) = Again(held);

        // Months later the step may fit again by chance; it is of another time, and waits for a person.
        if (MachineDecision.IsOvertaken(machine, scan))
        {
            return [];
        }

        return MachineDecision.Decide(machine, id, scan, caller, circumstances, now) is Accept<MachineEvent> accepted
            && !accepted.Events.IsEmpty
            && accepted.Events[0] is not (ScanHeld or TriageProposed)
                ? [new HeldScanSettled(held.ScanId, CarriedOut: true, null), .. accepted.Events]
                : [];
    }
}
