using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Allocations;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using ConfigurationBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Configurations.Configuration,
    Ordi2.Contracts.Configurations.ConfigurationCommand,
    Ordi2.Domain.Configurations.ConfigurationEvent,
    Ordi2.Contracts.Configurations.ConfigurationTerms>;

namespace Ordi2.Domain.Tests.Configurations;

public sealed class ConfigurationTests
{
    private static ConfigurationBench Nothing => new(Kinds.Configuration, Cast.Facts, "pole");

    [Fact]
    public void What_a_pole_has_not_set_holds_as_shipped()
    {
        Assert.Equal((0, 30, 60, 2, true), (PoleRules.Default.Version, PoleRules.Default.PlacementDays, PoleRules.Default.AllocationDays, PoleRules.Default.WipeRetries, PoleRules.Default.SecondPersonCheck));
        Assert.Equal(["16216*02", "11580*05", "15059*02"], PoleRules.Default.Forms.Select(form => form.Number));
        Assert.Equal((15, 5, 72, 7, 6, 25), (PoleRules.Default.DonorSilenceDays, PoleRules.Default.CustodyWorkingDays, PoleRules.Default.ComplaintHours, PoleRules.Default.PlacementReminderDays, PoleRules.Default.ImpactReversalMonths, PoleRules.Default.WeightTolerancePercent));
        Assert.Equal([-30, -7, 1, 15], PoleRules.Default.LoanReminderDays.AsEnumerable());
        Assert.Equal((30_000, 10, 180, 150, 100, 30), (PoleRules.Default.PublicUnitValueCents, PoleRules.Default.ReuseOldestYears, Euros(DeviceType.Laptop), Euros(DeviceType.Desktop), Euros(DeviceType.Tablet), Euros(DeviceType.Monitor)));
        Assert.Equal([Profile.Multimedia, Profile.Office, Profile.LightWeb], PoleRules.Default.Profiles.Select(one => one.Profile));
    }

    [Fact]
    public void Each_change_is_a_version_of_its_own_that_can_be_read_for_ever()
    {
        var bench = Nothing;
        bench.Do(new AdoptRules(new() { PlacementDays = 45, Version = 99 }, "accord local"), Coordinator);
        bench.Now = Now.AddDays(10);
        bench.Do(new ChangeRules(new() { PlacementDays = 20 }, "stock tendu"), Coordinator);

        Assert.Equal((2, 20), (bench.Terms.Rules.Version, bench.Terms.Rules.PlacementDays));
        Assert.Equal(
            ["1 45 accord local", "2 20 stock tendu"],
            bench.Terms.Versions.Select(one => $"{one.Rules.Version} {one.Rules.PlacementDays} {one.Reason}"));
        Assert.Equal(Now.AddDays(10), bench.Terms.Versions[1].Since);
    }

    [Fact]
    public void Rules_that_were_written_from_an_older_version_undo_nothing()
    {
        var bench = Nothing;
        bench.Do(new AdoptRules(new() { PlacementDays = 45 }, "accord local"), Coordinator);
        bench.Do(new ChangeRules(new() { PlacementDays = 20 }, "stock tendu") { BasedOn = 1 }, Coordinator);

        bench.Refuses("rules-changed-meanwhile", new ChangeRules(new() { PlacementDays = 60 }, "autre avis") { BasedOn = 1 }, Coordinator);
        bench.Refuses("rules-changed-meanwhile", new ChangeRules(new() { PlacementDays = 60 }, "autre avis") { BasedOn = 0 }, Coordinator);

        Assert.Equal((2, 20), (bench.Terms.Rules.Version, bench.Terms.Rules.PlacementDays));
    }

    [Fact]
    public void A_pole_sets_its_own_rules_and_nobody_elses()
    {
        Nothing.Refuses("role-may-not", new AdoptRules(new(), "accord"), As(Role.Coordinator, OtherPole));
        Nothing.Refuses("role-may-not", new AdoptRules(new(), "accord"), Supervisor);
        new ConfigurationBench(Kinds.Configuration, Cast.Facts, "workshop").Refuses("organisation-does-not-do-that", new AdoptRules(new(), "accord"), As(Role.Coordinator, Workshop));
        Nothing.Refuses("words-missing", new AdoptRules(new(), ""), Coordinator);
    }

    private static int Euros(DeviceType type) => PoleRules.Default.PriceCapOf(type) / 100;

