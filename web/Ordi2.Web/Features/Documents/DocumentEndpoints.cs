using Ordi2.Contracts.Documents;
using Ordi2.Domain.Documents;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Documents;

internal static class DocumentEndpoints
{
    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        app.MapNoun(new Noun<DocumentCommand, DocumentTerms>
        {
            Plural = "documents",
            Kind = "document",
            Creation = "render",
            Rowless = new Sheets(),
            OfTheSystem = DocumentLife.Table.OfTheSystem,
            Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IDocumentGrain>(key).DoAsync(command, caller, commandId),
        });
        app.MapVerification();
        app.MapNoun(new Noun<SeriesCommand, SeriesTerms>
        {
            Plural = "series",
            Kind = "series",
            Creation = "open",
            OfTheSystem = SeriesLife.Table.OfTheSystem,
            Do = static (grains, key, command, caller, commandId) => grains.GetGrain<ISeriesGrain>(key).DoAsync(command, caller, commandId),
        });
    }
}
