using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Handovers;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Handovers.HandoverStatus;
using static Ordi2.Contracts.Role;
using static Ordi2.Domain.Aggregates.Relation;
using static Ordi2.Domain.Aggregates.Rights;

namespace Ordi2.Domain.Handovers;

/// <summary>What can happen to a handover, when, and who may ask for it: the two sides, and the system where one is silent.</summary>
public static class HandoverLife
{
    private static readonly ImmutableArray<Role> Hands = [Driver, Supervisor, Storekeeper, Coordinator, Animator, Role.Partner, Recycler];

    public static readonly Life<HandoverStatus> Table = new(
        "handover",
        new("offer", [], [Offered], [.. Both()]),
        new("make-code", [Offered], [], [.. Both()]),
        new("enter-code", [Offered], [Offered, Confirmed], [.. Both()]),
        new("confirm", [Offered], [Confirmed], [.. Both(), TheSystem]),
        new("contest", [Offered], [Contested], [.. Both()]),
        new("withdraw", [Offered], [Withdrawn], [.. Both()]),
        new("note-told", [Offered, Confirmed, Contested, Withdrawn], [], [TheSystem]));

    private static IEnumerable<Right> Both() => Hands.SelectMany(role => new[] { role.Of(ItsSender), role.Of(ItsReceiver) });
}
