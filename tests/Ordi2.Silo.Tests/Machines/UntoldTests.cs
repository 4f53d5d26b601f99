using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recycling;
using Ordi2.Ledger;
using Ordi2.Ledger.Telling;
using Ordi2.Ledger.Testing;
using Ordi2.Silo.Tests.Clocks;
using Ordi2.Silo.Tests.Processes;

namespace Ordi2.Silo.Tests.Machines;

/// <summary>A machine is scrapped into a cage: its own fact first, then the cage is told. The process ends at each write between.</summary>
public sealed class UntoldTests
{
    private static readonly MachineId Machine = new("H4T9CXB");
    private static readonly BatchId Cage = new("D3E-1");

    [Theory]
    [InlineData(1, false, false)] // before the machine's own fact: nothing happened
    [InlineData(1, true, true)] // the fact is durable, the cage knows nothing
    [InlineData(2, false, true)] // on the way to the cage
    [InlineData(2, true, true)] // the cage knows, and nobody noted that it was told
    public async Task A_fact_that_was_written_is_told_whenever_the_process_ends(int at, bool written, bool happened)
    {
        await using var database = await TestLedger.SqliteAsync();
        var time = new StoppedClock();
        await ScrapAndDieAsync(database.Database, time, Guid.CreateVersion7(), at, written);

        await using var next = await SmallSilo.StartAsync(database.Database, time);
        await next.Clock.RoundAsync();

        var cage = await CageAsync(next);
        Assert.Equal(happened ? [Machine] : [], cage.Machines.ToArray());
        Assert.Equal(happened ? MachineStatus.ToRecycle : MachineStatus.Audited, (await next.MachineAsync(Machine))!.Status);
        Assert.Empty(await next.Services.GetRequiredService<UntoldQueries>().OfAsync($"machine/{Machine}"));
        Assert.Single(cage.Machines.Append(Machine).Distinct());
    }

    [Theory]
    [InlineData(1, true)] // the cage knows nothing
    [InlineData(2, false)] // on the way to the cage
    public async Task Who_sends_the_scan_again_is_answered_after_the_others_have_heard_of_it(int at, bool written)
    {
        await using var database = await TestLedger.SqliteAsync();
        var (time, scanId) = (new StoppedClock(), Guid.CreateVersion7());
        await ScrapAndDieAsync(database.Database, time, scanId, at, written);

        // The clock has not gone round: nobody else could have told the cage.
        await using var next = await SmallSilo.StartAsync(database.Database, time);
        var receipt = await ScrapAsync(next, time, scanId);

        Assert.Equal((Outcome.Duplicate, Outcome.Accepted), (receipt.Outcome, receipt.FirstOutcome));
        Assert.Equal([Machine], (await CageAsync(next)).Machines.ToArray());
        Assert.Empty(await next.Services.GetRequiredService<UntoldQueries>().OfAsync($"machine/{Machine}"));
    }

    private static async Task<BatchTerms> CageAsync(SmallSilo silo) => (await silo.Grains.GetGrain<IBatchGrain>($"batch/{Cage}").GetAsync())!;

    private static async Task<ScanReceipt> ScrapAsync(SmallSilo silo, TimeProvider time, Guid scanId) =>
        (await silo.Machine(Machine).ScanAsync([new Scan(scanId, time.GetUtcNow(), null, new Scrap("broken", Cage) { Confirmed = true })], Cast.Supervisor))[0];

    private static async Task ScrapAndDieAsync(string database, StoppedClock time, Guid scanId, int at, bool written)
    {
        await using (var silo = await SmallSilo.StartAsync(database, time, services => Die(services, at, written)))
        {
            await silo.RegisterAsync(Cast.Pole, Activity.Pole);
            await silo.RegisterAsync(Cast.Workshop, Activity.Workshop);
            await silo.RegisterAsync(Cast.Shredder, Activity.Recycler);
            Assert.IsType<Done<BatchTerms>>(await silo.Grains.GetGrain<IBatchGrain>($"batch/{Cage}").DoAsync(
                new CreateBatch(Cast.Workshop, Cast.Shredder, WasteFlow.SmallIt, "16 02 14", "cage 1"), Cast.Supervisor, Guid.CreateVersion7()));
            await silo.ScanAsync(Machine, new ReceiveDevice(Type: DeviceType.Desktop), Cast.Operator);
            await silo.ScanAsync(Machine, new Triage(Route.Reuse), Cast.Operator);
            await silo.ScanAsync(
                Machine,
                new RecordAudit(new() { Evidence = new("manual", string.Empty), Type = DeviceType.Desktop }, LocksTested: true) { NoMediaConfirmedBy = ["o1", "o3"] },
                Cast.Operator);
            silo.Services.GetRequiredService<DyingLedger>().Arm();

            // The caller gets an answer or none; neither says that the cage was told.
            await Record.ExceptionAsync(() => ScrapAsync(silo, time, scanId));
            Assert.True(silo.Services.GetRequiredService<DyingLedger>().IsDead);
            await silo.KillAsync();
        }
    }

    [Fact]
    public async Task A_scan_that_tells_nobody_writes_nothing_more()
    {
        await using var database = await TestLedger.SqliteAsync();
        await using var silo = await SmallSilo.StartAsync(database.Database, new StoppedClock());
        await silo.RegisterAsync(Cast.Pole, Activity.Pole);
        await silo.RegisterAsync(Cast.Workshop, Activity.Workshop);
        await silo.ScanAsync(Machine, new ReceiveDevice(Type: DeviceType.Desktop), Cast.Operator);

        Assert.Empty(await silo.Services.GetRequiredService<UntoldQueries>().ListAsync(DateTimeOffset.MaxValue, null, 10));
    }

    private static void Die(IServiceCollection services, int at, bool written)
    {
        var real = services.Last(service => service.ServiceType == typeof(ILedger));
        services.Remove(real);
        services.AddSingleton(provider => new DyingLedger((ILedger)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!), at, written));
        services.AddSingleton<ILedger>(provider => provider.GetRequiredService<DyingLedger>());
    }
}
