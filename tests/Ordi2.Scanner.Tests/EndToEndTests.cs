using System.Text.Json;
using Ordi2.Ledger.Testing;
using Ordi2.Scanner.Simulation;
using Spectre.Console;

namespace Ordi2.Scanner.Tests;

public class EndToEndTests
{
    [Fact]
    public async Task A_territory_played_on_sqlite_balances_to_the_machine_and_every_chain_is_whole()
    {
        await using var server = await RunningServer.StartAsync();
        await PlayedAndVerifiedAsync(server, seed: 1);
    }

    [Fact]
    public async Task A_territory_played_on_postgresql_balances_to_the_machine_and_every_chain_is_whole()
    {
        var postgres = await PostgresServer.SharedAsync();
        await using var server = await RunningServer.StartAsync(await postgres.CreateDatabaseAsync());
        await PlayedAndVerifiedAsync(server, seed: 2);
    }

    [Fact]
    public async Task Played_again_with_the_same_seed_everything_is_a_repetition()
    {
        await using var server = await RunningServer.StartAsync();
        Well(await PlayAsync(server, seed: 3, machines: 40));
        Well(await PlayAsync(server, seed: 3, machines: 40));

        using var result = JsonDocument.Parse(await File.ReadAllBytesAsync(server.Result));
        Assert.Equal(["duplicate"], result.RootElement.GetProperty("outcomes").EnumerateObject().Select(outcome => outcome.Name));
    }

    [Fact]
    public async Task A_server_that_is_killed_in_the_middle_and_started_again_has_lost_and_doubled_nothing()
    {
        await using var server = await RunningServer.StartAsync();
        var playing = PlayAsync(server, seed: 4, machines: 120);

        await server.CountsAsync(machines: 60);
        await server.KillAsync();
        await server.StartAgainAsync();

        Well(await playing);
        await VerifiedAsync(server);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_whole_territory_of_a_year_and_a_half_closes_in_every_balance_and_every_chain_is_whole(bool postgres)
    {
        await using var server = await RunningServer.StartAsync(postgres ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() : null);

        Well(await PlayAsync(server, seed: 5, machines: 0, territory: true));

        using (var result = JsonDocument.Parse(await File.ReadAllBytesAsync(server.Result)))
        {
            var balances = result.RootElement.GetProperty("territoryBalances").EnumerateArray().ToDictionary(
                line => line.GetProperty("name").GetString()!, line => (line.GetProperty("left").GetInt64(), line.GetProperty("right").GetInt64()));
            Assert.Equal((60, 60), balances["invariant 12: donations whose balance closes, of all"]);
            Assert.Equal((4200, 4200), balances["invariant 4: histories in which each custody begins where the last one ended, of all"]);
            Assert.Equal(((long, long)[])[(60, 60), (55, 55), (130, 130), (35, 35), (300, 300)], balances.Where(line => line.Key.EndsWith(", there and planned", StringComparison.Ordinal)).Select(line => line.Value));
            Assert.All(balances, line => Assert.Equal(line.Value.Item1, line.Value.Item2));
        }

        await VerifiedAsync(server);
    }

    private static async Task PlayedAndVerifiedAsync(RunningServer server, int seed)
    {
        Well(await PlayAsync(server, seed, machines: 150));

        using (var result = JsonDocument.Parse(await File.ReadAllBytesAsync(server.Result)))
        {
            Assert.True(result.RootElement.GetProperty("balances").GetBoolean());
            Assert.Equal(0, result.RootElement.GetProperty("tally").GetProperty("heldScans").GetInt64());
        }

        await VerifiedAsync(server);
    }

    private static async Task VerifiedAsync(RunningServer server)
    {
        await server.KillAsync();

        foreach (var command in (string[])["verify", "recount"])
        {
            var (code, said) = await server.RunAsync(command);
            Assert.True(code == 0, said);
        }
    }

    /// <returns>The exit code, and what was said when it is not 0.</returns>
    private static async Task<(int Code, string Said)> PlayAsync(RunningServer server, int seed, int machines, bool territory = false)
    {
        using var said = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(said) });
        var options = new SimulationOptions(server.Address, server.Accounts, machines, seed, server.Result, ReportShelf.FindFolder(), null, 2, 100, 4, territory);
        var code = await new Simulator(options, console, TimeProvider.System).RunAsync(CancellationToken.None);
        return (code, code == 0 ? string.Empty : said.ToString());
    }

    /// <summary>It balances, and if not, what it said is worth reading to the end.</summary>
    private static void Well((int Code, string Said) played) => Assert.True(played.Code == 0, played.Said);
}
