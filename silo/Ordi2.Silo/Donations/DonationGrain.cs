using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Donations;
using Ordi2.Silo.Documents;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Donations;

/// <summary>Read, decide, write; then see to what follows for others, which the ledger remembers until it is done.</summary>
internal sealed partial class DonationGrain(AggregateDesk desk, DonationClerk clerk, ILogger<DonationGrain> logger) : Grain, IDonationGrain
{
    private Aggregate<Donation, DonationCommand, DonationEvent, DonationTerms> _donation = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _donation = desk.Open(Kinds.Donation, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _donation.LoadAsync(cancellationToken);
    }

    public async Task<Reply<DonationTerms>> DoAsync(DonationCommand command, Caller caller, Guid commandId)
    {
        var reply = await _donation.DoAsync(command, caller, commandId);

        return reply is Done<DonationTerms> && !_donation.State.Errands.IsEmpty && await RunErrandsAsync() > 0
            ? new Done<DonationTerms>(_donation.Terms!)
            : reply;
    }

    public Task<DonationTerms?> GetAsync() => Task.FromResult(_donation.Terms);

    public Task ForgetTextsAsync() => _donation.ForgetTextsAsync();

    public async Task<int> WakeAsync()
    {
        var done = await _donation.WakeAsync();
        return _donation.State.Errands.IsEmpty ? done : done + await RunErrandsAsync();
    }

    /// <summary>The command is durable: what could not be done for others now stays due, and the clock comes back to it.</summary>
    private async Task<int> RunErrandsAsync()
    {
        var done = 0;

        foreach (var errand in _donation.State.Errands)
        {
            try
            {
                if (!await clerk.RunAsync(_donation.Terms!, errand))
                {
                    continue;
                }
            }
            catch (Exception exception)
            {
                Log.Failed(logger, exception, this.GetPrimaryKeyString(), errand.Name);
                return done;
            }

            var finished = await _donation.DoAsync(
                new FinishErrand(errand.Name),
                DocumentPress.Caller(_donation.Terms!.Receiver ?? _donation.Terms.Donor),
                CommandIds.Of(this.GetPrimaryKeyString(), $"finished/{errand.Name}"));

            if (finished is Refused<DonationTerms> refused)
            {
                Log.NotFinished(logger, this.GetPrimaryKeyString(), errand.Name, refused.Reason.Code);
                return done;
            }

            done++;
        }

        return done;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Key} could not see to '{Errand}'; it stays due.")]
        public static partial void Failed(ILogger logger, Exception exception, string key, string errand);

        [LoggerMessage(2, LogLevel.Error, "{Key} saw to '{Errand}' and may not say so: {Code}.")]
        public static partial void NotFinished(ILogger logger, string key, string errand, string code);
    }
}
