using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Dossiers;

/// <summary>What a dossier says of its project beside needs and dates (domain.md 5 and 1.4).</summary>
[GenerateSerializer, Immutable, Alias("ordi2.project-plan")]
public sealed record ProjectPlan
{
    /// <summary>For whom: the public of the project.</summary>
    [Id(0)]
    public string? Public { get; init; }

    /// <summary>Where the machines are used.</summary>
    [Id(1)]
    public string? Place { get; init; }

    /// <summary>For how long, 1 to 60 months.</summary>
    [Id(2)]
    public int? Months { get; init; }

    /// <summary>Hours of accompaniment, 1 to 10,000.</summary>
    [Id(3)]
    public int? AccompanimentHours { get; init; }

    /// <summary>What the project wants to reach.</summary>
    [Id(4)]
    public string? Objectives { get; init; }

    /// <summary>Code of the QPV (quartier prioritaire) where it takes place: <c>QP069001</c>, or since 2024 <c>QN06901M</c>; none outside of one.</summary>
    [Id(5)]
    public string? Qpv { get; init; }

    /// <summary>Its theme, one of the call's.</summary>
    [Id(6)]
    public string? Theme { get; init; }
}

/// <summary>A mark for one criterion of the call.</summary>
/// <param name="Criterion">Its name.</param>
/// <param name="Mark">0 to 20.</param>
[GenerateSerializer, Immutable, Alias("ordi2.criterion-mark")]
public sealed record CriterionMark(
    [property: Id(0)] string Criterion,
    [property: Id(1)] int Mark);

/// <summary>Somebody of the jury who does not judge a dossier.</summary>
/// <param name="Person">Who, opaque.</param>
/// <param name="Organisation">For which organisation the person sits there.</param>
/// <param name="Role">In which role.</param>
/// <param name="Reason">Why: <c>linked-to-epn</c>, <c>linked-to-partner</c>, <c>of-the-pole</c>, or in words.</param>
/// <param name="At">Since when.</param>
[GenerateSerializer, Immutable, Alias("ordi2.recusal")]
public sealed record Recusal(
    [property: Id(0)] PersonId Person,
    [property: Id(1)] OrganisationId Organisation,
    [property: Id(2)] Role Role,
    [property: Id(3)] string Reason,
    [property: Id(4)] DateTimeOffset At);
