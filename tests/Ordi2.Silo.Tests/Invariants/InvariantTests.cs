using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Ledger;
using Ordi2.Ledger.Testing;
using Ordi2.Silo.Tests.Clocks;
using Xunit.Abstractions;

namespace Ordi2.Silo.Tests.Invariants;

/// <summary>The twelve invariants over 100,000 random commands that mix all aggregates, through the real grains.</summary>
public sealed class InvariantTests(ITestOutputHelper output)
{
    private const int Commands = 100_000;
    private const int Worlds = 40;
    private const int FirstSeed = 20_261_122;

    /// <summary>What is said between aggregates is looked at after so many commands of a world.</summary>
    private const int CheckedEvery = 250;

    [Fact]
    public async Task No_random_days_of_everybody_break_one_of_the_twelve()
    {
        var (tally, began) = (new Tally(), Stopwatch.GetTimestamp());
        await Parallel.ForAsync(0, Worlds, new ParallelOptions { MaxDegreeOfParallelism = Math.Min(4, Environment.ProcessorCount) }, async (world, _) =>
        {
            await using var lists = await TestLedger.SqliteAsync();
            await LiveAsync(lists.Database, FirstSeed + world, tally);
        });

        output.WriteLine($"{tally.Asked} commands were asked, {tally.Done} carried out.\n");
        output.WriteLine(tally.ToString());
        output.WriteLine($"All worlds took {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s.");
        Assert.True(tally.Asked >= Commands, $"Only {tally.Asked} commands were asked.");
        Assert.True(tally.Done > Commands / 10, $"Only {tally.Done} commands were carried out: the days no longer go anywhere.");
        Assert.Empty(tally.Missing());
    }

    private static async Task LiveAsync(string database, int seed, Tally tally)
    {
        var (ledger, clock, watch) = (new FakeLedger(), new StoppedClock(), new Watch());
        ledger.Written = append =>
        {
            watch.Wrote(append);
            tally.Wrote(append);
        };
        await using var silo = await SmallSilo.StartAsync(database, clock, services =>
        {
            var real = services.Last(service => service.ServiceType == typeof(ILedger));
            services.Remove(real);
            services.AddSingleton<ILedger>(provider => new MirroredLedger((ILedger)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!), ledger));
        });
        var kinship = (Kinship)(seed % Enum.GetValues<Kinship>().Length);
        var territory = new RandomTerritory(silo, ledger, clock, watch, kinship);
        await territory.SettleAsync();
        var days = new RandomDays(territory, new Luck(seed), tally);

        try
        {
            await days.BeginAsync();

            for (var until = CheckedEvery; until <= Commands / Worlds; until += CheckedEvery)
            {
                while (days.Asked < until)
                {
                    await days.StepAsync();
                }

                await days.FinishAsync();
                var began = Stopwatch.GetTimestamp();
                await new TwelveInvariants(territory).AssertAsync();
                tally.Checked(Stopwatch.GetElapsedTime(began));
            }

            tally.Lived(seed, days.Asked, days.Done, days.Digest, kinship, days.KeptFromTheEpn);
        }
        catch (Exception exception)
        {
            throw new Xunit.Sdk.XunitException($"Seed {seed}: {exception.Message}\nThe last commands:\n{days.LastCommands}", exception);
        }
    }
}
