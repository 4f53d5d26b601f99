using Ordi2.Contracts.Machines;
using TightenRestrictions = Ordi2.Contracts.Machines.TightenRestrictions;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>« Je me suis trompé·e »: transition 37.</summary>
public sealed class CorrectionExamples
{
    [Fact]
    public void The_same_person_takes_a_wrong_tap_back_within_seconds()
    {
        var story = Given.Received().When(Who.Operator, new Triage(Route.Recycle));
        var wrong = Last(story);

        story.After(TimeSpan.FromSeconds(-25)).When(Who.Operator, wrong).Is(MachineStatus.Received);
        Assert.Equal(Route.None, story.Machine.Route);
        story.When(Who.Operator, new Triage(Route.Reuse)).Is(MachineStatus.Triaged);
    }

    [Fact]
    public void A_device_that_knows_its_scan_and_not_the_history_says_which_scan_was_wrong()
    {
        var story = Given.Received();
        var before = story.Machine.LastStep!.Scan!.Value;
        story.When(Who.Operator, new Triage(Route.Recycle));
        var wrong = story.Machine.LastStep!.Scan!.Value;

        story.RefusedAs("not-the-last-step", Who.Supervisor, new CorrectEvent(0, "did-not-occur", before));
        story.RefusedAs("not-the-last-step", Who.Supervisor, new CorrectEvent(Last(story).Seq, "did-not-occur", before));
        story.After(TimeSpan.FromSeconds(-25)).When(Who.Operator, new CorrectEvent(0, "did-not-occur", wrong)).Is(MachineStatus.Received);
        Assert.Equal(Route.None, story.Machine.Route);
    }

    [Fact]
    public void Later_or_for_somebody_else_it_takes_the_supervisor()
    {
        var story = Given.Received().When(Who.Operator, new Triage(Route.Recycle));

        var wrong = Last(story);
        Assert.Equal("correction-by-supervisor", story.Held(Who.Operator, wrong).Code);
        Assert.Equal("correction-by-supervisor", story.After(TimeSpan.FromSeconds(-25)).Held(Who.Controller, wrong).Code);
        Assert.Equal(2, story.Machine.Held.Length);
        story.After(TimeSpan.FromHours(2)).When(Who.Supervisor, wrong).Is(MachineStatus.Received);
        Assert.Empty(story.Machine.Held);
    }

    /// <summary>« Je me suis trompé·e » calls the encadrant: the call waits where the others wait, until the step is undone or a person says that it was right.</summary>
    [Fact]
    public void A_call_for_one_step_is_answered_by_the_undoing_of_that_step_alone()
    {
        var story = Given.Received().When(Who.Operator, new Triage(Route.Reuse));
        story.Held(Who.Operator, Last(story));
        var call = story.Machine.Held.Single();
        story.When(Who.Operator, Given.Audit);
        story.When(Who.Supervisor, Last(story)).Is(MachineStatus.Triaged);
        Assert.Equal(call.ScanId, story.Machine.Held.Single().ScanId);
        story.When(Who.Supervisor, new DropHeldScan(call.ScanId, "le tri était juste"));
        Assert.Empty(story.Machine.Held);
    }

    /// <summary>The answer was lost, or the program ended: what was taken back in time by the device's clock is taken back, however long its way was.</summary>
    [Fact]
    public void What_was_taken_back_in_time_at_the_device_is_taken_back_however_late_it_comes()
    {
        var story = Given.Received().When(Who.Operator, new Triage(Route.Recycle));
        var step = story.Machine.LastStep!;

        story.After(TimeSpan.FromHours(3)).When(Who.Operator, Last(story), occurredAt: step.OccurredAt.AddSeconds(10)).Is(MachineStatus.Received);
    }

    [Theory]
    [InlineData(10.001, 1)]
    [InlineData(-1, 1)]
    [InlineData(5, 25)]
    public void What_was_taken_back_too_late_or_before_it_was_done_or_comes_after_a_day_is_the_supervisors(double seconds, double hours)
    {
        var story = Given.Received().When(Who.Operator, new Triage(Route.Recycle));
        var step = story.Machine.LastStep!;

        Assert.Equal("correction-by-supervisor", story.After(TimeSpan.FromHours(hours)).Held(Who.Operator, Last(story), step.OccurredAt.AddSeconds(seconds)).Code);
    }

    [Fact]
    public void The_clock_of_another_device_says_nothing_of_when_it_was_taken_back()
    {
        var story = Given.Received().When(Who.Operator, new Triage(Route.Recycle));
        var step = story.Machine.LastStep!;

        Assert.Equal(
            "correction-by-supervisor",
            story.After(TimeSpan.FromHours(1)).Held(Who.Operator with { Device = new("another") }, Last(story), step.OccurredAt.AddSeconds(5)).Code);
    }

