using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Features.Access;

namespace Ordi2.Web.Features.Bench;

/// <summary>The deliveries that a workshop packs now, for whoever stands at the packing table: an operator sees which machines stand on their lists, and no more.</summary>
internal sealed class OpenLists(AggregateQueries rows)
{
    /// <summary>The delivery on whose list a machine stands.</summary>
    /// <param name="caller">Who packs.</param>
    /// <param name="machine">What was scanned.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>Its number; nothing where no list that is being packed here names it.</returns>
    public async Task<DeliveryId?> OfAsync(Caller caller, MachineId machine, CancellationToken cancellationToken)
    {
        foreach (var status in (DeliveryStatus[])[DeliveryStatus.Preparing, DeliveryStatus.Ready])
        {
            var found = await rows.ListAsync(caller.ListOf("delivery") with { Status = status.Code(), Limit = AggregateFilter.MostRows }, cancellationToken);

            foreach (var row in found.Where(row => caller.SeenOf(row) is var seen && seen.Shows("machines") && seen.Shows("from")))
            {
                var delivery = JsonSerializer.Deserialize<DeliveryTerms>(row.Row.Body, WireJson.Options)!;

                if (delivery.From == caller.Organisation && delivery.Machines.Contains(machine))
                {
                    return delivery.Id;
                }
            }
        }

        return null;
    }
}
