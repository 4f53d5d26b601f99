using Ordi2.Contracts;
using Ordi2.Contracts.Sessions;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Sessions;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Sessions;

/// <summary>Read, decide, write.</summary>
internal sealed class SessionGrain(AggregateDesk desk) : Grain, ISessionGrain
{
    private Aggregate<AccompanimentSession, SessionCommand, SessionEvent, SessionTerms> _session = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _session = desk.Open(Kinds.Session, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _session.LoadAsync(cancellationToken);
    }

    public Task<Reply<SessionTerms>> DoAsync(SessionCommand command, Caller caller, Guid commandId) => _session.DoAsync(command, caller, commandId);

    public Task<SessionTerms?> GetAsync() => Task.FromResult(_session.Terms);

    public Task ForgetTextsAsync() => _session.ForgetTextsAsync();

    public Task<int> WakeAsync() => _session.WakeAsync();
}
