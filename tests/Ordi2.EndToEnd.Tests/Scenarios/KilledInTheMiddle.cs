using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Ordi2.EndToEnd.Tests.Support;
using Ordi2.Ledger.Testing;

namespace Ordi2.EndToEnd.Tests.Scenarios;

/// <summary>
/// The process of the server is killed (SIGKILL: it does nothing more) while a delivery of many machines leaves as a whole, and is
/// started again on what is left. Where exactly it dies is chance: the tests of the silo play every append, this one the real end.
/// </summary>
public sealed class KilledInTheMiddle
{
    private const string Workshop = "atelier-du-canal";
    private const string Epn = "epn-le-phare";
    private const int Machines = 20;

    /// <summary>Each machine is packed and dispatched; the delivery is made ready, and leaves.</summary>
    private const int Steps = (2 * Machines) + 2;

    /// <summary>A kill that came when all was over has shown nothing.</summary>
    private const int MostKills = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public Task On_SQLite_a_delivery_that_was_leaving_leaves_once_and_as_a_whole() => KilledAsync(database: null);

    [Fact]
    public async Task On_PostgreSQL_a_delivery_that_was_leaving_leaves_once_and_as_a_whole() =>
        await KilledAsync(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());

    private static async Task KilledAsync(string? database)
    {
        await using var town = await KillableTown.StartAsync(database);
        var journey = new Journey(town, Workshop);

        for (var kill = 1; ; kill++)
        {
            var leaving = await PrepareAsync(journey, kill);
            var answers = await KillAsync(town, journey, leaving);
            await town.Server.StartAgainAsync();
            await EndedOnceAsync(journey, leaving);
            await SoundAsync(town.Server);

            if (answers < Steps)
            {
                return;
            }

            Assert.True(kill < MostKills, $"Each of {MostKills} deliveries had left before the server was killed.");
        }
    }

    private sealed record Leaving(string Process, string Delivery, string[] Machines, Guid Key)
    {
        public string Path => $"/api/processes/{Process}/start-delivery";

        public object Body => new { delivery = Delivery, document = $"BL-{Delivery}", boxes = new[] { new { box = "C-1", machines = Machines } } };
    }

    private static async Task<Leaving> PrepareAsync(Journey journey, int number)
    {
        var machines = new string[Machines];

        for (var i = 0; i < machines.Length; i++)
        {
            machines[i] = await journey.ReadyAsync();
        }

        var dossier = await journey.DossierAsync(Epn, "asso-coup-de-main", Machines);
        return new($"depart-{number}", await journey.PickAsync(Epn, dossier, machines), machines, Guid.CreateVersion7());
    }

    /// <summary>Asks for it, and kills the server as soon as the first machine is in its box.</summary>
    /// <returns>How many answers the process had written down by then.</returns>
    private static async Task<int> KillAsync(KillableTown town, Journey journey, Leaving leaving)
    {
        var asked = AskAsync(journey.Storekeeper, leaving);
        await UntilAsync(async () => (await StatusAsync(journey, leaving.Machines[0])) is "PACKED" or "IN_TRANSIT", "the first machine is packed");
        await town.Server.KillAsync();
        var answered = await asked;

        var (code, journal) = await town.Server.RunAsync("export");
        Assert.Equal(0, code);
        var events = journal.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var answers = events.Count(one => Text(one, "stream") == $"process/{leaving.Process}" && Text(one, "type") == "process.step-answered.v1");
        Assert.True(answered is null || answers == Steps, $"It was answered {answered} after {answers} of {Steps} steps.");
        return answers;
    }

    /// <summary>Sends the command; nothing where the server was gone before it answered.</summary>
    private static async Task<HttpStatusCode?> AskAsync(Hand hand, Leaving leaving)
    {
        try
        {
            return (await hand.PostAsync(leaving.Path, leaving.Body, leaving.Key)).Status;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task EndedOnceAsync(Journey journey, Leaving leaving)
    {
        // Nobody asks again: the clock of the new process finds what was left open.
        var process = default(JsonElement);
        await UntilAsync(
            async () => Text(process = await journey.Storekeeper.GetAsync($"/api/processes/{leaving.Process}"), "status") is not "IN_PROGRESS",
            "the process has ended");
        Assert.Equal("ENDED", Text(process, "status"));
        Assert.Equal(Steps, process.GetProperty("steps").GetArrayLength());
        Assert.All(process.GetProperty("steps").EnumerateArray(), step => Assert.Equal("DONE", Text(step, "status")));

        await OnceAsync(journey, leaving);

        // And whoever got no answer asks again, under the same key: it was done, and is not done again.
        var again = await journey.Storekeeper.PostAsync(leaving.Path, leaving.Body, leaving.Key);
        Assert.Equal((HttpStatusCode.OK, process.GetProperty("version").GetInt64()), (again.Status, again.Body.GetProperty("version").GetInt64()));
        await OnceAsync(journey, leaving);
    }

    /// <summary>Every machine was packed once and left once, in its one box, with one note.</summary>
    private static async Task OnceAsync(Journey journey, Leaving leaving)
    {
        foreach (var machine in leaving.Machines)
        {
            Assert.Equal("IN_TRANSIT", await StatusAsync(journey, machine));
            var history = (await journey.Storekeeper.GetAsync($"/api/machines/{machine}/history")).GetProperty("events").EnumerateArray().Select(one => Text(one, "type")).ToArray();
            Assert.Single(history, "machine.packed.v1");
            Assert.Single(history, "machine.dispatched.v1");
        }

        var delivery = await journey.Storekeeper.GetAsync($"/api/deliveries/{leaving.Delivery}");
        Assert.Equal("DISPATCHED", Text(delivery, "status"));
        Assert.Equal($"BL-{leaving.Delivery}", Text(Assert.Single(delivery.GetProperty("notes").EnumerateArray()), "number"));
        var box = Assert.Single(delivery.GetProperty("boxes").EnumerateArray());
        Assert.Equal(leaving.Machines.Order(StringComparer.Ordinal), box.GetProperty("machines").EnumerateArray().Select(one => one.GetString()!).Order(StringComparer.Ordinal));
        var papers = (await journey.Coordinator.GetAsync($"/api/documents?about=delivery/{leaving.Delivery}&limit=500")).GetProperty("items").EnumerateArray();
        Assert.Single(papers, paper => Text(paper, "kind") == "DELIVERY_NOTE");
    }

    /// <summary>Every chain is whole, and every counter is what a recount says.</summary>
    private static async Task SoundAsync(RunningServer server)
    {
        foreach (var command in (string[][])[["verify"], ["recount", "--days"]])
        {
            var (code, said) = await server.RunAsync(command);
            Assert.True(code == 0, $"{command[0]}: {said}");
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        for (var watch = Stopwatch.StartNew(); !await holds();)
        {
            Assert.True(watch.Elapsed < Patience, $"In {Patience} it did not come to pass that {what}.");
        }
    }

    private static async Task<string> StatusAsync(Journey journey, string machine) => Text(await journey.Storekeeper.GetAsync($"/api/machines/{machine}"), "status");

    private static string Text(JsonElement terms, string field) => terms.GetProperty(field).GetString()!;
}
