using Ordi2.Contracts;
using Ordi2.Contracts.Incidents;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Incidents;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Incidents;

/// <summary>Read, decide, write.</summary>
internal sealed class IncidentGrain(AggregateDesk desk) : Grain, IIncidentGrain
{
    private Aggregate<Incident, IncidentCommand, IncidentEvent, IncidentTerms> _incident = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _incident = desk.Open(Kinds.Incident, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _incident.LoadAsync(cancellationToken);
    }

    public Task<Reply<IncidentTerms>> DoAsync(IncidentCommand command, Caller caller, Guid commandId) => _incident.DoAsync(command, caller, commandId);

    public Task<IncidentTerms?> GetAsync() => Task.FromResult(_incident.Terms);

    public Task ForgetTextsAsync() => _incident.ForgetTextsAsync();

    public Task<int> WakeAsync() => _incident.WakeAsync();
}
