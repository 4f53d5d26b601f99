using System.Text.Json;
using Ordi2.Ledger.Testing;
using Ordi2.Scanner.Simulation;
using Ordi2.Scanner.Simulation.Planning;
using static Ordi2.Scanner.Tests.Played;

namespace Ordi2.Scanner.Tests;

public sealed class WholeTerritoryOnSqliteTests : WholeTerritoryTests
{
    protected override Task<string?> DatabaseAsync() => Task.FromResult<string?>(null);
}

public sealed class WholeTerritoryOnPostgresTests : WholeTerritoryTests
{
    protected override async Task<string?> DatabaseAsync() => await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
}

/// <summary>
/// The fixture of the scenarios, through the API alone. A year and a half of a pole is played once on each database, and everything that
/// is to be seen of it is looked at in that one run; the two run side by side.
/// </summary>
public abstract class WholeTerritoryTests
{
    [Fact]
    public async Task A_whole_territory_of_a_year_and_a_half_has_its_volumes_closes_in_every_balance_and_every_chain_is_whole()
    {
        await using var server = await RunningServer.StartAsync(await DatabaseAsync());

        Well(await PlayAsync(server, seed: 5, machines: 0, territory: true));

        using (var result = JsonDocument.Parse(await File.ReadAllBytesAsync(server.Result)))
        {
            Balances(result.RootElement);
            Volumes(result.RootElement);
        }

        await VerifiedAsync(server);
    }

    private static void Balances(JsonElement result)
    {
        var balances = result.GetProperty("territoryBalances").EnumerateArray().ToDictionary(
            line => line.GetProperty("name").GetString()!, line => (line.GetProperty("left").GetInt64(), line.GetProperty("right").GetInt64()), StringComparer.Ordinal);
        Assert.Equal((60, 60), balances["invariant 12: donations whose balance closes, of all"]);
        Assert.Equal((4200, 4200), balances["invariant 4: histories in which each custody begins where the last one ended, of all"]);
        Assert.Equal(
            ((long, long)[])[(60, 60), (2, 2), (55, 55), (130, 130), (35, 35), (300, 300)],
            balances.Where(line => line.Key.EndsWith(", there and planned", StringComparison.Ordinal)).Select(line => line.Value));
        Assert.All(balances, line => Assert.Equal(line.Value.Item1, line.Value.Item2));
    }

    private static void Volumes(JsonElement result)
    {
        var volumes = result.GetProperty("volumes").EnumerateArray().ToDictionary(line => line.GetProperty("name").GetString()!, StringComparer.Ordinal);
        Assert.All(volumes.Values, line => Assert.True(line.GetProperty("fits").GetBoolean(), line.ToString()));
        Assert.Equal(
            [
                ("pole", 1), ("workshops", 3), ("work places in them", 29), ("EPNs", 24), ("partners", 90), ("donors", 40), ("machines", 4200), ("donations", 60),
                ("calls for projects", 2), ("dossiers", 55), ("loans", 130), ("accompaniment sessions", 300), ("recycling batches", 35),
            ],
            volumes.Values.Take(13).Select(line => (line.GetProperty("name").GetString()!, (int)line.GetProperty("there").GetDouble())));
        Assert.InRange(There("months of history"), 17.5, 18.5);
        Assert.InRange(There("events for each machine, all streams together"), 21, 29);
        Assert.InRange(There("homogeneous company laptops: re-used of a hundred, in 30 lots"), 80, 90);
        Assert.InRange(There("mixed public lots: re-used of a hundred, in 10 lots"), 40, 50);
        Assert.InRange(There("waste-stream lots: re-used of a hundred, in 10 lots"), 1, 99);
        Assert.Equal(10, There("lots with a price cap and no resale"));

        double There(string name) => volumes[name].GetProperty("there").GetDouble();
    }

    protected abstract Task<string?> DatabaseAsync();
}

/// <summary>The plan of a territory, without a server.</summary>
public sealed class TerritoryPlanTests
{
    private static readonly DateTimeOffset Closes = Given.Now.AddSeconds(30);

    [Fact]
    public void The_same_seed_plans_the_same_calls_and_dossiers_and_another_seed_another_territory()
    {
        Assert.Equal(Written(5), Written(5));
        Assert.NotEqual(Written(5), Written(6));

        static string Written(int seed) => string.Join('\n', Plan(seed).Stages.SelectMany(stage => stage.Acts).SelectMany(chain => chain).Select(act => $"{act.CommandId} {act.Plural}/{act.Id} {act.Step} {act.Fields}"));
    }

    [Fact]
    public void The_dated_call_is_judged_after_its_time_and_leaves_a_waiting_list_and_a_refusal_and_the_continuous_one_is_used_up()
    {
        var acts = Plan(5).Stages.SelectMany(stage => stage.Acts).SelectMany(chain => chain).ToArray();
        var dated = acts.Where(act => act is { Plural: "calls", Id: "ter5-appel-1" }).ToArray();

        Assert.Equal(["create", "seat-juror", "seat-juror", "publish", "open", "close", "start-review", "decide", "run"], dated.Select(act => act.Step));
        Assert.Equal(Closes, dated.Single(act => act.Step == "close").NotBefore);
        Assert.Equal(["create", "publish", "open"], acts.Where(act => act is { Plural: "calls", Id: "ter5-appel-2" }).Select(act => act.Step));
        Assert.Equal((55, 47, 7, 1), (Count("submit"), Count("accept"), Count("waitlist"), Count("reject")));
        Assert.Equal((30, 25), (Filed("ter5-appel-1"), Filed("ter5-appel-2")));

        int Count(string step) => acts.Count(act => act.Plural == "dossiers" && act.Step == step);

        int Filed(string call) => acts.Count(act => act is { Plural: "dossiers", IsCreation: true } && act.Fields.GetProperty("call").GetString() == call);
    }

    private static Plan Plan(int seed) => Planner.Make(
        Given.ATerritory(3), ReportShelf.Open(null), 600, seed, Simulation.Planning.Volumes.OfATerritory with { Machines = 600 }, Closes);
}
