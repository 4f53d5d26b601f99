using System.Collections.Immutable;
using Ordi2.Contracts.Dossiers;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Dossiers.DossierStatus;
using static Ordi2.Contracts.Role;
using static Ordi2.Domain.Aggregates.Relation;
using static Ordi2.Domain.Aggregates.Rights;

namespace Ordi2.Domain.Dossiers;

/// <summary>What can happen to a dossier, when, and who may ask for it.</summary>
public static class DossierLife
{
    private static readonly ImmutableArray<Right> Jurors =
        [Coordinator.Of(ItsJury), Animator.Of(ItsJury), Partner.Of(ItsJury), Donor.Of(ItsJury), Supervisor.Of(ItsJury)];

    private static readonly ImmutableArray<Right> Judges =
        [Coordinator.Of(ItsJudge), Animator.Of(ItsJudge), Partner.Of(ItsJudge), Donor.Of(ItsJudge), Supervisor.Of(ItsJudge)];

    public static readonly Life<DossierStatus> Table = new(
        "dossier",
        new("create", [], [Draft], [Animator.Of(ItsEpn), Coordinator.Of(ItsPole)]),
        new("revise", [Draft, Incomplete], [], [Animator.Of(ItsEpn)]),
        new("sign", [Draft, Incomplete], [], [Animator.Of(ItsEpn), Partner.Of(ItsPartner), Coordinator.Of(ItsPole)]),
        new("grant-derogation", [Draft, Submitted, Incomplete, Eligible, Scored, Waitlisted, Accepted, InProgress], [], [Coordinator.Of(ItsPole), .. Judges]),
        new("submit", [Draft, Incomplete], [Submitted], [Animator.Of(ItsEpn)]),
        new("mark-incomplete", [Submitted], [Incomplete], [Coordinator.Of(ItsPole), .. Judges]),
        new("mark-complete", [Incomplete], [Submitted], [Coordinator.Of(ItsPole), .. Judges]),
        new("find-eligible", [Submitted], [Eligible], [Coordinator.Of(ItsPole), .. Judges]),
        new("find-ineligible", [Submitted], [Ineligible], [Coordinator.Of(ItsPole), .. Judges]),
        new("score", [Eligible, Scored], [Scored], [Coordinator.Of(ItsPole), .. Jurors]),
        new("recuse-juror", [Submitted, Incomplete, Eligible, Scored], [Submitted, Incomplete, Eligible, Scored], [Coordinator.Of(ItsPole), .. Jurors]),
        new("accept", [Scored, Waitlisted], [Accepted], [Coordinator.Of(ItsPole), .. Judges]),
        new("ask-for-pledge", [Scored, Waitlisted], [], [TheSystem]),
        new("note-call-told", [Submitted, Incomplete, Eligible, Ineligible, Scored, Accepted, Waitlisted, Rejected, InProgress, Completed, Abandoned, Evaluated], [], [TheSystem]),
        new("waitlist", [Scored], [Waitlisted], [Coordinator.Of(ItsPole), .. Judges]),
        new("reject", [Scored, Waitlisted], [Rejected], [Coordinator.Of(ItsPole), .. Judges]),
        new("start", [Accepted], [InProgress], [Animator.Of(ItsEpn), Coordinator.Of(ItsPole), TheSystem]),
        new("complete", [InProgress], [Completed], [Animator.Of(ItsEpn), Coordinator.Of(ItsPole)]),
        new("abandon", [Accepted, Waitlisted, InProgress], [Abandoned], [Animator.Of(ItsEpn), Coordinator.Of(ItsPole)]),
        new("evaluate", [Completed, Abandoned], [Evaluated], [Coordinator.Of(ItsPole), .. Judges]),
        new("change-epn", [Accepted, InProgress], [], [Coordinator.Of(ItsPole), TheSystem]),
        new("reserve-line", [Accepted, InProgress], [], [TheSystem]),
        new("release-line", [Accepted, InProgress, Completed, Abandoned, Evaluated], [], [TheSystem]),
        new("exchange-place", [Accepted, InProgress], [], [TheSystem]));
}
