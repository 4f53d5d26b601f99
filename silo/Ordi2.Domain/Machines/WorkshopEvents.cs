using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Parts;

namespace Ordi2.Domain.Machines;

[StoredAs("machine.audited.v1")]
public sealed record AuditRecorded(HardwareAudit Audit, Profile Profile) : MachineEvent
{
    public ImmutableArray<string> Locks { get; init; } = [];

    /// <summary>The two persons who saw that there is no medium; empty where media were listed.</summary>
    public ImmutableArray<string> NoMediaConfirmedBy { get; init; } = [];

    /// <summary>Version of the pole's rules by which the profile was found; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("machine.wipe-started.v1")]
public sealed record WipeStarted(WipeMethod Method, ImmutableArray<string> Media) : MachineEvent
{
    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

/// <summary>What the domain made of one tool report.</summary>
/// <param name="State">Cleared, purged or failed.</param>
/// <param name="Why">Code of the reason where it failed.</param>
public sealed record WipeResult(string Serial, MediumState State, WipeReport? Report, string? Why);

/// <summary>Every report given was a proof; the machine is wiped once no medium is left running.</summary>
[StoredAs("machine.media-wiped.v1")]
public sealed record MediaWiped(ImmutableArray<WipeResult> Results) : MachineEvent
{
    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("machine.wipe-failed.v1")]
public sealed record WipeDidFail(ImmutableArray<WipeResult> Results, [FreeText] string? Reason) : MachineEvent
{
    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("machine.wipe-retried.v1")]
public sealed record WipeRetried : MachineEvent
{
    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("machine.medium-removed.v1")]
public sealed record MediumRemoved(string Serial, PartId? Part) : MachineEvent;

[StoredAs("machine.medium-destroyed.v1")]
public sealed record MediumDestroyed(string Serial, string Method, string Witness, string Photo) : MachineEvent;

/// <param name="From">Where it came from, to know where it goes back.</param>
[StoredAs("machine.repair-opened.v1")]
public sealed record RepairOpened(MachineStatus From, ImmutableArray<string> Defects) : MachineEvent;

[StoredAs("machine.part-requested.v1")]
public sealed record PartRequested(string PartType) : MachineEvent;

[StoredAs("machine.part-came.v1")]
public sealed record PartCame : MachineEvent;

/// <param name="From">The machine that the part was taken from, if any.</param>
/// <param name="Medium">The medium, when the part is one.</param>
/// <param name="MediumState">State of its data when it was fitted.</param>
[StoredAs("machine.part-fitted.v1")]
public sealed record PartFitted(PartId Part, string PartType, MachineId? From, AuditedMedium? Medium, MediumState MediumState) : MachineEvent;

[StoredAs("machine.part-taken.v1")]
public sealed record PartTakenOut(PartId Part, string PartType, string? MediumSerial) : MachineEvent;

/// <param name="To">The last step that must be redone (domain.md 12.4, point 2).</param>
[StoredAs("machine.repair-closed.v1")]
public sealed record RepairClosed(MachineStatus To, bool SystemUntouched) : MachineEvent;

[StoredAs("machine.installed.v1")]
public sealed record OsInstalled(OsPlan Plan, string? Image, string? Licence, string? NewCoa, string? OldCoa) : MachineEvent
{
    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("machine.qc-passed.v1")]
public sealed record QcPassed(Grade Grade, bool ChargerPresent, bool SecondPerson, ImmutableArray<CheckLine> Lines, int? RulesVersion = null) : MachineEvent
{
    /// <summary>If it is still in stock then, it is looked at again (domain.md 4.3, transition 39).</summary>
    public DateTimeOffset? RequalifyAfter { get; init; }

    /// <summary>When its system gets out of support, as the rules say; an old event does not know it.</summary>
    public DateTimeOffset? SupportEnds { get; init; }
}

[StoredAs("machine.qc-failed.v1")]
public sealed record QcDidFail(ImmutableArray<CheckLine> Lines) : MachineEvent;

[StoredAs("machine.requalified.v1")]
public sealed record Requalified([FreeText] string Reason) : MachineEvent;
