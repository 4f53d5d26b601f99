using System.Text.Json;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Allocations;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using AllocationBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Allocations.MachineAllocation,
    Ordi2.Contracts.Allocations.AllocationCommand,
    Ordi2.Domain.Allocations.AllocationEvent,
    Ordi2.Contracts.Allocations.AllocationTerms>;

namespace Ordi2.Domain.Tests.Allocations;

public sealed class AllocationTests
{
    private static readonly CreateAllocation Two = new(new("DO-1"), 0, 2);

    private static AllocationBench Nothing => new(Kinds.Allocation, WithStock());

    [Fact]
    public void Within_a_grade_the_longest_in_stock_goes_first_and_the_answer_says_why()
    {
        var bench = Nothing;
        bench.Do(Two with { Quantity = 3 }, Coordinator);

        Assert.Equal(
            ["M2 B 1/3", "M1 B 2/3", "M4 B 3/3"],
            bench.Terms.Machines.Select(one => $"{one.Machine} {one.Grade} {one.Rank}/{one.Among}"));
        Assert.Equal(Now.AddDays(-9), bench.Terms.Machines[0].ReadySince);
        Assert.Equal(["dossier/DO-1"], Kinds.Allocation.About(bench.State).AsEnumerable());
    }

    [Fact]
    public void The_better_grade_is_touched_last_and_what_does_not_suit_never()
    {
        var need = new NeedLine(DeviceType.Laptop, Profile.Office, Grade.None, 9);
        StockMachine[] stock = [.. Stock, new(new("C1"), Grade.C, Profile.Office, Now), new(new("W1"), Grade.B, Profile.LightWeb, Now.AddDays(-99)), new(new("N1"), Grade.None, Profile.Office, Now.AddDays(-99))];

        Assert.Equal(["C1", "M2", "M1", "M4", "M3"], Picking.Of(stock, need, 99).Select(one => one.Machine.Text));
        Assert.Equal(["M3"], Picking.Of(stock, need with { LowestGrade = Grade.A }, 99).Select(one => one.Machine.Text));
    }

    [Fact]
    public void Never_more_is_proposed_than_accepted_or_in_stock()
    {
        Nothing.Refuses("more-than-accepted", Two with { Quantity = 4 }, Coordinator);
        Nothing.Refuses("line-not-known", Two with { Line = 1 }, Coordinator);
        Nothing.Refuses("out-of-bounds", Two with { Quantity = 0 }, Coordinator);
        Nothing.Refuses("deadline-past", Two with { Deadline = Now }, Coordinator);
        new AllocationBench(Kinds.Allocation, WithStock([Stock[0]])).Refuses("stock-too-small", Two, Coordinator);
        new AllocationBench(Kinds.Allocation, Cast.Facts).Refuses("role-may-not", Two, Coordinator);
        new AllocationBench(Kinds.Allocation, WithDossier(DossierStatus.Waitlisted)).Refuses("dossier-not-accepted", Two, Coordinator);
        new AllocationBench(Kinds.Allocation, Cast.With(Epn with { Accreditations = [] }, WithStock())).Refuses("not-accredited", Two, Coordinator);
        new AllocationBench(Kinds.Allocation, Cast.With(Epn with { Status = OrganisationStatus.Closing }, WithStock())).Refuses("organisation-not-working", Two, Coordinator);
        Nothing.Refuses("role-may-not", Two, Animator);
    }

    [Fact]
    public void The_second_coordinator_gets_a_clear_conflict_and_the_machines_that_are_left()
    {
        var bench = Nothing;
        bench.Do(Two, Coordinator);
        bench.Facts = WithStock([.. Stock.Where(one => one.Machine != M2)]);

        var refused = Assert.IsType<Refuse<AllocationEvent>>(bench.Ask(new ConfirmAllocation(), Coordinator));
        Assert.Equal("stock-taken M2 3 M1 M4 M3", $"{refused.Reason.Code} {string.Join(' ', refused.Reason.Arguments)}");
        Assert.Equal(AllocationStatus.Proposed, bench.Terms.Status);
    }

    [Fact]
    public void Somebody_else_had_one_first_so_none_stays_reserved()
    {
        var bench = Confirmed();
        Assert.Equal(new AllocationStep(M2, Reserve: true), bench.State.Next);
        bench.Do(new NoteMachine(M2, AllocatedState.Secured), Cast.System);
        Assert.Equal(new AllocationStep(M1, Reserve: true), bench.State.Next);
        bench.Do(new NoteMachine(M1, AllocatedState.TakenByAnother, "wrong-status"), Cast.System);

        Assert.Equal((AllocationStatus.Released, AllocationDecisions.Conflict), (bench.Terms.Status, bench.Terms.Reason));
        Assert.Equal(new AllocationStep(M2, Reserve: false), bench.State.Next);
        bench.Do(new NoteMachine(M2, AllocatedState.Freed), Cast.System);
        Assert.Null(bench.State.Next);
    }

