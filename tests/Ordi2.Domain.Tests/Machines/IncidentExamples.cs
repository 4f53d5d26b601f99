using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Machines;
using TightenRestrictions = Ordi2.Contracts.Machines.TightenRestrictions;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>Losses, recalls, holds, labels and restrictions: transitions 32 to 35 and 38, and what 4.4 adds.</summary>
public sealed class IncidentExamples
{
    [Fact]
    public void A_missing_machine_stays_with_its_last_known_holder()
    {
        var story = Given.Reserved().When(Who.Storekeeper, new ReportMissing("not on the shelf")).Is(MachineStatus.Missing);

        Assert.Equal(World.Workshop, story.Machine.Custody!.Holder);
        Assert.Null(story.Machine.Allocation);
        Given.Ready().RefusedAs("not-your-machine", Who.Animator, new ReportMissing());
        Given.Ready().When(Who.Coordinator, new ReportMissing()).Is(MachineStatus.Missing);
    }

    [Fact]
    public void A_stolen_machine_is_held_and_with_data_it_is_a_data_incident()
    {
        var clean = Given.Ready().When(Who.Storekeeper, new ReportTheft("PV-1")).Is(MachineStatus.Stolen);
        var dirty = Given.Audited().When(Who.Supervisor, new ReportTheft()).Found("police-number-due");

        Assert.Equal(HoldSet.Of(Hold.Theft), clean.Machine.Holds);
        Assert.Equal(HoldSet.Of(Hold.Theft, Hold.DataIncident), dirty.Machine.Holds);
        Given.Ready().RefusedAs("not-your-machine", Who.Animator, new ReportTheft());
    }

    [Fact]
    public void A_complaint_that_is_filed_or_told_after_72_hours_is_taken_and_kept_as_late()
    {
        var now = Given.Ready().When(Who.Storekeeper, new ReportTheft("PV-1")).Fact<ComplaintTold>();
        Assert.False(now.Late);

        var late = Given.Ready().When(Who.Storekeeper, new ReportTheft("PV-1") { ComplaintAt = now.FiledAt.AddDays(-21) }).Found("complaint-late");
        Assert.True(late.Fact<ComplaintTold>().Late);
        Assert.Equal(now.FiledAt.AddDays(-21), late.Fact<ComplaintTold>().HappenedAt);
        Assert.True(Given.Ready().When(Who.Storekeeper, new ReportTheft("PV-1") { HappenedAt = now.FiledAt.AddHours(-73) }).Fact<ComplaintTold>().Late);
        Assert.False(Given.Ready().When(Who.Storekeeper, new ReportTheft("PV-1") { HappenedAt = now.FiledAt.AddHours(-71) }).Fact<ComplaintTold>().Late);
        Given.Ready().RefusedAs("not-in-the-future", Who.Storekeeper, new ReportTheft("PV-1") { ComplaintAt = now.FiledAt.AddYears(1) });
        Given.Ready().RefusedAs("not-in-the-future", Who.Storekeeper, new ReportTheft("PV-1") { HappenedAt = now.FiledAt.AddYears(1) });
    }

    [Fact]
    public void Whoever_finds_a_machine_has_it_and_everything_is_done_again()
    {
        var story = Given.Stolen().When(Who.Animator, new Recover("on a market")).Is(MachineStatus.Received);

        Assert.Equal(World.Epn, story.Machine.Custody!.Holder);
        Assert.Equal(Sanitisation.Dirty, story.Machine.Sanitisation);
        Assert.True(story.Machine.Holds.IsEmpty);
        Assert.Equal(World.Workshop, Given.Missing().When(Who.Storekeeper, new Recover()).Machine.Custody!.Holder);
    }