    [Fact]
    public void Steps_are_taken_back_last_first_and_the_machine_is_what_the_others_make_of_it()
    {
        var story = Given.Installed();

        story.RefusedAs("not-the-last-step", Who.Supervisor, new CorrectEvent(1, "did-not-occur"));
        story.When(Who.Supervisor, Last(story)).Is(MachineStatus.Wiped)
            .When(Who.Supervisor, Last(story)).Is(MachineStatus.Wiping)
            .When(Who.Supervisor, Last(story)).Is(MachineStatus.Audited)
            .When(Who.Supervisor, Last(story)).Is(MachineStatus.Triaged);
        Assert.Equal(Sanitisation.Unknown, story.Machine.Sanitisation);
        Assert.Equal(story.History.Count, story.Machine.Version);
    }

    [Fact]
    public void What_follows_from_a_step_goes_with_it()
    {
        var story = Given.Ready().When(Who.Storekeeper, new ReportTheft("PV-1"));

        Assert.True(story.When(Who.Supervisor, Last(story)).Is(MachineStatus.Ready).Machine.Holds.IsEmpty);
    }

    [Fact]
    public void Acts_of_legal_weight_are_undone_only_by_an_act_of_the_same_weight()
    {
        Refuses(Given.Received(), "reception-stands");
        Refuses(Given.ToRecycle());
        Refuses(Given.Reserved());
        Refuses(Given.AtEpn());
        Refuses(Given.Placed());
        Refuses(Given.Missing().When(Who.Storekeeper, new Recover("behind the shelf")), "reception-stands");
        Refuses(Given.Received().When(Who.Supervisor, new Relabel(new MachineId("NEW7777"), "serial")));
        Refuses(Given.Received().When(Who.Coordinator, new TightenRestrictions(new Contracts.Donations.Restrictions { ResaleForbidden = true })));
    }

    [Fact]
    public void A_correction_does_not_lift_a_hold_that_only_the_pole_lifts()
    {
        Refuses(Given.Ready().When(Who.Coordinator, new OpenRecall("RC-1", "battery")));
        Refuses(Given.Received().When(Who.Supervisor, new PlaceHold(Hold.DataIncident, "opened box")));

        var battery = Given.Received().When(Who.Operator, new PlaceHold(Hold.SafetyBattery, "swollen"));
        Assert.True(battery.When(Who.Supervisor, Last(battery)).Machine.Holds.IsEmpty);
    }

    [Fact]
    public void A_loss_that_released_an_allocation_is_undone_by_finding_the_machine() =>
        Refuses(Given.Reserved().When(Who.Storekeeper, new ReportMissing()));

    [Fact]
    public void A_repair_that_fitted_parts_is_not_undone_behind_the_back_of_the_stock() =>
        Refuses(Given.InRepair().When(Who.Operator, new CloseRepair { PartsUsed = [World.Memory] }));

    [Fact]
    public void A_machine_is_not_taken_out_of_its_box_behind_the_back_of_the_delivery() => Refuses(Given.Packed());

    [Fact]
    public void A_dispatch_is_not_taken_back_while_another_epn_says_that_it_has_the_machine()
    {
        var story = Given.InTransit();
        var dispatch = Last(story);

        story.When(Who.Animator.At(World.OtherEpn), new ReceiveAtEpn());
        Assert.Equal(World.OtherEpn, story.Machine.Custody!.Pending!.Claimant);

        story.RefusedAs("step-undone-by-its-opposite", Who.Coordinator, dispatch);
    }

    [Fact]
    public void A_supervisor_of_another_workshop_corrects_nothing_here()
    {
        var story = Given.Triaged();

        story.RefusedAs("not-your-machine", Who.Supervisor.At(World.OtherWorkshop), Last(story));
        story.When(Who.Coordinator, Last(story)).Is(MachineStatus.Received);
    }

    [Fact]
    public void Only_who_is_no_supervisor_is_sent_to_one()
    {
        var received = Given.Received();

        received.RefusedAs("step-has-its-own-way-back", Who.Operator, Last(received));
        Refuses(received, "reception-stands");
        received.RefusedAs("reception-stands", Who.Supervisor, Last(received));
        Given.Reserved().RefusedAs("step-undone-by-its-opposite", Who.Supervisor, Last(Given.Reserved()));
    }

    private static void Refuses(Story story, string code = "step-undone-by-its-opposite") => story.RefusedAs(code, Who.Coordinator, Last(story));

    private static CorrectEvent Last(Story story) => new(story.Machine.LastStep!.Seq, "did-not-occur");
}
