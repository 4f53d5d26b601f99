using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Recycling;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Guides;

/// <summary>The storekeeper, in the order of the goods: receive, finish the count, sign, pack, ship, hand over what is at its end.</summary>
internal sealed class StorekeeperGuide(PaperDesk papers, MachineQueries machines) : IRoleGuide
{
    public Role Role => Role.Storekeeper;

    public async Task<ImmutableArray<GuideStep>> ReadAsync(SignedIn me, CancellationToken cancellationToken)
    {
        var house = me.Caller.Organisation;
        var gifts = (await papers.ListAsync<DonationTerms>(me.Caller, "donation", cancellationToken: cancellationToken)).Items.Where(gift => gift.Receiver == house).ToArray();
        var deliveries = (await papers.ListAsync<DeliveryTerms>(me.Caller, "delivery", cancellationToken: cancellationToken)).Items.Where(one => one.From == house).ToArray();
        var batches = (await papers.ListAsync<BatchTerms>(me.Caller, "batch", cancellationToken: cancellationToken)).Items;
        var received = gifts.Any(gift => gift.GivenAt is not null)
            || !(await machines.ListAsync(new MachineFilter { Holder = house.Text, Limit = 1 }, cancellationToken)).Rows.IsEmpty;

        return
        [
            new("storekeeper-receive", "/receptions", received),
            new("storekeeper-count", Of(gifts, gift => gift.Status is DonationStatus.InCollection), gifts.Any(gift => gift.CountedAt is not null)),
            new("storekeeper-sign", Of(gifts, gift => gift is { Status: DonationStatus.Received, ReceptionNote: null }), gifts.Any(gift => gift.ReceptionNote is not null)),
            new("storekeeper-pack", "/picking", deliveries.Any(one => !one.Boxes.IsEmpty)),
            new("storekeeper-ship", "/deliveries", deliveries.Any(one => one.Status is not (DeliveryStatus.Preparing or DeliveryStatus.Ready))),
            new("storekeeper-batch", "/batches", batches.Any(batch => batch.Holder == house && batch.Status is not (BatchStatus.Open or BatchStatus.Closed or BatchStatus.Weighed))),
        ];
    }

    private static string Of(DonationTerms[] gifts, Predicate<DonationTerms> waits) => Array.Find(gifts, waits) is { } one ? $"/receptions/{one.Id}" : "/receptions";
}
