using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Incidents;

/// <summary>Life of an incident (domain.md 5).</summary>
[Alias("ordi2.incident-status")]
public enum IncidentStatus
{
    /// <summary>Told, and nobody works on it yet.</summary>
    Open = 0,

    /// <summary>Somebody works on it.</summary>
    Assigned,

    /// <summary>It waits for somebody else.</summary>
    Waiting,

    /// <summary>Solved, says who worked on it.</summary>
    Solved,

    /// <summary>Closed.</summary>
    Closed,
}

/// <summary>What kind of incident (domain.md 5); the kind decides by when it has to be solved.</summary>
[Alias("ordi2.incident-kind")]
public enum IncidentKind
{
    /// <summary>SAV: a machine does not work any more. 10 working days.</summary>
    Support = 0,

    /// <summary>Écart: counts or lists differ. 15 days, as long as a donor may keep silent.</summary>
    Discrepancy,

    /// <summary>Perte. 5 working days.</summary>
    Loss,

    /// <summary>Vol: the complaint (plainte) is due 72 hours after the theft (domain.md 12.1).</summary>
    Theft,

    /// <summary>Données: 72 hours after it is known (RGPD art. 33).</summary>
    Data,

    /// <summary>Sécurité: a danger for people. 24 hours.</summary>
    Safety,
}

/// <summary>Which link of the chain an incident leads to.</summary>
[Alias("ordi2.chain-link")]
public enum ChainLink
{
    /// <summary>Not known yet.</summary>
    Unsaid = 0,

    /// <summary>At the donor, before it was picked up.</summary>
    Donor,

    /// <summary>On the road: what left and did not arrive.</summary>
    Transport,

    /// <summary>At the workshop's dock, when it was received.</summary>
    Dock,

    /// <summary>In the workshop, when it was packed: what was on the list and never left.</summary>
    Packing,

    /// <summary>At the EPN.</summary>
    Relay,

    /// <summary>At the partner.</summary>
    Borrower,
}

/// <summary>Whether data of people may have left with a machine.</summary>
[Alias("ordi2.data-answer")]
public enum DataAnswer
{
    /// <summary>Nobody has answered yet.</summary>
    Unanswered = 0,

    /// <summary>No data of anybody.</summary>
    NoData,

    /// <summary>Files of users: the partner is their controller (RGPD art. 4).</summary>
    UserFiles,

    /// <summary>Data of the donor: the machine was not clean.</summary>
    DonorData,
}

/// <summary>A complaint (plainte) about a theft. A late one is kept as late.</summary>
/// <param name="Number">Its number.</param>
/// <param name="FiledAt">When it was filed with the police.</param>
/// <param name="HappenedAt">When the theft happened, or was found out.</param>
/// <param name="FiledLate">Filed more than 72 hours after.</param>
/// <param name="ToldLate">Told to us more than 72 hours after.</param>
[GenerateSerializer, Immutable, Alias("ordi2.complaint")]
public sealed record Complaint(
    [property: Id(0)] string Number,
    [property: Id(1)] DateTimeOffset FiledAt,
    [property: Id(2)] DateTimeOffset HappenedAt,
    [property: Id(3)] bool FiledLate,
    [property: Id(4)] bool ToldLate);

/// <summary>Something that was noted while the incident was worked on.</summary>
/// <param name="At">When.</param>
/// <param name="By">By which organisation.</param>
/// <param name="Text">What.</param>
/// <param name="Photo">Id of a photo.</param>
[GenerateSerializer, Immutable, Alias("ordi2.incident-note")]
public sealed record IncidentNote(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] OrganisationId By,
    [property: Id(2)] string Text,
    [property: Id(3)] string? Photo = null);

/// <summary>What others need to know of an incident.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.incident-terms")]
public sealed record IncidentTerms
{
    /// <summary>Which incident.</summary>
    [Id(0)]
    public required IncidentId Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public IncidentStatus Status { get; init; }

    /// <summary>What kind.</summary>
    [Id(2)]
    public IncidentKind Kind { get; init; }

    /// <summary>What happened, in words, without names of persons.</summary>
    [Id(3)]
    public required string What { get; init; }

    /// <summary>Who told it.</summary>
    [Id(4)]
    public required OrganisationId OpenedBy { get; init; }

    /// <summary>Whether the system opened it.</summary>
    [Id(5)]
    public bool BySystem { get; init; }

    /// <summary>The pole that follows it.</summary>
    [Id(6)]
    public OrganisationId? Pole { get; init; }

    /// <summary>Who has to work on it.</summary>
    [Id(7)]
    public OrganisationId? Handler { get; init; }

    /// <summary>Which link of the chain it leads to.</summary>
    [Id(8)]
    public ChainLink Link { get; init; }

    /// <summary>What it is about: <c>delivery/BL-7</c>, <c>loan/L5</c>.</summary>
    [Id(9)]
    public string? About { get; init; }

    /// <summary>The machines that it is about.</summary>
    [Id(10)]
    public ImmutableArray<MachineId> Machines { get; init; } = [];

    /// <summary>When it was told.</summary>
    [Id(11)]
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>By when it has to be solved; for a theft, by when the complaint has to be known.</summary>
    [Id(12)]
    public DateTimeOffset SolveBefore { get; init; }

    /// <summary>It was not solved in time.</summary>
    [Id(13)]
    public bool Overdue { get; init; }

    /// <summary>The complaint about a theft.</summary>
    [Id(14)]
    public Complaint? Complaint { get; init; }

    /// <summary>Whether data may have left.</summary>
    [Id(15)]
    public DataAnswer Data { get; init; }

    /// <summary>What to do first, as a code with words (Texts/words.json): <c>guidance-safety-battery</c>, <c>guidance-user-files</c>.</summary>
    [Id(16)]
    public string? Guidance { get; init; }

    /// <summary>What it waits for.</summary>
    [Id(17)]
    public string? WaitsFor { get; init; }

    /// <summary>How it was solved.</summary>
    [Id(18)]
    public string? Outcome { get; init; }

    /// <summary>What was noted.</summary>
    [Id(19)]
    public ImmutableArray<IncidentNote> Notes { get; init; } = [];

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(20)]
    public long Version { get; init; }

    /// <summary>Whom to call at once: whose data it was, who has to prove something.</summary>
    [Id(21)]
    public ImmutableArray<OrganisationId> Call { get; init; } = [];
}
