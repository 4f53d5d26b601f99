using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Machines;

[StoredAs("machine.went-missing.v1")]
public sealed record WentMissing([FreeText] string? Circumstances) : MachineEvent;

[StoredAs("machine.stolen.v1")]
public sealed record WasStolen(string? PoliceNumber) : MachineEvent
{
    /// <summary>When it happened or was found out.</summary>
    public DateTimeOffset? HappenedAt { get; init; }

    /// <summary>By when the number of the complaint has to be known, by the rules that held then.</summary>
    public DateTimeOffset? ComplaintBefore { get; init; }

    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

/// <summary>The complaint about a theft, and whether it was filed or told after the time that the rules give (72 hours, domain.md 12.1): late is not hidden.</summary>
[StoredAs("machine.complaint-told.v1")]
public sealed record ComplaintTold(string Number, DateTimeOffset FiledAt, DateTimeOffset HappenedAt, bool Late) : MachineEvent;

/// <summary>The time for the number of the complaint is over, and nobody told one.</summary>
[StoredAs("machine.complaint-overdue.v1")]
public sealed record ComplaintOverdue(DateTimeOffset Since) : MachineEvent;

[StoredAs("machine.recovered.v1")]
public sealed record Recovered([FreeText] string? Circumstances) : MachineEvent
{
    /// <summary>It is back within the months of the rules: what its placement counted is taken back. An old fact does not say: then the dates do.</summary>
    public bool? ImpactReversed { get; init; }
}

[StoredAs("machine.recalled.v1")]
public sealed record Recalled(string Recall, [FreeText] string Reason) : MachineEvent;

/// <summary>Somebody who is not the known holder says to have it; the known holder is asked.</summary>
/// <param name="ConfirmedAfter">From then on silence is consent: 5 working days (domain.md 4.4).</param>
[StoredAs("machine.handover-claimed.v1")]
public sealed record HandoverClaimed(OrganisationId Claimant, SiteId? Site, DateTimeOffset ConfirmedAfter) : MachineEvent
{
    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("machine.handover-contested.v1")]
public sealed record HandoverContested(OrganisationId Claimant, [FreeText] string Reason) : MachineEvent;

[StoredAs("machine.sighted.v1")]
public sealed record Sighted(OrganisationId By, SiteId? Site) : MachineEvent;

[StoredAs("machine.inventoried.v1")]
public sealed record Inventoried(string? Zone, bool Expected) : MachineEvent
{
    /// <summary>The site where it was seen, where the scan said it.</summary>
    public SiteId? Site { get; init; }
}

[StoredAs("machine.relabelled.v1")]
public sealed record Relabelled(MachineId NewLabel, string Proof) : MachineEvent;

/// <summary>The event of that number is void: the machine is what its other events make of it.</summary>
[StoredAs("machine.event-corrected.v1")]
public sealed record EventCorrected(long Seq, string Reason) : MachineEvent;

/// <summary>A person should look at something; the scan itself was carried out.</summary>
[StoredAs("machine.finding-raised.v1")]
public sealed record FindingRaised(Guid ScanId, string Code, ImmutableArray<string> Arguments) : MachineEvent;

/// <summary>A scan that could not be carried out and is not lost: it waits for what is missing, or for a person.</summary>
/// <param name="Data">The fields of the step, as the device sent them.</param>
[StoredAs("machine.scan-held.v1"), FreeText("reason", "circumstances", "shortShippedReason", "condition")]
public sealed record ScanHeld(Guid ScanId, string Step, JsonElement Data, SiteId? Site, Role Role, Refusal Reason) : MachineEvent
{
    /// <summary>Whether whoever scanned was in training: what waits for a supervisor still does when it is tried again.</summary>
    public bool InTraining { get; init; }
}

/// <summary>A held scan is settled: carried out by the facts written with this one, or dropped by a person.</summary>
[StoredAs("machine.held-scan-settled.v1")]
public sealed record HeldScanSettled(Guid ScanId, bool CarriedOut, [FreeText] string? Reason) : MachineEvent;

/// <summary>A person looked at a finding, and it is settled.</summary>
[StoredAs("machine.finding-settled.v1")]
public sealed record FindingSettled(string Code, [FreeText] string Reason) : MachineEvent;
