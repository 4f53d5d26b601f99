using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Sessions;

/// <summary>A session gets a date.</summary>
/// <param name="Dossier">For which dossier; it says EPN, partner and pole.</param>
/// <param name="Date">The day.</param>
/// <param name="Minutes">How long, 15 to 1440.</param>
/// <param name="Kind">Which of the three services.</param>
[GenerateSerializer, Immutable, Alias("ordi2.session.plan"), Step("plan")]
public sealed record PlanSession(
    [property: Id(0)] DossierId Dossier,
    [property: Id(1)] DateOnly Date,
    [property: Id(2)] int Minutes,
    [property: Id(3)] AccompanimentKind Kind = AccompanimentKind.Equipment) : SessionCommand
{
    /// <summary>Where.</summary>
    [Id(4)]
    public string? Place { get; init; }

    /// <summary>What about. No names of participants.</summary>
    [Id(5)]
    public string? Topic { get; init; }

    /// <summary>Who leads it, up to 500 characters: a function or a first name (« l'animatrice multimédia »), never a participant.</summary>
    [Id(6)]
    public string? Animator { get; init; }
}

/// <summary>The session gets another date.</summary>
/// <param name="Date">The new day.</param>
[GenerateSerializer, Immutable, Alias("ordi2.session.move"), Step("move")]
public sealed record MoveSession(
    [property: Id(0)] DateOnly Date) : SessionCommand;

/// <summary>Another EPN takes the session over: the first one closes.</summary>
/// <param name="To">Which EPN.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.session.transfer"), Step("transfer")]
public sealed record TransferSession(
    [property: Id(0)] OrganisationId To,
    [property: Id(1)] string Reason) : SessionCommand;

/// <summary>The session took place; the EPN or the partner confirms it with the counts.</summary>
/// <param name="Minutes">How long it really was, 15 to 1440.</param>
/// <param name="Counts">Who came.</param>
[GenerateSerializer, Immutable, Alias("ordi2.session.hold"), Step("hold")]
public sealed record HoldSession(
    [property: Id(0)] int Minutes,
    [property: Id(1)] SessionCounts Counts) : SessionCommand
{
    /// <summary>What was done and what is to do next, up to 500 characters. No names of participants.</summary>
    [Id(2)]
    public string? Notes { get; init; }
}

/// <summary>The counts were wrong.</summary>
/// <param name="Minutes">How long it really was, 15 to 1440.</param>
/// <param name="Counts">The right ones.</param>
/// <param name="Reason">What was wrong.</param>
[GenerateSerializer, Immutable, Alias("ordi2.session.correct-counts"), Step("correct-counts")]
public sealed record CorrectCounts(
    [property: Id(0)] int Minutes,
    [property: Id(1)] SessionCounts Counts,
    [property: Id(2)] string Reason) : SessionCommand
{
    /// <summary>The notes as they shall stand; left out, those before stay.</summary>
    [Id(3)]
    public string? Notes { get; init; }
}

/// <summary>The session does not take place.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.session.cancel"), Step("cancel")]
public sealed record CancelSession(
    [property: Id(0)] string Reason) : SessionCommand;

/// <summary>The pole looked at the counts: they stand in the reports.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.session.validate"), Step("validate")]
public sealed record ValidateSession : SessionCommand;
