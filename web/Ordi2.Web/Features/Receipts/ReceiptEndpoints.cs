using System.Collections.Frozen;
using Ordi2.Contracts.Receipts;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Receipts;

internal static class ReceiptEndpoints
{
    public static void MapReceipts(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<ReceiptCommand, ReceiptTerms>
    {
        Plural = "receipts",
        Kind = "receipt",
        OfTheSystem = FrozenSet.Create(StringComparer.Ordinal, "take-number", "mark-replaced", "finish-errand", "give-up-right"),
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IReceiptGrain>(key).DoAsync(command, caller, commandId),
    });
}
