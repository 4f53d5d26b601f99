using Ordi2.Contracts;
using Ordi2.Contracts.Processes;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using ProcessBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Processes.Process,
    Ordi2.Contracts.Processes.ProcessCommand,
    Ordi2.Domain.Processes.ProcessEvent,
    Ordi2.Contracts.Processes.ProcessTerms>;

namespace Ordi2.Domain.Tests.Processes;

public sealed class LoanEndTests
{
    private static readonly StartLoanEnd Start = new(new("MD-1"), "fin du projet")
    {
        Lines =
        [
            new(new("M1"), LoanEndChoice.Returned, new("bon état", ChargerPresent: true)),
            new(new("M2"), LoanEndChoice.Lost, Declaration: "D-7"),
            new(new("M3"), LoanEndChoice.Stolen, Declaration: "PV-1"),
            new(new("M4"), LoanEndChoice.StillOut),
        ],
    };

    private static ProcessBench Nothing => new(Kinds.Process, StoriesOfProcesses.WithLoan());

    [Fact]
    public void Each_machine_is_asked_for_what_is_known_of_it_and_the_loan_is_closed_last()
    {
        var bench = Nothing;
        bench.Do(Start, Animator);

        Assert.Equal(ProcessKind.LoanEnd, bench.Terms.Kind);
        Assert.Equal(
            [
                "loan/MD-1 mark-return-due", "machine/M1 request-return", "machine/M1 receive-return", "loan/MD-1 file-loss", "machine/M2 report-missing",
                "loan/MD-1 file-loss", "machine/M3 report-theft", "machine/M4 request-return", "loan/MD-1 close",
            ],
            bench.Terms.Steps.Select(step => $"{step.Target} {step.Step}"));
    }

    [Fact]
    public void A_loan_that_cannot_be_closed_yet_undoes_nothing()
    {
        var bench = Nothing;
        bench.Do(Start, Animator);

        for (var number = 1; number <= 9; number++)
        {
            bench.Do(new RecordStep(number, number == 9 ? Refusal.Conflict("machines-still-out", "MD-1", "1") : null), Cast.System);
        }

        Assert.Equal(ProcessStatus.Ended, bench.Terms.Status);
        Assert.Equal("machines-still-out", bench.Terms.Steps[^1].Refused!.Code);
    }

    [Fact]
    public void Only_its_epn_and_its_pole_end_a_loan_and_say_what_is_known_of_each_machine()
    {
        Nothing.Refuses("role-may-not", Start, As(Role.Coordinator, OtherPole));
        Nothing.Refuses("role-may-not", Start, Storekeeper);
        Nothing.Refuses("out-of-bounds", Start with { Lines = [] }, Coordinator);
        Nothing.Refuses("words-missing", Start with { Reason = "" }, Animator);
        Nothing.Refuses("number-missing", Start with { Lines = [new(new(""), LoanEndChoice.StillOut)] }, Animator);
        Nothing.Refuses("number-missing", Start with { Lines = [null!] }, Animator);
        Nothing.Refuses("machine-named-twice", Start with { Lines = [Start.Lines[3], Start.Lines[3]] }, Animator);
        Nothing.Refuses("words-missing", Start with { Lines = [new(new("M1"), LoanEndChoice.Returned)] }, Animator);
        Nothing.Refuses("number-missing", Start with { Lines = [new(new("M1"), LoanEndChoice.Lost)] }, Animator);
        Nothing.Refuses("number-missing", Start with { Lines = [new(new("M1"), LoanEndChoice.Stolen)] }, Animator);
    }
}
