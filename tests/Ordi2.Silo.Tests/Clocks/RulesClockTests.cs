using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Testing;

namespace Ordi2.Silo.Tests.Clocks;

/// <summary>Deadlines that follow the rules of the pole: they move with the clock, outlive the process, and a change of rules is seen by the next scan.</summary>
public sealed class RulesClockTests : IAsyncLifetime
{
    private static readonly MachineId Machine = new("H4T9CXB");
    private static readonly Caller Coordinator = new(new PersonId("paul"), Cast.Pole, Role.Coordinator, new DeviceId("desk"));

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
        await _silo.ScanAsync(Machine, new ReceiveDevice(null, DeviceType.Laptop), Cast.Operator);
    }

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task The_72_hours_for_the_number_of_a_complaint_outlive_the_process()
    {
        var stolen = await _silo.ScanAsync(Machine, new ReportTheft(), Cast.Supervisor);
        Assert.Equal(MachineStatus.Stolen, stolen.Status);
        Assert.Equal(_time.GetUtcNow().AddHours(72), (await _silo.MachineAsync(Machine))!.DueAt);
        _time.Advance(TimeSpan.FromHours(72) - TimeSpan.FromMinutes(1));
        Assert.Equal(0, await _silo.Clock.RoundAsync());

        await RestartAsync();
        _time.Advance(TimeSpan.FromMinutes(1));

        // The machine says so, and its incident is overdue. The silo's own round may come first; this one waits for it.
        await _silo.Clock.RoundAsync();
        Assert.Contains("police-number-overdue", (await _silo.MachineAsync(Machine))!.Findings);
        Assert.Equal(0, await _silo.Clock.RoundAsync());

        // Late is taken, and nothing is due any more.
        _time.Advance(TimeSpan.FromMinutes(1));
        await _silo.ScanAsync(Machine, new TellComplaint("PV-9"), Cast.Supervisor);
        Assert.Equal([Findings.NoGift, "complaint-late"], (await _silo.MachineAsync(Machine))!.Findings.AsEnumerable());
    }

    [Fact]
    public async Task A_rule_holds_from_the_next_scan_on_and_what_was_decided_keeps_its_deadline()
    {
        await SetAsync(new AdoptRules(new() { CustodyWorkingDays = 10 }, "accord"));
        await _silo.ScanAsync(Machine, new ClaimCustody(), Cast.Operator with { Organisation = Cast.OtherWorkshop });
        var first = (await _silo.MachineAsync(Machine))!.DueAt;

        for (var days = 1; days <= 5; days++)
        {
            // Asked just before and just after the change: the cache gives the new one at once.
            var other = new MachineId($"B7N2KD{days}");
            await _silo.ScanAsync(other, new ReceiveDevice(null, DeviceType.Laptop), Cast.Operator);
            await SetAsync(new ChangeRules(new() { CustodyWorkingDays = days }, "retour"));
            await _silo.ScanAsync(other, new ClaimCustody(), Cast.Operator with { Organisation = Cast.OtherWorkshop });
            var due = (await _silo.MachineAsync(other))!.DueAt!.Value;
            Assert.Equal(Domain.Calendar.WorkingDays.Add(_time.GetUtcNow(), days), due);
        }

        await RestartAsync();
        Assert.Equal(first, (await _silo.MachineAsync(Machine))!.DueAt);
        Assert.Equal(Domain.Calendar.WorkingDays.Add(_time.GetUtcNow(), 10), first);
    }

    private async Task SetAsync(ConfigurationCommand command) => Assert.IsType<Done<ConfigurationTerms>>(
        await _silo.Grains.GetGrain<IConfigurationGrain>($"configuration/{Cast.Pole}").DoAsync(command, Coordinator, Guid.CreateVersion7()));

    private async Task RestartAsync()
    {
        await _silo.KillAsync();
        await _silo.DisposeAsync();
        _silo = await SmallSilo.StartAsync(_database.Database, _time);
    }
}
