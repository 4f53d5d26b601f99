using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Domain;
using Ordi2.Domain.Machines;
using Ordi2.Ledger;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Inbox;

/// <summary>A scan that waits for a person.</summary>
/// <param name="ScanId">Its id.</param>
/// <param name="Step">What it was to do.</param>
/// <param name="Settle">The step by which a person settles it: the triage itself for what an operator in training proposes, the correction for whoever made a mistake and calls.</param>
/// <param name="Organisation">Whose.</param>
/// <param name="Device">By which device.</param>
/// <param name="OccurredAt">When, by the device's clock.</param>
/// <param name="RecordedAt">When, by the server's clock.</param>
/// <param name="Reason">Why it waits, and what to do.</param>
/// <param name="Person">By whom, opaque, for the supervisor of the same organisation.</param>
internal sealed record WaitingScan(
    Guid ScanId,
    string Step,
    string Settle,
    string Organisation,
    string Device,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    SaidReason Reason,
    string? Person)
{
    /// <summary>What somebody who made a mistake asks the supervisor to undo; nothing with any other scan.</summary>
    [JsonIgnore]
    public CorrectEvent? Call { get; init; }
}

/// <summary>A refusal in words.</summary>
internal sealed record SaidReason(string Code, string Message, string Next);

/// <summary>Finds them in the history of a machine: the read tables only keep how many there are.</summary>
internal static class WaitingScans
{
    private static readonly string Drop = CommandCatalog<MachineCommand>.StepOf(typeof(DropHeldScan));
    private static readonly string Correct = CommandCatalog<MachineCommand>.StepOf(typeof(CorrectEvent));
    private static readonly string Triage = CommandCatalog<MachineCommand>.StepOf(typeof(Triage));

    public static ImmutableArray<WaitingScan> Of(StreamHistory history, Caller caller, string language)
    {
        var read = history.Events.Select(stored => (Stored: stored, Event: EventCatalog<MachineEvent>.Read(stored.Type, stored.Told.Span))).ToArray();
        var voided = read.Select(one => one.Event).OfType<EventCorrected>().Select(corrected => corrected.Seq).ToHashSet();
        var waiting = new List<WaitingScan>();
        WaitingScan[] before = [];

        foreach (var (stored, @event) in read.Where(one => !voided.Contains(one.Stored.Seq)))
        {
            switch (@event)
            {
                case ScanHeld held:
                    var call = held.Step == Correct ? CommandCatalog<MachineCommand>.Read(held.Step, held.Data) as CorrectEvent : null;
                    waiting.Add(Waits(stored, held.ScanId, held.Step, call is null ? Drop : Correct, held.Reason) with { Call = call });
                    break;

                case TriageProposed proposed:
                    waiting.RemoveAll(scan => scan.Settle == Triage);
                    waiting.Add(Waits(stored, proposed.ScanId, Triage, Triage, Refusal.Conflict("waits-for-supervisor")));
                    break;

                case HeldScanSettled settled:
                    waiting.RemoveAll(scan => scan.ScanId == settled.ScanId);
                    break;

                case PlaceTaken:
                    before = [.. waiting];
                    break;

                // The exchange was undone: what waited then waits again.
                case PlaceGivenBack:
                    waiting = [.. before];
                    break;

                case DeviceTriaged:
                    waiting.RemoveAll(scan => scan.Settle == Triage);
                    break;
            }
        }

        return [.. waiting.OrderBy(scan => scan.OccurredAt).ThenBy(scan => scan.RecordedAt)];

        WaitingScan Waits(StoredEvent stored, Guid scanId, string step, string settle, Refusal reason)
        {
            var (message, next) = Sentences.Say(reason, language);
            return new(
                scanId,
                step,
                settle,
                stored.Organisation,
                stored.Device,
                stored.OccurredAt,
                stored.RecordedAt,
                new(reason.Code, message, next),
                caller.SeesPeopleOf(stored.Organisation) ? stored.Actor : null);
        }
    }
}
