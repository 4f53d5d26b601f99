using System.Collections.Immutable;
using System.Diagnostics;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Incidents;

namespace Ordi2.Domain.Incidents;

/// <summary>What is known of an incident from its history.</summary>
public sealed record Incident(IncidentId Id)
{
    /// <summary>What others may know; nothing before it was opened.</summary>
    public IncidentTerms? Terms { get; init; }

    /// <summary>When it happened, or was found out.</summary>
    public DateTimeOffset HappenedAt { get; init; }

    /// <summary>After a theft a complaint is in time for so long: as it was when the incident was opened.</summary>
    public TimeSpan ComplaintWithin { get; init; } = TimeSpan.FromHours(PoleRules.Default.ComplaintHours);

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    /// <summary>By when somebody must have acted, if anybody must.</summary>
    public DateTimeOffset? DueAt => Terms is { Overdue: false, Status: not (IncidentStatus.Solved or IncidentStatus.Closed) } known ? known.SolveBefore : null;

    private IncidentTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its opening.");

    public Incident Evolve(IncidentEvent @event, Provenance from) => this with
    {
        HappenedAt = @event is IncidentOpened opened ? opened.HappenedAt : HappenedAt,
        ComplaintWithin = @event is IncidentOpened { ComplaintHours: { } hours } ? TimeSpan.FromHours(hours) : ComplaintWithin,
        Terms = Change(@event, from) with { Version = (Terms?.Version ?? 0) + 1 },
        Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
    };

    private IncidentTerms Change(IncidentEvent @event, Provenance from) => @event switch
    {
        IncidentOpened e => Begin(e, from),
        IncidentAssigned e => Known with { Status = IncidentStatus.Assigned, Handler = e.To, WaitsFor = null },
        IncidentWaits e => Known with { Status = IncidentStatus.Waiting, WaitsFor = e.For },
        IncidentResumed => Known with { Status = IncidentStatus.Assigned, WaitsFor = null },
        IncidentNoted e => Known with { Notes = Known.Notes.Add(new(from.RecordedAt, from.Organisation, e.Text, e.Photo)) },
        ComplaintDeclared e => Known with { Complaint = e.Complaint },
        DataAnswered e => Known with { Data = e.Data, Guidance = IncidentRules.Guidance(Known.Kind, e.Data) },
        IncidentOverdue => Known with { Overdue = true },
        IncidentSolved e => Known with { Status = IncidentStatus.Solved, Outcome = e.Outcome, WaitsFor = null },
        IncidentReopened => Known with { Status = Known.Handler is null ? IncidentStatus.Open : IncidentStatus.Assigned, Outcome = null },
        IncidentClosed => Known with { Status = IncidentStatus.Closed },
        _ => throw new UnreachableException($"An incident does not know {@event.GetType().Name}."),
    };

    private IncidentTerms Begin(IncidentOpened e, Provenance from) => new()
    {
        Id = Id,
        Kind = e.Kind,
        What = e.What,
        OpenedBy = e.OpenedBy,
        BySystem = e.BySystem,
        Pole = e.Pole,
        Handler = e.Handler,
        Link = e.Link,
        About = e.About,
        Machines = e.Machines,
        OpenedAt = from.RecordedAt,
        SolveBefore = e.SolveBefore,
        Call = e.Call.IsDefault ? [] : e.Call,
        Guidance = IncidentRules.Guidance(e.Kind, DataAnswer.Unanswered),
        Notes = e.Photo is null ? [] : [new(from.RecordedAt, e.OpenedBy, e.What, e.Photo)],
    };
}
