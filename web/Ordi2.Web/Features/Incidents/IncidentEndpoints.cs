using Ordi2.Contracts.Incidents;
using Ordi2.Domain.Incidents;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Incidents;

internal static class IncidentEndpoints
{
    public static void MapIncidents(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<IncidentCommand, IncidentTerms>
    {
        Plural = "incidents",
        Kind = "incident",
        OfTheSystem = IncidentLife.Table.OfTheSystem,
        Creation = "open",
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IIncidentGrain>(key).DoAsync(command, caller, commandId),
    });
}
