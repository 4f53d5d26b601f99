using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>What the rules of the pole change in the life of a machine, each decision with the version that it followed (domain.md 12.1).</summary>
public sealed class RuleExamples
{
    private static readonly PoleRules Set = new() { Version = 7 };

    [Fact]
    public void Refusal_reasons_and_training_are_the_poles()
    {
        var rules = Set with { RefusalReasons = ["smells"], TrainingMode = false };
        var story = Given.Received().In(world => world with { Rules = rules });
        story.RefusedAs("reason-not-in-list", Who.Storekeeper, new RefuseDevice("crt", "photo"));
        Assert.Equal(7, story.When(Who.Storekeeper, new RefuseDevice("smells", "photo")).Fact<DeviceRefused>().RulesVersion);

        var trainee = Who.Operator with { InTraining = true };
        Assert.Null(Given.Received().When(trainee, new Triage(Route.Parts)).Fact<TriageProposed>().RulesVersion);
        Given.Received().In(world => world with { Rules = rules }).When(trainee, new Triage(Route.Parts)).Is(MachineStatus.Triaged);
    }

    [Fact]
    public void A_wipe_that_the_pole_no_longer_accepts_is_no_proof()
    {
        var rules = Set with { Wipes = [new(MediumKind.Hdd, WipeMethod.DeviceSanitize)] };
        Given.Audited().In(world => world with { Rules = rules }).RefusedAs("wipe-method-does-not-reach", Who.Operator, new StartWipe(WipeMethod.Overwrite));

        var story = Given.Wiping().In(world => world with { Rules = rules }).When(Who.Operator, Given.Success(Given.Proof(World.Disk))).Is(MachineStatus.WipeFailed);
        Assert.Equal(7, story.Fact<WipeDidFail>().RulesVersion);

        // What was wiped before stays wiped.
        Given.Wiped().In(world => world with { Rules = rules }).When(Who.Operator, new InstallOs(OsPlan.Linux, "debian-13")).Is(MachineStatus.Installed);
    }

    [Fact]
    public void The_licence_programme_asks_for_what_the_rules_say()
    {
        var windows = new InstallOs(OsPlan.Win11, "win11", "citizenship", null);
        var eligible = Given.AuditOf(World.Disk) with { Audit = Given.Audit.Audit with { Win11Eligible = true } };
        Story Wiped(PoleRules rules) => Given.Triaged().In(world => world with { Rules = rules })
            .When(Who.Operator, eligible)
            .When(Who.Operator, new StartWipe(WipeMethod.Overwrite))
            .When(Who.Operator, Given.Success(Given.Proof(World.Disk)));

        Wiped(PoleRules.Default).RefusedAs("licence-missing", Who.Operator, windows);
        Assert.Equal(7, Wiped(Set with { Licences = new() { NewCoa = false } }).When(Who.Operator, windows).Fact<OsInstalled>().RulesVersion);
        Wiped(Set with { Licences = new() { OldCoa = true } }).RefusedAs("old-coa-missing", Who.Operator, windows with { NewCoa = "COA-2" });
    }

    [Fact]
    public void A_claimed_handover_waits_as_many_working_days_as_the_rules_said_when_it_was_claimed()
    {
        var story = Given.Received().In(world => world with { Rules = Set with { CustodyWorkingDays = 1 } })
            .When(Who.Operator.At(World.OtherWorkshop), new ClaimCustody());
        Assert.Equal(7, story.Fact<HandoverClaimed>().RulesVersion);
        Assert.Equal(new DateOnly(2026, 3, 3), DateOnly.FromDateTime(story.Machine.DueAt!.Value.Date));
        story.In(world => world with { Rules = PoleRules.Default });
        Assert.Equal(new DateOnly(2026, 3, 3), DateOnly.FromDateTime(story.Machine.DueAt!.Value.Date));
    }

    [Fact]
    public void The_number_of_a_complaint_has_a_clock_and_is_taken_late_too()
    {
        var story = Given.Ready().When(Who.Storekeeper, new ReportTheft()).Found("police-number-due");
        Assert.Equal(story.Machine.Theft!.HappenedAt.AddHours(72), story.Machine.DueAt);
        Assert.Null(MachineDeadlines.WhenDue(story.Machine, story.Machine.DueAt!.Value.AddTicks(-1)));
        story.RefusedAs("complaint-not-overdue", Who.System, new MarkComplaintOverdue());

        story.After(TimeSpan.FromHours(72));
        story.When(Who.System, MachineDeadlines.WhenDue(story.Machine, story.Now)!).Is(MachineStatus.Stolen).Found("police-number-overdue");
        Assert.Null(story.Machine.DueAt);

        story.When(Who.Storekeeper, new TellComplaint("PV-9")).Found("complaint-late");
        Assert.True(story.Fact<ComplaintTold>().Late);
        Assert.Equal(["complaint-late"], story.Machine.Findings.AsEnumerable());
        story.RefusedAs("complaint-already-declared", Who.Storekeeper, new TellComplaint("PV-10"));
    }

