using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Organisations;

internal static class OrganisationEndpoints
{
    public static void MapOrganisations(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<OrganisationCommand, OrganisationProfile>
    {
        Plural = "organisations",
        Kind = "organisation",
        Creation = "register",
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IOrganisationGrain>(key).DoAsync(command, caller, commandId),
    });
}
