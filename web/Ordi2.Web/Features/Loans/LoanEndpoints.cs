using Ordi2.Contracts.Loans;
using Ordi2.Domain.Loans;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Loans;

internal static class LoanEndpoints
{
    public static void MapLoans(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<LoanCommand, LoanTerms>
    {
        Plural = "loans",
        Kind = "loan",

        // A machine on loan is replaced by the process `start-swap`, which sees to its place and to the other machine as well.
        OfTheSystem = LoanLife.Table.OfTheSystem,
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<ILoanGrain>(key).DoAsync(command, caller, commandId),
    });
}
