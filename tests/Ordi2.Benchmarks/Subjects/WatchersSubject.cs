using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Ordi2.Benchmarks.Load;
using Ordi2.Benchmarks.Report;
using Ordi2.Benchmarks.Servers;
using Spectre.Console;

namespace Ordi2.Benchmarks.Subjects;

/// <summary>
/// 2,000 boards open on one server process while machines are received at 100 a second: what a board costs in memory, and how long
/// each scan takes to each board. Half show the country, to whoever looks; the others a pole and a workshop, to who may.
/// </summary>
internal static class WatchersSubject
{
    private const int ScansASecond = 100;
    private const int OpenAtOnce = 50;

    // Browsers say every 15 seconds that they are there.
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(SubjectOptions options)
    {
        await using var workplace = await Workplace.OpenAsync(options.Database);
        var head = Head.Take(workplace.Folder);
        head.Print();
        var server = await workplace.StartOursAsync();
        var token = (await server.AccountAsync("OPERATOR")).Token;
        using var process = Process.GetProcessById(server.Id);
        using var lane = await HttpLane.ConnectAsync(server.Address, token);
        var dock = new Dock(lane, new LabelRoll(7_500_000));

        // The runtime's compiler first: what it takes is no board's.
        await dock.ReceiveAsync(ScansASecond * (int)options.FirstWarmUp.TotalSeconds);
        await Task.Delay(Settle);
        var before = MemoryOf(process);

        using var handler = new SocketsHttpHandler();
        using var invoker = new HttpMessageInvoker(handler);
        var opening = Stopwatch.StartNew();
        var boards = await OpenAsync(server, invoker, options.Quick ? 300 : 2_000);
        var openedIn = opening.Elapsed;
        using var stop = new CancellationTokenSource();
        var pings = PingAsync(boards, stop.Token);
        await Task.Delay(Settle);
        var open = MemoryOf(process);

        var (scans, length) = (ScansASecond * (options.Quick ? 5 : 20), Stopwatch.StartNew());
        var processor = process.TotalProcessorTime;
        dock.Scans.Clear();
        await dock.ReceiveAsync(scans);
        length.Stop();
        await ShownAsync(boards, scans);
        var under = MemoryOf(process);
        processor = process.TotalProcessorTime - processor;
        await stop.CancelAsync();
        await pings;

        var found = new Watched(
            boards.Length,
            Math.Round(openedIn.TotalSeconds, 2),
            Math.Round(scans / length.Elapsed.TotalSeconds, 1),
            Math.Round(boards.Sum(board => board.Deltas.Count) / length.Elapsed.TotalSeconds, 0),
            Megabytes(before),
            Megabytes(open),
            Megabytes(under),
            Math.Round((open - before) / 1024.0 / boards.Length, 1),
            Math.Round((under - before) / 1024.0 / boards.Length, 1),
            Math.Round(processor.TotalMicroseconds / boards.Sum(board => (long)board.Deltas.Count), 1),
            Spread.Of(Latencies(boards, dock.Scans, static scan => scan.Sent)),
            Spread.Of(Latencies(boards, dock.Scans, static scan => scan.Acknowledged)),
            Spread.Of([.. dock.Scans.Select(scan => Microseconds(scan.Sent, scan.Acknowledged))]),
            boards.Sum(Gaps),
            boards.Sum(board => board.FirstMachines + scans - board.Machines));
        await Task.WhenAll(boards.Select(board => board.DisposeAsync().AsTask()));
        Print(options, found);
        await Reports.WriteAsync(options.Json, new { machine = head, database = options.DatabaseName, options.Quick, found });
    }

