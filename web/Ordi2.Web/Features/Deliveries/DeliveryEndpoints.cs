using Ordi2.Contracts.Deliveries;
using Ordi2.Domain.Deliveries;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Deliveries;

internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<DeliveryCommand, DeliveryTerms>
    {
        Plural = "deliveries",
        Kind = "delivery",
        OfTheSystem = DeliveryLife.Table.OfTheSystem,
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IDeliveryGrain>(key).DoAsync(command, caller, commandId),
    });
}
