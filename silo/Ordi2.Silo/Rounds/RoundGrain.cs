using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Rounds;
using Ordi2.Silo.Documents;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Rounds;

/// <summary>Read, decide, write; then see to what follows for others, which the ledger remembers until it is done.</summary>
internal sealed partial class RoundGrain(AggregateDesk desk, IGrainFactory grains, DocumentPress press, ILogger<RoundGrain> logger) : Grain, IRoundGrain
{
    private Aggregate<CollectionRound, RoundCommand, RoundEvent, RoundTerms> _round = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _round = desk.Open(Kinds.Round, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _round.LoadAsync(cancellationToken);
    }

    public async Task<Reply<RoundTerms>> DoAsync(RoundCommand command, Caller caller, Guid commandId)
    {
        var reply = await _round.DoAsync(command, caller, commandId);

        return reply is Done<RoundTerms> && !_round.State.Errands.IsEmpty && await RunErrandsAsync() > 0
            ? new Done<RoundTerms>(_round.Terms!)
            : reply;
    }

    public Task<RoundTerms?> GetAsync() => Task.FromResult(_round.Terms);

    public Task ForgetTextsAsync() => _round.ForgetTextsAsync();

    public async Task<int> WakeAsync()
    {
        var done = await _round.WakeAsync();
        return _round.State.Errands.IsEmpty ? done : done + await RunErrandsAsync();
    }

    /// <summary>The command is durable: what could not be done for others now stays due, and the clock comes back to it.</summary>
    private async Task<int> RunErrandsAsync()
    {
        var done = 0;
        var caller = DocumentPress.Caller(_round.Terms!.Carrier);

        foreach (var errand in _round.State.Errands)
        {
            // What stands in the place of a document waits for that document.
            if (_round.State.Errands.Any(owed => owed.Name == errand.After))
            {
                continue;
            }

            try
            {
                if (await RunAsync(errand, caller) is { } reason)
                {
                    Log.Refused(logger, this.GetPrimaryKeyString(), errand.Name, reason.Code);

                    // A document that could not be made stays due.
                    if (errand.Name != RoundErrand.Collecting)
                    {
                        continue;
                    }
                }
            }
            catch (Exception exception)
            {
                Log.Failed(logger, exception, this.GetPrimaryKeyString(), errand.Name);
                return done;
            }

            await _round.DoAsync(new FinishRoundErrand(errand.Name), caller, CommandIds.Of(this.GetPrimaryKeyString(), $"finished/{errand.Name}"));
            done++;
        }

        return done;
    }

    private async Task<Refusal?> RunAsync(RoundErrand errand, Caller caller)
    {
        var round = _round.Terms!;

        if (errand.Name == RoundErrand.Collecting)
        {
            // The second round of a donation finds it in collection already: that is no refusal to look at.
            return await grains.GetGrain<IDonationGrain>($"donation/{round.Donation}")
                .DoAsync(new StartCollecting(), caller, CommandIds.Of(this.GetPrimaryKeyString(), errand.Name)) is Refused<DonationTerms> { Reason: { Code: not "step-not-now" } reason }
                ? reason
                : null;
        }

        return await press.MakeAsync(DonationPapers.Of(_round.State, errand)!) is Refused<DocumentTerms> refused ? refused.Reason : null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The errand {Errand} of {Key} was refused: {Code}.")]
        public static partial void Refused(ILogger logger, string key, string errand, string code);

        [LoggerMessage(2, LogLevel.Error, "{Key} could not see to '{Errand}'; it stays due.")]
        public static partial void Failed(ILogger logger, Exception exception, string key, string errand);
    }
}