    [Fact]
    public void A_step_of_the_clock_or_of_a_complaint_that_is_sent_again_is_known_by_what_it_left()
    {
        var theft = Given.Ready().When(Who.Storekeeper, new ReportTheft());
        theft.After(TimeSpan.FromHours(72)).When(Who.System, new MarkComplaintOverdue());
        Assert.Equal("mark-complaint-overdue", StepNames.Of(theft.Facts[0]));
        Assert.Equal("tell-complaint", StepNames.Of(theft.When(Who.Storekeeper, new TellComplaint("PV-9")).Facts[0]));
        Assert.Equal("remind-placement", StepNames.Of(Given.AtEpn().After(TimeSpan.FromDays(23)).When(Who.System, new RemindPlacement()).Facts[0]));
    }

    [Fact]
    public void A_number_that_comes_in_time_stops_the_clock_and_the_rules_say_how_long_it_is()
    {
        Given.Ready().When(Who.Storekeeper, new ReportTheft()).RefusedAs("number-missing", Who.Storekeeper, new TellComplaint(" "));
        var told = Given.Ready().When(Who.Storekeeper, new ReportTheft()).After(TimeSpan.FromHours(71)).When(Who.Storekeeper, new TellComplaint("PV-9"));
        Assert.False(told.Fact<ComplaintTold>().Late);
        Assert.Null(told.Machine.DueAt);
        Assert.Empty(told.Machine.Findings);

        var strict = Given.Ready().In(world => world with { Rules = Set with { ComplaintHours = 24 } }).When(Who.Storekeeper, new ReportTheft());
        Assert.Equal((strict.Machine.Theft!.HappenedAt.AddHours(24), 7), (strict.Machine.DueAt, strict.Fact<WasStolen>().RulesVersion));
        Assert.Null(Given.Stolen().Machine.DueAt);
    }

    [Fact]
    public void A_machine_that_stays_in_stock_for_too_long_goes_back_to_the_bench_and_a_reserved_one_does_not()
    {
        var story = Given.Ready();
        var due = story.Machine.DueAt!.Value;
        Assert.Equal(story.Machine.StatusSince.AddMonths(12), due);
        Assert.Null(MachineDeadlines.WhenDue(story.Machine, due.AddTicks(-1)));
        story.After(due - story.Now).When(Who.System, MachineDeadlines.WhenDue(story.Machine, due)!).Is(MachineStatus.Audited);
        Assert.Null(story.Machine.DueAt);

        Assert.Null(Given.Reserved().Machine.DueAt);
        var free = Given.Reserved().When(Who.Coordinator, new ReleaseAllocation("changed"));
        Assert.Equal(due, free.Machine.DueAt);

        var quick = Given.Installed().In(world => world with { Rules = Set with { StockMonths = 1 } }).When(Who.Controller, Given.Checked());
        Assert.Equal((quick.Machine.StatusSince.AddMonths(1), 7), (quick.Machine.DueAt, quick.Fact<QcPassed>().RulesVersion));
    }

    [Fact]
    public void A_machine_in_stock_whose_system_gets_no_more_updates_goes_back_to_the_bench_and_says_why()
    {
        var system = Given.Installed().Machine.System;
        var lastDay = DateOnly.FromDateTime(World.Start.Date).AddDays(100);
        var rules = Set with { SystemSupports = [new(system, lastDay)] };
        var story = Given.Installed().In(world => world with { Rules = rules }).When(Who.Controller, Given.Checked());
        var end = FrenchCalendar.StartOf(lastDay.AddDays(1));

        Assert.Equal(end, story.Machine.DueAt);
        Assert.Null(MachineDeadlines.WhenDue(story.Machine, end.AddTicks(-1)));
        var asked = Assert.IsType<Requalify>(MachineDeadlines.WhenDue(story.Machine, end));
        Assert.Equal(MachineDeadlines.SystemOutOfSupport, asked.Reason);
        Assert.Null(story.After(end - story.Now).When(Who.System, asked).Is(MachineStatus.Audited).Machine.SupportEnds);

        Given.Installed().In(world => world with { Rules = rules with { SystemSupports = [new(system, lastDay.AddDays(-200))] } }).RefusedAs("system-out-of-support", Who.Controller, Given.Checked());
    }

