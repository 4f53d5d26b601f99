using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger.Aggregates;

namespace Ordi2.Web.Features.Stations;

/// <summary>The papers of a house that its stations need: deliveries, gifts, rounds. Whoever asks decides who is told what of them.</summary>
internal sealed class HousePapers(AggregateQueries aggregates)
{
    /// <summary>Those in which the house has a relation, in some states; of each state at most <see cref="AggregateFilter.MostRows"/>.</summary>
    public async Task<ImmutableArray<T>> OfAsync<T, TStatus>(string house, string kind, Relation relation, CancellationToken cancellationToken, params TStatus[] states)
        where T : class
        where TStatus : struct, Enum
    {
        var papers = ImmutableArray.CreateBuilder<T>();

        foreach (var status in states)
        {
            papers.AddRange(await ReadAsync<T>(Of(house, kind, relation) with { Status = status.Code() }, cancellationToken));
        }

        return papers.ToImmutable();
    }

    /// <summary>Those about something, as <c>donation/…</c>.</summary>
    public Task<ImmutableArray<T>> AboutAsync<T>(string house, string kind, Relation relation, string about, CancellationToken cancellationToken)
        where T : class => ReadAsync<T>(Of(house, kind, relation) with { About = about }, cancellationToken);

    private static AggregateFilter Of(string house, string kind, Relation relation) =>
        new() { Kind = kind, Party = house, Relations = RelationSet.Of(relation).Bits, Limit = AggregateFilter.MostRows };

    private async Task<ImmutableArray<T>> ReadAsync<T>(AggregateFilter filter, CancellationToken cancellationToken)
        where T : class =>
        [.. (await aggregates.ListAsync(filter, cancellationToken)).Select(row => JsonSerializer.Deserialize<T>(row.Row.Body, WireJson.Options)!)];
}
