using Ordi2.Contracts;
using Ordi2.Contracts.Parts;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Parts;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Parts;

/// <summary>Read, decide, write.</summary>
internal sealed class PartGrain(AggregateDesk desk) : Grain, IPartGrain
{
    private Aggregate<Part, PartCommand, PartEvent, PartTerms> _part = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _part = desk.Open(Kinds.Part, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _part.LoadAsync(cancellationToken);
    }

    public Task<Reply<PartTerms>> DoAsync(PartCommand command, Caller caller, Guid commandId) => _part.DoAsync(command, caller, commandId);

    public Task<PartTerms?> GetAsync() => Task.FromResult(_part.Terms);

    public Task ForgetTextsAsync() => _part.ForgetTextsAsync();

    public Task<int> WakeAsync() => _part.WakeAsync();
}
