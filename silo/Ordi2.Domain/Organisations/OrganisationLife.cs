using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Organisations.OrganisationStatus;
using static Ordi2.Contracts.Role;
using static Ordi2.Domain.Aggregates.Relation;
using static Ordi2.Domain.Aggregates.Rights;

namespace Ordi2.Domain.Organisations;

/// <summary>What can happen to an organisation, when, and who may ask for it.</summary>
public static class OrganisationLife
{
    public static readonly Life<OrganisationStatus> Table = new(
        "organisation",
        new("register", [], [Prospect, Active], [Coordinator.Of(ItsPole), TheSystem]),
        new("activate", [Prospect], [Active], [Coordinator.Of(ItsPole), TheSystem]),
        new("suspend", [Active], [Suspended], [Coordinator.Of(ItsPole), TheSystem]),
        new("reactivate", [Suspended, Closing], [Active], [Coordinator.Of(ItsPole), TheSystem]),
        new("start-closing", [Prospect, Active, Suspended], [Closing], [Coordinator.Of(ItsPole), TheSystem]),
        new("close", [Closing], [Closed], [Coordinator.Of(ItsPole), TheSystem]),
        new("change-activities", [Prospect, Active, Suspended], [], [Coordinator.Of(ItsPole), TheSystem]),
        new("put-site", [Prospect, Active, Suspended], [], [Coordinator.Of(ItsPole), TheSystem]),
        new("remove-site", [Prospect, Active, Suspended, Closing], [], [Coordinator.Of(ItsPole), TheSystem]),
        new("request-accreditation", [Prospect, Active], [], [Supervisor.Of(Itself), Animator.Of(Itself), Coordinator.Of(Itself), Coordinator.Of(ItsPole)]),
        new("review-accreditation", [Prospect, Active], [], [Coordinator.Of(ItsPole), Coordinator.Of(AnotherPole), TheSystem]),
        new("decline-accreditation", [Prospect, Active, Suspended, Closing], [], [Coordinator.Of(ItsPole), Coordinator.Of(AnotherPole), TheSystem]),
        new("grant-accreditation", [Prospect, Active], [], [Coordinator.Of(ItsPole), Coordinator.Of(AnotherPole), TheSystem]),
        new("suspend-accreditation", [Prospect, Active, Suspended, Closing], [], [Coordinator.Of(ItsPole), Coordinator.Of(AnotherPole), TheSystem]),
        new("withdraw-accreditation", [Prospect, Active, Suspended, Closing], [], [Coordinator.Of(ItsPole), Coordinator.Of(AnotherPole), TheSystem]),
        new("announce-expiry", [Prospect, Active, Suspended, Closing], [], [TheSystem]),
        new("expire-accreditation", [Prospect, Active, Suspended, Closing], [], [TheSystem]),
        new("publish-card", [Active], [], [Supervisor.Of(Itself), Animator.Of(Itself), Coordinator.Of(ItsPole), TheSystem]),
        new("withdraw-card", [Prospect, Active, Suspended, Closing], [], [Supervisor.Of(Itself), Animator.Of(Itself), Coordinator.Of(ItsPole), TheSystem]),
        new("set-operators", [Prospect, Active, Suspended], [], [Supervisor.Of(Itself), Coordinator.Of(ItsPole), TheSystem]),
        new("set-data-destruction", [Prospect, Active, Suspended], [], [Coordinator.Of(ItsPole), TheSystem]),
        new("set-numbers", [Prospect, Active, Suspended], [], [Coordinator.Of(ItsPole), TheSystem]),
        new("set-category", [Prospect, Active, Suspended], [], [Coordinator.Of(ItsPole), TheSystem]),
        new("set-tax-receipt-status", [Prospect, Active, Suspended], [], [Coordinator.Of(ItsPole), TheSystem]));
}
