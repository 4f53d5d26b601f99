using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Testing;
using static Ordi2.Ledger.Tests.Samples;

namespace Ordi2.Ledger.Tests.Queries;

public sealed class SqliteUnconfirmedBatchTests : UnconfirmedBatchContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();
}

public sealed class PostgresUnconfirmedBatchTests : UnconfirmedBatchContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();
}

/// <summary>Which batches wait to be confirmed as recycled, on the homes of the store and of the pole.</summary>
public abstract class UnconfirmedBatchContract : IAsyncLifetime
{
    private TestLedger? _test;

    private TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    [Fact]
    public async Task Proven_batches_of_which_machines_are_waste_still_come_the_longest_waiting_first()
    {
        var young = await BatchAsync("b-young", "PROVEN", [Waste(-1), Waste(-2), Waste(-3) with { Status = MachineStatus.Recycled }]);
        var old = await BatchAsync("b-old", "PROVEN", [Waste(-9)]);
        await BatchAsync("b-handed-over", "HANDED_OVER", [Waste(-20)]);
        await BatchAsync("b-done", "PROVEN", [Waste(-20) with { Status = MachineStatus.Recycled }]);
        await BatchAsync("b-elsewhere", "PROVEN", [Waste(-20) with { Holder = "o2", Pole = "south" }]);

        // What the recycler sent back is recycled by nobody.
        await BatchAsync("b-refused", "PROVEN", [Waste(-20)], refused: true);

        var questions = Test.Services.GetRequiredService<BatchQueries>();
        UnconfirmedBatch[] both = [new(new(old), 1), new(new(young), 2)];
        Assert.Equal(both, await questions.UnconfirmedOfHolderAsync("o1", 4));
        Assert.Equal(both, await questions.UnconfirmedOfPoleAsync("north", 4));
        Assert.Equal(both[..1], await questions.UnconfirmedOfHolderAsync("o1", 1));
        Assert.Empty(await questions.UnconfirmedOfPoleAsync("o1", 4));
    }

    private static MachineRow Waste(int days) => Row(NewMachine(), MachineStatus.ToRecycle) with { StatusSince = Noon.AddDays(days).ToStored() };

    private async Task<string> BatchAsync(string id, string status, MachineRow[] machines, bool refused = false)
    {
        var named = string.Join(',', machines.Select(machine => $"\"{machine.Id}\""));
        await Test.Ledger.AppendAsync(Scan("x") with
        {
            Stream = $"batch/{id}",
            Aggregate = new AggregateRow(
                "batch",
                id,
                status,
                [new("o1", 1), new("north", 2), new("o2", 1), new("south", 2)],
                refused ? $$"""{"machines":[],"refusedMachines":[{{named}}]}""" : $$"""{"machines":[{{named}}]}""",
                1),
        });

        foreach (var machine in machines.Select(machine => machine with { Batch = id }))
        {
            await Test.Ledger.AppendAsync(Scan(machine.Id).With(null, machine));
        }

        return id;
    }
}
