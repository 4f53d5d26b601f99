using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Ordi2.Benchmarks.Load;
using Ordi2.Benchmarks.Report;
using Ordi2.Benchmarks.Servers;

namespace Ordi2.Benchmarks.Subjects;

/// <summary>
/// kill -9 of the server at a random moment under load, many times in a row on the same data. After each restart: every acknowledged
/// scan is in the journal once, what was in flight is answered when it is sent again, the chains hold, the counters equal a recount.
/// </summary>
internal static class CrashSubject
{
    private const int Connections = 16;

    public static async Task RunAsync(SubjectOptions options)
    {
        await using var workplace = await Workplace.OpenAsync(options.Database);
        Head.Take(workplace.Folder).Print();
        var server = await workplace.StartOursAsync();
        var account = await server.AccountAsync("OPERATOR");
        var journal = new JournalReader(server);
        var devices = new List<CrashDevice>();
        var labels = new LabelRoll(1_000_000);
        for (var i = 0; i < Connections; i++)
        {
            devices.Add(new CrashDevice(new Workbench(labels, $"crash-{i:D2}", places: 20)));
        }

        var rounds = new List<CrashRound>();
        for (var i = 1; i <= options.Times; i++)
        {
            // A kill while the server still compiles is another kill than one at full speed: both happen here.
            var moment = TimeSpan.FromMilliseconds(Random.Shared.Next(20, 1500));
            var load = Task.WhenAll(devices.Select(device => Task.Run(() => device.ScanUntilItEndsAsync(server, account.Token))));
            await Task.Delay(moment);
            await server.KillAsync();
            await load;

            var from = Stopwatch.GetTimestamp();
            await server.StartAsync();
            var restart = Stopwatch.GetElapsedTime(from);
            var (accepted, repeated) = (0, 0);
            foreach (var device in devices)
            {
                var (a, r) = await device.SendAgainAsync(server, account.Token);
                (accepted, repeated) = (accepted + a, repeated + r);
            }

            var round = await CheckAsync(server, journal, devices, new CrashRound(i, moment.TotalMilliseconds, restart.TotalMilliseconds, accepted, repeated));
            rounds.Add(round);
            Console.WriteLine(round.Line);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rounds.Count} kills on {options.Database}: {rounds.Sum(r => r.Acknowledged)} scans acknowledged and found once, {rounds.Sum(r => r.InFlightWritten)} written though their answer was lost, {rounds.Sum(r => r.InFlightLost)} lost before they were acknowledged and accepted when sent again; chains and counters whole after each."));
        await Reports.WriteAsync(options.Json, new { database = options.DatabaseName, kills = rounds.Count, rounds });
    }

    private static async Task<CrashRound> CheckAsync(OrdiServer server, JournalReader journal, List<CrashDevice> devices, CrashRound round)
    {
        var missing = new HashSet<Guid>(devices.SelectMany(device => device.TakeAcknowledged()));
        var acknowledged = missing.Count;
        missing.ExceptWith(await journal.ReadNewAsync());

        if (missing.Count > 0)
        {
            throw new BenchmarkException($"Round {round.Number}: {missing.Count} of {acknowledged} acknowledged scans are not in the journal, for example {missing.First()}.");
        }

        // Both answer with an exit code: anything but 0 throws.
        await server.RunAsync("verify");
        await server.RunAsync("recount", "--days");
        return round with { Acknowledged = acknowledged };
    }
}

/// <summary>What one kill left.</summary>
/// <param name="Number">Which kill.</param>
/// <param name="AfterMs">How long the load had run.</param>
/// <param name="RestartMs">How long until the server was ready again.</param>
/// <param name="InFlightLost">Scans without an answer that were not written: accepted when sent again.</param>
/// <param name="InFlightWritten">Scans without an answer that were written: a duplicate when sent again.</param>
internal sealed record CrashRound(int Number, double AfterMs, double RestartMs, int InFlightLost, int InFlightWritten)
{
    public int Acknowledged { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"kill {Number,3}: after {AfterMs,5:F0} ms of load; {Acknowledged,6} acknowledged, all there once; in flight: {InFlightWritten} written, {InFlightLost} not; ready again in {RestartMs:F0} ms; chains whole, counters right");
}

/// <summary>A device that meets a crash: it remembers what was acknowledged, and what it has to send again.</summary>
internal sealed class CrashDevice(Workbench bench)
{
    private readonly List<Guid> _acknowledged = [];
    private byte[]? _inFlight;
    private Guid _inFlightId;

    public async Task ScanUntilItEndsAsync(OrdiServer server, string token)
    {
        try
        {
            using var lane = await HttpLane.ConnectAsync(server.Address, token);
            while (true)
            {
                var request = bench.Next(1);
                _inFlight = request.ToArray();
                _inFlightId = bench.Last[0].ScanId;
                var answer = await lane.PostAsync(request);
                if (ScanTarget.Accepted(answer) != 1)
                {
                    throw new BenchmarkException($"A scan was not accepted under load: {answer.Status} {answer.Text}");
                }

                _acknowledged.Add(_inFlightId);
                _inFlight = null;
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The kill. What was in flight stays in the outbox.
        }
    }

    /// <summary>Sends what had no answer again: it is accepted, or was written and is a duplicate.</summary>
    public async Task<(int Accepted, int Repeated)> SendAgainAsync(OrdiServer server, string token)
    {
        if (_inFlight is not { } request)
        {
            return (0, 0);
        }

        using var lane = await HttpLane.ConnectAsync(server.Address, token);
        var answer = await lane.PostAsync(request);
        var duplicate = answer.Status == 200 && answer.Body.Span.IndexOf("\"outcome\":\"duplicate\""u8) >= 0;
        if (!duplicate && ScanTarget.Accepted(answer) != 1)
        {
            throw new BenchmarkException($"A scan that was in flight is neither accepted nor a duplicate: {answer.Status} {answer.Text}");
        }

        _acknowledged.Add(_inFlightId);
        _inFlight = null;
        return duplicate ? (0, 1) : (1, 0);
    }

    public List<Guid> TakeAcknowledged()
    {
        List<Guid> taken = [.. _acknowledged];
        _acknowledged.Clear();
        return taken;
    }
}