    [Fact]
    public void What_does_not_suit_after_all_is_replaced_by_the_next_in_stock()
    {
        var bench = Confirmed();
        bench.Do(new NoteMachine(M2, AllocatedState.SetAside, "restriction-does-not-fit"), Cast.System);
        bench.Do(new NoteMachine(M1, AllocatedState.Secured), Cast.System);

        Assert.Equal(new AllocationStep(new("M4"), Reserve: true), bench.State.Next);
        bench.Do(new NoteMachine(new("M4"), AllocatedState.Secured), Cast.System);
        Assert.Null(bench.State.Next);
        Assert.Equal(AllocationStatus.Confirmed, bench.Terms.Status);
    }

    [Fact]
    public void It_is_fulfilled_when_all_arrived_and_partial_when_some_did_not()
    {
        var all = Reserved();
        all.Do(new NoteMachine(M1, AllocatedState.Arrived), Cast.System);
        Assert.Equal(AllocationStatus.Confirmed, all.Terms.Status);
        all.Do(new NoteMachine(M2, AllocatedState.Arrived), Cast.System);
        Assert.Equal(AllocationStatus.Fulfilled, all.Terms.Status);

        var some = Reserved();
        some.Do(new NoteMachine(M1, AllocatedState.Arrived), Cast.System);
        some.Do(new NoteMachine(M2, AllocatedState.Freed, "rayée"), Cast.System);
        Assert.Equal(AllocationStatus.Partial, some.Terms.Status);

        var none = Reserved();
        none.Do(new NoteMachine(M1, AllocatedState.Freed, "rayée"), Cast.System);
        none.Do(new NoteMachine(M2, AllocatedState.Freed, "rayée"), Cast.System);
        Assert.Equal(AllocationStatus.Released, none.Terms.Status);
    }

    [Fact]
    public void The_clock_gives_back_what_is_not_packed_when_the_deadline_passes()
    {
        var bench = Reserved();
        Assert.Equal(Now.AddDays(60), bench.State.DueAt);
        Assert.Null(bench.State.WhenDue(Now.AddDays(60).AddTicks(-1)));

        bench.Now = Now.AddDays(60);
        bench.Do(bench.State.WhenDue(bench.Now)!, Cast.System);
        Assert.Equal(AllocationStatus.Expired, bench.Terms.Status);
        Assert.Equal(new AllocationStep(M2, Reserve: false), bench.State.Next);
        bench.Do(new NoteMachine(M2, AllocatedState.KeptGoing, "wrong-status"), Cast.System);
        bench.Do(new NoteMachine(M1, AllocatedState.Freed), Cast.System);
        Assert.Null(bench.State.Next);
        Assert.Null(bench.State.DueAt);

        // What was packed goes on and arrives.
        bench.Do(new NoteMachine(M2, AllocatedState.Arrived), Cast.System);
    }

    [Fact]
    public void Whatever_is_noted_twice_or_late_changes_nothing()
    {
        var bench = Reserved();
        bench.Do(new NoteMachine(M1, AllocatedState.Freed, "rayée"), Cast.System);
        Assert.Empty(bench.Do(new NoteMachine(M1, AllocatedState.Arrived), Cast.System));
        bench.Refuses("machine-not-in-it", new NoteMachine(new("M9"), AllocatedState.Freed), Cast.System);
    }

    [Fact]
    public void The_decision_on_paper_counts_lines_from_1_and_says_how_many_it_gives()
    {
        var bench = Reserved();
        var last = bench.Terms.Machines[^1].Machine;
        var paper = Assert.Single(AgreementPapers.Of(bench.State, new Recorded<AllocationEvent>(
            bench.Terms.Version,
            new MachineNoted(last, AllocatedState.Secured),
            new Provenance(bench.Now, bench.Now, Coordinator.Person, Coordinator.Organisation, Coordinator.Device, Guid.Empty))));
        using var content = JsonDocument.Parse(paper.Render.Content);
        var decision = content.RootElement.GetProperty("allocation");

        Assert.Equal((1, 2), (decision.GetProperty("line").GetInt32(), decision.GetProperty("need").GetProperty("allocated").GetInt32()));
        Assert.False(decision.GetProperty("need").TryGetProperty("accepted", out _));
    }

    private static AllocationBench Confirmed()
    {
        var bench = Nothing;
        bench.Do(Two, Coordinator);
        bench.Do(new ConfirmAllocation(), Coordinator);
        return bench;
    }

    private static AllocationBench Reserved()
    {
        var bench = Confirmed();
        bench.Do(new NoteMachine(M2, AllocatedState.Secured), Cast.System);
        bench.Do(new NoteMachine(M1, AllocatedState.Secured), Cast.System);
        return bench;
    }
}
