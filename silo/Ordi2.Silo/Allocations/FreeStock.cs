using System.Collections.Immutable;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Allocations;
using Ordi2.Ledger.Machines;

namespace Ordi2.Silo.Allocations;

/// <summary>
/// The machines that a coordinator may still have. An allocation reserves its machines one after the other: what is confirmed and not
/// reserved yet is ready by its record, and free for nobody else.
/// </summary>
internal sealed class FreeStock(StockQueries stock)
{
    /// <summary>What is free for a line of a dossier, the longest in stock first.</summary>
    /// <param name="pole">Whose stock.</param>
    /// <param name="need">What is asked for.</param>
    public async Task<ImmutableArray<StockMachine>> ForAsync(OrganisationId pole, NeedLine need)
    {
        var (free, confirmed) = await stock.FreeAndConfirmedAsync(pole.Text, need.Type, Picking.Grades(need), Picking.Profiles(need));
        var promised = confirmed.SelectMany(allocation => allocation.Machines).Where(one => one.State is AllocatedState.Named).Select(one => one.Machine).ToHashSet();
        return [.. free.Select(row => row.AsStock()).Where(one => !promised.Contains(one.Machine))];
    }
}
