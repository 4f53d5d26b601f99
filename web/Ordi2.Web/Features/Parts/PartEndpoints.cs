using Ordi2.Contracts.Parts;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Parts;

internal static class PartEndpoints
{
    public static void MapParts(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<PartCommand, PartTerms>
    {
        Plural = "parts",
        Kind = "part",
        Creation = "register",
        IsLabelled = true,
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IPartGrain>(key).DoAsync(command, caller, commandId),
    });
}
