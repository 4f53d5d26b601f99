using System.Collections.Immutable;
using Microsoft.AspNetCore.SignalR;
using Ordi2.Contracts.Boards;

namespace Ordi2.Web.Features.Boards;

/// <summary>
/// Passes the changes of one board from its grain to the browsers that watch it. It knows what the browsers have seen, so
/// that a push lost on the way is made up for at the next renewal. Nobody waits for a browser that does not read what it is
/// sent: the hub keeps the order for each, and leaves the one that takes nothing for a while.
/// </summary>
internal sealed partial class BoardRelay(string scope, IHubContext<BoardHub, IBoardClient> hub, ILogger logger) : IBoardWatcher
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _shown = new(StringComparer.Ordinal);
    private long _version = -1;

    /// <summary>How many browsers watch. Counted by the feed, under its own lock.</summary>
    public int Viewers { get; set; }

    /// <summary>How the grain knows it. The runtime holds an observer weakly: this field keeps it.</summary>
    public IBoardWatcher? Reference { get; set; }

    public Task ChangedAsync(BoardChange change)
    {
        lock (_lock)
        {
            if (change.Version <= _version)
            {
                return Task.CompletedTask;
            }

            _version = change.Version;

            foreach (var (counter, value) in change.Changes)
            {
                _shown[counter] = value;
            }
        }

        Push(change);
        return Task.CompletedTask;
    }

    /// <summary>What the board says of itself; what the browsers missed is sent to them.</summary>
    public void CatchUp(BoardSnapshot snapshot)
    {
        List<CounterValue> missed = [];

        lock (_lock)
        {
            if (snapshot.Version <= _version)
            {
                return;
            }

            var first = _version < 0;
            _version = snapshot.Version;
            var now = snapshot.Counters.ToDictionary(counter => counter.Counter, counter => counter.Value, StringComparer.Ordinal);
            missed.AddRange(snapshot.Counters.Where(counter => _shown.GetValueOrDefault(counter.Counter) != counter.Value));
            missed.AddRange(_shown.Keys.Where(counter => !now.ContainsKey(counter)).Select(counter => new CounterValue(counter, 0)));
            _shown.Clear();

            foreach (var (counter, value) in now)
            {
                _shown[counter] = value;
            }

            if (first)
            {
                missed.Clear();
            }
        }

        if (missed.Count > 0)
        {
            Push(new BoardChange(scope, snapshot.Version, [.. missed], null));
        }
    }

    private void Push(BoardChange change)
    {
        var pushed = hub.Clients.Group(scope).BoardChanged(change);

        if (!pushed.IsCompletedSuccessfully)
        {
            _ = NoteAsync(pushed);
        }
    }

    private async Task NoteAsync(Task pushed)
    {
        try
        {
            await pushed;
        }
#pragma warning disable CA1031 // A push is a hint: whoever missed it asks for the snapshot.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.NotPushed(logger, exception, scope);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A change of the board {Scope} did not reach every browser.")]
        public static partial void NotPushed(ILogger logger, Exception exception, string scope);
    }
}
