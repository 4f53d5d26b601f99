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

public sealed class ClosingOutTests
{
    private static readonly StartClosingOut Start = new(Epn.Id, "fin de la subvention")
    {
        Lines =
        [
            new(ClosingChoice.MoveLoan, "MD-1", Stranger.Id, "AV-1"),
            new(ClosingChoice.EndLoan, "MD-2"),
            new(ClosingChoice.RecallMachine, "M1"),
            new(ClosingChoice.MoveDossier, "DO-1", Stranger.Id, "AV-2"),
            new(ClosingChoice.AbandonDossier, "DO-2"),
            new(ClosingChoice.MoveSession, "S-1", Stranger.Id),
            new(ClosingChoice.CancelSession, "S-2"),
            new(ClosingChoice.DivertDelivery, "D-1", Stranger.Id, "BL-2"),
            new(ClosingChoice.MoveReturns, "MD-3", Workshop.Id),
        ],
    };

    private static ProcessBench Nothing => new(Kinds.Process, Cast.Facts);

    [Fact]
    public void Each_line_asks_whom_it_concerns_for_what_was_decided()
    {
        var bench = Nothing;
        bench.Do(Start, Coordinator);

        Assert.Equal(ProcessKind.Closing, bench.Terms.Kind);
        Assert.Equal(
            [
                "organisation/epn start-closing", "loan/MD-1 change-relay", "loan/MD-2 mark-return-due", "machine/M1 request-return",
                "dossier/DO-1 change-epn", "dossier/DO-2 abandon", "session/S-1 transfer", "session/S-2 cancel", "delivery/D-1 divert",
                "loan/MD-3 change-collect-point",
            ],
            bench.Terms.Steps.Select(step => $"{step.Target} {step.Step}"));
    }

    [Fact]
    public void A_line_that_is_refused_is_noted_and_the_others_go_on()
    {
        var bench = Nothing;
        bench.Do(Start, Coordinator);

        for (var number = 1; number <= 10; number++)
        {
            bench.Do(new RecordStep(number, number == 2 ? Refusal.Conflict("partner-not-another-person", "partner") : null), Cast.System);
        }

        Assert.Equal(ProcessStatus.Ended, bench.Terms.Status);
        Assert.Equal("partner-not-another-person", Assert.Single(bench.Terms.Steps, step => step.Status is ProcessStepStatus.Refused).Refused!.Code);
    }

    [Fact]
    public void Only_the_pole_of_the_organisation_decides_and_says_where_each_thing_goes()
    {
        Nothing.Refuses("role-may-not", Start, As(Role.Coordinator, OtherPole));
        Nothing.Refuses("role-may-not", Start, Animator);
        Nothing.Refuses("out-of-bounds", Start with { Lines = [] }, Coordinator);
        Nothing.Refuses("words-missing", Start with { Reason = "" }, Coordinator);
        Nothing.Refuses("number-missing", Start with { Lines = [new(ClosingChoice.MoveLoan, "MD-1", Stranger.Id)] }, Coordinator);
        Nothing.Refuses("number-missing", Start with { Lines = [new(ClosingChoice.MoveDossier, "DO-1", null, "AV-1")] }, Coordinator);
        Nothing.Refuses("number-missing", Start with { Lines = [new(ClosingChoice.MoveSession, "S-1")] }, Coordinator);
        Nothing.Refuses("number-missing", Start with { Lines = [new(ClosingChoice.EndLoan, "")] }, Coordinator);
    }
}
