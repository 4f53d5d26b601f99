using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Ordi2.Benchmarks.Load;
using Ordi2.Benchmarks.Report;
using Ordi2.Benchmarks.Servers;

namespace Ordi2.Benchmarks.Subjects;

/// <summary>From the start of the process on an empty data folder to its first accepted scan.</summary>
internal static class ColdStartSubject
{
    public static async Task RunAsync(SubjectOptions options)
    {
        await using var workplace = await Workplace.OpenAsync(options.Database);
        var head = Head.Take(workplace.Folder);
        head.Print();
        var milliseconds = new List<double>();
        for (var i = 0; i < (options.Quick ? 3 : 11); i++)
        {
            var server = await workplace.PrepareOursAsync($"cold-{i}");
            var from = Stopwatch.GetTimestamp();
            await server.LaunchAsync("--demo");
            await FirstScanAsync(server, i);
            milliseconds.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            await server.KillAsync();
        }

        var median = Math.Round(Measure.Median([.. milliseconds]), 1);
        var worst = Math.Round(milliseconds.Max(), 1);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Cold start on {options.Database}, empty folder, to the first accepted scan: median {median:F0} ms, worst {worst:F0} ms of {milliseconds.Count}."));
        await Reports.WriteAsync(options.Json, new { machine = head, database = options.DatabaseName, medianMs = median, worstMs = worst, runs = milliseconds });
    }

    private static async Task FirstScanAsync(OrdiServer server, int number)
    {
        var bench = new Workbench(new LabelRoll(1_000_000 + number), "cold", places: 1);
        var request = bench.Next(1);
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromSeconds(60))
        {
            if (!server.HasAccounts)
            {
                // Looked for without an exception each time: on a small machine whoever watches takes time from what is watched.
                await Task.Delay(2);
                continue;
            }

            try
            {
                var account = await server.AccountAsync("OPERATOR");
                using var lane = await HttpLane.ConnectAsync(server.Address, account.Token);
                var answer = await lane.PostAsync(request);
                if (ScanTarget.Accepted(answer) == 1)
                {
                    return;
                }
            }
            catch (Exception e) when (e is IOException or SocketException or JsonException)
            {
                // Nobody listens yet.
            }

            await Task.Delay(2);
        }

        throw new BenchmarkException($"Ours accepted no scan within a minute. It said:\n{server.Said}");
    }
}
