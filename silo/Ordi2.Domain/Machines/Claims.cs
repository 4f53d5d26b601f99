using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Machines;

/// <summary>Who has it, when two say so or somebody looks for it: claims of custody, disputes and inventories (domain.md 4.4, transition 40).</summary>
internal static class Claims
{
    public static IEnumerable<Transition> Rows =>
    [
        new Transition<InventoryCheck>
        {
            Number = "40",
            From = Stations.Any.Except(MachineStatus.None),
            To = [],
            Roles = Stations.Holders,
            Guards = [],
            Documents = ["inventory-report"],
            Then = Inventory,
        },
        new Transition<ClaimCustody>
        {
            Number = "4.4+",
            From = Stations.Alive,
            To = [],
            Roles = Stations.Takers,
            Custody = CustodyRule.NotHolder,
            Guards = [NoOtherClaimIsPending, ClaimIsNotContested],
            Then = about => [MachineDecision.Claim(about)],
        },
        new Transition<ReportSighting>
        {
            Number = "4.4+",
            From = Stations.Any,
            To = [],
            Roles = Stations.Holders,
            Guards = [],
            Then = about => [new Sighted(about.Caller.Organisation, about.Scan.Site)],
        },
        new Transition<ConfirmHandover>
        {
            Number = "4.4+",
            From = Stations.Alive,
            To = [],
            Roles = RoleSet.Of([.. Stations.Holders.Each(), Role.System]),
            Guards = [AClaimIsPending, IsTheClaimThatIsMeant, ClaimIsNotContested, IsWithWhoGives, ConfirmedByTheHolderThePoleOrTheDeadline],
            Then = about =>
            [
                new CustodyPassed(
                    about.Machine.Custody!.Holder,
                    about.Machine.Custody.Pending!.Claimant,
                    about.Machine.Custody.Pending.Site,
                    HandoverBasis.Declared),
                .. Undisputed(about),
            ],
        },
        new Transition<ContestHandover>
        {
            Number = "4.4+",
            From = Stations.Alive,
            To = [],
            Roles = Stations.Holders,
            Custody = CustodyRule.Holder,
            Guards = [AClaimIsPending, IsTheClaimThatIsMeantToBeContested],
            Then = about =>
            [
                new HandoverContested(about.Machine.Custody!.Pending!.Claimant, about.Command.Reason),
                new HoldPlaced(Hold.DisputeCustody, about.Command.Reason),
            ],
        },
        new Transition<SettleCustody>
        {
            Number = "4.4+",
            From = Stations.Alive,
            To = [],
            Roles = Stations.Coordinator,
            Guards = [AClaimIsPendingOrDisputed, SettledForAParty],
            Then = about =>
            [
                new CustodyPassed(about.Machine.Custody!.Holder, about.Command.Holder, null, HandoverBasis.Settled),
                .. Undisputed(about),
            ],
        },
    ];

    private static IEnumerable<MachineEvent> Inventory(Case<InventoryCheck> about)
    {
        var expected = StockTake.Expects(about.Caller.Organisation, about.Machine.Custody?.Holder, about.Machine.Status);
        yield return new Inventoried(about.Command.Zone, expected) { Site = about.Scan.Site };

        if (!expected)
        {
            yield return about.Finding("unexpected-in-inventory", about.Circumstances.NameOf(about.Machine.Custody?.Holder), about.Machine.Status.Code());
        }
    }

    private static IEnumerable<MachineEvent> Undisputed(Case about) =>
        about.Machine.Holds.Has(Hold.DisputeCustody) ? [new HoldLifted(Hold.DisputeCustody, "settled")] : [];

    private static Refusal? NoOtherClaimIsPending(Case about) =>
        about.Machine.Custody?.Pending is { } pending && pending.Claimant != about.Caller.Organisation
            ? Refusal.Conflict("claim-pending", about.Circumstances.NameOf(pending.Claimant))
            : null;

    private static Refusal? IsTheClaimThatIsMeant(Case<ConfirmHandover> about) => IsClaimOf(about, about.Command.Claimant);

    private static Refusal? IsTheClaimThatIsMeantToBeContested(Case<ContestHandover> about) => IsClaimOf(about, about.Command.Claimant);

    /// <summary>What two agree on says nothing of what a third one claims.</summary>
    private static Refusal? IsClaimOf(Case about, OrganisationId? meant) =>
        meant is { } claimant && about.Machine.Custody!.Pending!.Claimant != claimant
            ? Refusal.Conflict("claim-pending", about.Circumstances.NameOf(about.Machine.Custody.Pending.Claimant))
            : null;

    /// <summary>It may have gone another way since both sides agreed.</summary>
    private static Refusal? IsWithWhoGives(Case<ConfirmHandover> about) =>
        about.Command.Holder is { } holder && about.Machine.Custody!.Holder != holder
            ? Refusal.Conflict("handover-not-held", about.Id.Text, about.Circumstances.NameOf(holder))
            : null;

    private static Refusal? AClaimIsPending(Case about) => about.Machine.Custody?.Pending is null ? Refusal.Conflict("no-claim-pending") : null;

    private static Refusal? ClaimIsNotContested(Case about) =>
        about.Machine.Custody?.Pending is { Contested: true } ? Refusal.Conflict("claim-contested") : null;

    private static Refusal? ConfirmedByTheHolderThePoleOrTheDeadline(Case about) =>
        about.Caller.Role == Role.Coordinator
        || (about.Caller.Organisation == about.Machine.Custody!.Holder && about.Caller.Role != Role.System)
        || about.Now >= about.Machine.Custody.Pending!.ConfirmedAfter
            ? null
            : Refusal.Forbidden("confirmed-by-holder", about.Circumstances.NameOf(about.Machine.Custody.Holder));

    private static Refusal? AClaimIsPendingOrDisputed(Case about) =>
        about.Machine.Custody is { Pending: not null } || about.Machine.Holds.Has(Hold.DisputeCustody) ? null : Refusal.Conflict("no-claim-pending");

    private static Refusal? SettledForAParty(Case<SettleCustody> about) =>
        about.Circumstances.Of(about.Command.Holder) is null ? Refusal.NotFound("organisation-unknown", about.Command.Holder.Text) : null;
}
