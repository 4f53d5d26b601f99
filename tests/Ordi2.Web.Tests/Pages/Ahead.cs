namespace Ordi2.Web.Tests.Pages;

/// <summary>
/// Work of which the tests ask one piece after the other, in an order of their own: while one waits for its piece, some of the others are done beside it. Each piece is
/// done once.
/// </summary>
/// <param name="keys">Every piece there is.</param>
/// <param name="atOnce">How many are done at the same time.</param>
/// <param name="work">Does one.</param>
internal sealed class Ahead<T>(IReadOnlyList<string> keys, int atOnce, Func<string, Task<T>> work) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<T>> _begun = new(StringComparer.Ordinal);
    private readonly HashSet<string> _awaited = new(StringComparer.Ordinal);
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _free = new(atOnce);
    private readonly CancellationTokenSource _over = new();
    private int _next;
    private int _running;

    public async Task<T> OfAsync(string key)
    {
        Task<T> mine;

        lock (_gate)
        {
            if (!_done.Contains(key))
            {
                _awaited.Add(key);
            }

            mine = Begun(key);
            BeginOthers();
        }

        return await mine;
    }

    /// <summary>What nobody asked for is not begun any more, and what was begun ends first.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_begun.Values.Select(one => one.ContinueWith(_ => { }, TaskScheduler.Default)));
        _over.Dispose();
        _free.Dispose();
    }

    /// <summary>As many as may be done at the same time, for as long as somebody waits: a run of one test alone asks for little else.</summary>
    private void BeginOthers()
    {
        for (; _next < keys.Count && _running < atOnce && _awaited.Count > 0 && !_over.IsCancellationRequested; _next++)
        {
            _ = Begun(keys[_next]);
        }
    }

    private Task<T> Begun(string key)
    {
        if (!_begun.TryGetValue(key, out var task))
        {
            _running++;
            _begun[key] = task = Task.Run(() => DoAsync(key));
        }

        return task;
    }

    private async Task<T> DoAsync(string key)
    {
        try
        {
            await _free.WaitAsync(_over.Token);

            try
            {
                return await work(key);
            }
            finally
            {
                _free.Release();
            }
        }
        finally
        {
            lock (_gate)
            {
                _running--;
                _done.Add(key);
                _awaited.Remove(key);
                BeginOthers();
            }
        }
    }
}
