using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Testing;
using Ordi2.Silo.Tests.Processes;

namespace Ordi2.Silo.Tests.Clocks;

/// <summary>The stock that is looked at again, and the EPN that is reminded: both count from facts, so that a silo that was killed finds the same moment, and acts once.</summary>
public sealed class RestartedClockTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly StoppedClock _time = new();
    private readonly ProcessRun _run = new("000071");
    private TestLedger _database = null!;
    private SmallSilo _silo = null!;

    private MachineId Machine => _run.Machines[0];

    public async Task InitializeAsync()
    {
        _database = await TestLedger.SqliteAsync();
        await StartAsync();
        await ProcessRun.FoundAsync(_silo);
    }

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_machine_that_stays_in_stock_for_too_long_goes_back_to_the_bench_after_a_restart_and_not_a_minute_before()
    {
        await StockAsync(months: 3);
        AdvanceTo(StoppedClock.Start.AddMonths(3) - Minute);
        Assert.Equal((0, MachineStatus.Ready), (await _silo.Clock.RoundAsync(), (await RowAsync()).Status));

        await RestartAsync();
        Assert.Equal(0, await _silo.Clock.RoundAsync());
        _time.Advance(Minute);
        await _silo.Clock.RoundAsync();
        Assert.Equal(MachineStatus.Audited, (await RowAsync()).Status);

        await RestartAsync();
        Assert.Equal(0, await _silo.Clock.RoundAsync());
        Assert.Equal(1, await FactsAsync("machine.requalified.v1", Machine));
    }

    [Fact]
    public async Task Stock_that_grew_too_old_while_no_silo_ran_is_looked_at_when_one_runs_again()
    {
        await StockAsync(months: 3);
        await _silo.KillAsync();
        await _silo.DisposeAsync();
        AdvanceTo(StoppedClock.Start.AddMonths(5));

        await StartAsync();
        await _silo.Clock.RoundAsync();

        Assert.Equal((MachineStatus.Audited, 1), ((await RowAsync()).Status, await FactsAsync("machine.requalified.v1", Machine)));
    }

    [Fact]
    public async Task What_the_rules_said_of_the_stock_when_it_became_ready_holds_also_after_they_changed_and_the_silo_was_killed()
    {
        await StockAsync(months: 3);
        await SetAsync(new ChangeRules(new() { StockMonths = 1 }, "stock tendu"));
        await RestartAsync();
        AdvanceTo(StoppedClock.Start.AddMonths(2));

        Assert.Equal((0, StoppedClock.Start.AddMonths(3)), (await _silo.Clock.RoundAsync(), (await RowAsync()).DueAt));
    }

    [Fact]
    public async Task An_epn_is_reminded_once_of_each_machine_that_it_has_to_place_whatever_is_killed_in_between()
    {
        await DeliverAsync();
        var remind = StoppedClock.Start.AddDays(30 - 7);
        Assert.Equal((remind, StoppedClock.Start.AddDays(30)), ((await RowAsync()).WakeAt, (await RowAsync()).DueAt));
        AdvanceTo(remind - Minute);
        Assert.Equal(0, await _silo.Clock.RoundAsync());

        await RestartAsync();
        Assert.Equal(0, await _silo.Clock.RoundAsync());
        // The silo's own round may come first; whoever comes second waits for it and finds nothing to do.
        _time.Advance(Minute);
        await _silo.Clock.RoundAsync();

        await RestartAsync();
        Assert.Equal(0, await _silo.Clock.RoundAsync());

        foreach (var machine in _run.Machines)
        {
            Assert.Equal([Findings.NoGift, "placement-ends-soon"], (await _silo.MachineAsync(machine))!.Findings.AsEnumerable());
            Assert.Equal(1, await FactsAsync("machine.placement-reminded.v1", machine));
        }

        // The end of its time is what is left.
        Assert.Equal(((DateTimeOffset?)StoppedClock.Start.AddDays(30), MachineStatus.AtEpn), ((await RowAsync()).WakeAt, (await RowAsync()).Status));
    }

    [Fact]
    public async Task A_reminder_that_fell_due_while_no_silo_ran_is_given_when_one_runs_again()
    {
        await DeliverAsync();
        await _silo.KillAsync();
        await _silo.DisposeAsync();
        AdvanceTo(StoppedClock.Start.AddDays(25));

        await StartAsync();
        await _silo.Clock.RoundAsync();

        Assert.Equal((1, MachineStatus.AtEpn), (await FactsAsync("machine.placement-reminded.v1", Machine), (await RowAsync()).Status));
    }

    private async Task StockAsync(int months)
    {
        await SetAsync(new AdoptRules(new() { StockMonths = months }, "accord"));
        await _run.MakeReadyAsync(Machine);
        Assert.Equal(StoppedClock.Start.AddMonths(months), (await RowAsync()).DueAt);
    }

    private async Task DeliverAsync()
    {
        await _run.AcceptDossierAsync(_run.Machines.Length);

        foreach (var machine in _run.Machines)
        {
            await _run.MakeReadyAsync(machine);
        }

        await _run.DeliverAsync();
        await _silo.Clock.RoundAsync();
    }

    private void AdvanceTo(DateTimeOffset moment) => _time.Advance(moment - _time.GetUtcNow());

    private async Task SetAsync(ConfigurationCommand command) => Assert.IsType<Done<ConfigurationTerms>>(
        await _silo.Grains.GetGrain<IConfigurationGrain>($"configuration/{Cast.Pole}").DoAsync(command, _run.Coordinator, Guid.CreateVersion7()));

    private async Task<MachineRow> RowAsync() => (await _silo.MachineAsync(Machine))!;

    private async Task<int> FactsAsync(string name, MachineId machine) =>
        (await _silo.Services.GetRequiredService<ILedger>().ReadAsync($"machine/{machine}")).Events.Count(one => one.Type == name);

    private async Task StartAsync()
    {
        _silo = await SmallSilo.StartAsync(_database.Database, _time);
        _run.Silo = _silo;
    }

    private async Task RestartAsync()
    {
        await _silo.KillAsync();
        await _silo.DisposeAsync();
        await StartAsync();
    }
}
