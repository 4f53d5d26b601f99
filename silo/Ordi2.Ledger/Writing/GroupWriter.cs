using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Ordi2.Ledger.Boards;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Writing;

/// <summary>
/// The writer of a process. Appends that wait at the same time go into one transaction; each caller gets its answer after the
/// commit. When the database refuses a group, the appends at fault are told why and the others are written without them.
/// </summary>
/// <remarks>
/// SQLite commits on the thread that asks. For a lone append that is the thread of the caller, often in the turn of a grain, when the
/// pool has nothing else to do with it: to wake another thread and be woken by it would take longer than the commit. It is bounded. It
/// begins only if no other connection is writing at that moment; if one is (a transaction of the accounts, a migration, another process),
/// the lane's own thread waits for it, up to a minute, and the thread of the turn is free. Once it has begun nobody holds it up: with a
/// write-ahead log a reader or a backup stops no writer, and no second writer gets in. What is left on the caller's thread is to
/// write one group and flush it to the disk, and at times to copy the log into the file, which begins at 16,000 pages and waits for
/// nobody either. Whatever comes meanwhile is taken by the lane's own thread.
/// </remarks>
internal sealed partial class GroupWriter : IAsyncDisposable
{
    private readonly LedgerDatabase _database;
    private readonly ILane[] _lanes;
    private readonly Pump<Pending> _pump;
    private readonly IReadOnlyList<ICommitListener> _listeners;
    private readonly LedgerMetrics _metrics;
    private readonly ILogger<GroupWriter> _logger;

    public GroupWriter(
        LedgerDatabase database, LedgerOptions options, IEnumerable<ICommitListener> listeners, LedgerMetrics metrics, ILogger<GroupWriter> logger)
    {
        _database = database;
        _listeners = [.. listeners];
        _metrics = metrics;
        _logger = logger;
        _lanes = [.. Enumerable.Range(0, database.Writers).Select(_ => database.CreateLane())];
        _pump = new Pump<Pending>(_lanes.Length, options.GroupSize, pending => pending.Key, WriteAsync)
        {
            Wake = _lanes[0].Own is null ? null : Wake,
        };
    }

    public void Add(Pending pending) => _pump.Add(pending);

    public async ValueTask DisposeAsync()
    {
        await _pump.CloseAsync().ConfigureAwait(false);
        foreach (var lane in _lanes)
        {
            await lane.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Wake(int lane) => _lanes[lane].Own!.Post(() => _pump.RunAsync(lane).GetAwaiter().GetResult());

    private async Task<Action?> WriteAsync(int lane, List<Pending> parts)
    {
        Action? tell = null;
        foreach (var together in Group.Split(parts))
        {
            tell?.Invoke();
            tell = null;
            try
            {
                tell = await WriteAsync(_lanes[lane], together).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Whatever went wrong, the callers must hear of it and the writer must live on.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogWriterFailed(_logger, e);
                Fail(together, new LedgerUnavailableException("The ledger failed in an unforeseen way. Repeat with the same id.", e));
            }
        }

        return tell;
    }

    /// <returns>Tells everybody who was written; nothing when they were told already.</returns>
    private async Task<Action?> WriteAsync(ILane lane, IReadOnlyList<Pending> parts)
    {
        var rounds = 0;
        while (parts.Count > 0)
        {
            var (refused, group) = await TryAsync(lane, parts).ConfigureAwait(false);
            if (refused is null)
            {
                return group is null ? null : () => Tell(group);
            }

            if (!refused.MayBeOneAppend)
            {
                LogRefused(_logger, refused);
                Fail(parts, new LedgerUnavailableException("The database refused to write; nothing was written. Repeat with the same id.", refused.InnerException));
                return null;
            }

            var guilty = await AskWhyAsync(lane, group!, refused).ConfigureAwait(false);
            if (guilty is null)
            {
                return null;
            }

            parts = [.. parts.Where(part => !guilty.Contains(part))];
            rounds++;
            if (guilty.Count == 0 && parts.Count > 1)
            {
                foreach (var part in parts)
                {
                    (await WriteAsync(lane, [part]).ConfigureAwait(false))?.Invoke();
                }

                return null;
            }

            // Alone, nothing stands against it, and still refused: after some attempts it is the append itself.
            if (guilty.Count == 0 && rounds >= 3)
            {
                Fail(parts, new LedgerRefusedException(
                    "The database refuses what was to be written; repeating will not help. Report it with this message: " + refused.Message, refused.InnerException));
                return null;
            }
        }

        return null;
    }

    private async Task<(GroupRefusedException? Refused, Group? Written)> TryAsync(ILane lane, IReadOnlyList<Pending> parts)
    {
        int shard;
        try
        {
            shard = await lane.OpenAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Any failure to open means the same to the callers.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogUnreachable(_logger, e);
            Fail(parts, new LedgerUnavailableException("The database cannot be reached; nothing was written. Repeat with the same id.", e));
            return default;
        }

        var group = new Group(parts, shard, lane.KeepsMoves);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await lane.CommitAsync(group).ConfigureAwait(false);

            // Before the callers hear of it: who asks next finds it counted.
            _metrics.Committed(group, started);
            return (null, group);
        }
        catch (GroupRefusedException e)
        {
            _metrics.Refused();
            return (e, group);
        }
#pragma warning disable CA1031 // Connection lost, time-out, disk: nobody knows what became of the commit.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _metrics.Unanswered();
            LogUnknown(_logger, e);
            await lane.ResetAsync().ConfigureAwait(false);
            Fail(parts, LedgerUnavailableException.OutcomeUnknown(e));
            return default;
        }
    }

