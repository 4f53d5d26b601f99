using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Incidents;

/// <summary>Somebody tells that something is wrong.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="What">What happened, in words, without names of persons.</param>
[GenerateSerializer, Immutable, Alias("ordi2.incident.open"), Step("open")]
public sealed record OpenIncident(
    [property: Id(0)] IncidentKind Kind,
    [property: Id(1)] string What) : IncidentCommand
{
    /// <summary>The pole that follows it; the pole of whoever tells it where it is not said.</summary>
    [Id(2)]
    public OrganisationId? Pole { get; init; }

    /// <summary>Who has to work on it, where that is known.</summary>
    [Id(3)]
    public OrganisationId? Handler { get; init; }

    /// <summary>Which link of the chain it leads to.</summary>
    [Id(4)]
    public ChainLink Link { get; init; }

    /// <summary>What it is about: <c>delivery/BL-7</c>, <c>loan/L5</c>.</summary>
    [Id(5)]
    public string? About { get; init; }

    /// <summary>The machines that it is about, at most 500.</summary>
    [Id(6)]
    public ImmutableArray<MachineId> Machines { get; init; } = [];

    /// <summary>When it happened or was found out; now where it is not said, never later than now.</summary>
    [Id(7)]
    public DateTimeOffset? HappenedAt { get; init; }

    /// <summary>Id of a photo.</summary>
    [Id(8)]
    public string? Photo { get; init; }

    /// <summary>Whom to call at once, at most 10: whose data it was, who has to prove something.</summary>
    [Id(9)]
    public ImmutableArray<OrganisationId> Call { get; init; } = [];
}

/// <summary>Somebody is given the incident, or takes it.</summary>
/// <param name="To">Which organisation.</param>
[GenerateSerializer, Immutable, Alias("ordi2.incident.assign"), Step("assign")]
public sealed record AssignIncident(
    [property: Id(0)] OrganisationId To) : IncidentCommand;

/// <summary>The incident waits for somebody else.</summary>
/// <param name="For">For what.</param>
[GenerateSerializer, Immutable, Alias("ordi2.incident.wait"), Step("wait")]
public sealed record AwaitAnswer(
    [property: Id(0)] string For) : IncidentCommand;

/// <summary>What was awaited came.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.incident.resume"), Step("resume")]
public sealed record ResumeIncident : IncidentCommand;

/// <summary>A note, with or without a photo.</summary>
/// <param name="Text">What, without names of persons.</param>
/// <param name="Photo">Id of a photo.</param>
[GenerateSerializer, Immutable, Alias("ordi2.incident.add-note"), Step("add-note")]
public sealed record AddNote(
    [property: Id(0)] string Text,
    [property: Id(1)] string? Photo = null) : IncidentCommand;

/// <summary>The complaint (plainte) about a theft is told. A late one is written down as late and not refused.</summary>
/// <param name="Number">Its number.</param>
/// <param name="FiledAt">When it was filed, not later than now.</param>
/// <param name="HappenedAt">When the theft happened or was found out; what the incident says where it is not given.</param>
[GenerateSerializer, Immutable, Alias("ordi2.incident.declare-complaint"), Step("declare-complaint")]
public sealed record DeclareComplaint(
    [property: Id(0)] string Number,
    [property: Id(1)] DateTimeOffset FiledAt,
    [property: Id(2)] DateTimeOffset? HappenedAt = null) : IncidentCommand;

/// <summary>The question on data is answered: what was on the machine?</summary>
/// <param name="Data">What.</param>
[GenerateSerializer, Immutable, Alias("ordi2.incident.answer-data"), Step("answer-data")]
public sealed record AnswerData(
    [property: Id(0)] DataAnswer Data) : IncidentCommand;

/// <summary>The deadline is over and nobody solved it: written down once.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.incident.mark-overdue"), Step("mark-overdue")]
public sealed record MarkOverdue : IncidentCommand;

/// <summary>It is solved.</summary>
/// <param name="Outcome">How.</param>
[GenerateSerializer, Immutable, Alias("ordi2.incident.solve"), Step("solve")]
public sealed record SolveIncident(
    [property: Id(0)] string Outcome) : IncidentCommand;

/// <summary>It is not solved after all.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.incident.reopen"), Step("reopen")]
public sealed record ReopenIncident(
    [property: Id(0)] string Reason) : IncidentCommand;

/// <summary>Whoever told it agrees that it is solved.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.incident.close"), Step("close")]
public sealed record CloseIncident : IncidentCommand;
