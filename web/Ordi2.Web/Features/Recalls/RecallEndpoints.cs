using Ordi2.Contracts;
using Ordi2.Contracts.Recalls;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Recalls;

internal static class RecallEndpoints
{
    public static void MapRecalls(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<RecallCommand, RecallTerms>
    {
        Plural = "recalls",
        Kind = "recall",
        Do = static async (grains, key, command, caller, commandId) =>
        {
            var recall = grains.GetGrain<IRecallGrain>(key);
            var reply = await recall.DoAsync(command, caller, commandId);

            // The recall stands already; whoever asked also wants to see the machines blocked.
            if (command is ActivateRecall or RefreshRecall && reply is Done<RecallTerms> && await recall.DriveAsync() > 0)
            {
                return new Done<RecallTerms>((await recall.GetAsync())!);
            }

            return reply;
        },
    });
}
