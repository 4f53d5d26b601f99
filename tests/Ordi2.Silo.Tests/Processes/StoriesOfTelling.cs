using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Machines;

namespace Ordi2.Silo.Tests.Processes;

/// <summary>What aggregates tell their machines themselves, one after the other, and are killed at.</summary>
internal static class StoriesOfTelling
{
    private static readonly string Disputed = $"{1 << (int)Hold.DisputeCustody}";

    public static IEnumerable<ProcessStory> All =>
    [
        new("A recall of which every machine gets its hold")
        {
            Prepare = async run =>
            {
                await ProcessStories.ReadyAsync(run);
                await run.WriteRecallAsync();
            },
            Ask = run => run.ActivateRecallAsync(),
            End = run => run.RecallStandsAsync(),
            Expected = "Active held 3: READY True, READY True, READY True",
            LeastAppends = 5,
        },
        new("A handover that the other side confirms")
        {
            Prepare = async run =>
            {
                await ProcessStories.ReadyAsync(run);
                await run.OfferAsync(ProcessRun.GivingStorekeeper);
            },
            Ask = run => run.Handover.DoAsync(new AgreeHandover(), ProcessRun.TakingStorekeeper, run.CommandId),
            End = run => run.HandoverStandsAsync(),
            Expected = "Confirmed: atelier-sud 0, atelier-sud 0, atelier-sud 0",
            LeastAppends = 9,
        },
        new("A handover that the other side contests")
        {
            Prepare = async run =>
            {
                await ProcessStories.ReadyAsync(run);
                await run.OfferAsync(ProcessRun.TakingStorekeeper);
            },
            Ask = run => run.Handover.DoAsync(new ObjectToHandover("elles sont ici"), ProcessRun.GivingStorekeeper, run.CommandId),
            End = run => run.HandoverStandsAsync(),
            Expected = $"Contested: atelier-nord {Disputed}, atelier-nord {Disputed}, atelier-nord {Disputed}",
            LeastAppends = 5,
        },
    ];
}
