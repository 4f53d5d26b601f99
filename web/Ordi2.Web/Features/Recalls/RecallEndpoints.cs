using Ordi2.Contracts.Recalls;
using Ordi2.Domain.Recalls;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Recalls;

internal static class RecallEndpoints
{
    public static void MapRecalls(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<RecallCommand, RecallTerms>
    {
        Plural = "recalls",
        Kind = "recall",
        OfTheSystem = RecallLife.Table.OfTheSystem,
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IRecallGrain>(key).DoAsync(command, caller, commandId),
    });
}
