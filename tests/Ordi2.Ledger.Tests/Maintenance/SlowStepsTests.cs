namespace Ordi2.Ledger.Tests.Maintenance;

public sealed class SlowStepsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Work_that_takes_longer_than_two_seconds_says_so_and_goes_on()
    {
        var (work, told) = (new TaskCompletionSource(), new TaskCompletionSource<TimeSpan>());

        var step = SlowSteps.TellAsync(work.Task, TimeProvider.System, taken => told.TrySetResult(taken));

        Assert.InRange((await told.Task.WaitAsync(Patience)).TotalSeconds, 1.9, 30);
        Assert.False(step.IsCompleted);
        work.SetResult();
        await step.WaitAsync(Patience);
    }

    [Fact]
    public async Task Work_that_is_done_at_once_says_nothing_and_what_went_wrong_comes_out()
    {
        await SlowSteps.TellAsync(Task.CompletedTask, TimeProvider.System, _ => Assert.Fail("It took no time."));

        await Assert.ThrowsAsync<IOException>(() => SlowSteps.TellAsync(Task.FromException(new IOException("full")), TimeProvider.System, _ => { }));
    }
}
