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
}
