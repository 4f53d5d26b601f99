using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>Repair, installation and control: transitions 11 to 16, and scenario S8.</summary>
public sealed class RefurbishingExamples
{
    [Fact]
    public void A_repair_opens_after_triage_wipe_or_a_failed_control()
    {
        Given.Triaged().When(Who.Operator, new OpenRepair()).Is(MachineStatus.InRepair);
        Given.Wiped().When(Who.Supervisor, new OpenRepair { Defects = ["keyboard"] }).Is(MachineStatus.InRepair);
        Given.QcFailed().When(Who.Operator, new OpenRepair()).Is(MachineStatus.InRepair);
        Given.WithoutMedium().When(Who.Operator, new OpenRepair()).Is(MachineStatus.InRepair);
        Given.Audited().RefusedAs("not-clean", Who.Operator, new OpenRepair());
    }

    [Fact]
    public void A_waste_is_not_repaired() => Waste().When(Who.Operator, new Triage(Route.Reuse)).RefusedAs("is-waste", Who.Operator, new OpenRepair());

    [Fact]
    public void A_repair_waits_for_a_part_and_goes_on()
    {
        Given.InRepair().When(Who.Operator, new RequestPart("screen")).Is(MachineStatus.AwaitingPart)
            .When(Who.Storekeeper, new PartArrived()).Is(MachineStatus.InRepair);
        Given.InRepair().RefusedAs("part-type-missing", Who.Operator, new RequestPart(" "));
    }

    [Fact]
    public void A_repair_ends_at_the_step_that_must_be_redone()
    {
        Given.Triaged().When(Who.Operator, new OpenRepair()).When(Who.Operator, new CloseRepair()).Is(MachineStatus.Triaged);
        Given.InRepair().When(Who.Operator, new CloseRepair()).Is(MachineStatus.Wiped);
        Given.QcFailed().When(Who.Operator, new OpenRepair()).When(Who.Operator, new CloseRepair()).Is(MachineStatus.Wiped);
        Given.QcFailed().When(Who.Operator, new OpenRepair()).When(Who.Operator, new CloseRepair(SystemUntouched: true)).Is(MachineStatus.Installed);
        Given.WithoutMedium().When(Who.Operator, new OpenRepair()).When(Who.Operator, new CloseRepair()).Is(MachineStatus.Audited);
    }

    [Fact]
    public void A_part_is_fitted_with_where_it_came_from()
    {
        var story = Given.InRepair().When(Who.Operator, new FitPart(World.Memory)).Is(MachineStatus.InRepair);

        Assert.Equal(new MachineId("X000000"), Assert.Single(story.Machine.Parts).From);
    }

    [Fact]
    public void A_part_must_be_known_here_and_in_stock()
    {
        var elsewhere = (World world) => world with { Parts = [world.Parts[2] with { Holder = World.OtherWorkshop }] };
        var gone = (World world) => world with { Parts = [world.Parts[2] with { Status = PartStatus.Scrapped }] };
        FitPart fit = new(World.Memory);
        CloseRepair close = new() { PartsUsed = [World.Memory] };

        Given.InRepair().RefusedAs("part-unknown", Who.Operator, new FitPart(new PartId("PT-0")));
        Given.InRepair().RefusedAs("part-unknown", Who.Operator, new CloseRepair { PartsUsed = [new PartId("PT-0")] });
        Given.InRepair().In(elsewhere).RefusedAs("part-of-another-workshop", Who.Operator, fit);
        Given.InRepair().In(elsewhere).RefusedAs("part-of-another-workshop", Who.Operator, close);
        Given.InRepair().In(gone).RefusedAs("part-not-in-stock", Who.Operator, fit);
        Given.InRepair().In(gone).RefusedAs("part-not-in-stock", Who.Operator, close);
        Given.InRepair().RefusedAs("disk-not-wiped", Who.Operator, new CloseRepair { PartsUsed = [World.DirtyDisk] });
    }

    [Fact]
    public void A_part_is_fitted_once_and_again_after_it_was_taken_out()
    {
        var story = Given.InRepair().When(Who.Operator, new FitPart(World.Memory));

        story.RefusedAs("part-not-in-stock", Who.Operator, new FitPart(World.Memory));
        story.When(Who.Operator, new TakePart(World.Memory, "ram")).When(Who.Operator, new FitPart(World.Memory));
        Assert.Single(story.Machine.Parts);
    }

