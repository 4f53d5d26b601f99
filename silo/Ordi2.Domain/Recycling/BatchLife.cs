using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Recycling.BatchStatus;
using static Ordi2.Contracts.Role;
using static Ordi2.Domain.Aggregates.Relation;
using static Ordi2.Domain.Aggregates.Rights;

namespace Ordi2.Domain.Recycling;

/// <summary>What can happen to a recycling batch, when, and who may ask for it.</summary>
public static class BatchLife
{
    public static readonly Life<BatchStatus> Table = new(
        "batch",
        new("create", [], [Open], [Storekeeper.Of(ItsHolder), Supervisor.Of(ItsHolder)]),
        new("add-machine", [Open], [], [Operator.Of(ItsHolder), Storekeeper.Of(ItsHolder), Supervisor.Of(ItsHolder), TheSystem]),
        new("add-batteries", [Open], [], [Operator.Of(ItsHolder), Storekeeper.Of(ItsHolder), Supervisor.Of(ItsHolder)]),
        new("remove-machine", [Open], [], [Supervisor.Of(ItsHolder), TheSystem]),
        new("seal", [Open], [Closed], [Storekeeper.Of(ItsHolder), Supervisor.Of(ItsHolder)]),
        new("weigh", [Closed], [Weighed], [Storekeeper.Of(ItsHolder), Supervisor.Of(ItsHolder)]),
        new("hand-over", [Weighed], [HandedOver], [Storekeeper.Of(ItsHolder), Supervisor.Of(ItsHolder)]),
        new("accept", [HandedOver], [Accepted], [Recycler.Of(ItsRecycler), Storekeeper.Of(ItsHolder), Coordinator.Of(ItsPole)]),
        new("refuse-part", [HandedOver], [RefusedPart], [Recycler.Of(ItsRecycler), Storekeeper.Of(ItsHolder), Coordinator.Of(ItsPole)]),
        new("mark-proof-overdue", [HandedOver, Accepted, RefusedPart], [], [TheSystem]),
        new("prove", [Accepted, RefusedPart], [Proven], [Recycler.Of(ItsRecycler), Storekeeper.Of(ItsHolder), Coordinator.Of(ItsPole)]));
}