    private static async Task<OpenBoard[]> OpenAsync(OrdiServer server, HttpMessageInvoker invoker, int count)
    {
        var workshop = await server.AccountAsync("OPERATOR");
        var pole = await server.AccountAsync("COORDINATOR");
        (string Scope, string? Token)[] views =
        [
            ("national", null), ($"organisation/{workshop.OrganisationId}", workshop.Token), ("national", null), ($"pole/{pole.OrganisationId}", pole.Token),
        ];
        var boards = new OpenBoard[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = OpenAtOnce }, async (i, _) =>
        {
            var (scope, token) = views[i % views.Length];
            boards[i] = await OpenBoard.OpenAsync(server.Address, invoker, scope, token);
        });
        return boards;
    }

    private static async Task PingAsync(OpenBoard[] boards, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(PingEvery);

        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                foreach (var board in boards)
                {
                    await board.PingAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    /// <summary>Every board shows every machine, or the run says how many it does not.</summary>
    private static async Task ShownAsync(OpenBoard[] boards, int scans)
    {
        var patience = Stopwatch.StartNew();

        while (patience.Elapsed < Patience && Array.Exists(boards, board => board.Machines < board.FirstMachines + scans))
        {
            await Task.Delay(50);
        }
    }

    /// <summary>For each scan and each board: from a moment of the scan to the first delta that has it.</summary>
    private static int[] Latencies(OpenBoard[] boards, List<SentReception> scans, Func<SentReception, long> from)
    {
        var latencies = new List<int>(boards.Length * scans.Count);

        foreach (var board in boards)
        {
            var next = 0;

            foreach (var delta in board.Deltas)
            {
                for (; next < scans.Count && board.FirstMachines + next < delta.Machines; next++)
                {
                    latencies.Add(Microseconds(from(scans[next]), delta.At));
                }
            }
        }

        return [.. latencies];
    }

    private static int Gaps(OpenBoard board)
    {
        var (gaps, version) = (0, board.FirstVersion);

        foreach (var delta in board.Deltas)
        {
            gaps += delta.Version == version + 1 ? 0 : 1;
            version = delta.Version;
        }

        return gaps;
    }

    private static long MemoryOf(Process process)
    {
        process.Refresh();
        return process.WorkingSet64;
    }

    private static int Microseconds(long from, long to) => (int)Stopwatch.GetElapsedTime(from, to).TotalMicroseconds;

    private static double Megabytes(long bytes) => Math.Round(bytes / 1024.0 / 1024.0, 1);

    private static void Print(SubjectOptions options, Watched found)
    {
        string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        var table = new Table { Title = new TableTitle(Say($"{found.Boards} boards open on one process, {options.Database}, {found.ScansASecond:F0} scans a second, {found.DeltasASecond:F0} deltas a second")) };
        table.AddColumns("from", "to", "median ms", "p95 ms", "p99 ms", "worst ms");

        foreach (var (from, to, spread) in new[]
        {
            ("scan sent", "delta read at a board", found.FromSent),
            ("scan acknowledged", "delta read at a board", found.FromAcknowledged),
            ("scan sent", "scan acknowledged", found.Acknowledged),
        })
        {
            table.AddRow(from, to, Say($"{spread.MedianMs:F1}"), Say($"{spread.P95Ms:F1}"), Say($"{spread.P99Ms:F1}"), Say($"{spread.WorstMs:F1}"));
        }

        AnsiConsole.Write(table);
        Console.WriteLine(Say($"Opened in {found.OpenedInSeconds:F1} s. Memory of the server: {found.BeforeMb:F0} MB before, {found.OpenMb:F0} MB with the boards open ({found.KbABoardOpen:F0} kB a board), {found.UnderLoadMb:F0} MB after the scans ({found.KbABoardUnderLoad:F0} kB a board)."));
        Console.WriteLine(Say($"Processor of the server for each delta at each board, the scans included: {found.CpuMicrosecondsADelta:F1} µs. Versions that a board missed: {found.MissedDeltas}; machines that a board did not show in the end: {found.MissedMachines}."));
    }

    /// <summary>Receives machines at a steady pace, one request each, in order.</summary>
    private sealed class Dock(HttpLane lane, LabelRoll labels)
    {
        public List<SentReception> Scans { get; } = [];

        public async Task ReceiveAsync(int count)
        {
            var start = Stopwatch.StartNew();

            for (var i = 0; i < count; i++)
            {
                var due = TimeSpan.FromSeconds((double)i / ScansASecond) - start.Elapsed;

                if (due > TimeSpan.Zero)
                {
                    await Task.Delay(due);
                }

                var request = Encoding.ASCII.GetBytes(string.Create(
                    CultureInfo.InvariantCulture,
                    $$$"""{"deviceId":"bench-dock","scans":[{"scanId":"{{{Guid.CreateVersion7()}}}","code":"{{{Labels.Make(labels.Next())}}}","step":"receive-device","occurredAt":"{{{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}}}","data":{"type":"LAPTOP"}}]}"""));
                var sent = Stopwatch.GetTimestamp();
                var answer = await lane.PostAsync(request);
                var acknowledged = Stopwatch.GetTimestamp();

                if (ScanTarget.Accepted(answer) != 1)
                {
                    throw new BenchmarkException($"A machine was not received, so this run measures nothing: {answer.Status} {answer.Text}");
                }

                Scans.Add(new(sent, acknowledged));
            }
        }
    }

    /// <summary>When a scan went out and when its answer was there.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct SentReception(long Sent, long Acknowledged);

    private sealed record Spread(double MedianMs, double P95Ms, double P99Ms, double WorstMs)
    {
        public static Spread Of(int[] microseconds)
        {
            Array.Sort(microseconds);
            double At(double quantile) => Math.Round(Measure.Quantile(microseconds, quantile) / 1000.0, 2);
            return new(At(0.50), At(0.95), At(0.99), At(1));
        }
    }

    private sealed record Watched(
        int Boards,
        double OpenedInSeconds,
        double ScansASecond,
        double DeltasASecond,
        double BeforeMb,
        double OpenMb,
        double UnderLoadMb,
        double KbABoardOpen,
        double KbABoardUnderLoad,
        double CpuMicrosecondsADelta,
        Spread FromSent,
        Spread FromAcknowledged,
        Spread Acknowledged,
        int MissedDeltas,
        long MissedMachines);
}
