using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Parts;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>Audit and erasure: transitions 6 to 10 and 39.</summary>
public sealed class WipingExamples
{
    private static readonly AuditedMedium Nameless = new("?1", MediumKind.Hdd, 1);

    [Fact]
    public void An_audit_lists_the_media_and_they_are_dirty()
    {
        var story = Given.Triaged().When(Who.Operator, Given.AuditOf(World.Disk, World.Flash)).Is(MachineStatus.Audited);

        Assert.Equal(Sanitisation.Dirty, story.Machine.Sanitisation);
        Assert.Equal(Profile.Office, story.Machine.Profile);
    }

    [Fact]
    public void A_tool_may_bind_the_audit() => Given.Triaged().When(Who.System, Given.Audit).Is(MachineStatus.Audited);

    [Fact]
    public void Only_a_machine_sorted_for_reuse_is_audited() => Given.Triaged(Route.Parts).RefusedAs("not-for-reuse", Who.Operator, Given.Audit);

    [Fact]
    public void The_absence_of_a_medium_is_confirmed_by_two_different_persons()
    {
        Given.Triaged().RefusedAs("no-medium-not-confirmed", Who.Operator, Given.AuditOf());
        Given.Triaged().RefusedAs("no-medium-not-confirmed", Who.Operator, Given.AuditOf() with { NoMediaConfirmedBy = ["omar", "omar"] });
        Given.Triaged().RefusedAs("no-medium-not-confirmed", Who.Operator, Given.AuditOf() with { NoMediaConfirmedBy = ["omar", " "] });
        Assert.Equal(Sanitisation.NoMediaConfirmed, Given.WithoutMedium().Machine.Sanitisation);
    }

    [Fact]
    public void Media_are_listed_once_each_with_a_name_and_locks_are_tested()
    {
        Given.Triaged().RefusedAs("medium-listed-twice", Who.Operator, Given.AuditOf(World.Disk, World.Disk with { Serial = "hdd-1" }));
        Given.Triaged().RefusedAs("medium-without-name", Who.Operator, Given.AuditOf(World.Disk with { Serial = " " }));
        Given.Triaged().RefusedAs("locks-not-tested", Who.Operator, Given.Audit with { LocksTested = false });
    }

    [Fact]
    public void A_lock_is_found_at_the_audit_and_blocks_at_the_control()
    {
        var story = Given.Triaged().When(Who.Operator, Given.Audit with { Locks = ["bios"] }).Found("locked")
            .When(Who.Operator, new StartWipe()).When(Who.Operator, Given.Success(Given.Proof(World.Disk))).When(Who.Operator, new InstallOs(OsPlan.Linux));

        story.RefusedAs("machine-is-locked", Who.Controller, Given.Checked());
    }

    [Fact]
    public void A_medium_with_data_that_disappears_is_an_incident()
    {
        var story = Given.Audited(World.Disk, World.Flash).When(Who.Operator, Given.AuditOf(World.Flash)).Found("medium-vanished");

        Assert.True(story.Machine.Holds.Has(Hold.DataIncident));
    }

    [Fact]
    public void A_medium_without_readable_serial_does_not_disappear_unseen_either()
    {
        var story = Given.Audited(Nameless).When(Who.Operator, Given.AuditOf() with { NoMediaConfirmedBy = ["omar", "eve"] }).Found("medium-vanished");

        Assert.True(story.Machine.Holds.Has(Hold.DataIncident));

        // Read better this time, it is the same disk.
        Assert.Empty(Given.Audited(Nameless).When(Who.Operator, Given.AuditOf(World.Disk)).Facts.OfType<FindingRaised>());
    }

    [Fact]
    public void An_announced_medium_that_is_absent_is_an_incident() =>
        Given.Received(world => world with { Donation = world.Donation! with { Announced = [new AnnouncedLine(DeviceType.Laptop, 1, WithMedia: true)] } })
            .When(Who.Operator, new Triage(Route.Reuse))
            .When(Who.Operator, Given.AuditOf() with { NoMediaConfirmedBy = ["omar", "eve"] })
            .Found("announced-medium-absent");

