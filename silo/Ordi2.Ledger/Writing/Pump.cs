using System.Runtime.InteropServices;

namespace Ordi2.Ledger.Writing;

/// <summary>
/// Makes one piece of work of what waits at the same time. Something that comes alone starts at once; what comes while every lane
/// is busy waits and goes together. Things with the same key are never worked on at the same time, and keep their order.
/// </summary>
internal sealed class Pump<T>(int lanes, int most, Func<T, string>? keyOf, Func<int, List<T>, Task> work)
    where T : class
{
    private readonly Lock _gate = new();
    private readonly Stack<int> _idle = new(Enumerable.Range(0, lanes).Reverse());
    private readonly HashSet<string> _busyKeys = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<T> _waiting = [];
    private bool _closed;

    /// <summary>Starts a lane when there is work for it; the default runs it on the caller until it first waits.</summary>
    public Action<int>? Wake { get; init; }

    public bool IsClosedAndIdle
    {
        get
        {
            lock (_gate)
            {
                return _closed && _idle.Count == lanes;
            }
        }
    }

    public void Add(T item)
    {
        int lane;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _waiting.Add(item);
            if (!_idle.TryPop(out lane))
            {
                return;
            }
        }

        if (Wake is null)
        {
            _ = RunAsync(lane);
        }
        else
        {
            Wake(lane);
        }
    }

    /// <summary>Takes nothing more, and ends when what was taken is done.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _closed = true;
            if (_idle.Count == lanes)
            {
                _drained.TrySetResult();
            }
        }

        return _drained.Task;
    }

    /// <summary>Works until nothing waits. The work answers its own callers and does not throw.</summary>
    public async Task RunAsync(int lane)
    {
        List<T>? taken = null;
        while ((taken = Take(lane, taken)) is not null)
        {
            await work(lane, taken).ConfigureAwait(false);
        }
    }

    private List<T>? Take(int lane, List<T>? done)
    {
        lock (_gate)
        {
            if (done is not null && keyOf is not null)
            {
                foreach (var item in CollectionsMarshal.AsSpan(done))
                {
                    _busyKeys.Remove(keyOf(item));
                }
            }

            var taken = new List<T>(Math.Min(_waiting.Count, most));
            List<T>? left = null;
            foreach (var item in CollectionsMarshal.AsSpan(_waiting))
            {
                // A second one for the same key waits for the first; so does a third: order is kept because the key stays busy.
                if (taken.Count < most && (keyOf is null || _busyKeys.Add(keyOf(item))))
                {
                    taken.Add(item);
                }
                else
                {
                    (left ??= []).Add(item);
                }
            }

            if (taken.Count > 0)
            {
                _waiting = left ?? [];
                return taken;
            }

            _idle.Push(lane);
            if (_closed && _idle.Count == lanes)
            {
                _drained.TrySetResult();
            }

            return null;
        }
    }
}
