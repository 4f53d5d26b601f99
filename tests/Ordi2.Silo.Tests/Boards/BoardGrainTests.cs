using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Boards;
using Ordi2.Ledger;
using Ordi2.Ledger.Testing;
using Ordi2.Silo.Boards;
using Ordi2.Silo.Hosting;
using Orleans.TestingHost;

namespace Ordi2.Silo.Tests.Boards;

/// <summary>A board whose counters are read from somewhere that fails when told to.</summary>
public sealed class BoardGrainTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = TestFolder.Make("board");
    private readonly Counters _counters = new();
    private readonly HastyClock _clock = new();
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(_clock);
            silo.Services.AddOrdi2Ledger(new LedgerOptions { Database = Path.Combine(_folder.FullName, "ledger.db") });
            silo.Services.AddOrdi2Grains();
            silo.Services.AddSingleton<IBoardReader>(_counters);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_hint_is_not_lost_when_the_counters_cannot_be_read_at_that_moment()
    {
        var watcher = new Watcher();
        var board = _cluster.Client.GetGrain<IBoardGrain>("board/national");
        var reference = _cluster.Client.CreateObjectReference<IBoardWatcher>(watcher);
        await board.WatchAsync(reference);
        (_counters.Machines, _counters.Failures) = (2, 1);

        // So long after the last look, the hint itself looks, and fails before any timer ticks.
        _clock.Advance(TimeSpan.FromSeconds(1));
        await board.HintAsync(null);

        Assert.Equal(new CounterValue("machines", 2), Assert.Single((await watcher.Told.WaitAsync(Patience)).Changes));
        Assert.Equal(0, _counters.Failures);
        GC.KeepAlive(watcher);
    }

    [Fact]
    public async Task Whoever_only_asks_hears_what_is_counted_and_pushes_nothing_to_those_who_watch()
    {
        var watcher = new Watcher();
        var board = _cluster.Client.GetGrain<IBoardGrain>("board/pole/rhone");
        var reference = _cluster.Client.CreateObjectReference<IBoardWatcher>(watcher);
        var first = await board.WatchAsync(reference);

        for (_counters.Machines = 2; _counters.Machines < 50; _counters.Machines++)
        {
            var read = await board.ReadAsync();
            Assert.Equal((first.Version, _counters.Machines), (read.Version, Assert.Single(read.Counters).Value));
        }

        // The first change that is told is the one of the hint.
        _clock.Advance(TimeSpan.FromSeconds(1));
        await board.HintAsync(null);
        var told = await watcher.Told.WaitAsync(Patience);
        Assert.Equal((first.Version + 1, 50), (told.Version, Assert.Single(told.Changes).Value));
        GC.KeepAlive(watcher);
    }

    /// <summary>The time of the system, and later when told; timers keep to the system's.</summary>
    private sealed class HastyClock : TimeProvider
    {
        private long _ahead;

        public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _ahead);

        public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, (long)(by.TotalSeconds * TimestampFrequency));
    }

    private sealed class Counters : IBoardReader
    {
        public long Machines { get; set; } = 1;

        public int Failures { get; set; }

        public Task<ImmutableArray<CounterValue>> ReadAsync(string scope, CancellationToken cancellationToken)
        {
            if (Failures == 0)
            {
                return Task.FromResult<ImmutableArray<CounterValue>>([new("machines", Machines)]);
            }

            Failures--;
            throw new IOException("The database does not answer.");
        }
    }

    private sealed class Watcher : IBoardWatcher
    {
        private readonly TaskCompletionSource<BoardChange> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<BoardChange> Told => _told.Task;

        public Task ChangedAsync(BoardChange change)
        {
            _told.TrySetResult(change);
            return Task.CompletedTask;
        }
    }
}
