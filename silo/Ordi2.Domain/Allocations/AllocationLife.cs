using Ordi2.Contracts.Allocations;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Allocations.AllocationStatus;
using static Ordi2.Contracts.Role;
using static Ordi2.Domain.Aggregates.Relation;
using static Ordi2.Domain.Aggregates.Rights;

namespace Ordi2.Domain.Allocations;

/// <summary>What can happen to an allocation, when, and who may ask for it.</summary>
public static class AllocationLife
{
    public static readonly Life<AllocationStatus> Table = new(
        "allocation",
        new("create", [], [Proposed], [Coordinator.Of(ItsPole)]),
        new("confirm", [Proposed], [Confirmed], [Coordinator.Of(ItsPole)]),
        new("release", [Proposed, Confirmed], [Released], [Coordinator.Of(ItsPole), TheSystem]),
        new("expire", [Proposed, Confirmed], [Expired], [TheSystem]),
        new("note-machine", [Confirmed, Released, Expired, Partial, Fulfilled], [Confirmed, Released, Expired, Partial, Fulfilled], [TheSystem]),
        new("exchange-machine", [Confirmed, Released, Expired, Partial, Fulfilled], [Confirmed, Released, Expired, Partial, Fulfilled], [TheSystem]));
}