    [Fact]
    public void Of_a_screen_that_the_gift_announced_nobody_confirms_it_and_none_is_missing_whatever_the_gift_said()
    {
        var story = Sorted(DeviceType.Monitor, announced: true).When(Who.Operator, Of(DeviceType.Monitor));

        Assert.Equal(Sanitisation.NoMediaConfirmed, story.Machine.Sanitisation);
        Assert.False(story.Machine.Holds.Has(Hold.DataIncident));
        Assert.Empty(story.Machine.Findings);
    }

    [Fact]
    public void What_was_received_as_a_screen_is_seen_to_be_one_by_somebody_else()
    {
        Sorted(DeviceType.Monitor).RefusedAs("no-medium-not-confirmed", Who.Operator, Of(DeviceType.Monitor));
        Sorted(DeviceType.Monitor).RefusedAs("no-medium-not-confirmed", Who.System, Of(DeviceType.Monitor));
        Assert.Equal(Sanitisation.NoMediaConfirmed, Sorted(DeviceType.Monitor).When(Who.Controller, Of(DeviceType.Monitor)).Machine.Sanitisation);

        // Where the same person sees it again, another one looks as well.
        Sorted(DeviceType.Monitor).When(Who.Operator, Of(DeviceType.Monitor) with { NoMediaConfirmedBy = ["omar", "eve"] }).Is(MachineStatus.Audited);
    }

    [Fact]
    public void What_may_be_an_external_disk_is_never_without_a_medium_by_the_word_of_one()
    {
        Sorted(DeviceType.Accessory, announced: true).RefusedAs("no-medium-not-confirmed", Who.Controller, Of(DeviceType.Accessory));
        Assert.Equal(Sanitisation.Unknown, Sorted(DeviceType.Accessory, announced: true).Machine.Sanitisation);
        var story = Sorted(DeviceType.Accessory, announced: true).When(Who.Controller, Of(DeviceType.Accessory) with { NoMediaConfirmedBy = ["omar", "eve"] });

        // Nobody expects a disk in a mouse: none is missing.
        Assert.Equal(Sanitisation.NoMediaConfirmed, story.Machine.Sanitisation);
        Assert.False(story.Machine.Holds.Has(Hold.DataIncident));
        Assert.Empty(story.Machine.Findings);
    }

    [Fact]
    public void Nobody_looks_for_the_locks_of_a_screen_and_nobody_says_to_have_looked_into_it()
    {
        var audited = Sorted(DeviceType.Monitor, announced: true).When(Who.Operator, Of(DeviceType.Monitor) with { LocksTested = false }).Is(MachineStatus.Audited);
        Assert.Equal((Sanitisation.NoMediaConfirmed, false), (audited.Machine.Sanitisation, audited.Machine.SeenWithoutMedia));
        Assert.True(Sorted(DeviceType.Laptop).When(Who.Operator, Of(DeviceType.Laptop) with { NoMediaConfirmedBy = ["eve", "omar"] }).Machine.SeenWithoutMedia);
        Sorted(DeviceType.Laptop).RefusedAs("locks-not-tested", Who.Operator, Of(DeviceType.Laptop) with { LocksTested = false, NoMediaConfirmedBy = ["eve", "omar"] });
    }

    [Fact]
    public void What_nobody_has_named_yet_is_no_screen_by_the_word_of_one() =>
        Sorted(DeviceType.Unknown, announced: true).RefusedAs("no-medium-not-confirmed", Who.Operator, Of(DeviceType.Monitor));

    [Fact]
    public void A_screen_goes_to_the_waste_as_a_thing_without_data() => Given.Nothing()
        .When(Who.Operator, new ReceiveDevice(World.Gift, DeviceType.Monitor), site: World.Site)
        .When(Who.Operator, new Triage(Route.Recycle))
        .When(Who.Supervisor, new Scrap("broken", World.Cage) { Confirmed = true }).Is(MachineStatus.ToRecycle);

