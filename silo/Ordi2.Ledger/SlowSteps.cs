namespace Ordi2.Ledger;

/// <summary>Work that may take minutes where a person waits for the program to start: it says that it still goes on.</summary>
public static class SlowSteps
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    /// <summary>Waits for the work, and tells after two seconds, and then less and less often, how long it has taken.</summary>
    /// <param name="work">What was begun.</param>
    /// <param name="time">The clock.</param>
    /// <param name="tell">Told how long it has taken so far.</param>
    public static async Task TellAsync(Task work, TimeProvider time, Action<TimeSpan> tell)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(tell);
        var begun = time.GetTimestamp();

        for (var pause = Silence; ; pause *= 2)
        {
            using var over = new CancellationTokenSource();

            if (await Task.WhenAny(work, Task.Delay(pause, time, over.Token)).ConfigureAwait(false) == work)
            {
                await over.CancelAsync().ConfigureAwait(false);
                await work.ConfigureAwait(false);
                return;
            }

            tell(time.GetElapsedTime(begun));
        }
    }
}
