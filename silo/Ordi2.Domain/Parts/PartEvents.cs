using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Parts;

/// <summary>A fact in the life of a part.</summary>
public abstract record PartEvent
{
    private protected PartEvent()
    {
    }
}

[StoredAs("part.registered.v1")]
public sealed record PartRegistered(
    string Type,
    OrganisationId Holder,
    bool SerialSeenByAudit,
    MediumState MediumState,
    MachineId? From = null,
    AuditedMedium? Medium = null) : PartEvent;

/// <summary>A report that was judged: the state is our verdict, not the tool's.</summary>
[StoredAs("part.wiped.v1")]
public sealed record PartWiped(WipeReport Report, MediumState State) : PartEvent
{
    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

/// <summary>A report that was judged and found wanting.</summary>
[StoredAs("part.wipe-failed.v1")]
public sealed record PartWipeFailed(WipeReport Report, string Code) : PartEvent
{
    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("part.tested.v1")]
public sealed record PartTested(bool Works, [FreeText] string? How = null) : PartEvent;

[StoredAs("part.fitted.v1")]
public sealed record PartFitted(MachineId Machine, bool AlreadyFitted) : PartEvent;

[StoredAs("part.taken-out.v1")]
public sealed record PartTakenOut(MediumState MediumState) : PartEvent;

[StoredAs("part.scrapped.v1")]
public sealed record PartScrapped([FreeText] string Reason, string? Witness = null) : PartEvent;
