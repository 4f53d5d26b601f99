using System.Collections.Frozen;
using Ordi2.Contracts.Calls;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Calls;

internal static class CallEndpoints
{
    public static void MapCalls(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<CallCommand, CallTerms>
    {
        Plural = "calls",
        Kind = "call",
        OfTheSystem = FrozenSet.Create(StringComparer.Ordinal, "note-dossier", "take-from-pledge"),
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<ICallGrain>(key).DoAsync(command, caller, commandId),
    });
}
