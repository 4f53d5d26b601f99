using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recalls;
using Ordi2.Ledger.Machines;
using Ordi2.Silo.Recalls;
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

    [Fact]
    public async Task A_batch_is_found_by_how_its_numbers_begin_and_a_system_by_its_image_and_its_days()
    {
        var (swollen, other, installed, later) = (SiloFixture.NewMachine(), SiloFixture.NewMachine(), SiloFixture.NewMachine(), SiloFixture.NewMachine());
        await AuditAsync(swollen, "6BZLU-0001");
        await AuditAsync(other, "6CGFK-0001");

        foreach (var (machine, disk) in new[] { (installed, "D-6BZLV-1"), (later, "D-6BZLV-2") })
        {
            await InstallAsync(machine, disk, "Essai 12.5");
        }

        Assert.Equal([swollen], await FoundAsync(new() { Batches = ["6bzlu"] }));
        Assert.Equal([swollen, other], await FoundAsync(new() { Batches = ["6BZLU-", "6CGF"] }));
        Assert.Equal([installed, later], await FoundAsync(new() { Batches = ["d-6bzlv"] }));
        Assert.Equal("ESSAI 12.5", (await RowAsync(installed)).Image);
        Assert.Equal([installed, later], await FoundAsync(new() { Images = ["essai  12"] }));
        Assert.Empty(await FoundAsync(new() { Images = ["ESSAI 13"] }));

        var day = Ordi2.Contracts.Calendar.FrenchCalendar.DayOf((await RowAsync(installed)).InstalledAt!.Value);
        Assert.Equal([installed, later], await FoundAsync(new() { Images = ["Essai"], InstalledFrom = day, InstalledTo = day }));
        Assert.Equal([installed, later], (await FoundAsync(new() { Systems = [OsPlan.Linux], InstalledFrom = day })).Where(machine => machine == installed || machine == later));
        Assert.DoesNotContain(installed, await FoundAsync(new() { Systems = [OsPlan.Win11] }));
        Assert.DoesNotContain(installed, await FoundAsync(new() { Systems = [OsPlan.Linux], Images = ["Essai"], InstalledTo = day.AddDays(-1) }));
    }

    private Task<MachineRow> RowAsync(MachineId machine) => silo.Services.GetRequiredService<MachineQueries>().GetAsync(machine.Text)!;

    /// <summary>As the recall writes its filter down, and as the silo looks for it.</summary>
    private async Task<IEnumerable<MachineId>> FoundAsync(RecallFilter filter)
    {
        var recall = silo.Grains.GetGrain<IRecallGrain>($"recall/F-{Guid.NewGuid():N}");
        var written = await Territory.DoneAsync(recall.DoAsync(new CreateRecall("essai", filter, SafetyInstruction.BringBack), Territory.Coordinator, Guid.CreateVersion7()));
        var found = await RecalledMachines.FindAsync(new(written.Pole, written.Filter), silo.Services.GetRequiredService<MachineQueries>(), silo.Grains);
        return found.Select(one => one.Machine).OrderBy(machine => machine.Text, StringComparer.Ordinal);
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

    private async Task InstallAsync(MachineId machine, string disk, string image)
    {
        var audit = new HardwareAudit { Evidence = new("manual", string.Empty), Type = DeviceType.Laptop, Media = [new(disk, MediumKind.Hdd, 500)] };
        var wiped = new WipeReport
        {
            Evidence = new("nwipe", new string('a', 64)),
            Serial = disk,
            Method = WipeMethod.Overwrite,
            Succeeded = true,
            Verified = true,
            RoundsRequested = 1,
            RoundsCompleted = 1,
        };

        foreach (var command in new MachineCommand[]
        {
            new ReceiveDevice(Type: DeviceType.Laptop), new Triage(Route.Reuse), new RecordAudit(audit, LocksTested: true), new StartWipe(), new WipeSucceeded { Reports = [wiped] }, new InstallOs(OsPlan.Linux, image),
        })
        {
            Assert.True((await silo.ScanAsync(machine, command, Cast.Operator)).Outcome is Outcome.Accepted or Outcome.AcceptedWithFinding);
        }
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
