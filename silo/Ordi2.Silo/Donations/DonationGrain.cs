using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Donations;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Donations;

/// <summary>Read, decide, write.</summary>
internal sealed class DonationGrain(AggregateDesk desk) : Grain, IDonationGrain
{
    private Aggregate<Donation, DonationCommand, DonationEvent, DonationTerms> _donation = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _donation = desk.Open(Kinds.Donation, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _donation.LoadAsync(cancellationToken);
    }

    public Task<Reply<DonationTerms>> DoAsync(DonationCommand command, Caller caller, Guid commandId) => _donation.DoAsync(command, caller, commandId);

    public Task<DonationTerms?> GetAsync() => Task.FromResult(_donation.Terms);

    public Task<int> WakeAsync() => _donation.WakeAsync();
}
