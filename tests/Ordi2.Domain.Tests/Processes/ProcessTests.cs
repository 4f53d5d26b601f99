using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Processes;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Processes;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using static Ordi2.Domain.Tests.Aggregates.StoriesOfProcesses;

namespace Ordi2.Domain.Tests.Processes;

public sealed class ProcessTests
{
    private static readonly Refusal NotReady = Refusal.Conflict("wrong-status", "AUDITED", "allocate");

    private static readonly StartAllocation ThreeMachines = TwoLaptops with { Machines = [M1, M2, M3] };

    private readonly Bench<Process, ProcessCommand, ProcessEvent, ProcessTerms> _bench = new(Kinds.Process, WithDossier());

    [Fact]
    public void An_allocation_takes_machine_after_machine()
    {
        _bench.Do(ThreeMachines, Coordinator);

        Assert.Equal(["machine/M1 allocate", "machine/M2 allocate", "machine/M3 allocate"], Asked(answers: [null, null, null]));
        Assert.Equal(ProcessStatus.Ended, _bench.Terms.Status);
        Assert.Null(ProcessScript.Next(_bench.State));
        Assert.Null(ProcessScript.DueAt(_bench.State));
    }

    [Fact]
    public void One_refused_machine_gives_everything_back_the_last_first()
    {
        _bench.Do(ThreeMachines, Coordinator);

        Assert.Equal(
            ["machine/M1 allocate", "machine/M2 allocate", "machine/M3 allocate", "machine/M2 release-allocation", "machine/M1 release-allocation"],
            Asked(answers: [null, null, NotReady, null, null]));
        Assert.Equal((ProcessStatus.Undone, "wrong-status"), (_bench.Terms.Status, _bench.Terms.Reason?.Code));
        Assert.Equal(
            [ProcessStepStatus.Undone, ProcessStepStatus.Undone, ProcessStepStatus.Refused],
            _bench.Terms.Steps.Select(step => step.Status));
    }

    [Fact]
    public void A_refusal_of_the_very_first_step_leaves_nothing_to_undo()
    {
        _bench.Do(ThreeMachines, Coordinator);

        Assert.Equal(["machine/M1 allocate"], Asked(answers: [Refusal.Conflict("line-is-full")]));
        Assert.Equal(ProcessStatus.Undone, _bench.Terms.Status);
    }

    [Fact]
    public void An_undoing_that_is_refused_is_noted_and_the_rest_is_undone()
    {
        _bench.Do(ThreeMachines, Coordinator);

        Asked(answers: [null, null, NotReady, Refusal.Conflict("wrong-status", "PACKED", "release-allocation"), null]);

        Assert.Equal(ProcessStatus.Undone, _bench.Terms.Status);
        Assert.Equal("wrong-status", _bench.Terms.Steps[1].Refused?.Code);
        Assert.Null(_bench.Terms.Steps[0].Refused);
    }

    [Fact]
    public void An_answer_counts_once_and_none_may_be_left_out()
    {
        _bench.Do(TwoLaptops, Coordinator);
        _bench.Do(new RecordStep(1), Cast.System);

        Assert.Empty(_bench.Do(new RecordStep(1, NotReady), Cast.System));
        _bench.Refuses("step-not-now", new RecordStep(3), Cast.System);
        Assert.Equal(ProcessStatus.InProgress, _bench.Terms.Status);
    }

    [Fact]
    public void Nobody_but_the_system_says_what_was_answered()
    {
        _bench.Do(TwoLaptops, Coordinator);
        _bench.Refuses("role-may-not", new RecordStep(1), Coordinator);
    }

    [Fact]
    public void What_makes_no_sense_is_not_started()
    {
        _bench.Refuses("out-of-bounds", TwoLaptops with { Machines = [] }, Coordinator);
        _bench.Refuses("out-of-bounds", TwoLaptops with { Machines = default }, Coordinator);
        _bench.Refuses("machine-named-twice", TwoLaptops with { Machines = [M1, M2, M1] }, Coordinator);
        _bench.Refuses("number-missing", TwoLaptops with { Machines = [M1, new MachineId(string.Empty)] }, Coordinator);
        _bench.Refuses("role-may-not", TwoLaptops, Cast.As(Role.Coordinator, Cast.Stranger));
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
