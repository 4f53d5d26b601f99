using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recalls;
using Ordi2.Ledger.Machines;
using Ordi2.Silo.Streams;
using Ordi2.Silo.Tests.Aggregates;

namespace Ordi2.Silo.Tests.Recalls;

public sealed class RecallGrainTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task A_machine_that_refused_its_hold_is_asked_again_and_noted_only_when_it_has_it()
    {
        var machine = SiloFixture.NewMachine();
        var recall = await ARecallAsync("R-1", machine);

        // Under the very id of its hold it refused before, and remembers it.
        var nobody = new Caller(new PersonId("system"), Cast.Pole, Role.Operator, new DeviceId("recall/R-1"));
        var refused = await silo.ScanAsync(machine, new OpenRecall("R-1", "batterie"), nobody, CommandIds.Of("recall/R-1", $"hold/{machine}"));
        Assert.Equal(Outcome.Refused, refused.Outcome);

        await Territory.DoneAsync(recall.DoAsync(new ActivateRecall(), Territory.Coordinator, Guid.CreateVersion7()));
        await HeldAsync(recall);

        Assert.Equal(1 << (int)Hold.Recall, (await silo.Services.GetRequiredService<MachineQueries>().GetAsync(machine.Text))!.Holds);
    }

    [Fact]
    public async Task The_machines_are_held_beside_the_call_that_asked_for_it()
    {
        var machine = SiloFixture.NewMachine();
        var recall = await ARecallAsync("R-2", machine);

        Assert.Equal([machine], (await Territory.DoneAsync(recall.DoAsync(new ActivateRecall(), Territory.Coordinator, Guid.CreateVersion7()))).Lines.Select(line => line.Machine));

        await HeldAsync(recall);
    }

    [Fact]
    public async Task A_machine_that_could_not_be_asked_keeps_none_of_the_others_waiting_and_is_asked_again()
    {
        var (broken, other) = (SiloFixture.NewMachine(), SiloFixture.NewMachine());
        var recall = await ARecallAsync("R-3", broken, other);
        silo.Ledger.Refuse($"machine/{broken}");

        try
        {
            await Territory.DoneAsync(recall.DoAsync(new ActivateRecall(), Territory.Coordinator, Guid.CreateVersion7()));
            await recall.DriveAsync();
            Assert.Equal([false, true], (await recall.GetAsync())!.Lines.Select(line => line.Held));
        }
        finally
        {
            silo.Ledger.Refuse(null);
        }

        await recall.WakeAsync();
        await HeldAsync(recall);
    }

    private async Task<IRecallGrain> ARecallAsync(string id, params MachineId[] machines)
    {
        foreach (var machine in machines)
        {
            await AuditAsync(machine, $"BAT-{id}");
        }

        var recall = silo.Grains.GetGrain<IRecallGrain>($"recall/{id}");
        await Territory.DoneAsync(recall.DoAsync(
            new CreateRecall("batterie", new() { Batteries = [$"BAT-{id}"] }, SafetyInstruction.DangerousBattery), Territory.Coordinator, Guid.CreateVersion7()));
        return recall;
    }

    private async Task AuditAsync(MachineId machine, string battery)
    {
        await silo.ScanAsync(machine, new ReceiveDevice(Type: DeviceType.Laptop), Cast.Operator);
        await silo.ScanAsync(machine, new Triage(Route.Reuse), Cast.Operator);
        var audit = new HardwareAudit { Evidence = new("manual", string.Empty), Type = DeviceType.Laptop, Batteries = [battery] };
        var audited = await silo.ScanAsync(machine, new RecordAudit(audit, LocksTested: true) { NoMediaConfirmedBy = ["o1", "o3"] }, Cast.Operator);
        Assert.Equal(Outcome.Accepted, audited.Outcome);
    }

    private static async Task HeldAsync(IRecallGrain recall)
    {
        var since = Stopwatch.GetTimestamp();

        while ((await recall.GetAsync())!.Lines.Any(line => !line.Held))
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(30), "The machines have no hold.");
            await Task.Yield();
        }
    }
}
