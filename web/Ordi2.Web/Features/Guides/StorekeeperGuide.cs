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
        bool IsReceived(DonationTerms gift) => gift.Receiver == house && gift.GivenAt is not null;
        bool IsCounted(DonationTerms gift) => gift.Receiver == house && gift.CountedAt is not null;
        bool IsSigned(DonationTerms gift) => gift.Receiver == house && gift.ReceptionNote is not null;
        bool HasBoxes(DeliveryTerms delivery) => delivery.From == house && !delivery.Boxes.IsEmpty;
        bool IsOnTheRoad(DeliveryTerms delivery) => delivery.From == house && delivery.Status is not (DeliveryStatus.Preparing or DeliveryStatus.Ready);
        bool IsHandedOver(BatchTerms batch) => batch.Holder == house && batch.Status is not (BatchStatus.Open or BatchStatus.Closed or BatchStatus.Weighed);

        var gifts = (await papers.UntilAsync<DonationTerms>(me.Caller, "donation", cancellationToken, IsReceived, IsCounted, IsSigned)).Where(gift => gift.Receiver == house).ToArray();
        var deliveries = await papers.UntilAsync<DeliveryTerms>(me.Caller, "delivery", cancellationToken, HasBoxes, IsOnTheRoad);
        var batches = await papers.UntilAsync<BatchTerms>(me.Caller, "batch", cancellationToken, IsHandedOver);
        var received = gifts.Any(IsReceived)
            || !(await machines.ListAsync(new MachineFilter { Holder = house.Text, Limit = 1 }, cancellationToken)).Rows.IsEmpty;

        return
        [
            new("storekeeper-receive", "/receptions", received),
            new("storekeeper-count", Of(gifts, gift => gift.Status is DonationStatus.InCollection), gifts.Any(IsCounted)),
            new("storekeeper-sign", Of(gifts, gift => gift is { Status: DonationStatus.Received, ReceptionNote: null }), gifts.Any(IsSigned)),
            new("storekeeper-pack", "/picking", deliveries.Any(HasBoxes)),
            new("storekeeper-ship", "/deliveries", deliveries.Any(IsOnTheRoad)),
            new("storekeeper-batch", "/batches", batches.Any(IsHandedOver)),
        ];
    }

    private static string Of(DonationTerms[] gifts, Predicate<DonationTerms> waits) => Array.Find(gifts, waits) is { } one ? $"/receptions/{one.Id}" : "/receptions";
}
