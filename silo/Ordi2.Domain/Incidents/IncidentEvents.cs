using System.Collections.Immutable;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Incidents;

/// <summary>A fact in the life of an incident.</summary>
public abstract record IncidentEvent
{
    private protected IncidentEvent()
    {
    }
}

[StoredAs("incident.opened.v1")]
public sealed record IncidentOpened(
    IncidentKind Kind,
    [FreeText] string What,
    OrganisationId OpenedBy,
    bool BySystem,
    ChainLink Link,
    ImmutableArray<MachineId> Machines,
    DateTimeOffset HappenedAt,
    DateTimeOffset SolveBefore,
    OrganisationId? Pole = null,
    OrganisationId? Handler = null,
    string? About = null,
    string? Photo = null) : IncidentEvent
{
    /// <summary>Whom to call at once; nobody where the opening does not say.</summary>
    public ImmutableArray<OrganisationId> Call { get; init; } = [];

    /// <summary>Hours in which a complaint is in time; 72 where the opening does not say.</summary>
    public int? ComplaintHours { get; init; }

    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("incident.assigned.v1")]
public sealed record IncidentAssigned(OrganisationId To) : IncidentEvent;

[StoredAs("incident.waiting.v1")]
public sealed record IncidentWaits([FreeText] string For) : IncidentEvent;

[StoredAs("incident.resumed.v1")]
public sealed record IncidentResumed : IncidentEvent;

[StoredAs("incident.noted.v1")]
public sealed record IncidentNoted([FreeText] string Text, string? Photo = null) : IncidentEvent;

/// <summary>The complaint is known. Late stays late.</summary>
[StoredAs("incident.complaint-declared.v1")]
public sealed record ComplaintDeclared(Complaint Complaint) : IncidentEvent;

[StoredAs("incident.data-answered.v1")]
public sealed record DataAnswered(DataAnswer Data) : IncidentEvent;

[StoredAs("incident.overdue.v1")]
public sealed record IncidentOverdue : IncidentEvent;

[StoredAs("incident.solved.v1")]
public sealed record IncidentSolved([FreeText] string Outcome) : IncidentEvent;

[StoredAs("incident.reopened.v1")]
public sealed record IncidentReopened([FreeText] string Reason) : IncidentEvent;

[StoredAs("incident.closed.v1")]
public sealed record IncidentClosed : IncidentEvent;
