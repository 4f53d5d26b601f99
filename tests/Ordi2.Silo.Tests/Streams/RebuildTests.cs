using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger;
using Ordi2.Ledger.Boards;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Maintenance;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Tests.Streams;

public sealed class RebuildTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task Read_tables_rebuilt_from_the_ledger_are_the_ones_that_were_written_along()
    {
        var (plain, corrected, relabelled, held) = (SiloFixture.NewMachine(), SiloFixture.NewMachine(), SiloFixture.NewMachine(), SiloFixture.NewMachine());
        var label = SiloFixture.NewMachine();

        foreach (var machine in new[] { plain, corrected, relabelled })
        {
            await silo.ScanAsync(machine, new ReceiveDevice(Type: DeviceType.Laptop, Serial: $"sn-{machine}"), Cast.Operator);
            await silo.ScanAsync(machine, new Triage(Route.Reuse), Cast.Operator);
        }

        var wrong = await silo.ScanAsync(corrected, new OpenRepair(), Cast.Operator);
        await silo.ScanAsync(corrected, new CorrectEvent(wrong.Version, "did-not-occur"), Cast.Supervisor);
        await silo.ScanAsync(corrected, new InventoryCheck(), Cast.Stranger);
        await silo.ScanAsync(relabelled, new Relabel(label, "serial"), Cast.Supervisor);
        await silo.ScanAsync(held, new Triage(Route.Reuse), Cast.Operator);
        var before = await EverythingAsync(label);

        var report = await silo.Services.GetRequiredService<Rebuild>().RunAsync(NewRefill());
        var after = await EverythingAsync(label);

        Assert.Equal(4, report.Machines);
        Assert.Equal(before, after);
        Assert.Equal(3, (await silo.Services.GetRequiredService<BoardQueries>().DaysAsync($"organisation/{Cast.Operator.Organisation}", DateOnly.MinValue)).Single(day => day.Milestone == "received").Machines);
        Assert.Equal(MachineStatus.Triaged, (await Machines.FindAsync(label.Text))!.Status);
        Assert.True((await silo.Services.GetRequiredService<Recount>().RunAsync(refill: NewRefill())).AllRight);
    }

    [Fact]
    public async Task The_days_are_counted_again_from_the_events_and_put_right()
    {
        var (kept, corrected) = (SiloFixture.NewMachine(), SiloFixture.NewMachine());

        foreach (var machine in new[] { kept, corrected })
        {
            await silo.ScanAsync(machine, new ReceiveDevice(Type: DeviceType.Laptop, Serial: $"sn-{machine}"), Cast.Operator);
        }

        var triaged = await silo.ScanAsync(corrected, new Triage(Route.Reuse), Cast.Operator);
        await silo.ScanAsync(corrected, new CorrectEvent(triaged.Version, "did-not-occur"), Cast.Supervisor);
        var recount = silo.Services.GetRequiredService<Recount>();
        var right = await recount.RunAsync(refill: NewRefill());

        await using (var database = new SqliteConnection($"Data Source={silo.Database}"))
        {
            await database.ExecuteAsync("update board_counter set value = value + 5 where scope = 'days/national' and counter like '%/received'");
        }

        var alone = await recount.RunAsync();
        var found = await recount.RunAsync(refill: NewRefill());
        await recount.RunAsync(repair: true, NewRefill());

        Assert.Empty(right.Differences);
        Assert.True(alone.AllRight);
        var difference = Assert.Single(found.Differences);
        Assert.Equal(("days/national", difference.Counted + 5), (difference.Scope, difference.Kept));
        Assert.True((await recount.RunAsync(refill: NewRefill())).AllRight);
    }

    // It holds what it has read: one for each reading.
    private Func<IAsyncEnumerable<StoredEvent>, IReadTableWriter, CancellationToken, Task> NewRefill() => ActivatorUtilities.CreateInstance<ReadTableRefill>(silo.Services).RunAsync;

    private MachineQueries Machines => silo.Services.GetRequiredService<MachineQueries>();

    private async Task<string> EverythingAsync(MachineId label) => JsonSerializer.Serialize(
        new
        {
            Rows = (await Machines.ListAsync(new MachineFilter())).Rows,
            ByLabel = await Machines.FindAsync(label.Text),
            Board = (await silo.Services.GetRequiredService<BoardQueries>().ReadAsync("national")).Counters,
            Days = await silo.Services.GetRequiredService<BoardQueries>().DaysAsync("national", DateOnly.MinValue),
            DaysOfWorkshop = await silo.Services.GetRequiredService<BoardQueries>().DaysAsync($"organisation/{Cast.Operator.Organisation}", DateOnly.MinValue),
            Ages = await silo.Services.GetRequiredService<BoardQueries>().AgesAsync("national"),
            Organisations = await silo.Services.GetRequiredService<Ordi2.Ledger.Aggregates.AggregateQueries>().ListAsync(new() { Kind = "organisation" }),
        },
        WireJson.Options);
}
