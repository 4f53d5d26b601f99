using Ordi2.Contracts.Machines;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>Scans that come late, early or out of order are never lost.</summary>
public sealed class HeldScanExamples
{
    [Fact]
    public void A_label_that_nobody_knows_yet_gets_a_provisional_record()
    {
        var story = Given.Nothing();

        Assert.Equal("label-not-known-yet", story.Held(Who.Operator, new Triage(Route.Reuse)).Code);
        Assert.Equal(MachineStatus.None, story.Machine.Status);
        Assert.Single(story.Machine.Held);
        story.When(Who.Operator, new ReceiveDevice(World.Gift, DeviceType.Laptop)).Is(MachineStatus.Received);
    }

    [Fact]
    public void A_scan_out_of_order_is_held_when_it_came_late_and_refused_when_somebody_stands_there()
    {
        var story = Given.Received();

        Assert.Equal("wrong-status", story.Held(Who.Operator, Given.Audit, occurredAt: story.Now.AddHours(-1)).Code);
        story.RefusedAs("wrong-status", Who.Operator, Given.Audit);
    }

    [Fact]
    public void Too_many_held_scans_on_one_machine_call_for_a_person()
    {
        var story = Given.Nothing();

        for (var scan = 0; scan < MachineDecision.MaxHeld; scan++)
        {
            story.Held(Who.Operator, new Triage(Route.Reuse));
        }

        story.RefusedAs("too-many-held-scans", Who.Operator, new Triage(Route.Reuse));
    }

    [Fact]
    public void A_person_of_the_holder_of_the_scanning_side_or_of_the_pole_drops_a_held_scan()
    {
        var story = Given.Received();
        story.Held(Who.Operator.At(World.OtherWorkshop), new Triage(Route.Reuse));
        var drop = new DropHeldScan(story.LastScan, "wrong machine");

        story.RefusedAs("scan-not-held", Who.Supervisor, new DropHeldScan(Guid.Empty, "?"));
        story.RefusedAs("not-your-machine", Who.Animator, drop);
        story.When(Who.Supervisor, drop);
        Assert.Empty(story.Machine.Held);
    }

    [Fact]
    public void A_person_of_the_holder_settles_what_a_scan_pointed_out()
    {
        var story = Given.Received();
        story.When(Who.Operator.At(World.OtherWorkshop), new InventoryCheck("A1"));
        Assert.Contains("unexpected-in-inventory", story.Machine.Findings);
        var settle = new SettleFinding("unexpected-in-inventory", "it had been lent for a day");

        story.RefusedAs("finding-not-open", Who.Supervisor, new SettleFinding("locked", "?"));
        story.RefusedAs("not-your-machine", Who.Animator, settle);
        story.When(Who.Supervisor, settle);
        Assert.Empty(story.Machine.Findings);
    }

    [Fact]
    public void A_loss_that_a_newer_scan_belies_is_held_and_not_carried_out()
    {
        var story = Given.Packed();
        var morning = story.Now;
        story.After(TimeSpan.FromHours(2)).When(Who.Storekeeper, new Dispatch(World.Shipment)).After(TimeSpan.FromHours(1));

        Assert.Equal("seen-since", story.Held(Who.Driver, new ReportMissing("not on the shelf"), occurredAt: morning).Code);
        story.When(Who.Driver, new ReportMissing("not in the van")).Is(MachineStatus.Missing);
    }

    [Fact]
    public void A_step_from_before_the_latest_one_is_carried_out_where_it_fits_and_pointed_out()
    {
        var story = Given.Wiped();

        story.After(TimeSpan.FromHours(3)).When(Who.Operator, new OpenRepair(), occurredAt: story.Now.AddHours(-5)).Is(MachineStatus.InRepair).Found("came-late");
        Assert.Empty(Given.Wiped().When(Who.Operator, new OpenRepair()).Facts.OfType<FindingRaised>());
    }

    [Fact]
    public void A_held_scan_of_another_time_is_not_carried_out_when_its_step_fits_again_by_chance()
    {
        var story = Given.Triaged();
        story.After(TimeSpan.FromHours(1)).Held(Who.Operator, new InstallOs(OsPlan.Linux), occurredAt: story.Now.AddMinutes(-30));
        story.After(TimeSpan.FromDays(90)).When(Who.Operator, Given.Audit).When(Who.Operator, new StartWipe()).When(Who.Operator, Given.Success(Given.Proof(World.Disk)));

        Assert.Empty(HeldScans.Retry(story.Is(MachineStatus.Wiped).Machine, World.Machine, story.Machine.Held[0], story.World.Around(World.Workshop), story.Now));
    }

    [Fact]
    public void A_correction_is_never_held() => Given.Nothing().RefusedAs("not-the-last-step", Who.Coordinator, new CorrectEvent(1, "did-not-occur"));

    [Fact]
    public void A_held_scan_is_carried_out_once_what_was_missing_has_come()
    {
        var story = Given.Nothing();
        story.Held(Who.Operator, new Triage(Route.Reuse));
        story.When(Who.Operator, new ReceiveDevice(World.Gift, DeviceType.Laptop));
        var facts = HeldScans.Retry(story.Machine, World.Machine, story.Machine.Held[0], story.World.Around(World.Workshop), story.Now);

        Assert.Equal([typeof(HeldScanSettled), typeof(DeviceTriaged)], facts.Select(fact => fact.GetType()));
        story.Write(facts, Who.Operator, story.Now, ofAScan: false);
        Assert.Empty(story.Is(MachineStatus.Triaged).Machine.Held);
    }

    [Fact]
    public void What_somebody_in_training_scanned_offline_still_waits_for_the_supervisor()
    {
        var story = Given.Nothing();
        story.Held(Who.Operator with { InTraining = true }, new Triage(Route.Recycle));
        story.When(Who.Operator, new ReceiveDevice(World.Gift, DeviceType.Laptop));

        Assert.Empty(HeldScans.Retry(story.Machine, World.Machine, story.Machine.Held[0], story.World.Around(World.Workshop), story.Now));
    }

    [Fact]
    public void Who_may_never_do_a_step_is_refused_and_not_held()
    {
        Given.Nothing().RefusedAs("role-may-not", Who.Donor, new Triage(Route.Reuse));
        Given.Received().RefusedAs("role-may-not", Who.Referent, new Triage(Route.Reuse));
    }
}
