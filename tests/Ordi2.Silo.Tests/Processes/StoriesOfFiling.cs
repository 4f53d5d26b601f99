using Ordi2.Contracts.Dossiers;
using Ordi2.Silo.Tests.Aggregates;

namespace Ordi2.Silo.Tests.Processes;

/// <summary>What a dossier tells the call that it answers, killed between the two.</summary>
internal static class StoriesOfFiling
{
    public static IEnumerable<ProcessStory> All =>
    [
        new("A dossier that is filed in answer to a call")
        {
            Prepare = async run =>
            {
                await run.OpenCallAsync(laptops: 5);
                await run.WriteDossierAsync(laptops: 3);
            },
            Ask = run => run.DossierGrain.DoAsync(new SubmitDossier(), ProcessRun.Animator, run.CommandId),
            End = run => run.CallStandsAsync(),
            Expected = "Submitted, known as Submitted with 0, 5 left",
            LeastAppends = 3,
        },
        new("A dossier that is accepted out of the pledge of a call")
        {
            Prepare = async run =>
            {
                await run.OpenCallAsync(laptops: 5);
                await run.WriteDossierAsync(laptops: 3);
                await run.JudgeDossierAsync();
            },
            Ask = run => run.DossierGrain.DoAsync(new AcceptDossier { Quantities = [3] }, run.Coordinator, run.CommandId),
            End = async run =>
            {
                // Decided or not, the call knows it, and nothing is taken for a decision that was not made.
                var found = await run.CallStandsAsync();
                Assert.True(found is "Accepted, known as Accepted with 3, 2 left" or "Scored, known as Scored with 0, 5 left", found);

                // Whoever got no answer asks again in the end.
                await Territory.DoneAsync(run.DossierGrain.DoAsync(new AcceptDossier { Quantities = [3] }, run.Coordinator, run.CommandId));
                return await run.CallStandsAsync();
            },
            Expected = "Accepted, known as Accepted with 3, 2 left",
            LeastAppends = 5,
        },
    ];
}
