using System.Collections.Immutable;

namespace Ordi2.Ledger.Aggregates;

/// <summary>What lists need of an aggregate that is not a machine. It follows from its events and can be rebuilt from them.</summary>
/// <param name="Kind"><c>organisation</c>, <c>donation</c>, <c>round</c>, <c>dossier</c>, <c>delivery</c>, <c>loan</c>, <c>batch</c>, <c>part</c>.</param>
/// <param name="Id">Its identifier.</param>
/// <param name="Status">Its state, as written in JSON.</param>
/// <param name="Parties">The organisations that may see it.</param>
/// <param name="Body">Its terms as JSON.</param>
/// <param name="Version">Number of its events.</param>
public sealed record AggregateRow(string Kind, string Id, string Status, ImmutableArray<string> Parties, string Body, long Version);