    [Fact]
    public void Two_dead_machines_make_a_living_one()
    {
        // S8: Z has no screen, no memory and no disk; Y's disk is not wiped yet.
        var z = Given.WithoutMedium().When(Who.Operator, new OpenRepair()).When(Who.Operator, new FitPart(World.Memory));

        z.RefusedAs("disk-not-wiped", Who.Operator, new FitPart(World.DirtyDisk));
        Assert.Equal(Sanitisation.NoMediaConfirmed, z.Machine.Sanitisation);

        z.When(Who.Operator, new FitPart(World.CleanDisk)).When(Who.Operator, new CloseRepair())
            .When(Who.Operator, new InstallOs(OsPlan.Linux)).When(Who.Controller, Given.Checked()).Is(MachineStatus.Ready);
        Assert.Equal(Sanitisation.Clean, z.Machine.Sanitisation);
    }

    [Fact]
    public void A_dirty_disk_that_is_declared_later_makes_the_machine_dirty_and_it_cannot_become_ready()
    {
        var z = Given.WithoutMedium().When(Who.Operator, new OpenRepair()).When(Who.Operator, new FitPart(World.DirtyDisk, AlreadyFitted: true)).Found("disk-not-wiped");

        Assert.Equal(Sanitisation.Dirty, z.Machine.Sanitisation);
        z.When(Who.Operator, new CloseRepair()).Is(MachineStatus.Audited).RefusedAs("not-clean", Who.Operator, new InstallOs(OsPlan.Linux));
    }

    [Fact]
    public void A_disk_that_was_fitted_is_audited_before_it_may_stand_on_a_certificate()
    {
        var z = Given.WithoutMedium().When(Who.Operator, new OpenRepair())
            .When(Who.Operator, new FitPart(World.DirtyDisk, AlreadyFitted: true)).When(Who.Operator, new CloseRepair());

        z.RefusedAs("medium-not-audited", Who.Operator, new StartWipe(WipeMethod.DeviceSanitize));
        z.When(Who.Operator, Given.AuditOf(new AuditedMedium("SSD-Y", MediumKind.SataSsd, 1)))
            .When(Who.Operator, new StartWipe(WipeMethod.DeviceSanitize)).Is(MachineStatus.Wiping);
    }

    [Fact]
    public void A_part_is_taken_out_before_the_machine_is_dismantled()
    {
        var x = Given.Triaged(Route.Parts).When(Who.Operator, new TakePart(new PartId("PT-7"), "screen")).Is(MachineStatus.Triaged);

        x.RefusedAs("part-type-missing", Who.Operator, new TakePart(new PartId("PT-8"), ""));
    }

    [Fact]
    public void Nothing_is_taken_out_of_a_machine_that_is_ready() => Given.Ready().RefusedAs("wrong-status", Who.Operator, new TakePart(new PartId("PT-7"), "ram"));

    [Fact]
    public void A_system_is_installed_on_a_clean_machine()
    {
        var story = Given.Wiped().When(Who.Operator, new InstallOs(OsPlan.Linux, "debian-13")).Is(MachineStatus.Installed);

        Assert.Equal(Who.Operator.Person, story.Machine.Installer);
        Given.WithoutMedium().When(Who.Operator, new InstallOs(OsPlan.None)).Is(MachineStatus.Installed);
        Given.WithoutMedium().RefusedAs("no-medium-for-system", Who.Operator, new InstallOs(OsPlan.Linux));
        Given.Audited().RefusedAs("not-clean", Who.Operator, new InstallOs(OsPlan.Linux));
    }

    [Fact]
    public void A_dirty_disk_fitted_after_triage_keeps_a_system_away() =>
        Given.Wiped().When(Who.Operator, new OpenRepair()).When(Who.Operator, new FitPart(World.DirtyDisk, AlreadyFitted: true))
            .When(Who.Operator, new CloseRepair()).RefusedAs("not-clean", Who.Operator, new InstallOs(OsPlan.Linux));

