using Ordi2.Contracts.Processes;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Processes.ProcessStatus;
using static Ordi2.Contracts.Role;
using static Ordi2.Domain.Aggregates.Relation;
using static Ordi2.Domain.Aggregates.Rights;

namespace Ordi2.Domain.Processes;

/// <summary>What can happen to a process, when, and who may ask for it.</summary>
public static class ProcessLife
{
    public static readonly Life<ProcessStatus> Table = new(
        "process",
        new("start-closing-out", [], [InProgress], [Coordinator.Of(ItsPole)]),
        new("start-loan-end", [], [InProgress], [Animator.Of(ItsRelay), Coordinator.Of(ItsPole)]),
        new("start-exchange", [], [InProgress], [Coordinator.Of(ItsPole)]),
        new("start-swap", [], [InProgress], [Coordinator.Of(ItsPole)]),
        new("start-delivery", [], [InProgress], [Storekeeper.Of(ItsSender)]),
        new("record-step", [InProgress, Undoing], [InProgress, Undoing, Ended, Undone, ToSettle], [TheSystem]),
        new("settle", [ToSettle], [Undone], [Coordinator.Of(ItsPole), Supervisor.Of(ItsPole), Animator.Of(ItsPole)]));
}
