using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Processes;
using Ordi2.Ledger;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Testing;
using Ordi2.Silo.Tests.Clocks;

namespace Ordi2.Silo.Tests.Processes;

/// <summary>
/// One test for every process: the process of the operating system ends at each append, before it and after it, and another one
/// comes to the database that is left. What stands there in the end is what would have stood there without.
/// </summary>
public sealed class CrashTests
{
    /// <summary>The deadline of a test that would otherwise go on: no process needs so many appends.</summary>
    private const int MostAppends = 200;

    private static readonly IReadOnlyList<ProcessStory> Stories = [.. ProcessStories.All];

    public static TheoryData<string> Told => [.. Stories.Select(story => story.Name)];

    [Theory]
    [MemberData(nameof(Told))]
    public async Task Killed_at_any_step_it_ends_the_same(string name)
    {
        var story = Stories.Single(story => story.Name == name);
        await using var database = await TestLedger.SqliteAsync();
        var time = new StoppedClock();
        var expected = string.Empty;
        var kills = 0;

        for (var number = 0; ; number++)
        {
            // The first is left alone: it says how it ends. Then before and after each append in turn.
            var (at, written) = (((number - 1) / 2) + 1, number % 2 == 0);
            var run = new ProcessRun($"{number}");
            bool died;

            await using (var silo = await SmallSilo.StartAsync(database.Database, time, number == 0 ? null : services => DieAt(services, at, written)))
            {
                if (number == 0)
                {
                    await ProcessRun.FoundAsync(silo);
                }

                run.Silo = silo;
                await story.Prepare(run);
                var ledger = silo.Services.GetService<DyingLedger>();
                ledger?.Arm();
                await StartAsync(story, run);
                died = ledger?.IsDead ?? false;
                await silo.KillAsync();
            }

            await using (var after = await SmallSilo.StartAsync(database.Database, time))
            {
                run.Silo = after;

                // Whoever got no answer asks again, and who asks twice asks once; where it is known to have begun, the clock goes on alone.
                if (!written || number == 0 || story.AsksAgain)
                {
                    await StartAsync(story, run);
                }

                time.Advance(TimeSpan.FromMinutes(2));
                await after.Clock.RoundAsync();
                Assert.Equal(0, await after.Clock.RoundAsync());

                var process = await run.Process.GetAsync();
                var end = $"{process?.Status} {process?.Reason?.Code} {string.Join(' ', process?.Steps.Select(step => step.Status) ?? [])}\n{await story.End(run)}";
                expected = number == 0 ? end : expected;
                Assert.True(expected == end, $"Killed {(written ? "after" : "before")} append {at}:\n{end}\ninstead of\n{expected}");
                Assert.Empty(await after.Services.GetRequiredService<AggregateQueries>().ListAsync(new() { Kind = "process", Status = ProcessStatus.InProgress.Code() }));
            }

            if (number > 0 && !died)
            {
                break;
            }

            kills += died ? 1 : 0;
            Assert.True(kills < MostAppends);
        }

        Assert.True(kills >= 2 * story.LeastAppends, $"It was killed only {kills} times.");
        Assert.Contains(story.Expected, expected, StringComparison.Ordinal);
    }

    private static async Task StartAsync(ProcessStory story, ProcessRun run)
    {
        try
        {
            await (story.Ask is { } ask ? ask(run) : run.Process.DoAsync(story.Start!(run), story.By(run), run.CommandId));
        }
        catch (IOException)
        {
            // Nobody is told: the process is gone.
        }
    }

    private static void DieAt(IServiceCollection services, int at, bool written)
    {
        var real = services.Last(service => service.ServiceType == typeof(ILedger));
        services.Remove(real);
        services.AddSingleton(provider => new DyingLedger((ILedger)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!), at, written));
        services.AddSingleton<ILedger>(provider => provider.GetRequiredService<DyingLedger>());
    }
}
