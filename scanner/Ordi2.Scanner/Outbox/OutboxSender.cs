using System.Collections.Immutable;

namespace Ordi2.Scanner.Outbox;

/// <summary>Where the sender takes the tokens from; whoever signs in gives a new one.</summary>
internal interface ITokens
{
    /// <summary>The token of a person; nothing where there is none.</summary>
    string? Of(Origin origin);
}

/// <summary>
/// Empties the outbox: the oldest first, up to 500 in a request, as often as it takes. What the server cannot take together it is given in halves, until the
/// one scan is found that it cannot take at all; that one stands aside and the others go on.
/// </summary>
internal sealed class OutboxSender(OutboxStore store, ScanServer server, ITokens tokens, string address, TimeProvider time, Action<OutboxNews> tell)
{
    public const int MostInARequest = 500;

    /// <summary>A device whose clock is off by more is told so; the server refuses what is later than its own clock by five minutes.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    private readonly Pauses _pauses = new();
    private readonly Dictionary<string, string?> _signedOut = new(StringComparer.Ordinal);
    private int _most = MostInARequest;
    private bool _paused;
    private bool _clockTold;

    /// <summary>Whether the last try came through.</summary>
    public bool IsConnected => !_paused;

    /// <summary>Sends what can be sent at once.</summary>
    /// <returns>How long to wait before the next call; nothing where there is nothing to send.</returns>
    public async Task<TimeSpan?> SendAsync(CancellationToken cancellation)
    {
        ForgetOldSignIns();
        var scans = store.Due(address, _signedOut.Keys.ToHashSet(StringComparer.Ordinal), _most);

        if (scans.IsEmpty)
        {
            return null;
        }

        var origin = scans[0].Origin;
        var token = tokens.Of(origin);

        if (token is null)
        {
            store.NeverLeft(scans);
            return NeedsSignIn(origin, token, new("not-signed-in", "Personne n'est connecté pour ces scans.", "Scannez le badge de cette personne."));
        }

        var sent = await server.SendAsync(scans, token, cancellation);

        if (sent is Away { Reached: false } or SignedOut)
        {
            store.NeverLeft(scans);
        }

        return sent switch
        {
            Answered answered => Take(scans, answered),
            ComeBackLater later => Pause("Le serveur demande d'attendre.", later.After is { } asked ? Pauses.Asked(asked) : _pauses.Next(), asked: true),
            Away away => Pause($"Le serveur {address} ne répond pas : {away.Why}.", _pauses.Next()),
            Stumbled stumbled => Stumble(scans, stumbled),
            NotTogether refused => Split(scans, refused),
            SignedOut signedOut => NeedsSignIn(origin, token, signedOut.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private TimeSpan? Take(ImmutableArray<KeptScan> scans, Answered answered)
    {
        var final = answered.Receipts.Where(receipt => !receipt.IsPassing).ToList();
        store.Answer(final);
        var byId = final.DistinctBy(receipt => receipt.ScanId).ToDictionary(receipt => receipt.ScanId);

        // Not answered, or the machine could not be asked: these alone go again, after others.
        var open = scans.Where(scan => !byId.ContainsKey(scan.Scan.Id)).ToList();
        store.Postpone(open, Pauses.After);

        if (_paused)
        {
            tell(new SendingResumed());
        }

        (_paused, _most) = (false, Math.Min(MostInARequest, Math.Max(1, _most * 2)));
        _pauses.Reset();

        foreach (var scan in scans)
        {
            if (byId.TryGetValue(scan.Scan.Id, out var receipt))
            {
                tell(new AnswerCame(scan, receipt));
            }
        }

        LookAtTheClock(answered.ClockAhead);
        return TimeSpan.Zero;
    }

    /// <summary>It fell over these or over anything: fewer at a time, and one that it always falls over lets the others go first.</summary>
    private TimeSpan? Stumble(ImmutableArray<KeptScan> scans, Stumbled stumbled)
    {
        var pause = _pauses.Next();

        if (scans.Length == 1)
        {
            // Longer than everybody's pause, or it would be the oldest again when that is over.
            store.Postpone(scans, attempts => pause + pause + Pauses.After(attempts));
        }

        _most = Math.Max(1, scans.Length / 2);
        return Pause($"Le serveur {address} a une panne : {stumbled.Why}", pause);
    }

    private TimeSpan? Split(ImmutableArray<KeptScan> scans, NotTogether refused)
    {
        if (scans.Length > 1)
        {
            _most = scans.Length / 2;
            return TimeSpan.Zero;
        }

        if (refused.OfAScan)
        {
            store.SetAside(scans[0].Scan.Id, refused.Why);
            _most = MostInARequest;
            tell(new ScanSetAside(scans[0], refused.Why));
            return TimeSpan.Zero;
        }

        store.Postpone(scans, Pauses.After);
        return Pause($"Le serveur ne comprend pas ce poste : {refused.Why}", _pauses.Next());
    }

    private TimeSpan? NeedsSignIn(Origin origin, string? token, Sentence why)
    {
        _signedOut[origin.Person] = token;
        tell(new SignInNeeded(origin.Person, why, store.Waiting));
        return TimeSpan.Zero;
    }

    private TimeSpan? Pause(string why, TimeSpan pause, bool asked = false)
    {
        _paused = true;
        tell(new SendingPaused(why, store.Waiting, pause, asked));
        return pause;
    }

    /// <summary>Who has another token than the one that was over has signed in again.</summary>
    private void ForgetOldSignIns()
    {
        foreach (var (person, over) in _signedOut.ToList())
        {
            if (tokens.Of(new(address, string.Empty, person)) is { } token && token != over)
            {
                _signedOut.Remove(person);
            }
        }
    }

    private void LookAtTheClock(TimeSpan? ahead)
    {
        var off = ahead is { } by && by.Duration() > ClockTolerance;

        if (off && !_clockTold)
        {
            tell(new ClockIsOff(ahead!.Value));
        }

        _clockTold = off;
    }

    /// <summary>Goes on until it is stopped: what comes is sent at once, what cannot be sent later.</summary>
    /// <param name="wake">Released when a scan was kept.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(SemaphoreSlim wake, CancellationToken cancellation)
    {
        while (true)
        {
            var pause = await SendAsync(cancellation);

            if (pause is null)
            {
                await IdleAsync(wake, cancellation);
            }
            else if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause.Value, time, cancellation);
            }
        }
    }

    /// <summary>Until something is kept here, or a second: another program may have put something into the same outbox, and what was put off comes due.</summary>
    private async Task IdleAsync(SemaphoreSlim wake, CancellationToken cancellation)
    {
        using var second = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(second.Token, cancellation);

        try
        {
            await wake.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // A second is over.
        }
    }

    /// <summary>Sends everything that can be sent within a time.</summary>
    /// <returns>Whether nothing waits any more.</returns>
    public async Task<bool> DrainAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + atMost;

        while (store.Waiting > 0)
        {
            var pause = await SendAsync(cancellation) ?? TimeSpan.FromSeconds(1);

            if (CannotGoOn() || time.GetUtcNow() + pause > until)
            {
                break;
            }

            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, time, cancellation);
            }
        }

        return store.Waiting == 0;
    }

    /// <summary>Everything that waits is of persons who are signed out, or for another server.</summary>
    private bool CannotGoOn() => !store.HasFor(address, _signedOut.Keys.ToHashSet(StringComparer.Ordinal));
}
