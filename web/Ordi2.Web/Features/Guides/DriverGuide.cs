using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Rounds;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Rounds;

namespace Ordi2.Web.Features.Guides;

/// <summary>The driver: start a round, count at a stop and have it signed, finish the round, carry a delivery.</summary>
internal sealed class DriverGuide(PaperDesk papers) : IRoleGuide
{
    public Role Role => Role.Driver;

    public async Task<ImmutableArray<GuideStep>> ReadAsync(SignedIn me, CancellationToken cancellationToken)
    {
        var house = me.Caller.Organisation;
        bool IsBegun(RoundTerms round) => round.Carrier == house && round.Status is not (RoundStatus.Planned or RoundStatus.Cancelled);
        bool HasSignature(RoundTerms round) => round.Carrier == house && round.Stops.Any(RoundPage.IsSigned);
        bool IsFinished(RoundTerms round) => round.Carrier == house && round.Status is RoundStatus.Done or RoundStatus.Disputed or RoundStatus.Closed;
        bool IsOnTheRoad(DeliveryTerms delivery) => delivery.Carrier == house && delivery.Status is not (DeliveryStatus.Preparing or DeliveryStatus.Ready);

        var rounds = await papers.UntilAsync<RoundTerms>(me.Caller, "round", cancellationToken, IsBegun, HasSignature, IsFinished);
        var deliveries = await papers.UntilAsync<DeliveryTerms>(me.Caller, "delivery", cancellationToken, IsOnTheRoad);
        var now = rounds.FirstOrDefault(round => round.Carrier == house && round.Status is RoundStatus.Open) is { } open ? $"/rounds/{open.Id}" : "/rounds";

        return
        [
            new("driver-start", "/rounds", rounds.Any(IsBegun)),
            new("driver-signed", now, rounds.Any(HasSignature)),
            new("driver-finish", now, rounds.Any(IsFinished)),
            new("driver-deliver", "/deliveries", deliveries.Any(IsOnTheRoad)),
        ];
    }
}
