using Ordi2.Ledger.Databases;
using Ordi2.Ledger.Writing;

namespace Ordi2.Ledger.Reading;

/// <summary>Histories that are asked for at the same time are read with one question.</summary>
internal sealed class HistoryReader : IAsyncDisposable
{
    private const int MostStreams = 256;

    private readonly IHistoryReader[] _readers;
    private readonly Pump<Request> _pump;

    public HistoryReader(LedgerDatabase database, LedgerOptions options)
    {
        _readers = [.. Enumerable.Range(0, options.Readers).Select(_ => database.CreateReader())];
        _pump = new Pump<Request>(_readers.Length, MostStreams, keyOf: null, ReadAsync);
    }

    public Task<StreamHistory> ReadAsync(string stream, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = new Request(stream);
        _pump.Add(request);
        return request.Answer.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _pump.CloseAsync().ConfigureAwait(false);
        foreach (var reader in _readers)
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<Action?> ReadAsync(int lane, List<Request> requests)
    {
        try
        {
            var found = new Dictionary<string, Found>(requests.Count, StringComparer.Ordinal);
            foreach (var request in requests)
            {
                found.TryAdd(request.Stream, new Found());
            }

            await _readers[lane].ReadAsync(
                [.. found.Keys], e => found[e.Stream].Events.Add(e), refusal => found[refusal.Stream].Refusals.Add(refusal)).ConfigureAwait(false);
            foreach (var request in requests)
            {
                request.Answer.TrySetResult(found[request.Stream].History);
            }
        }
#pragma warning disable CA1031 // Whatever went wrong, those who asked must hear of it and the reader must live on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await _readers[lane].DisposeAsync().ConfigureAwait(false);
            var reason = new LedgerUnavailableException("The database did not answer. Ask again.", e);
            foreach (var request in requests)
            {
                request.Answer.TrySetException(reason);
            }
        }

        return null;
    }

    private sealed record Request(string Stream)
    {
        public TaskCompletionSource<StreamHistory> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Found
    {
        private StreamHistory? _history;

        public List<StoredEvent> Events { get; } = [];

        public List<RefusalEntry> Refusals { get; } = [];

        public StreamHistory History => _history ??= new StreamHistory(
            [.. Events.OrderBy(e => e.Seq)], [.. Refusals.OrderBy(refusal => refusal.RecordedAt).ThenBy(refusal => refusal.ClientEventId)]);
    }
}
