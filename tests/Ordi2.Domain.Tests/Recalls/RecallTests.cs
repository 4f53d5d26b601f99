using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recalls;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Recalls;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using static Ordi2.Domain.Tests.Aggregates.StoriesOfUse;
using RecallBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Recalls.Recall,
    Ordi2.Contracts.Recalls.RecallCommand,
    Ordi2.Domain.Recalls.RecallEvent,
    Ordi2.Contracts.Recalls.RecallTerms>;

namespace Ordi2.Domain.Tests.Recalls;

public sealed class RecallTests
{
    private static RecallBench Active()
    {
        var bench = new RecallBench(Kinds.Recall, WithRecalled(
            new FoundMachine(M1, InStock: true, Workshop.Id),
            new FoundMachine(M2, InStock: false, Cast.Partner.Id, Epn.Id),
            new FoundMachine(M3, InStock: false, PartnerOfTheEpn.Id)));
        bench.Do(Swollen, Coordinator);
        bench.Do(new ActivateRecall(), Coordinator);
        return bench;
    }

    [Fact]
    public void Nothing_is_looked_through_for_whoever_may_not_start_it()
    {
        var bench = new RecallBench(Kinds.Recall, Cast.Facts);
        bench.Do(Swollen, Coordinator);

        Assert.NotNull(Kinds.Recall.Asks(bench.State, new ActivateRecall(), Coordinator).Recalled);
        Assert.Null(Kinds.Recall.Asks(bench.State, new ActivateRecall(), Animator).Recalled);
    }

    [Fact]
    public void A_recall_counts_the_machines_outside_and_lists_whom_to_call()
    {
        var bench = Active();
        Assert.Equal(new RecallProgress(Outside: 2, InStock: 1, Found: 0, Answered: 0, Unreachable: 0, Left: 2), bench.Terms.Progress);
        bench.Do(new AnswerRecall(M2, RecallAnswer.HaveIt), Cast.System);
        Assert.Equal(new RecallProgress(2, 1, 0, 1, 0, 1), bench.Terms.Progress);
        var left = Assert.Single(bench.Terms.Left);
        Assert.Equal(PartnerOfTheEpn.Id, left.Holder);
        Assert.Equal([M3], left.Machines.AsEnumerable());
    }

    [Fact]
    public void The_safety_instruction_comes_with_it_and_letters_go_to_partners_and_epn()
    {
        var bench = Active();
        Assert.Equal("guidance-safety-battery", bench.Terms.Guidance);
        Assert.Equal(
            [("epn", "M2"), ("house", "M3"), ("partner", "M2")],
            bench.Terms.Letters.Select(letter => (letter.Holder!.Value.Text, string.Join(' ', letter.Machines))));
    }

    [Fact]
    public void A_recall_is_closed_only_when_each_machine_outside_is_found_answered_for_or_unreachable()
    {
        var bench = Active();
        bench.Refuses("recall-not-finished", new CloseRecall(), Coordinator);
        bench.Do(new MarkFound(M2), Animator);
        bench.Do(new MarkUnreachable(M3, "trois appels"), Coordinator);
        bench.Refuses("recall-line-is-settled", new MarkUnreachable(M2, "trois appels"), Coordinator);
        bench.Do(new CloseRecall(), Coordinator);
        bench.Refuses("step-not-now", new AnswerRecall(M3, RecallAnswer.HaveIt), Cast.System);
    }

    [Fact]
    public void The_last_answer_counts_and_what_was_found_stays_found()
    {
        var bench = Active();
        bench.Do(new MarkUnreachable(M3, "trois appels"), Coordinator);
        bench.Do(new AnswerRecall(M3, RecallAnswer.NoLongerHaveIt), Cast.System);
        Assert.Equal((RecallLineState.Answered, RecallAnswer.NoLongerHaveIt), (bench.State.LineOf(M3)!.State, bench.State.LineOf(M3)!.Answer));
        bench.Do(new MarkFound(M3), Coordinator);
        bench.Do(new AnswerRecall(M3, RecallAnswer.GivenBack), Cast.System);
        Assert.Equal(RecallLineState.Found, bench.State.LineOf(M3)!.State);
        Assert.Empty(bench.Do(new AnswerRecall(M3, RecallAnswer.GivenBack), Cast.System));
        bench.Refuses("machine-not-in-it", new AnswerRecall(new MachineId("M9"), RecallAnswer.HaveIt), Cast.System);
    }

