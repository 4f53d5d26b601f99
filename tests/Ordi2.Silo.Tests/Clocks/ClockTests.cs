using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Maintenance;
using Ordi2.Ledger.Testing;
using Ordi2.Silo.Clocks;

namespace Ordi2.Silo.Tests.Clocks;

public sealed class ClockTests : IAsyncLifetime
{
    private static readonly MachineId Machine = new("H4T9CXB");
    private static readonly MachineId Broken = new("A000001");

    private readonly StoppedClock _time = new();
    private TestLedger _database = null!;
    private SmallSilo _silo = null!;

    public async Task InitializeAsync()
    {
        _database = await TestLedger.SqliteAsync();
        _silo = await SmallSilo.StartAsync(_database.Database, _time);
        await _silo.RegisterAsync(Cast.Pole, Activity.Pole);
        await _silo.RegisterAsync(Cast.Workshop, Activity.Workshop);
        await _silo.RegisterAsync(Cast.OtherWorkshop, Activity.Workshop);
    }

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Silence_of_five_working_days_confirms_a_handover_and_not_an_hour_less()
    {
        // Claimed on Monday 2 March 2020: five working days end on Monday the 9th.
        await ClaimAsync();

        _time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromHours(1));
        Assert.Equal(0, await _silo.Clock.RoundAsync());
        Assert.Equal(Cast.Workshop.Text, await HolderAsync());

        _time.Advance(TimeSpan.FromHours(1));
        // The silo's own round may come first; this one waits for it.
        await _silo.Clock.RoundAsync();
        Assert.Equal(Cast.OtherWorkshop.Text, await HolderAsync());

        Assert.Equal(0, await _silo.Clock.RoundAsync());
    }

    [Fact]
    public async Task A_deadline_outlives_the_process_that_wrote_it()
    {
        await ClaimAsync();
        await _silo.KillAsync();
        await _silo.DisposeAsync();
        _time.Advance(TimeSpan.FromDays(20));

        _silo = await SmallSilo.StartAsync(_database.Database, _time);
        await _silo.Clock.RoundAsync();

        Assert.Equal(Cast.OtherWorkshop.Text, await HolderAsync());
    }

    [Fact]
    public async Task Two_silos_on_one_database_confirm_it_once()
    {
        await ClaimAsync();
        await using var second = await SmallSilo.StartAsync(_database.Database, _time);
        await second.Machine(Machine).WakeAsync();
        _time.Advance(TimeSpan.FromDays(7));

        await Task.WhenAll(_silo.Clock.RoundAsync(), second.Clock.RoundAsync());

        var history = await _silo.Services.GetRequiredService<ILedger>().ReadAsync($"machine/{Machine}");
        Assert.Single(history.Events, e => e.Type == "machine.custody-passed.v1" && e.Device == "clock");
        Assert.Empty(history.Refusals);
        Assert.Equal(0, await _silo.Clock.RoundAsync() + await second.Clock.RoundAsync());
    }

    [Fact]
    public async Task A_contested_handover_is_no_longer_the_clocks()
    {
        await ClaimAsync();
        await _silo.ScanAsync(Machine, new ContestHandover("elle est chez nous"), Cast.Supervisor);
        _time.Advance(TimeSpan.FromDays(30));

        Assert.Equal(0, await _silo.Clock.RoundAsync());
        Assert.Equal(Cast.Workshop.Text, await HolderAsync());
    }

    [Fact]
    public async Task The_clock_keeps_to_the_time_of_its_host()
    {
        var time = new MinuteClock();
        await using var silo = await SmallSilo.StartAsync(_database.Database, time);
        await ClaimAsync();
        await time.Waiting;
        var next = silo.Clock.NextRoundAsync();

        time.Advance(TimeSpan.FromDays(7));
        await next;

        Assert.Equal(Cast.OtherWorkshop.Text, await HolderAsync());
    }

    [Fact]
    public async Task One_that_is_broken_keeps_no_other_from_its_time_nor_the_night_from_its_seal()
    {
        await ClaimAsync();
        await _silo.ScanAsync(Broken, new ReceiveDevice(Type: DeviceType.Laptop), Cast.Operator);
        await _silo.ScanAsync(Broken, new ClaimCustody(), Cast.Stranger);
        await using var silo = await SmallSilo.StartAsync(_database.Database, _time, FaultyLedger.Decorate);
        silo.Services.GetRequiredService<FaultyLedger>().Break($"machine/{Broken}");
        await silo.Clock.RoundAsync();
        _time.Advance(TimeSpan.FromDays(7));

        await silo.Clock.RoundAsync();

        Assert.Equal(Cast.OtherWorkshop.Text, await HolderAsync());
        Assert.Single(await silo.Services.GetRequiredService<Seals>().ListAsync());
    }

    [Fact]
    public async Task The_ledger_is_sealed_once_a_night()
    {
        var seals = _silo.Services.GetRequiredService<Seals>();
        await _silo.Clock.RoundAsync();
        Assert.Empty(await seals.ListAsync());

        _time.Advance(TimeSpan.FromDays(1));
        await _silo.Clock.RoundAsync();
        await _silo.Clock.RoundAsync();
        Assert.Single(await seals.ListAsync());

        // A night in which nothing was written needs no seal.
        _time.Advance(TimeSpan.FromDays(1));
        await _silo.Clock.RoundAsync();
        Assert.Single(await seals.ListAsync());

        await ClaimAsync();
        _time.Advance(TimeSpan.FromDays(1));
        await _silo.Clock.RoundAsync();
        Assert.Equal([1L, 2L], (await seals.ListAsync()).Select(seal => seal.Number));
    }

    private async Task ClaimAsync()
    {
        await _silo.ScanAsync(Machine, new ReceiveDevice(Type: DeviceType.Laptop), Cast.Operator);
        Assert.Equal(Outcome.Accepted, (await _silo.ScanAsync(Machine, new ClaimCustody(), Cast.Stranger)).Outcome);
    }

    private async Task<string?> HolderAsync() => (await _database.Services.GetRequiredService<MachineQueries>().GetAsync(Machine.Text))!.Holder;

    /// <summary>The timer of the silo's clock fires when the time is moved; everything else keeps to the system's.</summary>
    private sealed class MinuteClock : TimeProvider
    {
        private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Action? _fire;
        private long _ahead;

        /// <summary>Ends when the clock waits for its minute.</summary>
        public Task Waiting => _waiting.Task;

        public override DateTimeOffset GetUtcNow() => StoppedClock.Start.AddTicks(Interlocked.Read(ref _ahead));

        public void Advance(TimeSpan by)
        {
            Interlocked.Add(ref _ahead, by.Ticks);
            _fire!();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (period != Clock.Round || dueTime != Clock.Round)
            {
                return base.CreateTimer(callback, state, dueTime, period);
            }

            _fire = () => callback(state);
            _waiting.TrySetResult();
            return base.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
