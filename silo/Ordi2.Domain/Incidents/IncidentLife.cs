using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Incidents;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Incidents.IncidentStatus;
using static Ordi2.Contracts.Role;
using static Ordi2.Domain.Aggregates.Relation;
using static Ordi2.Domain.Aggregates.Rights;

namespace Ordi2.Domain.Incidents;

/// <summary>What can happen to an incident, when, and who may ask for it. Its pole may always act: nobody who is silent, gone or closed blocks it.</summary>
public static class IncidentLife
{
    /// <summary>Whoever signs in may tell that something is wrong, and reads what their house told or has in hand.</summary>
    public static readonly ImmutableArray<Role> People = [Donor, Driver, Operator, Supervisor, Storekeeper, Coordinator, Animator, Partner, Recycler];

    private static readonly ImmutableArray<Role> Decide = [Donor, Driver, Supervisor, Storekeeper, Animator, Partner, Recycler];

    public static readonly Life<IncidentStatus> Table = new(
        "incident",
        new("open", [], [Open], [.. Each(People, Anybody), TheSystem]),
        new("assign", [Open, Assigned, Waiting], [Assigned], [.. Each(Decide, ItsHandler), Coordinator.Of(ItsPole)]),
        new("wait", [Assigned], [Waiting], [.. Each(Decide, ItsHandler), Coordinator.Of(ItsPole)]),
        new("resume", [Waiting], [Assigned], [.. Each(Decide, ItsHandler), Coordinator.Of(ItsPole), TheSystem]),
        new("add-note", [Open, Assigned, Waiting, Solved], [], [.. Each(People, ItsOpener), .. Each(People, ItsHandler), Coordinator.Of(ItsPole), TheSystem]),
        new("declare-complaint", [Open, Assigned, Waiting, Solved], [], [.. Each(Decide, ItsOpener), .. Each(Decide, ItsHandler), Coordinator.Of(ItsPole), TheSystem]),
        new("answer-data", [Open, Assigned, Waiting, Solved], [], [.. Each(Decide, ItsOpener), .. Each(Decide, ItsHandler), Coordinator.Of(ItsPole)]),
        new("mark-overdue", [Open, Assigned, Waiting], [], [TheSystem]),
        new("solve", [Assigned, Waiting], [Solved], [.. Each(Decide, ItsHandler), Coordinator.Of(ItsPole), TheSystem]),
        new("reopen", [Solved], [Open, Assigned], [.. Each(Decide, ItsOpener), Coordinator.Of(ItsPole)]),
        new("close", [Solved], [Closed], [.. Each(Decide, ItsOpener), Coordinator.Of(ItsPole), TheSystem]));

    /// <summary>What somebody's organisation is to an incident.</summary>
    public static Relation[] RelationsOf(IncidentTerms? incident, Caller caller) =>
    [
        .. caller.Organisation == incident?.OpenedBy ? [ItsOpener] : Array.Empty<Relation>(),
        .. caller.Organisation == incident?.Handler ? [ItsHandler] : Array.Empty<Relation>(),
        .. caller.Organisation == incident?.Pole ? [ItsPole] : Array.Empty<Relation>(),
    ];

    private static IEnumerable<Right> Each(ImmutableArray<Role> roles, Relation relation) => roles.Select(role => role.Of(relation));
}
