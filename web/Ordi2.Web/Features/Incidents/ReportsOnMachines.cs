using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Incidents;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Incidents;

/// <summary>What somebody told of machines, as far as the reader may see it: that one was found, that one does not work.</summary>
internal sealed class ReportsOnMachines(PaperDesk papers)
{
    private static readonly IncidentStatus[] Open = [IncidentStatus.Open, IncidentStatus.Assigned, IncidentStatus.Waiting];

    /// <summary>What is not solved of one machine, the latest first.</summary>
    public async Task<ImmutableArray<IncidentTerms>> OfAsync(Caller caller, string machine, CancellationToken cancellationToken) =>
    [
        .. (await papers.ListAsync<IncidentTerms>(caller, "incident", filter => filter with { About = $"machine/{machine}" }, cancellationToken)).Items
            .Where(incident => Open.Contains(incident.Status))
            .OrderByDescending(incident => incident.OpenedAt),
    ];

    /// <summary>What the reader's organisation has to look after, the most pressing first.</summary>
    public async Task<ImmutableArray<IncidentTerms>> ForAsync(Caller caller, CancellationToken cancellationToken) =>
    [
        .. (await papers.InAsync<IncidentTerms, IncidentStatus>(caller, "incident", cancellationToken, Open))
            .Where(incident => incident.Handler == caller.Organisation)
            .OrderBy(incident => incident.SolveBefore),
    ];

    /// <summary>What the reader's organisation told and somebody solved: it says whether that is right, and closes it.</summary>
    public async Task<ImmutableArray<IncidentTerms>> SolvedAsync(Caller caller, CancellationToken cancellationToken) =>
    [
        .. (await papers.InAsync<IncidentTerms, IncidentStatus>(caller, "incident", cancellationToken, IncidentStatus.Solved))
            .Where(incident => incident.OpenedBy == caller.Organisation && !incident.BySystem)
            .OrderBy(incident => incident.OpenedAt),
    ];
}