    [Fact]
    public void Windows_needs_a_machine_that_can_carry_it_and_a_licence()
    {
        var eligible = Given.Triaged()
            .When(Who.Operator, Given.Audit with { Audit = Given.Audit.Audit with { Win11Eligible = true } })
            .When(Who.Operator, new StartWipe()).When(Who.Operator, Given.Success(Given.Proof(World.Disk)));

        Given.Wiped().RefusedAs("not-win11-eligible", Who.Operator, new InstallOs(OsPlan.Win11, "img", "MRR", "COA-1"));
        eligible.RefusedAs("licence-missing", Who.Operator, new InstallOs(OsPlan.Win11, "img", "MRR"));
        eligible.When(Who.Operator, new InstallOs(OsPlan.Win11, "img", "MRR", "COA-1")).Is(MachineStatus.Installed);
    }

    [Fact]
    public void A_control_by_another_person_makes_the_machine_ready()
    {
        var story = Given.Installed().When(Who.Controller, Given.Checked(Grade.A)).Is(MachineStatus.Ready);

        Assert.Equal(Grade.A, story.Machine.Grade);
        Assert.True(story.Fact<QcPassed>().SecondPerson);
        Given.Installed().When(Who.Supervisor, Given.Checked() with { ChargerPresent = false }).Found("charger-missing").Is(MachineStatus.Ready);
    }

    [Fact]
    public void What_a_kind_may_lack_does_not_apply_and_what_makes_it_is_always_tested()
    {
        var sheet = Given.Checked();
        PassQc Without(Func<CheckLine, bool> absent) => sheet with { Lines = [.. sheet.Lines.Select(line => absent(line) ? line with { Passed = false, NotApplicable = true } : line)] };

        Given.Installed().When(Who.Controller, Without(line => line.Name is "camera")).Is(MachineStatus.Ready);
        Given.Installed().RefusedAs("check-line-applies", Who.Controller, Without(line => line.Name is "screen"));
        Given.Installed().RefusedAs("check-line-applies", Who.Controller, Without(_ => true));
        Given.Installed().RefusedAs("check-line-applies", Who.Controller, sheet with { Lines = [.. sheet.Lines.Select(line => line.Name is "camera" ? line with { NotApplicable = true } : line)] });
        Given.Installed().RefusedAs("no-line-fails", Who.Controller, new FailQc { Lines = Without(_ => true).Lines });
        Assert.All(Enum.GetValues<DeviceType>().Where(kind => kind is not (DeviceType.Accessory or DeviceType.Printer or DeviceType.Multifunction)), kind => Assert.Contains(FunctionalSheet.Lines, line => !FunctionalSheet.MayLack(kind, line)));

        // Of a printer or a mouse any line may be without object, and one at least is not.
        var printer = Given.Triaged().When(Who.Operator, Given.Audit with { Audit = Given.Audit.Audit with { Type = DeviceType.Printer } })
            .When(Who.Operator, new StartWipe()).When(Who.Operator, Given.Success(Given.Proof(World.Disk))).When(Who.Operator, new InstallOs(OsPlan.None));
        printer.RefusedAs("nothing-was-tested", Who.Controller, Without(_ => true));
        printer.When(Who.Controller, Without(line => line.Name is not "usb")).Is(MachineStatus.Ready);
    }

    [Fact]
    public void Every_line_is_answered_and_passes_and_a_grade_is_given()
    {
        var complete = Given.Checked();

        Given.Installed().RefusedAs("check-line-missing", Who.Controller, complete with { Lines = complete.Lines.RemoveAt(3) });
        Given.Installed().RefusedAs("check-line-failed", Who.Controller, complete with { Lines = Given.LinesWith("usb") });
        Given.Installed().RefusedAs("grade-missing", Who.Controller, Given.Checked(Grade.None));
        Given.Installed().When(Who.Operator, new PlaceHold(Hold.SafetyBattery, "swollen")).RefusedAs("on-hold", Who.Controller, complete);
    }

    [Fact]
    public void Who_installed_does_not_control_whatever_the_role()
    {
        Given.Installed().RefusedAs("controller-is-installer", Who.Operator, Given.Checked());
        Given.Installed().RefusedAs("controller-is-installer", Who.Operator, new FailQc { Lines = Given.LinesWith("usb") });
        Given.Wiped().When(Who.Supervisor, new InstallOs(OsPlan.Linux)).RefusedAs("controller-is-installer", Who.Supervisor, Given.Checked());
    }

