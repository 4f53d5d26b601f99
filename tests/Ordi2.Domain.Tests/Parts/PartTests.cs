using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Parts;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Parts;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using PartBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Parts.Part,
    Ordi2.Contracts.Parts.PartCommand,
    Ordi2.Domain.Parts.PartEvent,
    Ordi2.Contracts.Parts.PartTerms>;

namespace Ordi2.Domain.Tests.Parts;

public sealed class PartTests
{
    private static PartBench Nothing => new(Kinds.Part, Cast.Facts);

    [Fact]
    public void A_disk_is_fitted_only_after_its_wipe_was_judged_good()
    {
        var bench = Nothing;
        bench.Do(Disk, Cast.System);
        bench.Refuses("part-not-wiped", new FitIn(M2), Operator);
        Assert.IsType<PartWipeFailed>(Assert.Single(bench.Do(new RecordWipe(GoodReport with { Verified = false }), Operator)));
        Assert.Equal(MediumState.Failed, bench.Terms.MediumState);
        bench.Refuses("part-not-wiped", new FitIn(M2), Operator);
        bench.Do(new RecordWipe(GoodReport), Operator);
        Assert.Equal(MediumState.Cleared, bench.Terms.MediumState);
        bench.Do(new FitIn(M2), Operator);
        Assert.Equal(M2, bench.Terms.In);
    }

    [Fact]
    public void A_part_that_failed_its_trial_is_fitted_only_after_one_that_it_passed()
    {
        var bench = Nothing;
        bench.Do(Memory, Operator);
        Assert.Null(bench.Terms.Test);
        bench.Do(new RecordTest(Works: false, "memtest : 12 erreurs"), Operator);
        Assert.Equal((false, "memtest : 12 erreurs"), (bench.Terms.Test!.Works, bench.Terms.Test.How));
        bench.Refuses("part-does-not-work", new FitIn(M2), Operator);
        bench.Refuses("words-missing", new RecordTest(Works: true, " "), Operator);
        bench.Do(new RecordTest(Works: true), Operator);
        bench.Do(new FitIn(M2), Operator);
        bench.Refuses("step-not-now", new RecordTest(Works: true), Operator);
    }

    [Fact]
    public void A_part_that_does_not_work_and_is_found_in_a_machine_is_declared_all_the_same()
    {
        var bench = Nothing;
        bench.Do(Memory, Operator);
        bench.Do(new RecordTest(Works: false), Operator);
        bench.Do(new FitIn(M2, AlreadyFitted: true), Operator);
        Assert.Equal(M2, bench.Terms.In);
    }

    [Fact]
    public void A_dirty_disk_that_sits_in_a_machine_already_is_declared_and_not_refused()
    {
        var bench = Nothing;
        bench.Do(Disk, Cast.System);
        bench.Do(new FitIn(M2, AlreadyFitted: true), Operator);
        Assert.Equal(MediumState.Dirty, bench.Terms.MediumState);
    }

    [Fact]
    public void A_report_counts_only_for_its_own_disk_and_for_one_that_an_audit_saw()
    {
        var seen = Nothing;
        seen.Do(Disk, Cast.System);
        seen.Refuses("report-of-another-medium", new RecordWipe(GoodReport with { Serial = "SER-2" }), Operator);

        var unseen = Nothing;
        unseen.Do(Disk with { SerialSeenByAudit = false }, Operator);
        unseen.Refuses("serial-not-audited", new RecordWipe(GoodReport), Operator);

        var memory = Nothing;
        memory.Do(Memory, Operator);
        memory.Refuses("part-stores-nothing", new RecordWipe(GoodReport), Operator);
        memory.Do(new FitIn(M2), Operator);
    }

    [Fact]
    public void Nobody_types_that_a_disk_is_clean_or_was_audited()
    {
        Nothing.Refuses("only-the-machine-says", Disk, Operator);
        Nothing.Refuses("only-the-machine-says", Disk with { SerialSeenByAudit = false, MediumState = MediumState.Purged }, Operator);
        Nothing.Refuses("medium-missing", Disk with { Medium = null }, Cast.System);
        Nothing.Refuses("medium-missing", new RegisterPart("SSD", Cast.Workshop.Id), Operator);

        var bench = Nothing;
        bench.Do(Disk with { MediumState = MediumState.Cleared }, Cast.System);
        bench.Do(new FitIn(M2), Operator);
        bench.Refuses("only-the-machine-says", new TakeOut(MediumState.Cleared), Operator);
        bench.Do(new TakeOut(), Operator);
        Assert.Equal(MediumState.Dirty, bench.Terms.MediumState);
        Assert.Null(bench.Terms.In);
    }

    [Fact]
    public void A_disk_with_data_is_scrapped_only_before_a_witness()
    {
        var bench = Nothing;
        bench.Do(Disk, Cast.System);
        bench.Refuses("part-not-wiped", new ScrapPart("défectueux"), Supervisor);
        bench.Do(new ScrapPart("défectueux", "person-2"), Supervisor);
        Assert.Equal(MediumState.Destroyed, bench.Terms.MediumState);
    }

    [Fact]
    public void Two_machines_never_have_the_same_part_and_the_second_is_told_which_one_has_it()
    {
        var bench = new Bench<Part, PartCommand, PartEvent, PartTerms>(Kinds.Part, Cast.Facts);
        bench.Do(Memory, Operator);
        bench.Do(new FitIn(M2), Operator);
        Assert.Empty(bench.Do(new FitIn(M2, AlreadyFitted: true), Cast.System));
        bench.Refuses("part-fitted-elsewhere", new FitIn(M1), Operator);
        Assert.Equal(M2, bench.Terms.In);
    }
}
