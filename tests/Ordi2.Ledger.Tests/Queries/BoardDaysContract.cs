using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Boards;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Boards;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Maintenance;
using Ordi2.Ledger.Testing;
using static Ordi2.Ledger.Tests.Samples;

namespace Ordi2.Ledger.Tests.Queries;

public sealed class SqliteBoardDaysTests : BoardDaysContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();
}

public sealed class PostgresBoardDaysTests : BoardDaysContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();
}

/// <summary>What a board keeps by day and by age, on both databases.</summary>
public abstract class BoardDaysContract : IAsyncLifetime
{
    private TestLedger? _test;

    private TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    private BoardQueries Boards => Test.Services.GetRequiredService<BoardQueries>();

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    [Fact]
    public async Task A_day_counts_what_was_reached_on_it_and_keeps_it_when_the_machine_goes_on()
    {
        var machine = NewMachine();
        var (received, ready) = (Row(machine) with { Holder = "o1" }, Row(machine, MachineStatus.Ready, version: 2) with { Holder = "o1" });
        var end = await Test.Ledger.AppendAsync(Scan(machine).With(null, received));
        end = await Test.Ledger.AppendAsync(Scan(machine, end).With(received, ready));

        // Seen again on its shelf: nothing new was reached.
        await Test.Ledger.AppendAsync(Scan(machine, end).With(ready, ready with { Version = 3 }));

        // Scan is by o1.
        var day = FrenchCalendar.DayOf(Scan(machine).RecordedAt);
        Assert.Equal<DayCount>([new DayCount(day, "ready", 1), new DayCount(day, "received", 1)], await Boards.DaysAsync("organisation/o1", day));
        Assert.Empty(await Boards.DaysAsync("organisation/o1", day.AddDays(1)));
        Assert.Empty(await Boards.DaysAsync("organisation/o2", day));
        Assert.DoesNotContain((await Boards.ReadAsync("organisation/o1")).Counters, counter => counter.Counter.Contains("20", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_age_counts_where_machines_stand_and_since_which_month()
    {
        var machine = NewMachine();
        var received = Row(machine) with { StatusSince = Noon };
        var ready = Row(machine, MachineStatus.Ready, version: 2) with { StatusSince = Noon.AddMonths(1), Grade = Grade.B };
        var end = await Test.Ledger.AppendAsync(Scan(machine).With(null, received));
        var arrived = await Boards.AgesAsync("national");
        await Test.Ledger.AppendAsync(Scan(machine, end).With(received, ready));

        Assert.Equal<AgeCount>([new AgeCount("arrive", new DateOnly(2026, 11, 1), 1)], arrived);
        Assert.Equal<AgeCount>([new AgeCount("ready-B", new DateOnly(2026, 12, 1), 1)], await Boards.AgesAsync("national"));
    }

    [Fact]
    public async Task Stock_is_as_old_as_its_check_on_the_board_and_in_the_order_in_which_it_goes_out()
    {
        var (old, young) = (NewMachine(), NewMachine());
        var checkedThen = Ready(old) with { ReadySince = Noon };
        var end = await Test.Ledger.AppendAsync(Scan(old).With(null, checkedThen));
        await Test.Ledger.AppendAsync(Scan(young).With(null, Ready(young) with { StatusSince = Noon.AddMonths(1), ReadySince = Noon.AddMonths(1) }));
        var reserved = checkedThen with { Status = MachineStatus.Reserved, StatusSince = Noon.AddMonths(1), Version = 2 };
        end = await Test.Ledger.AppendAsync(Scan(old, end).With(checkedThen, reserved));

        // Somebody had it reserved for a month.
        await Test.Ledger.AppendAsync(Scan(old, end).With(reserved, checkedThen with { StatusSince = Noon.AddMonths(2), Version = 3 }));

        Assert.Equal<AgeCount>([new AgeCount("ready-B", new(2026, 11, 1), 1), new AgeCount("ready-B", new(2026, 12, 1), 1)], await Boards.AgesAsync("national"));
        var free = await Test.Services.GetRequiredService<StockQueries>().FreeAsync("north", DeviceType.Laptop, [Grade.B], [Profile.None]);
        Assert.Equal([old, young], free.Select(row => row.Id));
        Assert.Equal([Noon.ToStored(), Noon.AddMonths(1).ToStored()], free.Select(row => row.ReadySince!.Value));
        var waits = await Test.Services.GetRequiredService<MachineQueries>().ListAsync(new() { Status = MachineStatus.Ready, ReadyUntil = Noon.AddDays(1) });
        Assert.Equal(old, Assert.Single(waits.Rows).Id);
    }

    [Fact]
    public async Task What_turned_out_not_to_be_so_is_taken_off_its_day()
    {
        var machine = NewMachine();
        var (installed, ready) = (Row(machine, MachineStatus.Installed), Row(machine, MachineStatus.Ready, version: 2));
        var end = await Test.Ledger.AppendAsync(Scan(machine).With(null, installed));
        end = await Test.Ledger.AppendAsync(Scan(machine, end).With(installed, ready));
        var then = await Boards.DaysAsync("national", DateOnly.MinValue);
        await Test.Ledger.AppendAsync(Scan(machine, end).With(ready, installed with { Version = 3 }) with
        {
            Reached = [.. BoardDays.Of(ready, Milestones.Ready, Noon, "o1", -1)],
        });

        Assert.Equal("ready", Assert.Single(then).Milestone);
        Assert.Empty(await Boards.DaysAsync("national", DateOnly.MinValue));
    }

    [Fact]
    public async Task The_flows_of_a_pole_add_up_the_months_of_each_pair_and_forget_what_was_taken_back()
    {
        var machine = NewMachine();
        var row = Row(machine);
        var end = await Test.Ledger.AppendAsync(Scan(machine).With(null, row) with
        {
            Reached =
            [
                FlowCounters.Of("north", new(null, "g1", "o1", 1), Noon), FlowCounters.Of("north", new(null, "g1", "o1", 1), Noon.AddMonths(1)),
                FlowCounters.Of("north", new("o1", null, "epn", 1), Noon), FlowCounters.Of("north", new("o1", null, null, 1), Noon),
                FlowCounters.Of("north", new(null, null, "o1", 1), Noon), FlowCounters.Of("south", new(null, "g1", "o1", 1), Noon),
            ],
        });

        Assert.Equal<FlowCount>([new(null, "g1", "o1", 2), new(null, null, "o1", 1), new("o1", null, null, 1), new("o1", null, "epn", 1)], await Boards.FlowsAsync("north", DateOnly.MinValue));
        Assert.Equal<FlowCount>([new(null, "g1", "o1", 1)], await Boards.FlowsAsync("north", new DateOnly(2026, 12, 1)));
        Assert.Empty(await Boards.DaysAsync("pole/north", DateOnly.MinValue));

        await Test.Ledger.AppendAsync(Scan(machine, end).With(row, row with { Version = 2 }) with { Reached = [FlowCounters.Of("north", new("o1", null, "epn", -1), Noon)] });

        Assert.DoesNotContain(await Boards.FlowsAsync("north", DateOnly.MinValue), flow => flow.To == "epn");
    }

    [Fact]
    public async Task A_recount_counts_ages_again_and_leaves_the_days_alone()
    {
        var machine = NewMachine();
        await Test.Ledger.AppendAsync(Scan(machine).With(null, Row(machine)));
        var days = await Boards.DaysAsync("national", DateOnly.MinValue);
        await Test.ExecuteAsync("insert into board_counter (scope, counter, shard, value) values ('ages/national', 'arrive/2026-11', 9, -1)");

        var report = await Test.Services.GetRequiredService<Recount>().RunAsync(repair: true);

        Assert.Equal("ages/national", Assert.Single(report.Differences).Scope);
        Assert.Single(await Boards.AgesAsync("national"));
        Assert.NotEmpty(days);
        Assert.Equal<DayCount>(days, await Boards.DaysAsync("national", DateOnly.MinValue));
    }

    private static MachineRow Ready(string machine) => Row(machine, MachineStatus.Ready) with { StatusSince = Noon, Grade = Grade.B, Profile = Profile.None };
}
