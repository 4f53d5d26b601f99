using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Telling;

namespace Ordi2.Ledger.Testing;

/// <summary>A ledger in memory for tests of grains. It keeps every promise of <see cref="ILedger"/>: the contract tests run on it.</summary>
public sealed class FakeLedger : ILedger
{
    private readonly Lock _gate = new();
    private readonly List<StoredEvent> _events = [];
    private readonly Dictionary<string, List<StoredEvent>> _streams = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Device, Guid Id), string> _ids = [];
    private readonly Dictionary<(string Device, Guid Id), RefusalEntry> _refusals = [];
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MachineRow> _machines = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Stream, long Seq), UntoldRow> _untold = [];
    private int _answersToLose;

    /// <summary>Told of each append that was written, as it was given.</summary>
    public Action<Append>? Written { get; set; }

    /// <summary>In the order of their names: what a test makes of it is the same in every process.</summary>
    public IReadOnlyDictionary<string, MachineRow> Machines
    {
        get
        {
            lock (_gate)
            {
                return _machines.ToImmutableSortedDictionary(StringComparer.Ordinal);
            }
        }
    }

    /// <summary>What was announced and not told.</summary>
    public IReadOnlyCollection<UntoldRow> Untold
    {
        get
        {
            lock (_gate)
            {
                return [.. _untold.Values];
            }
        }
    }

    /// <summary>The names of all streams.</summary>
    public IReadOnlyCollection<string> Streams
    {
        get
        {
            lock (_gate)
            {
                return [.. _streams.Keys];
            }
        }
    }

    public IReadOnlyDictionary<string, string> Labels
    {
        get
        {
            lock (_gate)
            {
                return _labels.ToImmutableDictionary(StringComparer.Ordinal);
            }
        }
    }

    /// <summary>The next append is written, but its caller is told that nobody knows.</summary>
    public void LoseTheNextAnswer() => Interlocked.Increment(ref _answersToLose);

    public async Task<StreamEnd> AppendAsync(Append append, CancellationToken cancellationToken = default)
    {
        AppendRules.Check(append);
        cancellationToken.ThrowIfCancellationRequested();
        await Task.CompletedTask;
        StreamEnd end;
        lock (_gate)
        {
            end = Write(append);
        }

        Written?.Invoke(append);
        if (Interlocked.CompareExchange(ref _answersToLose, 0, 0) > 0)
        {
            Interlocked.Decrement(ref _answersToLose);
            throw new LedgerUnavailableException("The database did not answer: whether it wrote is unknown. Repeat with the same id.");
        }

        return end;
    }

    public Task RecordRefusalAsync(RefusalEntry refusal, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _refusals.TryAdd((refusal.Device, refusal.ClientEventId), refusal with
            {
                OccurredAt = refusal.OccurredAt.ToStored(),
                RecordedAt = refusal.RecordedAt.ToStored(),
            });
        }

        return Task.CompletedTask;
    }

    public Task ToldAsync(string stream, long seq, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _untold.Remove((stream, seq));
        }

        return Task.CompletedTask;
    }

    public Task<ImmutableArray<UntoldRow>> UntoldAsync(string stream, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult<ImmutableArray<UntoldRow>>([.. _untold.Values.Where(row => row.Stream == stream)]);
        }
    }

    public Task<StreamHistory> ReadAsync(string stream, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(new StreamHistory(
                _streams.TryGetValue(stream, out var events) ? [.. events] : [],
                [.. _refusals.Values.Where(refusal => refusal.Stream == stream).OrderBy(refusal => refusal.RecordedAt).ThenBy(refusal => refusal.ClientEventId)]));
        }
    }

    public async IAsyncEnumerable<StoredEvent> ReadAllAsync(
        long afterPosition, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        StoredEvent[] all;
        lock (_gate)
        {
            all = [.. _events.Where(e => e.Position > afterPosition)];
        }

        await Task.CompletedTask;
        foreach (var e in all)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return e;
        }
    }

    private StreamEnd Write(Append append)
    {
        var events = _streams.GetValueOrDefault(append.Stream) ?? [];
        var end = events.Count == 0 ? StreamEnd.Empty : new StreamEnd(events[^1].Seq, events[^1].Hash);
        if (end.Seq != append.Expected.Seq || !end.Hash.Span.SequenceEqual(append.Expected.Hash.Span))
        {
            throw new LedgerConflictException(append.Stream, append.Expected.Seq);
        }

        foreach (var id in append.Events.Select(e => e.ClientEventId).OfType<Guid>())
        {
            if (_ids.TryGetValue((append.Device, id), out var stream))
            {
                throw new DuplicateClientEventException(append.Device, id, stream);
            }
        }

        var machine = append.Machine?.After.Id ?? append.Stream[(append.Stream.IndexOf('/', StringComparison.Ordinal) + 1)..];
        foreach (var label in append.Labels)
        {
            if (_labels.TryGetValue(label, out var owner) && owner != machine)
            {
                throw new LabelTakenException(label, owner);
            }
        }

        foreach (var e in ChainedEvents.Of(append, _events.Count))
        {
            events.Add(e);
            _events.Add(e);
            if (e.ClientEventId is { } id)
            {
                _ids.Add((append.Device, id), append.Stream);
            }
        }

        _streams[append.Stream] = events;
        foreach (var label in append.Labels)
        {
            _labels[label] = machine;
        }

        if (append.Tells)
        {
            _untold[(append.Stream, append.Expected.Seq + 1)] = new(append.Stream, append.Expected.Seq + 1, events[^1].Seq, append.RecordedAt);
        }

        if (append.Machine is { } change)
        {
            _machines[change.After.Id] = change.After;
        }

        return new StreamEnd(events[^1].Seq, events[^1].Hash);
    }
}
