using Ordi2.Contracts;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Recycling;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Recycling;

/// <summary>Read, decide, write.</summary>
internal sealed class BatchGrain(AggregateDesk desk) : Grain, IBatchGrain
{
    private Aggregate<RecyclingBatch, BatchCommand, BatchEvent, BatchTerms> _batch = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _batch = desk.Open(Kinds.Batch, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _batch.LoadAsync(cancellationToken);
    }

    public Task<Reply<BatchTerms>> DoAsync(BatchCommand command, Caller caller, Guid commandId) => _batch.DoAsync(command, caller, commandId);

    public Task<BatchTerms?> GetAsync() => Task.FromResult(_batch.Terms);

    public Task ForgetTextsAsync() => _batch.ForgetTextsAsync();

    public Task<int> WakeAsync() => _batch.WakeAsync();
}