    /// <summary>The appends at fault, already told; nothing when even that could not be asked and everybody was told so.</summary>
    private async Task<HashSet<Pending>?> AskWhyAsync(ILane lane, Group group, GroupRefusedException refused)
    {
        try
        {
            var connection = await lane.ConnectionAsync().ConfigureAwait(false);
            var guilty = new HashSet<Pending>();
            foreach (var (append, reason) in await Diagnosis.AskAsync(connection, _database, group, refused.InnerException!).ConfigureAwait(false))
            {
                if (guilty.Add(append))
                {
                    append.Fail(reason);
                }
            }

            return guilty;
        }
#pragma warning disable CA1031 // The group was refused for sure; why, nobody can tell any more.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogUnreachable(_logger, e);
            await lane.ResetAsync().ConfigureAwait(false);
            Fail(group.Parts, new LedgerUnavailableException("The database went away; nothing was written. Repeat with the same id.", e));
            return null;
        }
    }

    /// <summary>
    /// Each goes on on a thread of its own. On a thread of the pool the last one goes on here, which is about to be done: waking
    /// another for a lone append costs more than all that is left to do for it.
    /// </summary>
    private void Tell(Group group)
    {
        var here = Thread.CurrentThread.IsThreadPoolThread ? group.Parts[^1] : null;
        foreach (var part in group.Parts)
        {
            if (part != here)
            {
                ThreadPool.UnsafeQueueUserWorkItem(part, preferLocal: false);
            }
        }

        TellListeners(group);
        here?.Complete();
    }

    private void TellListeners(Group group)
    {
        if (_listeners.Count == 0)
        {
            return;
        }

        Committed[] told = [];
        Guarded(() => told = [.. group.Appends.Select(append => append.Told()).OfType<Committed>()]);
        if (told.Length == 0)
        {
            return;
        }

        foreach (var listener in _listeners)
        {
            Guarded(() => listener.OnCommitted(told));
        }

        // A push is a hint: whoever fails to take it reads again. A lane that ended for it would write nothing more.
        void Guarded(Action tell)
        {
            try
            {
                tell();
            }
#pragma warning disable CA1031 // Whatever it is, the lane goes on.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogListenerFailed(_logger, e);
            }
        }
    }

    private static void Fail(IEnumerable<Pending> parts, Exception reason)
    {
        foreach (var part in parts)
        {
            part.Fail(reason);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The ledger's writer failed in an unforeseen way.")]
    private static partial void LogWriterFailed(ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "The database refused to write; nothing of the group was written.")]
    private static partial void LogRefused(ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "The database cannot be reached.")]
    private static partial void LogUnreachable(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Warning, "The answer to a commit was lost; the callers repeat with the same ids.")]
    private static partial void LogUnknown(ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Error, "A listener failed to take what was committed.")]
    private static partial void LogListenerFailed(ILogger logger, Exception exception);
}
