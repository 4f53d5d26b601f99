using System.Collections.Immutable;
using System.Diagnostics;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Domain.Deliveries;

namespace Ordi2.Domain.Documents;

public static partial class AgreementPapers
{
    /// <summary>Bon de livraison, which whoever hands over signs and the consignee countersigns. Another consignee, or other machines: another note stands in its place.
    /// It is of the departure: what arrived is for the consignee to say, and stands in the delivery.</summary>
    public static ImmutableArray<DocumentOrder> Of(Delivery delivery, Recorded<DeliveryEvent> recorded)
    {
        if (delivery.Terms is not { } terms || delivery.NoteFacts.IsEmpty || delivery.NoteFacts[^1].Seq != recorded.Seq)
        {
            return [];
        }

        var (note, reason, dispatched) = recorded.Event switch
        {
            DeliveryDispatched e => (e.Document, "dispatched-again", e),
            DeliveryDiverted e => (e.Document, e.Reason, null),
            MachinesExchanged e => (e.Document, "machines-exchanged", null),
            _ => throw new UnreachableException($"{recorded.Event.GetType().Name} makes no delivery note."),
        };
        var subject = $"delivery/{delivery.Id}";
        var order = Order(
            subject,
            DocumentKind.DeliveryNote,
            terms.From,
            recorded.From,
            recorded.Seq,
            new
            {
                from = terms.From.Text,
                consignee = terms.Consignee.Text,
                carrier = terms.Carrier.Text,
                mode = terms.Mode,
                delivery = delivery.Id.Text,
                dossier = terms.Dossier.Text,
                note = StepNumbers.Written(DocumentKind.DeliveryNote, delivery.Id.Text, note),
                departedAt = recorded.Event is DeliveryDispatched ? recorded.From.OccurredAt : (DateTimeOffset?)null,
                reason = dispatched is null ? reason : null,
                leftBehind = dispatched?.LeftBehind ?? [],
                shortShippedReason = dispatched?.ShortShippedReason,
                boxes = terms.Boxes,
            },
            [terms.Consignee, terms.Carrier, delivery.Pole],
            SignatoriesOf(terms));
        order = order with { Machines = terms.Machines, Render = order.Render with { TemplateVersion = "3" } };

        return [delivery.NoteFacts.Length == 1 ? order : order with
            {
                InPlaceOf = order.Trace with { Purpose = $"{subject}/{delivery.NoteFacts[^2].Seq}", At = delivery.NoteFacts[^2].At },
                InPlaceWhy = reason,
            }];
    }

    /// <summary>The depot signs for what it hands over, and who gets the machines for what it takes; what is sent back to the depot, the depot alone.</summary>
    private static Signatory[] SignatoriesOf(DeliveryTerms terms) => terms.Consignee == terms.From
        ? [new(terms.From, Role.Storekeeper)]
        : [new(terms.From, Role.Storekeeper), new(terms.Consignee, Role.Animator)];
}
