using Ordi2.Contracts.Recycling;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Recycling;

internal static class BatchEndpoints
{
    public static void MapRecycling(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<BatchCommand, BatchTerms>
    {
        Plural = "batches",
        Kind = "batch",
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IBatchGrain>(key).DoAsync(command, caller, commandId),
    });
}
