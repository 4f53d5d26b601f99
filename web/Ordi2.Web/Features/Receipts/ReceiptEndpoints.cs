using Ordi2.Contracts.Receipts;
using Ordi2.Domain.Receipts;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Receipts;

internal static class ReceiptEndpoints
{
    public static void MapReceipts(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<ReceiptCommand, ReceiptTerms>
    {
        Plural = "receipts",
        Kind = "receipt",
        OfTheSystem = ReceiptLife.Table.OfTheSystem,
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IReceiptGrain>(key).DoAsync(command, caller, commandId),
    });
}
