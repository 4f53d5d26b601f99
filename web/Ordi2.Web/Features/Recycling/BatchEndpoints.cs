using System.Collections.Frozen;
using Ordi2.Contracts.Recycling;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Recycling;

internal static class BatchEndpoints
{
    public static void MapRecycling(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<BatchCommand, BatchTerms>
    {
        Plural = "batches",
        Kind = "batch",

        // A machine goes into its cage by its own scan, which speaks with the batch itself.
        OfTheSystem = FrozenSet.Create(StringComparer.Ordinal, "add-machine", "remove-machine", "mark-proof-overdue"),
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IBatchGrain>(key).DoAsync(command, caller, commandId),
    });
}
