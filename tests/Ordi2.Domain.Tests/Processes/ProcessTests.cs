using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Processes;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Processes;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using static Ordi2.Domain.Tests.Processes.OnTheRoad;

namespace Ordi2.Domain.Tests.Processes;

public sealed class ProcessTests
{
    private static readonly Refusal Held = Refusal.Conflict("on-hold", "RECALL");

    private readonly Bench<Process, ProcessCommand, ProcessEvent, ProcessTerms> _bench = new(Kinds.Process, OnTheRoad.Facts());

    [Fact]
    public void A_delivery_takes_step_after_step()
    {
        _bench.Do(Whole, Storekeeper);

        Assert.Equal(["machine/M3 pack", "delivery/D-3 make-ready", "machine/M3 dispatch", "delivery/D-3 dispatch"], Asked(answers: [null, null, null, null]));
        Assert.Equal(ProcessStatus.Ended, _bench.Terms.Status);
        Assert.Null(ProcessScript.Next(_bench.State));
        Assert.Null(ProcessScript.DueAt(_bench.State));
    }

    [Fact]
    public void One_refused_machine_gives_everything_back_the_last_first()
    {
        _bench.Do(Whole, Storekeeper);

        Assert.Equal(
            ["machine/M3 pack", "delivery/D-3 make-ready", "machine/M3 dispatch", "delivery/D-3 prepare-again", "machine/M3 unpack"],
            Asked(answers: [null, null, Held, null, null]));
        Assert.Equal((ProcessStatus.Undone, "on-hold"), (_bench.Terms.Status, _bench.Terms.Reason?.Code));
        Assert.Equal(
            [ProcessStepStatus.Undone, ProcessStepStatus.Undone, ProcessStepStatus.Refused, ProcessStepStatus.Waiting],
            _bench.Terms.Steps.Select(step => step.Status));
    }

    [Fact]
    public void A_refusal_of_the_very_first_step_leaves_nothing_to_undo()
    {
        _bench.Do(Whole, Storekeeper);

        Assert.Equal(["machine/M3 pack"], Asked(answers: [Held]));
        Assert.Equal(ProcessStatus.Undone, _bench.Terms.Status);
    }

    [Fact]
    public void An_undoing_that_is_refused_is_said_and_waits_for_a_person_while_the_rest_is_undone()
    {
        _bench.Do(Whole, Storekeeper);

        Asked(answers: [null, null, Held, Refusal.Conflict("wrong-status", "DISPATCHED", "prepare-again"), null]);

        Assert.Equal((ProcessStatus.ToSettle, "on-hold"), (_bench.Terms.Status, _bench.Terms.Reason?.Code));
        Assert.Equal((ProcessStepStatus.NotUndone, "wrong-status"), (_bench.Terms.Steps[1].Status, _bench.Terms.Steps[1].Refused?.Code));
        Assert.Equal((ProcessStepStatus.Undone, null), (_bench.Terms.Steps[0].Status, _bench.Terms.Steps[0].Refused));
        Assert.Null(ProcessScript.DueAt(_bench.State));

        _bench.Refuses("words-missing", new SettleProcess(" "), Supervisor);
        _bench.Refuses("role-may-not", new SettleProcess("vu"), Storekeeper);
        _bench.Refuses("role-may-not", new SettleProcess("vu"), Cast.As(Role.Supervisor, Cast.Stranger));
        _bench.Do(new SettleProcess("livraison remise en préparation"), Supervisor);
        Assert.Equal((ProcessStatus.Undone, "livraison remise en préparation"), (_bench.Terms.Status, _bench.Terms.Settled));
        Assert.Equal(ProcessStepStatus.NotUndone, _bench.Terms.Steps[1].Status);
    }

    [Fact]
    public void Where_everything_was_undone_there_is_nothing_to_settle()
    {
        _bench.Do(Whole, Storekeeper);
        Asked(answers: [Held]);

        _bench.Refuses("step-not-now", new SettleProcess("vu"), Supervisor);
    }

    [Fact]
    public void An_answer_counts_once_and_none_may_be_left_out()
    {
        _bench.Do(Whole, Storekeeper);
        _bench.Do(new RecordStep(1), Cast.System);

        Assert.Empty(_bench.Do(new RecordStep(1, Held), Cast.System));
        _bench.Refuses("step-not-now", new RecordStep(3), Cast.System);
        Assert.Equal(ProcessStatus.InProgress, _bench.Terms.Status);
    }

    [Fact]
    public void Nobody_but_the_system_says_what_was_answered()
    {
        _bench.Do(Whole, Storekeeper);
        _bench.Refuses("role-may-not", new RecordStep(1), Storekeeper);
    }

    /// <summary>A ledger may hold one that was started when machines were allocated so: it goes on with the plan that it has.</summary>
    [Fact]
    public void An_allocation_that_an_older_version_began_is_brought_to_its_end()
    {
        var started = EventCatalog<ProcessEvent>.Read("process.started.v1", """
            {"kind":"ALLOCATION","role":"COORDINATOR","steps":[
                {"do":{"target":"machine/M1","step":"allocate","data":{"dossier":"DO-1","line":0},"bySystem":false},
                 "undo":{"target":"machine/M1","step":"release-allocation","data":{"reason":"process-undone"},"bySystem":true},"mayBeRefused":false}]}
            """u8);
        var process = Kinds.Process.Evolve(_bench.State, started, new(Cast.Now, Cast.Now, Coordinator.Person, Coordinator.Organisation, Coordinator.Device, Guid.Empty));

        var move = ProcessScript.Next(process)!;

        Assert.Equal((ProcessKind.Allocation, "machine/M1 allocate"), (process.Terms!.Kind, $"{move.Order.Target} {move.Order.Step}"));
        Assert.IsType<Allocate>(CommandCatalog<MachineCommand>.Read(move.Order.Step, move.Order.Data));
    }

    /// <summary>What it asked, step by step, each answered so.</summary>
    private List<string> Asked(Refusal?[] answers)
    {
        var asked = new List<string>();

        foreach (var answer in answers)
        {
            var move = ProcessScript.Next(_bench.State)!;
            asked.Add($"{move.Order.Target} {move.Order.Step}");
            _bench.Do(new RecordStep(move.Number, answer), Cast.System);
        }

        return asked;
    }
}
