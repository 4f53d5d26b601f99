using System.Diagnostics;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Ledger.Aggregates;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Documents;

/// <summary>Hands out numbers: one activation, one turn at a time, and the fence of the ledger behind it.</summary>
internal sealed class SeriesGrain(AggregateDesk desk, SnapshotQueries numbers) : Grain, ISeriesGrain
{
    private Aggregate<Series, SeriesCommand, SeriesEvent, SeriesTerms> _series = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _series = desk.Open(Kinds.Series, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _series.LoadAsync(cancellationToken);
    }

    public Task<Reply<SeriesTerms>> DoAsync(SeriesCommand command, Caller caller, Guid commandId) => _series.DoAsync(command, caller, commandId);

    public async Task<Reply<DocumentId>> NumberAsync(OpenSeries opening, string purpose, Caller caller)
    {
        var key = this.GetPrimaryKeyString();

        // Another activation may open it at the same moment: whoever comes second is refused, has read by then that it is open, and goes on.
        if (_series.Terms is null && await DoAsync(opening, caller, CommandIds.Of(key, "open")) is Refused<SeriesTerms> unopened && _series.Terms is null)
        {
            return new Refused<DocumentId>(unopened.Reason);
        }

        var known = await KnownAsync(purpose);

        if (known is { } good && _series.State.IsGood(good))
        {
            return new Done<DocumentId>(SeriesNumbers.Document(_series.Terms!, good));
        }

        // A number that was given up leaves its purpose free: the next one is taken by another command.
        var again = known is { } spoilt ? $"/after/{spoilt}" : string.Empty;

        switch (await DoAsync(new TakeNumber(purpose), caller, CommandIds.Of(key, $"take/{purpose}{again}")))
        {
            case Refused<SeriesTerms> refused:
                return new Refused<DocumentId>(refused.Reason);

            case Done<SeriesTerms> { Value: var terms }:
                var number = _series.State.LastPurpose == purpose ? terms.Last : await KnownAsync(purpose);
                return new Done<DocumentId>(SeriesNumbers.Document(terms, number ?? throw new UnreachableException($"{key} gave '{purpose}' no number.")));

            default:
                throw new UnreachableException();
        }
    }

    public async Task<DocumentId?> FindAsync(string purpose) =>
        _series.Terms is { } terms && await KnownAsync(purpose) is { } good && _series.State.IsGood(good) ? SeriesNumbers.Document(terms, good) : null;

    private Task<int?> KnownAsync(string purpose) => numbers.NumberAsync(Kinds.Series.IdOf(this.GetPrimaryKeyString()), purpose);

    public Task<SeriesTerms?> GetAsync() => Task.FromResult(_series.Terms);

    public Task ForgetTextsAsync() => _series.ForgetTextsAsync();

    public Task<int> WakeAsync() => _series.WakeAsync();
}