    [Fact]
    public void A_program_is_no_second_person_whoever_it_is()
    {
        Given.Installed().RefusedAs("controller-is-program", Program("two"), Given.Checked());
        Given.Wiped().When(Program("one"), new InstallOs(OsPlan.Linux)).RefusedAs("controller-is-program", Program("two"), Given.Checked());
        Given.Wiped().When(Program("one"), new InstallOs(OsPlan.Linux)).RefusedAs("controller-is-program", Who.Supervisor, Given.Checked());
        var alone = Given.Installed().In(world => world with { Rules = new PoleRules { Version = 4, SecondPersonCheck = false } })
            .When(Program("two"), Given.Checked()).Found("qc-without-second-person");

        Assert.False(alone.Fact<QcPassed>().SecondPerson);

        static Caller Program(string name) => Who.Operator with { Person = new($"{PersonId.ProgramPrefix}{name}") };
    }

    [Fact]
    public void The_rules_of_the_pole_say_which_grades_go_out_and_whether_a_second_person_checks()
    {
        var rules = new PoleRules { Version = 4, Grades = [Grade.A, Grade.B], SecondPersonCheck = false };
        Given.Installed().In(world => world with { Rules = rules }).RefusedAs("grade-stays-here", Who.Controller, Given.Checked(Grade.C));

        // Off is for those who are fewer than three: a pole takes the second pair of eyes from no larger workshop (invariant 10).
        Given.Installed().In(world => world with { Rules = rules }).RefusedAs("controller-is-installer", Who.Operator, Given.Checked(Grade.B));
        var story = Given.Installed().In(world => world.With(World.Workshop, one => one with { Operators = 2 }) with { Rules = rules })
            .When(Who.Operator, Given.Checked(Grade.B)).Found("qc-without-second-person").Is(MachineStatus.Ready);

        Assert.Equal(4, story.Fact<QcPassed>().RulesVersion);
        Assert.Null(Given.Installed().When(Who.Controller, Given.Checked()).Fact<QcPassed>().RulesVersion);
    }

    [Fact]
    public void In_a_workshop_of_two_the_installer_controls_and_it_is_flagged()
    {
        var story = Given.Installed().In(world => world.With(World.Workshop, one => one with { Operators = 2 }))
            .When(Who.Operator, Given.Checked()).Found("qc-without-second-person").Is(MachineStatus.Ready);

        Assert.False(story.Fact<QcPassed>().SecondPerson);
    }

    [Fact]
    public void A_control_fails_with_at_least_one_line()
    {
        Given.Installed().When(Who.Controller, new FailQc { Lines = Given.LinesWith("usb") }).Is(MachineStatus.QcFailed);
        Given.Installed().RefusedAs("no-line-fails", Who.Controller, new FailQc { Lines = Given.LinesWith(null) });
    }

    private static Story Waste() => Given.Nothing().When(Who.Operator, new ReceiveDevice(World.Gift, DeviceType.Laptop, FromWasteStream: true));

    [Fact]
    public void A_machine_carries_the_system_that_was_installed_until_it_is_wiped_again()
    {
        var story = Given.Wiped().When(Who.Operator, new InstallOs(OsPlan.Linux, " Debian  13 Ordi "));
        Assert.Equal((OsPlan.Linux, "DEBIAN 13 ORDI"), (story.Machine.Carries!.Plan, story.Machine.Carries.Image));
        Assert.Equal(story.Machine.StatusSince, story.Machine.Carries.At);
        Assert.Null(Given.Wiped().When(Who.Operator, new InstallOs(OsPlan.Linux, " ")).Machine.Carries!.Image);
        Assert.Null(Given.WithoutMedium().When(Who.Operator, new InstallOs(OsPlan.None)).Machine.Carries);

        var again = Given.Returning().When(Who.Storekeeper, new ReceiveReturn()).When(Who.Operator, new Triage(Route.Reuse)).When(Who.Operator, Given.Audit);
        Assert.NotNull(again.Machine.Carries);
        Assert.Null(again.When(Who.Operator, new StartWipe()).Machine.Carries);
    }
}
