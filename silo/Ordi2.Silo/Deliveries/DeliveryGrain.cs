using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Deliveries;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Deliveries;

/// <summary>Read, decide, write.</summary>
internal sealed class DeliveryGrain(AggregateDesk desk) : Grain, IDeliveryGrain
{
    private Aggregate<Delivery, DeliveryCommand, DeliveryEvent, DeliveryTerms> _delivery = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _delivery = desk.Open(Kinds.Delivery, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _delivery.LoadAsync(cancellationToken);
    }

    public Task<Reply<DeliveryTerms>> DoAsync(DeliveryCommand command, Caller caller, Guid commandId) => _delivery.DoAsync(command, caller, commandId);

    public Task<DeliveryTerms?> GetAsync() => Task.FromResult(_delivery.Terms);

    public Task<int> WakeAsync() => _delivery.WakeAsync();
}
