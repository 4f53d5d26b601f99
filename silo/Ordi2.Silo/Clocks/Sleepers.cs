using System.Collections.Frozen;
using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Processes;
using Ordi2.Contracts.Recalls;
using Ordi2.Contracts.Receipts;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Rounds;
using Ordi2.Contracts.Sessions;

namespace Ordi2.Silo.Clocks;

/// <summary>The grain of each kind that the clock may wake. A new kind of aggregate gets a line here.</summary>
internal static class Sleepers
{
    private static readonly FrozenDictionary<string, Func<IGrainFactory, string, IDueGrain>> Kinds =
        new Dictionary<string, Func<IGrainFactory, string, IDueGrain>>(StringComparer.Ordinal)
        {
            ["machine"] = (grains, key) => grains.GetGrain<IMachineGrain>(key),
            ["organisation"] = (grains, key) => grains.GetGrain<IOrganisationGrain>(key),
            ["donation"] = (grains, key) => grains.GetGrain<IDonationGrain>(key),
            ["round"] = (grains, key) => grains.GetGrain<IRoundGrain>(key),
            ["dossier"] = (grains, key) => grains.GetGrain<IDossierGrain>(key),
            ["delivery"] = (grains, key) => grains.GetGrain<IDeliveryGrain>(key),
            ["allocation"] = (grains, key) => grains.GetGrain<IAllocationGrain>(key),
            ["configuration"] = (grains, key) => grains.GetGrain<IConfigurationGrain>(key),
            ["call"] = (grains, key) => grains.GetGrain<ICallGrain>(key),
            ["loan"] = (grains, key) => grains.GetGrain<ILoanGrain>(key),
            ["batch"] = (grains, key) => grains.GetGrain<IBatchGrain>(key),
            ["incident"] = (grains, key) => grains.GetGrain<IIncidentGrain>(key),
            ["receipt"] = (grains, key) => grains.GetGrain<IReceiptGrain>(key),
            ["document"] = (grains, key) => grains.GetGrain<IDocumentGrain>(key),
            ["series"] = (grains, key) => grains.GetGrain<ISeriesGrain>(key),
            ["session"] = (grains, key) => grains.GetGrain<ISessionGrain>(key),
            ["process"] = (grains, key) => grains.GetGrain<IProcessGrain>(key),
            ["handover"] = (grains, key) => grains.GetGrain<IHandoverGrain>(key),
            ["recall"] = (grains, key) => grains.GetGrain<IRecallGrain>(key),
            ["part"] = (grains, key) => grains.GetGrain<IPartGrain>(key),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="grains">Where grains are got.</param>
    /// <param name="kind">Which kind.</param>
    /// <param name="key">Key of the grain: the kind, a slash, the id.</param>
    /// <exception cref="ArgumentException">No grain of this version has that kind.</exception>
    public static IDueGrain Of(IGrainFactory grains, string kind, string key) => Kinds.TryGetValue(kind, out var find)
        ? find(grains, key)
        : throw new ArgumentException($"The ledger holds '{key}', a kind that this version does not know.", nameof(kind));
}
