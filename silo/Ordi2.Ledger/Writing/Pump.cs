using System.Runtime.InteropServices;

namespace Ordi2.Ledger.Writing;

/// <summary>
/// Makes one piece of work of what waits at the same time. Something that comes alone starts at once; what comes while every lane
/// is busy waits and goes together. Things with the same key are never worked on at the same time, and keep their order.
/// </summary>
/// <param name="lanes">How many pieces may be under way at once.</param>
/// <param name="most">How many things go together at most.</param>
/// <param name="keyOf">What must not be worked on twice at the same time.</param>
/// <param name="work">
/// Works, answers its own callers and does not throw. What it returns runs when the lane has begun its next piece, or has none; where the lane's
/// work keeps its thread (<see cref="Wake"/>), before it begins the next.
/// </param>
internal sealed class Pump<T>(int lanes, int most, Func<T, string>? keyOf, Func<int, List<T>, Task<Action?>> work)
    where T : class
{
    private readonly Lock _gate = new();
    private readonly Stack<int> _idle = new(Enumerable.Range(0, lanes).Reverse());
    private readonly HashSet<string> _busyKeys = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<T> _waiting = [];
    private bool _closed;

    /// <summary>
    /// Starts a lane whose work keeps the thread that it is on, on one of its own; the default runs a lane on the caller until it
    /// first waits. A lone thing on a thread of the pool that nobody else needs is worked on right there: another thread would only
    /// have to be woken, and to wake this one again. Work that would have to wait there goes on on the lane's own thread.
    /// </summary>
    public Action<int>? Wake { get; init; }

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
        else if (Thread.CurrentThread.IsThreadPoolThread && ThreadPool.PendingWorkItemCount == 0)
        {
            RunOnce(lane);
        }
        else
        {
            Wake(lane);
        }
    }

    /// <summary>One piece of work; what came meanwhile goes to the lane's own thread, and so does this one if it has to wait.</summary>
    private void RunOnce(int lane)
    {
        if (Take(lane, null) is not { } taken)
        {
            return;
        }

        var underWay = work(lane, taken);
        if (underWay.IsCompletedSuccessfully)
        {
            End(lane, taken, underWay.Result);
        }
        else
        {
            _ = EndAsync(lane, taken, underWay);
        }
    }

    private async Task EndAsync(int lane, List<T> taken, Task<Action?> underWay) => End(lane, taken, await underWay.ConfigureAwait(false));

    private void End(int lane, List<T> taken, Action? after)
    {
        bool more;
        lock (_gate)
        {
            Free(taken);
            more = _waiting.Count > 0;
            if (!more)
            {
                Rest(lane);
            }
        }

        if (more)
        {
            Wake!(lane);
        }

        after?.Invoke();
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

    /// <summary>Works until nothing waits.</summary>
    public async Task RunAsync(int lane)
    {
        List<T>? taken = null;
        Action? after = null;
        while ((taken = Take(lane, taken)) is not null)
        {
            if (Wake is not null)
            {
                // The next piece has this thread until it is done, and may wait long: whoever waited for the last one does not wait for that too.
                after?.Invoke();
                after = null;
            }

            var underWay = work(lane, taken);
            after?.Invoke();
            after = await underWay.ConfigureAwait(false);
        }

        after?.Invoke();
    }

    private List<T>? Take(int lane, List<T>? done)
    {
        lock (_gate)
        {
            if (done is not null)
            {
                Free(done);
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

            Rest(lane);
            return null;
        }
    }

    private void Free(List<T> done)
    {
        if (keyOf is not null)
        {
            foreach (var item in CollectionsMarshal.AsSpan(done))
            {
                _busyKeys.Remove(keyOf(item));
            }
        }
    }

    private void Rest(int lane)
    {
        _idle.Push(lane);
        if (_closed && _idle.Count == lanes)
        {
            _drained.TrySetResult();
        }
    }
}
