using System.Collections.Frozen;
using Ordi2.Contracts.Documents;
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
            OfTheSystem = FrozenSet.Create(StringComparer.Ordinal, "render", "link-replacement", "replace-by"),
            Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IDocumentGrain>(key).DoAsync(command, caller, commandId),
        });
        app.MapVerification();
        app.MapNoun(new Noun<SeriesCommand, SeriesTerms>
        {
            Plural = "series",
            Kind = "series",
            Creation = "open",
            OfTheSystem = FrozenSet.Create(StringComparer.Ordinal, "open", "take-number", "cancel-number"),
            Do = static (grains, key, command, caller, commandId) => grains.GetGrain<ISeriesGrain>(key).DoAsync(command, caller, commandId),
        });
    }
}
