using System.Collections.Immutable;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Role;
using static Ordi2.Contracts.Rounds.RoundStatus;
using static Ordi2.Domain.Aggregates.Relation;
using static Ordi2.Domain.Aggregates.Rights;

namespace Ordi2.Domain.Rounds;

/// <summary>What can happen to a collection round, when, and who may ask for it.</summary>
public static class RoundLife
{
    private static readonly ImmutableArray<Right> Planners =
        [Supervisor.Of(ItsReceiver), Storekeeper.Of(ItsReceiver), Supervisor.Of(ItsCarrier), Storekeeper.Of(ItsCarrier), Coordinator.Of(ItsPole)];

    public static readonly Life<RoundStatus> Table = new(
        "round",
        new("create", [], [Planned], [.. Planners]),
        new("replan", [Planned], [], [.. Planners]),
        new("call-off", [Planned], [Cancelled], [.. Planners]),
        new("open", [Planned], [Open], [Driver.Of(ItsCarrier), Storekeeper.Of(ItsCarrier), Supervisor.Of(ItsCarrier), Coordinator.Of(ItsPole)]),
        new("key-counts", [Open, Done], [], [Driver.Of(ItsCarrier), Storekeeper.Of(ItsCarrier), Supervisor.Of(ItsCarrier)]),
        new("record-trip", [Open, Done], [], [Driver.Of(ItsCarrier), Storekeeper.Of(ItsCarrier), Supervisor.Of(ItsCarrier)]),
        new("make-code", [Open, Done], [], [Donor.Of(ItsDonor)]),
        new("sign-trip", [Open, Done], [], [Driver.Of(ItsCarrier), Storekeeper.Of(ItsCarrier), Supervisor.Of(ItsCarrier)]),
        new("finish", [Open], [Done], [Driver.Of(ItsCarrier), Storekeeper.Of(ItsCarrier), Supervisor.Of(ItsCarrier)]),
        new("finish-errand", [Open, Done, Disputed, Closed], [], [TheSystem]),
        new("dispute", [Done], [Disputed], [Donor.Of(ItsDonor), Driver.Of(ItsCarrier), Storekeeper.Of(ItsReceiver), Supervisor.Of(ItsReceiver), Coordinator.Of(ItsPole)]),
        new("close", [Done, Disputed], [Closed], [Supervisor.Of(ItsReceiver), Coordinator.Of(ItsPole), TheSystem]));
}
