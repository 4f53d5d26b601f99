using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger;
using Ordi2.Ledger.Testing;
using Ordi2.Silo.Tests.Clocks;
using Xunit.Abstractions;

namespace Ordi2.Silo.Tests.Invariants;

/// <summary>The twelve invariants over 100,000 random commands that mix all aggregates, through the real grains on a ledger in memory.</summary>
public sealed class InvariantTests(ITestOutputHelper output)
{
    private const int Commands = 100_000;
    private const int Worlds = 40;

    [Fact]
    public async Task No_random_days_of_everybody_break_one_of_the_twelve()
    {
        await using var questions = await TestLedger.SqliteAsync();
        var (asked, done) = (0, 0);
        var seen = new HashSet<MachineStatus>();

        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Task.Run(async () =>
        {
            var (days, reached) = await LiveAsync(questions.Database, seed);
            asked += days.Asked;
            done += days.Done;
            seen.UnionWith(reached);
        }).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(Worlds).WithReplay(20_261_122, 7));

        output.WriteLine($"{asked} commands were asked, {done} carried out; {seen.Count} of the statuses were reached.");
        Assert.True(asked >= Commands, $"Only {asked} commands were asked.");
        Assert.True(done > Commands / 10, $"Only {done} commands were carried out: the days no longer go anywhere.");
        Assert.True(seen.Count >= 22, $"Only {string.Join(", ", seen)} were reached: the lives no longer go far.");
    }

    private static async Task<(RandomDays Days, HashSet<MachineStatus> Seen)> LiveAsync(string database, int seed)
    {
        var (ledger, clock) = (new FakeLedger(), new StoppedClock());
        await using var silo = await SmallSilo.StartAsync(database, clock, services =>
        {
            services.Remove(services.Last(service => service.ServiceType == typeof(ILedger)));
            services.AddSingleton<ILedger>(ledger);
        });
        var territory = new RandomTerritory(silo, ledger, clock);
        await territory.SettleAsync();
        var days = new RandomDays(territory, new Luck(seed));
        await days.BeginAsync();

        while (days.Asked < Commands / Worlds)
        {
            await days.StepAsync();
        }

        await days.EndAsync();
        var invariants = new TwelveInvariants(territory);
        await invariants.AssertAsync();
        return (days, invariants.Seen);
    }
}
