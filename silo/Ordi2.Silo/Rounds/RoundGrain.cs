using Ordi2.Contracts;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Rounds;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Rounds;

/// <summary>Read, decide, write.</summary>
internal sealed class RoundGrain(AggregateDesk desk) : Grain, IRoundGrain
{
    private Aggregate<CollectionRound, RoundCommand, RoundEvent, RoundTerms> _round = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _round = desk.Open(Kinds.Round, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _round.LoadAsync(cancellationToken);
    }

    public Task<Reply<RoundTerms>> DoAsync(RoundCommand command, Caller caller, Guid commandId) => _round.DoAsync(command, caller, commandId);

    public Task<RoundTerms?> GetAsync() => Task.FromResult(_round.Terms);

    public Task<int> WakeAsync() => _round.WakeAsync();
}
