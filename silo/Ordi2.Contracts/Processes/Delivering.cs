using System.Collections.Immutable;
using Ordi2.Contracts.Deliveries;

namespace Ordi2.Contracts.Processes;

/// <summary>
/// A delivery leaves as a whole: what is not packed yet is packed, everything is dispatched, and the delivery note is made; or
/// nothing is, and the answer says which machine could not leave and why. Machine by machine by scan stays possible.
/// </summary>
/// <param name="Delivery">Which delivery; its pick list is complete.</param>
/// <param name="Document">Number of the delivery note.</param>
[GenerateSerializer, Immutable, Alias("ordi2.process.start-delivery"), Step("start-delivery")]
public sealed record StartDelivery(
    [property: Id(0)] DeliveryId Delivery,
    [property: Id(1)] string Document) : ProcessCommand
{
    /// <summary>Which machine goes into which box; those that were packed by scan need no line.</summary>
    [Id(2)]
    public ImmutableArray<DeliveryBox> Boxes { get; init; } = [];
}
