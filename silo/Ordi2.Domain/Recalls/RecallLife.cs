using Ordi2.Contracts.Recalls;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Recalls.RecallStatus;
using static Ordi2.Contracts.Role;
using static Ordi2.Domain.Aggregates.Relation;
using static Ordi2.Domain.Aggregates.Rights;

namespace Ordi2.Domain.Recalls;

/// <summary>What can happen to a recall, when, and who may ask for it. The public answer comes through the system: who gives it is nobody's business.</summary>
public static class RecallLife
{
    public static readonly Life<RecallStatus> Table = new(
        "recall",
        new("create", [], [Draft], [Coordinator.Of(Anybody)]),
        new("activate", [Draft], [Active], [Coordinator.Of(ItsPole)]),
        new("refresh", [Active], [], [Coordinator.Of(ItsPole), TheSystem]),
        new("note-held", [Active, Closed], [], [TheSystem]),
        new("mark-found", [Active], [], [Coordinator.Of(ItsPole), Animator.Of(ItsRelay), Animator.Of(ItsHolder), Partner.Of(ItsHolder), TheSystem]),
        new("answer", [Active], [], [Coordinator.Of(ItsPole), Animator.Of(ItsRelay), Animator.Of(ItsHolder), Partner.Of(ItsHolder), TheSystem]),
        new("mark-unreachable", [Active], [], [Coordinator.Of(ItsPole)]),
        new("close", [Active], [Closed], [Coordinator.Of(ItsPole)]));
}
