using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Machines;

/// <summary>Transition 32: nobody finds it; its custody stays where it was last known.</summary>
/// <param name="Circumstances">Codes or words.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.report-missing"), Step("report-missing")]
public sealed record ReportMissing(
    [property: Id(0)] string? Circumstances = null) : MachineCommand;

/// <summary>Transition 33: stolen.</summary>
/// <param name="PoliceNumber">Number of the complaint; it may follow, in the time that the rules give (72 hours).</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.report-theft"), Step("report-theft")]
public sealed record ReportTheft(
    [property: Id(0)] string? PoliceNumber = null) : MachineCommand
{
    /// <summary>When the complaint was filed; now where it is not said. A late one is taken and written down as late.</summary>
    [Id(1)]
    public DateTimeOffset? ComplaintAt { get; init; }

    /// <summary>When the theft happened or was found out; when the complaint was filed where it is not said.</summary>
    [Id(2)]
    public DateTimeOffset? HappenedAt { get; init; }
}

/// <summary>The number of the complaint follows the report of the theft. A late one is taken and written down as late.</summary>
/// <param name="PoliceNumber">Number of the complaint (plainte).</param>
/// <param name="FiledAt">When it was filed; now where it is not said.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.tell-complaint"), Step("tell-complaint")]
public sealed record TellComplaint(
    [property: Id(0)] string PoliceNumber,
    [property: Id(1)] DateTimeOffset? FiledAt = null) : MachineCommand;

/// <summary>The system notes that the time for the number of the complaint is over.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.machine.mark-complaint-overdue"), Step("mark-complaint-overdue")]
public sealed record MarkComplaintOverdue : MachineCommand;

/// <summary>Transition 34: found again, by anybody; quarantine, everything is done again.</summary>
/// <param name="Circumstances">Codes or words.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.recover"), Step("recover")]
public sealed record Recover(
    [property: Id(0)] string? Circumstances = null) : MachineCommand;

/// <summary>Transition 35: the machine is recalled.</summary>
/// <param name="Recall">Number of the recall.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.open-recall"), Step("open-recall")]
public sealed record OpenRecall(
    [property: Id(0)] string Recall,
    [property: Id(1)] string Reason) : MachineCommand;

/// <summary>A machine is blocked: swollen battery, unreadable label, restriction, data incident.</summary>
/// <param name="Hold">Which hold; never a dispute of custody, which comes from two scans.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.place-hold"), Step("place-hold")]
public sealed record PlaceHold(
    [property: Id(0)] Hold Hold,
    [property: Id(1)] string Reason) : MachineCommand;

/// <summary>A hold ends.</summary>
/// <param name="Hold">Which hold.</param>
/// <param name="Reason">What was done.</param>
/// <param name="Recall">Which recall is settled: needed where several ask for the machine. The hold ends with the last of them.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.lift-hold"), Step("lift-hold")]
public sealed record LiftHold(
    [property: Id(0)] Hold Hold,
    [property: Id(1)] string Reason,
    [property: Id(2)] string? Recall = null) : MachineCommand;

/// <summary>« Je la reçois maintenant »: somebody who is not the known holder has it in hand (domain.md 4.4).</summary>
[GenerateSerializer, Immutable, Alias("ordi2.machine.claim-custody"), Step("claim-custody")]
public sealed record ClaimCustody : MachineCommand;

/// <summary>« Je la signale seulement »: seen here, not taken.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.machine.report-sighting"), Step("report-sighting")]
public sealed record ReportSighting : MachineCommand;

/// <summary>The known holder, the coordinator or the deadline of 5 working days confirms a pending handover.</summary>
/// <param name="Claimant">Whose claim is meant; none for whichever is pending.</param>
/// <param name="Holder">From whom it is to pass; none for whoever holds it.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.confirm-handover"), Step("confirm-handover")]
public sealed record ConfirmHandover(
    [property: Id(0)] OrganisationId? Claimant = null,
    [property: Id(1)] OrganisationId? Holder = null) : MachineCommand;

/// <summary>The known holder contests: the coordinator will settle.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Claimant">Whose claim is meant; none for whichever is pending.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.contest-handover"), Step("contest-handover")]
public sealed record ContestHandover(
    [property: Id(0)] string Reason,
    [property: Id(1)] OrganisationId? Claimant = null) : MachineCommand;

/// <summary>The coordinator says who holds the machine.</summary>
/// <param name="Holder">Who.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.settle-custody"), Step("settle-custody")]
public sealed record SettleCustody(
    [property: Id(0)] OrganisationId Holder,
    [property: Id(1)] string Reason) : MachineCommand;

/// <summary>The donor's restrictions become stricter; they can never be loosened.</summary>
/// <param name="Restrictions">The additional restrictions.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.tighten-restrictions"), Step("tighten-restrictions")]
public sealed record TightenRestrictions(
    [property: Id(0)] Restrictions Restrictions) : MachineCommand;

/// <summary>A person settles a scan that waits: it is not carried out (domain.md 4.5, invariant 9: the conflict inbox).</summary>
/// <param name="ScanId">The scan that was held.</param>
/// <param name="Reason">Why it is not carried out.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.drop-held-scan"), Step("drop-held-scan")]
public sealed record DropHeldScan(
    [property: Id(0)] Guid ScanId,
    [property: Id(1)] string Reason) : MachineCommand;

/// <summary>A person looked at what a scan pointed out, and it is settled (domain.md 4.4: the conflict inbox empties).</summary>
/// <param name="Code">Code of the finding, for example <c>duplicate-serial</c>.</param>
/// <param name="Reason">What was done.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.settle-finding"), Step("settle-finding")]
public sealed record SettleFinding(
    [property: Id(0)] string Code,
    [property: Id(1)] string Reason) : MachineCommand;
