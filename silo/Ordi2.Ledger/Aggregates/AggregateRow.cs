using System.Collections.Immutable;

namespace Ordi2.Ledger.Aggregates;

/// <summary>What lists need of an aggregate that is not a machine. It follows from its events and can be rebuilt from them.</summary>
/// <param name="Kind"><c>organisation</c>, <c>donation</c>, <c>round</c>, <c>dossier</c>, <c>delivery</c>, <c>loan</c>, <c>batch</c>, <c>part</c>.</param>
/// <param name="Id">Its identifier.</param>
/// <param name="Status">Its state, as written in JSON.</param>
/// <param name="Parties">The organisations that it names, each once.</param>
/// <param name="Body">Its terms as JSON.</param>
/// <param name="Version">Number of its events.</param>
public sealed record AggregateRow(string Kind, string Id, string Status, ImmutableArray<AggregateParty> Parties, string Body, long Version)
{
    /// <summary>By when the system must look at it again, if ever.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Which sort of its kind it is; nothing where there are none.</summary>
    public string? Sort { get; init; }

    /// <summary>The parties as they are written already: only what became others since is written again.</summary>
    public ImmutableArray<AggregateParty> Written { get; init; } = [];

    /// <summary>Of a series: the numbers that were handed out now, and what for.</summary>
    public ImmutableArray<NumberFor> Numbers { get; init; } = [];

    /// <summary>By what it is found (<see cref="Search.SearchWords"/>); none where these are written already.</summary>
    public ImmutableArray<string> Words { get; init; } = [];
}

/// <summary>An organisation that an aggregate names; <c>*</c> stands for all of them.</summary>
/// <param name="Organisation">Which.</param>
/// <param name="Relations">As what: one bit for each relation of the domain.</param>
public readonly record struct AggregateParty(string Organisation, long Relations);

/// <summary>An aggregate, and what one organisation is to it.</summary>
/// <param name="Row">The aggregate.</param>
/// <param name="Relations">As in <see cref="AggregateParty"/>; 0 for none.</param>
public readonly record struct RelatedRow(AggregateRow Row, long Relations);

/// <summary>A number of a series.</summary>
/// <param name="Purpose">What it was handed out for.</param>
/// <param name="Number">Which one; of a purpose that got another one later, the last.</param>
public readonly record struct NumberFor(string Purpose, int Number);
