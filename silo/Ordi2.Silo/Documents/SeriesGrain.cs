using System.Diagnostics;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Documents;

/// <summary>Hands out numbers: one activation, one turn at a time, and the fence of the ledger behind it.</summary>
internal sealed class SeriesGrain(AggregateDesk desk) : Grain, ISeriesGrain
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

        if (_series.Terms is null && await DoAsync(opening, caller, CommandIds.Of(key, "open")) is Refused<SeriesTerms> unopened)
        {
            return new Refused<DocumentId>(unopened.Reason);
        }

        // A number that was given up leaves its purpose free: the next one is taken by another command.
        var again = _series.State.Spoilt.TryGetValue(purpose, out var spoilt) ? $"/after/{spoilt}" : string.Empty;

        return await DoAsync(new TakeNumber(purpose), caller, CommandIds.Of(key, $"take/{purpose}{again}")) switch
        {
            Refused<SeriesTerms> refused => new Refused<DocumentId>(refused.Reason),
            _ => new Done<DocumentId>(_series.State.NumberOf(purpose) ?? throw new UnreachableException($"{key} gave '{purpose}' no number.")),
        };
    }

    public Task<DocumentId?> FindAsync(string purpose) => Task.FromResult(_series.Terms is null ? null : _series.State.NumberOf(purpose));

    public Task<SeriesTerms?> GetAsync() => Task.FromResult(_series.Terms);

    public Task<int> WakeAsync() => _series.WakeAsync();
}
