using Ordi2.Contracts.Sessions;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Role;
using static Ordi2.Contracts.Sessions.SessionStatus;
using static Ordi2.Domain.Aggregates.Relation;

namespace Ordi2.Domain.Sessions;

/// <summary>What can happen to an accompaniment session, when, and who may ask for it.</summary>
public static class SessionLife
{
    public static readonly Life<SessionStatus> Table = new(
        "session",
        new("plan", [], [Planned], [Animator.Of(ItsEpn), Partner.Of(ItsPartner), Coordinator.Of(ItsPole)]),
        new("move", [Planned], [], [Animator.Of(ItsEpn), Partner.Of(ItsPartner), Coordinator.Of(ItsPole)]),
        new("transfer", [Planned], [], [Coordinator.Of(ItsPole)]),

        // Whoever was not there cannot say that it took place (domain.md 5).
        new("hold", [Planned], [Held], [Animator.Of(ItsEpn), Partner.Of(ItsPartner)]),
        new("correct-counts", [Held], [], [Animator.Of(ItsEpn), Partner.Of(ItsPartner)]),
        new("cancel", [Planned], [Cancelled], [Animator.Of(ItsEpn), Partner.Of(ItsPartner), Coordinator.Of(ItsPole)]),
        new("validate", [Held], [Validated], [Coordinator.Of(ItsPole)]));
}
