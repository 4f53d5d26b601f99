using System.Collections.Immutable;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Calls;

/// <summary>Life of a call for projects (domain.md 5).</summary>
[Alias("ordi2.call-status")]
public enum CallStatus
{
    /// <summary>Being written.</summary>
    Draft = 0,

    /// <summary>Rules and notice are public; dossiers can be written, not yet filed.</summary>
    Published,

    /// <summary>Dossiers are filed.</summary>
    Open,

    /// <summary>No more dossiers.</summary>
    Closed,

    /// <summary>The jury judges.</summary>
    InReview,

    /// <summary>Every dossier has its answer.</summary>
    Decided,

    /// <summary>The projects run.</summary>
    Running,

    /// <summary>The pole has said what came of it.</summary>
    Evaluated,

    /// <summary>Kept, no longer shown.</summary>
    Archived,
}

/// <summary>Whether a call has a last day (domain.md 1.7).</summary>
[Alias("ordi2.call-mode")]
public enum CallMode
{
    /// <summary>Filed until a date, judged together by points.</summary>
    Dated = 0,

    /// <summary>Filed at any time, judged as they come; when the stock is used up they wait in the order in which they were filed.</summary>
    Continuous,
}

/// <summary>How many machines of one kind.</summary>
/// <param name="Type">Kind of machine.</param>
/// <param name="Quantity">How many, 0 to 100,000.</param>
[GenerateSerializer, Immutable, Alias("ordi2.pledge")]
public sealed record Pledge(
    [property: Id(0)] DeviceType Type,
    [property: Id(1)] int Quantity);

/// <summary>What the jury looks at.</summary>
/// <param name="Name">Its name, unique within the call.</param>
/// <param name="Weight">How much it counts beside the others, 1 to 100.</param>
[GenerateSerializer, Immutable, Alias("ordi2.criterion")]
public sealed record Criterion(
    [property: Id(0)] string Name,
    [property: Id(1)] int Weight);

/// <summary>Somebody who judges.</summary>
/// <param name="Person">Who, opaque.</param>
/// <param name="Organisation">For which organisation.</param>
/// <param name="Role">In which role there: it is named where the person is recused.</param>
[GenerateSerializer, Immutable, Alias("ordi2.juror")]
public sealed record Juror(
    [property: Id(0)] PersonId Person,
    [property: Id(1)] OrganisationId Organisation,
    [property: Id(2)] Role Role);

/// <summary>What a call says to those who may apply.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.call-plan")]
public sealed record CallPlan
{
    /// <summary>Its title.</summary>
    [Id(0)]
    public required string Title { get; init; }

    /// <summary>The rules (règlement), up to 20,000 characters.</summary>
    [Id(1)]
    public required string Rules { get; init; }

    /// <summary>Themes that a project may have; none means any.</summary>
    [Id(2)]
    public ImmutableArray<string> Themes { get; init; } = [];

    /// <summary>The stock that is pledged, each kind of machine once, at least one.</summary>
    [Id(3)]
    public ImmutableArray<Pledge> Pledges { get; init; } = [];

    /// <summary>As many machines at most for one dossier, 1 to 1,000.</summary>
    [Id(4)]
    public int PerDossierMax { get; init; }

    /// <summary>What the jury looks at; where none is named, those of the pole's rules; where it has none either, the jury gives points as a whole.</summary>
    [Id(5)]
    public ImmutableArray<Criterion> Criteria { get; init; } = [];

    /// <summary>From when on dossiers may be filed; left out where the pole opens it by hand.</summary>
    [Id(6)]
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>First moment at which nothing can be filed any more, by the server's clock; needed for a dated call, none for a continuous one.</summary>
    [Id(7)]
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>Where the projects have to be, in words.</summary>
    [Id(8)]
    public string? Territory { get; init; }

    /// <summary>Who funds it.</summary>
    [Id(9)]
    public string? Funder { get; init; }
}

/// <summary>A dossier as its call knows it.</summary>
/// <param name="Dossier">Which one.</param>
/// <param name="Epn">The EPN.</param>
/// <param name="Partner">Its partner.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Asked">What it asks for, each kind once.</param>
/// <param name="Accepted">What it has of the pledge, each kind once.</param>
/// <param name="FiledAt">When it was filed first, by the server's clock.</param>
/// <param name="Points">The jury's points, 0 to 100, once there are any.</param>
/// <param name="Version">Version of the dossier that said so: an older one changes nothing.</param>
[GenerateSerializer, Immutable, Alias("ordi2.application")]
public sealed record Application(
    [property: Id(0)] DossierId Dossier,
    [property: Id(1)] OrganisationId Epn,
    [property: Id(2)] OrganisationId Partner,
    [property: Id(3)] DossierStatus Status,
    [property: Id(4)] ImmutableArray<Pledge> Asked,
    [property: Id(5)] ImmutableArray<Pledge> Accepted,
    [property: Id(6)] DateTimeOffset FiledAt,
    [property: Id(7)] int? Points,
    [property: Id(8)] long Version);

/// <summary>A place on the waiting list.</summary>
/// <param name="Position">From 1.</param>
/// <param name="Dossier">Which dossier.</param>
/// <param name="Asked">How many machines it asks for.</param>
[GenerateSerializer, Immutable, Alias("ordi2.waiting-place")]
public sealed record WaitingPlace(
    [property: Id(0)] int Position,
    [property: Id(1)] DossierId Dossier,
    [property: Id(2)] int Asked);

/// <summary>What others need to know of a call for projects.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.call-terms")]
public sealed record CallTerms
{
    /// <summary>Which call.</summary>
    [Id(0)]
    public required CallId Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public CallStatus Status { get; init; }

    /// <summary>The pole that runs it.</summary>
    [Id(2)]
    public required OrganisationId Pole { get; init; }

    /// <summary>Whether it has a last day.</summary>
    [Id(3)]
    public CallMode Mode { get; init; }

    /// <summary>What it says.</summary>
    [Id(4)]
    public required CallPlan Plan { get; init; }

    /// <summary>Who judges.</summary>
    [Id(5)]
    public ImmutableArray<Juror> Jury { get; init; } = [];

    /// <summary>The dossiers that were filed, by their identifiers.</summary>
    [Id(6)]
    public ImmutableArray<Application> Applications { get; init; } = [];

    /// <summary>Who waits, first come first: by points and then by date in a dated call, by date in a continuous one.</summary>
    [Id(7)]
    public ImmutableArray<WaitingPlace> WaitingList { get; init; } = [];

    /// <summary>What is left of the pledge, each kind once.</summary>
    [Id(8)]
    public ImmutableArray<Pledge> Left { get; init; } = [];

    /// <summary>What came of it, once the pole has said so.</summary>
    [Id(9)]
    public string? Report { get; init; }

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(10)]
    public long Version { get; init; }

    /// <summary>Version of the pole's rules whose criteria it follows; nothing where it has its own, or none.</summary>
    [Id(11)]
    public int? CriteriaVersion { get; init; }

    /// <summary>Its <see cref="Version"/> when its plan was written last: whoever changes it says on which one that is based.</summary>
    [Id(12)]
    public long PlanVersion { get; init; }
}
