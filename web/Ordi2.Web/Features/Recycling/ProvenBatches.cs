using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Features.Homes;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Recycling;

/// <summary>Batches whose treatment is proven while machines of theirs still count as waste: somebody has to say that they are recycled.</summary>
internal sealed class ProvenBatches(BatchQueries batches)
{
    private const int SingleTasks = 4;

    /// <summary>Who confirms it on the recycler's proof (domain.md 4.3, transition 31).</summary>
    public static readonly ImmutableArray<Role> Confirm = [Role.Storekeeper, Role.Coordinator];

    /// <summary>A line for each of them; of many for the first few, which are followed by the others once they are done.</summary>
    public async Task<IEnumerable<HomeTask>> TasksAsync(HomePage page, CancellationToken cancellationToken)
    {
        var house = page.Caller.Organisation.Text;
        var waiting = page.Caller.Role is Role.Coordinator
            ? await batches.UnconfirmedOfPoleAsync(house, SingleTasks, cancellationToken)
            : await batches.UnconfirmedOfHolderAsync(house, SingleTasks, cancellationToken);
        return waiting.Select(one => new HomeTask($"/batches/{one.Id}", page.Count("todo-batch-confirm", one.Machines, Called.Number(page, one.Id)), one.Machines, Tone: Tone.Warn));
    }
}
