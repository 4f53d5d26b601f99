using Ordi2.Contracts.Calls;
using Ordi2.Domain.Calls;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Calls;

internal static class CallEndpoints
{
    public static void MapCalls(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<CallCommand, CallTerms>
    {
        Plural = "calls",
        Kind = "call",
        OfTheSystem = CallLife.Table.OfTheSystem,
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<ICallGrain>(key).DoAsync(command, caller, commandId),
    });
}
