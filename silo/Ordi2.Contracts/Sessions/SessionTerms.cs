using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Sessions;

/// <summary>Life of an accompaniment session (domain.md 5).</summary>
[Alias("ordi2.session-status")]
public enum SessionStatus
{
    /// <summary>Has a date.</summary>
    Planned = 0,

    /// <summary>Took place: the EPN or the partner says so.</summary>
    Held,

    /// <summary>Did not take place.</summary>
    Cancelled,

    /// <summary>Its counts are in the reports for good.</summary>
    Validated,
}

/// <summary>How many of each age. Counts, and no names.</summary>
/// <param name="Under18">Under 18 years.</param>
/// <param name="From18To25">18 to 25 years.</param>
/// <param name="From26To59">26 to 59 years.</param>
/// <param name="From60">60 years and more.</param>
/// <param name="Unknown">Not said.</param>
[GenerateSerializer, Immutable, Alias("ordi2.age-counts")]
public sealed record AgeCounts(
    [property: Id(0)] int Under18,
    [property: Id(1)] int From18To25,
    [property: Id(2)] int From26To59,
    [property: Id(3)] int From60,
    [property: Id(4)] int Unknown);

/// <summary>Who came, as counts and no names (domain.md 2.11).</summary>
/// <param name="Participants">How many people, 0 to 500.</param>
/// <param name="New">Of these, how many came for the first time.</param>
/// <param name="Qpv">Of these, how many live in a priority neighbourhood (QPV).</param>
/// <param name="Women">Women.</param>
/// <param name="Men">Men.</param>
/// <param name="Unknown">Not said; women, men and these are the participants together.</param>
/// <param name="Ages">By age; together the participants.</param>
[GenerateSerializer, Immutable, Alias("ordi2.session-counts")]
public sealed record SessionCounts(
    [property: Id(0)] int Participants,
    [property: Id(1)] int New,
    [property: Id(2)] int Qpv,
    [property: Id(3)] int Women,
    [property: Id(4)] int Men,
    [property: Id(5)] int Unknown,
    [property: Id(6)] AgeCounts Ages);

/// <summary>What others need to know of a session. It never names a participant.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.session-terms")]
public sealed record SessionTerms
{
    /// <summary>Which session.</summary>
    [Id(0)]
    public required SessionId Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public SessionStatus Status { get; init; }

    /// <summary>For which dossier.</summary>
    [Id(2)]
    public required DossierId Dossier { get; init; }

    /// <summary>The EPN that answers for it; hours that were held stay with it.</summary>
    [Id(3)]
    public required OrganisationId Epn { get; init; }

    /// <summary>The partner.</summary>
    [Id(4)]
    public required OrganisationId Partner { get; init; }

    /// <summary>The pole of the dossier.</summary>
    [Id(5)]
    public required OrganisationId Pole { get; init; }

    /// <summary>The day.</summary>
    [Id(6)]
    public DateOnly Date { get; init; }

    /// <summary>How long, in minutes.</summary>
    [Id(7)]
    public int Minutes { get; init; }

    /// <summary>Which of the three services.</summary>
    [Id(8)]
    public AccompanimentKind Kind { get; init; }

    /// <summary>Where.</summary>
    [Id(9)]
    public string? Place { get; init; }

    /// <summary>What about.</summary>
    [Id(10)]
    public string? Topic { get; init; }

    /// <summary>Who came; nothing before it was held.</summary>
    [Id(11)]
    public SessionCounts? Counts { get; init; }

    /// <summary>Who said that it was held: the EPN or the partner.</summary>
    [Id(12)]
    public OrganisationId? ConfirmedBy { get; init; }

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(13)]
    public long Version { get; init; }

    /// <summary>Who leads it: a function or a first name.</summary>
    [Id(14)]
    public string? Animator { get; init; }

    /// <summary>What was done, in words without names.</summary>
    [Id(15)]
    public string? Notes { get; init; }
}