    public static TheoryData<string, PoleRules> Senseless => new()
    {
        { "out-of-bounds", new() { DonorSilenceDays = 0 } },
        { "out-of-bounds", new() { CustodyWorkingDays = 61 } },
        { "out-of-bounds", new() { ComplaintHours = 0 } },
        { "out-of-bounds", new() { DestructionProofDays = 366 } },
        { "out-of-bounds", new() { SystemSupports = [new(OsPlan.Linux, new(2027, 1, 1)), new(OsPlan.Linux, new(2028, 1, 1))] } },
        { "date-out-of-range", new() { SystemSupports = [new(OsPlan.Linux, new(1, 1, 1))] } },
        { "words-missing", new() { SystemSupports = [new(OsPlan.None, new(2027, 1, 1))] } },
        { "out-of-bounds", new() { PlacementReminderDays = 30 } },
        { "out-of-bounds", new() { ImpactReversalMonths = 61 } },
        { "out-of-bounds", new() { WeightTolerancePercent = 101 } },
        { "out-of-bounds", new() { PublicUnitValueCents = -1 } },
        { "out-of-bounds", new() { ReuseOldestYears = 0 } },
        { "out-of-bounds", new() { ReuseSharePercent = 101 } },
        { "out-of-bounds", new() { Incidents = new() { DataHours = 73 } } },
        { "out-of-bounds", new() { PriceCaps = [new(DeviceType.Laptop, -1)] } },
        { "out-of-bounds", new() { PriceCaps = [new(DeviceType.Laptop, 1), new(DeviceType.Laptop, 2)] } },
        { "out-of-bounds", new() { RefusalReasons = [] } },
        { "out-of-bounds", new() { Impact = new() { Factors = [new(DeviceType.Laptop, 1, 1, 50, 40)] } } },
        { "out-of-bounds", new() { Impact = new() { Years = [new(Grade.A, 0)] } } },
        { "out-of-bounds", new() { Impact = new() { Weights = [new(DeviceType.Laptop, 0)] } } },
        { "number-missing", new() { Impact = new() { FactorSetVersion = "" } } },
        { "number-missing", new() { Forms = [new("tax-receipt", "")] } },
        { "words-missing", new() { Incidents = null! } },
        { "waste-code-wrong", new() { WasteCodes = ["160214"] } },
        { "wipe-method-not-accepted", new() { Wipes = [new(MediumKind.Nvme, WipeMethod.Overwrite)] } },
        { "reminders-not-in-order", new() { LoanReminderDays = [-7, -30, 1, 15] } },
        { "reminders-not-in-order", new() { LoanReminderDays = [-30, 1, 15] } },
        { "reminders-not-in-order", new() { LoanReminderDays = default } },
    };

    [Theory]
    [MemberData(nameof(Senseless))]
    public void A_rule_out_of_its_bounds_is_refused_by_its_name(string code, PoleRules rules) => Nothing.Refuses(code, new AdoptRules(rules, "accord"), Coordinator);

    [Fact]
    public void Rules_make_sense()
    {
        Nothing.Refuses("out-of-bounds", new AdoptRules(new() { PlacementDays = 0 }, "accord"), Coordinator);
        Nothing.Refuses("out-of-bounds", new AdoptRules(new() { WipeRetries = 11 }, "accord"), Coordinator);
        Nothing.Refuses("out-of-bounds", new AdoptRules(new() { Grades = [] }, "accord"), Coordinator);
        Nothing.Refuses("out-of-bounds", new AdoptRules(new() { Grades = [Grade.A, Grade.A] }, "accord"), Coordinator);
        Nothing.Refuses("profiles-not-in-order", new AdoptRules(new() { Profiles = [new(Profile.LightWeb, 2, 1, 1), new(Profile.Office, 2, 2, 2)] }, "accord"), Coordinator);
        Nothing.Refuses("profiles-not-in-order", new AdoptRules(new() { Profiles = [new(Profile.Office, 2, 2, 2), new(Profile.LightWeb, 4, 1, 1)] }, "accord"), Coordinator);
    }

    [Fact]
    public void A_profile_is_found_by_the_thresholds_of_the_pole()
    {
        var audit = new HardwareAudit { Evidence = new("lshw", "00"), Cores = 2, MemoryBytes = 4_000_000_000, Media = [new("S", MediumKind.SataSsd, 64_000_000_000)] };
        Assert.Equal(Profile.LightWeb, ProfileRule.Of(audit));
        Assert.Equal(Profile.Office, ProfileRule.Of(audit, new() { Profiles = [new(Profile.Office, 2, 4_000_000_000, 60_000_000_000)] }));
        Assert.Equal(Profile.None, ProfileRule.Of(audit, new() { Profiles = [new(Profile.Office, 8, 4_000_000_000, 60_000_000_000)] }));
    }

    [Fact]
    public void An_allocation_is_kept_as_long_as_the_pole_says_and_names_the_version()
    {
        var bench = new Bench<MachineAllocation, AllocationCommand, AllocationEvent, AllocationTerms>(
            Kinds.Allocation, WithStock() with { Rules = new() { Version = 3, AllocationDays = 15 } });
        var proposed = Assert.IsType<AllocationProposed>(Assert.Single(bench.Do(new CreateAllocation(new("DO-1"), 0, 2), Coordinator)));

        Assert.Equal((Now.AddDays(15), 3), (proposed.Deadline, proposed.RulesVersion));
    }
}
