using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recalls;

namespace Ordi2.Domain.Recalls;

/// <summary>A fact in the life of a recall.</summary>
public abstract record RecallEvent
{
    private protected RecallEvent()
    {
    }
}

[StoredAs("recall.created.v1")]
public sealed record RecallCreated(
    OrganisationId Pole,
    [FreeText] string Reason,
    RecallFilter Filter,
    SafetyInstruction Instruction,
    DateOnly? AnswerBefore = null,
    string? Incident = null) : RecallEvent;

/// <summary>The filter found machines: when the recall began, or more of them later.</summary>
[StoredAs("recall.machines-found.v1")]
public sealed record MachinesRecalled(ImmutableArray<FoundMachine> Machines) : RecallEvent;

[StoredAs("recall.machines-held.v1")]
public sealed record MachinesHeld(ImmutableArray<MachineId> Machines) : RecallEvent;

[StoredAs("recall.machine-found.v1")]
public sealed record RecalledMachineFound(MachineId Machine) : RecallEvent;

[StoredAs("recall.answered.v1")]
public sealed record RecallAnswered(MachineId Machine, RecallAnswer Answer) : RecallEvent;

[StoredAs("recall.unreachable.v1")]
public sealed record HolderUnreachable(MachineId Machine, [FreeText] string Reason) : RecallEvent;

[StoredAs("recall.closed.v1")]
public sealed record RecallClosed : RecallEvent;
