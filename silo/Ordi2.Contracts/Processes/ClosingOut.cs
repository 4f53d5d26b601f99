using System.Collections.Immutable;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Processes;

/// <summary>What is decided for one thing that hangs on an organisation which closes (domain.md 4.4).</summary>
[Alias("ordi2.closing-choice")]
public enum ClosingChoice
{
    /// <summary>A loan convention gets another relay, by an amendment (avenant).</summary>
    MoveLoan = 0,

    /// <summary>The machines of a loan convention are due back.</summary>
    EndLoan,

    /// <summary>One machine is called back.</summary>
    RecallMachine,

    /// <summary>Another EPN takes a project over, by an amendment.</summary>
    MoveDossier,

    /// <summary>A project is given up.</summary>
    AbandonDossier,

    /// <summary>Another EPN takes a session over.</summary>
    MoveSession,

    /// <summary>A session does not take place.</summary>
    CancelSession,

    /// <summary>A delivery goes to another EPN, or back to the depot, with another delivery note.</summary>
    DivertDelivery,

    /// <summary>The machines of a loan convention are given back somewhere else than at the EPN that closes.</summary>
    MoveReturns,
}

/// <summary>One line of what hangs on an organisation, and what is decided for it.</summary>
/// <param name="Choice">What is decided.</param>
/// <param name="Id">Identifier of the loan, machine, dossier, session or delivery.</param>
/// <param name="To">The new EPN, where something moves; of a delivery or of returns also the workshop.</param>
/// <param name="Document">Number of the amendment, where a loan or a dossier moves; of the new note, where a delivery is diverted.</param>
[GenerateSerializer, Immutable, Alias("ordi2.closing-line")]
public sealed record ClosingLine(
    [property: Id(0)] ClosingChoice Choice,
    [property: Id(1)] string Id,
    [property: Id(2)] OrganisationId? To = null,
    [property: Id(3)] string? Document = null);

/// <summary>
/// What hangs on an organisation is taken off it, line by line as its pole decided. A line that the rules refuse is noted and
/// the others go on; what is left is decided again. The organisation is closed by its own step once nothing hangs on it.
/// </summary>
/// <param name="Organisation">Which one; it is set closing first, where it is not already.</param>
/// <param name="Reason">Why it closes; named wherever something ends.</param>
[GenerateSerializer, Immutable, Alias("ordi2.process.start-closing-out"), Step("start-closing-out")]
public sealed record StartClosingOut(
    [property: Id(0)] OrganisationId Organisation,
    [property: Id(1)] string Reason) : ProcessCommand
{
    /// <summary>What is decided, 1 to 500 lines, in this order.</summary>
    [Id(2)]
    public ImmutableArray<ClosingLine> Lines { get; init; } = [];
}
