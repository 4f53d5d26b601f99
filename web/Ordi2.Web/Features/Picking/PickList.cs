using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Picking;

/// <summary>What is reserved in a stock and stands on no pick list yet: the storekeeper gathers it, dossier by dossier.</summary>
internal sealed class PickList(PaperDesk papers, MachineQueries machines, IGrainFactory grains)
{
    /// <summary>The machines of the caller's house that are reserved, and the deliveries that are being prepared; of one dossier, or of all.</summary>
    public async Task<Picks> ReadAsync(Caller caller, string? dossier, CancellationToken cancellationToken)
    {
        var rows = (await machines.ListAsync(
            new MachineFilter { Holder = caller.Organisation.Text, Status = MachineStatus.Reserved, Dossier = dossier, Limit = MachineFilter.MostRows }, cancellationToken)).Rows;
        var prepared = await papers.InAsync<DeliveryTerms, DeliveryStatus>(caller, "delivery", cancellationToken, DeliveryStatus.Preparing, DeliveryStatus.Ready);
        ImmutableArray<DeliveryTerms> ours = [.. prepared.Where(delivery => delivery.From == caller.Organisation && (dossier is null || delivery.Dossier.Text == dossier))];
        var listed = ours.SelectMany(delivery => delivery.Machines).Select(machine => machine.Text).ToHashSet(StringComparer.Ordinal);
        var free = rows.Where(row => row.Dossier is not null && !listed.Contains(row.Id)).ToArray();
        var dossiers = await Task.WhenAll(free.Select(row => row.Dossier!).Distinct(StringComparer.Ordinal).Select(id => grains.GetGrain<IDossierGrain>($"dossier/{id}").GetAsync()));
        return new(
            [.. free.OrderBy(row => row.Site, StringComparer.Ordinal).ThenBy(row => row.Grade).ThenBy(row => row.StatusSince)],
            ours,
            dossiers.OfType<DossierTerms>().ToDictionary(one => one.Id.Text, one => one.Epn, StringComparer.Ordinal));
    }
}

/// <summary>What is to be gathered, by shelf, then by grade, then by age.</summary>
/// <param name="Machines">On no list yet.</param>
/// <param name="Prepared">The deliveries that have not left.</param>
/// <param name="Epns">To whom the machines of a dossier go: what a machine in one's own stock says of itself, and nothing else of the dossier.</param>
internal sealed record Picks(ImmutableArray<MachineRow> Machines, ImmutableArray<DeliveryTerms> Prepared, IReadOnlyDictionary<string, OrganisationId> Epns)
{
    public static readonly Picks None = new([], [], new Dictionary<string, OrganisationId>(StringComparer.Ordinal));

    /// <summary>Every organisation that is named.</summary>
    public IEnumerable<OrganisationId?> Named => Epns.Values.Concat(Prepared.Select(delivery => delivery.Consignee)).Select(one => (OrganisationId?)one);

    public IEnumerable<IGrouping<string, MachineRow>> ByDossier => Machines.GroupBy(row => row.Dossier!, StringComparer.Ordinal).OrderBy(group => group.Min(row => row.StatusSince));

    public string NameOf(string dossier, Names names) => Epns.TryGetValue(dossier, out var epn) ? names[epn] : dossier;
}
