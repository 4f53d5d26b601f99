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
        await using var prepared = await TestLedger.SqliteAsync();
        await KilledAsync(name, prepared, appends => Enumerable.Range(1, appends));
    }

    /// <summary>A copy of a PostgreSQL database takes its time: each story is killed at its first append, at its last, and at one between.</summary>
    [Theory]
    [MemberData(nameof(Told))]
    public async Task Killed_on_PostgreSQL_it_ends_the_same(string name)
    {
        await using var prepared = await TestLedger.PostgresAsync();
        await KilledAsync(name, prepared, appends => new[] { 1, (appends + 1) / 2, appends }.Distinct());
    }

    private static async Task KilledAsync(string name, TestLedger prepared, Func<int, IEnumerable<int>> where)
    {
        var story = Stories.Single(story => story.Name == name);
        var run = await PrepareAsync(story, prepared);

        // The first is left alone: it says how it ends, and after how many appends.
        var (expected, appends, _) = await PlayAsync(story, run, prepared, at: MostAppends, written: true);
        Assert.InRange(appends, story.LeastAppends, MostAppends - 1);
        Assert.Contains(story.Expected, expected, StringComparison.Ordinal);

        // Then before and after each append, each on a copy of what was prepared, until there is none left to be killed at.
        var kills = 0;
        int[] chosen = [.. where(appends)];
        await Parallel.ForEachAsync(
            chosen.SelectMany(at => new[] { (At: at, Written: false), (At: at, Written: true) }),
            new ParallelOptions { MaxDegreeOfParallelism = Math.Min(4, Environment.ProcessorCount) },
            async (kill, _) =>
            {
                var (end, _, died) = await PlayAsync(story, run, prepared, kill.At, kill.Written);
                Assert.True(expected == end, $"Killed {(kill.Written ? "after" : "before")} append {kill.At}:\n{end}\ninstead of\n{expected}");
                Interlocked.Add(ref kills, died ? 1 : 0);
            });

        Assert.True(kills >= 2 * Math.Min(story.LeastAppends, chosen.Length), $"It was killed only {kills} times.");
    }

    /// <summary>Brings about what the story needs, in a database that is copied for each time that it is played.</summary>
    private static async Task<ProcessRun> PrepareAsync(ProcessStory story, TestLedger database)
    {
        var run = new ProcessRun("0");

        await using (var silo = await SmallSilo.StartAsync(database.Database, new StoppedClock()))
        {
            await ProcessRun.FoundAsync(silo);
            run.Silo = silo;
            await story.Prepare(run);
        }

        await database.SettleAsync();
        return run;
    }

    /// <summary>Plays a story up to an append, at which the process ends, and goes on in another one.</summary>
    /// <returns>What stands there in the end; how many appends there were, at most as many as were allowed; whether it was killed.</returns>
    private static async Task<(string End, int Appends, bool Died)> PlayAsync(ProcessStory story, ProcessRun ready, TestLedger prepared, int at, bool written)
    {
        await using var database = await prepared.CopyAsync();
        var (time, run) = (new StoppedClock(), ready.Again());
        DyingLedger ledger;

        await using (var silo = await SmallSilo.StartAsync(database.Database, time, services => DieAt(services, at, written)))
        {
            run.Silo = silo;
            ledger = silo.Services.GetRequiredService<DyingLedger>();
            ledger.Arm();
            await StartAsync(story, run);
            await silo.KillAsync();
        }

        await using (var after = await SmallSilo.StartAsync(database.Database, time))
        {
            run.Silo = after;

            // Whoever got no answer asks again, and who asks twice asks once; where it is known to have begun, the clock goes on alone.
            if (!written || !ledger.IsDead || story.AsksAgain)
            {
                await StartAsync(story, run);
            }

            time.Advance(TimeSpan.FromMinutes(2));
            await after.Clock.RoundAsync();
            Assert.Equal(0, await after.Clock.RoundAsync());

            var process = await run.Process.GetAsync();
            var end = $"{process?.Status} {process?.Reason?.Code} {string.Join(' ', process?.Steps.Select(step => step.Status) ?? [])}\n{await story.End(run)}";
            Assert.Empty(await after.Services.GetRequiredService<AggregateQueries>().ListAsync(new() { Kind = "process", Status = ProcessStatus.InProgress.Code() }));
            return (end, ledger.Appends, ledger.IsDead);
        }
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
