using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Processes;

namespace Ordi2.Silo.Tests.Processes;

/// <summary>The processes that the crash test plays.</summary>
internal static class ProcessStories
{
    public static IEnumerable<ProcessStory> All => [.. OfStock, .. StoriesOfTelling.All, .. StoriesOfDelivering.All, .. StoriesOfPapers.All, .. StoriesOfFiling.All];

    private static IEnumerable<ProcessStory> OfStock =>
    [
        new("The closing of an EPN whose dossier moves, and of which one line is refused")
        {
            Prepare = async run =>
            {
                await run.Silo.RegisterAsync(run.Closing, Activity.Epn);
                await run.AcceptDossierAsync(laptops: 1, run.Closing);
            },
            Start = run => new StartClosingOut(run.Closing, "fin de la subvention")
            {
                Lines =
                [
                    new(ClosingChoice.MoveDossier, run.Dossier.Text, ProcessRun.Epn, "AV-1"),
                    new(ClosingChoice.MoveLoan, $"none-{run.Dossier}", ProcessRun.Epn, "AV-2"),
                    new(ClosingChoice.CancelSession, $"none-{run.Dossier}"),
                ],
            },
            End = async run => $"{(await run.Silo.Grains.GetGrain<IOrganisationGrain>($"organisation/{run.Closing}").GetAsync())!.Status} {(await run.DossierGrain.GetAsync())!.Epn}",
            Expected = "Ended  Done Done Refused Refused\nClosing epn",
            LeastAppends = 7,
        },
        new("The closing of an EPN of which every choice is carried out")
        {
            Prepare = run => run.HangEverythingAsync(),
            Start = run => run.EveryChoice,
            End = run => run.ClosingStandsAsync(),
            Expected = "Ended  Done Done Done Done Done Done Done Done Done Done\nClosing; loans epn ReturnDue back to atelier-nord; RETURNING; sessions epn Cancelled; delivery epn notes 2; dossiers epn Abandoned",
            LeastAppends = 24,
        },
        new("The end of a loan of which one machine is back, one was stolen and one is still out")
        {
            Prepare = LentAsync,
            Start = run => new StartLoanEnd(run.Loan, "fin du projet")
            {
                Lines =
                [
                    new(run.Machines[0], LoanEndChoice.Returned, new("bon état", ChargerPresent: true)),
                    new(run.Machines[1], LoanEndChoice.Stolen, Declaration: "PV-1"),
                    new(run.Machines[2], LoanEndChoice.StillOut),
                ],
            },
            By = _ => ProcessRun.Animator,
            End = run => run.LoanStandsAsync(),
            Expected = "Ended  Done Done Done Done Done Done Refused\nReturnDue open 2 filed 1 looked at 1: RECEIVED, STOLEN, RETURNING",
            LeastAppends = 14,
        },
        new("The end of a loan that the pole closes because what is not back was filed")
        {
            Prepare = LentAsync,
            Start = PartialReturn,
            End = run => run.LoanStandsAsync(),
            Expected = "Ended  Done Done Done Done Done Done Done Done\nClosed open 2 filed 2 looked at 1: RECEIVED, MISSING, STOLEN",
            LeastAppends = 18,
        },
        new("The end of a loan that its EPN closes because what is not back was filed")
        {
            Prepare = LentAsync,
            Start = PartialReturn,
            By = _ => ProcessRun.Animator,
            End = run => run.LoanStandsAsync(),
            Expected = "Ended  Done Done Done Done Done Done Done Done\nClosed open 2 filed 2 looked at 1: RECEIVED, MISSING, STOLEN",
            LeastAppends = 18,
        },
        new("The end of a loan of which every machine is back")
        {
            Prepare = LentAsync,
            Start = run => new StartLoanEnd(run.Loan, "fin du projet")
            {
                Lines = [.. run.Machines.Select(machine => new LoanEndLine(machine, LoanEndChoice.Returned, new("bon état", ChargerPresent: true)))],
            },
            By = _ => ProcessRun.Animator,
            End = run => run.LoanStandsAsync(),
            Expected = "Ended  Done Done Done Done Done Done Done Done\nClosed open 0 filed 0 looked at 3: RECEIVED, RECEIVED, RECEIVED",
            LeastAppends = 18,
        },
        new("An allocation of three machines")
        {
            Prepare = async run =>
            {
                await run.AcceptDossierAsync(laptops: 3);
                await ReadyAsync(run);
                await run.ProposeAsync(quantity: 3);
            },
            Ask = run => run.Allocation.DoAsync(new ConfirmAllocation(), run.Coordinator, run.CommandId),
            End = async run => $"{await run.AllocationStandsAsync()} {await run.StandAsync()}",
            Expected = "Confirmed: SECURED, SECURED, SECURED allocated 3: RESERVED dossier, RESERVED dossier, RESERVED dossier",
            LeastAppends = 10,
        },
        new("An allocation that is given up")
        {
            Prepare = async run =>
            {
                await run.AcceptDossierAsync(laptops: 3);
                await ReadyAsync(run);
                await run.ProposeAsync(quantity: 3);
                Assert.IsType<Done<AllocationTerms>>(await run.Allocation.DoAsync(new ConfirmAllocation(), run.Coordinator, Guid.CreateVersion7()));
            },
            Ask = run => run.Allocation.DoAsync(new GiveUpAllocation("projet reporté"), run.Coordinator, run.CommandId),
            End = async run =>
            {
                var end = $"{await run.AllocationStandsAsync()} {await run.StandAsync()}";

                // They are free, and the next run must not find them.
                await run.TakeAwayAsync();
                return end;
            },
            Expected = "Released: FREED, FREED, FREED allocated 0: READY , READY , READY ",
            LeastAppends = 10,
        },
        new("An allocation for whose last machine there is no place any more")
        {
            Prepare = async run =>
            {
                await run.AcceptDossierAsync(laptops: 3);
                await ReadyAsync(run);
                await run.ProposeAsync(quantity: 3);
                await run.MakeReadyAsync(run.Spare);
                Assert.Equal(Outcome.Accepted, (await run.Silo.ScanAsync(run.Spare, new Allocate(run.Dossier), run.Coordinator)).Outcome);
            },
            Ask = run => run.Allocation.DoAsync(new ConfirmAllocation(), run.Coordinator, run.CommandId),
            End = async run =>
            {
                var end = $"{await run.AllocationStandsAsync()} {await run.StandAsync()}";
                await run.TakeAwayAsync();
                return end;
            },
            Expected = "Released: FREED, FREED, TAKEN_BY_ANOTHER allocated 1: READY , READY , READY ",
            LeastAppends = 14,
        },
    ];

    private static StartLoanEnd PartialReturn(ProcessRun run) => new(run.Loan, "fin du projet")
    {
        Lines =
        [
            new(run.Machines[0], LoanEndChoice.Returned, new("bon état", ChargerPresent: true)),
            new(run.Machines[1], LoanEndChoice.Lost, Declaration: "D-1"),
            new(run.Machines[2], LoanEndChoice.Stolen, Declaration: "PV-1"),
        ],
    };

    internal static async Task LentAsync(ProcessRun run)
    {
        await run.AcceptDossierAsync(laptops: 3);
        await ReadyAsync(run);
        await run.DeliverAsync();
        await run.LendAsync();
    }

    internal static async Task ReadyAsync(ProcessRun run)
    {
        foreach (var machine in run.Machines)
        {
            await run.MakeReadyAsync(machine);
        }
    }
}
