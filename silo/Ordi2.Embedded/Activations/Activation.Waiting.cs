namespace Orleans.Embedded;

/// <summary>Which calls may start now, and which wait for others to end. Asked under the lock of the activation.</summary>
internal sealed partial class Activation
{
    private bool MayStart(Call call) =>
        call is RuntimeCall { AlwaysInterleave: true }
        || (_state == State.Active
            && _leaving is not { Asked: true }
            && (_blocking == 0 || Class.Reentrant || call.AlwaysInterleave || (call.ReadOnly && _blockingReadOnly)));

    private bool Begin(Call call)
    {
        _running++;
        if (!call.AlwaysInterleave)
        {
            _blockingReadOnly = call.ReadOnly && (_blocking == 0 || _blockingReadOnly);
            _blocking++;
        }

        return Enqueue(call, null);
    }

    private void Wait(Call call)
    {
        if (_lastWaiting is null)
        {
            _firstWaiting = call;
        }
        else
        {
            _lastWaiting.NextWaiting = call;
        }

        _lastWaiting = call;
    }

    /// <summary>Starts whatever may start, the oldest first.</summary>
    private bool StartWaiting(bool all = false)
    {
        var schedule = false;
        Call? before = null;
        for (var call = _firstWaiting; call is not null; call = before is null ? _firstWaiting : before.NextWaiting)
        {
            if (!call.Abandoned && !MayStart(call))
            {
                if (!all && _blocking > 0 && !_blockingReadOnly && !Class.Reentrant)
                {
                    // Only what always interleaves could still start, and that never had to wait.
                    break;
                }

                before = call;
                continue;
            }

            if (before is null)
            {
                _firstWaiting = call.NextWaiting;
            }
            else
            {
                before.NextWaiting = call.NextWaiting;
            }

            if (call == _lastWaiting)
            {
                _lastWaiting = before;
            }

            call.NextWaiting = null;
            if (call.Abandoned)
            {
                Load--;
            }
            else
            {
                schedule |= Begin(call);
            }
        }

        return schedule;
    }

    /// <summary>Whether a call that is under way here waits, over others, for this one.</summary>
    private bool IsAwaitedFor(Call call)
    {
        for (var above = call.Parent; above is not null; above = above.Parent)
        {
            if (above.Activation == this && !above.Ended)
            {
                return true;
            }
        }

        return false;
    }
}
