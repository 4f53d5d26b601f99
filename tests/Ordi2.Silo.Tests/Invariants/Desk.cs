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
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Processes;
using Ordi2.Contracts.Recalls;
using Ordi2.Contracts.Receipts;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Rounds;
using Ordi2.Contracts.Sessions;

namespace Ordi2.Silo.Tests.Invariants;

/// <summary>Something that somebody may ask of an aggregate.</summary>
/// <param name="Key">Of its grain: <c>donation/D-1</c>.</param>
/// <param name="Command">What is asked.</param>
/// <param name="Caller">By whom.</param>
internal sealed record Act(string Key, object Command, Caller Caller);

/// <summary>Takes any command to the grain that it is for, as the product does.</summary>
internal static class Desk
{
    /// <returns>Why not, or nothing when it was carried out.</returns>
    public static Task<Refusal?> DoAsync(IGrainFactory grains, Act act, Guid id) => (act.Key, act.Command, act.Caller) switch
    {
        (var key, AllocationCommand c, var by) => SaidAsync(grains.GetGrain<IAllocationGrain>(key).DoAsync(c, by, id)),
        (var key, CallCommand c, var by) => SaidAsync(grains.GetGrain<ICallGrain>(key).DoAsync(c, by, id)),
        (var key, ConfigurationCommand c, var by) => SaidAsync(grains.GetGrain<IConfigurationGrain>(key).DoAsync(c, by, id)),
        (var key, DeliveryCommand c, var by) => SaidAsync(grains.GetGrain<IDeliveryGrain>(key).DoAsync(c, by, id)),
        (var key, DocumentCommand c, var by) => SaidAsync(grains.GetGrain<IDocumentGrain>(key).DoAsync(c, by, id)),
        (var key, SeriesCommand c, var by) => SaidAsync(grains.GetGrain<ISeriesGrain>(key).DoAsync(c, by, id)),
        (var key, DonationCommand c, var by) => SaidAsync(grains.GetGrain<IDonationGrain>(key).DoAsync(c, by, id)),
        (var key, DossierCommand c, var by) => SaidAsync(grains.GetGrain<IDossierGrain>(key).DoAsync(c, by, id)),
        (var key, HandoverCommand c, var by) => SaidAsync(grains.GetGrain<IHandoverGrain>(key).DoAsync(c, by, id)),
        (var key, IncidentCommand c, var by) => SaidAsync(grains.GetGrain<IIncidentGrain>(key).DoAsync(c, by, id)),
        (var key, LoanCommand c, var by) => SaidAsync(grains.GetGrain<ILoanGrain>(key).DoAsync(c, by, id)),
        (var key, OrganisationCommand c, var by) => SaidAsync(grains.GetGrain<IOrganisationGrain>(key).DoAsync(c, by, id)),
        (var key, PartCommand c, var by) => SaidAsync(grains.GetGrain<IPartGrain>(key).DoAsync(c, by, id)),
        (var key, ProcessCommand c, var by) => SaidAsync(grains.GetGrain<IProcessGrain>(key).DoAsync(c, by, id)),
        (var key, RecallCommand c, var by) => SaidAsync(grains.GetGrain<IRecallGrain>(key).DoAsync(c, by, id)),
        (var key, ReceiptCommand c, var by) => SaidAsync(grains.GetGrain<IReceiptGrain>(key).DoAsync(c, by, id)),
        (var key, BatchCommand c, var by) => SaidAsync(grains.GetGrain<IBatchGrain>(key).DoAsync(c, by, id)),
        (var key, RoundCommand c, var by) => SaidAsync(grains.GetGrain<IRoundGrain>(key).DoAsync(c, by, id)),
        (var key, SessionCommand c, var by) => SaidAsync(grains.GetGrain<ISessionGrain>(key).DoAsync(c, by, id)),
        _ => throw new ArgumentException($"Nobody takes {act.Command}.", nameof(act)),
    };

    private static async Task<Refusal?> SaidAsync<T>(Task<Reply<T>> reply) => await reply is Refused<T> refused ? refused.Reason : null;
}
