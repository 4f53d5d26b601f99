using System.Collections.Immutable;
using Ordi2.Contracts.Incidents;
using Ordi2.Domain.Incidents;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Incidents;

/// <summary>What one's house told or has in hand, and what a pole follows: what is not over first, the most pressing on top.</summary>
internal sealed class IncidentsPage(PaperDesk papers) : RolePage([.. IncidentLife.People])
{
    public ImmutableArray<IncidentTerms> Items { get; private set; } = [];

    public Names Names { get; private set; } = Names.None;

    public string? Next { get; private set; }

    public string? First { get; private set; }

    public async Task OnGetAsync(string? cursor, CancellationToken cancellationToken)
    {
        var page = await papers.FirstInAsync<IncidentTerms, IncidentStatus>(
            Caller, "incident", "solveBefore", cursor, cancellationToken, IncidentStatus.Open, IncidentStatus.Assigned, IncidentStatus.Waiting);
        Items = page.Items;
        Next = page.Next is null ? null : $"/incidents?cursor={Uri.EscapeDataString(page.Next)}";
        First = cursor is null ? null : "/incidents";
        Names = await papers.NamesAsync(Items.Select(one => one.Handler));
    }
}
