using Ordi2.Contracts.Donations;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Donations.DonationStatus;
using static Ordi2.Contracts.Role;
using static Ordi2.Domain.Aggregates.Relation;
using static Ordi2.Domain.Aggregates.Rights;

namespace Ordi2.Domain.Donations;

/// <summary>What can happen to a donation, when, and who may ask for it.</summary>
public static class DonationLife
{
    public static readonly Life<DonationStatus> Table = new(
        "donation",
        new("create", [], [Draft], [Donor.Of(ItsDonor), Coordinator.Of(ItsPole)]),
        new("change-lines", [Draft, Proposed], [], [Donor.Of(ItsDonor), Coordinator.Of(ItsPole)]),
        new("set-clauses", [Draft, Proposed, Accepted], [], [Donor.Of(ItsDonor), Coordinator.Of(ItsPole), Coordinator.Of(ItsReceiver), Supervisor.Of(ItsReceiver)]),
        new("propose", [Draft], [Proposed], [Donor.Of(ItsDonor), Coordinator.Of(ItsPole)]),
        new("accept", [Proposed], [Accepted], [Coordinator.Of(ItsPole)]),
        new("decline", [Proposed], [Declined], [Coordinator.Of(ItsPole)]),
        new("cancel", [Draft, Proposed, Accepted, Signed], [Cancelled], [Donor.Of(ItsDonor), Coordinator.Of(ItsPole)]),
        new("sign", [Accepted, InCollection, Received], [Accepted, Signed, InCollection, Received], [Donor.Of(ItsDonor), Supervisor.Of(ItsReceiver), Coordinator.Of(ItsReceiver), Coordinator.Of(ItsPole)]),
        new("allow-dock-signature", [Accepted], [], [Coordinator.Of(ItsPole)]),
        new("start-collection", [Accepted, Signed, InCollection], [InCollection], [Driver.Of(ItsReceiver), Storekeeper.Of(ItsReceiver), Supervisor.Of(ItsReceiver), Coordinator.Of(ItsPole), TheSystem]),
        new("mark-received", [InCollection], [Received], [Storekeeper.Of(ItsReceiver), Supervisor.Of(ItsReceiver), Coordinator.Of(ItsPole), TheSystem]),
        new("count-again", [Received, Reconciled, Closed], [], [Storekeeper.Of(ItsReceiver), Supervisor.Of(ItsReceiver), Coordinator.Of(ItsPole)]),
        new("accept-off-list", [Received, Reconciled, Closed], [], [Donor.Of(ItsDonor), Coordinator.Of(ItsPole)]),
        new("refuse-off-list", [Received, Reconciled, Closed], [], [Donor.Of(ItsDonor), Coordinator.Of(ItsPole)]),
        new("contest-sheet", [Received], [], [Donor.Of(ItsDonor), Coordinator.Of(ItsPole)]),
        new("answer-contest", [Received], [], [Supervisor.Of(ItsReceiver), Storekeeper.Of(ItsReceiver), Coordinator.Of(ItsReceiver), Coordinator.Of(ItsPole)]),
        new("state-value", [Draft, Proposed, Accepted, Signed, InCollection, Received, Reconciled, Closed], [], [Donor.Of(ItsDonor), Coordinator.Of(ItsPole)]),
        new("sign-reception-note", [Received, Reconciled], [], [Storekeeper.Of(ItsReceiver), Supervisor.Of(ItsReceiver), Coordinator.Of(ItsReceiver), Coordinator.Of(ItsPole)]),
        new("reconcile", [Received], [Reconciled], [Donor.Of(ItsDonor), Coordinator.Of(ItsPole), TheSystem]),
        new("close", [Reconciled], [Closed], [Coordinator.Of(ItsPole), TheSystem]),
        new("take-receipt", [Reconciled, Closed], [], [TheSystem]),
        new("give-back-receipt", [Draft, Proposed, Accepted, Signed, InCollection, Received, Reconciled, Closed, Declined, Cancelled], [], [TheSystem]),
        new("finish-errand", [Signed, InCollection, Received, Reconciled, Closed, Cancelled], [], [TheSystem]),
        new("tighten-restrictions", [Draft, Proposed, Accepted, Signed, InCollection, Received, Reconciled, Closed], [], [Donor.Of(ItsDonor), Coordinator.Of(ItsPole)]));
}
