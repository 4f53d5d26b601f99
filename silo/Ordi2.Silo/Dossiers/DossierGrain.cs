using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Dossiers;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Dossiers;

/// <summary>
/// Read, decide, write. A dossier that answers a call takes its machines out of the pledge before it is accepted, so that no two
/// take the same ones, and tells the call where it stands after each change. Asked again, it tells again.
/// </summary>
internal sealed class DossierGrain(AggregateDesk desk, CallDesk calls) : Grain, IDossierGrain
{
    private Aggregate<Dossier, DossierCommand, DossierEvent, DossierTerms> _dossier = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _dossier = desk.Open(Kinds.Dossier, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _dossier.LoadAsync(cancellationToken);
    }

    public async Task<Reply<DossierTerms>> DoAsync(DossierCommand command, Caller caller, Guid commandId)
    {
        if (command is AcceptDossier accept && _dossier.Terms is { Call: not null } known
            && await _dossier.WouldRefuseAsync(command, caller, commandId) is null
            && await calls.TakeAsync(known, accept, commandId) is { } refusal)
        {
            return await _dossier.RefuseAsync(command, caller, commandId, refusal);
        }

        var reply = await _dossier.DoAsync(command, caller, commandId);

        if (reply is Done<DossierTerms> { Value: var terms })
        {
            await calls.NoteAsync(terms);
        }
        else if (command is AcceptDossier && _dossier.Terms is { } unchanged)
        {
            // Somebody else decided in between: what was taken goes back.
            await calls.GiveBackAsync(unchanged, commandId);
        }

        return reply;
    }

    public Task<DossierTerms?> GetAsync() => Task.FromResult(_dossier.Terms);

    public Task<int> WakeAsync() => _dossier.WakeAsync();
}
