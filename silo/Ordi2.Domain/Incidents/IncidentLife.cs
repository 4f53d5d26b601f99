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
    private static readonly ImmutableArray<Role> People = [Donor, Driver, Operator, Supervisor, Storekeeper, Coordinator, Animator, Partner, Recycler];

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

    private static IEnumerable<Right> Each(ImmutableArray<Role> roles, Relation relation) => roles.Select(role => role.Of(relation));
}
