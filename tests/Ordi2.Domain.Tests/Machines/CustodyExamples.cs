using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>« Cette machine est chez … »: the paths of domain.md 4.4 that custody takes.</summary>
public sealed class CustodyExamples
{
    private static readonly Caller Stranger = Who.Supervisor.At(World.OtherWorkshop);

    [Fact]
    public void A_scan_by_somebody_who_does_not_hold_the_machine_is_held_and_says_who_does()
    {
        var reason = Given.Received().Held(Who.Operator.At(World.OtherWorkshop), new Triage(Route.Reuse));

        Assert.Equal(Refusal.Conflict("wrong-custody", "workshop").Code, reason.Code);
        Assert.Equal("workshop", Assert.Single(reason.Arguments));
    }

    [Fact]
    public void A_claim_is_confirmed_by_the_known_holder()
    {
        var story = Given.Ready().When(Stranger, new ClaimCustody());

        Assert.Equal(World.Workshop, story.Machine.Custody!.Holder);
        Assert.Equal(World.OtherWorkshop, story.Machine.Custody.Pending!.Claimant);
        story.RefusedAs("confirmed-by-holder", Stranger, new ConfirmHandover());
        story.When(Who.Storekeeper, new ConfirmHandover());
        Assert.Equal(World.OtherWorkshop, story.Machine.Custody!.Holder);
        Assert.Null(story.Machine.Custody.Pending);
        story.RefusedAs("no-claim-pending", Who.Storekeeper, new ConfirmHandover());
    }

    [Fact]
    public void A_donor_does_not_take_a_machine_by_its_own_word_and_is_not_offered_to()
    {
        Given.Ready().RefusedAs("role-may-not", Who.Donor, new ClaimCustody());
        Assert.DoesNotContain(typeof(ClaimCustody), Prospects.StepsOf(Role.Donor));
        Assert.Contains(typeof(ClaimCustody), Prospects.StepsOf(Role.Animator));
    }

    [Fact]
    public void An_answer_to_one_claim_is_no_answer_to_another()
    {
        var story = Given.Ready().When(Stranger, new ClaimCustody());

        story.RefusedAs("claim-pending", Who.Storekeeper, new ConfirmHandover(Claimant: World.Epn));
        story.RefusedAs("claim-pending", Who.Storekeeper, new ContestHandover("it is here", Claimant: World.Epn));
        story.When(Who.Storekeeper, new ConfirmHandover(Claimant: World.OtherWorkshop));
        Assert.Equal(World.OtherWorkshop, story.Machine.Custody!.Holder);
    }

    [Fact]
    public void A_coordinator_who_confirms_what_another_gives_does_not_confirm_for_the_holder()
    {
        var story = Given.Ready().When(Stranger, new ClaimCustody());

        story.RefusedAs("handover-not-held", Who.Coordinator, new ConfirmHandover(World.OtherWorkshop, Holder: World.Pole));
        Assert.Equal(World.Workshop, story.Machine.Custody!.Holder);
        story.When(Who.Coordinator, new ConfirmHandover(World.OtherWorkshop, World.Workshop));
    }

    [Fact]
    public void Silence_for_five_working_days_is_consent()
    {
        var story = Given.Ready().When(Stranger, new ClaimCustody());

        // From Monday, 2 March 2026.
        Assert.Equal(new DateOnly(2026, 3, 9), DateOnly.FromDateTime(story.Machine.DueAt!.Value.Date));
        story.After(TimeSpan.FromDays(6)).RefusedAs("confirmed-by-holder", Who.System, new ConfirmHandover());
        story.After(TimeSpan.FromDays(1)).When(Who.System, new ConfirmHandover());
        Assert.Equal(World.OtherWorkshop, story.Machine.Custody!.Holder);
    }

    [Fact]
    public void A_claim_says_until_when_it_may_be_answered_whatever_else_is_due_and_no_more_once_it_is()
    {
        var story = Given.AtEpn();
        Assert.NotNull(story.Machine.DueAt);
        Assert.Null(story.Machine.ClaimUntil);

        story.When(Stranger, new ClaimCustody());
        Assert.Equal(story.Machine.Custody!.Pending!.ConfirmedAfter, story.Machine.ClaimUntil);
        story.When(Who.Animator, new ContestHandover("it is here"));
        Assert.Null(story.Machine.ClaimUntil);
        Assert.NotNull(story.Machine.DueAt);
    }

