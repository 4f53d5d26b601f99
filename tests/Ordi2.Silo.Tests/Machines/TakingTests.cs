using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Parts;
using Ordi2.Ledger.Telling;
using Ordi2.Silo.Clocks;
using Ordi2.Silo.Tests.Aggregates;

namespace Ordi2.Silo.Tests.Machines;

/// <summary>A part or a place is taken, and the process ends before the machine's own fact: nobody sends the scan again.</summary>
public sealed class TakingTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_part_that_was_taken_for_a_repair_that_was_never_written_is_free_again_a_minute_later(bool restarted)
    {
        var (part, machine) = (await APartAsync(), await InRepairAsync());
        await FailAsync(machine, () => silo.ScanAsync(machine, new FitPart(part, AlreadyFitted: true), Cast.Operator));
        Assert.Equal((PartStatus.Fitted, machine), ((await PartAsync(part)).Status, (await PartAsync(part)).In));

        if (restarted)
        {
            await silo.ForgetAsync(machine);
            await silo.ForgetAsync(silo.Grains.GetGrain<IPartGrain>($"part/{part}"));
        }

        await MinuteAsync();

        Assert.Equal((PartStatus.Removed, null), ((await PartAsync(part)).Status, (await PartAsync(part)).In));
        Assert.Empty(await UntoldAsync($"part/{part}"));
        var other = await InRepairAsync();
        Assert.Equal(Outcome.Accepted, (await silo.ScanAsync(other, new FitPart(part, AlreadyFitted: true), Cast.Operator)).Outcome);
    }

    [Fact]
    public async Task A_place_in_a_dossier_that_was_taken_for_nothing_is_free_again_a_minute_later()
    {
        var territory = await Territory.AtAsync(silo);
        var dossier = new DossierId(await territory.AcceptedDossierAsync(laptops: 1));
        var (machine, other) = (await silo.ReadyLaptopAsync(), await silo.ReadyLaptopAsync());
        await FailAsync(machine, () => silo.ScanAsync(machine, new Allocate(dossier), Territory.Coordinator));
        Assert.Equal("line-is-full", (await silo.ScanAsync(other, new Allocate(dossier), Territory.Coordinator)).Reason?.Code);

        await MinuteAsync();

        Assert.Empty(await UntoldAsync($"dossier/{dossier}"));
        Assert.Equal(Outcome.Accepted, (await silo.ScanAsync(other, new Allocate(dossier), Territory.Coordinator)).Outcome);
    }

    [Fact]
    public async Task What_the_machine_knows_of_stays_taken()
    {
        var territory = await Territory.AtAsync(silo);
        var dossier = new DossierId(await territory.AcceptedDossierAsync(laptops: 1));
        var (part, repaired, laptop) = (await APartAsync(), await InRepairAsync(), await silo.ReadyLaptopAsync());
        Assert.Equal(Outcome.Accepted, (await silo.ScanAsync(repaired, new FitPart(part, AlreadyFitted: true), Cast.Operator)).Outcome);
        Assert.Equal(Outcome.Accepted, (await silo.ScanAsync(laptop, new Allocate(dossier), Territory.Coordinator)).Outcome);

        await MinuteAsync();

        Assert.Equal((PartStatus.Fitted, repaired), ((await PartAsync(part)).Status, (await PartAsync(part)).In));
        Assert.Equal(1, Assert.Single((await territory.Dossier(dossier.Text).GetAsync())!.Needs).Allocated);
        Assert.Empty(await UntoldAsync($"part/{part}"));
        Assert.Empty(await UntoldAsync($"dossier/{dossier}"));
    }

    [Fact]
    public async Task A_scan_that_is_sent_again_takes_what_its_first_attempt_took_and_keeps_it()
    {
        var (part, machine, scan) = (await APartAsync(), await InRepairAsync(), Guid.CreateVersion7());
        await FailAsync(machine, () => silo.ScanAsync(machine, new FitPart(part, AlreadyFitted: true), Cast.Operator, scan));
        Assert.Equal(Outcome.Accepted, (await silo.ScanAsync(machine, new FitPart(part, AlreadyFitted: true), Cast.Operator, scan)).Outcome);

        await MinuteAsync();

        Assert.Equal((PartStatus.Fitted, machine), ((await PartAsync(part)).Status, (await PartAsync(part)).In));
    }

    [Fact]
    public async Task A_scan_that_is_sent_again_after_what_it_took_went_back_takes_it_again()
    {
        var (part, machine, fit) = (await APartAsync(), await InRepairAsync(), Guid.CreateVersion7());
        var territory = await Territory.AtAsync(silo);
        var dossier = new DossierId(await territory.AcceptedDossierAsync(laptops: 1));
        var (laptop, allocate) = (await silo.ReadyLaptopAsync(), Guid.CreateVersion7());
        await FailAsync(machine, () => silo.ScanAsync(machine, new FitPart(part, AlreadyFitted: true), Cast.Operator, fit));
        await FailAsync(laptop, () => silo.ScanAsync(laptop, new Allocate(dossier), Territory.Coordinator, allocate));
        await MinuteAsync();

        Assert.Equal(Outcome.Accepted, (await silo.ScanAsync(machine, new FitPart(part, AlreadyFitted: true), Cast.Operator, fit)).Outcome);
        Assert.Equal(Outcome.Accepted, (await silo.ScanAsync(laptop, new Allocate(dossier), Territory.Coordinator, allocate)).Outcome);

        Assert.Equal((PartStatus.Fitted, machine), ((await PartAsync(part)).Status, (await PartAsync(part)).In));
        Assert.Equal(1, Assert.Single((await territory.Dossier(dossier.Text).GetAsync())!.Needs).Allocated);
    }

    private async Task<MachineId> InRepairAsync()
    {
        var machine = await silo.AuditedLaptopAsync();
        Assert.Equal(MachineStatus.InRepair, (await silo.ScanAsync(machine, new OpenRepair(), Cast.Operator)).Status);
        return machine;
    }

    private async Task FailAsync(MachineId machine, Func<Task> scan)
    {
        silo.Ledger.Refuse($"machine/{machine}");

        try
        {
            Assert.NotNull(await Record.ExceptionAsync(scan));
        }
        finally
        {
            silo.Ledger.Refuse(null);
        }
    }

    private async Task MinuteAsync()
    {
        silo.Clock.Advance(2 * Retelling.Grace);
        await silo.Services.GetRequiredService<Clock>().RoundAsync();
        await silo.Services.GetRequiredService<Clock>().RoundAsync();
    }

    private async Task<PartId> APartAsync()
    {
        var part = new PartId($"P-{Guid.CreateVersion7():N}");
        await Territory.DoneAsync(silo.Grains.GetGrain<IPartGrain>($"part/{part}").DoAsync(new RegisterPart("ram", Cast.Workshop), Cast.Operator, Guid.CreateVersion7()));
        return part;
    }

    private async Task<PartTerms> PartAsync(PartId part) => (await silo.Grains.GetGrain<IPartGrain>($"part/{part}").GetAsync())!;

    private Task<ImmutableArray<UntoldRow>> UntoldAsync(string stream) => silo.Services.GetRequiredService<UntoldQueries>().OfAsync(stream);
}
