using Ordi2.Contracts.Processes;
using Ordi2.Domain.Processes;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Processes;

internal static class ProcessEndpoints
{
    public static void MapProcesses(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<ProcessCommand, ProcessTerms>
    {
        Plural = "processes",
        Kind = "process",

        // Each kind is started by a step of its own: POST /api/processes/{id}/start-delivery.
        Creation = "record-step",
        OfTheSystem = ProcessLife.Table.OfTheSystem,
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IProcessGrain>(key).DoAsync(command, caller, commandId),
    });
}
