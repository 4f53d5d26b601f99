using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recycling;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Homes;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Recycling;

/// <summary>Batches whose treatment is proven while machines of theirs still count as waste: somebody has to say that they are recycled.</summary>
internal sealed class ProvenBatches(MachineQueries machines, PaperDesk papers)
{
    private const int SingleTasks = 4;

    /// <summary>Who confirms it on the recycler's proof (domain.md 4.3, transition 31).</summary>
    public static readonly ImmutableArray<Role> Confirm = [Role.Storekeeper, Role.Coordinator];

    /// <summary>A line for each of them; of many for the first few, which are followed by the others once they are done.</summary>
    public async Task<IEnumerable<HomeTask>> TasksAsync(HomePage page, CancellationToken cancellationToken) =>
        (await OfAsync(page.Caller, cancellationToken)).Take(SingleTasks).Select(one =>
            new HomeTask($"/batches/{one.Batch.Id}", page.Count("todo-batch-confirm", one.Machines, Called.Number(page, one.Batch.Id)), one.Machines, Tone: Tone.Warn));

    private async Task<ImmutableArray<(BatchTerms Batch, int Machines)>> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        var filter = new MachineFilter { Status = MachineStatus.ToRecycle, Limit = MachineFilter.MostRows };
        filter = caller.Role is Role.Coordinator ? filter with { Pole = caller.Organisation.Text } : filter with { Holder = caller.Organisation.Text };
        List<MachineRow> waste = [];

        for (string? cursor = null; waste.Count < PaperDesk.MostLookedThrough;)
        {
            var found = await machines.ListAsync(filter with { Cursor = cursor }, cancellationToken);
            waste.AddRange(found.Rows);
            cursor = found.Cursor;

            if (cursor is null)
            {
                break;
            }
        }

        var proven = ImmutableArray.CreateBuilder<(BatchTerms, int)>();

        foreach (var some in waste.Where(row => row.Batch is not null).GroupBy(row => row.Batch!, StringComparer.Ordinal).OrderBy(group => group.Min(row => row.StatusSince)))
        {
            if (await papers.OneAsync<BatchTerms>(caller, "batch", some.Key, cancellationToken) is { Status: BatchStatus.Proven } batch
                && some.Count(row => batch.Machines.Contains(new(row.Id))) is > 0 and var waiting)
            {
                proven.Add((batch, waiting));
            }
        }

        return proven.ToImmutable();
    }
}
