using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Calls;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Calls;

/// <summary>Read, decide, write.</summary>
internal sealed class CallGrain(AggregateDesk desk) : Grain, ICallGrain
{
    private Aggregate<CallForProjects, CallCommand, CallEvent, CallTerms> _call = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _call = desk.Open(Kinds.Call, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _call.LoadAsync(cancellationToken);
    }

    public Task<Reply<CallTerms>> DoAsync(CallCommand command, Caller caller, Guid commandId) => _call.DoAsync(command, caller, commandId);

    public Task<CallTerms?> GetAsync() => Task.FromResult(_call.Terms);

    public Task ForgetTextsAsync() => _call.ForgetTextsAsync();

    public Task<int> WakeAsync() => _call.WakeAsync();
}
