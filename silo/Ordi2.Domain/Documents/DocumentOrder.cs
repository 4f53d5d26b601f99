using Ordi2.Contracts.Documents;

namespace Ordi2.Domain.Documents;

/// <summary>A document that is due: what it says, and the fact that makes it due.</summary>
public sealed record DocumentOrder
{
    /// <summary>The fact that makes it due, in words of the ledger: the same one makes one document only.</summary>
    public required string Purpose { get; init; }

    /// <summary>When it became due: the year of its series.</summary>
    public required DateTimeOffset At { get; init; }

    public required RenderDocument Render { get; init; }

    /// <summary>The document in whose place it stands, where there is one: « annule et remplace », with links both ways.</summary>
    public FormerDocument? Replaces { get; init; }
}

/// <summary>A document that another one replaces, by the fact that made it due.</summary>
/// <param name="Purpose">The fact, in words of the ledger.</param>
/// <param name="At">When it became due.</param>
/// <param name="Reason">Why it holds no longer.</param>
public sealed record FormerDocument(string Purpose, DateTimeOffset At, string Reason);
