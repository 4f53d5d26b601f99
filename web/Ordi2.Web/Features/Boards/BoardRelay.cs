using System.Collections.Immutable;
using Microsoft.AspNetCore.SignalR;
using Ordi2.Contracts.Boards;

namespace Ordi2.Web.Features.Boards;

/// <summary>
/// Passes the changes of one board from its grain to the browsers that watch it. It knows what the browsers have seen, so
/// that a push lost on the way is made up for at the next renewal.
/// </summary>
internal sealed class BoardRelay(string scope, IHubContext<BoardHub, IBoardClient> hub) : IBoardWatcher
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

        return hub.Clients.Group(scope).BoardChanged(change);
    }

    /// <summary>What the board says of itself; what the browsers missed is sent to them.</summary>
    public Task CatchUpAsync(BoardSnapshot snapshot)
    {
        List<CounterValue> missed = [];

        lock (_lock)
        {
            if (snapshot.Version <= _version)
            {
                return Task.CompletedTask;
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

        return missed.Count == 0
            ? Task.CompletedTask
            : hub.Clients.Group(scope).BoardChanged(new BoardChange(scope, snapshot.Version, [.. missed], null));
    }
}
