using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Rounds;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Rounds;

internal static class RoundEndpoints
{
    public static void MapRounds(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<RoundCommand, RoundTerms>
    {
        Plural = "rounds",
        Kind = "round",
        OfTheSystem = RoundLife.Table.OfTheSystem,
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IRoundGrain>(key).DoAsync(command, caller, commandId),
    });
}