    [Fact]
    public void Nobody_alone_receives_a_screen_and_sends_it_to_the_waste_as_a_thing_without_data()
    {
        var alone = Given.Nothing().When(Who.Supervisor, new ReceiveDevice(World.Gift, DeviceType.Monitor), site: World.Site).When(Who.Supervisor, new Triage(Route.Recycle));
        alone.RefusedAs("kind-said-by-one", Who.Supervisor, new Scrap("broken", World.Cage) { Confirmed = true });
        Sorted(DeviceType.Accessory).RefusedAs("data-still-there", Who.Supervisor, new Scrap("broken", World.Cage) { Confirmed = true });

        // The donor said so as well.
        alone.In(world => world with { Donation = world.Donation! with { Announced = [new AnnouncedLine(DeviceType.Monitor, 1)] } })
            .When(Who.Supervisor, new Scrap("broken", World.Cage) { Confirmed = true }).Is(MachineStatus.ToRecycle);
    }

    [Fact]
    public void Nobody_alone_makes_a_screen_of_a_computer() =>
        Given.Triaged().RefusedAs("no-medium-not-confirmed", Who.Operator, Of(DeviceType.Monitor));

    [Fact]
    public void What_somebody_saw_of_a_failure_is_kept_beside_what_succeeded()
    {
        var both = Given.Wiping(World.Disk, World.Disk with { Serial = "HDD-2" })
            .When(Who.Operator, Given.Success(Given.Proof(World.Disk), Given.Proof(World.Disk with { Serial = "HDD-2" }) with { Succeeded = false }) with { Reason = "secteurs illisibles" })
            .Is(MachineStatus.WipeFailed);

        Assert.Equal("secteurs illisibles", Assert.Single(both.Facts.OfType<WipeDidFail>()).Reason);
        Assert.Equal("wipe-did-not-succeed", Assert.Single(both.Machine.Findings));
    }

    [Fact]
    public void A_serial_that_another_machine_has_is_found_at_the_audit() =>
        Given.Triaged().In(world => world with { SameSerial = [new MachineId("2222222")] }).When(Who.Operator, Given.Audit).Found("duplicate-serial");

    [Fact]
    public void A_wipe_starts_with_a_method_that_reaches_the_medium()
    {
        Given.Audited().When(Who.Operator, new StartWipe()).Is(MachineStatus.Wiping);
        Given.Audited(World.Flash).RefusedAs("wipe-method-does-not-reach", Who.Operator, new StartWipe());
        Given.Audited().RefusedAs("medium-not-audited", Who.Operator, new StartWipe { Media = ["OTHER"] });
        Given.WithoutMedium().RefusedAs("nothing-to-wipe", Who.Operator, new StartWipe());
    }

    [Fact]
    public void The_bench_starts_a_wipe_and_no_tool_does_so_alone() => Given.Audited().RefusedAs("role-may-not", Who.System, new StartWipe());

    [Fact]
    public void A_proof_for_one_of_two_media_is_not_yet_a_clean_machine()
    {
        var story = Given.Audited(World.Disk, World.Disk with { Serial = "HDD-2" }).When(Who.Operator, new StartWipe());
        story.When(Who.System, Given.Success(Given.Proof(World.Disk))).Is(MachineStatus.Wiping);
        Assert.Equal(Sanitisation.Partial, story.Machine.Sanitisation);
        Assert.Equal(Sanitisation.Clean, Given.Wiped().Machine.Sanitisation);
    }

    [Fact]
    public void Disks_are_wiped_one_after_the_other()
    {
        var story = Given.Audited(World.Disk, World.Flash)
            .When(Who.Operator, new StartWipe { Media = ["HDD-1"] })
            .When(Who.Operator, Given.Success(Given.Proof(World.Disk))).Is(MachineStatus.Wiping);

        Assert.Equal(Sanitisation.Partial, story.Machine.Sanitisation);
        story.When(Who.Operator, new StartWipe(WipeMethod.DeviceSanitize)).Is(MachineStatus.Wiping)
            .When(Who.Operator, Given.Success(Given.Proof(World.Flash))).Is(MachineStatus.Wiped);
        Assert.Equal(Sanitisation.Clean, story.Machine.Sanitisation);
        Given.Wiping().RefusedAs("wipe-is-running", Who.Operator, new StartWipe());
    }

