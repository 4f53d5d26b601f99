using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Ordi2.Ledger.Writing;

/// <summary>A thread that may be kept waiting: for the disk, and for whoever else writes to a file.</summary>
internal sealed class OwnThread : IDisposable
{
    private readonly SemaphoreSlim _wake = new(0);
    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly Thread _thread;

    public OwnThread(string name)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Whether the caller is on it.</summary>
    public bool IsHere => Thread.CurrentThread == _thread;

    /// <summary>Whoever awaits it goes on there.</summary>
    public Passage There => new(this);

    /// <summary>Runs something there, in the order of the calls.</summary>
    public void Post(Action work)
    {
        _posted.Enqueue(work);
        _wake.Release();
    }

    /// <summary>Ends it when everything that was posted is done.</summary>
    public void Dispose()
    {
        // Woken with nothing to do: that is the end.
        _wake.Release();
        _thread.Join();
        _wake.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _wake.Wait();
            if (!_posted.TryDequeue(out var work))
            {
                return;
            }

            work();
        }
    }

    /// <summary>The way there.</summary>
    public readonly struct Passage(OwnThread thread) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => thread.IsHere;

        public Passage GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => thread.Post(continuation);

        public void UnsafeOnCompleted(Action continuation) => thread.Post(continuation);
    }
}