    [Fact]
    public void Who_has_the_machine_or_relayed_it_may_say_that_it_is_found_and_nobody_else()
    {
        var bench = Active();
        bench.Refuses("role-may-not", new MarkFound(M3), Animator);
        bench.Do(new MarkFound(M2), Referent);
        bench.Do(new MarkFound(M3), As(Role.Partner, PartnerOfTheEpn));
    }

    [Fact]
    public void Audits_that_came_later_widen_the_recall_and_it_is_not_at_rest_until_each_machine_has_its_hold()
    {
        var bench = Active();
        Assert.Equal(Now, bench.State.DueAt);
        bench.Do(new NoteHeld { Machines = [M1, M2, M3] }, Cast.System);
        Assert.Null(bench.State.DueAt);
        Assert.Empty(bench.Do(new RefreshRecall(), Coordinator));
        bench.Facts = WithRecalled(new FoundMachine(M1, InStock: true), new FoundMachine(new MachineId("M4"), InStock: false, Epn.Id));
        bench.Do(new RefreshRecall(), Coordinator);
        Assert.Equal([new MachineId("M4")], bench.State.NotHeld);
        Assert.Equal(3, bench.Terms.Progress.Outside);
    }

    [Fact]
    public void One_fact_names_at_most_five_hundred_machines()
    {
        var bench = new RecallBench(Kinds.Recall, WithRecalled([.. Enumerable.Range(0, 1201).Select(i => new FoundMachine(new MachineId($"N{i}"), InStock: true))]));
        bench.Do(Swollen, Coordinator);
        Assert.Equal([500, 500, 201], bench.Do(new ActivateRecall(), Coordinator).Cast<MachinesRecalled>().Select(fact => fact.Machines.Length));
        Assert.Equal(1201, bench.State.NotHeld.Count());
    }

    [Fact]
    public void A_filter_that_says_or_finds_nothing_is_refused()
    {
        var bench = new RecallBench(Kinds.Recall, Cast.Facts);
        bench.Refuses("recall-filter-empty", Swollen with { Filter = new RecallFilter() }, Coordinator);
        bench.Refuses("organisation-does-not-do-that", Swollen, As(Role.Coordinator, Workshop));
        bench.Do(Swollen, Coordinator);
        Assert.Equal(["BAT-1"], bench.Terms.Filter.Batteries.AsEnumerable());
        bench.Refuses("recall-finds-nothing", new ActivateRecall(), Coordinator);
    }

    [Fact]
    public void A_recall_by_batch_or_system_is_written_down_as_it_is_looked_for()
    {
        var bench = new RecallBench(Kinds.Recall, WithRecalled(new FoundMachine(M1, InStock: true)));
        var filter = new RecallFilter
        {
            Batches = [" 6bzlu ", "6BZLU"],
            Images = ["Debian  12 ", "debian 12"],
            Systems = [OsPlan.Linux, OsPlan.Linux],
            InstalledFrom = new(2027, 3, 1),
            InstalledTo = new(2027, 3, 1),
        };
        bench.Do(Swollen with { Filter = filter }, Coordinator);
        var known = bench.Terms.Filter;
        Assert.Equal(["6BZLU"], known.Batches.AsEnumerable());
        Assert.Equal(["DEBIAN 12"], known.Images.AsEnumerable());
        Assert.Equal([OsPlan.Linux], known.Systems.AsEnumerable());
        Assert.Equal((filter.InstalledFrom, filter.InstalledTo), (known.InstalledFrom, known.InstalledTo));
        bench.Do(new ActivateRecall(), Coordinator);
    }

    [Fact]
    public void A_batch_says_enough_and_days_belong_to_a_system()
    {
        var bench = new RecallBench(Kinds.Recall, Cast.Facts);
        Refuses("recall-batch-too-short", new() { Batches = ["6BZ"] });
        Refuses("number-missing", new() { Batches = [" "] });
        Refuses("words-missing", new() { Images = [" "] });
        Refuses("recall-of-no-system", new() { Systems = [OsPlan.None] });
        Refuses("recall-days-without-system", new() { Models = ["ThinkPad"], InstalledFrom = new(2027, 3, 1) });
        Refuses("dates-reversed", new() { Systems = [OsPlan.Linux], InstalledFrom = new(2027, 3, 2), InstalledTo = new(2027, 3, 1) });
        Refuses("date-out-of-range", new() { Systems = [OsPlan.Linux], InstalledTo = DateOnly.MaxValue });
        Refuses("date-out-of-range", new() { Images = ["Debian"], InstalledFrom = DateOnly.MinValue });

        void Refuses(string code, RecallFilter filter) => bench.Refuses(code, Swollen with { Filter = filter }, Coordinator);
    }
}