    [Fact]
    public void A_recall_holds_a_machine_wherever_it_is_until_the_pole_lifts_it()
    {
        var story = Given.Placed().When(Who.Coordinator, new OpenRecall("RC-1", "battery")).Is(MachineStatus.Placed);

        Assert.True(story.Machine.Holds.Has(Hold.Recall));
        story.When(Who.Coordinator, new LiftHold(Hold.Recall, "battery changed"));
        Assert.True(story.Machine.Holds.IsEmpty);
        Given.Ready().When(Who.Coordinator, new OpenRecall("RC-1", "battery"))
            .RefusedAs("hold-lifted-by-pole", Who.Supervisor, new LiftHold(Hold.Recall, "done"));
        Given.Ready().RefusedAs("machine-of-another-pole", Who.Coordinator.At(World.OtherPole), new OpenRecall("RC-1", "battery"));
    }

    [Fact]
    public void The_hold_of_two_recalls_ends_with_the_last_of_them()
    {
        var story = Given.Placed().When(Who.Coordinator, new OpenRecall("RC-1", "battery")).When(Who.Coordinator, new OpenRecall("RC-2", "charger"));

        story.RefusedAs("recall-not-named", Who.Coordinator, new LiftHold(Hold.Recall, "battery changed"));
        story.RefusedAs("hold-not-there", Who.Coordinator, new LiftHold(Hold.Recall, "battery changed", "RC-3"));
        story.When(Who.Coordinator, new LiftHold(Hold.Recall, "battery changed", "RC-1"));
        Assert.Equal(["RC-2"], story.Machine.Recalls.AsEnumerable());
        Assert.True(story.Machine.Holds.Has(Hold.Recall));
        story.When(Who.Coordinator, new LiftHold(Hold.Recall, "charger changed"));
        Assert.True(story.Machine.Holds.IsEmpty);
        Assert.Empty(story.Machine.Recalls);
    }

    [Fact]
    public void A_hold_is_placed_and_lifted_where_the_machine_is()
    {
        var story = Given.Received().When(Who.Operator, new PlaceHold(Hold.SafetyBattery, "swollen"));

        story.RefusedAs("not-your-machine", Who.Supervisor.At(World.OtherWorkshop), new LiftHold(Hold.SafetyBattery, "out"));
        story.When(Who.Supervisor, new LiftHold(Hold.SafetyBattery, "battery taken out"));
        story.RefusedAs("hold-not-there", Who.Supervisor, new LiftHold(Hold.SafetyBattery, "again"));
        story.RefusedAs("not-your-machine", Who.Animator, new PlaceHold(Hold.SafetyBattery, "swollen"));
        story.RefusedAs("hold-has-its-own-step", Who.Operator, new PlaceHold(Hold.Theft, "?"));
        Given.Stolen().RefusedAs("hold-has-its-own-step", Who.Coordinator, new LiftHold(Hold.Theft, "?"));
    }

    [Fact]
    public void A_new_label_leads_to_the_same_machine()
    {
        var label = new MachineId("NEW7777");
        var story = Given.Received().When(Who.Operator, new PlaceHold(Hold.UnreadableLabel, "torn")).When(Who.Supervisor, new Relabel(label, "serial"));

        Assert.Equal(label, Assert.Single(story.Machine.Labels));
        Assert.True(story.Machine.Holds.IsEmpty);
        Given.Received().In(world => world with { LabelLeadsTo = new MachineId("OTHER77") }).RefusedAs("label-taken", Who.Supervisor, new Relabel(label, "serial"));
        Given.Received().RefusedAs("label-taken", Who.Supervisor, new Relabel(World.Machine, "serial"));
        Given.Received().RefusedAs("proof-missing", Who.Supervisor, new Relabel(label, ""));
    }

    [Fact]
    public void Restrictions_are_only_ever_tightened_by_the_pole_or_the_donor_of_the_gift()
    {
        var story = Given.Received().When(Who.Coordinator, new TightenRestrictions(new Restrictions { MaxPriceCents = 10_000 }))
            .When(Who.Donor, new TightenRestrictions(new Restrictions { MaxPriceCents = 20_000, ResaleForbidden = true }));

        Assert.Equal(10_000, story.Machine.Restrictions.MaxPriceCents);
        Assert.True(story.Machine.Restrictions.ResaleForbidden);
        story.RefusedAs("not-your-donation", Who.Donor.At(World.Carrier), new TightenRestrictions(new Restrictions { ReuseProofDue = true }));
    }
}
