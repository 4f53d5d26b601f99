using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recalls;
using Ordi2.Ledger;
using Ordi2.Silo.Tests.Aggregates;
using Xunit.Abstractions;

namespace Ordi2.Silo.Tests.Sizes;

/// <summary>A recall of a battery that many machines have.</summary>
public sealed class RecallSizeTests(SiloFixture silo, ITestOutputHelper output) : IClassFixture<SiloFixture>
{
    private const int Machines = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_recall_of_a_thousand_machines_is_written_a_few_times_and_answers_before_their_holds_are_placed()
    {
        var machines = Enumerable.Range(0, Machines).Select(_ => SiloFixture.NewMachine()).ToArray();
        await Parallel.ForEachAsync(machines, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (machine, _) => await AuditAsync(machine));
        var recall = silo.Grains.GetGrain<IRecallGrain>("recall/R-many");
        await Territory.DoneAsync(recall.DoAsync(
            new CreateRecall("batterie", new() { Batteries = ["BAT-many"] }, SafetyInstruction.DangerousBattery), Territory.Coordinator, Guid.CreateVersion7()));

        // The first hold cannot be written: whoever asked is answered all the same.
        var hold = silo.Ledger.HoldTheNextAppend("machine/");
        var started = Stopwatch.GetTimestamp();
        await Territory.DoneAsync(recall.DoAsync(new ActivateRecall(), Territory.Coordinator, Guid.CreateVersion7()).WaitAsync(Patience));
        var answered = Stopwatch.GetElapsedTime(started);
        await hold.Reached.WaitAsync(Patience);
        Assert.All((await recall.GetAsync())!.Lines, line => Assert.False(line.Held));
        hold.Release();
        await recall.DriveAsync();
        var held = Stopwatch.GetElapsedTime(started);

        Assert.All((await recall.GetAsync())!.Lines, line => Assert.True(line.Held));
        var history = await silo.Services.GetRequiredService<ILedger>().ReadAsync("recall/R-many");
        var notes = history.Events.Count(stored => stored.Type == "recall.machines-held.v1");
        Assert.InRange(notes, 1, 20);

        await silo.ForgetAsync(recall);
        started = Stopwatch.GetTimestamp();
        Assert.Equal(Machines, (await recall.GetAsync())!.Lines.Length);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"A recall of {Machines} machines: answered after {answered.TotalSeconds:0.00} s, all held after {held.TotalSeconds:0.00} s with {notes} notes, activated again in {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms."));
    }

    private async Task AuditAsync(MachineId machine)
    {
        var audit = new HardwareAudit { Evidence = new("manual", string.Empty), Type = DeviceType.Laptop, Batteries = ["BAT-many"] };
        await silo.ScanAsync(machine, new ReceiveDevice(Type: DeviceType.Laptop), Cast.Operator);
        await silo.ScanAsync(machine, new Triage(Route.Reuse), Cast.Operator);
        Assert.Equal(Outcome.Accepted, (await silo.ScanAsync(machine, new RecordAudit(audit, LocksTested: true) { NoMediaConfirmedBy = ["o1", "o3"] }, Cast.Operator)).Outcome);
    }
}
