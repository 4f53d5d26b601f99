using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Dossiers;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Dossiers;

/// <summary>Read, decide, write.</summary>
internal sealed class DossierGrain(AggregateDesk desk) : Grain, IDossierGrain
{
    private Aggregate<Dossier, DossierCommand, DossierEvent, DossierTerms> _dossier = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _dossier = desk.Open(Kinds.Dossier, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _dossier.LoadAsync(cancellationToken);
    }

    public Task<Reply<DossierTerms>> DoAsync(DossierCommand command, Caller caller, Guid commandId) => _dossier.DoAsync(command, caller, commandId);

    public Task<DossierTerms?> GetAsync() => Task.FromResult(_dossier.Terms);

    public Task<int> WakeAsync() => _dossier.WakeAsync();
}
