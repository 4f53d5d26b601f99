using Ordi2.Contracts.Dossiers;
using Ordi2.Domain.Dossiers;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Dossiers;

internal static class DossierEndpoints
{
    public static void MapDossiers(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<DossierCommand, DossierTerms>
    {
        Plural = "dossiers",
        Kind = "dossier",
        OfTheSystem = DossierLife.Table.OfTheSystem,
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IDossierGrain>(key).DoAsync(command, caller, commandId),
    });
}
