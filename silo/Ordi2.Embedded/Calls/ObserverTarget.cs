using System.Globalization;

namespace Orleans.Embedded;

/// <summary>An observer as grains reach it: held weakly, told one thing after the other, one-way.</summary>
internal sealed class ObserverTarget(Silo silo, IGrainObserver observer) : IThreadPoolWorkItem
{
    private static long _last;
    private readonly WeakReference<IGrainObserver> _observer = new(observer);
    private readonly Queue<(GrainMethod Method, Func<object, Task> Tell)> _queue = new();
    private bool _running;
    private volatile bool _deleted;

    public string Key { get; } = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);

    public void Delete() => _deleted = true;

    public void Tell<TArguments, TAnswer>(GrainMethod<TArguments, TAnswer> method, TArguments arguments)
    {
        lock (_queue)
        {
            _queue.Enqueue((method, target => method.Invoke(target, arguments)));
            if (_running)
            {
                return;
            }

            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    async void IThreadPoolWorkItem.Execute()
    {
        while (true)
        {
            (GrainMethod Method, Func<object, Task> Tell) next;
            lock (_queue)
            {
                if (!_queue.TryDequeue(out next))
                {
                    _running = false;
                    return;
                }
            }

            if (_deleted || !_observer.TryGetTarget(out var target))
            {
                silo.Log.ObserverGone(next.Method.Name, Key);
                continue;
            }

            try
            {
                await next.Tell(target).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Nobody waits for the answer of an observer.
            catch (Exception exception)
            {
                silo.Log.OneWayFailed(exception, next.Method.Name, Key);
            }
#pragma warning restore CA1031
        }
    }
}
