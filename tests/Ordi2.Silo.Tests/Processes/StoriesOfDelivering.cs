using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Processes;

namespace Ordi2.Silo.Tests.Processes;

/// <summary>Whole deliveries, mixed-up boxes and machines on loan that are replaced.</summary>
internal static class StoriesOfDelivering
{
    private static readonly int Disputed = 1 << (int)Hold.DisputeCustody;
    private static readonly int Recalled = 1 << (int)Hold.Recall;

    public static IEnumerable<ProcessStory> All =>
    [
        new("The exchange of two boxes")
        {
            Prepare = async run =>
            {
                await ProcessStories.ReadyAsync(run);
                await run.MixUpAsync();
            },
            Start = Exchange,
            End = run => run.ExchangeStandsAsync(),
            Expected = "Ended  Done Done Done Done Done Done\nAT_EPN other-epn second 0 0, AT_EPN epn first 0 0; Delivered B 1 B 2, Delivered A 1 A 2; 1, 1",
            LeastAppends = 15,
        },
        new("The exchange of two boxes of which the second machine is recalled")
        {
            Prepare = async run =>
            {
                await ProcessStories.ReadyAsync(run);
                await run.MixUpAsync();
                await run.Silo.ScanAsync(run.Machines[1], new OpenRecall("RC-1", "batterie"), run.Coordinator);
            },
            Start = Exchange,
            End = run => run.ExchangeStandsAsync(),
            Expected = $"Undone on-hold Undone Undone Undone Undone Undone Refused\nIN_TRANSIT atelier-nord first {Disputed} 1, IN_TRANSIT atelier-nord second {Disputed | Recalled} 1; "
                + "Dispatched A 0 A 3, Dispatched B 0 B 3; 1, 1",
            LeastAppends = 22,
        },
        new("The exchange of two boxes that stops, and of which one note cannot be taken back")
        {
            Prepare = async run =>
            {
                await ProcessStories.ReadyAsync(run);
                await run.MixUpAsync($"{run.Delivery}-2-annulé");
                await run.Silo.ScanAsync(run.Machines[1], new OpenRecall("RC-1", "batterie"), run.Coordinator);
            },
            Start = Exchange,
            End = run => run.ExchangeStandsAsync(),
            Expected = "ToSettle on-hold Undone Undone NotUndone Undone Undone Refused\nIN_TRANSIT",
            LeastAppends = 20,
        },
        new("A delivery that leaves as a whole")
        {
            Prepare = async run =>
            {
                await PreparedAsync(run);
                await run.PackAsync(run.Machines[2]);
            },
            Start = Delivery,
            By = _ => ProcessRun.DeliveringStorekeeper,
            End = run => run.DeliveryStandsAsync(),
            Expected = "Ended  Done Done Done Done Done Done Done\nDispatched C-1:1 C-2:2 notes 1: IN_TRANSIT atelier-nord +, IN_TRANSIT atelier-nord +, IN_TRANSIT atelier-nord +",
            LeastAppends = 15,
        },
        new("A delivery of which the last machine may not leave")
        {
            Prepare = async run =>
            {
                await PreparedAsync(run);
                await run.PackAsync(run.Machines[2]);
                await run.Silo.ScanAsync(run.Machines[2], new OpenRecall("RC-1", "batterie"), run.Coordinator);
            },
            Start = Delivery,
            By = _ => ProcessRun.DeliveringStorekeeper,
            End = run => run.DeliveryStandsAsync(),
            Expected = "Undone on-hold Undone Undone Undone Undone Undone Refused Waiting\nPreparing C-1:1 notes 0: RESERVED atelier-nord -, RESERVED atelier-nord -, PACKED atelier-nord +",
            LeastAppends = 22,
        },
        new("A machine on loan that is replaced")
        {
            Prepare = async run =>
            {
                await ProcessStories.LentAsync(run);
                await run.MakeReadyAsync(run.Spare);
            },
            Start = Swap,
            End = run => run.SwapStandsAsync(),
            Expected = "Ended  Done Done Done\nDBC swaps 1 allocated 3: PLACED dossier, PLACED dossier, PLACED dossier RESERVED dossier",
            LeastAppends = 7,
        },
        new("A machine on loan whose replacement is not ready")
        {
            Prepare = async run =>
            {
                await ProcessStories.LentAsync(run);
                await run.MakeReadyAsync(run.Spare);
                await run.Silo.ScanAsync(run.Spare, new ReportMissing(), Cast.Supervisor);
            },
            Start = Swap,
            End = run => run.SwapStandsAsync(),
            Expected = "Undone wrong-status Undone Refused Waiting\nABC swaps 0 allocated 3: PLACED dossier, PLACED dossier, PLACED dossier MISSING -",
            LeastAppends = 6,
        },
    ];

    private static StartExchange Exchange(ProcessRun run) => new($"{run.Delivery}-2", $"{run.OtherDelivery}-2") { Pairs = [new(run.Machines[0], run.Machines[1])] };

    private static StartDelivery Delivery(ProcessRun run) => new(run.Delivery, $"{run.Delivery}") { Boxes = [new("C-2", [.. run.Machines[..2]])] };

    private static StartSwap Swap(ProcessRun run) => new(run.Loan, run.Machines[0], run.Spare, "rappel batterie");

    private static async Task PreparedAsync(ProcessRun run)
    {
        await run.AcceptDossierAsync(laptops: 3);
        await ProcessStories.ReadyAsync(run);
        await run.PrepareDeliveryAsync(run.Delivery, ProcessRun.Epn, run.Dossier, run.Machines);
    }
}
