using System.Text.Json;
using Ordi2.Ledger.Testing;
using static Ordi2.Scanner.Tests.Played;

namespace Ordi2.Scanner.Tests;

/// <summary>The simulation against the built server, in small: on both databases, played twice, and with the server killed under it.</summary>
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
}
