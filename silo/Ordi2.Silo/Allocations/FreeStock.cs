using System.Collections.Immutable;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Allocations;
using Ordi2.Ledger.Machines;

namespace Ordi2.Silo.Allocations;

/// <summary>
/// The machines that a coordinator may still have. An allocation reserves its machines one after the other: what is confirmed and not
/// reserved yet is ready by its record, and free for nobody else.
/// </summary>
internal sealed class FreeStock(StockQueries stock, IGrainFactory grains)
{
    private const int AtOnce = 64;

    /// <summary>What is free for a line of a dossier, the longest in stock first.</summary>
    /// <param name="pole">Whose stock.</param>
    /// <param name="need">What is asked for.</param>
    /// <param name="mode">Loan or gift: what its convention gives no partner is not offered as a gift.</param>
    public async Task<ImmutableArray<StockMachine>> ForAsync(OrganisationId pole, NeedLine need, ProvisionMode mode)
    {
        var (free, confirmed) = await stock.FreeAndConfirmedAsync(pole.Text, need.Type, Picking.Grades(need), Picking.Profiles(need));
        var promised = confirmed.SelectMany(allocation => allocation.Machines).Where(one => one.State is AllocatedState.Named).Select(one => one.Machine).ToHashSet();
        var kept = mode is ProvisionMode.Gift ? await KeptAsync(free) : [];
        return [.. free.Where(row => row.Donation is not { } gift || !kept.Contains(gift)).Select(row => row.AsStock()).Where(one => !promised.Contains(one.Machine))];
    }

    /// <summary>Those of their gifts whose machines do not become a partner's when they are placed.</summary>
    private async Task<HashSet<string>> KeptAsync(ImmutableArray<MachineRow> rows)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);

        foreach (var some in rows.Select(row => row.Donation).OfType<string>().Distinct(StringComparer.Ordinal).Chunk(AtOnce))
        {
            var known = await Task.WhenAll(some.Select(gift => grains.GetGrain<IDonationGrain>($"donation/{gift}").GetAsync()));
            kept.UnionWith(some.Where((_, place) => known[place] is { Ownership: not OwnershipPattern.Partner }));
        }

        return kept;
    }
}
