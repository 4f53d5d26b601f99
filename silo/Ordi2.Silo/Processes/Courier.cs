using System.Collections.Frozen;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Rounds;
using Ordi2.Contracts.Sessions;
using Ordi2.Domain.Processes;

namespace Ordi2.Silo.Processes;

/// <summary>Asks an order of whom it is for. A new kind of aggregate that processes ask gets a line here.</summary>
internal sealed class Courier(IGrainFactory grains, TimeProvider clock)
{
    private static readonly FrozenDictionary<string, Ask> Kinds = new Dictionary<string, Ask>(StringComparer.Ordinal)
    {
        ["organisation"] = To<OrganisationCommand, OrganisationProfile>((grains, key) => grains.GetGrain<IOrganisationGrain>(key).DoAsync),
        ["donation"] = To<DonationCommand, DonationTerms>((grains, key) => grains.GetGrain<IDonationGrain>(key).DoAsync),
        ["round"] = To<RoundCommand, RoundTerms>((grains, key) => grains.GetGrain<IRoundGrain>(key).DoAsync),
        ["dossier"] = To<DossierCommand, DossierTerms>((grains, key) => grains.GetGrain<IDossierGrain>(key).DoAsync),
        ["delivery"] = To<DeliveryCommand, DeliveryTerms>((grains, key) => grains.GetGrain<IDeliveryGrain>(key).DoAsync),
        ["loan"] = To<LoanCommand, LoanTerms>((grains, key) => grains.GetGrain<ILoanGrain>(key).DoAsync),
        ["session"] = To<SessionCommand, SessionTerms>((grains, key) => grains.GetGrain<ISessionGrain>(key).DoAsync),
        ["batch"] = To<BatchCommand, BatchTerms>((grains, key) => grains.GetGrain<IBatchGrain>(key).DoAsync),
        ["part"] = To<PartCommand, PartTerms>((grains, key) => grains.GetGrain<IPartGrain>(key).DoAsync),
        ["incident"] = To<IncidentCommand, IncidentTerms>((grains, key) => grains.GetGrain<IIncidentGrain>(key).DoAsync),
        ["machine"] = ScanAsync,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private delegate Task<Refusal?> Ask(IGrainFactory grains, Order order, Caller caller, Guid commandId, DateTimeOffset now);

    /// <returns>Why it was refused, or nothing.</returns>
    /// <exception cref="ArgumentException">The order is for a kind or a step that this version does not know.</exception>
    public Task<Refusal?> AskAsync(Order order, Caller caller, Guid commandId)
    {
        var kind = order.Target[..order.Target.IndexOf('/', StringComparison.Ordinal)];
        return Kinds.TryGetValue(kind, out var ask)
            ? ask(grains, order, caller, commandId, clock.GetUtcNow())
            : throw new ArgumentException($"Nobody can be asked for '{order.Step}' at '{order.Target}'.", nameof(order));
    }

    private static Ask To<TCommand, TTerms>(Func<IGrainFactory, string, Func<TCommand, Caller, Guid, Task<Reply<TTerms>>>> grainOf)
        where TCommand : class => async (grains, order, caller, commandId, _) =>
            await grainOf(grains, order.Target)(Read<TCommand>(order), caller, commandId) is Refused<TTerms> refused ? refused.Reason : null;

    /// <summary>A scan that was asked before answers as it did the first time; one that is held was not carried out.</summary>
    private static async Task<Refusal?> ScanAsync(IGrainFactory grains, Order order, Caller caller, Guid commandId, DateTimeOffset now)
    {
        var receipt = (await grains.GetGrain<IMachineGrain>(order.Target).ScanAsync([new(commandId, now, null, Read<MachineCommand>(order))], caller))[0];

        return (receipt.Outcome is Outcome.Duplicate ? receipt.FirstOutcome : receipt.Outcome) is Outcome.Refused or Outcome.Held
            ? receipt.Reason ?? Refusal.Conflict("wrong-status", receipt.Status.Code(), order.Step)
            : null;
    }

    private static TCommand Read<TCommand>(Order order)
        where TCommand : class => CommandCatalog<TCommand>.Read(order.Step, order.Data)
            ?? throw new ArgumentException($"'{order.Target}' knows no '{order.Step}'.", nameof(order));
}