    [Fact]
    public void A_contested_claim_lets_nothing_leave_until_the_pole_settles_it()
    {
        var story = Given.Packed().When(Stranger, new ClaimCustody()).When(Who.Storekeeper, new ContestHandover("it is here"));

        story.RefusedAs("on-hold", Who.Storekeeper, new Dispatch(World.Shipment));
        story.RefusedAs("claim-contested", Who.System, new ConfirmHandover());
        story.When(Who.Coordinator, new SettleCustody(World.Workshop, "seen here"));
        Assert.True(story.Machine.Holds.IsEmpty);
        story.When(Who.Storekeeper, new Dispatch(World.Shipment)).Is(MachineStatus.InTransit);
    }

    [Fact]
    public void A_claim_that_was_contested_cannot_be_made_anew_to_get_around_the_pole()
    {
        var story = Given.Ready().When(Stranger, new ClaimCustody()).When(Who.Storekeeper, new ContestHandover("it is here"));

        story.RefusedAs("claim-contested", Stranger, new ClaimCustody());
    }

    [Fact]
    public void Only_one_claim_waits_at_a_time()
    {
        var story = Given.Ready().When(Stranger, new ClaimCustody());

        story.RefusedAs("claim-pending", Who.Animator, new ClaimCustody());
        story.RefusedAs("already-in-your-custody", Who.Storekeeper, new ClaimCustody());
    }

    [Fact]
    public void Only_the_holder_contests_and_only_a_claim()
    {
        Given.Ready().RefusedAs("no-claim-pending", Who.Storekeeper, new ContestHandover("?"));
        Assert.Equal("wrong-custody", Given.Ready().When(Stranger, new ClaimCustody()).Held(Who.Animator, new ContestHandover("?")).Code);
        Given.Ready().RefusedAs("no-claim-pending", Who.Coordinator, new SettleCustody(World.Workshop, "?"));
        Given.Ready().When(Stranger, new ClaimCustody()).RefusedAs("organisation-unknown", Who.Coordinator, new SettleCustody(new OrganisationId("nobody"), "?"));
    }

    [Fact]
    public void A_machine_meant_for_another_epn_is_held_with_provisional_custody_and_a_dispute()
    {
        var story = Given.InTransit();
        var reason = story.Held(Who.Animator.At(World.OtherEpn), new ReceiveAtEpn());

        Assert.Equal("meant-for-another", reason.Code);
        Assert.Equal(World.OtherEpn, story.Machine.Custody!.Pending!.Claimant);
        Assert.True(story.Machine.Holds.Has(Hold.DisputeCustody));
        Assert.Equal(World.Carrier, story.Machine.Custody.Holder);
    }

    [Fact]
    public void It_is_in_dispute_also_where_somebody_else_has_a_claim_already()
    {
        var story = Given.InTransit().When(Stranger, new ClaimCustody());
        story.Held(Who.Animator.At(World.OtherEpn), new ReceiveAtEpn());

        Assert.Equal(World.OtherWorkshop, story.Machine.Custody!.Pending!.Claimant);
        Assert.True(story.Machine.Holds.Has(Hold.DisputeCustody));
    }

    [Fact]
    public void Somebody_only_reports_what_was_seen()
    {
        var story = Given.Ready().When(Who.Animator, new ReportSighting()).Is(MachineStatus.Ready);

        Assert.Equal(World.Workshop, story.Machine.Custody!.Holder);
    }

    [Fact]
    public void An_inventory_shows_what_is_expected_and_what_is_not()
    {
        Assert.Equal(new Inventoried("A1", true) { Site = World.Site }, Given.Ready().When(Who.Storekeeper, new InventoryCheck("A1"), site: World.Site).Fact<Inventoried>());
        Given.Ready().When(Who.Animator, new InventoryCheck()).Found("unexpected-in-inventory");
        Given.Missing().When(Who.Storekeeper, new InventoryCheck()).Found("unexpected-in-inventory");
    }
}