    [Fact]
    public void An_epn_is_reminded_before_the_time_for_the_placement_ends()
    {
        var story = Given.AtEpn();
        var arrived = story.Machine.StatusSince;
        Assert.Equal((arrived.AddDays(30), arrived.AddDays(23)), (story.Machine.DueAt, story.Machine.WakeAt));
        story.RefusedAs("reminder-not-due", Who.System, new RemindPlacement());
        story.After(TimeSpan.FromDays(23)).When(Who.System, MachineDeadlines.WhenDue(story.Machine, arrived.AddDays(23))!).Is(MachineStatus.AtEpn).Found("placement-ends-soon");
        Assert.Equal((arrived.AddDays(30), arrived.AddDays(30)), (story.Machine.DueAt, story.Machine.WakeAt));
        story.When(Who.Animator, new PlaceWithPartner(World.Convention, "rita"));
        Assert.Empty(story.Machine.Findings);

        var never = Given.InTransit().In(world => world with { Rules = Set with { PlacementReminderDays = 0, PlacementDays = 5 } }).When(Who.Animator, new ReceiveAtEpn());
        Assert.Equal((never.Machine.StatusSince.AddDays(5), never.Machine.DueAt), (never.Machine.DueAt, never.Machine.WakeAt));
    }

    [Fact]
    public void Impact_is_counted_once_at_the_placement_and_taken_back_only_if_the_machine_is_back_too_soon()
    {
        var counted = Given.Placed().Machine.Impact!;
        Assert.Equal(("ademe-2022-09", 3, 81_000L, 47_859L, 107_961L), (counted.FactorSetVersion, counted.ExpectedYears, counted.Grams, counted.LowGrams, counted.HighGrams));

        var soon = Given.Returning().After(TimeSpan.FromDays(100)).When(Who.Animator, new ReceiveReturn());
        Assert.True(soon.Fact<ReturnReceived>().ImpactReversed);
        Assert.Null(soon.Machine.Impact);

        var late = Given.Returning().After(TimeSpan.FromDays(200)).In(world => world with { Rules = Set with { ImpactReversalMonths = 60 } }).When(Who.Animator, new ReceiveReturn());
        Assert.False(late.Fact<ReturnReceived>().ImpactReversed);
        Assert.Equal(counted, late.Machine.Impact);
    }

    [Fact]
    public void What_was_lost_and_is_found_too_soon_is_taken_back_as_any_return()
    {
        var soon = Given.Placed().When(Who.Referent, new ReportTheft("PV-1")).When(Who.Animator, new Recover("au marché"));
        Assert.True(soon.Fact<Recovered>().ImpactReversed);
        Assert.Null(soon.Machine.Impact);

        var late = Given.Placed().When(Who.Referent, new ReportMissing()).After(TimeSpan.FromDays(200)).When(Who.Animator, new Recover("dans un placard"));
        Assert.False(late.Fact<Recovered>().ImpactReversed);
        Assert.NotNull(late.Machine.Impact);
        Assert.False(Given.Stolen().When(Who.Storekeeper, new Recover("derrière l'étagère")).Fact<Recovered>().ImpactReversed);
    }

    [Fact]
    public void Impact_is_counted_with_the_factor_set_the_years_and_the_months_of_the_rules()
    {
        var rules = Set with
        {
            ImpactReversalMonths = 1,
            Impact = new() { FactorSetVersion = "pole-2028", Factors = [new(DeviceType.Laptop, 10_000, 20_000, 10, 90)], Years = [new(Grade.B, 5)] },
        };
        var story = Given.AtEpn().In(world => world with { Rules = rules }).When(Who.Animator, new PlaceWithPartner(World.Convention, "rita"));
        var placed = story.Fact<PlacedWithPartner>();
        Assert.Equal((7, "pole-2028", 5, 50_000L, 10_000L, 90_000L), (placed.RulesVersion, placed.Impact!.FactorSetVersion, placed.Impact.ExpectedYears, placed.Impact.Grams, placed.Impact.LowGrams, placed.Impact.HighGrams));
        Assert.Equal(story.Machine.StatusSince.AddMonths(1), placed.Impact.ReversedBefore);
        Assert.Null(Given.AtEpn().In(world => world with { Rules = rules with { Impact = new() { Years = [] } } }).When(Who.Animator, new PlaceWithPartner(World.Convention, "rita")).Machine.Impact);
    }

    [Fact]
    public void A_return_under_warranty_that_comes_after_its_end_is_taken_and_pointed_out()
    {
        Given.Placed().When(Who.Referent, new RequestReturn(ReturnKind.Warranty));
        var story = Given.Placed().After(TimeSpan.FromDays(400)).When(Who.Referent, new RequestReturn(ReturnKind.Warranty)).Is(MachineStatus.Returning).Found("warranty-over");
        Assert.NotNull(story.Machine.WarrantyUntil);
        var none = Given.AtEpn().In(world => world with { Rules = Set with { WarrantyMonths = 0 } }).When(Who.Animator, new PlaceWithPartner(World.Convention, "rita"));
        none.After(TimeSpan.FromDays(1)).When(Who.Referent, new RequestReturn(ReturnKind.Warranty)).Found("warranty-over");
    }
}
