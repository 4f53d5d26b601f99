using Ordi2.Scanner.Outbox;

namespace Ordi2.Scanner.Tests.Station;

/// <summary>The real program against the real server: killed at random moments, with the server away, with the server killed.</summary>
public class KilledStationTests
{
    private const int Rounds = 10;

    private static readonly string[] Receiving = ["station", "--json", "--step", "receive-device", "--data", """{"type":"LAPTOP"}"""];

    [Fact]
    public async Task A_station_that_is_killed_at_random_moments_loses_no_scan_of_which_it_said_that_it_is_kept_and_sends_each_once()
    {
        await using var town = await StationTown.StartAsync();
        var acknowledged = new HashSet<Guid>();

        for (var round = 0; round < Rounds; round++)
        {
            await using var station = StationProcess.Start(town.Folder, Receiving);
            var typing = TypeAsync(station, 200);

            // Somewhere in the middle of keeping and sending: after so many lines of it, or before the first.
            for (var kept = Random.Shared.Next(0, 60); kept > 0 && await station.HearAsync("kept") is { } said; kept--)
            {
                acknowledged.Add(said.GetProperty("scanId").GetGuid());
            }

            await station.KillAsync();
            await typing;
        }

        var (code, words) = await StationProcess.RunAsync(town.Folder, "outbox", "send", "--wait", "60");
        Assert.True(code == 0, words);
        await EachOnceAsync(town, acknowledged);
        Assert.NotEmpty(acknowledged);
    }

    [Fact]
    public async Task Scans_made_while_the_server_is_away_or_killed_are_on_it_once_when_it_is_back()
    {
        await using var town = await StationTown.StartAsync();
        var acknowledged = new HashSet<Guid>();
        await town.Server.KillAsync();
        await using var station = StationProcess.Start(town.Folder, Receiving);
        var typing = TypeAsync(station, 120);

        for (var kept = 0; kept < 60 && await station.HearAsync("kept") is { } said; kept++)
        {
            acknowledged.Add(said.GetProperty("scanId").GetGuid());
        }

        await town.Server.StartAgainAsync();
        await station.HearAsync("answered");
        await town.Server.KillAsync();
        await town.Server.StartAgainAsync();
        await typing;
        station.Input.Close();
        await station.EndAsync();

        var (code, words) = await StationProcess.RunAsync(town.Folder, "outbox", "send", "--wait", "60");
        Assert.True(code == 0, words);
        Assert.Equal(120, (await EachOnceAsync(town, acknowledged)).Count);
    }

    /// <summary>Types labels that nobody has used, until the station is gone.</summary>
    private static async Task TypeAsync(StationProcess station, int count)
    {
        try
        {
            for (var i = 0; i < count; i++)
            {
                await station.Input.WriteLineAsync(StationTown.NewLabel());
                await station.Input.FlushAsync();
            }
        }
        catch (IOException)
        {
            // Killed while we typed.
        }
    }

    /// <summary>Everything in the outbox is accepted, with the finding that no gift was said; everything acknowledged is in it, and each machine has its scan once on the server.</summary>
    private static async Task<List<KeptScan>> EachOnceAsync(StationTown town, HashSet<Guid> acknowledged)
    {
        using var store = OutboxStore.Open(Path.Combine(town.Folder, "outbox.db"), TimeProvider.System);
        List<KeptScan> scans = [.. store.List()];

        Assert.All(scans, scan => Assert.Equal(States.Finding, scan.State));
        Assert.Empty(acknowledged.Except(scans.Select(scan => scan.Scan.Id)));

        foreach (var scan in scans)
        {
            Assert.Equal(scan.Scan.Id, Assert.Single((await town.EventsAsync(scan.Scan.Code)).Select(one => one.Scan).Distinct()));
            Assert.Single(await town.EventsAsync(scan.Scan.Code), one => one.Type.Contains("received", StringComparison.Ordinal));
        }

        return scans;
    }
}
