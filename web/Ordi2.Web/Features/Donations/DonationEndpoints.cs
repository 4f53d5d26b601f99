using Ordi2.Contracts.Donations;
using Ordi2.Domain.Donations;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Donations;

internal static class DonationEndpoints
{
    public static void MapDonations(this IEndpointRouteBuilder app) => app.MapNoun(new Noun<DonationCommand, DonationTerms>
    {
        Plural = "donations",
        Kind = "donation",
        OfTheSystem = DonationLife.Table.OfTheSystem,
        Do = static (grains, key, command, caller, commandId) => grains.GetGrain<IDonationGrain>(key).DoAsync(command, caller, commandId),
    });
}