    [Fact]
    public void A_success_needs_one_report_for_each_medium_that_is_being_wiped()
    {
        Given.Wiping().RefusedAs("report-missing", Who.Operator, new WipeSucceeded());
        Given.Wiping().RefusedAs("medium-listed-twice", Who.Operator, Given.Success(Given.Proof(World.Disk), Given.Proof(World.Disk)));
        Given.Wiping().RefusedAs("medium-not-audited", Who.Operator, Given.Success(Given.Proof(World.Flash)));
        Given.Audited(World.Disk, World.Flash).When(Who.Operator, new StartWipe { Media = ["HDD-1"] })
            .RefusedAs("medium-not-being-wiped", Who.Operator, Given.Success(Given.Proof(World.Flash)));
    }

    [Fact]
    public void What_a_tool_calls_a_success_without_proof_is_a_failure()
    {
        Assert.Equal(Sanitisation.Dirty, NotVerified().Machine.Sanitisation);
    }

    [Fact]
    public void What_a_failed_wipe_left_to_settle_is_settled_by_a_later_success_of_the_same_medium()
    {
        var story = NotVerified().When(Who.Supervisor, new RetryWipe()).When(Who.Operator, new StartWipe());

        Assert.Equal("wipe-not-verified", Assert.Single(story.Machine.Findings));
        Assert.Empty(story.When(Who.System, Given.Success(Given.Proof(World.Disk))).Is(MachineStatus.Wiped).Machine.Findings);
        Assert.Equal("wipe-not-verified", story.Fact<FindingSettled>().Code);
    }

    [Fact]
    public void The_success_of_one_medium_settles_nothing_of_another()
    {
        var story = NotVerified(World.Disk, World.Flash).When(Who.Supervisor, new RetryWipe())
            .When(Who.Operator, new StartWipe(WipeMethod.DeviceSanitize) { Media = [World.Flash.Serial] })
            .When(Who.System, Given.Success(Given.Proof(World.Flash)));

        Assert.Equal("wipe-not-verified", Assert.Single(story.Machine.Findings));
    }

    [Fact]
    public void A_medium_that_is_gone_leaves_no_failed_wipe_to_settle()
    {
        Assert.Empty(NotVerified().When(Who.Supervisor, new RemoveMedium("hdd-1")).Machine.Findings);
        Assert.Empty(NotVerified().When(Who.Supervisor, new DestroyMedium("HDD-1", "drilled", "omar", "photo")).Machine.Findings);
        Assert.Empty(NotVerified().When(Who.Operator, new TakePart(new PartId("PT-9"), "hdd", "HDD-1")).Machine.Findings);
    }

    [Fact]
    public void A_failure_is_retried_twice_by_the_supervisor_and_not_more()
    {
        var story = Given.WipeFailed();

        for (var retry = 0; retry < 2; retry++)
        {
            story.When(Who.Supervisor, new RetryWipe()).Is(MachineStatus.Audited)
                .When(Who.Operator, new StartWipe()).When(Who.Operator, new WipeFailed()).Is(MachineStatus.WipeFailed);
        }

        story.RefusedAs("no-retries-left", Who.Supervisor, new RetryWipe());
        story.RefusedAs("role-may-not", Who.Operator, new RetryWipe());
    }

    [Fact]
    public void A_second_audit_does_not_give_new_retries()
    {
        var story = Given.WipeFailed();

        for (var retry = 0; retry < 2; retry++)
        {
            story.When(Who.Supervisor, new RetryWipe()).When(Who.Operator, Given.Audit)
                .When(Who.Operator, new StartWipe()).When(Who.Operator, new WipeFailed());
        }

        story.RefusedAs("no-retries-left", Who.Supervisor, new RetryWipe());
    }

