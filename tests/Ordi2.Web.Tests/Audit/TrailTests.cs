using Ordi2.Web.Features.Audit;

namespace Ordi2.Web.Tests.Audit;

public sealed class TrailTests
{
    private const int More = 1_234;

    [Fact]
    public async Task What_still_waits_when_the_server_ends_is_written_all_of_it_in_the_order_in_which_it_came()
    {
        using var trail = new Kept();
        await trail.StartAsync(CancellationToken.None);

        for (var number = 0; number < More; number++)
        {
            Assert.True(trail.Note(number));
        }

        await trail.StopAsync(CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, More), trail.Written.SelectMany(together => together));
        Assert.All(trail.Written, together => Assert.InRange(together.Count, 1, 500));
    }

    [Fact]
    public void A_trail_that_is_full_says_so_and_keeps_nobody_waiting()
    {
        using var trail = new Kept();

        for (var number = 0; number < Kept.Most; number++)
        {
            Assert.True(trail.Note(number));
        }

        Assert.False(trail.Note(Kept.Most));
    }

    private sealed class Kept() : Trail<int>(Most, TimeProvider.System)
    {
        public const int Most = 2_000;

        public List<IReadOnlyList<int>> Written { get; } = [];

        public bool Note(int number) => TryAdd(number);

        protected override Task WriteAsync(IReadOnlyList<int> noted)
        {
            Written.Add(noted);
            return Task.CompletedTask;
        }
    }
}
