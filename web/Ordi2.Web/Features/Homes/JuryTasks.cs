using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Calls;
using Ordi2.Web.Features.Dossiers;

namespace Ordi2.Web.Features.Homes;

/// <summary>Whoever sits on a jury has dossiers to score, whatever else is on their home.</summary>
internal sealed class JuryTasks(CallDesk calls, PaperDesk papers, DossierFiles files)
{
    public async Task<IReadOnlyList<HomeTask>> ReadAsync(HomePage page, CancellationToken cancellationToken)
    {
        List<HomeTask> tasks = [];

        foreach (var call in (await calls.AllAsync(page.Caller, cancellationToken)).Where(call => call.SeatOf(page.Caller) is not null && IsJudging(call.Terms)))
        {
            if (await CountAsync(page, call.Terms, cancellationToken) is > 0 and var count)
            {
                tasks.Add(new($"/calls/{call.Terms.Id}/jury", page.Count("todo-jury", count, call.Terms.Plan.Title), count, Tone: Shared.Ui.Tone.Warn));
            }
        }

        return tasks;
    }

    private static bool IsJudging(CallTerms call) =>
        call.Status is CallStatus.InReview || call is { Mode: CallMode.Continuous, Status: CallStatus.Open or CallStatus.Closed };

    private async Task<int> CountAsync(HomePage page, CallTerms call, CancellationToken cancellationToken)
    {
        var dossiers = (await Task.WhenAll(call.Applications
                .Where(one => one.Status is DossierStatus.Eligible or DossierStatus.Scored)
                .Select(one => papers.OneAsync<DossierTerms>(page.Caller, "dossier", one.Dossier.Text, cancellationToken))))
            .OfType<DossierTerms>()
            .Where(dossier => dossier.Recusals.All(one => one.Person != page.Caller.Person));
        return (await Task.WhenAll(dossiers.Select(dossier => files.OfAsync(dossier.Id, cancellationToken)))).Count(file => file.Of(page.Caller.Person) is null);
    }
}
