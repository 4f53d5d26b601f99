using Ordi2.Contracts.Allocations;
using Ordi2.Domain.Allocations;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Allocations;

internal static class AllocationEndpoints
{
    public static void MapAllocations(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<AllocationCommand, AllocationTerms>
    {
        Plural = "allocations",
        Kind = "allocation",
        OfTheSystem = AllocationLife.Table.OfTheSystem,
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IAllocationGrain>(key).DoAsync(command, caller, commandId),
    });
}
