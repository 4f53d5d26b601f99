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
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _free = new(atOnce);
    private readonly CancellationTokenSource _over = new();
    private int _next;

    public Task<T> OfAsync(string key)
    {
        lock (_gate)
        {
            _asked.Add(key);
            Begin(key);

            // Not more than that: a run of one test alone asks for nothing else.
            for (; _next < keys.Count && _begun.Count - _asked.Count < atOnce; _next++)
            {
                Begin(keys[_next]);
            }

            return _begun[key];
        }
    }

    /// <summary>What nobody asked for is not begun any more, and what was begun ends first.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_begun.Values.Select(one => one.ContinueWith(_ => { }, TaskScheduler.Default)));
        _over.Dispose();
        _free.Dispose();
    }

    private void Begin(string key)
    {
        if (!_begun.ContainsKey(key))
        {
            _begun[key] = DoAsync(key);
        }
    }

    private async Task<T> DoAsync(string key)
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
}
