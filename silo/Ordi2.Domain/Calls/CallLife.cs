using Ordi2.Contracts.Calls;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Calls.CallStatus;
using static Ordi2.Contracts.Role;
using static Ordi2.Domain.Aggregates.Relation;
using static Ordi2.Domain.Aggregates.Rights;

namespace Ordi2.Domain.Calls;

/// <summary>What can happen to a call for projects, when, and who may ask for it.</summary>
public static class CallLife
{
    public static readonly Life<CallStatus> Table = new(
        "call",
        new("create", [], [Draft], [Coordinator.Of(ItsPole)]),
        new("revise", [Draft], [], [Coordinator.Of(ItsPole)]),
        new("seat-juror", [Draft, Published, Open, Closed, InReview], [], [Coordinator.Of(ItsPole)]),
        new("unseat-juror", [Draft, Published, Open, Closed, InReview], [], [Coordinator.Of(ItsPole)]),
        new("publish", [Draft], [Published], [Coordinator.Of(ItsPole)]),
        new("open", [Published], [Open], [Coordinator.Of(ItsPole), TheSystem]),
        new("put-off-closing", [Published, Open], [], [Coordinator.Of(ItsPole)]),
        new("close", [Open], [Closed], [Coordinator.Of(ItsPole), TheSystem]),
        new("enlarge-pledge", [Published, Open, Closed, InReview, Decided, Running], [], [Coordinator.Of(ItsPole)]),
        new("start-review", [Closed], [InReview], [Coordinator.Of(ItsPole)]),
        new("decide", [InReview], [Decided], [Coordinator.Of(ItsPole)]),
        new("run", [Decided], [Running], [Coordinator.Of(ItsPole)]),
        new("evaluate", [Running], [Evaluated], [Coordinator.Of(ItsPole)]),
        new("archive", [Evaluated], [Archived], [Coordinator.Of(ItsPole)]),
        new("note-dossier", [Open, Closed, InReview, Decided, Running, Evaluated, Archived], [], [TheSystem]),
        new("take-from-pledge", [Open, Closed, InReview, Decided, Running], [], [TheSystem]));
}
