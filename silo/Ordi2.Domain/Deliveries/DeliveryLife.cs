using Ordi2.Contracts.Deliveries;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Deliveries.DeliveryStatus;
using static Ordi2.Contracts.Role;
using static Ordi2.Domain.Aggregates.Relation;
using static Ordi2.Domain.Aggregates.Rights;

namespace Ordi2.Domain.Deliveries;

/// <summary>What can happen to a delivery, when, and who may ask for it.</summary>
public static class DeliveryLife
{
    public static readonly Life<DeliveryStatus> Table = new(
        "delivery",
        new("create", [], [Preparing], [Storekeeper.Of(ItsSender), Supervisor.Of(ItsSender), Coordinator.Of(ItsPole)]),
        new("add-machines", [Preparing], [], [Operator.Of(ItsSender), Storekeeper.Of(ItsSender), Supervisor.Of(ItsSender), Coordinator.Of(ItsPole), TheSystem]),
        new("remove-machine", [Preparing, Ready], [], [Storekeeper.Of(ItsSender), Supervisor.Of(ItsSender), Coordinator.Of(ItsPole), TheSystem]),
        new("put-in-box", [Preparing, Ready], [], [Operator.Of(ItsSender), Storekeeper.Of(ItsSender), Supervisor.Of(ItsSender), TheSystem]),
        new("agree-slot", [Preparing, Ready, Dispatched], [], [Storekeeper.Of(ItsSender), Supervisor.Of(ItsSender), Animator.Of(ItsConsignee), Driver.Of(ItsCarrier), Coordinator.Of(ItsPole)]),
        new("make-ready", [Preparing], [Ready], [Storekeeper.Of(ItsSender), Supervisor.Of(ItsSender)]),
        new("dispatch", [Ready], [Dispatched], [Storekeeper.Of(ItsSender), Supervisor.Of(ItsSender), Driver.Of(ItsSender), Driver.Of(ItsCarrier)]),
        new("record-arrival", [Dispatched, Delivered, Partial], [Dispatched, Delivered, Partial], [TheSystem]),
        new("record-stray", [Dispatched, Delivered, Partial], [], [Animator.Of(ItsConsignee), TheSystem]),
        new("report-damage", [Dispatched, Delivered, Partial], [], [Animator.Of(ItsConsignee), Driver.Of(ItsCarrier)]),
        new("divert", [Ready, Dispatched], [], [Coordinator.Of(ItsPole), TheSystem]),
        new("exchange-machines", [Dispatched, Delivered, Partial], [Dispatched, Delivered, Partial], [TheSystem]),
        new("take-out-of-box", [Preparing, Ready], [], [TheSystem]),
        new("prepare-again", [Ready], [Preparing], [TheSystem]),
        new("note-incidents", [Delivered, Partial, Closed], [], [TheSystem]),
        new("end-arrival", [Dispatched], [Delivered, Partial], [Animator.Of(ItsConsignee), Coordinator.Of(ItsPole), TheSystem]),
        new("refuse", [Dispatched], [Refused], [Animator.Of(ItsConsignee), Driver.Of(ItsSender), Driver.Of(ItsCarrier), TheSystem]),
        new("close", [Delivered, Partial, Refused], [Closed], [Storekeeper.Of(ItsSender), Supervisor.Of(ItsSender), Coordinator.Of(ItsPole), TheSystem]));
}