    [Fact]
    public void A_failed_medium_is_taken_out_with_a_label_of_its_own()
    {
        var story = Given.WipeFailed().When(Who.Supervisor, new RemoveMedium("hdd-1", new PartId("PT-9"))).Is(MachineStatus.Audited);

        Assert.Equal(Sanitisation.Clean, story.Machine.Sanitisation);
        Given.WipeFailed().RefusedAs("medium-not-audited", Who.Supervisor, new RemoveMedium("OTHER"));
        Given.WipeFailed(World.Disk with { Soldered = true }).RefusedAs("medium-is-soldered", Who.Supervisor, new RemoveMedium("HDD-1"));
    }

    [Fact]
    public void A_failed_medium_is_destroyed_before_a_witness_with_a_photo()
    {
        Given.WipeFailed().When(Who.Supervisor, new DestroyMedium("HDD-1", "drilled", "omar", "photo")).Is(MachineStatus.Audited);
        Given.WipeFailed().RefusedAs("witness-or-photo-missing", Who.Supervisor, new DestroyMedium("HDD-1", "drilled", "eve", "photo"));
        Given.WipeFailed().RefusedAs("witness-or-photo-missing", Who.Supervisor, new DestroyMedium("HDD-1", "drilled", "omar", ""));
        Given.WipeFailed().RefusedAs("witness-or-photo-missing", Who.Supervisor, new DestroyMedium("HDD-1", "drilled", "program-of-eve", "photo"));
        Given.WipeFailed().RefusedAs("medium-not-audited", Who.Supervisor, new DestroyMedium("OTHER", "drilled", "omar", "photo"));
        Given.WipeFailed(World.Disk with { Soldered = true }).RefusedAs("medium-is-soldered", Who.Supervisor, new DestroyMedium("HDD-1", "drilled", "omar", "photo"));
    }

    [Fact]
    public void A_medium_that_is_gone_does_not_come_back_with_a_late_report()
    {
        var story = Given.WipeFailed(World.Disk, World.Flash).When(Who.Supervisor, new RemoveMedium("HDD-1"))
            .When(Who.Operator, new StartWipe(WipeMethod.DeviceSanitize))
            .When(Who.Operator, new WipeFailed { Reports = [Given.Proof(World.Disk) with { Succeeded = false }] });

        Assert.Equal(MediumState.Removed, story.Machine.MediumOf("HDD-1")!.State);
    }

    [Fact]
    public void A_machine_whose_failed_disk_was_taken_out_as_a_part_is_not_stuck()
    {
        var story = Given.WipeFailed();

        for (var retry = 0; retry < 2; retry++)
        {
            story.When(Who.Supervisor, new RetryWipe()).When(Who.Operator, new StartWipe()).When(Who.Operator, new WipeFailed());
        }

        story.When(Who.Operator, new TakePart(new PartId("PT-9"), "hdd", "HDD-1")).When(Who.Supervisor, new RetryWipe()).Is(MachineStatus.Audited);
    }

    [Fact]
    public void A_machine_that_waited_too_long_is_audited_again()
    {
        var story = Given.Ready().When(Who.System, new Requalify("6 months")).Is(MachineStatus.Audited);

        Assert.Equal(Grade.None, story.Machine.Grade);
        Given.Reserved().RefusedAs("wrong-status", Who.Supervisor, new Requalify("6 months"));
    }

    private static RecordAudit Of(DeviceType kind) => Given.Audit with { Audit = Given.Audit.Audit with { Type = kind, Media = [] } };

    private static Story NotVerified(params AuditedMedium[] media) =>
        Given.Wiping(media).When(Who.System, Given.Success(Given.Proof(World.Disk) with { Verified = false })).Is(MachineStatus.WipeFailed).Found("wipe-not-verified");

    /// <summary>Received and sorted by one person, of a gift that announced the kind or said nothing of it.</summary>
    private static Story Sorted(DeviceType kind, bool announced = false) => Given.Nothing()
        .In(world => world with { Donation = world.Donation! with { Announced = announced ? [new AnnouncedLine(DeviceType.Monitor, 1, WithMedia: true), new AnnouncedLine(kind, 1, WithMedia: true)] : [] } })
        .When(Who.Operator, new ReceiveDevice(World.Gift, kind, "SN-1"), site: World.Site)
        .When(Who.Operator, new Triage(Route.Reuse));
}
