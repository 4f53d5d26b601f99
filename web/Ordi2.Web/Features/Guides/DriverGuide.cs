using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Rounds;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Guides;

/// <summary>The driver: start a round, count at a stop and have it signed, finish the round, carry a delivery.</summary>
internal sealed class DriverGuide(PaperDesk papers) : IRoleGuide
{
    public Role Role => Role.Driver;

    public async Task<ImmutableArray<GuideStep>> ReadAsync(SignedIn me, CancellationToken cancellationToken)
    {
        var rounds = (await papers.ListAsync<RoundTerms>(me.Caller, "round", cancellationToken: cancellationToken)).Items.Where(round => round.Carrier == me.Caller.Organisation).ToArray();
        var deliveries = (await papers.ListAsync<DeliveryTerms>(me.Caller, "delivery", cancellationToken: cancellationToken)).Items;
        var now = rounds.FirstOrDefault(round => round.Status is RoundStatus.Open) is { } open ? $"/rounds/{open.Id}" : "/rounds";

        return
        [
            new("driver-start", "/rounds", rounds.Any(round => round.Status is not (RoundStatus.Planned or RoundStatus.Cancelled))),
            new("driver-signed", now, rounds.SelectMany(round => round.Stops).Any(stop => stop.End is StopEnd.Signed)),
            new("driver-finish", now, rounds.Any(round => round.Status is RoundStatus.Done or RoundStatus.Disputed or RoundStatus.Closed)),
            new("driver-deliver", "/deliveries", deliveries.Any(one => one.Carrier == me.Caller.Organisation && one.Status is not (DeliveryStatus.Preparing or DeliveryStatus.Ready))),
        ];
    }
}
